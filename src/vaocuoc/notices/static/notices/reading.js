// Following a message marks it as read on the way; without this script the button beside it does both.
for (const link of document.querySelectorAll("[data-reads]")) {
  link.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    document.getElementById(link.dataset.reads).requestSubmit();
  });
}
