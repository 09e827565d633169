from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import WorkingDays
from vaocuoc.core.calendars.working_hours import OFFICE_HOURS, add_working_time, working_time_between

VIETNAM = timezone(timedelta(hours=7))
PLAIN = WorkingDays()
FRIDAY_HOLIDAY = WorkingDays(days_off=frozenset({date(2026, 11, 20)}), days_worked=frozenset({date(2026, 11, 21)}))
MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31), timezones=st.just(VIETNAM))
LENGTHS = st.integers(0, 60 * 40).map(lambda minutes: timedelta(minutes=minutes))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("given_at", "by"),
    [
        (at(20, 9), at(20, 11)),  # a Friday morning
        (at(20, 6), at(20, 9, 30)),  # before work begins
        (at(20, 16), at(23, 8, 30)),  # the second hour is Monday's
        (at(20, 17), at(23, 9, 30)),  # work has ended
        (at(21, 10), at(23, 9, 30)),  # a Saturday
    ],
)
def test_two_working_hours_run_from_half_past_seven_to_five(given_at: datetime, by: datetime) -> None:
    assert add_working_time(given_at, timedelta(hours=2), PLAIN) == by


def test_a_day_off_and_a_saturday_worked_instead_are_the_calendars() -> None:
    assert add_working_time(at(20, 9), timedelta(hours=2), FRIDAY_HOLIDAY) == at(21, 9, 30)


def test_nothing_to_run_waits_for_the_next_working_time() -> None:
    assert add_working_time(at(20, 9), timedelta(0), PLAIN) == at(20, 9)
    assert add_working_time(at(21, 9), timedelta(0), PLAIN) == at(23, 7, 30)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        add_working_time(at(20, 9), timedelta(hours=-1), PLAIN)


@given(MOMENTS, LENGTHS)
def test_as_much_working_time_lies_between_as_was_added(first: datetime, length: timedelta) -> None:
    assert working_time_between(first, add_working_time(first, length, FRIDAY_HOLIDAY), FRIDAY_HOLIDAY) == length


@given(MOMENTS, LENGTHS, LENGTHS.filter(bool))
def test_time_added_in_two_steps_is_added_at_once(first: datetime, one: timedelta, two: timedelta) -> None:
    assert add_working_time(add_working_time(first, one, PLAIN), two, PLAIN) == add_working_time(
        first, one + two, PLAIN
    )


@given(MOMENTS, LENGTHS)
def test_what_is_added_ends_within_working_hours(first: datetime, length: timedelta) -> None:
    found = add_working_time(first, length, FRIDAY_HOLIDAY)
    assert FRIDAY_HOLIDAY.includes(found.date())
    assert OFFICE_HOURS.starts <= found.time() <= OFFICE_HOURS.ends
