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
    if (!window.htmx) { window.location.assign(address); return; }
    const now = open();
    if (card && now && now.id === card.id) { show(id); return; }
    const url = new URL(address, window.location.href);
    window.htmx.ajax("GET", url.pathname + url.search, { source: list, target: list, swap: "none" });
  }

  // Every step says which card is open now, so that the answer can close it, and what of the list and the text is here,
  // so that it brings what is not.
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.have = [...list.querySelectorAll(".card")].map((card) => card.id.slice(1)).join(",");
    if (open()) event.detail.parameters.was = open().dataset.selected;
    const paper = doc.querySelector(".paper");
    event.detail.parameters.from = paper.dataset.from;
    event.detail.parameters.to = paper.dataset.to;
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
    for (const box of card ? card.querySelectorAll('.take input:not([value="remember"]):not([value^="existing:"])') : []) {
      const field = box.value.split(":")[0];
      const row = box.closest("[data-row]");
      if (taken.has(field) || (row && row.hidden)) continue;
      taken.add(field);
      box.checked = box.type === "radio" || !box.checked;
    }
  }

  // The keys themselves are the page's (ui/keys.js): they click what is marked data-press.
  const buttons = {
    e: () => focus(".fields textarea, .fields .inp:not([type=checkbox])"),
    l: () => { openMore(); focus('[data-field="indicator"], [data-field="cited"], [data-field="serves"]'); },
    g: suggest,
  };
  function openMore() {
    const row = open().querySelector('[data-row="serves"].optional');
    if (row) row.classList.remove("optional");
  }
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
    const adding = event.target.closest("a[data-add]");
    if (adding) carrySelection(adding);
    if (link && link.hasAttribute("data-again")) {
      event.preventDefault();
      document.getElementById("regroup").replaceChildren();
      open().focus();
      return;
    }
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

  // --- the text -------------------------------------------------------------------------------------------------------

  // The words selected in the text, without the letters and names that stand between them. A click on a menu takes the
  // selection away, so the last one is kept until the next step.
  let kept = "";
  document.addEventListener("selectionchange", () => { kept = selectedWords() || kept; });
  function selectedWords() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !doc.contains(selection.anchorNode)) return "";
    const piece = selection.getRangeAt(0).cloneContents();
    for (const part of piece.querySelectorAll(".sr, b[aria-hidden], .pg")) part.remove();
    return piece.textContent.replace(/\s+/g, " ").trim();
  }

  function carrySelection(link) {
    const words = selectedWords() || kept, url = new URL(link.href, window.location.href);
    url.searchParams.delete("quote");
    if (words) url.searchParams.set("quote", words.slice(0, 2900));
    link.href = url.href;
  }

  // Where the cursor stands in the quote of the selected finding: another place to split it at.
  function caretIn(id) {
    const selection = window.getSelection();
    if (!selection.rangeCount) return 0;
    let offset = 0;
    for (const span of doc.querySelectorAll('.f:not(.fl)[data-in~="' + id + '"]')) {
      const walker = document.createTreeWalker(span, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(".sr, b[aria-hidden]")) continue;
        if (node === selection.anchorNode) return offset + node.data.slice(0, selection.anchorOffset).search(/\S*$/);
        offset += node.data.length;
      }
    }
    return 0;
  }

  document.body.addEventListener("htmx:afterSwap", (event) => {
    const form = event.target.id === "regroup" && event.target.querySelector("[data-splits]");
    if (!form) return;
    const place = caretIn(form.dataset.splits);
    const offered = form.querySelector('input[name="places"][value="' + place + '"]');
    if (offered) offered.checked = true;
    else if (place > 0) {
      const line = document.createElement("label"), box = document.createElement("input"), words = document.createElement("span");
      box.type = "checkbox"; box.name = "places"; box.value = String(place); box.checked = true;
      words.textContent = [...form.querySelectorAll(".pieces span")].map((one) => one.textContent).join("").slice(place);
      line.append(box, " ", words);
      form.querySelector(".pieces").append(document.createElement("li"));
      form.querySelector(".pieces").lastElementChild.append(line);
    }
    const first = form.querySelector('input[name="places"]');
    if (first) first.focus();
    form.scrollIntoView({ block: "nearest" });
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
    kept = "";
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
