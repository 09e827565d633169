// Keys: `/` search, `g` then a letter for a place, `?` the sheet of keys, and whatever a page marks with data-press.
// Off in text fields, with Ctrl, Alt or Meta, in dialogs, and where the user turned them off (WCAG 2.1.4).
"use strict";

const STORE = "vaocuoc.keys";
let isGoing = false;

function areOn() {
  return localStorage.getItem(STORE) !== "off";
}

function isTyping(target) {
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

function openSheet() {
  document.getElementById("keys").showModal();
}

function go(key) {
  const link = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (link) link.click();
}

function press(key) {
  const part = [...document.querySelectorAll(`[data-press="${CSS.escape(key)}"]`)].find((found) => found.offsetParent);
  if (!part) return false;
  part.focus();
  part.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (!areOn() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (isGoing) {
    isGoing = false;
    go(key);
  } else if (key === "?") {
    openSheet();
  } else if (key === "/") {
    const search = document.getElementById("search");
    if (!search || !search.offsetParent) return;
    search.focus();
    search.select();
  } else if (press(key)) {
    // the page's own key, done
  } else if (key === "g") {
    isGoing = true;
    setTimeout(() => (isGoing = false), 1500);
    return;
  } else {
    return;
  }
  event.preventDefault();
});

const choice = document.getElementById("keys-on");
if (choice) {
  choice.checked = areOn();
  choice.addEventListener("change", () => localStorage.setItem(STORE, choice.checked ? "on" : "off"));
}
