// Menus are <details class="menu"> and dialogs are <dialog>: both work without this. It closes a menu when the work goes
// on elsewhere, opens a dialog from its button, hides what stands below the top bar, remembers which groups of the rail
// stay open, and keeps a form from being sent twice.
"use strict";

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except && !menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    closeMenus(null);
    document.getElementById(opener.dataset.opens).showModal();
  }
  const dialog = event.target.closest("dialog");
  if (dialog && event.target === dialog) dialog.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// What stands whole below a cut word of the top bar goes away with Escape, until something there is pointed at again.
for (const bar of document.querySelectorAll(".ctx")) {
  document.addEventListener("keydown", (event) => bar.toggleAttribute("data-hushed", event.key === "Escape"));
  for (const kind of ["focusin", "pointerover"]) bar.addEventListener(kind, () => bar.removeAttribute("data-hushed"));
}

// The server draws the groups as this browser keeps them, so nothing jumps when a page has come.
function rememberGroup(group) {
  const kept = document.cookie.match(/(?:^|; )vaocuoc_rail=([^;]*)/);
  const names = new Set((kept ? kept[1] : "").split(".").filter(Boolean));
  if (group.open) names.delete(group.dataset.group); // asked before it turns: an open one is being folded
  else names.add(group.dataset.group);
  const safe = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `vaocuoc_rail=${[...names].join(".")}; path=/; max-age=31536000; SameSite=Lax${safe}`;
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest("summary");
  if (summary && summary.parentElement.matches(".places")) rememberGroup(summary.parentElement);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.method === "get") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // A form that answers with a file leaves its page standing: it must be sendable again, only not by a double click.
  if ("gives" in form.dataset) {
    setTimeout(() => delete form.dataset.sent, 1500);
    return;
  }
  const button = event.submitter;
  if (!button || !button.dataset.busy) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.textContent = button.dataset.busy;
  button.classList.add("busy");
});

// Coming back with the browser's arrow shows the page as it was left: its forms may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const opener of document.querySelectorAll("[data-opens][hidden]")) opener.hidden = false;
