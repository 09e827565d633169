"""Tasks of a file written together are as if each had been written by itself, and so is taking them back."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.database.conftest import TODAY, World
from tests.database.tracking.importing.leaving import SOURCE, Change, batch_of, left_by, rows_of
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit
from vaocuoc.tracking.importing.models import ImportRow, RowState
from vaocuoc.tracking.importing.task_writing import undo_tasks, write_tasks
from vaocuoc.tracking.models import DeadlineChange, Task
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, TaskUpdate
from vaocuoc.tracking.tasks.operations import (
    acknowledge_task,
    add_update,
    change_deadline,
    close_without_evidence,
    edit_task,
    suspend_task,
)
from vaocuoc.tracking.tasks.past import TaskBefore

Give = Callable[..., Task]

TASK_TABLES = (Task, TaskBefore, TaskUpdate, DeadlineChange)
AS_BEFORE = (
    "title", "folded", "lead_unit", "lead_post", "came_from", "follower", "due", "first_due", "deadline_kind",
    "no_due_reason", "closure", "closed_at", "closure_reason", "completed_on",
    "acknowledged_at", "acknowledged_by", "acknowledged_as",
)  # fmt: skip
"""What is again as it was once a change of a task was taken back."""


def some_changes(world: World, give: Give, chance: random.Random) -> list[tuple[models.Model, list[Change]]]:
    """Tasks of all sorts, parents and children among them, in any order, each with some of what a file may change."""
    tasks: list[Task] = []
    for number in range(12):
        parent = chance.choice([None, *(task for task in tasks if task.due and chance.random() < 0.5)])
        due = TODAY + timedelta(days=chance.randrange(10, 60))
        if parent is not None and parent.due is not None:
            due = min(due, parent.due)
        fields: dict[str, Any] = {"title": f"Việc {number}", "parent": parent, "due": due}
        if chance.random() < 0.3:
            fields["lead_post"] = world.leader.post
        if chance.random() < 0.2:
            fields |= {"due": None, "no_due_reason": "Chờ hướng dẫn"}
        elif chance.random() < 0.2:
            fields |= {"due": None, "deadline_kind": DeadlineKind.CONDITION, "condition": "Chờ luật"}
        tasks.append(give(**fields))
        if chance.random() < 0.15:
            Task.objects.filter(pk=tasks[-1].pk).update(closure=Closure.SUSPENDED, closure_reason="Trước đó")
    found: list[tuple[models.Model, list[Change]]] = []
    for task in chance.sample(tasks, chance.randrange(4, len(tasks))):
        task.refresh_from_db()
        found.append((task, some_of(world, task, chance)))
    return found


def some_of(world: World, task: Task, chance: random.Random) -> list[Change]:
    changes: list[Change] = []
    if chance.random() < 0.4:
        changes.append(["title", task.title, f"{task.title} (sửa)"])
    if chance.random() < 0.3:
        new = {"unit": world.commune.pk, "post": None}
        changes.append(["lead", {"unit": task.lead_unit_id, "post": task.lead_post_id}, new])
    if chance.random() < 0.3 and world.leader.post is not None:
        changes.append(["follower", task.follower_id, world.leader.post.pk])
    if chance.random() < 0.5:
        day = (task.due or TODAY) + timedelta(days=chance.choice([-3, 5, 9]))
        changes.append(["due", task.due.isoformat() if task.due else None, day.isoformat()])
    if chance.random() < 0.3:
        changes.append(["told", "", f"Đã trình {task.pk}"])
    if chance.random() < 0.3:
        changes.append(["blocker", "", "Chờ vốn"])
    if chance.random() < 0.3:
        changes.append(["closure", task.closure, Closure.DONE])
        changes += chance.choice([[], [["completed_on", None, TODAY.isoformat()]]])
    return changes or [["urgency", task.urgency, "urgent"]]


def one_by_one(world: World, rows: Sequence[ImportRow]) -> None:
    """Each row by the operations that people have for one task."""
    for row in rows:
        assert row.task is not None
        task = Task.objects.get(pk=row.task.pk)
        new = {name: value for name, _old, value in row.changes}
        fields: dict[str, Any] = {name: new[name] for name in ("title", "urgency") if name in new}
        if "lead" in new:
            fields |= {"lead_unit": Unit.objects.get(pk=new["lead"]["unit"]), "lead_post": None}
        if "follower" in new:
            fields["follower"] = Post.objects.get(pk=new["follower"])
        if fields:
            task = edit_task(actor=world.clerk, task=task, version=task.version, **fields)
        if "told" in new or "blocker" in new:
            text, blocker = new.get("told", ""), new.get("blocker", "")
            add_update(actor=world.clerk, task=task, text=text, blocker=blocker, on_behalf_of=SOURCE)
        if "due" in new:
            change_deadline(actor=world.clerk, task=task, new=date.fromisoformat(new["due"]), reason=SOURCE)
        if "closure" in new:
            day = new.get("completed_on")
            close_without_evidence(
                actor=world.clerk,
                task=task,
                reason=SOURCE,
                completed_on=date.fromisoformat(day) if day else None,
            )


@pytest.mark.parametrize("seed", range(24))
def test_it_changes_tasks_together_as_one_by_one(world: World, give: Give, seed: int) -> None:
    rows = rows_of(batch_of(world, "tasks"), some_changes(world, give, random.Random(seed)))
    alone = left_by(lambda: one_by_one(world, rows), TASK_TABLES)
    together = left_by(lambda: write_tasks(world.clerk, world.province, rows, source=SOURCE), TASK_TABLES)
    assert together == alone


@pytest.mark.parametrize("seed", range(12))
def test_it_takes_changes_of_tasks_back_together_as_one_by_one(world: World, give: Give, seed: int) -> None:
    chance = random.Random(seed)
    rows = rows_of(batch_of(world, "tasks"), some_changes(world, give, chance))
    before = list(Task.objects.order_by("pk").values(*AS_BEFORE))
    try:
        with transaction.atomic():
            write_tasks(world.clerk, world.province, rows, source=SOURCE)
    except Refused:
        return  # nothing was written, so nothing is taken back
    since = timezone.now()
    for row in chance.sample(rows, 2):
        assert row.task is not None
        if Task.objects.get(pk=row.task.pk).closure != Closure.DONE:
            add_update(actor=world.clerk, task=row.task, text="Có người xem")

    def undo(some: Sequence[ImportRow]) -> None:
        undo_tasks(world.clerk, some, since=since, source=SOURCE)

    together = left_by(lambda: undo(rows), TASK_TABLES)
    states = [row.state for row in rows]
    alone = left_by(lambda: [undo([row]) for row in rows], TASK_TABLES)
    assert together == alone
    assert [row.state for row in rows] == states
    undo(rows)
    after = list(Task.objects.order_by("pk").values(*AS_BEFORE))
    kept = {row.task_id for row in rows if row.state == RowState.KEPT}
    keys = list(Task.objects.order_by("pk").values_list("pk", flat=True))
    assert [one for pk, one in zip(keys, after, strict=True) if pk not in kept] == [
        one for pk, one in zip(keys, before, strict=True) if pk not in kept
    ]


def undone(world: World, task: Task, *changes: Change, between: Callable[[], object] = lambda: None) -> ImportRow:
    """The row after its changes were written, something else was done, and the file was taken back."""
    (one,) = rows_of(batch_of(world, "tasks"), [(task, list(changes))])
    write_tasks(world.clerk, world.province, [one], source=SOURCE)
    since = timezone.now()
    between()
    undo_tasks(world.clerk, [one], since=since, source=SOURCE)
    task.refresh_from_db()
    return one


def test_a_task_that_waited_for_a_condition_waits_for_it_again(world: World, give: Give) -> None:
    task = give(due=None, deadline_kind=DeadlineKind.CONDITION, condition="Chờ luật")
    undone(world, task, ["due", None, "2026-12-15"])
    assert (task.deadline_kind, task.due, task.first_due, task.no_due_reason) == ("condition", None, None, "")


def test_a_day_that_was_not_known_lacks_for_its_own_reason_again(world: World, give: Give) -> None:
    task = give(due=None, no_due_reason="Chờ hướng dẫn")
    undone(world, task, ["due", None, "2026-12-15"])
    assert (task.deadline_kind, task.due, task.no_due_reason) == ("day", None, "Chờ hướng dẫn")


def test_a_task_that_only_a_file_took_in_is_not_taken_in_any_more(world: World, give: Give) -> None:
    assert world.clerk.post is not None
    task = give(lead_post=world.clerk.post)
    assert undone(world, task, ["told", "", "Đang làm"]).state == RowState.UNDONE
    assert (task.acknowledged_at, task.acknowledged_by, task.acknowledged_as) == (None, None, None)


def test_what_someone_did_since_stays_with_what_the_file_did(world: World, give: Give) -> None:
    assert world.clerk.post is not None
    task = give(lead_post=world.clerk.post, due=None, deadline_kind=DeadlineKind.CONDITION, condition="Chờ luật")

    def tell() -> None:
        add_update(actor=world.clerk, task=task, text="Đã bắt đầu")

    kept = undone(world, task, ["due", None, "2026-12-15"], ["told", "", "Đang làm"], between=tell)
    assert (kept.state, task.deadline_kind, task.acknowledged_at is None) == (RowState.KEPT, "day", False)


def test_who_had_taken_a_task_in_has_it_again_with_its_lead(world: World, give: Give) -> None:
    task = acknowledge_task(actor=world.focal, task=give())
    undone(world, task, ["lead", {"unit": task.lead_unit_id, "post": None}, {"unit": world.commune.pk, "post": None}])
    assert (task.lead_unit, task.acknowledged_as) == (world.department, world.focal.post)
    assert task.acknowledged_at is not None


def test_a_suspended_task_that_a_file_closed_says_why_it_was_suspended(world: World, give: Give) -> None:
    task = suspend_task(actor=world.clerk, task=give(), reason="Chờ vốn")
    undone(world, task, ["closure", task.closure, Closure.DONE], ["completed_on", None, TODAY.isoformat()])
    assert (task.closure, task.closure_reason, task.completed_on) == (Closure.SUSPENDED, "Chờ vốn", None)


def test_two_rows_that_changed_one_task_are_both_taken_back(world: World, give: Give) -> None:
    task = give(title="Việc", due=None, deadline_kind=DeadlineKind.CONDITION, condition="Chờ luật")
    before = Task.objects.filter(pk=task.pk).values(*AS_BEFORE).get()
    rows = rows_of(
        batch_of(world, "tasks"),
        [
            (task, [["title", "Việc", "Việc (sửa)"], ["due", None, "2026-12-15"], ["told", "", "Đã trình"]]),
            (task, [["title", "Việc", "Việc (sửa nữa)"], ["due", None, "2026-12-20"], ["blocker", "", "Chờ vốn"]]),
        ],
    )
    write_tasks(world.clerk, world.province, rows, source=SOURCE)
    task.refresh_from_db()
    assert (task.title, task.due, task.updates.count()) == ("Việc (sửa nữa)", date(2026, 12, 20), 2)
    undo_tasks(world.clerk, rows, since=timezone.now(), source=SOURCE)
    assert [row.state for row in rows] == [RowState.UNDONE] * 2
    assert Task.objects.filter(pk=task.pk).values(*AS_BEFORE).get() == before
    assert not TaskUpdate.objects.filter(task=task).exists()
    assert not DeadlineChange.objects.filter(task=task).exists()


def test_it_asks_as_often_for_many_changed_tasks_as_for_few(
    world: World, give: Give, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    changes: list[tuple[models.Model, list[Change]]] = []
    for number in range(60):
        task = give(title=f"Việc {number}")
        day = TODAY + timedelta(days=40 + number)
        changes.append(
            (
                task,
                [["title", task.title, f"Sửa {number}"], ["due", None, day.isoformat()], ["told", "", f"Nói {number}"]],
            )
        )
    rows = rows_of(batch_of(world, "tasks"), changes)
    with django_assert_max_num_queries(75):
        write_tasks(world.clerk, world.province, rows, source=SOURCE)
    with django_assert_max_num_queries(60):
        undo_tasks(world.clerk, rows, since=timezone.now(), source=SOURCE)


def wanted(world: World, give: Give, *moves: tuple[str, int | None]) -> list[ImportRow]:
    """Rows in this order of a parent and its child, both due in 40 days: moved by so many days, or closed."""
    due = TODAY + timedelta(days=40)
    parent = give(title="Việc cha", due=due)
    named = {"parent": parent, "child": give(title="Việc con", due=due, parent=parent)}
    changes: list[tuple[models.Model, list[Change]]] = [
        (named[name], [["closure", "", Closure.DONE]])
        if days is None
        else (named[name], [["due", due.isoformat(), (due + timedelta(days=days)).isoformat()]])
        for name, days in moves
    ]
    return rows_of(batch_of(world, "tasks"), changes)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (("child", -5), ("parent", -5), False),
        (("parent", -5), ("child", -5), True),
        (("parent", 5), ("child", 5), False),
        (("child", 5), ("parent", 5), True),
        (("child", None), ("parent", -5), False),
        (("parent", -5), ("child", None), True),
    ],
)
def test_it_judges_a_parent_and_its_child_in_the_order_of_the_file(
    world: World, give: Give, first: tuple[str, int | None], second: tuple[str, int | None], refused: bool
) -> None:
    rows = wanted(world, give, first, second)
    alone = left_by(lambda: one_by_one(world, rows), TASK_TABLES)
    together = left_by(lambda: write_tasks(world.clerk, world.province, rows, source=SOURCE), TASK_TABLES)
    assert together == alone
    assert together["refused"] == refused
