"""What every operation on a task shares: holding its row, keeping its facts, checking what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.tasks.models import DeadlineKind, Task
from vaocuoc.tracking.tasks.past import keep_before


def require_direction(actor: Actor, task: Task) -> None:
    """Who gives tasks of a register, or leads it, decides (người giao, lãnh đạo)."""
    if not actor.may(Action.DIRECT, task.keeper_id):
        actor.require(Action.ASSIGN, task.keeper_id)


def locked(task: Task) -> Task:
    """The task as it stands now, held until the transaction ends."""
    return Task.objects.select_for_update().get(pk=task.pk)


def note_told(tasks: Sequence[Task], at: datetime, **facts: Any) -> None:
    """Keep beside these tasks that something was told of them, and what else their state is derived from."""
    keep_beside(tasks, is_started=True, told_at=at, **facts)


def keep_beside(tasks: Sequence[Task], **facts: Any) -> None:
    """Keep the same facts beside these tasks; no new version, for nothing that people edit has changed."""
    if not tasks:
        return
    Task.objects.filter(pk__in=Keys(task.pk for task in tasks)).update(**facts)
    for task in tasks:
        for name, value in facts.items():
            setattr(task, name, value)


def save(task: Task) -> None:
    """Write the task and keep how it stood; its version says that something people edit has changed."""
    keep_before([task])
    task.version += 1
    task.save()


def check_deadline(task: Task) -> None:
    """Raise ``Refused`` for a deadline that the task may not have (see ``create_task``)."""
    if task.due is None:
        if task.deadline_kind == DeadlineKind.DAY and not task.no_due_reason:
            raise Refused("tasks.no_due")
        return
    if task.received_on is not None and task.due < task.received_on:
        raise Refused("tasks.due_before_receipt", due=task.due, received=task.received_on)
    parent = task.parent
    if parent is not None and parent.due is not None and task.due > parent.due:
        raise Refused("tasks.due_after_parent", due=task.due, parent=parent.due)


def check_lengths(*words: str, longest: int = 500) -> None:
    """Raise ``Refused("tasks.too_long")`` for words that the register cannot keep."""
    for text in words:
        if len(text) > longest:
            raise Refused("tasks.too_long", length=len(text), longest=longest)


def check_choice(choices: type[models.TextChoices], value: str) -> None:
    """Raise ``Refused("tasks.unknown_choice")`` for a value that is none of the choices."""
    if value not in _values(choices):
        raise Refused("tasks.unknown_choice", value=value)


@cache
def _values(choices: type[models.TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)  # worked out anew each time it is asked for, of thousands of tasks of a file


def check_past(day: date, today: date) -> None:
    """Raise ``Refused("tasks.day_in_future")`` for a day that has not come."""
    if day > today:
        raise Refused("tasks.day_in_future", day=day)


def iso(day: date | None) -> str | None:
    """A day as it is written in the trail; None for no day."""
    return day.isoformat() if day else None


def reasoned(reason: str) -> str:
    """A reason as it is kept. Raises ``Refused("tasks.no_reason")`` where there is none."""
    kept = nfc(reason).strip()
    if not kept:
        raise Refused("tasks.no_reason")
    return kept
