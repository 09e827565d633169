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
    closes_on,
    closing_day,
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
from vaocuoc.core.calendars.regimes import KINDS, PARTY, STATE, Regime, Window, next_window, term_containing, windows_of
from vaocuoc.core.calendars.working_days import WorkingDays, add_working_days, working_days_between

__all__ = [
    "CIVIL",
    "KINDS",
    "PARTY",
    "STATE",
    "STATE_REPORT",
    "STORED_KINDS",
    "DaysOff",
    "Holiday",
    "Moved",
    "Period",
    "Regime",
    "Window",
    "WorkingDays",
    "add_working_days",
    "closes_on",
    "closing_day",
    "days_off",
    "half_year",
    "holidays",
    "last_finished",
    "month",
    "next_window",
    "nine_months",
    "on_date",
    "on_working_day",
    "period_containing",
    "periods_between",
    "quarter",
    "term_containing",
    "windows_of",
    "working_days_between",
    "year",
]
