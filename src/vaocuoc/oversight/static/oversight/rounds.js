// The page of a report row by row: Enter keeps what was typed and goes to the next row, Shift+Enter to the one before.
// Without this file Enter saves the whole page, as in any form.
"use strict";

const form = document.querySelector("[data-row-by-row]");

function rows() {
  return [...form.querySelectorAll("[data-row]")].filter((row) => row.offsetParent && !row.disabled);
}

function go(from, step) {
  const found = rows();
  const next = found[found.indexOf(from) + step];
  const place = next || (step > 0 ? form.querySelector(".bar .pri") : null);
  if (!place) return;
  place.focus();
  if (place.select) place.select();
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = event.target.closest("[data-row]");
    if (!row || row.matches("textarea")) return; // in words Enter begins a new line
    event.preventDefault();
    go(row, event.shiftKey ? -1 : 1);
  });
}
