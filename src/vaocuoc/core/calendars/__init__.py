"""Reporting periods and working days (kỳ báo cáo, ngày làm việc).

Owns what a period is in each reporting calendar, which days it covers, and how working days are counted. Owns no
deadlines of tasks: those are calendar days, inclusive, and never move for a holiday. Nothing here reads a clock.
"""

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
    "Period",
    "WorkingDays",
    "add_working_days",
    "half_year",
    "last_finished",
    "month",
    "nine_months",
    "on_date",
    "period_containing",
    "periods_between",
    "quarter",
    "working_days_between",
    "year",
]
