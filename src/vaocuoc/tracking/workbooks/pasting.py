"""What was copied in Excel and pasted into the page (dán từ Excel): rows by code, or in the order of the report."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.grids import Cell
from vaocuoc.tracking.indicators.models import Obligation
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import owed, reportable
from vaocuoc.tracking.workbooks.said import Flaw, Said, value_of
from vaocuoc.tracking.workbooks.sealing import one_line

MOST_ROWS = 2000
_COLUMNS = {
    "ma": "code", "ma chi tieu": "code", "don vi": "unit", "gia tri": "value", "so lieu": "value", "thuc hien": "value",
    "uoc": "mark", "so uoc": "mark", "ly do khong co so": "reason", "ly do": "reason", "giai thich": "note",
    "ghi chu": "note", "tai lieu": "evidence",
}  # fmt: skip
_OF_WORKBOOK = ("code", "", "unit", "", "", "", "", "value", "mark", "reason", "note", "evidence")
"""The columns of our workbook from the code on: it may be copied back whole."""
_BESIDE = ("value", "mark", "reason", "note", "evidence")


def said_in(submission: Submission, text: str) -> list[Said]:
    """The rows that were pasted, each at its place of the report.

    A head with the names of columns says what they are; else a first column of codes means rows by code, the columns
    being those of the workbook or code, value, estimate, reason, explanation, document; else the rows stand in the
    report's order. Raises ``workbooks.nothing_pasted``, ``workbooks.too_many_pasted``, ``workbooks.no_value_column``.
    """
    table = _table(text)
    if not table:
        raise Refused("workbooks.nothing_pasted")
    if len(table) > MOST_ROWS:
        raise Refused("workbooks.too_many_pasted", count=len(table), most=MOST_ROWS)
    places = _Places(submission)
    names = _heads(table[0][1])
    if names and "value" not in names:
        raise Refused("workbooks.no_value_column")
    if names:
        table = table[1:]
    else:
        names = _guessed([cells for _row, cells in table], places)
    return places.said(table, names)


def _table(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with their numbers from 1; a cell of several lines is quoted, as Excel does."""
    rows = csv.reader(io.StringIO(nfc(text), newline=""), delimiter="\t")
    try:
        told = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in enumerate(rows, 1)]
    except csv.Error:
        raise Refused("workbooks.nothing_pasted") from None
    last = max((place for place, (_number, cells) in enumerate(told) if any(cells)), default=-1)
    return told[: last + 1]  # a row left empty in between keeps its place


def _heads(cells: Sequence[str]) -> list[str]:
    """What the columns are, where the first row names them; at least two names, for one word may be a value."""
    names = [_COLUMNS.get(" ".join(fold(cell).split()), "") for cell in cells]
    return names if sum(bool(name) for name in names) >= 2 else []


def _guessed(rows: Sequence[Sequence[str]], places: _Places) -> list[str]:
    filled = [cells for cells in rows if any(cells)]
    width = max(len(cells) for cells in filled)
    coded = sum(bool(cells[0]) and places.knows(cells[0]) for cells in filled)
    if coded * 2 <= len(filled):
        return list(_BESIDE)
    if width >= len(_OF_WORKBOOK) - 4:
        return list(_OF_WORKBOOK)
    second = sum(len(cells) > 1 and places.is_unit(cells[1]) for cells in filled)
    return ["code", *(["unit"] if second * 2 > len(filled) else []), *_BESIDE]


class _Places:
    """The places of a report, by code and in their order."""

    def __init__(self, submission: Submission) -> None:
        args = submission.keeper_id, submission.provider_id, submission.period
        self._ordered = list(owed(*args))
        self._by_code: dict[str, list[Obligation]] = {}
        for one in [*self._ordered, *reportable(*args)]:
            found = self._by_code.setdefault(_plain(one.indicator.code), [])
            if one.pk not in {other.pk for other in found}:
                found.append(one)
        self._own = {one.pk for one in self._ordered}
        self._units = {_plain(name) for one in self._all() for name in (one.unit.name, one.unit.short_name) if name}

    def _all(self) -> list[Obligation]:
        return [one for found in self._by_code.values() for one in found]

    def knows(self, code: str) -> bool:
        return bool(_plain(code)) and _plain(code) in self._by_code

    def is_unit(self, name: str) -> bool:
        return bool(name) and _plain(name) in self._units

    def said(self, table: Sequence[tuple[int, list[str]]], names: Sequence[str]) -> list[Said]:
        found: list[Said] = []
        seen: dict[tuple[int, int], int] = {}
        for order, (number, cells) in enumerate(table):
            given = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            if not any(given.values()):
                continue
            place, flaw = self._place(given, order) if "code" in names else self._in_order(order)
            one = _said(number, place, flaw, given)
            if place is not None and one.key in seen:
                twice = Flaw("workbooks.row_twice", "Mã", (("row", str(seen[one.key])),))
                one = _said(number, place, twice, given)
            seen.setdefault(one.key, number)
            found.append(one)
        return found

    def _in_order(self, order: int) -> tuple[Obligation | None, Flaw | None]:
        if order < len(self._ordered):
            return self._ordered[order], None
        return None, Flaw("workbooks.beyond_page", "Giá trị")

    def _place(self, given: dict[str, str], _order: int) -> tuple[Obligation | None, Flaw | None]:
        code, unit = given.get("code", ""), _plain(given.get("unit", ""))
        found = self._by_code.get(_plain(code), []) if code else []
        if not found:
            return None, Flaw("workbooks.unknown_code", "Mã", (("text", code[:40]),))
        if unit:
            found = [one for one in found if unit in (_plain(one.unit.name), _plain(one.unit.short_name))]
        elif len(own := [one for one in found if one.pk in self._own]) == 1:
            found = own
        if len(found) != 1:
            return None, Flaw("workbooks.which_unit", "Đơn vị", (("text", code[:40]),))
        return found[0], None


def _said(number: int, place: Obligation | None, flaw: Flaw | None, given: dict[str, str]) -> Said:
    measure = place.indicator.unit_of_measure if place else ""
    text, _number, wrong = value_of(Cell(given.get("value", "")), column="Giá trị", measure=measure)
    return Said(
        row=number,
        key=(place.indicator_id, place.unit_id) if place else (0, 0),
        typed=text,
        mark=given.get("mark", ""),
        reason=given.get("reason", ""),
        note=given.get("note", ""),
        evidence=given.get("evidence", ""),
        flaw=flaw or wrong,
        code=given.get("code", ""),
    )


def _plain(text: str) -> str:
    return fold(one_line(text))
