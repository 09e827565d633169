"""Reading a workbook that came back (đọc bảng gửi lại): first whether it is ours and whole, then its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.core.trackers.grids import EMPTY, Cell, Grid
from vaocuoc.tracking.indicators.reporting import Key
from vaocuoc.tracking.workbooks.composing import (
    CODE,
    EVIDENCE,
    FILL_MARK,
    IDENTITY_MARK,
    KEY,
    MARK,
    NOTE,
    REASON,
    UNIT,
    VALUE,
    VALUE_HEAD,
)
from vaocuoc.tracking.workbooks.said import Flaw, Said, text_in, value_of
from vaocuoc.tracking.workbooks.sealing import Identity, SealedRow, one_line, require_genuine

_MEASURE = 4
_MOST_HEAD_ROWS = 30


def identity_in(grids: Sequence[Grid]) -> Identity:
    """What the workbook says it is of, once its seal is found whole.

    Raises ``Refused``: ``workbooks.not_ours``, ``workbooks.other_version``, ``workbooks.other_site``,
    ``workbooks.keys_changed``.
    """
    sheet = _sheet(grids, IDENTITY_MARK)
    facts: dict[str, str] = {}
    rows: list[SealedRow] = []
    for number in range(1 + max(row for row, _column in sheet.cells)):
        name, _sign, value = sheet.cells.get((number, 0), EMPTY).text.partition("=")
        facts[name] = value
        if (key := _key(sheet.cells.get((number, 1), EMPTY).text)) is not None:
            code, unit = (one_line(sheet.cells.get((number, column), EMPTY).text) for column in (2, 3))
            rows.append(SealedRow(key, code, unit))
    try:
        identity = Identity(
            int(facts["so"]), int(facts["don-vi"]), facts["ky"], tuple(rows), version=facts.get("mau", "")
        )
    except (KeyError, ValueError):
        raise Refused("workbooks.keys_changed") from None
    require_genuine(identity, facts.get("niem-phong", ""), facts.get("trang", ""))
    return identity


def _sheet(grids: Sequence[Grid], mark: str) -> Grid:
    found = next((grid for grid in grids if grid.cells.get((0, 0), EMPTY).text == mark), None)
    if found is None:
        raise Refused("workbooks.not_ours")
    return found


def rows_in(grids: Sequence[Grid], identity: Identity) -> list[Said]:
    """The rows of the sheet to fill that were given out, in its order, each with what is wrong with it.

    Raises ``workbooks.columns_moved`` where the column of values is not where it was.
    """
    sheet = _sheet(grids, FILL_MARK)
    head = next((row for row in range(_MOST_HEAD_ROWS) if _text(sheet, row, VALUE) == VALUE_HEAD), None)
    if head is None:
        raise Refused("workbooks.columns_moved")
    given = {row.key: row for row in identity.rows}
    seen: dict[Key, int] = {}
    found: list[Said] = []
    lines: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > head:
            lines.setdefault(row, {})[column] = cell
    for number, cells in sorted(lines.items()):
        said = _said(number + 1, cells, given, seen)
        if said is not None:
            seen.setdefault(said.key, said.row)
            found.append(said)
    return found


def _said(row: int, cells: dict[int, Cell], given: Mapping[Key, SealedRow], seen: Mapping[Key, int]) -> Said | None:
    key = _key(text_in(cells, KEY))
    filled = any(column in cells for column in (VALUE, MARK, REASON, NOTE, EVIDENCE))
    if key is None or key not in given:
        unknown = Flaw("workbooks.row_unknown", "Mã")
        return Said(row, key or (0, 0), flaw=unknown, code=text_in(cells, CODE)) if filled else None
    sealed = given[key]
    flaw = None
    if key in seen:
        flaw = Flaw("workbooks.row_twice", "Mã", (("row", str(seen[key])),))
    elif (one_line(text_in(cells, CODE)), one_line(text_in(cells, UNIT))) != (sealed.code, sealed.unit_name):
        flaw = Flaw("workbooks.row_moved", "Mã")
    value = cells.get(VALUE, EMPTY)
    typed, number, wrong = value_of(value, column=VALUE_HEAD, measure=text_in(cells, _MEASURE))
    return Said(
        row=row,
        key=key,
        typed=nfc(typed),
        number=number,
        mark=nfc(text_in(cells, MARK)),
        reason=nfc(text_in(cells, REASON)),
        note=nfc(text_in(cells, NOTE)),
        evidence=nfc(text_in(cells, EVIDENCE)),
        flaw=flaw or wrong,
        code=sealed.code,
    )


def _key(text: str) -> Key | None:
    first, _dash, second = text.strip().partition("-")
    plain = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (first, second))
    return (int(first), int(second)) if plain else None


def _text(sheet: Grid, row: int, column: int) -> str:
    return sheet.cells.get((row, column), EMPTY).text.strip()
