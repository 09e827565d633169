// Handing in several files: one request a file, with its progress, and dropping files onto the form. Without this the
// form sends them all at once and answers with the same lines.
"use strict";

(function () {
  const form = document.getElementById("upload");
  const drop = document.getElementById("drop");
  const outcomes = document.getElementById("outcomes");
  if (!form || form.querySelector("input[name=thay]")) return;
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const queue = [];
  let isSending = false;

  function line(name) {
    const item = document.createElement("li");
    item.className = "outcome going";
    const title = document.createElement("b");
    title.className = "b";
    title.textContent = name;
    const state = document.createElement("p");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    item.append(title, state, bar);
    outcomes.append(item);
    return { item, state, bar };
  }

  function refuse(shown, words) {
    shown.item.className = "outcome bad";
    shown.item.dataset.testid = "outcome";
    shown.state.textContent = words;
    shown.state.setAttribute("role", "alert");
    shown.bar.remove();
  }

  // The server's own words for this file, the same as on the page without a script.
  function settle(shown, html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const lines = [...answer.querySelectorAll(".outcome")];
    if (!lines.length) return refuse(shown, form.dataset.broken);
    const placed = lines.map((found) => document.importNode(found, true));
    shown.item.replaceWith(...placed);
    if (window.htmx) placed.forEach((found) => window.htmx.process(found));
  }

  function send({ file, shown }) {
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || window.location.href);
    request.setRequestHeader("X-Upload-Line", "1");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      shown.bar.value = event.loaded / event.total;
      const isSent = event.loaded === event.total;
      shown.state.textContent = `${isSent ? form.dataset.checking : form.dataset.sending}…`;
      if (isSent) shown.bar.removeAttribute("value");
    });
    request.addEventListener("load", () => {
      if (request.status === 200) settle(shown, request.responseText);
      else refuse(shown, form.dataset.broken);
      next();
    });
    request.addEventListener("error", () => {
      refuse(shown, form.dataset.broken);
      next();
    });
    request.send(body);
  }

  function next() {
    isSending = queue.length > 0;
    button.disabled = isSending;
    if (isSending) send(queue.shift());
  }

  function take(files) {
    const isChosen = form.querySelector("input[name=handling]:checked");
    if (!isChosen) {
      form.querySelector("input[name=handling]").reportValidity();
      return false;
    }
    for (const file of files) {
      const shown = line(file.name);
      if (file.size > Number(form.dataset.limit)) refuse(shown, form.dataset.tooLarge);
      else queue.push({ file, shown });
    }
    if (!isSending) next();
    return true;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (input.files.length && take([...input.files])) input.value = "";
  }, true);

  drop.querySelector(".drop-hint").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
})();
