"""Official days off (ngày nghỉ lễ, tết) as dated data, and moving a day that falls on one.

The holidays are those of Bộ luật Lao động 2019, Article 112; one that falls on a weekly day off is made up for on the
next working day (Article 111). For years whose schedule the Government has announced, the announced days stand in
:data:`ANNOUNCED`; for others they are computed and say so. An office adds its own rows: they win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from vaocuoc.core.calendars.lunar import solar_day
from vaocuoc.core.calendars.working_days import WorkingDays

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_LONGEST_BREAK = 60  # days; a table without a working day in so many is wrong


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off: its name as a code, and whether the Government has announced it (else it is computed)."""

    day: date
    code: str  # new_year tet hung_kings reunification labour national_day culture_day in_lieu swapped
    is_announced: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A holiday of the solar year by law, from the year in which the law holds."""

    month: int
    day: int
    code: str
    basis: str
    since: int = 1900


@dataclass(frozen=True, slots=True)
class Announced:
    """What the Government announced for a year where the law leaves a choice: days off, and days worked instead."""

    tet: tuple[date, ...]
    national_day: tuple[date, ...]
    in_lieu: tuple[date, ...] = ()
    swapped: tuple[date, ...] = ()  # working days given free against ``worked``
    worked: tuple[date, ...] = ()


_LAW: Final = "Bộ luật Lao động 2019, Điều 112"
FIXED: Final[tuple[Fixed, ...]] = (
    Fixed(1, 1, "new_year", _LAW),
    Fixed(4, 30, "reunification", _LAW),
    Fixed(5, 1, "labour", _LAW),
    Fixed(9, 2, "national_day", _LAW),
    Fixed(11, 24, "culture_day", "Nghị quyết 80-NQ/TW, ngày 7/1/2026", since=2026),
)


def _days(year: int, *days: tuple[int, int]) -> tuple[date, ...]:
    return tuple(date(year, month, day) for day, month in days)


ANNOUNCED: Final[Mapping[int, Announced]] = {
    2024: Announced(
        tet=_days(2024, (8, 2), (9, 2), (10, 2), (11, 2), (12, 2)),
        national_day=_days(2024, (2, 9), (3, 9)),
        in_lieu=_days(2024, (13, 2), (14, 2)),
        swapped=_days(2024, (29, 4)),
        worked=_days(2024, (4, 5)),
    ),
    2025: Announced(
        tet=_days(2025, (27, 1), (28, 1), (29, 1), (30, 1), (31, 1)),
        national_day=_days(2025, (1, 9), (2, 9)),
        swapped=_days(2025, (2, 5)),
        worked=_days(2025, (26, 4)),
    ),
    2026: Announced(
        tet=_days(2026, (16, 2), (17, 2), (18, 2), (19, 2), (20, 2)),
        national_day=_days(2026, (1, 9), (2, 9)),
        in_lieu=_days(2026, (27, 4)),
        swapped=_days(2026, (2, 1), (31, 8)),
        worked=_days(2026, (10, 1), (22, 8)),
    ),
}


@lru_cache(maxsize=64)
def holidays(year: int) -> tuple[Holiday, ...]:
    """The days off of a year in order (ngày nghỉ trong năm): by law, made up for, and swapped."""
    known = ANNOUNCED.get(year)
    found = {one.day: one for one in _by_law(year, known)}
    if known is None:
        for day in _made_up(found):
            found[day] = Holiday(day, "in_lieu")
    else:
        extra = [(day, "in_lieu") for day in known.in_lieu] + [(day, "swapped") for day in known.swapped]
        found |= {day: Holiday(day, code, is_announced=True) for day, code in extra}
    return tuple(found[day] for day in sorted(found))


def _by_law(year: int, known: Announced | None) -> Iterable[Holiday]:
    announced = known is not None
    for one in FIXED:
        if year >= one.since and one.code != "national_day":
            yield Holiday(date(year, one.month, one.day), one.code, announced)
    yield Holiday(solar_day(10, 3, year), "hung_kings", announced)
    for day in known.tet if known else _tet(year):
        yield Holiday(day, "tet", announced)
    for day in known.national_day if known else _national_days(year):
        yield Holiday(day, "national_day", announced)


def _tet(year: int) -> list[date]:
    """Five days: the last of the old year and the first four of the new one, the common choice."""
    first = solar_day(1, 1, year)
    return [first + _DAY * n for n in range(-1, 4)]


def _national_days(year: int) -> list[date]:
    """2/9 and the day beside it that joins a weekend: the day before where 2/9 is a Tuesday or Wednesday."""
    second = date(year, 9, 2)
    beside = second - _DAY if second.weekday() in (1, 2, _SUNDAY) else second + _DAY
    return sorted((second, beside))


def _made_up(found: Mapping[date, Holiday]) -> Iterable[date]:
    """A next working day for each holiday that falls on a weekly day off."""
    taken = set(found)
    for day in sorted(found):
        if day.weekday() >= _SATURDAY:
            free = day
            while free in taken or free.weekday() >= _SATURDAY:
                free += _DAY
            taken.add(free)
            yield free


@dataclass(frozen=True)
class DaysOff:
    """Why a day is not worked (lịch nghỉ): official days of some years, with an office's own rows over them."""

    off: Mapping[date, str] = field(default_factory=dict)  # the day and the code of its holiday, or "own"
    worked: frozenset[date] = frozenset()

    def why(self, day: date) -> str:
        """The code of why nobody works on a day (``saturday``, ``sunday``, a holiday's, ``own``); empty on others."""
        if day in self.worked:
            return ""
        if code := self.off.get(day):
            return code
        return {_SATURDAY: "saturday", _SUNDAY: "sunday"}.get(day.weekday(), "")

    def working_days(self) -> WorkingDays:
        """The same as a table to count working days by."""
        return WorkingDays(days_off=frozenset(self.off) - self.worked, days_worked=self.worked)


def days_off(years: Iterable[int], *, own: Mapping[date, bool] | None = None) -> DaysOff:
    """The table of some years; ``own`` are an office's rows: the day, and whether it is worked."""
    own = own or {}
    years = list(years)
    off = {one.day: one.code for year in years for one in holidays(year)}
    worked = {day for year in years if (known := ANNOUNCED.get(year)) for day in known.worked}
    for day, is_worked in own.items():
        if is_worked:
            worked.add(day)
            off.pop(day, None)
        else:
            worked.discard(day)
            off.setdefault(day, "own")
    return DaysOff(off, frozenset(worked))


@dataclass(frozen=True, slots=True)
class Moved:
    """A day put on a working day: the day asked for, the day it became, and why (empty where it stayed)."""

    asked: date
    day: date
    why: str = ""

    @property
    def is_moved(self) -> bool:
        return self.asked != self.day


def on_working_day(day: date, table: DaysOff) -> Moved:
    """The day, or the next working day (dời sang ngày làm việc kế tiếp), with the reason of the day asked for."""
    why = table.why(day)
    found = day
    for _ in range(_LONGEST_BREAK):
        if not table.why(found):
            return Moved(day, found, why)
        found += _DAY
    raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")
