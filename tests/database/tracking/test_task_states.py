"""The database derives the states of tasks exactly as the core does, and counts them so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from tests.database.conftest import TODAY, World
from vaocuoc.core.measuring import task_state
from vaocuoc.core.measuring.tasks import OPEN
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.days import late_steps
from vaocuoc.tracking.tasks.facts import keep_facts, stray_facts
from vaocuoc.tracking.tasks.operations import add_update, decide_evidence, dispute_task, resume_task, submit_evidence
from vaocuoc.tracking.tasks.queries import (
    TaskCounts,
    TaskFilters,
    due_days,
    facts_of,
    row_of,
    task_counts,
    task_rows,
    tasks_of,
)
from vaocuoc.tracking.tasks.states import ORDER, STATE_GROUPS, with_state
from vaocuoc.tracking.tasks.steps import STEPS, silent_before, step_of

Give = Callable[..., Task]
FILTERS = (*ORDER, *STATE_GROUPS, "regular", "disputed")


@pytest.fixture
def every_kind(world: World, give: Give) -> list[Task]:
    """A task for every combination of what a state is derived from, on both sides of every boundary."""
    days = [None, *(TODAY + timedelta(days=n) for n in (-40, -1, 0, 1, 7, 8))]
    pattern = give()
    made = [
        Task(
            keeper=world.province, code=f"T-{number}", title="Việc", folded="viec", lead_unit=world.department,
            closure=closure, deadline_kind=kind, due=due, no_due_reason="Chờ", condition="Chờ",
            completed_on=None if completed is None or due is None else due + timedelta(days=completed),
            is_started=started, evidence_since=TODAY if waits else None, is_disputed=disputed,
            received_on=date(2026, 1, 5), created_by=pattern.created_by,
        )
        for number, (closure, kind, due, completed, started, waits, disputed) in enumerate(
            product(
                ["", "done", "suspended", "cancelled"], ["day", "after_issue", "regular", "condition"], days,
                [None, -1, 0, 1], [False, True], [False, True], [False, True],
            )
        )
    ]  # fmt: skip
    Task.objects.bulk_create(made)
    return list(Task.objects.filter(code__startswith="T-"))


def test_it_derives_every_state_as_the_core_does(every_kind: list[Task]) -> None:
    derived = dict(with_state(Task.objects.all(), TODAY).values_list("pk", "state"))
    assert len(every_kind) == 3584
    wrong = [(task.code, derived[task.pk]) for task in every_kind if derived[task.pk] != core(task)]
    assert wrong == []
    assert set(derived.values()) == set(ORDER)


def core(task: Task) -> str:
    return task_state(facts_of(task), TODAY).code


def test_each_open_task_is_at_one_step_and_the_list_of_a_step_holds_just_those(
    world: World, every_kind: list[Task]
) -> None:
    at = {step: [task.pk for task in every_kind if step_of(task, TODAY) == step] for step in STEPS}
    for step, keys in at.items():
        listed = tasks_of(world.clerk, today=TODAY, filters=TaskFilters(step=step))
        assert set(listed.filter(code__startswith="T-").values_list("pk", flat=True)) == set(keys), step
    opened = [task for task in every_kind if step_of(task, TODAY)]
    assert sum(len(keys) for keys in at.values()) == len(opened)


def test_it_parts_the_overdue_by_where_they_are_stuck(world: World, every_kind: list[Task]) -> None:
    overdue = Task.objects.filter(code__startswith="T-", due=TODAY - timedelta(days=1))
    overdue.filter(pk__in=list(overdue.values_list("pk", flat=True)[::3])).update(is_blocked=True)
    Task.objects.filter(is_started=True).update(told_at=silent_before(TODAY) - timedelta(seconds=1))
    filters = TaskFilters(state="overdue")
    steps = late_steps(tasks_of(world.clerk, today=TODAY, filters=filters), TODAY)
    assert set(steps) == {"blocked", "unacknowledged", "silent"}
    assert sum(steps.values()) == task_counts(world.clerk, TODAY).of("overdue")
    for step, number in steps.items():
        assert number == tasks_of(world.clerk, today=TODAY, filters=replace(filters, step=step)).count(), step


def test_it_counts_what_each_filter_lists_and_the_parts_add_up(world: World, every_kind: list[Task]) -> None:
    counts = task_counts(world.clerk, TODAY)
    for name in FILTERS:
        assert counts.of(name) == tasks_of(world.clerk, today=TODAY, filters=TaskFilters(state=name)).count(), name
    assert counts.total == Task.objects.count()
    assert sum(counts.states.values()) + counts.regular + counts.disputed == counts.total
    assert counts.longest_overdue == 40


def test_it_lists_the_late_first_and_the_latest_of_them_at_the_top(world: World, every_kind: list[Task]) -> None:
    rows = task_rows(world.clerk, today=TODAY)
    assert [row.state.code for row in rows] == sorted((row.state.code for row in rows), key=ORDER.index)
    late = [row.days_late for row in rows if row.state.code == "overdue" and not row.state.disputed]
    assert late == sorted(late, key=lambda days: -(days or 0))


def test_it_reads_only_as_many_rows_as_are_asked_for(world: World, every_kind: list[Task]) -> None:
    whole = task_rows(world.clerk, today=TODAY)
    assert task_rows(world.clerk, today=TODAY, limit=7) == whole[:7]


def test_it_gathers_what_falls_due_by_day(world: World, every_kind: list[Task]) -> None:
    days = due_days(world.clerk, today=TODAY, days=10, untouched_since=datetime(2026, 10, 1, tzinfo=UTC))
    expected: dict[date, int] = {}
    for task in Task.objects.exclude(is_disputed=True).exclude(deadline_kind="regular").filter(due__gte=TODAY):
        if core(task) in OPEN and task.due is not None and task.due <= TODAY + timedelta(days=10):
            expected[task.due] = expected.get(task.due, 0) + 1
    assert {day.day: day.number for day in days} == expected
    assert [day.day for day in days] == sorted(expected)
    assert task_counts(world.clerk, TODAY).next_due == min(expected)


def test_a_task_given_today_is_not_one_that_nobody_touched_for_a_month(world: World, give: Give) -> None:
    task = give(due=TODAY + timedelta(days=3))
    for since, untouched in ((task.created_at - timedelta(days=30), 0), (task.created_at + timedelta(days=1), 1)):
        (day,) = due_days(world.clerk, today=TODAY, days=10, untouched_since=since)
        assert (day.number, day.untouched) == (1, untouched)


def test_the_facts_beside_a_task_follow_what_is_told_and_handed_in(world: World, give: Give) -> None:
    task = give(due=TODAY + timedelta(days=60))
    assert seen(world, task) == "not_started"
    add_update(actor=world.focal, task=task, text="Đã họp các chủ đầu tư")
    assert seen(world, task) == "in_progress"
    evidence = submit_evidence(
        actor=world.focal,
        task=task,
        number="412/TTr-STC",
        date=date(2026, 11, 12),
        subject="Tờ trình",
        level="province",
    )
    assert seen(world, task) == "submitted"
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=False, reason="Thiếu phụ lục")
    assert seen(world, task) == "in_progress"
    again = submit_evidence(
        actor=world.focal,
        task=task,
        number="415/TTr-STC",
        date=date(2026, 11, 13),
        subject="Tờ trình",
        level="province",
    )
    decide_evidence(actor=world.clerk, evidence=again, accepted=True, grade="met", completed_on=date(2026, 11, 13))
    assert seen(world, task) == "done_on_time"
    resume_task(actor=world.clerk, task=task, reason="Xác nhận nhầm")
    assert seen(world, task) == "in_progress"
    assert stray_facts() == []


def test_the_check_finds_what_strays(world: World, give: Give) -> None:
    first, second, third = give(), give(), give()
    Task.objects.filter(pk=first.pk).update(is_started=True)
    Task.objects.filter(pk=second.pk).update(evidence_since=TODAY)
    assert stray_facts() == [first.code, second.code]
    add_update(actor=world.focal, task=third, text="Đã họp")
    Task.objects.filter(pk=third.pk).update(is_started=False)
    assert stray_facts()[-1] == third.code
    assert keep_facts(Task.objects.all()) == 3
    assert stray_facts() == []


def test_what_is_told_last_and_what_blocks_is_kept_beside_the_task(world: World, give: Give) -> None:
    task = give(due=TODAY + timedelta(days=60))
    told = add_update(actor=world.focal, task=task, text="Đã họp", blocker="Chưa có vốn")
    add_update(actor=world.focal, task=task, text="Đã có dự thảo")
    task.refresh_from_db()
    assert (task.is_blocked, task.told_at) == (True, task.updates.latest("at").at)
    assert task.told_at is not None
    assert task.told_at > told.at
    assert stray_facts() == []


def test_a_dispute_counts_as_something_told(world: World, give: Give) -> None:
    task = give(due=TODAY + timedelta(days=60))
    dispute_task(actor=world.focal, task=task, reason="Giao nhầm đơn vị")
    assert task_counts(world.clerk, TODAY) == TaskCounts(disputed=1)
    task.refresh_from_db()
    assert (task.is_started, task.evidence_since) == (True, None)


def seen(world: World, task: Task) -> str:
    """The state that the list, the counts and the task's own page agree on."""
    state = row_of(task, today=TODAY).state.code
    assert task_counts(world.clerk, TODAY).states == {state: 1}
    listed = tasks_of(world.clerk, today=TODAY, filters=replace(TaskFilters(), state=state))
    assert [one.pk for one in listed] == [task.pk]
    return state
