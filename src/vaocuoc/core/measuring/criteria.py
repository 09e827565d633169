"""Criteria and the score card of a unit (bộ tiêu chí, phiếu điểm): what is asked, what was found, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS


@dataclass(frozen=True)
class Asked:
    """What a criterion asks of a unit's group; without a ``value`` a person says whether it is fulfilled.

    ``points`` is what it gives at most, None where nothing is counted in points.
    """

    comparator: str = ">="
    value: Decimal | None = None
    points: Decimal | None = None


@dataclass(frozen=True)
class Found:
    """What is there: a figure, or what a person said; all None where nothing is known."""

    value: Decimal | None = None
    is_met: bool | None = None
    points: Decimal | None = None


@dataclass(frozen=True)
class Marked:
    """One criterion judged: ``is_met`` None where nothing is known; ``points`` given for it."""

    is_met: bool | None
    points: Decimal | None


@dataclass(frozen=True)
class Card:
    """The score card of a unit: ``is_met`` None while something is missing that could decide it."""

    marks: tuple[Marked, ...]
    met: int
    known: int
    points: Decimal
    most_points: Decimal
    is_met: bool | None

    @property
    def missing(self) -> int:
        return len(self.marks) - self.known


def fulfils(comparator: str, value: Decimal, wanted: Decimal) -> bool:
    """Whether a figure is as a threshold asks."""
    if comparator == "~":
        return abs(value - wanted) <= abs(wanted) * THRESHOLDS[RULE_VERSION].about
    return {
        "=": value == wanted,
        ">": value > wanted,
        ">=": value >= wanted,
        "<": value < wanted,
        "<=": value <= wanted,
    }[comparator]


def score(pairs: Sequence[tuple[Asked, Found]], *, pass_points: Decimal | None = None) -> Card:
    """Judge every criterion and the whole.

    Without ``pass_points`` a unit is recognised when all criteria are met: one that is not decides at once, one that is
    unknown leaves it open. With them the points decide: met as soon as they are reached, missed once they cannot be.
    """
    marks = tuple(_mark(asked, found) for asked, found in pairs)
    points = sum((mark.points or Decimal(0) for mark in marks), Decimal(0))
    most = sum((asked.points or Decimal(0) for asked, _found in pairs), Decimal(0))
    open_points = sum(
        (asked.points or Decimal(0) for (asked, _found), mark in zip(pairs, marks, strict=True) if mark.is_met is None),
        Decimal(0),
    )
    verdicts = [mark.is_met for mark in marks]
    is_met: bool | None
    if pass_points is not None:
        is_met = True if points >= pass_points else (False if points + open_points < pass_points else None)
    elif False in verdicts:
        is_met = False
    else:
        is_met = None if None in verdicts or not verdicts else True
    return Card(marks, verdicts.count(True), len(verdicts) - verdicts.count(None), points, most, is_met)


def _mark(asked: Asked, found: Found) -> Marked:
    """A figure decides where the criterion asks for one; full points for what is met, unless a person gave others."""
    is_met = found.is_met
    if asked.value is not None and found.value is not None:
        is_met = fulfils(asked.comparator, found.value, asked.value)
    if is_met is None:
        return Marked(None, None)
    if found.points is not None:
        return Marked(is_met, found.points if asked.points is None else min(found.points, asked.points))
    return Marked(is_met, (asked.points or Decimal(0)) if is_met else Decimal(0))
