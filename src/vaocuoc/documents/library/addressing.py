"""Reading a list of addressees as a paper's foot gives it (nơi nhận): one a line, names of units or groups of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.queries import UnitMatch, match_units_bulk, units_of_phrase

_BULLET = re.compile(r"^[\s\-–—+•*]+|[\s,;.]+$")
_SURE = 0.8
_AHEAD = 0.05  # by how much the best must lead for a name to be clear


@dataclass
class Addressees:
    """What a list names: its units, and the lines that name none, each with what comes nearest."""

    units: list[Unit] = field(default_factory=list)
    unknown: list[tuple[int, str, list[str]]] = field(default_factory=list)


def read_addressees(text: str, *, today: date) -> Addressees:
    """The units that the lines of ``text`` name, each once; three queries, and one for each line that names a group."""
    lines = [
        (number, name) for number, line in enumerate(nfc(text).splitlines(), start=1) if (name := _BULLET.sub("", line))
    ]
    groups = {name: group for _, name in lines if (group := units_of_phrase(name))}
    matches = match_units_bulk({name for _, name in lines if name not in groups}, today=today)
    found = Addressees()
    seen: dict[int, Unit] = {}
    for number, name in lines:
        units = list(groups[name].units(today=today)) if name in groups else _clear(matches[name])
        if not units:
            found.unknown.append((number, name, [match.unit.name for match in matches.get(name, [])[:3]]))
        seen |= {unit.pk: unit for unit in units}
    found.units = list(seen.values())
    return found


def _clear(matches: list[UnitMatch]) -> list[Unit]:
    """The unit that is meant, if one is clearly meant."""
    if not matches or matches[0].score < _SURE:
        return []
    if len(matches) > 1 and matches[0].score - matches[1].score < _AHEAD and matches[0].score < 1:
        return []
    return [matches[0].unit]
