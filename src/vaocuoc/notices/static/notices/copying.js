// A button that copies the text of a field; without this script, or without the right to, the field is there to be selected.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    const before = button.textContent;
    button.textContent = "✓ " + before;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
