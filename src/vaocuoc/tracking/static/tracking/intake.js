// The review shortened: select and decide without leaving the page, by keys. Everything also works by links and forms.
(() => {
  "use strict";
  const list = document.querySelector(".cards");
  const doc = document.querySelector(".doc");
  if (!list || !doc) return;
  const open = () => list.querySelector("[data-selected]");
  const wide = () => window.matchMedia("(min-width: 721px)").matches;

  // Brings an element into its own pane, never moving the page on a wide screen.
  function reveal(pane, element, top) {
    if (!element || !wide()) return;
    const head = pane.querySelector(".filters");
    const margin = (head ? head.offsetHeight : 0) + 12;
    const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    if (box.top < frame.top + margin || box.bottom > frame.bottom - 12) {
      const room = top ? (frame.height - Math.min(box.height, frame.height - margin)) / 3 : margin;
      pane.scrollTop += box.top - frame.top - Math.max(margin, Math.min(room, frame.height / 3));
    }
  }

  function select(id, address) {
    const card = document.getElementById("c" + id);
    if (!card || !window.htmx) { window.location.assign(address); return; }
    const now = open();
    if (now && now.id === card.id) { show(id); return; }
    const url = new URL(address, window.location.href);
    window.htmx.ajax("GET", url.pathname + url.search, { source: list, target: list, swap: "none" });
  }

  // Every step says which card is open now, so that the answer can close it.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (open()) event.detail.parameters.was = open().dataset.selected;
  });

  function show(id) {
    for (const span of doc.querySelectorAll(".f.on")) span.classList.remove("on");
    for (const span of doc.querySelectorAll('[data-in~="' + id + '"]')) span.classList.add("on");
    for (const part of list.querySelectorAll("[data-script][hidden]")) part.hidden = false;
    deadline();
    reveal(doc, doc.querySelector("#m" + id), true);
    reveal(list, open(), false);
  }

  // --- the card -------------------------------------------------------------------------------------------------------

  // Only what the chosen kind of deadline asks is shown; a new indicator's fields only when it is new.
  function deadline() {
    const card = open();
    if (!card) return;
    const kind = card.querySelector('[data-field="deadline_kind"]'), due = card.querySelector('[data-field="due"]');
    const indicator = card.querySelector('[data-field="indicator"]');
    for (const row of card.querySelectorAll("[data-when]")) {
      const when = row.dataset.when;
      const wanted = when === "new" ? indicator && !/^\d+$/.test(indicator.value)
        : kind && kind.value === when && !(when === "day" && due && due.value.trim());
      row.hidden = !wanted;
      row.classList.toggle("optional", !wanted);
    }
  }

  function suggest() {
    const card = open(), taken = new Set();
    for (const box of card ? card.querySelectorAll('.take input:not([value="remember"])') : []) {
      const field = box.value.split(":")[0];
      const row = box.closest("[data-row]");
      if (taken.has(field) || (row && row.hidden)) continue;
      taken.add(field);
      box.checked = box.type === "radio" || !box.checked;
    }
  }

  // The keys themselves are the page's (ui/keys.js): they click what is marked data-press.
  const buttons = {
    e: () => focus(".fields textarea, .fields .inp"),
    l: () => focus('[data-field="indicator"], [data-field="cited"]'),
    g: suggest,
  };
  function focus(selector) {
    const field = open().querySelector(selector);
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open() && open() !== event.target && open().contains(event.target)) open().focus();
  });

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("[data-reject]") || !event.target.open) return;
    event.target.querySelector('input[type="radio"]').focus();
    event.target.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-f]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      select(link.dataset.f, link.getAttribute("href"));
      return;
    }
    const button = event.target.closest("button[data-press]");
    if (button && buttons[button.dataset.press]) buttons[button.dataset.press]();
    const more = event.target.closest("[data-more]");
    if (more) {
      const shown = open().querySelector(".decide").classList.toggle("all");
      more.setAttribute("aria-expanded", String(shown));
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches('[data-field="deadline_kind"], [data-field="due"], [data-field="indicator"]')) deadline();
  });

  // Units are suggested while a name is typed.
  let waiting = 0;
  document.addEventListener("input", (event) => {
    if (event.target.getAttribute("list") !== "units") return;
    const units = document.getElementById("units"), typed = event.target.value.trim();
    window.clearTimeout(waiting);
    if (typed.length < 2) return;
    waiting = window.setTimeout(() => {
      window.htmx.ajax("GET", units.dataset.address + "?q=" + encodeURIComponent(typed), { source: units, target: units, swap: "innerHTML" });
    }, 250);
  });

  // A step was taken on the server: the spans follow, and the new card has the keys.
  document.body.addEventListener("intake:step", (event) => {
    for (const one of event.detail.news) {
      for (const span of doc.querySelectorAll('[data-f="' + one.id + '"]')) {
        span.classList.toggle("ok", one.state === "accepted");
        span.classList.toggle("rej", one.state === "rejected");
        const name = span.querySelector(".sr");
        if (name) name.textContent = one.name + ": ";
      }
    }
    show(event.detail.selected);
    if (!wide() && open()) open().scrollIntoView({ block: "start" }); // a phone follows the cards
    const wrong = open() && open().querySelector(".wrong .inp, .wrong select");
    if (wrong) wrong.focus();
    else if (open() && !open().contains(document.activeElement)) open().focus({ preventScroll: true });
  });

  if (open()) {
    show(open().dataset.selected);
    document.fonts.ready.then(() => open() && show(open().dataset.selected)); // lines break anew once the fonts are there
  }
})();
