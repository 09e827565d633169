"""Reporting regimes and their windows (chế độ báo cáo, thời gian chốt số liệu), and terms (nhiệm kỳ), as data.

A regime says on which day figures close, which reports it asks for, and by when each must have come. Owns no table of
an office: those are rows that whoever keeps them turns into these. What is asked of lower levels comes earlier by the
lead that a regime gives each level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, TypeVar

from vaocuoc.core.calendars.holidays import DaysOff, on_working_day
from vaocuoc.core.calendars.periods import CIVIL, STATE_REPORT, Period
from vaocuoc.core.calendars.working_days import add_working_days

KINDS: Final = ("month", "quarter", "half_year", "nine_months", "year")
"""The kinds of regular reports, the shortest first."""
_COUNT: Final = {"month": 12, "quarter": 4, "half_year": 2, "nine_months": 1, "year": 1}
_Dated = TypeVar("_Dated")


@dataclass(frozen=True, slots=True)
class Regime:
    """Which regular reports are made, on which days their figures close, by when they must have come.

    ``days_after`` counts from the close of each kind; ``leads`` are working days by which a level must be earlier than
    the top ("commune": 3), because figures go up from the lowest level first.
    """

    calendar: str = CIVIL
    days_after: Mapping[str, int] = field(default_factory=lambda: {"month": 5, "quarter": 5, "year": 10})
    in_working_days: bool = True
    leads: Mapping[str, int] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of reports that it asks for (báo cáo tháng, quý, 6 tháng, 9 tháng, năm)."""
        return tuple(kind for kind in KINDS if kind in self.days_after)


STATE: Final = Regime(
    STATE_REPORT, {"month": 3, "quarter": 3, "half_year": 3, "nine_months": 3, "year": 3}, in_working_days=True
)
"""State bodies (Nghị định 09/2019/NĐ-CP, Điều 12); how many days after is each report's own rule and only proposed."""
PARTY: Final = Regime(CIVIL, {"month": 5, "quarter": 5, "half_year": 5, "nine_months": 5, "year": 10})
"""A committee that closes with the month; a proposal that the office changes to what its own regulation says."""


@dataclass(frozen=True, slots=True)
class Window:
    """One report to come: its period, whose days say what figures it takes, and the day it must have come by."""

    period: Period
    due: date
    moved_for: str = ""  # why the due day is not the one counted (a code of ``DaysOff.why``)

    @property
    def closes(self) -> date:
        """The last day whose figures count (ngày chốt số liệu)."""
        return self.period.end


def windows_of(regime: Regime, year: int, table: DaysOff, *, level: str = "") -> list[Window]:
    """Every report of a year in the order of closing (lịch báo cáo trong năm), as a unit of ``level`` owes it."""
    found = [
        _window(regime, Period(regime.calendar, kind, year, index), table, level)
        for kind in regime.kinds
        for index in range(1, _COUNT[kind] + 1)
    ]
    return sorted(found, key=lambda one: (one.closes, KINDS.index(one.period.kind)))


def next_window(regime: Regime, kind: str, day: date, table: DaysOff, *, level: str = "") -> Window:
    """The report of a kind that must come next, on ``day`` or later. Raises ``KeyError`` for a kind not asked for."""
    if kind not in regime.days_after:
        raise KeyError(kind)
    coming = (
        _window(regime, Period(regime.calendar, kind, year, index), table, level)
        for year in range(day.year - 1, day.year + 3)
        for index in range(1, _COUNT[kind] + 1)
    )
    return next(one for one in coming if one.due >= day)


def _window(regime: Regime, period: Period, table: DaysOff, level: str) -> Window:
    days = regime.days_after[period.kind]
    worked = table.working_days()
    if regime.in_working_days:
        due, why = add_working_days(period.end, days, worked), ""
    else:
        moved = on_working_day(period.end + timedelta(days=days), table)
        due, why = moved.day, moved.why
    lead = regime.leads.get(level, 0)
    return Window(period, add_working_days(due, -lead, worked) if lead else due, why)


def term_containing(terms: Iterable[tuple[date, date | None, _Dated]], day: date) -> _Dated | None:
    """The term that holds a day (nhiệm kỳ tại một ngày); both its days belong to it; the latest where two do."""
    held = [(start, one) for start, end, one in terms if start <= day and (end is None or day <= end)]
    return max(held, key=lambda pair: pair[0])[1] if held else None
