"""The targets of one indicator at many units, as arrays (mục tiêu của các đơn vị).

Targets that differ only in their figures have one shape; a shape is judged at once, its figures are columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import Aim
from vaocuoc.core.rollup.forms import largest
from vaocuoc.core.rollup.layout import Values

UPWARD, DOWNWARD = (">", ">="), ("<", "<=")


@dataclass(frozen=True)
class Measure:
    """What an indicator is, as far as judging needs it; the fields are those of ``VerdictInputs``."""

    kind: str
    reported: str = "per_period"
    frequency: str = "month"
    calendar: str = "civil"
    direction: str = "up"
    rule_version: int = 1


@dataclass(frozen=True)
class Shape:
    """What targets have in common besides their figures; ``comparator`` empty where there is no target.

    ``season`` is the target's, as pairs; ``years`` are those of its plan; ``owed_since`` is the unit's.
    """

    comparator: str = ""
    horizon: str = "at_date"
    starts_on: date | None = None
    due: date | None = None
    has_high: bool = False
    has_baseline: bool = False
    baseline_on: date | None = None
    years: tuple[int, ...] = ()
    season: tuple[tuple[int, Decimal], ...] = ()
    is_relative: bool = False
    owed_since: date | None = None

    def adds_up(self, measure: Measure) -> bool:
        """Whether values of several periods are one total, as in ``VerdictInputs``."""
        return measure.kind == "flow" or self.horizon == "total"

    def rises(self, measure: Measure) -> bool:
        """Whether more is better, by the comparator, else by the indicator."""
        return self.comparator in UPWARD or (self.comparator not in DOWNWARD and measure.direction != "down")

    def window(self, measure: Measure, day: date) -> tuple[date | None, date] | None:
        """The first and last of the days that are judged on this day; None where the target has no due day."""
        if self.horizon == "each_year":
            year = min(day.year, self.due.year) if self.due else day.year
            if self.starts_on is not None:
                year = max(year, self.starts_on.year)
            return date(year, 1, 1), date(year, 12, 31)
        if self.due is None:
            return None
        since = self.starts_on
        if since is None and self.baseline_on is not None:
            since = self.baseline_on + timedelta(days=1)
        if since is None and self.adds_up(measure):
            since = date(self.due.year, 1, 1)
        return since, self.due


@dataclass(frozen=True, eq=False)
class Aims:
    """One headline target for each unit: its shape and its figures, scaled (mục tiêu chính của từng đơn vị).

    ``shape_of`` is the place of a unit's shape among ``shapes``. ``path`` has a row for each place of the shape's
    years. Figures that a shape has not are not looked at.
    """

    shapes: tuple[Shape, ...]
    shape_of: NDArray[np.intp]
    value: Values
    high: Values
    baseline: Values
    path: Values

    @classmethod
    def of(cls, aims: Sequence[Aim | None], owed_since: Sequence[date | None], *, decimals: int = 0) -> Aims:
        """The targets as the rules have them, unit by unit, and since when each unit owes its figures.

        Raises ``Refused``: ``rollup.too_precise`` for a figure with more decimals than the indicator.
        """
        shapes: dict[Shape, int] = {}
        count, years = len(aims), max((len(aim.path) for aim in aims if aim), default=0)
        zeros = [np.zeros(count, np.int64) for _ in range(3)]
        path = np.zeros((years, count), np.int64)
        found = cls((), np.zeros(count, np.intp), zeros[0], zeros[1], zeros[2], path)
        for at, (aim, since) in enumerate(zip(aims, owed_since, strict=True)):
            found.shape_of[at] = shapes.setdefault(_shape(aim, since), len(shapes))
            if aim is None:
                continue
            found.value[at] = _scaled(aim.value, decimals)
            found.high[at] = _scaled(aim.value if aim.value_high is None else aim.value_high, decimals)
            found.baseline[at] = _scaled(aim.baseline or Decimal(0), decimals)
            for place, year in enumerate(sorted(aim.path)):
                found.path[place, at] = _scaled(aim.path[year], decimals)
        return replace(found, shapes=tuple(shapes))

    def __len__(self) -> int:
        return len(self.shape_of)

    @cached_property
    def peak(self) -> int:
        """The greatest size of a figure."""
        return max(map(largest, (self.value, self.high, self.baseline, self.path)))

    def take(self, units: Sequence[int] | slice | NDArray[np.intp]) -> Aims:
        """Only the targets of these units."""
        if isinstance(units, slice) and units == slice(0, len(self)):
            return self
        return Aims(
            self.shapes,
            self.shape_of[units],
            self.value[units],
            self.high[units],
            self.baseline[units],
            self.path[:, units],
        )

    def groups(self) -> list[tuple[Shape, slice | NDArray[np.intp]]]:
        """The units of each shape; a slice where they stand together."""
        if len(self.shapes) == 1:
            return [(self.shapes[0], slice(0, len(self)))] if len(self) else []
        found: list[tuple[Shape, slice | NDArray[np.intp]]] = []
        for number, shape in enumerate(self.shapes):
            places = np.flatnonzero(self.shape_of == number)
            if not len(places):
                continue
            together = int(places[-1] - places[0]) == len(places) - 1
            found.append((shape, slice(int(places[0]), int(places[-1]) + 1) if together else places))
        return found

    def aim(self, unit: int) -> Aim | None:
        """One target back as the rules have it, in scaled figures."""
        shape = self.shapes[self.shape_of[unit]]
        if not shape.comparator:
            return None
        return Aim(
            comparator=shape.comparator,
            value=Decimal(int(self.value[unit])),
            value_high=Decimal(int(self.high[unit])) if shape.has_high else None,
            horizon=shape.horizon,
            starts_on=shape.starts_on,
            due=shape.due,
            baseline=Decimal(int(self.baseline[unit])) if shape.has_baseline else None,
            baseline_on=shape.baseline_on,
            path={year: Decimal(int(self.path[place, unit])) for place, year in enumerate(shape.years)},
            season=dict(shape.season),
            is_relative=shape.is_relative,
        )


def _shape(aim: Aim | None, since: date | None) -> Shape:
    if aim is None:
        return Shape(owed_since=since)
    return Shape(
        comparator=aim.comparator,
        horizon=aim.horizon,
        starts_on=aim.starts_on,
        due=aim.due,
        has_high=aim.value_high is not None,
        has_baseline=aim.baseline is not None,
        baseline_on=aim.baseline_on,
        years=tuple(sorted(aim.path)),
        season=tuple(sorted(aim.season.items())),
        is_relative=aim.is_relative,
        owed_since=since,
    )


def _scaled(value: Decimal, decimals: int) -> int:
    scaled = value.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise Refused("rollup.too_precise", value=value, decimals=decimals)
    return int(scaled)
