"""Counting over a period: on every day each task is in one place, and the columns add up."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.measuring import COLUMNS, Span, TaskHistory, columns_of, facts_on, state_on, task_state
from vaocuoc.core.measuring.counting import AGE_COLUMNS, OPEN_COLUMNS

BEGIN = date(2026, 1, 1)
DAYS = st.integers(0, 200).map(lambda n: BEGIN + timedelta(days=n))
MAYBE = st.none() | DAYS


@st.composite
def histories(draw: st.DrawFn) -> TaskHistory:
    closure = draw(st.sampled_from(["", "done", "suspended", "cancelled"]))
    since = draw(DAYS)
    until = draw(st.none() | st.integers(0, 60).map(lambda n: since + timedelta(days=n)))
    changed = sorted(draw(st.lists(DAYS, max_size=3)))
    return TaskHistory(
        given=draw(DAYS),
        closure=closure,
        closed_on=draw(DAYS) if closure else None,
        completed_on=draw(MAYBE) if closure == "done" else None,
        deadline_kind=draw(st.sampled_from(["day", "after_issue", "regular", "condition"])),
        due=draw(MAYBE),
        dues=tuple((day, draw(MAYBE)) for day in changed),
        waits=((since, until),) if draw(st.booleans()) else (),
        told_on=draw(MAYBE),
        is_disputed=draw(st.booleans()),
        is_proven=draw(st.booleans()),
    )


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 120)))
    return Span(first, last, draw(st.integers(0, (last - first).days).map(lambda n: first + timedelta(days=n))))


@given(histories(), spans())
def test_it_is_in_the_columns_that_add_up(history: TaskHistory, span: Span) -> None:
    found = columns_of(history, span)
    assert len(found) == len({*found})
    assert {*found} <= {*COLUMNS}
    count = {name: name in found for name in COLUMNS}
    assert count["carried"] + count["given"] == count["done"] + count["cancelled"] + count["open"]
    assert count["open"] == sum(count[name] for name in OPEN_COLUMNS)
    assert count["overdue"] == sum(count[name] for name in AGE_COLUMNS.values())
    assert count["done"] == count["on_time"] + count["late"] + count["unjudged"]
    assert not (count["regular"] or count["disputed"]) or len(found) == 1
    assert count["due"] >= count["due_done"]


@given(histories(), spans())
def test_what_is_given_later_or_ended_and_not_due_counts_nowhere(history: TaskHistory, span: Span) -> None:
    found = columns_of(history, span)
    if history.given > span.seen:
        assert found == ()
    ended = history.ended_on
    if ended is not None and ended < span.first:
        assert {*found} <= {"due", "due_done", "disputed"}


@given(histories(), st.lists(DAYS, min_size=2, max_size=6, unique=True).map(sorted))
def test_periods_side_by_side_count_each_ending_once(history: TaskHistory, cuts: list[date]) -> None:
    """What was done in the parts of a time was done in the whole of it; what is carried was open before."""
    last = cuts[-1]
    whole = columns_of(history, Span(cuts[0], last, last))
    parts = [Span(first, end - timedelta(days=1), end - timedelta(days=1)) for first, end in itertools.pairwise(cuts)]
    parts.append(Span(last, last, last))
    inside = [columns_of(history, span) for span in parts]
    assert sum("done" in found for found in inside) == ("done" in whole)
    for before, after in itertools.pairwise(inside):
        if "open" in before and "disputed" not in after and "regular" not in after:
            assert "carried" in after


@given(histories(), DAYS)
def test_the_state_of_a_day_is_the_one_function_over_what_was_known(history: TaskHistory, day: date) -> None:
    assert state_on(history, day) == task_state(facts_on(history, day), day)


def test_a_deadline_that_was_moved_later_is_the_old_one_before() -> None:
    moved = TaskHistory(given=BEGIN, due=date(2026, 3, 1), dues=((date(2026, 2, 10), date(2026, 2, 1)),))
    assert state_on(moved, date(2026, 2, 5)).code == "overdue"
    assert state_on(moved, date(2026, 2, 10)).code != "overdue"
