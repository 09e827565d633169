// A conclusion that is being typed is kept on this machine until the server has it: a lost connection loses nothing. It
// goes out with the token it was begun with, so that what arrived twice is written once.
"use strict";

const FIELDS = ["text", "lead", "product", "due", "token"];

function keptKey(form) {
  return `vaocuoc.${form.dataset.keeps}`;
}

function keep(form) {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name] ? form.elements[name].value : ""]));
  if (typed.text || typed.lead || typed.product || typed.due) localStorage.setItem(keptKey(form), JSON.stringify(typed));
  else localStorage.removeItem(keptKey(form));
}

function bringBack(form) {
  if (form.hasAttribute("data-written")) {
    localStorage.removeItem(keptKey(form));
    return;
  }
  const kept = localStorage.getItem(keptKey(form));
  if (!kept || form.elements.text.value) return;
  for (const [name, value] of Object.entries(JSON.parse(kept))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

function formOf(event) {
  return event.target instanceof Element ? event.target.closest("form[data-keeps]") : null;
}

function begin() {
  for (const form of document.querySelectorAll("form[data-keeps]")) bringBack(form);
}

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form) keep(form);
});

document.addEventListener("htmx:sendError", (event) => {
  const form = formOf(event);
  const told = form && form.querySelector("[data-offline]");
  if (told && event.detail.elt === form) told.hidden = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "ghi") return;
  begin();
  const form = document.querySelector("form[data-written]");
  if (form) form.elements.text.focus();
});

begin();
