"""The ladder of reminders: never skipped, never falling by itself, quiet on quiet days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.calendars import WorkingDays
from vaocuoc.core.measuring.escalation import (
    BEFORE_DUE,
    LATE_ACCEPTANCE,
    LOWERED,
    OVERDUE,
    RAISED,
    REPEATED,
    URGENCIES,
    WAITING,
    Facts,
    Rung,
    Stood,
    is_climbable,
    level_of,
    next_step,
)

WORKING = WorkingDays()
LADDER = (
    Rung(BEFORE_DUE, (3, 5, 5, 5)),
    Rung(OVERDUE, (1, 1, 1, 1), (3, 2, 1, 1)),
    Rung(OVERDUE, (3, 3, 3, 3), (3, 2, 1, 1)),
)
ACCEPTING = (Rung(WAITING, (1, 1, 1, 1)), Rung(LATE_ACCEPTANCE, (1, 1, 1, 1), (1, 1, 1, 1)))
DUE = date(2026, 11, 20)  # a Friday

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
facts = st.builds(
    Facts,
    urgency=st.sampled_from(URGENCIES),
    is_open=st.booleans(),
    due=st.none() | days,
    evidence_since=st.none() | days,
    unanswered_since=st.none() | days,
    unacknowledged_since=st.none() | days,
)
ladders = st.sampled_from([LADDER, ACCEPTING])


def at(today: date, **more: object) -> int:
    return level_of(LADDER, Facts(due=DUE, **more), today, WORKING)


def test_it_climbs_yellow_red_special_red_with_the_days() -> None:
    assert [at(DUE + timedelta(days=n)) for n in (-4, -3, 0, 1, 2, 3, 30)] == [0, 1, 1, 2, 2, 3, 3]


def test_it_warns_earlier_of_what_is_urgent() -> None:
    assert at(DUE - timedelta(days=5)) == 0
    assert at(DUE - timedelta(days=5), urgency="urgent") == 1


def test_it_leaves_the_ladder_when_evidence_waits_and_climbs_the_acceptors() -> None:
    since = DUE - timedelta(days=1)  # Thursday
    assert at(DUE + timedelta(days=5), evidence_since=since) == 0
    given = Facts(due=DUE, evidence_since=since)
    levels = [level_of(ACCEPTING, given, since + timedelta(days=n), WORKING) for n in range(4)]
    assert levels == [0, 1, 2, 2]


def test_it_counts_waiting_in_working_days() -> None:
    friday = Facts(due=DUE + timedelta(days=30), evidence_since=DUE)
    levels = [level_of(ACCEPTING, friday, DUE + timedelta(days=n), WORKING) for n in range(4)]
    assert levels == [0, 0, 0, 1]


@given(ladders, facts, days, st.integers(0, 60))
def test_it_never_falls_while_the_facts_stay(ladder: tuple[Rung, ...], given: Facts, today: date, more: int) -> None:
    assert level_of(ladder, given, today, WORKING) <= level_of(ladder, given, today + timedelta(days=more), WORKING)


@given(facts, days)
def test_it_reaches_no_level_whose_lower_ones_are_not_reached(given: Facts, today: date) -> None:
    level = level_of(LADDER, given, today, WORKING)
    for lower in range(1, level + 1):
        assert level_of(LADDER[:lower], given, today, WORKING) == lower


@given(ladders, facts, days)
def test_it_gives_the_same_level_for_the_same_facts(ladder: tuple[Rung, ...], given: Facts, today: date) -> None:
    assert level_of(ladder, given, today, WORKING) == level_of(ladder, given, today, WORKING)


@given(st.integers(0, 3), st.integers(0, 3), st.none() | days, days, st.sampled_from(URGENCIES), st.booleans())
def test_it_repeats_nothing_on_quiet_days(
    level: int, stood: int, sent: date | None, today: date, urgency: str, holds_all: bool
) -> None:
    step = next_step(LADDER, level, Stood(stood, sent), today, urgency=urgency, is_quiet=True, holds_all=holds_all)
    assert step is None or step.event != REPEATED
    assert not holds_all or step is None or step.event == LOWERED


@given(st.integers(0, 3), st.integers(0, 3), days, st.sampled_from(URGENCIES))
def test_it_passes_every_level_between_and_sends_it_once(level: int, stood: int, today: date, urgency: str) -> None:
    step = next_step(LADDER, level, Stood(stood, today), today, urgency=urgency, is_quiet=False)
    if level > stood:
        assert step
        assert step.event == RAISED
        assert step.passed == tuple(range(stood + 1, level + 1))
        after = Stood(level, today)
        assert next_step(LADDER, level, after, today, urgency=urgency, is_quiet=False) is None
    elif level == stood:
        assert step is None  # sent today already


def test_it_repeats_by_urgency() -> None:
    def again(after: int, urgency: str) -> bool:
        stood = Stood(2, DUE)
        return bool(next_step(LADDER, 2, stood, DUE + timedelta(days=after), urgency=urgency, is_quiet=False))

    assert [again(n, "ordinary") for n in (1, 2, 3)] == [False, False, True]
    assert [again(n, "urgent") for n in (1, 2)] == [False, True]
    assert again(1, "express")


def test_it_writes_down_a_level_that_was_lowered_and_sends_it_anew_when_it_is_reached_again() -> None:
    step = next_step(LADDER, 0, Stood(3, DUE), DUE, urgency="ordinary", is_quiet=True)
    assert step
    assert step.event == LOWERED
    again = next_step(LADDER, 1, Stood(0, DUE), DUE, urgency="ordinary", is_quiet=False)
    assert again
    assert again.event == RAISED


def test_it_tells_a_ladder_whose_rungs_stand_in_no_order() -> None:
    assert is_climbable(LADDER)
    assert is_climbable(ACCEPTING)
    assert not is_climbable((LADDER[1], LADDER[0]))
    assert not is_climbable((Rung(OVERDUE, (3, 3, 3, 3)), Rung(OVERDUE, (5, 1, 5, 5))))
