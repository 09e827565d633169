"""Regimes, their windows, an office's own closing day, terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import (
    CIVIL,
    PARTY,
    STATE,
    STATE_REPORT,
    Period,
    Regime,
    closes_on,
    closing_day,
    days_off,
    next_window,
    term_containing,
    windows_of,
)

TABLE = days_off(range(2024, 2033))


def test_it_keeps_the_windows_of_the_decree() -> None:
    closed = {one.period.label_code: (one.period.start, one.closes) for one in windows_of(STATE, 2026, TABLE)}
    assert closed["month:2026-11"] == (date(2026, 10, 15), date(2026, 11, 14))
    assert closed["quarter:2026-1"] == (date(2025, 12, 15), date(2026, 3, 14))
    assert closed["half_year:2026-1"] == (date(2025, 12, 15), date(2026, 6, 14))
    assert closed["nine_months:2026"] == (date(2025, 12, 15), date(2026, 9, 14))
    assert closed["year:2026"] == (date(2025, 12, 15), date(2026, 12, 14))


@given(st.integers(1, 28), st.integers(2000, 2060), st.integers(1, 12))
def test_it_closes_months_on_any_day_without_gap_or_overlap(day: int, year: int, month: int) -> None:
    period = Period(closes_on(day), "month", year, month)
    assert (period.end.day, period.end.month, period.end.year) == (day, month, year)
    assert period.shift(1).start == period.end + timedelta(days=1)
    assert closing_day(period.calendar) == day


def test_it_knows_the_two_common_calendars_by_their_names() -> None:
    assert (closes_on(0), closes_on(14)) == (CIVIL, STATE_REPORT)


@pytest.mark.parametrize("calendar", ["", "closes_29", "closes_0", "closes_14", "closes_x", "lunar"])
def test_it_refuses_calendars_that_are_none(calendar: str) -> None:
    with pytest.raises(ValueError, match=r"calendar|close"):
        Period(calendar, "month", 2026, 1)


@given(st.sampled_from([PARTY, STATE]), st.integers(2025, 2030), st.integers(0, 5))
def test_it_asks_lower_levels_earlier_and_on_working_days(regime: Regime, year: int, lead: int) -> None:
    earlier = Regime(regime.calendar, regime.days_after, regime.in_working_days, {"commune": lead})
    for top, low in zip(
        windows_of(earlier, year, TABLE), windows_of(earlier, year, TABLE, level="commune"), strict=True
    ):
        assert top.period == low.period
        assert low.due <= top.due
        assert (low.due < top.due) == (lead > 0)
        assert not TABLE.why(low.due)


@given(st.dates(date(2025, 2, 1), date(2030, 11, 30)), st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_it_finds_the_report_that_must_come_next(day: date, kind: str) -> None:
    found = next_window(STATE, kind, day, TABLE)
    due = [
        one.due
        for year in range(day.year - 1, day.year + 3)
        for one in windows_of(STATE, year, TABLE)
        if one.period.kind == kind
    ]
    assert found.due == min(one for one in due if one >= day)


def test_it_moves_a_calendar_day_off_a_holiday_and_says_why() -> None:
    regime = Regime(CIVIL, {"month": 1}, in_working_days=False)
    window = next(one for one in windows_of(regime, 2026, TABLE) if one.period.index == 4)
    assert (window.due, window.moved_for) == (date(2026, 5, 4), "labour")


def test_it_says_which_term_holds_a_day() -> None:
    terms = [(date(2020, 10, 1), date(2025, 9, 30), "I"), (date(2025, 10, 1), None, "II")]
    assert [term_containing(terms, day) for day in (date(2020, 9, 30), date(2025, 9, 30), date(2031, 1, 1))] == [
        None,
        "I",
        "II",
    ]
