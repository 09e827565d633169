"""What many targets of one shape expect by the end of each period (kỳ vọng đến nay): the paths of ``core.measuring``.

A path is straight between two figures, so what is expected is ``low + (high - low) * step / of`` in whole numbers, and
nothing is rounded before it is compared. Where the steps lie depends on days alone: a :class:`Leg` is made once for all
units, a :class:`Stretch` is a leg with the units' figures.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import lcm

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.rollup.aims import Aims, Measure, Shape
from vaocuoc.core.rollup.layout import Values

AIM, BASE = -1, -2
"""Figures that a leg may lie between, besides the places of the plan's years."""


@dataclass(frozen=True, eq=False)
class Leg:
    """Rows whose paths lie between the same two figures; ``steps`` are of ``of`` on the way from ``low`` to ``high``.

    ``from_base`` says whether progress is measured from the base.
    """

    rows: slice
    low: int
    high: int
    steps: NDArray[np.int64]
    of: int
    from_base: bool


@dataclass(frozen=True, eq=False)
class Stretch:
    """A leg with the figures of the units, none greater than ``peak``; ``base`` is None where there is none.

    ``begins_at_zero`` says that it is zero for every unit.
    """

    leg: Leg
    low: Values
    high: Values
    base: Values | None
    begins_at_zero: bool
    peak: int

    @property
    def is_constant(self) -> bool:
        """Whether every row expects the same."""
        return self.leg.low == self.leg.high

    def expected(self, into: Values, *, rises: bool, exact: bool = False) -> None:
        """The least whole figure that is on the path, the greatest where it should be low (kỳ vọng đến nay).

        ``exact`` reckons in Python's integers, where 64 bits could be too few.
        """
        if self.is_constant:
            into[:] = self.low
            return
        steps, way = self.leg.steps[:, None], self.high - self.low
        if exact:
            product = steps.astype(object) * way
            into[:] = -(-product // self.leg.of) + self.low if rises else product // self.leg.of + self.low
            return
        np.multiply(steps, way, out=into)
        if rises:
            into += self.leg.of - 1
        into //= self.leg.of
        if not self.begins_at_zero or self.leg.low != BASE:
            into += self.low


def with_figures(leg: Leg, aims: Aims, *, adds_up: bool) -> Stretch:
    """A leg between the figures of these targets; what adds up begins at zero."""
    zero = np.zeros_like(aims.value) if adds_up else aims.baseline

    def figure(stop: int) -> Values:
        return aims.value if stop == AIM else zero if stop == BASE else aims.path[stop]

    return Stretch(leg, figure(leg.low), figure(leg.high), zero if leg.from_base else None, adds_up, aims.peak)


def legs(shape: Shape, measure: Measure, days: Sequence[date], window: tuple[date | None, date]) -> tuple[Leg, ...]:
    """The paths at the end of these days, row by row; rows without a path are in no leg."""
    since, due = window
    adds_up = shape.adds_up(measure)
    if shape.horizon == "yearly_average" or (shape.horizon == "each_year" and not adds_up and not shape.years):
        return (_standing_leg(AIM, 0, len(days), from_base=False),)
    begins = since - timedelta(days=1) if since else None
    has_base = adds_up or shape.has_baseline
    if not adds_up and shape.baseline_on is not None:
        begins = shape.baseline_on
    stops = [(date(year, 12, 31), place) for place, year in enumerate(shape.years)]
    if stops:
        if has_base and begins is not None and begins < stops[0][0]:
            stops.insert(0, (begins, BASE))
    elif not has_base or begins is None or begins >= due:
        return ()
    else:
        stops = [(begins, BASE), (due, AIM)]
    early = -1 if shape.years else 0  # a line stands at its beginning before it begins; a plan has nothing there
    return _between(stops, [min(day, due) for day in days], dict(shape.season), has_base, early)


def _standing_leg(figure: int, start: int, stop: int, *, from_base: bool) -> Leg:
    return Leg(slice(start, stop), figure, figure, np.zeros(stop - start, np.int64), 1, from_base)


def _between(
    stops: Sequence[tuple[date, int]], days: Sequence[date], season: Mapping[int, Decimal], from_base: bool, early: int
) -> tuple[Leg, ...]:
    """Rows grouped by the two stops that they lie between; ``early`` is the leg of the days before the first."""
    pairs = list(pairwise(stops))

    def place_of(day: date) -> int:
        if day < stops[0][0]:
            return early
        return next((at for at, (end, _figure) in enumerate(stops[1:]) if day <= end), len(pairs))

    found: list[Leg] = []
    for place, group in groupby(range(len(days)), key=lambda row: place_of(days[row])):
        rows = list(group)
        first, stop = rows[0], rows[-1] + 1
        if place == len(pairs):
            found.append(_standing_leg(stops[-1][1], first, stop, from_base=from_base))
        elif place >= 0:
            (start, low), (end, high) = pairs[place]
            parts = [_part(days[row], start, end, season) for row in rows]
            of = lcm(*(part.denominator for part in parts))
            steps = [int(part * of) for part in parts]
            kind = np.int64 if of < 2**40 else object
            found.append(Leg(slice(first, stop), low, high, np.array(steps, kind), of, from_base))
    return tuple(found)


def _part(day: date, start: date, end: date, season: Mapping[int, Decimal]) -> Fraction:
    """How much of the way from one stop to the next is behind on a day, in the season's time where there is one."""
    if day <= start:
        return Fraction(0)
    if day >= end:
        return Fraction(1)
    whole = _weight(season, end) - _weight(season, start) if season else Fraction(0)
    if whole:
        return (_weight(season, day) - _weight(season, start)) / whole
    return Fraction((day - start).days, (end - start).days)


def _weight(season: Mapping[int, Decimal], day: date) -> Fraction:
    """The season's shares from the beginning of year 1 to the end of a day; a month's share runs evenly over it."""
    shares = {month: Fraction(share) for month, share in season.items()}
    before = sum((shares.get(month, Fraction(0)) for month in range(1, day.month)), Fraction(0))
    this_month = shares.get(day.month, Fraction(0)) * day.day / monthrange(day.year, day.month)[1]
    return sum(shares.values(), Fraction(0)) * (day.year - 1) + before + this_month
