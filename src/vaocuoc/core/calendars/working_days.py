"""Working days: Monday to Friday, without the holidays, with the Saturdays worked instead (ngày làm việc)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """The table of one country and some years, as data: days off and days worked instead (làm bù)."""

    days_off: frozenset[date] = field(default_factory=frozenset)
    days_worked: frozenset[date] = field(default_factory=frozenset)

    def includes(self, day: date) -> bool:
        """Whether people work on this day."""
        return day in self.days_worked or (day.weekday() < _SATURDAY and day not in self.days_off)


def add_working_days(day: date, count: int, table: WorkingDays) -> date:
    """The ``count``-th working day after ``day``, before it when negative; with 0 the day or the next working day."""
    step = _DAY if count >= 0 else -_DAY
    left = abs(count)
    while left or not table.includes(day):
        day += step
        if left and table.includes(day):
            left -= 1
    return day


def working_days_between(first: date, last: date, table: WorkingDays) -> int:
    """How many working days lie after ``first`` up to and including ``last``; negative when ``last`` is earlier."""
    if last < first:
        return -working_days_between(last, first, table)
    return sum(table.includes(first + _DAY * n) for n in range(1, (last - first).days + 1))
