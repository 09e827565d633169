"""How many members studied a document, added up along the order of the Party without counting anybody twice.

A member may sit in the session of the cell and in that of the committee above it. So what a unit held itself and what
the units below it held are never added to each other: the larger of the two counts. Different branches are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What a unit reported of its own sessions: how many members took part, of how many."""

    attended: int
    members: int


@dataclass(frozen=True)
class Figure:
    """How many members studied it at a unit and below; ``reported`` counts the units with a session of their own."""

    attended: int = 0
    members: int = 0
    reported: int = 0


def add_up(held: Mapping[int, Held], parents: Mapping[int, int]) -> dict[int, Figure]:
    """The figure of every unit (tổng hợp theo hệ thống đảng); ``parents`` is the unit right above, where there is one.

    A unit's own number of members is its whole; where the units below name more, theirs is taken.
    """
    children: dict[int, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found: dict[int, Figure] = {}
    for unit in _from_below(set(held) | set(parents) | set(parents.values()), children):
        below = [found[child] for child in children.get(unit, ())]
        attended, members = sum(one.attended for one in below), sum(one.members for one in below)
        own = held.get(unit)
        if own is not None:
            members = max(members, own.members)
            attended = min(max(attended, own.attended), members)
        found[unit] = Figure(attended, members, sum(one.reported for one in below) + (own is not None))
    return found


def _from_below(units: set[int], children: Mapping[int, list[int]]) -> list[int]:
    """The units, each after all that stand below it."""
    order: list[int] = []
    placed: set[int] = set()
    for unit in sorted(units):
        stack = [(unit, False)]
        while stack:
            here, is_ready = stack.pop()
            if is_ready:
                order.append(here)
            elif here not in placed:
                placed.add(here)
                stack.append((here, True))
                stack += [(child, False) for child in children.get(here, ()) if child not in placed]
    return order
