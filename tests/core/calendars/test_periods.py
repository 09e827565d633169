from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import (
    CIVIL,
    STATE_REPORT,
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

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
CALENDARS = st.sampled_from([CIVIL, STATE_REPORT])
KINDS = st.sampled_from(["month", "quarter", "half_year", "year"])


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        # Nghị định 09/2019/NĐ-CP, Điều 12: what a State body reports on.
        (month(2026, 11, STATE_REPORT), date(2026, 10, 15), date(2026, 11, 14)),
        (month(2026, 1, STATE_REPORT), date(2025, 12, 15), date(2026, 1, 14)),
        (quarter(2026, 1, STATE_REPORT), date(2025, 12, 15), date(2026, 3, 14)),
        (quarter(2026, 3, STATE_REPORT), date(2026, 6, 15), date(2026, 9, 14)),
        (half_year(2026, 1, STATE_REPORT), date(2025, 12, 15), date(2026, 6, 14)),
        (nine_months(2026, STATE_REPORT), date(2025, 12, 15), date(2026, 9, 14)),
        (year(2026, STATE_REPORT), date(2025, 12, 15), date(2026, 12, 14)),
        # What a committee reports on.
        (month(2028, 2), date(2028, 2, 1), date(2028, 2, 29)),
        (quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
        (half_year(2026, 2), date(2026, 7, 1), date(2026, 12, 31)),
        (nine_months(2026), date(2026, 1, 1), date(2026, 9, 30)),
        (on_date(date(2026, 11, 20)), date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_it_covers_the_days_of_its_calendar(period: Period, start: date, end: date) -> None:
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "values",
    [
        (CIVIL, "month", 2026, 13),
        (CIVIL, "quarter", 2026, 0),
        ("lunar", "month", 2026, 1),
        (CIVIL, "date", 2026, 366),
        (CIVIL, "week", 2026, 1),
    ],
)
def test_it_knows_no_period_that_is_not_there(values: tuple[str, str, int, int]) -> None:
    with pytest.raises(ValueError, match=r"unknown|no "):
        Period(*values)


@given(DAYS, KINDS, CALENDARS)
def test_it_puts_every_day_into_one_period(day: date, kind: str, calendar: str) -> None:
    period = period_containing(day, kind, calendar)
    assert period.contains(day)
    assert not period.shift(1).contains(day)
    assert not period.shift(-1).contains(day)


@given(DAYS, KINDS, CALENDARS)
def test_it_leaves_no_day_between_two_periods(day: date, kind: str, calendar: str) -> None:
    period = period_containing(day, kind, calendar)
    assert period.shift(1).start == period.end + timedelta(days=1)


@given(DAYS, KINDS, CALENDARS, st.integers(-40, 40))
def test_it_comes_back_after_a_shift(day: date, kind: str, calendar: str, by: int) -> None:
    period = period_containing(day, kind, calendar)
    assert period.shift(by).shift(-by) == period


@given(DAYS, CALENDARS)
def test_it_makes_a_year_of_its_parts(day: date, calendar: str) -> None:
    whole = period_containing(day, "year", calendar)
    for kind, count in (("month", 12), ("quarter", 4), ("half_year", 2)):
        parts = periods_between(whole.start, whole.end, kind, calendar)
        assert len(parts) == count
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)


@given(DAYS, KINDS, CALENDARS)
def test_it_calls_finished_only_what_is_over(day: date, kind: str, calendar: str) -> None:
    period = last_finished(day, kind, calendar)
    assert period.end < day <= period.shift(1).end


def test_it_compares_with_the_same_period_a_year_before() -> None:
    assert month(2026, 11).same_last_year() == month(2025, 11)
    assert on_date(date(2028, 2, 29)).same_last_year().start == date(2027, 2, 28)


def test_it_has_a_stable_code() -> None:
    codes = [period.label_code for period in (month(2026, 1), quarter(2026, 3), year(2026), on_date(date(2026, 1, 2)))]
    assert codes == ["month:2026-01", "quarter:2026-3", "year:2026", "date:2026-01-02"]
