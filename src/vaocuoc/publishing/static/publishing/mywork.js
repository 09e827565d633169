// A deed's form comes into the dialog and opens it; without scripts the same link opens it as a page of its own.
"use strict";

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target;
  if (dialog.id !== "deed" || typeof dialog.showModal !== "function") return;
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[aria-invalid=true], .form textarea, .form input:not([type=hidden]), .form select");
  if (first) first.focus();
});

// "Thôi" in the dialog closes it and leaves the list where it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest("dialog#deed .acts a");
  if (!link) return;
  event.preventDefault();
  link.closest("dialog").close();
});
