"""Reporting periods, working days and official days off (kỳ báo cáo, ngày làm việc, ngày nghỉ).

Owns what a period is in each reporting calendar, which days it covers, how working days count, which days are off.
Owns no deadlines of tasks: a given one is a calendar day, inclusive, and never moves for a holiday; only a day that an
office itself proposes is put on a working day. Nothing here reads a clock.
"""

from vaocuoc.core.calendars.holidays import DaysOff, Holiday, Moved, days_off, holidays, on_working_day
from vaocuoc.core.calendars.periods import (
    CIVIL,
    STATE_REPORT,
    STORED_KINDS,
    Period,
    half_year,
    last_finished,
    month,
    nine_months,
    on_date,
    period_containing,
    periods_between,
    quarter,
    year,
)
from vaocuoc.core.calendars.working_days import WorkingDays, add_working_days, working_days_between

__all__ = [
    "CIVIL",
    "STATE_REPORT",
    "STORED_KINDS",
    "DaysOff",
    "Holiday",
    "Moved",
    "Period",
    "WorkingDays",
    "add_working_days",
    "days_off",
    "half_year",
    "holidays",
    "last_finished",
    "month",
    "nine_months",
    "on_date",
    "on_working_day",
    "period_containing",
    "periods_between",
    "quarter",
    "working_days_between",
    "year",
]
