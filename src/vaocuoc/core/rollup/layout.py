"""Reported rows laid out as one dense array for an indicator (xếp số liệu thành bảng).

A row of the array is a period, a column a unit in tree order. A cell has a value, nothing, or a report without a value:
``state`` tells them apart, so that zero is never taken for missing. A cell without a value holds 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused

Values = NDArray[np.int64]
States = NDArray[np.uint8]
Mask = NDArray[np.bool_]

NONE, VALUE, EMPTY = 0, 1, 2
NEVER = np.iinfo(np.int64).max
"""The moment of an approval that has not been given."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The axes: units in tree order, periods one after another, of one kind in one calendar.

    Raises ``Refused``: ``rollup.mixed_periods`` where calendars or kinds mix or a period is left out.
    """

    units: tuple[Hashable, ...]
    periods: tuple[Period, ...]

    def __post_init__(self) -> None:
        if any(
            one.kind != "date" and one.shift(1) != other
            for one, other in zip(self.periods, self.periods[1:], strict=False)
        ):
            raise Refused("rollup.mixed_periods")

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.periods), len(self.units)


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures in force: ``values`` and ``state``, both by period and unit."""

    values: Values
    state: States

    @property
    def known(self) -> Mask:
        """Where there is a value."""
        return np.equal(self.state, VALUE)

    @classmethod
    def blank(cls, shape: tuple[int, ...]) -> Figures:
        """No figures yet."""
        return cls(np.zeros(shape, np.int64), np.zeros(shape, np.uint8))


@dataclass(frozen=True, eq=False)
class Rows:
    """Reported rows as columns, in any order (các lần báo cáo).

    ``period`` and ``unit`` are places in the grid. ``provider`` ranks who reported: 2 the official one, 1 the unit
    itself, 0 another. ``submitted`` and ``approved`` are moments as numbers that grow with time (microseconds, say);
    ``NEVER`` where it was not approved.
    """

    period: NDArray[np.int64]
    unit: NDArray[np.int64]
    value: Values
    has_value: Mask
    submitted: NDArray[np.int64]
    revision: NDArray[np.int64]
    approved: NDArray[np.int64]
    estimate: Mask
    provider: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Rows:
        """The rows, turned into columns."""
        listed = list(rows)

        def whole(name: str) -> NDArray[np.int64]:
            return np.array([getattr(row, name) for row in listed], dtype=np.int64)

        return cls(
            period=whole("period"),
            unit=whole("unit"),
            value=np.array([row.value or 0 for row in listed], dtype=np.int64),
            has_value=np.array([row.value is not None for row in listed], dtype=np.bool_),
            submitted=whole("submitted"),
            revision=whole("revision"),
            approved=whole("approved"),
            estimate=np.array([row.estimate for row in listed], dtype=np.bool_),
            provider=whole("provider"),
        )

    def __len__(self) -> int:
        return len(self.value)

    def kept(self, keep: Mask) -> Rows:
        """Only the rows of the mask."""
        return Rows(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Row:
    """One report of one figure: as :class:`Rows`, ``value`` None where it came without one."""

    period: int
    unit: int
    value: int | None
    submitted: int = 0
    revision: int = 1
    approved: int = int(NEVER)
    estimate: bool = False
    provider: int = 1

    def seen_at(self, moment: int) -> Row:
        """The report as it was at a moment: what was approved later was not approved."""
        return replace(self, approved=int(NEVER)) if self.approved > moment else self

    def rank(self) -> tuple[int, bool, bool, int, int]:
        """The greater counts: official, approved, final before estimate, the later revision, the later report."""
        return self.provider, self.approved < NEVER, not self.estimate, self.revision, self.submitted


def lay_out(grid: Grid, rows: Rows, *, as_of: int | None = None) -> Figures:
    """The figure in force in every cell, whatever order the rows come in (số liệu đang dùng).

    The official provider's before the unit's own before another's; of one provider's the latest approved, else the
    latest final, else the latest estimate. ``as_of`` is the last moment that counts: what was submitted later is not
    there, what was approved later is not approved.
    """
    if as_of is not None:
        rows = rows.kept(rows.submitted <= as_of)
    approved = rows.approved < NEVER if as_of is None else rows.approved <= as_of
    figures = Figures.blank(grid.shape)
    cell = rows.period * grid.shape[1] + rows.unit
    order = np.lexsort((rows.submitted, rows.revision, ~rows.estimate, approved, rows.provider, cell))
    cell = cell[order]
    last = order[np.append(cell[1:] != cell[:-1], True)] if len(order) else order
    where = (rows.period[last], rows.unit[last])
    figures.values[where] = np.where(rows.has_value[last], rows.value[last], 0)
    figures.state[where] = np.where(rows.has_value[last], VALUE, EMPTY)
    return figures


def owed_mask(grid: Grid, obligations: Iterable[tuple[Hashable, date, date | None]]) -> Mask:
    """Which figures are owed: a unit owes a period where its obligation [from, to) holds the period's last day."""
    place = {unit: at for at, unit in enumerate(grid.units)}
    ends = np.array([period.end.toordinal() for period in grid.periods])
    owed = np.zeros(grid.shape, np.bool_)
    for unit, since, until in obligations:
        if unit in place:
            first = np.searchsorted(ends, since.toordinal())
            last = np.searchsorted(ends, until.toordinal()) if until else len(ends)
            owed[first:last, place[unit]] = True
    return owed
