"""Many changed in one go are as if each had been changed by itself: rows, trail, messages and refusals are the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.notices.messages.models import Message, Receipt
from vaocuoc.tracking.indicators.operations import create_indicator, edit_indicator
from vaocuoc.tracking.models import DeadlineChange, Indicator, Shortcoming, Task
from vaocuoc.tracking.shortcomings.operations import create_shortcoming, set_shortcoming_state
from vaocuoc.tracking.tasks.many import MANY as TASKS
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.operations import (
    change_deadline,
    change_deadlines,
    edit_each,
    edit_task,
    suspend_task,
)

Give = Callable[..., Task]
Facts = dict[str, Any]


class _TakenBack(Exception):
    pass


def outcome(deed: Callable[[], Mapping[int, str]], model: type[Any]) -> dict[str, Any]:
    """What a deed leaves in the whole database that matters to people, and whom it refused; nothing of it stays."""
    since = (Entry.objects.count(), Message.objects.count(), DeadlineChange.objects.count())
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found["refused"] = dict(deed())
            found["rows"] = sorted((row for row in model.objects.values()), key=lambda row: row["id"])
            for row in found["rows"]:
                row["closed_at"] = bool(row.get("closed_at"))
            entries = Entry.objects.order_by("pk")[since[0] :]
            found["trail"] = sorted(
                (one.action, one.object_type, one.object_id, str(one.facts), one.folded) for one in entries
            )
            messages = Message.objects.order_by("pk")[since[1] :]
            found["told"] = sorted(
                (one.kind, one.object_id, str(one.facts), one.is_urgent, one.by_post_id, post)
                for one in messages
                for post in Receipt.objects.filter(message=one).values_list("post_id", flat=True)
            )
            changes = DeadlineChange.objects.order_by("pk")[since[2] :]
            found["days"] = sorted((one.task_id, str(one.old), str(one.new), one.reason) for one in changes)
            raise _TakenBack
    except _TakenBack:
        return found


def each_alone(do: Callable[[Any], object], rows: list[Any]) -> Callable[[], dict[int, str]]:
    """The operation on one row, on each in the order of their keys."""

    def deed() -> dict[int, str]:
        refused = {}
        for row in sorted(rows, key=lambda one: one.pk):
            try:
                with transaction.atomic():
                    do(row)
            except Refused as why:
                refused[row.pk] = why.code
        return refused

    return deed


def all_at_once(world: World, change: str, rows: list[Task], data: Facts) -> Callable[[], dict[int, str]]:
    def deed() -> dict[int, str]:
        refused = TASKS.changes[change].do(world.clerk, rows, data)
        return {pk: why.code for pk, why in refused.items()}

    return deed


def some_tasks(world: World, give: Give, chance: random.Random) -> list[Task]:
    """Tasks of all sorts: parents and children, closed and suspended, without a day, of another register."""
    tasks: list[Task] = []
    for number in range(14):
        parent = chance.choice([None, None, *(task for task in tasks if task.due)])
        due = TODAY + timedelta(days=chance.randrange(5, 60))
        if parent is not None and parent.due is not None:
            due = min(due, parent.due)
        fields: Facts = {"title": f"Việc {number}", "parent": parent, "due": due}
        if chance.random() < 0.2:
            fields |= {"due": None, "no_due_reason": "Chờ hướng dẫn"}
        if chance.random() < 0.3:
            fields["lead_post"] = world.leader.post
        if chance.random() < 0.3:
            fields["follower"] = world.clerk.post
        fields["urgency"] = chance.choice(["ordinary", "urgent", "express"])
        task = give(**fields)
        how = chance.random()
        if how < 0.25:
            closure = chance.choice([Closure.DONE, Closure.CANCELLED, Closure.SUSPENDED])
            Task.objects.filter(pk=task.pk).update(closure=closure, closure_reason="Trước đó")
        elif how < 0.35:
            Task.objects.filter(pk=task.pk).update(keeper=world.elsewhere, code=f"X-{number}")
        tasks.append(Task.objects.get(pk=task.pk))
    return chance.sample(tasks, chance.randrange(1, len(tasks) + 1))


@pytest.mark.parametrize("seed", range(8))
def test_it_moves_many_deadlines_as_it_moves_each(world: World, give: Give, seed: int) -> None:
    chance = random.Random(seed)
    rows = some_tasks(world, give, chance)
    new = TODAY + timedelta(days=chance.randrange(-90, 60))
    data = {"new": new, "reason": chance.choice(["Chờ vốn", "Chờ vốn", " "])}
    one = each_alone(lambda task: change_deadline(actor=world.clerk, task=task, **data), rows)
    assert outcome(all_at_once(world, "han", rows, data), Task) == outcome(one, Task)


def test_it_gives_each_of_many_its_own_day_and_product_as_one_by_one(world: World, give: Give) -> None:
    """More different changes than are written singly: all columns of all rows in few statements."""
    rows = [give(title=f"Việc {number}") for number in range(12)]
    rows[3:5] = [give(due=None, no_due_reason="Chờ hướng dẫn", lead_post=world.leader.post) for _ in range(2)]
    days = {task.pk: TODAY + timedelta(days=place + 30) for place, task in enumerate(rows)}
    words: dict[int, Facts] = {
        task.pk: {"product": f"Báo cáo {task.pk}"}
        | ({"lead_unit": world.commune, "lead_post": None} if place % 2 else {})
        for place, task in enumerate(rows)
    }

    def together() -> dict[int, str]:
        refused = edit_each(actor=world.clerk, tasks=rows, fields=words).refused
        refused |= change_deadlines(actor=world.clerk, tasks=rows, new=days, reason="Chờ vốn").refused
        return {pk: why.code for pk, why in refused.items()}

    def alone(task: Task) -> None:
        edit_task(actor=world.clerk, task=task, version=task.version, **words[task.pk])
        change_deadline(actor=world.clerk, task=task, new=days[task.pk], reason="Chờ vốn")

    assert outcome(together, Task) == outcome(each_alone(alone, rows), Task)


@pytest.mark.parametrize("seed", range(6))
def test_it_changes_the_lead_of_many_as_of_each(world: World, give: Give, seed: int) -> None:
    chance = random.Random(seed)
    rows = some_tasks(world, give, chance)
    fields: Facts = chance.choice(
        [{"lead_unit": world.commune, "lead_post": None}, {"lead_unit": None, "lead_post": world.clerk.post}]
    )
    one = each_alone(lambda task: edit_task(actor=world.clerk, task=task, version=task.version, **fields), rows)
    data = {"chosen": fields["lead_unit"] or fields["lead_post"]}
    assert outcome(all_at_once(world, "chu-tri", rows, data), Task) == outcome(one, Task)


@pytest.mark.parametrize("seed", range(4))
def test_it_changes_follower_urgency_and_suspends_many_as_each(world: World, give: Give, seed: int) -> None:
    chance = random.Random(seed)
    rows = some_tasks(world, give, chance)
    follower = chance.choice([None, world.leader.post])
    one = each_alone(lambda t: edit_task(actor=world.clerk, task=t, version=t.version, follower=follower), rows)
    assert outcome(all_at_once(world, "theo-doi", rows, {"follower": follower}), Task) == outcome(one, Task)
    one = each_alone(lambda t: edit_task(actor=world.clerk, task=t, version=t.version, urgency="express"), rows)
    assert outcome(all_at_once(world, "do-khan", rows, {"urgency": "express"}), Task) == outcome(one, Task)
    one = each_alone(lambda task: suspend_task(actor=world.clerk, task=task, reason="Chờ vốn"), rows)
    assert outcome(all_at_once(world, "tam-dung", rows, {"reason": "Chờ vốn"}), Task) == outcome(one, Task)


def test_it_refuses_what_somebody_changed_meanwhile_and_leaves_it(world: World, give: Give) -> None:
    task, other = give(), give()
    seen = [Task.objects.get(pk=task.pk), Task.objects.get(pk=other.pk)]
    edit_task(actor=world.leader, task=task, version=task.version, urgency="urgent")
    refused = TASKS.changes["theo-doi"].do(world.clerk, seen, {"follower": world.clerk.post})
    assert {pk: why.code for pk, why in refused.items()} == {task.pk: "conflict.task_changed"}
    assert Task.objects.get(pk=task.pk).follower_id is None
    assert Task.objects.get(pk=other.pk).follower_id == world.clerk.post.pk


def test_it_says_the_state_of_many_shortcomings_as_of_each(world: World) -> None:
    from vaocuoc.tracking.shortcomings.many import MANY

    rows = [
        create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm"),
        create_shortcoming(actor=world.clerk, keeper=world.province, text="Thiếu nước sạch"),
        create_shortcoming(actor=world.outsider, keeper=world.elsewhere, text="Của nơi khác"),
    ]
    Shortcoming.objects.filter(pk=rows[0].pk).update(note="Đã có kế hoạch")
    rows = list(Shortcoming.objects.all())
    for state, note in (("in_hand", ""), ("overcome", ""), ("overcome", "Đã xong"), ("standing", "")):

        def say(row: Shortcoming, state: str = state, note: str = note) -> object:
            return set_shortcoming_state(actor=world.clerk, shortcoming=row, state=state, note=note or row.note)

        one = each_alone(say, rows)

        def many(state: str = state, note: str = note) -> dict[int, str]:
            refused = MANY.changes["tinh-trang"].do(world.clerk, rows, {"state": state, "note": note})
            return {pk: why.code for pk, why in refused.items()}

        assert outcome(many, Shortcoming) == outcome(one, Shortcoming)


def test_it_changes_who_follows_many_indicators_as_each(world: World) -> None:
    from vaocuoc.tracking.indicators.many import MANY

    common: Facts = {"unit_of_measure": "%", "kind": "stock", "frequency": "year"}
    for number in range(3):
        lead = world.commune if number == 1 else None
        create_indicator(actor=world.clerk, keeper=world.province, name=f"Tỷ lệ {number}", lead_unit=lead, **common)
    create_indicator(actor=world.outsider, keeper=world.elsewhere, name="Của nơi khác", **common)
    rows = list(Indicator.objects.all())
    one = each_alone(lambda row: edit_indicator(actor=world.clerk, indicator=row, lead_unit=world.commune), rows)

    def many() -> dict[int, str]:
        refused = MANY.changes["theo-doi"].do(world.clerk, rows, {"lead_unit": world.commune})
        return {pk: why.code for pk, why in refused.items()}

    assert outcome(many, Indicator) == outcome(one, Indicator)


def test_its_queries_do_not_grow_with_the_rows(
    world: World, give: Give, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    rows = [give(title=f"Việc {number}") for number in range(40)]
    with django_assert_max_num_queries(12):
        TASKS.changes["han"].do(world.clerk, rows, {"new": date(2026, 12, 15), "reason": "Chờ vốn"})
    rows = list(Task.objects.all())
    with django_assert_max_num_queries(12):
        TASKS.changes["chu-tri"].do(world.clerk, rows, {"chosen": world.commune})
