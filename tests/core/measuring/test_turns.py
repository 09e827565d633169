"""Turns of work that comes again: every stretch has one, due within it, whatever the calendar."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import WorkingDays
from vaocuoc.core.measuring import TurnRule, stretch_of, turn_at, turns_between
from vaocuoc.core.measuring.turns import EVERY, RULES

DAYS = st.dates(date(2023, 12, 1), date(2032, 3, 1))
PLAIN = WorkingDays()
ONE = timedelta(days=1)


@st.composite
def rules(draw: st.DrawFn) -> TurnRule:
    every = draw(st.sampled_from(EVERY))
    number = draw(st.integers(1, 7 if every == "week" else 31))
    month = draw(st.integers(1, {"quarter": 3, "year": 12}.get(every, 1)))
    return TurnRule(every, draw(st.sampled_from(RULES)), number, month)


HOLIDAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40).map(
    lambda days: WorkingDays(days_off=frozenset(days))
)


@given(DAYS, rules(), HOLIDAYS)
def test_it_is_due_within_its_stretch(day: date, rule: TurnRule, working: WorkingDays) -> None:
    turn = turn_at(day, rule, working)
    assert turn.first <= day <= turn.last
    assert turn.first <= turn.due <= turn.last


@given(DAYS, st.integers(0, 800), rules())
def test_turns_follow_each_other_without_a_gap_and_hold_every_day(day: date, length: int, rule: TurnRule) -> None:
    turns = list(turns_between(day, day + timedelta(days=length), rule, PLAIN))
    assert turns[0].first <= day
    assert turns[-1].last >= day + timedelta(days=length)
    assert all(later.first == earlier.last + ONE for earlier, later in itertools.pairwise(turns))


@given(DAYS, rules(), HOLIDAYS)
def test_a_working_day_is_worked_where_its_month_has_any(day: date, rule: TurnRule, working: WorkingDays) -> None:
    turn = turn_at(day, rule, working)
    if rule.rule == "working_day":
        month = [turn.first + ONE * n for n in range((turn.last - turn.first).days + 1)]
        month = [one for one in month if rule.every == "week" or one.month == turn.due.month]
        assert working.includes(turn.due) or not any(working.includes(one) for one in month)


@pytest.mark.parametrize(
    ("day", "rule", "due"),
    [
        (date(2027, 2, 10), TurnRule("month", "day", 31), date(2027, 2, 28)),
        (date(2028, 2, 10), TurnRule("month", "day", 31), date(2028, 2, 29)),
        (date(2028, 2, 10), TurnRule("month", "day", 30), date(2028, 2, 29)),
        (date(2026, 4, 10), TurnRule("month", "day", 31), date(2026, 4, 30)),
        (date(2026, 4, 10), TurnRule("month", "last_day"), date(2026, 4, 30)),
        (date(2028, 1, 10), TurnRule("quarter", "day", 31, 2), date(2028, 2, 29)),
        (date(2027, 6, 10), TurnRule("year", "day", 29, 2), date(2027, 2, 28)),
        (date(2026, 11, 20), TurnRule("week", "day", 5), date(2026, 11, 20)),
        (date(2026, 11, 20), TurnRule("month", "working_day", 3), date(2026, 11, 4)),
        (date(2026, 11, 20), TurnRule("month", "working_day", 31), date(2026, 11, 30)),
        (date(2027, 1, 1), TurnRule("week", "last_day"), date(2027, 1, 3)),
    ],
)
def test_days_that_a_month_has_not_fall_on_its_last(day: date, rule: TurnRule, due: date) -> None:
    assert turn_at(day, rule, PLAIN).due == due


def test_a_week_is_the_iso_week_across_the_year() -> None:
    assert stretch_of(date(2027, 1, 1), "week") == (date(2026, 12, 28), date(2027, 1, 3))


@pytest.mark.parametrize(
    "wrong", [("week", "day", 8, 1), ("month", "day", 0, 1), ("quarter", "day", 1, 4), ("day", "day", 1, 1)]
)
def test_it_refuses_days_that_there_are_not(wrong: tuple[str, str, int, int]) -> None:
    with pytest.raises(ValueError, match=r"no|unknown"):
        TurnRule(*wrong)
