"""Setting and moving a deadline (điền hạn, gia hạn); the first day stays beside the one in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, DeadlineKind, Task
from vaocuoc.tracking.tasks.several import Done, Left, do_each, held, latest_open_children
from vaocuoc.tracking.tasks.writing import check_deadline, iso, reasoned, require_direction


def change_deadline(*, actor: Actor, task: Task, new: date, reason: str) -> DeadlineChange:
    """Set or move the deadline (điền hạn, gia hạn); only who gives tasks decides, and the first day stays beside it.

    The lead is told. Raises ``Refused``: ``access.denied``, ``tasks.no_reason``, ``tasks.closed``,
    ``tasks.same_due``, ``tasks.due_before_receipt``, ``tasks.due_after_parent``, ``tasks.due_before_child``.
    """
    with transaction.atomic():
        done = change_deadlines(actor=actor, tasks=[task], new=new, reason=reason)
        change = done.left[done.of(task).pk].made
    assert isinstance(change, DeadlineChange)
    return change


def change_deadlines(*, actor: Actor, tasks: Sequence[Task], new: date | Mapping[int, date], reason: str) -> Done:
    """The same for many tasks in the order of their keys, to one day or each to its own; what is refused stays."""
    actor = actor.remembering()
    with transaction.atomic():
        rows = held(tasks)
        latest = latest_open_children(rows)

        def move(task: Task) -> Left:
            day = new if isinstance(new, date) else new[task.pk]
            return _move(actor, task, day, reason, latest(task))

        return do_each(actor, tasks, move, rows)


def _move(actor: Actor, task: Task, new: date, reason: str, latest_child: date | None) -> Left:
    require_direction(actor, task)
    reason = reasoned(reason)
    if task.closure in (Closure.DONE, Closure.CANCELLED):
        raise Refused("tasks.closed", task=task.code)
    old = task.due
    if old == new:
        raise Refused("tasks.same_due", day=new)
    task.due, task.first_due = new, task.first_due or new
    task.no_due_reason = ""
    if task.deadline_kind != DeadlineKind.AFTER_ISSUE:
        task.deadline_kind = DeadlineKind.DAY
    check_deadline(task)
    if latest_child and latest_child > new:
        raise Refused("tasks.due_before_child", day=latest_child)
    change = DeadlineChange(task=task, old=old, new=new, reason=reason[:300], by=actor.user, by_post=actor.post)
    return Left(
        "tasks.extend" if old else "tasks.set_due",
        {"old": iso(old), "new": iso(new), "reason": reason},
        receivers.to_lead(task, "tasks.extended" if old else "tasks.day_set", reason=reason[:200]),
        change,
    )
