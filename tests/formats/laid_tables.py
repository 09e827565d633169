"""One table written in every shape that offices hand in: the files and pasted texts of the tests of tables."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from tests.formats import papers

Merge = tuple[int, int, int, int]
"""A merged area: its first row and column, its last row and column."""


@dataclass(frozen=True)
class Laid:
    """A paper with one table: the lines before it, its rows of texts, its merged areas (text at the first cell)."""

    lines: Sequence[str]
    rows: Sequence[Sequence[str]]
    merges: Sequence[Merge] = field(default_factory=tuple)

    def covered(self, row: int, column: int) -> bool:
        """Tell a place under a merged cell that is not its first."""
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self.merges
        )

    def area(self, row: int, column: int) -> Merge:
        """The merged area that begins at a place, or the place alone."""
        return next((m for m in self.merges if m[:2] == (row, column)), (row, column, row, column))


def as_docx(laid: Laid, folder: Path, *, lined: bool = True) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1)
    for line in laid.lines:
        document.add_paragraph(line)
    table = document.add_table(rows=len(laid.rows), cols=len(laid.rows[0]))
    table.autofit = False
    shares = [
        max(max(map(len, "".join(row[j]).split()), default=2) for row in laid.rows)
        + max(len(row[j]) for row in laid.rows) ** 0.5
        for j in range(len(laid.rows[0]))
    ]
    for j, share in enumerate(shares):
        for cell in table.columns[j].cells:
            cell.width = int((section.page_width - section.left_margin - section.right_margin) * share / sum(shares))
    if lined:
        table.style = "Table Grid"
    for top, left, bottom, right in laid.merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    for i, row in enumerate(laid.rows):
        for j, text in enumerate(row):
            if not laid.covered(i, j):
                table.cell(i, j).text = text
    path = folder / "bang.docx"
    document.save(str(path))
    return path


def as_xlsx(laid: Laid, folder: Path) -> Path:
    path = folder / "bang.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for i, line in enumerate(laid.lines):
            sheet.write_string(i, 0, line)
        first = len(laid.lines)
        for i, row in enumerate(laid.rows):
            for j, text in enumerate(row):
                top, left, bottom, right = laid.area(i, j)
                if laid.covered(i, j):
                    continue
                if (top, left) != (bottom, right):
                    sheet.merge_range(first + top, left, first + bottom, right, text)
                elif text:
                    sheet.write_string(first + i, j, text)
    return path


def as_html(laid: Laid, folder: Path) -> Path:
    parts = [f"<p>{html.escape(line)}</p>" for line in laid.lines]
    parts.append("<table border='1'>")
    for i, row in enumerate(laid.rows):
        parts.append("<tr>")
        for j, text in enumerate(row):
            if laid.covered(i, j):
                continue
            top, left, bottom, right = laid.area(i, j)
            inner = html.escape(text).replace("\n", "<br>")
            parts.append(f"<td rowspan='{bottom - top + 1}' colspan='{right - left + 1}'>{inner}</td>")
        parts.append("</tr>")
    parts.append("</table>")
    path = folder / "bang.html"
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", "utf-8")
    return path


def as_pdf(laid: Laid, folder: Path, *, lined: bool = True) -> Path:
    return papers.as_pdf(as_docx(laid, folder, lined=lined))


def as_unruled_pdf(laid: Laid, folder: Path) -> Path:
    return as_pdf(laid, folder, lined=False)


def _text(laid: Laid, table: str, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("\n\n".join(laid.lines) + "\n\n" + table + "\n", "utf-8")
    return path


def as_markdown(laid: Laid, folder: Path) -> Path:
    """Markdown as it should be: bars outside, a rule under the heading, line breaks as <br>."""
    rows = [f"| {' | '.join(text.replace(chr(10), '<br>') for text in row)} |" for row in laid.rows]
    rule = "|" + "---|" * len(laid.rows[0])
    return _text(laid, "\n".join([rows[0], rule, *rows[1:]]), folder, "bang.md")


def as_bare_markdown(laid: Laid, folder: Path) -> Path:
    """Rows without outer bars and without a rule, an empty last cell and all."""
    rows = [" | ".join(text.replace("\n", "<br>") for text in row) for row in laid.rows]
    return _text(laid, "\n".join(rows), folder, "bang.txt")


def as_folded_markdown(laid: Laid, folder: Path) -> Path:
    """Rows broken over lines in the middle of their longest cell, as a narrow window leaves them."""
    rows = []
    for row in laid.rows:
        longest = max(row, key=len)
        words = longest.split(" ")
        folded = " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])
        cells = [folded if text == longest and len(words) > 3 else text.replace("\n", "<br>") for text in row]
        rows.append(f"| {' | '.join(cells)} |")
    return _text(laid, "\n".join(rows), folder, "bang.txt")


def as_stacked_cells(laid: Laid, folder: Path) -> Path:
    """A cell a line between bars, as pages of law portals come out: merged cells are gone without a trace."""
    lines = []
    for i, row in enumerate(laid.rows):
        lines.append("|")
        for j, text in enumerate(row):
            if not laid.covered(i, j):
                lines += ([text] if text else []) + ["|"]
    return _text(laid, "\n".join(lines), folder, "bang.md")


def as_pasted(laid: Laid, folder: Path) -> Path:
    """Cells apart by tabs, with Excel's quotation marks around cells of many lines."""
    rows = ["\t".join(f'"{text}"' if "\n" in text else text for text in row) for row in laid.rows]
    return _text(laid, "\n".join(rows), folder, "bang.txt")


def as_pasted_from_word(laid: Laid, folder: Path) -> Path:
    """Cells apart by tabs, their line breaks as they are."""
    return _text(laid, "\n".join("\t".join(row) for row in laid.rows), folder, "bang.txt")


SHAPES: dict[str, Callable[[Laid, Path], Path]] = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "pdf": as_pdf,
    "pdf-unruled": as_unruled_pdf,
    "markdown": as_markdown,
    "markdown-bare": as_bare_markdown,
    "markdown-folded": as_folded_markdown,
    "stacked": as_stacked_cells,
    "tabs-excel": as_pasted,
    "tabs-word": as_pasted_from_word,
}
