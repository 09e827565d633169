"""How reported figures become comparable: one running value per period, whatever way they were reported.

A flow (số phát sinh) runs as its total since the start; anything else runs as it stands. Zero is a figure; a missing
one is not zero, so a total over a gap is unknown and says which periods are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vaocuoc.core.calendars import Period, period_containing


@dataclass(frozen=True)
class Point:
    """One period's figure as it was reported; ``value`` None says that the report came and gave no figure.

    ``is_partial`` says why: it is a sum that still misses parts.
    """

    period: Period
    value: Decimal | None
    is_estimate: bool = False
    is_approved: bool = True
    is_partial: bool = False


@dataclass(frozen=True)
class Running:
    """The comparable value at the end of a period; None where it cannot be known, with the periods that are missing."""

    point: Point
    value: Decimal | None
    missing: tuple[Period, ...] = ()

    @property
    def period(self) -> Period:
        return self.point.period


def running(points: Iterable[Point], *, adds_up: bool, reported: str, since: date | None) -> list[Running]:
    """The running values in order of time.

    ``adds_up`` for a flow; ``reported`` is ``per_period``, ``year_to_date`` or ``term_to_date``; ``since`` is the day
    the total begins with: what ended before is left out. A period that began before ``since`` counts whole.
    """
    ordered = sorted(points, key=lambda point: (point.period.end, point.period.start))
    if since is not None:
        ordered = [point for point in ordered if point.period.end >= since]
    if not adds_up or reported == "term_to_date":
        return [Running(point, point.value, () if point.value is not None else (point.period,)) for point in ordered]
    return list(_totals(ordered, reported, since))


def _totals(ordered: Sequence[Point], reported: str, since: date | None) -> Iterator[Running]:
    """The total since the start at the end of each period: of all periods, or of the years' last and this year's."""
    sums: dict[tuple[str, str], _Sum] = {}
    for point in ordered:
        period = point.period
        kind = (period.calendar, period.kind)
        if kind not in sums:
            sums[kind] = _Sum(since or ordered[0].period.start, reported)
        yield sums[kind].with_point(point)


class _Sum:
    """A total that grows point by point; every period that it needs is looked at once."""

    def __init__(self, first: date, reported: str) -> None:
        self._first, self._of_years = first, reported == "year_to_date"
        self._known: dict[Period, Decimal | None] = {}
        self._next: Period | None = None  # the first period that is not in the total yet
        self._total = Decimal(0)
        self._missing: list[Period] = []

    def with_point(self, point: Point) -> Running:
        """The total at the end of this point's period; the points come in order of time."""
        last = point.period
        if last.kind == "date":
            return self._of_days(point)
        if last in self._known:  # told twice: what stands later counts
            self._start_anew()
        self._known[last] = point.value
        self._take_until(last)
        missing, total = list(self._missing), self._total
        if self._of_years and not _closes_year(last):
            if point.value is None:
                missing.append(last)
            else:
                total += point.value
        return Running(point, None, tuple(missing)) if missing else Running(point, total)

    def _of_days(self, point: Point) -> Running:
        """Of single days each that was told counts, whatever lies between them."""
        told_twice = point.period in self._known
        self._known[point.period] = point.value
        if told_twice:
            self._start_anew()
        for day, value in self._known.items() if told_twice else [(point.period, point.value)]:
            self._add(day, value)
        missing = tuple(self._missing)
        return Running(point, None, missing) if missing else Running(point, self._total)

    def _start_anew(self) -> None:
        self._next, self._total, self._missing = None, Decimal(0), []

    def _take_until(self, last: Period) -> None:
        period = self._next or period_containing(self._first, last.kind, last.calendar)
        if period.end > last.end:  # nothing of this kind ends within the days asked for: the period itself
            period = last
        while period.end <= last.end:
            if not self._of_years or _closes_year(period):
                self._add(period, self._known.get(period))
            period = period.shift(1)
        self._next = period

    def _add(self, period: Period, value: Decimal | None) -> None:
        if value is None:
            self._missing.append(period)
        else:
            self._total += value


def _closes_year(period: Period) -> bool:
    return period.shift(1).year != period.year
