"""A whole PDF: its pages in order, paragraphs and tables that run over page breaks put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from vaocuoc.core.source import Source
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.pdf import layout
from vaocuoc.formats.pdf.layout import Columns, Line, Measure
from vaocuoc.formats.pdf.opening import opened
from vaocuoc.formats.pdf.page import Page, Word, look_at
from vaocuoc.formats.pdf.scanned import recognised
from vaocuoc.formats.pdf.tables import Field, Grid, grids
from vaocuoc.formats.pdf.unruled import reaches_foot, unruled

_FEWEST_WORDS = 3
_STAMP_LETTERS = 250
_SAME_EDGE = 5.0
_SAME_GUTTER = 20.0

Told = Callable[[int, int], None]

_Piece = Line | Columns | Grid


def read(
    file: Path | bytes, limits: Limits, *, scans: Literal["whole", "first"] = "whole", told: Told | None = None
) -> Source:
    """The document as blocks; pages that are pictures are read from these where a program for it is installed.

    Raises :class:`FormatError`.
    """
    with opened(file, limits) as document:
        pages = [look_at(document, index) for index in range(len(document))]
        scanned = [page.number for page in pages if _is_scanned(page)]
        wanted = scanned[:1] if scans == "first" else scanned
        read_ones = recognised(document, {number: pages[number - 1] for number in wanted}, told) if wanted else {}
    seen = [read_ones.get(page.number, page) for page in pages]
    unread = tuple(number for number in scanned if number not in read_ones)
    source = assemble(_parts(seen), limits)
    return replace(source, pages=len(pages), is_scanned=bool(scanned), unread=unread)


def _is_scanned(page: Page) -> bool:
    """A page without text on which something is drawn, or a picture of a page with a stamp of text on it.

    Signing programs write who signed, and when, over the picture: a few words of text do not make a page.
    """
    letters = sum(len(word.text) for word in page.words)
    if page.pictured:
        return letters < _STAMP_LETTERS
    return page.drawn and len(page.words) < _FEWEST_WORDS


def _parts(pages: list[Page]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; heads and feet come once, where they first stand."""
    tables = {page.number: grids(page) for page in pages}
    lined = [(page, layout.lines_of(page.number, _outside(page, tables[page.number]))) for page in pages]
    above: Grid | None = None
    for page, lines in lined:
        found = unruled(lines, above)
        tables[page.number] += found
        above = found[-1] if found and reaches_foot(found[-1], lines) else None
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
        text = layout.joined(line.text for line in lines)
        words = [word for line in lines for word in line.words]
        doubtful = layout.doubts(text, words)
        return Paragraph(text, page=lines[0].page, style=frozenset(style), layout=aside, doubtful=doubtful)

    def _take_grid(self, grid: Grid) -> None:
        cells = [self._cell(grid.page, field) for field in grid.fields]
        if not grid.ruled:
            cells = [replace(cell, style=cell.style | {"unruled"}) for cell in cells]
        if self.table and _same_edges(self.edges, grid.edges, _SAME_EDGE if grid.ruled else _SAME_GUTTER):
            self.table = _continued(self.table, cells)
        else:
            self._end_table()
            self.table, self.edges = cells, grid.edges

    def _cell(self, page: int, field: Field) -> Cell:
        text, words = layout.cell_text(page, field.words, field.left, field.right)
        return Cell(
            text,
            field.row,
            field.column,
            field.row_span,
            field.column_span,
            page,
            frozenset({"bold"}) if field.words and all(word.bold for word in field.words) else frozenset(),
            layout.doubts(text, words),
        )

    def _end_table(self) -> None:
        if self.table:
            self.parts.append(Table(tuple(self.table)))
            self.table, self.edges = [], ()
            self._put_furniture()


def _same_edges(one: tuple[float, ...], other: tuple[float, ...], near: float) -> bool:
    return len(one) == len(other) and all(abs(a - b) < near for a, b in zip(one, other, strict=True))


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
    more = {cell.column: cell for cell in rest if cell.text}
    return [_longer(cell, more[cell.column]) if cell.row == last and cell.column in more else cell for cell in table]


def _longer(cell: Cell, rest: Cell) -> Cell:
    text = layout.joined(text for text in (cell.text, rest.text) if text)
    shift = len(text) - len(rest.text)
    return replace(
        cell, text=text, doubtful=(*cell.doubtful, *((start + shift, end + shift) for start, end in rest.doubtful))
    )
