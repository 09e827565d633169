"""The sheets of a workbook as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree.ElementTree import Element

from vaocuoc.core.source import Source
from vaocuoc.formats.assembly import Cell, Paragraph, Table, assemble
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.package import Package
from vaocuoc.formats.xlsx.display import BUILT_IN, shown

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
# Names that Excel and LibreOffice give by themselves say nothing.
_UNNAMED = re.compile(r"(sheet|trang[ _]?tính)\s?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's style means for reading: its number format and whether it is bold."""

    code: str = "General"
    bold: bool = False


def read(path: Path, limits: Limits) -> Source:
    """Every visible sheet as its name and a table; raises :class:`FormatError`."""
    with Package(path, limits, format="Excel (.xlsx)") as package:
        main = package.main_part("xl/workbook.xml")
        return assemble(Workbook(package, main, limits).parts(), limits)


class Workbook:
    """An opened workbook; ``parts`` shows its sheets as pages show them, ``formats.grids`` says what they hold."""

    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._root = package.xml(main)
        self._related = package.relations(main)
        by_kind = dict(self._related.values())
        self._strings = [_text(item) for item in self._optional(by_kind.get("sharedStrings"), "si")]
        self._looks = list(self._read_looks(by_kind.get("styles")))
        settings = self._root.find(f"{MAIN}workbookPr")
        self._from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._cells = self._characters = 0

    def parts(self) -> Iterator[Paragraph | Table]:
        """The name and the table of each visible sheet."""
        for sheet, place in self.sheets():
            if sheet.get("state", "visible") != "visible":
                continue
            table = Table(tuple(self._table(place)))
            name = sheet.get("name", "")
            if table.cells and not _UNNAMED.fullmatch(name.strip()):
                yield Paragraph(name, caption=True)
            yield table

    def sheets(self) -> Iterator[tuple[Element, str]]:
        """Each sheet of cells with the part that holds it, hidden ones too."""
        for sheet in self._root.iter(f"{MAIN}sheet"):
            kind, place = self._related.get(sheet.get(_RELATION_ID, ""), ("", ""))
            if kind == "worksheet":
                yield sheet, place

    def _optional(self, part: str | None, tag: str) -> Iterator[Element]:
        if part is not None and part in self._package:
            yield from self._package.each(part, f"{MAIN}{tag}")

    def _read_looks(self, part: str | None) -> Iterator[Look]:
        if part is None or part not in self._package:
            return
        root = self._package.xml(part)
        codes = dict(BUILT_IN)
        for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
            codes[whole(each.get("numFmtId")) or 0] = each.get("formatCode", "General")
        fonts = [each.find(f"{MAIN}b") for each in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
        bold = [each is not None and each.get("val", "1") not in ("0", "false") for each in fonts]
        for each in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            font = whole(each.get("fontId")) or 0
            code = codes.get(whole(each.get("numFmtId")) or 0, "General")
            yield Look(code, font < len(bold) and bold[font])

    def _table(self, part: str) -> Iterator[Cell]:
        cells: dict[tuple[int, int], Cell] = {}
        row = -1
        for element in self._package.each(part, f"{MAIN}row", f"{MAIN}mergeCell"):
            if element.tag == f"{MAIN}row":
                stated = whole(element.get("r"))
                row = row + 1 if stated is None else stated - 1
                for cell in self._row(element, row):
                    cells[cell.row, cell.column] = cell
            else:
                _merge(cells, element.get("ref", ""))
        yield from cells.values()

    def _row(self, element: Element, row: int) -> Iterator[Cell]:
        column = -1
        for child in element.iterfind(f"{MAIN}c"):
            stated = column_number(child.get("r", ""))
            column = column + 1 if stated is None else stated
            look = self._look(child)
            text = self._shown(child, look)
            if not text.strip():
                continue
            self._count(text)
            yield Cell(text, row, column, style=frozenset({"bold"}) if look.bold else frozenset())

    def _count(self, text: str) -> None:
        """Many cells may share one long string, so characters are counted here and not in the file."""
        self._cells += 1
        self._characters += len(text)
        if self._cells > self._limits.cells:
            raise FormatError("file.too_many_cells", limit=self._limits.cells)
        if self._characters > self._limits.characters:
            raise FormatError("file.too_long", limit=self._limits.characters)

    def _look(self, cell: Element) -> Look:
        index = whole(cell.get("s"))
        return self._looks[index] if index is not None and index < len(self._looks) else Look()

    def _shown(self, cell: Element, look: Look) -> str:
        """The text of a cell as it stands on the screen."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            return "" if inline is None else _text(inline)
        value = cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            index = whole(value)
            return self._strings[index] if index is not None and index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "d":
            return _iso(value)
        return value if kind != "n" else _number(value, look.code, from_1904=self._from_1904)


def _number(value: str, code: str, *, from_1904: bool) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    # Excel holds no number beyond this; a file that does would have its digits written out here.
    if not number.is_finite() or abs(number.adjusted()) > 308:
        return value
    return shown(number, code, from_1904=from_1904)


def _iso(value: str) -> str:
    """31/12/2025 from 2025-12-31, with the time left out."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", value)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else value


def _text(item: Element) -> str:
    """The text of a string item: plain, or its runs put together; readings of other scripts are left out."""
    plain = item.findtext(f"{MAIN}t")
    return "".join(run.findtext(f"{MAIN}t") or "" for run in item.iterfind(f"{MAIN}r")) if plain is None else plain


def _merge(cells: dict[tuple[int, int], Cell], reference: str) -> None:
    """Give the first cell of a merged area its spans; the others hold nothing that is displayed."""
    area = merged_area(reference)
    first = cells.get(area[0]) if area else None
    if area and first:
        (top, left), (bottom, right) = area
        cells[top, left] = replace(first, row_span=bottom - top + 1, column_span=right - left + 1)


def merged_area(reference: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and last (row, column) of ``A1:C2``, from 0; None where it is no area."""
    ends = [_PLACE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (top, left), (bottom, right) = ((int(end[2]) - 1, _letters(end[1])) for end in ends if end is not None)
    return ((top, left), (bottom, right)) if bottom >= top and right >= left else None


def column_number(reference: str) -> int | None:
    """The column of ``AB12`` from 0; None where nothing is stated."""
    place = _PLACE.fullmatch(reference)
    return None if place is None else _letters(place[1])


def _letters(letters: str) -> int:
    """A column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def whole(text: str | None) -> int | None:
    """A whole number of an attribute; None for anything else."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None
