"""Worked examples of a task's state on 20 November 2026, then laws."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.measuring import TaskFacts, TaskState, task_state

TODAY = date(2026, 11, 20)
OCTOBER_30 = date(2026, 10, 30)
NOVEMBER_30 = date(2026, 11, 30)

CASES = [
    ("vừa giao, chưa làm gì", TaskFacts(due=NOVEMBER_30), "not_started", 10),
    ("đã có cập nhật", TaskFacts(due=NOVEMBER_30, started=True), "in_progress", 10),
    ("còn đúng 7 ngày", TaskFacts(due=date(2026, 11, 27)), "due_soon", 7),
    ("hạn là hôm nay: chưa quá hạn", TaskFacts(due=TODAY, started=True), "due_soon", 0),
    ("hạn là hôm qua", TaskFacts(due=date(2026, 11, 19), started=True), "overdue", 1),
    ("quá hạn 21 ngày", TaskFacts(due=OCTOBER_30), "overdue", 21),
    ("đã nộp minh chứng, còn hạn", TaskFacts(due=NOVEMBER_30, evidence_since=TODAY), "submitted", None),
    (
        "đã nộp, hạn đã qua: chậm của người xác nhận",
        TaskFacts(due=OCTOBER_30, evidence_since=OCTOBER_30),
        "late_acceptance",
        21,
    ),
    ("chưa có hạn, nhận ngày 30/10", TaskFacts(known_since=OCTOBER_30), "needs_due", 21),
    (
        "việc thường xuyên không quá hạn",
        TaskFacts(deadline_kind="regular", due=OCTOBER_30, started=True),
        "in_progress",
        None,
    ),
    ("chờ quyết định", TaskFacts(deadline_kind="condition", due=OCTOBER_30), "waiting", None),
    ("xong đúng ngày hạn", TaskFacts(closure="done", due=OCTOBER_30, completed_on=OCTOBER_30), "done_on_time", None),
    (
        "xong chậm 2 ngày, dù ghi nhận lúc nào",
        TaskFacts(closure="done", due=OCTOBER_30, completed_on=date(2026, 11, 1)),
        "done_late",
        2,
    ),
    ("xong, không rõ ngày", TaskFacts(closure="done", due=OCTOBER_30), "done_unjudged", None),
    ("xong, không có hạn", TaskFacts(closure="done", completed_on=OCTOBER_30), "done_unjudged", None),
    ("tạm dừng", TaskFacts(closure="suspended", due=OCTOBER_30), "suspended", None),
    ("đã hủy", TaskFacts(closure="cancelled", due=OCTOBER_30), "cancelled", None),
]


@pytest.mark.parametrize(("said", "facts", "code", "days"), CASES, ids=[case[0] for case in CASES])
def test_it_derives_the_state(said: str, facts: TaskFacts, code: str, days: int | None) -> None:
    found = task_state(facts, TODAY)
    assert (found.code, found.days) == (code, days)


@pytest.mark.parametrize(("days", "age"), [(1, "1-7"), (7, "1-7"), (8, "8-30"), (30, "8-30"), (31, "over-30")])
def test_it_parts_the_overdue_by_age(days: int, age: str) -> None:
    assert task_state(TaskFacts(due=TODAY - timedelta(days=days)), TODAY).age == age


def test_it_counts_disputed_and_regular_tasks_apart() -> None:
    assert task_state(TaskFacts(due=OCTOBER_30, is_disputed=True), TODAY) == TaskState(
        "overdue", 21, "8-30", disputed=True
    )
    assert not task_state(TaskFacts(due=OCTOBER_30, is_disputed=True), TODAY).is_red
    assert task_state(TaskFacts(deadline_kind="regular"), TODAY).regular


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
FACTS = st.builds(
    TaskFacts,
    closure=st.sampled_from(["", "done", "suspended", "cancelled"]),
    deadline_kind=st.sampled_from(["day", "after_issue", "regular", "condition"]),
    due=st.none() | DAYS,
    completed_on=st.none() | DAYS,
    started=st.booleans(),
    evidence_since=st.none() | DAYS,
    known_since=st.none() | DAYS,
    is_disputed=st.booleans(),
)


@given(FACTS, DAYS)
def test_it_is_in_exactly_one_state(facts: TaskFacts, today: date) -> None:
    found = task_state(facts, today)
    assert found.is_open + found.is_done + (found.code in ("suspended", "cancelled")) == 1
    assert (found.age != "") == (found.code == "overdue")
    assert not found.is_judged or (facts.completed_on is not None and facts.due is not None)


@given(FACTS, DAYS, st.integers(0, 400))
def test_it_stays_late_until_something_is_done(facts: TaskFacts, today: date, later: int) -> None:
    found, after = task_state(facts, today), task_state(facts, today + timedelta(days=later))
    if found.code in ("overdue", "late_acceptance"):
        assert after.code == found.code
        assert after.days is not None
        assert found.days is not None
        assert after.days - found.days == later
    if facts.closure:
        assert after == found  # what is finished does not age
