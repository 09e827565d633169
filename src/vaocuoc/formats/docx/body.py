"""The body of a Word document: paragraphs and tables in the order they stand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from vaocuoc.core.source import Source
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.docx.numbering import Numbering
from vaocuoc.formats.docx.styles import Styles, font_of, has_lines
from vaocuoc.formats.docx.wordml import FALLBACK, MATH_TEXT, RELATION_ID, number, switch, value, w
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.legacy import Encoding, is_unicode, of_font
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.package import Package

# What an official would not see on paper: deleted text, field codes, the second form of a drawing.
_UNSEEN = frozenset(
    {w("del"), w("moveFrom"), w("instrText"), w("delText"), w("delInstrText"), w("rt"), w("pPr"), w("rPr"), FALLBACK}
)
_WRITTEN = {
    w("tab"): " ",
    w("ptab"): " ",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}
_WRAPPERS = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag")})
_MOST_LAYOUT_ROWS = 4
_MOST_LAYOUT_COLUMNS = 3


def read(path: Path, limits: Limits) -> Source:
    """The document as blocks; raises :class:`FormatError`."""
    with Package(path, limits, format="Word (.docx)") as package:
        main = package.main_part("word/document.xml")
        root = package.xml(main)
        body = root.find(w("body"))
        if body is None:
            raise package.damaged()
        return assemble(_Document(package, main, body, limits).parts(), limits)


@dataclass
class _Seen:
    """What one paragraph shows: its text, how much of it is bold, and what hangs on it.

    ``font`` is that of what comes next, ``old`` the encodings of those pieces of ``text`` whose fonts are older than
    Unicode, by their number.
    """

    text: list[str] = field(default_factory=list)
    font: str | None = None
    old: dict[int, Encoding] = field(default_factory=dict)
    letters: int = 0
    bold: int = 0
    page: int | None = None
    boxes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Go on with a piece of text."""
        encoding = of_font(self.font)
        if encoding is not None:
            self.old[len(self.text)] = encoding
        self.text.append(text)

    def words(self) -> str:
        """The whole text, in Unicode: neighbours of one encoding decoded together, for a letter may be two signs."""
        if not self.old or is_unicode("".join(self.text[index] for index in self.old)):
            return "".join(self.text)
        numbered = itertools.groupby(range(len(self.text)), key=self.old.get)
        runs = ((encoding, "".join(self.text[index] for index in run)) for encoding, run in numbered)
        return "".join(text if encoding is None else encoding.decode(text) for encoding, text in runs)


@dataclass
class _OpenCell:
    """A cell whose rows are still being counted."""

    text: str
    row: int
    column: int
    column_span: int
    page: int | None
    bold: bool
    row_span: int = 1


class _Document:
    def __init__(self, package: Package, main: str, body: Element, limits: Limits) -> None:
        self._body = body
        self._limits = limits
        related = package.relations(main)
        by_kind = dict(related.values())

        def other(kind: str) -> Element | None:
            place = by_kind.get(kind)
            return package.xml(place) if place is not None and place in package else None

        self._styles = Styles(other("styles"))
        self._numbering = Numbering(other("numbering"), self._styles)
        self._notes = _notes(other("footnotes"))
        self._margins = {
            relation: package.xml(place)
            for relation, (kind, place) in related.items()
            if kind in ("header", "footer") and place in package
        }
        # Pages are known only where the program that saved the file left marks of where they broke.
        self._page = 1 if next(body.iter(w("lastRenderedPageBreak")), None) is not None else None
        self._cells = 0

    def parts(self) -> Iterator[Paragraph | Table]:
        """Everything in reading order: heads, the body, feet."""
        yield from self._margin("headerReference")
        yield from self._blocks(self._body)
        yield from self._margin("footerReference")

    def _blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        for child in parent:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)

    def _margin(self, kind: str) -> Iterator[Paragraph]:
        """Heads or feet of all sections, each text once; a lone page number is none."""
        said = set()
        for reference in self._body.iter(w(kind)):
            margin = self._margins.get(reference.get(RELATION_ID, ""))
            for paragraph in [] if margin is None else margin.iter(w("p")):
                text = self._seen(paragraph).words()
                if any(map(str.isalpha, text)) and text not in said:
                    said.add(text)
                    yield Paragraph(text, furniture=True)

    def _paragraph(self, element: Element, *, layout: bool = False) -> Iterator[Paragraph]:
        properties = element.find(w("pPr"))
        style = value(properties, "pStyle")
        seen = self._seen(element, bold=self._styles.bold(style), font=self._styles.font(style))
        text = seen.words()
        label = self._numbering.label(properties, style) if text.strip() else ""
        level = number(properties, "outlineLvl")
        yield Paragraph(
            f"{label} {text}" if label else text,
            level=self._styles.outline(style) if level is None else level + 1 if level < 9 else None,
            page=seen.page,
            style=self._look(properties, style, bold=0 < seen.letters == seen.bold),
            item=bool(label),
            layout=layout,
            furniture=self._styles.name(style).startswith("toc "),
            caption=self._styles.name(style) == "caption",
        )
        for note in seen.notes:
            yield from self._note(note)
        for box in seen.boxes:
            for inner in box.iter(w("p")):
                yield Paragraph(self._seen(inner).words(), page=seen.page, furniture=True)

    def _note(self, reference: str) -> Iterator[Paragraph]:
        note = self._notes.pop(reference, None)
        for paragraph in [] if note is None else note.iter(w("p")):
            yield Paragraph(self._seen(paragraph).words(), page=self._page, layout=True)

    def _look(self, properties: Element | None, style: str | None, *, bold: bool) -> frozenset[str]:
        alignment = value(properties, "jc") or self._styles.alignment(style)
        look = {"bold"} if bold else set()
        if alignment in ("center", "right"):
            look.add(alignment)
        return frozenset(look)

    def _seen(self, paragraph: Element, *, bold: bool = False, font: str | None = None) -> _Seen:
        seen = _Seen(font=font)
        self._gather(paragraph, seen, bold)
        if seen.page is None:
            seen.page = self._page
        return seen

    def _gather(self, parent: Element, seen: _Seen, bold: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("r"):
                self._gather_run(child, seen, bold)
            elif tag == w("t") or tag == MATH_TEXT:
                self._write(child.text or "", seen, bold)
            elif tag in _WRITTEN:
                seen.add(_WRITTEN[tag])
            elif tag == w("lastRenderedPageBreak") and self._page is not None:
                self._page += 1
            elif tag == w("footnoteReference"):
                seen.notes.append(child.get(w("id"), ""))
            elif tag == w("sym"):
                seen.add("•")
            elif tag == w("txbxContent"):
                seen.boxes.append(child)
            elif tag not in _UNSEEN:
                self._gather(child, seen, bold)

    def _gather_run(self, run: Element, seen: _Seen, bold: bool) -> None:
        properties = run.find(w("rPr"))
        if switch(properties, "vanish"):
            return
        own = switch(properties, "b")
        character_style = value(properties, "rStyle")
        if own is None and character_style is not None:
            own = self._styles.bold(character_style) or None
        outer = seen.font
        seen.font = font_of(properties) or (self._styles.font(character_style) if character_style else None) or outer
        self._gather(run, seen, bold if own is None else own)
        seen.font = outer

    def _write(self, text: str, seen: _Seen, bold: bool) -> None:
        if seen.page is None and text.strip():
            seen.page = self._page
        seen.add(text)
        letters = sum(map(str.isalnum, text))
        seen.letters += letters
        seen.bold += letters * bold

    def _table(self, table: Element) -> Iterator[Paragraph | Table]:
        rows = [row for row in _rows(table) if row.find(f"{w('trPr')}/{w('del')}") is None]
        width = max((len(_cells(row)) for row in rows), default=0)
        if len(rows) <= _MOST_LAYOUT_ROWS and width <= _MOST_LAYOUT_COLUMNS and not self._bordered(table):
            for row in rows:
                for cell in _cells(row):
                    yield from self._layout(cell, columns=width)
            return
        yield Table(tuple(self._grid(rows)))

    def _layout(self, cell: Element, *, columns: int) -> Iterator[Paragraph | Table]:
        """The content of a cell that stands there for its looks: letterheads, signatures, frames."""
        for child in cell:
            if child.tag == w("p"):
                yield from self._paragraph(child, layout=columns > 1)
            elif child.tag == w("tbl"):
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)

    def _bordered(self, table: Element) -> bool:
        properties = table.find(w("tblPr"))
        borders = None if properties is None else properties.find(w("tblBorders"))
        if borders is not None and len(borders):
            lined = has_lines(borders)
        else:
            lined = self._styles.bordered(value(properties, "tblStyle"))
        return lined or any(has_lines(each) for each in table.iter(w("tcBorders")))

    def _grid(self, rows: list[Element]) -> Iterator[Cell]:
        """Cells once each, with the rows and columns that they cover."""
        open_cells: dict[int, _OpenCell] = {}
        done: list[_OpenCell] = []
        for index, row in enumerate(rows):
            column = number(row.find(w("trPr")), "gridBefore") or 0
            for element in _cells(row):
                properties = element.find(w("tcPr"))
                wide = min(max(number(properties, "gridSpan") or 1, 1), 1000)
                merge = None if properties is None else properties.find(w("vMerge"))
                above = open_cells.get(column)
                if merge is not None and merge.get(w("val")) != "restart" and above is not None:
                    above.row_span = index - above.row + 1
                else:
                    open_cells.pop(column, None)
                    cell = self._cell(element, index, column, wide)
                    done.append(cell)
                    if merge is not None:
                        open_cells[column] = cell
                column += wide
        for cell in done:
            style = frozenset({"bold"}) if cell.bold else frozenset()
            yield Cell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.page, style)

    def _cell(self, element: Element, row: int, column: int, wide: int) -> _OpenCell:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise FormatError("file.too_many_cells", limit=self._limits.cells)
        paragraphs = list(self._inside(element))
        written = [each for each in paragraphs if each.text.strip()]
        return _OpenCell(
            "\n".join(each.text for each in written),
            row,
            column,
            wide,
            next((each.page for each in written), self._page),
            bool(written) and all("bold" in each.style for each in written),
        )

    def _inside(self, cell: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell, those of tables inside it among them."""
        for child in cell:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                for row in _rows(child):
                    for inner in _cells(row):
                        yield from self._inside(inner)
            elif child.tag in _WRAPPERS:
                yield from self._inside(child)


def _rows(table: Element) -> list[Element]:
    return _through_wrappers(table, w("tr"))


def _cells(row: Element) -> list[Element]:
    return _through_wrappers(row, w("tc"))


def _through_wrappers(parent: Element, tag: str) -> list[Element]:
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _through_wrappers(child, tag)
    return found


def _notes(root: Element | None) -> dict[str, Element]:
    """Footnotes by id; separators and the like are no notes."""
    notes = [] if root is None else root.findall(w("footnote"))
    return {note.get(w("id"), ""): note for note in notes if note.get(w("type")) in (None, "normal")}
