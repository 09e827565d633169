"""How reported figures become comparable: one running value per period, whatever way they were reported.

A flow (số phát sinh) runs as its total since the start; anything else runs as it stands. Zero is a figure; a missing
one is not zero, so a total over a gap is unknown and says which periods are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vaocuoc.core.calendars import Period, periods_between


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
    return [_total(ordered, place, reported, since) for place in range(len(ordered))]


def _total(ordered: Sequence[Point], place: int, reported: str, since: date | None) -> Running:
    """The total since the start at the end of one period: of all periods, or of the years' last and this year's."""
    last = ordered[place]
    known = {point.period: point.value for point in ordered[: place + 1]}
    first = since or ordered[0].period.start
    needed = periods_between(first, last.period.end, last.period.kind, last.period.calendar) or [last.period]
    if last.period.kind == "date":
        needed = list(known)
    elif reported == "year_to_date":
        needed = [period for period in needed if period == last.period or period.shift(1).year != period.year]
    missing = tuple(period for period in needed if known.get(period) is None)
    if missing:
        return Running(last, None, missing)
    return Running(last, sum((known[period] or Decimal(0) for period in needed), Decimal(0)))
