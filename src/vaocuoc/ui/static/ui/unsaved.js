// What was typed into a form that saves itself field by field, and is not saved yet: said on the page, kept on this
// machine, saved when the network is back. The page has a note [data-unsaved="key of its own"], and in it what it says.
// Nothing is kept longer than a week, nor after it was saved. Without this file the form is saved as a whole.
"use strict";

const PREFIX = "vc-unsaved:";
const WEEK = 7 * 86400000;
const AGAIN = 10000;

function start(note) {
  const place = PREFIX + note.dataset.unsaved;
  const form = note.closest("form");
  const failed = new Set(); // fields whose saving did not get through
  const brought = new Set(); // fields that were filled again from what was kept
  const sending = new Map(); // what a field held when it was sent
  let leaving = false;

  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);
  const alike = (one, other) => one.replace(/[.\s]/g, "") === other.replace(/[.\s]/g, ""); // 1200 is shown as 1.200
  const saves = (field) => field instanceof Element && field.name && field.hasAttribute("hx-post") && field.type !== "submit";
  const fieldNamed = (name) => [...form.elements].find((field) => field.name === name && saves(field));

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(place) || "{}").values || {};
    } catch {
      return {};
    }
  }

  function keep(values) {
    try {
      if (Object.keys(values).length) localStorage.setItem(place, JSON.stringify({ at: Date.now(), values }));
      else localStorage.removeItem(place);
    } catch { /* no room, or not allowed: what is typed stays on the page alone */ }
  }

  function forget(field) {
    const values = kept();
    delete values[field.name];
    keep(values);
    failed.delete(field);
    brought.delete(field);
    field.classList.remove("unsaved");
  }

  function show() {
    const fields = [...failed, ...brought];
    for (const field of fields) field.classList.add("unsaved");
    note.hidden = !fields.length;
    note.querySelector("[data-number]").textContent = fields.length;
    note.querySelector("[data-lost]").hidden = !failed.size;
    note.querySelector("[data-back]").hidden = Boolean(failed.size) || !brought.size;
    note.querySelector("[data-drop]").hidden = Boolean(failed.size) || !brought.size;
  }

  const save = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  form.addEventListener("input", (event) => {
    if (!saves(event.target)) return;
    keep({ ...kept(), [event.target.name]: valueOf(event.target) });
  });

  form.addEventListener("htmx:configRequest", (event) => sending.set(event.detail.elt, valueOf(event.detail.elt)));

  form.addEventListener("htmx:afterRequest", (event) => {
    const field = event.detail.elt;
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    const held = sending.get(field);
    sending.delete(field);
    if (!saves(field)) return;
    const answered = (event.detail.successful && !event.detail.xhr.getResponseHeader("HX-Redirect")) || status === 409 || status === 422;
    if (!answered) failed.add(field);
    else if (held === valueOf(field)) forget(field);
    show();
    const next = answered && [...failed][0];
    if (next) save(next);
  });

  function again() {
    const next = [...failed].find((field) => !sending.has(field));
    if (next && navigator.onLine) save(next);
  }

  window.addEventListener("online", again);
  setInterval(again, AGAIN);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (failed.size && !leaving) event.preventDefault();
  });

  note.querySelector("[data-save]").addEventListener("click", () => {
    for (const field of [...failed, ...brought]) save(field);
  });
  note.querySelector("[data-drop]").addEventListener("click", () => {
    keep({});
    leaving = true;
    location.reload();
  });

  for (const [name, value] of Object.entries(kept())) {
    const field = fieldNamed(name);
    if (!field || alike(valueOf(field), value)) {
      const values = kept();
      delete values[name];
      keep(values);
      continue;
    }
    if (field.type === "checkbox") field.checked = value === "1";
    else field.value = value;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    brought.add(field);
  }
  show();
}

function clear() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(name)).at; } catch { /* not ours to read: goes */ }
    if (!at || Date.now() - at > WEEK) localStorage.removeItem(name);
  }
}

try { clear(); } catch { /* storing is not allowed */ }
for (const note of document.querySelectorAll("form [data-unsaved]")) start(note);
