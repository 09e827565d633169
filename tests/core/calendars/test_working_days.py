from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import WorkingDays, add_working_days, working_days_between

# 2/9/2026 is a Wednesday; 31/8 is given for Saturday 22/8.
TABLE = WorkingDays(
    days_off=frozenset({date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}),
    days_worked=frozenset({date(2026, 8, 22)}),
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over the holidays
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the Saturday worked instead
        (date(2026, 9, 3), -1, date(2026, 8, 28)),
        (date(2026, 9, 2), 0, date(2026, 9, 3)),  # a day off becomes the next working day
    ],
)
def test_it_counts_over_weekends_and_holidays(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, TABLE) == expected


@given(DAYS, st.integers(1, 60))
def test_it_counts_the_same_both_ways(day: date, count: int) -> None:
    later = add_working_days(day, count, TABLE)
    assert TABLE.includes(later)
    assert working_days_between(day, later, TABLE) == count
    assert working_days_between(later, day, TABLE) == -count


@given(DAYS, st.integers(0, 200))
def test_it_never_counts_more_than_the_days_there_are(day: date, days: int) -> None:
    assert 0 <= working_days_between(day, day + timedelta(days=days), TABLE) <= days
