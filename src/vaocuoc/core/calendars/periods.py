"""Periods in the reporting calendars.

A period is (calendar, kind, year, index). Months, quarters, years and single days are stored; half-years and nine
months are derived from them. Calendars never mix in one sum, so the calendar is part of what a period is. A calendar is
told by the day of the month on which figures close: the civil one by its last, the State's by the 14th, an office's
own by any other (:func:`closes_on`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache

CIVIL = "civil"
"""The calendar everybody knows: a month from its first to its last day."""
STATE_REPORT = "state_report"
"""Regular reports of State bodies (Nghị định 09/2019/NĐ-CP, Điều 12): figures close on the 14th, so that the report can
leave before the month ends; November runs from 15 October to 14 November, the year from 15 December to 14 December."""

_CLOSES = "closes_"
_STATE_CLOSES = 14
_LAST_CLOSING = 28  # every month has it; a later day would make windows of February overlap

STORED_KINDS = ("month", "quarter", "year", "date")
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_COUNT = {"month": 12, "quarter": 4, "half_year": 2, "year": 1, "nine_months": 1}
_DAY = timedelta(days=1)


def closes_on(day: int) -> str:
    """The calendar whose months close on a day of the month (ngày chốt số liệu), 1 to 28; 0 is the civil one.

    Raises ``ValueError`` for another day.
    """
    if not 0 <= day <= _LAST_CLOSING:
        raise ValueError(f"figures cannot close on day {day} of a month")
    return {0: CIVIL, _STATE_CLOSES: STATE_REPORT}.get(day, f"{_CLOSES}{day}")


@cache
def closing_day(calendar: str) -> int:
    """The day of the month on which a calendar's months close; 0 for the last. Raises ``ValueError`` if unknown."""
    if calendar in (CIVIL, STATE_REPORT):
        return 0 if calendar == CIVIL else _STATE_CLOSES
    digits = calendar.removeprefix(_CLOSES)
    if digits.isdecimal() and closes_on(int(digits)) == calendar:
        return int(digits)
    raise ValueError(f"unknown calendar {calendar!r}")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days that is reported on (kỳ báo cáo).

    ``index`` counts within the year from 1; of a ``date`` (a single day, for milestones) it is the day of the year.
    Raises ``ValueError`` for what does not exist (a fifth quarter, an unknown calendar).
    """

    calendar: str
    kind: str
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        closing_day(self.calendar)
        if not 1900 <= self.year <= 2999:
            raise ValueError(f"year {self.year} is out of range")
        if self.kind == "date":
            last = date(self.year, 12, 31).timetuple().tm_yday
        elif self.kind in _COUNT:
            last = _COUNT[self.kind]
        else:
            raise ValueError(f"unknown kind of period {self.kind!r}")
        if not 1 <= self.index <= last:
            raise ValueError(f"no {self.kind} number {self.index} in {self.year}")

    @staticmethod
    @lru_cache(maxsize=8_192)
    def of(calendar: str, kind: str, year: int, index: int) -> Period:
        """The same as the class itself, made once: thousands of figures lie in a few hundred periods."""
        return Period(calendar, kind, year, index)

    @cached_property
    def start(self) -> date:
        """The first day."""
        if self.kind == "date":
            return date(self.year, 1, 1) + timedelta(days=self.index - 1)
        first_month = 1 if self.kind == "nine_months" else (self.index - 1) * _MONTHS[self.kind] + 1
        return _month_start(self.calendar, self.year, first_month)

    @cached_property
    def end(self) -> date:
        """The last day, which still belongs to the period."""
        if self.kind == "date":
            return self.start
        last_month = 9 if self.kind == "nine_months" else self.index * _MONTHS[self.kind]
        return _month_start(self.calendar, self.year, last_month + 1) - _DAY

    @property
    def label_code(self) -> str:
        """A stable code that the interface words: ``month:2026-11``, ``quarter:2026-3``, ``year:2026``."""
        if self.kind == "date":
            return f"date:{self.start.isoformat()}"
        if self.kind in ("year", "nine_months"):
            return f"{self.kind}:{self.year}"
        return (
            f"{self.kind}:{self.year}-{self.index:02d}"
            if self.kind == "month"
            else f"{self.kind}:{self.year}-{self.index}"
        )

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def shift(self, by: int) -> Period:
        """The period ``by`` places later (earlier when negative); a single day shifts by days."""
        if self.kind == "date":
            return on_date(self.start + timedelta(days=by), self.calendar)
        count = _COUNT[self.kind]
        place = self.year * count + self.index - 1 + by
        return Period.of(self.calendar, self.kind, place // count, place % count + 1)

    def same_last_year(self) -> Period:
        """The same period a year earlier (cùng kỳ)."""
        if self.kind == "date":
            return on_date(_year_before(self.start), self.calendar)
        return Period(self.calendar, self.kind, self.year - 1, self.index)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _month_start(calendar: str, year: int, month: int) -> date:
    """The first day of a month of the calendar; ``month`` may be 13, the January after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    closing = closing_day(calendar)
    if not closing:
        return date(year, month, 1)
    return (date(year - 1, 12, closing) if month == 1 else date(year, month - 1, closing)) + _DAY


def month(year: int, month: int, calendar: str = CIVIL) -> Period:
    """A month (tháng)."""
    return Period(calendar, "month", year, month)


def quarter(year: int, quarter: int, calendar: str = CIVIL) -> Period:
    """A quarter (quý)."""
    return Period(calendar, "quarter", year, quarter)


def half_year(year: int, half: int, calendar: str = CIVIL) -> Period:
    """The first or second six months (6 tháng); derived, never stored."""
    return Period(calendar, "half_year", year, half)


def nine_months(year: int, calendar: str = CIVIL) -> Period:
    """The first nine months (9 tháng); derived, never stored."""
    return Period(calendar, "nine_months", year, 1)


def year(year: int, calendar: str = CIVIL) -> Period:
    """A year (năm)."""
    return Period(calendar, "year", year, 1)


def on_date(day: date, calendar: str = CIVIL) -> Period:
    """A single day, for milestones (mốc)."""
    return Period(calendar, "date", day.year, day.timetuple().tm_yday)


def period_containing(day: date, kind: str, calendar: str = CIVIL) -> Period:
    """The period of this kind that the day belongs to; 20 November 2026 is in December's report of the State."""
    if kind == "date":
        return on_date(day, calendar)
    period = Period.of(calendar, kind, day.year, 1)
    while day > period.end:
        period = period.shift(1)
    return period


def last_finished(day: date, kind: str, calendar: str = CIVIL) -> Period:
    """The last period of this kind that had ended before ``day`` began."""
    return period_containing(day, kind, calendar).shift(-1)


def periods_between(first: date, last: date, kind: str, calendar: str = CIVIL) -> list[Period]:
    """The periods of this kind that end within [first, last], in order."""
    period = period_containing(first, kind, calendar)
    found: list[Period] = []
    while period.end <= last:
        found.append(period)
        period = period.shift(1)
    return found
