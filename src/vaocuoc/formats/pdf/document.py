"""A whole PDF: its pages in order, paragraphs and tables that run over page breaks put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from vaocuoc.core.source import Source
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.pdf import layout
from vaocuoc.formats.pdf.layout import Columns, Line, Measure
from vaocuoc.formats.pdf.page import Page, Word, look_at
from vaocuoc.formats.pdf.tables import Grid, grids

_FEWEST_WORDS = 3
_TAIL_BYTES = 4096
_MOST_PAGES_NAMED = 10
_SAME_EDGE = 5.0

_Piece = Line | Columns | Grid


def read(path: Path, limits: Limits) -> Source:
    """The document as blocks; raises :class:`FormatError`."""
    _check_end(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise _refusal() from None
    try:
        count = len(document)
        if count > limits.pages:
            raise FormatError("file.too_many_pages", count=count, limit=limits.pages)
        pages = [look_at(document, index) for index in range(count)]
    except pypdfium2.PdfiumError:
        raise FormatError("file.damaged", format="PDF") from None
    finally:
        document.close()
    _check_text(pages)
    return assemble(_parts(pages), limits)


def _check_end(path: Path) -> None:
    """A PDF ends with a mark; pdfium would repair a file cut short and give half of it for the whole."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if b"%%EOF" not in file.read():
            raise FormatError("file.damaged", format="PDF")


def _refusal() -> FormatError:
    """Why pdfium would not open a file."""
    if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return FormatError("file.protected", format="PDF")
    return FormatError("file.damaged", format="PDF")


def _check_text(pages: list[Page]) -> None:
    """Refuse scans, whole or in part: what is not read must not look as if it had been."""
    if all(len(page.words) < _FEWEST_WORDS for page in pages):
        raise FormatError("pdf.no_text")
    scanned = [str(page.number) for page in pages if page.pictured and len(page.words) < _FEWEST_WORDS]
    if scanned:
        named = ", ".join(scanned[:_MOST_PAGES_NAMED]) + (", ..." if len(scanned) > _MOST_PAGES_NAMED else "")
        raise FormatError("pdf.pages_without_text", pages=named)


def _parts(pages: list[Page]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; heads and feet come once, where they first stand."""
    tables = {page.number: grids(page) for page in pages}
    lined = [(page, layout.lines_of(page.number, _outside(page, tables[page.number]))) for page in pages]
    texts = layout.repeated(lined)
    flow = _Flow(_measures(lined, texts))
    for page, lines in lined:
        margins = [line for line in lines if _is_margin(page, line, texts)]
        flow.add_furniture(line for line in margins if line.top < page.height / 2)
        kept = [line for line in lines if line not in margins]
        pieces: list[_Piece] = [*layout.in_columns(kept, flow.bodies[page.number]), *tables[page.number]]
        for piece in sorted(pieces, key=lambda piece: piece.top):
            flow.take(piece)
        flow.add_furniture(line for line in margins if line.top >= page.height / 2)
    flow.end()
    return iter(flow.parts)


def _measures(lined: list[tuple[Page, list[Line]]], texts: frozenset[str]) -> dict[int, Measure]:
    """How each page is set: pages of one width together, since annexes often lie across."""
    by_width: dict[int, list[Line]] = {}
    for page, lines in lined:
        plain = [line for line in lines if not _is_margin(page, line, texts)]
        by_width.setdefault(round(page.width), []).extend(plain)
    measures = {width: layout.measure(lines) for width, lines in by_width.items()}
    return {page.number: measures[round(page.width)] for page, _ in lined}


def _is_margin(page: Page, line: Line, texts: frozenset[str]) -> bool:
    return layout.in_margin(page, line) and layout.is_furniture(line, texts)


def _outside(page: Page, tables: list[Grid]) -> Iterator[Word]:
    inside = {id(word) for table in tables for field in table.fields for word in field.words}
    return (word for word in page.words if id(word) not in inside)


@dataclass
class _Flow:
    """What has been put together so far; the last paragraph or table may still go on."""

    bodies: dict[int, Measure]
    parts: list[Paragraph | Table] = field(default_factory=list)
    furniture: list[Paragraph] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    table: list[Cell] = field(default_factory=list)
    edges: tuple[float, ...] = ()

    def add_furniture(self, lines: Iterable[Line]) -> None:
        """Heads or feet of a page: each text once, page numbers never."""
        for line in lines:
            if line.text not in self.said and not layout.is_folio(line):
                self.said.add(line.text)
                self.furniture.append(Paragraph(line.text, page=line.page, furniture=True))
        if not self.lines and not self.table:
            self._put_furniture()

    def take(self, piece: _Piece) -> None:
        """Add the next piece of a page."""
        if isinstance(piece, Grid):
            self._end_paragraph()
            self._take_grid(piece)
            return
        self._end_table()
        if isinstance(piece, Columns):
            self._end_paragraph()
            self.parts += (self._paragraph([line], aside=True) for line in piece.lines)
        elif self.lines and layout.goes_on(self.lines[-1], piece, self.bodies[piece.page], first=self.lines[0]):
            self.lines.append(piece)
        else:
            self._end_paragraph()
            self.lines = [piece]

    def end(self) -> None:
        """Close what is open."""
        self._end_paragraph()
        self._end_table()

    def _end_paragraph(self) -> None:
        if self.lines:
            self.parts.append(self._paragraph(self.lines))
        self.lines = []
        self._put_furniture()

    def _put_furniture(self) -> None:
        # Heads and feet wait until no paragraph runs on, so that they do not part it.
        self.parts += self.furniture
        self.furniture = []

    def _paragraph(self, lines: list[Line], *, aside: bool = False) -> Paragraph:
        style = {"bold"} if all(line.bold for line in lines) else set()
        if not aside and all(layout.is_centred(line, self.bodies[line.page]) for line in lines):
            style.add("center")
        return Paragraph(
            layout.joined(line.text for line in lines), page=lines[0].page, style=frozenset(style), layout=aside
        )

    def _take_grid(self, grid: Grid) -> None:
        cells = [
            Cell(
                layout.cell_text(grid.page, each.words, each.left, each.right),
                each.row,
                each.column,
                each.row_span,
                each.column_span,
                grid.page,
                frozenset({"bold"}) if each.words and all(word.bold for word in each.words) else frozenset(),
            )
            for each in grid.fields
        ]
        if self.table and _same_edges(self.edges, grid.edges):
            self.table = _continued(self.table, cells)
        else:
            self._end_table()
            self.table, self.edges = cells, grid.edges

    def _end_table(self) -> None:
        if self.table:
            self.parts.append(Table(tuple(self.table)))
            self.table, self.edges = [], ()
            self._put_furniture()


def _same_edges(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < _SAME_EDGE for a, b in zip(one, other, strict=True))


def _continued(table: list[Cell], more: list[Cell]) -> list[Cell]:
    """A table with its rows from the next page: repeated heads dropped, a row parted by the break made whole."""
    rows, new_rows = _rows(table), _rows(more)
    heads = 0
    while heads < len(new_rows) and heads < len(rows) and _texts(rows[heads]) == _texts(new_rows[heads]):
        heads += 1
    start = max(cell.row + cell.row_span for cell in table)
    result = list(table)
    for index, row in enumerate(new_rows[heads:]):
        if index == 0 and _is_rest(row, rows):
            result = _filled(result, row)
            start -= 1
        else:
            result += (replace(cell, row=cell.row - heads + start) for cell in row)
    return result


def _rows(cells: list[Cell]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(max(cell.row + cell.row_span for cell in cells))]
    for cell in sorted(cells, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    return rows


def _texts(row: list[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _is_rest(row: list[Cell], rows: list[list[Cell]]) -> bool:
    """Is this first row of a page the rest of one that began before? Then only its number is missing."""
    first = [each[0] for each in rows if each and each[0].column == 0 and each[0].column_span == 1]
    numbered = sum(bool(cell.text) for cell in first) > 0.6 * len(first)
    empty_head = bool(row) and row[0].column == 0 and not row[0].text and row[0].column_span == 1
    return numbered and empty_head and any(cell.text for cell in row) and _texts(rows[-1]) != [""]


def _filled(table: list[Cell], rest: list[Cell]) -> list[Cell]:
    """The last row with the texts of its rest appended, column by column."""
    last = max(cell.row for cell in table)
    more = {cell.column: cell.text for cell in rest if cell.text}
    return [
        replace(cell, text=layout.joined(text for text in (cell.text, more[cell.column]) if text))
        if cell.row == last and cell.column in more
        else cell
        for cell in table
    ]
