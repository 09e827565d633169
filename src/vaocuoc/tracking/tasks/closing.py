"""Ending a task and going on with it: done without a document, suspended, cancelled, opened again, in dispute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.models import Closure, Task, TaskUpdate
from vaocuoc.tracking.tasks.several import Done, Left, do_each, held
from vaocuoc.tracking.tasks.writing import check_past, iso, locked, note_told, reasoned, require_direction, save
from vaocuoc.ui import clock


def close_without_evidence(*, actor: Actor, task: Task, reason: str, completed_on: date | None = None) -> Task:
    """The giver notes a task as done though no document proves it (hoàn thành không có minh chứng), and why."""
    done = close_each_without_evidence(actor=actor, tasks=[task], reason=reason, completed_on={task.pk: completed_on})
    return done.of(task)


def close_each_without_evidence(
    *, actor: Actor, tasks: Sequence[Task], reason: str, completed_on: Mapping[int, date | None]
) -> Done:
    """The same for many tasks, each with its own day of completion by its key, if it has one; what is refused stays."""
    actor = actor.remembering()
    at = timezone.now()

    def finish(task: Task) -> Left:
        actor.require(Action.CONFIRM, task.keeper_id)
        day = completed_on.get(task.pk)
        if day is not None:
            check_past(day, actor.today)
        return _end(task, Closure.DONE, reason, "tasks.close", at, completed_on=day)

    with transaction.atomic():
        return do_each(actor, tasks, finish, held(tasks))


def suspend_task(*, actor: Actor, task: Task, reason: str, until: date | None = None) -> Task:
    """Stop a task for a time (tạm dừng), with the reason; on the day ``until`` it goes on by itself.

    Raises ``Refused``: ``access.denied``, ``tasks.no_reason``, ``tasks.closed``, ``tasks.resumes_in_past``.
    """
    require_direction(actor, task)
    if until is not None and until <= actor.today:
        raise Refused("tasks.resumes_in_past", day=until)
    return _set_closure(actor, task, Closure.SUSPENDED, reason, "tasks.suspend", suspended_until=until)


def suspend_tasks(*, actor: Actor, tasks: Sequence[Task], reason: str) -> Done:
    """The same for many tasks, with no day on which they go on; what is refused stays."""
    actor = actor.remembering()
    at = timezone.now()

    def suspend(task: Task) -> Left:
        require_direction(actor, task)
        return _end(task, Closure.SUSPENDED, reason, "tasks.suspend", at, suspended_until=None)

    with transaction.atomic():
        return do_each(actor, tasks, suspend, held(tasks))


def resume_task(*, actor: Actor, task: Task, reason: str = "") -> Task:
    """Go on with a suspended task, or open a closed one again (tiếp tục, mở lại); reopening needs its reason."""
    require_direction(actor, task)
    return _resume(actor, task, nfc(reason).strip())


def resume_by_day() -> int:
    """Go on with the suspended tasks whose day has come (tiếp tục theo ngày đã hẹn)."""
    due = Task.objects.filter(closure=Closure.SUSPENDED, suspended_until__lte=clock.today()).order_by("pk")
    tasks = list(due)
    for task in tasks:
        _resume(None, task, "")
    return len(tasks)


def cancel_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Take a task back (hủy nhiệm vụ), with the reason; it stays in the register."""
    require_direction(actor, task)
    return _set_closure(actor, task, Closure.CANCELLED, reason, "tasks.cancel")


def dispute_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Say that what the register holds of a task is wrong (đề nghị đính chính); it is counted apart until decided."""
    if not rights_on(actor, task).update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    return _set_disputed(actor, task, True, reason)


def settle_dispute(*, actor: Actor, task: Task, reason: str) -> Task:
    """Decide a correction (kết luận đính chính); what must change is changed by its own operation."""
    require_direction(actor, task)
    return _set_disputed(actor, task, False, reason)


def close(task: Task, closure: Closure, reason: str, at: datetime | None = None) -> None:
    """Note on the row, not yet written, how the task ended and when."""
    task.closure, task.closure_reason, task.closed_at = closure, reason[:300], at or timezone.now()
    task.suspended_until = None


_TOLD = {
    "tasks.close": "tasks.closed",
    "tasks.suspend": "tasks.suspended",
    "tasks.cancel": "tasks.cancelled",
}


def _set_closure(actor: Actor, task: Task, closure: Closure, reason: str, action: str, **fields: Any) -> Task:
    """End or stop a task that runs; ``fields`` are what else changes on it, days alone."""
    at = timezone.now()
    with transaction.atomic():
        done = do_each(actor, [task], lambda one: _end(one, closure, reason, action, at, **fields), held([task]))
        return done.of(task)


def _end(task: Task, closure: Closure, reason: str, action: str, at: datetime, **fields: Any) -> Left:
    reason = reasoned(reason)
    if task.closure not in (Closure.NONE, Closure.SUSPENDED) or task.closure == closure:
        raise Refused("tasks.closed", task=task.code)
    close(task, closure, reason, at)
    for name, value in fields.items():
        setattr(task, name, value)
    facts = {"reason": reason} | {name: iso(value) for name, value in fields.items()}
    return Left(action, facts, receivers.to_lead(task, _TOLD[action], reason=reason[:200]))


def _resume(actor: Actor | None, task: Task, reason: str) -> Task:
    with transaction.atomic():
        task = locked(task)
        if task.closure == Closure.NONE:
            raise Refused("tasks.not_closed", task=task.code)
        if task.closure != Closure.SUSPENDED and not reason:
            raise Refused("tasks.no_reason")
        was = task.closure
        task.closure, task.closure_reason, task.closed_at = Closure.NONE, "", None
        task.completed_on, task.grade, task.objective_cause, task.suspended_until = None, "", "", None
        save(task)
        record(actor, "tasks.resume", task, was=was, reason=reason)
        receivers.tell_lead(actor, task, "tasks.resumed")
    return task


def _set_disputed(actor: Actor, task: Task, disputed: bool, reason: str) -> Task:
    reason = reasoned(reason)
    with transaction.atomic():
        task = locked(task)
        if task.is_disputed == disputed:
            return task
        task.is_disputed = disputed
        save(task)
        update = TaskUpdate.objects.create(task=task, text=reason[:500], by=actor.user, by_post=actor.post)
        note_told([task], update.at)
        record(actor, "tasks.dispute" if disputed else "tasks.settle", task, reason=reason)
        if disputed:
            receivers.tell_giver(actor, task, "tasks.disputed", reason=reason[:200])
        else:
            receivers.tell_lead(actor, task, "tasks.settled", reason=reason[:200])
    return task
