"""Setting and moving a deadline (điền hạn, gia hạn); the first day stays beside the one in force."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, DeadlineKind, Task
from vaocuoc.tracking.tasks.writing import check_deadline, iso, locked, reasoned, require_direction, save


def change_deadline(*, actor: Actor, task: Task, new: date, reason: str) -> DeadlineChange:
    """Set or move the deadline (điền hạn, gia hạn); only who gives tasks decides, and the first day stays beside it.

    The lead is told. Raises ``Refused``: ``access.denied``, ``tasks.no_reason``, ``tasks.closed``,
    ``tasks.same_due``, ``tasks.due_before_receipt``, ``tasks.due_after_parent``, ``tasks.due_before_child``.
    """
    require_direction(actor, task)
    reason = reasoned(reason)
    with transaction.atomic():
        task = locked(task)
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
        latest = _latest_open_child(task)
        if latest and latest > new:
            raise Refused("tasks.due_before_child", day=latest)
        save(task)
        change = DeadlineChange.objects.create(
            task=task, old=old, new=new, reason=reason[:300], by=actor.user, by_post=actor.post
        )
        record(actor, "tasks.extend" if old else "tasks.set_due", task, old=iso(old), new=iso(new), reason=reason)
        receivers.tell_lead(actor, task, "tasks.extended" if old else "tasks.day_set", reason=reason[:200])
    return change


def _latest_open_child(task: Task) -> date | None:
    """The last day on which an open child falls due; asked by the parent alone, whose index then answers."""
    children = task.children.values_list("closure", "due")
    return max((due for closure, due in children if closure == Closure.NONE and due), default=None)
