"""A pasted table of what is a unit's own (bảng dán): unit, day, product; parted by tabs or semicolons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.assignment.splitting import Own
from vaocuoc.ui.dates import parse_day

_LONGEST = 500


def read_own(text: str, units: Sequence[Unit], *, latest: date | None, received: date | None) -> dict[int, Own]:
    """What each line says of one of these units; empty cells say nothing. A first line of headings is passed over.

    A unit is named by its whole name or its short one; a name that two of them have is nobody's. Raises ``Refused``
    with the ``line``: ``cascade.line_unknown_unit``, ``cascade.line_twice``, ``cascade.line_bad_day``,
    ``cascade.line_due_after_parent``, ``cascade.line_due_before_receipt``, ``cascade.too_long``.
    """
    named = _named(units)
    found: dict[int, Own] = {}
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split(";"))]
        if not any(cells):
            continue
        unit = named.get(fold(cells[0]))
        if unit is None:
            if number == 1 and fold(cells[0]).startswith("don vi"):
                continue
            raise Refused("cascade.line_unknown_unit", line=number, text=cells[0][:80])
        if unit.pk in found:
            raise Refused("cascade.line_twice", line=number, unit=unit.name)
        due = _day(cells[1], number) if len(cells) > 1 and cells[1] else None
        if due is not None and latest is not None and due > latest:
            raise Refused("cascade.line_due_after_parent", line=number, due=due, unit=unit.name, parent=latest)
        if due is not None and received is not None and due < received:
            raise Refused("cascade.line_due_before_receipt", line=number, due=due, received=received)
        product = " ".join(cells[2].split()) if len(cells) > 2 else ""
        if len(product) > _LONGEST:
            raise Refused("cascade.too_long", line=number, longest=_LONGEST)
        found[unit.pk] = Own(due, product)
    return found


def _day(text: str, line: int) -> date:
    try:
        return parse_day(text)
    except Refused as refused:
        raise Refused("cascade.line_bad_day", line=line, text=text[:40]) from refused


def _named(units: Sequence[Unit]) -> dict[str, Unit]:
    names: dict[str, Unit | None] = {}
    for unit in units:
        for name in {fold(unit.name), fold(unit.short_name)} - {""}:
            names[name] = unit if name not in names else None
    return {name: unit for name, unit in names.items() if unit is not None}
