"""The golden register on every one of 731 days, by the pure core: each task in one place, the parts are the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from tests.database.tracking.counting.lives import DAYS, Life, lives
from tests.database.tracking.counting.make_golden import DAY
from vaocuoc.core.measuring import COLUMNS, Span, TaskHistory, columns_of, facts_on, task_state
from vaocuoc.core.measuring.counting import AGE_COLUMNS, OPEN_COLUMNS
from vaocuoc.tracking.tasks.states import ORDER

LIVES = list(lives())
HISTORIES = [one.history for one in LIVES]
PARTS: dict[str, Callable[[Life, date], str]] = {
    "lead": lambda life, day: life.on(day).lead,
    "paper": lambda life, day: life.paper,
    "follower": lambda life, day: life.follower,
}


def test_a_past_day_is_known_from_the_last_as_it_was_on_that_day() -> None:
    for life, history in zip(LIVES, HISTORIES, strict=True):
        for day in DAYS:
            if day >= life.given:
                assert facts_on(history, day) == life.facts_on(day), (life.code, day)


def test_on_the_golden_day_the_published_counts_still_stand_a_year_later() -> None:
    states = [task_state(life.facts_on(DAY), DAY) for life in LIVES]
    assert Counter(state.code for state in states if not state.regular) == {
        "done_unjudged": 146, "overdue": 8, "not_started": 6, "waiting": 6, "needs_due": 3,
    }  # fmt: skip
    assert sum(state.regular for state in states) == 16
    found = _counted(HISTORIES, Span(date(2026, 1, 1), DAY, DAY))
    assert (found["given"], found["done"], found["unjudged"], found["unproven"]) == (169, 146, 146, 78)
    assert (found["open"], found["overdue"], found["regular"], found["disputed"]) == (23, 8, 16, 0)


def test_on_every_day_each_task_is_under_one_state_and_the_parts_of_each_filter_are_the_whole() -> None:
    for day in DAYS:
        there = [life for life in LIVES if life.given <= day]
        places = {life.code: _place(life, day) for life in there}
        assert {*places.values()} <= {*ORDER, "regular", "disputed"}
        whole = Counter(places.values())
        assert whole.total() == len(there)
        for part_of in PARTS.values():
            parts = Counter((part_of(life, day), places[life.code]) for life in there)
            summed: Counter[str] = Counter()
            for (_part, place), number in parts.items():
                summed[place] += number
            assert summed == whole, day


def test_on_every_day_the_sheet_of_a_week_and_of_the_whole_time_adds_up() -> None:
    for day in DAYS:
        for first in (day - timedelta(days=6), DAYS[0]):
            found = _counted(HISTORIES, Span(first, day, day))
            assert {*found} <= {*COLUMNS}
            assert found["carried"] + found["given"] == found["done"] + found["cancelled"] + found["open"], day
            assert found["open"] == sum(found[name] for name in OPEN_COLUMNS), day
            assert found["overdue"] == sum(found[name] for name in AGE_COLUMNS.values()), day
            assert found["done"] == found["on_time"] + found["late"] + found["unjudged"], day


def test_from_the_first_day_on_everything_given_is_open_ended_or_apart() -> None:
    """Over the whole time nothing is lost: what was given so far is in exactly one of five columns."""
    for day in DAYS[::7]:
        found = _counted(HISTORIES, Span(DAYS[0], day, day))
        given = sum(life.given <= day for life in LIVES)
        assert sum(found[name] for name in ("done", "cancelled", "open", "regular", "disputed")) == given, day


def _counted(histories: Iterable[TaskHistory], span: Span) -> Counter[str]:
    return Counter(column for history in histories for column in columns_of(history, span))


def _place(life: Life, day: date) -> str:
    state = task_state(life.facts_on(day), day)
    return "disputed" if state.disputed else "regular" if state.regular else state.code
