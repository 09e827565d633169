"""Days off: the lunar calendar against published days, the announced years, and moving a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import days_off, holidays, on_working_day
from vaocuoc.core.calendars.lunar import solar_day

# Tết of published calendars; 2030 is a day before the Chinese one: the moon is new before midnight in Vietnam alone.
TET = {
    2020: (25, 1), 2021: (12, 2), 2022: (1, 2), 2023: (22, 1), 2024: (10, 2), 2025: (29, 1), 2026: (17, 2),
    2027: (6, 2), 2028: (26, 1), 2029: (13, 2), 2030: (2, 2), 2031: (23, 1), 2032: (11, 2),
}  # fmt: skip
HUNG_KINGS = {2023: (29, 4), 2024: (18, 4), 2025: (7, 4), 2026: (26, 4), 2027: (16, 4), 2028: (4, 4)}


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_it_knows_tet(year: int, day: tuple[int, int]) -> None:
    assert solar_day(1, 1, year) == date(year, day[1], day[0])


@pytest.mark.parametrize(("year", "day"), HUNG_KINGS.items())
def test_it_knows_the_day_of_the_hung_kings(year: int, day: tuple[int, int]) -> None:
    assert solar_day(10, 3, year) == date(year, day[1], day[0])


def test_it_keeps_the_announced_days() -> None:
    table = days_off([2026])
    assert table.why(date(2026, 1, 2)) == "swapped"
    assert table.why(date(2026, 1, 10)) == ""  # a Saturday worked instead
    assert table.why(date(2026, 4, 27)) == "in_lieu"
    assert [table.why(date(2026, 9, day)) for day in (1, 2, 3)] == ["national_day", "national_day", ""]


@given(st.integers(2027, 2060))
def test_every_computed_holiday_costs_a_working_day(year: int) -> None:
    """A holiday on a weekly day off is made up for, so that 12 working days are off each year."""
    off = [one.day for one in holidays(year)]
    assert len(off) == len(set(off))
    assert sum(day.weekday() < 5 for day in off) == 12
    assert not any(one.is_announced for one in holidays(year))


@given(st.dates(date(2024, 1, 1), date(2040, 12, 1)))
def test_a_moved_day_is_the_next_working_day(day: date) -> None:
    table = days_off([day.year, day.year + 1])
    moved = on_working_day(day, table)
    assert not table.why(moved.day)
    assert moved.is_moved == bool(table.why(day))
    between = [day + timedelta(n) for n in range((moved.day - day).days)]
    assert all(table.why(one) for one in between)


def test_an_office_adds_its_own_days() -> None:
    own = {date(2026, 12, 14): False, date(2026, 12, 19): True}
    table = days_off([2026], own=own)
    assert on_working_day(date(2026, 12, 12), table).day == date(2026, 12, 15)
    assert on_working_day(date(2026, 12, 19), table).day == date(2026, 12, 19)
