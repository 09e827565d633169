// A list's own helps: a button that prints, a box that chooses every row of the page, how many rows are chosen.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const all of document.querySelectorAll("[data-picks-all]")) {
  const form = all.form;
  const boxes = () => [...form.querySelectorAll("input[type=checkbox][data-pick]")];
  const told = form.querySelector("[data-picked]");
  const bar = form.querySelector("[data-for-picked]");
  const tell = () => {
    const picked = boxes().filter((box) => box.checked).length;
    all.checked = picked > 0 && picked === boxes().length;
    all.indeterminate = picked > 0 && !all.checked;
    if (told) {
      told.textContent = picked;
      told.parentElement.hidden = false;
    }
    if (bar) bar.hidden = picked === 0;
  };
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
