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

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
# Names that Excel and LibreOffice give by themselves say nothing.
_UNNAMED = re.compile(r"(sheet|trang[ _]?tính)\s?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell's style means for reading: its number format and whether it is bold."""

    code: str = "General"
    bold: bool = False


def read(path: Path, limits: Limits) -> Source:
    """Every visible sheet as its name and a table; raises :class:`FormatError`."""
    with Package(path, limits, format="Excel (.xlsx)") as package:
        main = package.main_part("xl/workbook.xml")
        return assemble(_Workbook(package, main, limits).parts(), limits)


class _Workbook:
    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._root = package.xml(main)
        self._related = package.relations(main)
        by_kind = dict(self._related.values())
        self._strings = [_text(item) for item in self._optional(by_kind.get("sharedStrings"), "si")]
        self._looks = list(self._read_looks(by_kind.get("styles")))
        settings = self._root.find(f"{_M}workbookPr")
        self._from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._cells = self._characters = 0

    def parts(self) -> Iterator[Paragraph | Table]:
        """The name and the table of each visible sheet."""
        for sheet in self._root.iter(f"{_M}sheet"):
            kind, place = self._related.get(sheet.get(_RELATION_ID, ""), ("", ""))
            if sheet.get("state", "visible") != "visible" or kind != "worksheet":
                continue
            table = Table(tuple(self._table(place)))
            name = sheet.get("name", "")
            if table.cells and not _UNNAMED.fullmatch(name.strip()):
                yield Paragraph(name, caption=True)
            yield table

    def _optional(self, part: str | None, tag: str) -> Iterator[Element]:
        if part is not None and part in self._package:
            yield from self._package.each(part, f"{_M}{tag}")

    def _read_looks(self, part: str | None) -> Iterator[_Look]:
        if part is None or part not in self._package:
            return
        root = self._package.xml(part)
        codes = dict(BUILT_IN)
        for each in root.iterfind(f"{_M}numFmts/{_M}numFmt"):
            codes[_whole(each.get("numFmtId")) or 0] = each.get("formatCode", "General")
        fonts = [each.find(f"{_M}b") for each in root.iterfind(f"{_M}fonts/{_M}font")]
        bold = [each is not None and each.get("val", "1") not in ("0", "false") for each in fonts]
        for each in root.iterfind(f"{_M}cellXfs/{_M}xf"):
            font = _whole(each.get("fontId")) or 0
            code = codes.get(_whole(each.get("numFmtId")) or 0, "General")
            yield _Look(code, font < len(bold) and bold[font])

    def _table(self, part: str) -> Iterator[Cell]:
        cells: dict[tuple[int, int], Cell] = {}
        row = -1
        for element in self._package.each(part, f"{_M}row", f"{_M}mergeCell"):
            if element.tag == f"{_M}row":
                stated = _whole(element.get("r"))
                row = row + 1 if stated is None else stated - 1
                for cell in self._row(element, row):
                    cells[cell.row, cell.column] = cell
            else:
                _merge(cells, element.get("ref", ""))
        yield from cells.values()

    def _row(self, element: Element, row: int) -> Iterator[Cell]:
        column = -1
        for child in element.iterfind(f"{_M}c"):
            place = _PLACE.fullmatch(child.get("r", ""))
            column = column + 1 if place is None else _column(place[1])
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

    def _look(self, cell: Element) -> _Look:
        index = _whole(cell.get("s"))
        return self._looks[index] if index is not None and index < len(self._looks) else _Look()

    def _shown(self, cell: Element, look: _Look) -> str:
        """The text of a cell as it stands on the screen."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{_M}is")
            return "" if inline is None else _text(inline)
        value = cell.findtext(f"{_M}v") or ""
        if kind == "s":
            index = _whole(value)
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
    plain = item.findtext(f"{_M}t")
    return "".join(run.findtext(f"{_M}t") or "" for run in item.iterfind(f"{_M}r")) if plain is None else plain


def _merge(cells: dict[tuple[int, int], Cell], reference: str) -> None:
    """Give the first cell of a merged area its spans; the others hold nothing that is displayed."""
    ends = [_PLACE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return
    (top, left), (bottom, right) = ((int(end[2]) - 1, _column(end[1])) for end in ends if end is not None)
    first = cells.get((top, left))
    if first is not None and bottom >= top and right >= left:
        cells[top, left] = replace(first, row_span=bottom - top + 1, column_span=right - left + 1)


def _column(letters: str) -> int:
    """A column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None
