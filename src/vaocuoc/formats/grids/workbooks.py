"""Excel workbooks as grids: typed cells, merged areas, hidden sheets, rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree.ElementTree import Element

from vaocuoc.core.trackers.grids import Cell, CellKind, Grid
from vaocuoc.formats.assembly import clean
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.package import Package
from vaocuoc.formats.xlsx.display import day_of
from vaocuoc.formats.xlsx.sheets import MAIN, Look, Workbook, column_number, merged_area, whole

_WIDEST = 1000
"""Columns: a style laid over the whole sheet says nothing of what is hidden beyond the table."""


def read(path: Path, limits: Limits) -> list[Grid]:
    """Every sheet with its cells, hidden ones marked; raises :class:`FormatError`."""
    with Package(path, limits, format="Excel (.xlsx)") as package:
        return list(_Grids(package, package.main_part("xl/workbook.xml"), limits).grids())


class _Grids(Workbook):
    """A workbook that gives what its cells hold beside what they show."""

    def grids(self) -> Iterator[Grid]:
        for sheet, place in self.sheets():
            yield self._grid(sheet.get("name", ""), place, hidden=sheet.get("state", "visible") != "visible")

    def _grid(self, name: str, part: str, *, hidden: bool) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        row = -1
        for element in self._package.each(part, f"{MAIN}row", f"{MAIN}mergeCell", f"{MAIN}col"):
            if element.tag == f"{MAIN}col":
                hidden_columns.update(_hidden_columns(element))
            elif element.tag == f"{MAIN}mergeCell":
                _merge(cells, element.get("ref", ""))
            else:
                stated = whole(element.get("r"))
                row = row + 1 if stated is None else stated - 1
                if element.get("hidden") in ("1", "true"):
                    hidden_rows.add(row)
                for column, cell in self._typed(element):
                    cells[row, column] = cell
        return Grid(name, cells, hidden, frozenset(hidden_rows), frozenset(hidden_columns))

    def _typed(self, row: Element) -> Iterator[tuple[int, Cell]]:
        column = -1
        for child in row.iterfind(f"{MAIN}c"):
            stated = column_number(child.get("r", ""))
            column = column + 1 if stated is None else stated
            look = self._look(child)
            formula = child.find(f"{MAIN}f") is not None
            text = clean(self._shown(child, look))
            if not text and not formula:
                continue
            self._count(text)
            kind, value = self._held(child, look, formula=formula)
            if text or kind == "error":
                yield column, Cell(text or "?", kind, value, bold=look.bold, formula=formula)

    def _held(self, cell: Element, look: Look, *, formula: bool) -> tuple[CellKind, str]:
        """What stands behind the text of a cell."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        if kind == "e":
            return "error", value
        if formula and not value and kind != "str":
            return "error", "formula"
        if kind == "d":
            return "day", value[:10]
        if kind != "n":
            return "text", ""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return "text", ""
        day = day_of(number, look.code, from_1904=self._from_1904)
        return ("day", day.isoformat()) if day else ("number", f"{number:f}" if number.is_finite() else "")


def _hidden_columns(element: Element) -> range:
    if element.get("hidden") not in ("1", "true"):
        return range(0)
    first, last = whole(element.get("min")), whole(element.get("max"))
    return range((first or 1) - 1, min(last or 0, _WIDEST))


def _merge(cells: dict[tuple[int, int], Cell], reference: str) -> None:
    """Give the first cell of a merged area its spans."""
    area = merged_area(reference)
    first = cells.get(area[0]) if area else None
    if area and first:
        (top, left), (bottom, right) = area
        cells[top, left] = Cell(
            first.text, first.kind, first.value, bottom - top + 1, right - left + 1, first.bold, first.formula
        )
