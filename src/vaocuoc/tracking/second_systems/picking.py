"""What was picked in a list to be noted (các mục đã chọn): in the order of the page, and as the page showed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.second_systems.access import noted_by, right_of
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem
from vaocuoc.tracking.second_systems.subjects import fingerprints, seen_subjects
from vaocuoc.ui.keys import key_in


@dataclass(frozen=True)
class Picked:
    """What was picked: ``listed`` in the order of the page, None for what may not be noted or is there no longer.

    ``marks`` are the fingerprints of what the page showed, by key; ``changed`` counts what is no longer so.
    """

    listed: list[Any]
    chosen: list[Any]
    marks: dict[int, str]
    changed: int

    @property
    def left_out(self) -> int:
        """How many may not be noted (bỏ qua)."""
        return len(self.listed) - len(self.chosen) - self.changed


def picked(actor: Actor, system: SecondSystem, kind: Kind, keys: Sequence[int], seen: Mapping[int, str]) -> Picked:
    """What stands behind these keys; of what was picked unseen, its fingerprint of now holds. Three queries.

    Raises ``Refused("access.denied")`` where the actor may note none of them.
    """
    found = {one.pk: one for one in seen_subjects(kind, actor, keys)}
    allowed = noted_by(actor, system, kind, list(found.values()))
    gone = [key for key in keys if key not in found and key in seen]
    if not allowed and not gone:
        raise Refused("access.denied", action=str(right_of(kind)))
    listed = [found[key] if key in allowed else None for key in keys]
    now = fingerprints(kind, allowed)
    marks = {key: seen.get(key) or now.get(key, "") for key in keys}
    chosen = [one for one in listed if one is not None and now[one.pk] == marks[one.pk]]
    return Picked(listed, chosen, marks, len(allowed) - len(chosen) + len(gone))


def marks_in(texts: Sequence[str]) -> dict[int, str]:
    """The fingerprints of what a page showed, by key: ``12:0cc1…`` for each row."""
    pairs = (text.partition(":") for text in texts)
    return {number: mark for key, _colon, mark in pairs if (number := key_in(key)) is not None and mark}
