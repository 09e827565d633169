"""The part of judging that is about days alone: what is judged when, from which period on, against which path.

It is the same for all units whose targets have one shape, so it is worked out once; what is left are passes over
arrays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.calendars import CIVIL, Period, last_finished, period_containing
from vaocuoc.core.measuring import THRESHOLDS, Thresholds
from vaocuoc.core.rollup.aims import Measure, Shape
from vaocuoc.core.rollup.forms import closes_year
from vaocuoc.core.rollup.outcomes import Code
from vaocuoc.core.rollup.paths import Leg, legs

_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_MOST_STEPS = 1_000_000  # finer steps leave less room for figures in 64 bits


@dataclass(frozen=True)
class Absence:
    """Who reported nothing from ``start`` up to ``place`` has the outcome ``code`` there (chưa báo cáo)."""

    place: int
    start: int
    code: Code


@dataclass(frozen=True, eq=False)
class Plan:
    """What is judged when, for targets of one shape; each year's window of a yearly target follows the one before.

    ``rows`` are the periods whose figures count; ``begins`` tells at which of them a window begins, ``adds_on`` after
    which a running total goes on, ``closes`` which end a year; ``years`` is how many years a row's mean is of, for what
    adds up. ``unknowable`` are rows whose totals need figures of before the grid. ``before`` are the places judged up
    to their due day, each by the figures up to a row of ``newest``; ``blank`` those of them without any row yet.
    ``after`` are the places past the due day with their outcome, ``told`` those of them that the figure of a row
    decides.
    """

    rows: slice
    legs: tuple[Leg, ...]
    begins: tuple[bool, ...]
    adds_on: tuple[bool, ...]
    closes: NDArray[np.bool_]
    years: NDArray[np.int64]
    unknowable: tuple[slice, ...]
    before: tuple[int, ...]
    newest: tuple[int, ...]
    blank: tuple[int, ...]
    absences: tuple[Absence, ...]
    after: tuple[tuple[int, Code], ...]
    told: tuple[tuple[int, int], ...]
    without_due: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no figure can count."""
        return len(self.begins) == 0

    @cached_property
    def alike(self) -> tuple[slice, slice] | None:
        """The places ``before`` and the rows of ``newest`` as slices, where both follow each other; else None."""
        if not self.before or any(
            later - sooner != 1 for places in (self.before, self.newest) for sooner, later in pairwise(places)
        ):
            return None
        return slice(self.before[0], self.before[-1] + 1), slice(self.newest[0], self.newest[-1] + 1)

    @cached_property
    def silences(self) -> NDArray[np.uint8] | None:
        """The outcomes of a silent period by place of ``before``, where they follow each other and no report but its
        own is asked for; else None."""
        if any(later - sooner != 1 for sooner, later in pairwise(self.before)):
            return None
        codes = {one.place: one.code for one in self.absences if one.start == one.place}
        if len(codes) < len(self.absences) or len(codes) + len(self.blank) < len(self.before):
            return None
        return np.array([[codes.get(place, Code.NO_PERIOD)] for place in self.before], np.uint8)


@dataclass(frozen=True, eq=False)
class Sheet:
    """What is judged: the indicator, its periods in order, the day on which each is judged (None: not at all).

    Plans are kept, so indicators of one kind should share their sheet.
    """

    measure: Measure
    periods: tuple[Period, ...]
    days: tuple[date | None, ...]
    _plans: dict[Shape, Plan] = field(default_factory=dict, repr=False)

    @cached_property
    def judged(self) -> tuple[int, ...]:
        """The places that are judged."""
        return tuple(place for place, day in enumerate(self.days) if day is not None)

    @cached_property
    def ends(self) -> list[date]:
        """The last days of the periods."""
        return [period.end for period in self.periods]

    @cached_property
    def civil_ends(self) -> list[date]:
        """The days the figures stand for: a State report's December closes on the 14th and stands for the whole
        year."""
        return [Period(CIVIL, one.kind, one.year, one.index).end for one in self.periods]

    @cached_property
    def limits(self) -> Thresholds:
        return THRESHOLDS[self.measure.rule_version]

    @cached_property
    def lateness(self) -> timedelta:
        """How long after the end of a period its report is late."""
        return timedelta(days=self.limits.report_days[self.measure.frequency])

    def place(self, period: Period) -> int:
        """Where a period stands; outside of the grid before 0 or beyond the last."""
        first, count = self.periods[0], _A_YEAR[period.kind]
        return (period.year - first.year) * count + period.index - first.index

    def plan(self, shape: Shape) -> Plan:
        """What is judged when, for targets of this shape."""
        if shape not in self._plans:
            self._plans[shape] = _plan(self, shape)
        return self._plans[shape]


def _day(sheet: Sheet, place: int) -> date:
    day = sheet.days[place]
    assert day is not None
    return day


@dataclass(frozen=True)
class _Window:
    """Days that are judged together, the places judged in them, and the rows whose figures count."""

    since: date | None
    due: date
    begin: date
    places: tuple[int, ...]
    closing: Period
    first: int
    last: int


def _plan(sheet: Sheet, shape: Shape) -> Plan:
    by_days: dict[tuple[date | None, date] | None, list[int]] = {}
    for place in sheet.judged:
        by_days.setdefault(shape.window(sheet.measure, _day(sheet, place)), []).append(place)
    without_due = tuple(by_days.pop(None, ()))
    windows = [_window(sheet, shape, days, places) for days, places in by_days.items() if days]
    counting = [one for one in windows if one.last >= one.first]
    start = counting[0].first if counting else 0
    rows = slice(start, counting[-1].last + 1 if counting else start)
    periods, measure = sheet.periods[rows], sheet.measure
    ends_year = np.array([closes_year(period) for period in periods], np.bool_)
    begins = {one.first: one for one in counting}
    return Plan(
        rows=rows,
        legs=_joined([leg for one in counting for leg in _legs(sheet, shape, one, start)]),
        begins=tuple(place in begins for place in range(rows.start, rows.stop)),
        adds_on=tuple(measure.reported == "per_period" or bool(one) for one in ends_year),
        closes=ends_year,
        years=_years(counting, periods, start),
        unknowable=tuple(
            slice(one.first - start, one.last + 1 - start) for one in counting if _begins_too_late(sheet, one.begin)
        ),
        without_due=without_due,
        **_judged_places(sheet, shape, windows, rows),
    )


def _judged_places(sheet: Sheet, shape: Shape, windows: Sequence[_Window], counting: slice) -> dict[str, Any]:
    """The places judged, before their due day and after it."""
    start, rows = counting.start, counting.stop - counting.start
    before = [(one, place) for one in windows for place in one.places if _day(sheet, place) <= one.due]
    after = [(one, place) for one in windows for place in one.places if _day(sheet, place) > one.due]
    blank = tuple(place for one, place in before if min(place, one.last) < one.first)
    absences = (_absence(sheet, shape, one, place) for one, place in before)
    return {
        "before": tuple(place for _one, place in before),
        "newest": tuple(max(min(place - start, one.last - start, rows - 1), 0) for one, place in before),
        "blank": blank,
        # where nothing counts yet, silence makes no difference
        "absences": tuple(one for one in absences if one.place not in blank or one.code != Code.NO_PERIOD),
        "after": tuple((place, _silent_after(sheet, one.closing, place)) for one, place in after),
        "told": tuple(
            (place, row - start)
            for one, place in after
            if one.first <= (row := sheet.place(one.closing)) <= min(one.last, place)
        ),
    }


def _window(sheet: Sheet, shape: Shape, window: tuple[date | None, date], places: Sequence[int]) -> _Window:
    measure, (since, due) = sheet.measure, window
    begin = since or shape.owed_since
    assert begin is not None
    same = period_containing(due, measure.frequency)  # the closing period, by the common calendar
    closing = Period.of(measure.calendar, same.kind, same.year, same.index)
    last = min(places[-1], sheet.place(closing), len(sheet.periods) - 1)
    return _Window(since, due, begin, tuple(places), closing, bisect_left(sheet.ends, begin), last)


def _legs(sheet: Sheet, shape: Shape, window: _Window, start: int) -> list[Leg]:
    days = sheet.civil_ends[window.first : window.last + 1]
    away = window.first - start
    found = legs(shape, sheet.measure, days, (window.since, window.due))
    return [replace(leg, rows=slice(leg.rows.start + away, leg.rows.stop + away)) for leg in found]


def _joined(parts: Sequence[Leg]) -> tuple[Leg, ...]:
    """Legs between the same figures that follow each other, as one leg in common steps."""
    found: list[Leg] = []
    for leg in parts:
        last = found[-1] if found else None
        alike = last is not None and (last.low, last.high, last.from_base) == (leg.low, leg.high, leg.from_base)
        if last is None or not alike or last.rows.stop != leg.rows.start or lcm(last.of, leg.of) > _MOST_STEPS:
            found.append(leg)
            continue
        of = lcm(last.of, leg.of)
        steps = np.concatenate((last.steps * (of // last.of), leg.steps * (of // leg.of)))
        found[-1] = replace(last, rows=slice(last.rows.start, leg.rows.stop), steps=steps, of=of)
    return tuple(found)


def _years(windows: Sequence[_Window], periods: Sequence[Period], start: int) -> NDArray[np.int64]:
    """How many years lie between the beginning of a row's window and the row."""
    begins = {one.first - start: one.begin.year for one in windows}
    years: list[int] = []
    year = 0
    for row, period in enumerate(periods):
        year = begins.get(row, year)
        years.append(period.year - year + 1)
    return np.array(years, np.int64).reshape(-1, 1)


def _silent_after(sheet: Sheet, closing: Period, place: int) -> Code:
    late = _day(sheet, place) > closing.end + sheet.lateness
    return Code.DUE_REPORT_LATE if late else Code.DUE_REPORT_NOT_DUE


def _absence(sheet: Sheet, shape: Shape, window: _Window, place: int) -> Absence:
    """Rules 3 and 4: the last report that was due did not come; or no period is finished yet."""
    measure, day, owed = sheet.measure, _day(sheet, place), shape.owed_since
    assert owed is not None
    since, first_owed = max(owed, window.since or owed), bisect_left(sheet.ends, owed)
    late = last_finished(day - sheet.lateness, measure.frequency, measure.calendar)
    if late.end >= since:
        return Absence(place, max(sheet.place(late), first_owed, 0), Code.REPORT_LATE)
    finished = last_finished(day, measure.frequency, measure.calendar)
    return Absence(place, first_owed, Code.REPORT_NOT_DUE if finished.end >= since else Code.NO_PERIOD)


def _begins_too_late(sheet: Sheet, begin: date) -> bool:
    """Whether periods that a running total needs lie before the grid."""
    needed = period_containing(begin, sheet.measure.frequency, sheet.measure.calendar)
    first = sheet.periods[0]
    return needed.year < first.year if sheet.measure.reported == "year_to_date" else needed < first
