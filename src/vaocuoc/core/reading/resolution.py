"""Which days a written time means (quy đổi thời gian), given the document's date, its year and its term.

Kept apart from recognition so that one span can be resolved again when the date of the document becomes known. Every
answer is a pair of inclusive days, either of which may be open.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from vaocuoc.core.reading.items import Period, Term
from vaocuoc.core.reading.periods import Moment, Time


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time is resolved against: the day the document was said, else the year it speaks of."""

    said: date | None = None
    year: int | None = None
    term: Term | None = None

    def year_of(self, relative: int = 0) -> int | None:
        """The year that an unwritten year means, moved by ``relative``."""
        year = self.said.year if self.said else self.year
        return None if year is None else year + relative


def resolve(time: Time, anchor: Anchor) -> Period | None:
    """Return the days of ``time``, or None where they cannot be told."""
    if time.bound == "now":
        start = None
        if time.moment.edge == "start":
            year = time.moment.year or anchor.year_of()
            start = date(year, 1, 1) if year else None
        return Period(start, anchor.said) if (start or anchor.said) else None
    span = _span(time.moment, anchor)
    if time.until is not None:
        last = _span(time.until, anchor)
        if span is None or last is None or last[1] < span[0]:
            return None
        return Period(span[0], last[1])
    if span is None:
        return None
    if time.bound == "until":
        return Period(None, span[1])
    if time.bound == "before":
        return Period(None, span[0] - timedelta(days=1)) if time.moment.edge is None else Period(None, span[1])
    if time.bound == "from":
        return Period(span[0], None)
    return Period(*span)


def _span(moment: Moment, anchor: Anchor) -> tuple[date, date] | None:
    if moment.term:
        return (date(anchor.term.start, 1, 1), date(anchor.term.end, 12, 31)) if anchor.term else None
    year = moment.year or anchor.year_of(moment.relative or 0)
    if year is None:
        return None
    if moment.day is not None and moment.month is not None:
        day = _day(year, moment.month, moment.day)
        return None if day is None else (day, day)
    if moment.month is not None:
        return _month_span(year, moment)
    if moment.quarter is not None:
        return date(year, moment.quarter * 3 - 2, 1), _last_day(year, moment.quarter * 3)
    if moment.months is not None:
        if moment.last:
            return date(year, 13 - moment.months, 1), date(year, 12, 31)
        return date(year, 1, 1), _last_day(year, moment.months)
    if moment.edge == "start":
        return date(year, 1, 1), date(year, 1, 1)
    if moment.edge == "middle":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 1, 1), date(year, 12, 31)


def _month_span(year: int, moment: Moment) -> tuple[date, date]:
    month = moment.month or 1
    if moment.edge == "start":
        return date(year, month, 1), date(year, month, 10)
    if moment.edge == "middle":
        return date(year, month, 1), date(year, month, 15)
    return date(year, month, 1), _last_day(year, month)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
