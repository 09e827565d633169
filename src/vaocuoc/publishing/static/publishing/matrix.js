// Units by indicators: arrows move by cell, Enter opens. One cell is in the order of Tab; without scripts every one is.
"use strict";

const table = document.querySelector(".mx table");

function cellLink(row, place) {
  return row.cells[place] ? row.cells[place].querySelector("a") : null;
}

function beside(link, key) {
  const cell = link.closest("td, th");
  const rows = [...table.rows].filter((row) => !row.classList.contains("grp"));
  let line = rows.indexOf(cell.parentElement);
  let place = cell.cellIndex;
  for (;;) {
    if (key === "ArrowUp") line -= 1;
    if (key === "ArrowDown") line += 1;
    if (key === "ArrowLeft") place -= 1;
    if (key === "ArrowRight") place += 1;
    if (line < 0 || place < 0 || line >= rows.length || place >= rows[line].cells.length) return null;
    const found = cellLink(rows[line], place);
    if (found) return found;
  }
}

if (table) {
  const links = [...table.querySelectorAll("tbody td:not(.tot) a")];
  for (const link of links) link.tabIndex = -1;
  if (links.length) links[0].tabIndex = 0;
  table.addEventListener("focusin", (event) => {
    if (!event.target.matches("tbody td:not(.tot) a")) return;
    for (const link of links) link.tabIndex = -1;
    event.target.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !event.key.startsWith("Arrow")) return;
    const link = event.target.closest("td a, th a");
    if (!link) return;
    const next = beside(link, event.key);
    event.preventDefault();
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
}
