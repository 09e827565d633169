"""Working hours: the same span of every working day, outside of which no time runs (giờ làm việc)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from vaocuoc.core.calendars.working_days import WorkingDays, add_working_days


@dataclass(frozen=True)
class WorkingHours:
    """From when to when an office works on a working day, without a break at noon."""

    starts: time = time(7, 30)
    ends: time = time(17, 0)

    def of(self, at: datetime) -> tuple[datetime, datetime]:
        """The span of the day that a moment lies in, in its own time zone."""
        return _at(at, self.starts), _at(at, self.ends)


OFFICE_HOURS = WorkingHours()


def add_working_time(
    at: datetime, length: timedelta, table: WorkingDays, hours: WorkingHours = OFFICE_HOURS
) -> datetime:
    """The moment at which so much working time has run since ``at``; a moment outside of the hours waits for the next.

    Nothing to run gives the moment itself, or the beginning of the next working time. ``ValueError`` for less than
    nothing.
    """
    if length < timedelta(0):
        raise ValueError("working time does not run backwards")
    now = _at_work(at, table, hours)
    left = length
    while True:
        _begin, end = hours.of(now)
        if left <= end - now:
            return now + left
        left -= end - now
        now = _next_morning(now, table, hours)


def working_time_between(
    first: datetime, last: datetime, table: WorkingDays, hours: WorkingHours = OFFICE_HOURS
) -> timedelta:
    """How much working time lies between two moments; nothing where the second is not later."""
    total, now = timedelta(0), _at_work(first, table, hours)
    while now < last:
        _begin, end = hours.of(now)
        total += min(end, last) - now
        now = _next_morning(now, table, hours)
    return total


def _at_work(at: datetime, table: WorkingDays, hours: WorkingHours) -> datetime:
    """The moment itself where people work at it, else the next beginning of work."""
    begin, end = hours.of(at)
    if not table.includes(at.date()) or at >= end:
        return _next_morning(at, table, hours)
    return max(at, begin)


def _next_morning(at: datetime, table: WorkingDays, hours: WorkingHours) -> datetime:
    day = add_working_days(at.date(), 1, table)
    return _at(at.replace(year=day.year, month=day.month, day=day.day), hours.starts)


def _at(day: datetime, moment: time) -> datetime:
    return day.replace(hour=moment.hour, minute=moment.minute, second=moment.second, microsecond=0)
