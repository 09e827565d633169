"""Taking over tasks that an office kept elsewhere (nhận việc từ sổ cũ): what they lack stays lacking.

A task that was finished before has no confirmed day of completion unless the old register has one; nothing is guessed
backwards, and it then counts as finished but not judged. Receipt that is only estimated says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.numbering import next_codes
from vaocuoc.tracking.tasks.models import Closure, Evidence, PartyRole, Task, TaskParty, TaskUpdate
from vaocuoc.tracking.tasks.operations import check_task, folded_words

_CODE = 30


@dataclass(frozen=True)
class OldEvidence:
    """The document that an old register names as proof and that still waits to be confirmed (minh chứng)."""

    number: str
    date: date
    subject: str
    level: str


@dataclass(frozen=True)
class OldTask:
    """A task as an old register has it. ``fields`` are those of :class:`Task`; ``code`` is its own code, if it has one.

    ``told`` is what the register says of it, kept as it is; a party is a unit's number or its own words.
    """

    fields: dict[str, Any]
    code: str = ""
    told: str = ""
    blocker: str = ""
    cooperating: tuple[int | str, ...] = ()
    evidence: OldEvidence | None = None


def refusal_of(*, actor: Actor, keeper: Unit, old: OldTask) -> Refused | None:
    """Why an old task cannot be taken over as it is; None where it can."""
    try:
        _built(actor, keeper, old)
    except Refused as refused:
        return refused
    return None


@transaction.atomic
def take_over(*, actor: Actor, keeper: Unit, tasks: Sequence[OldTask], source: str) -> list[Task]:
    """Enter old tasks in the register of ``keeper`` (nhận việc từ sổ cũ), all or none; ``source`` names the file.

    A task without a code, or with one that is taken, gets the next one. Raises ``Refused``: ``access.denied``, and what
    ``create_task`` raises for a task that cannot be.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if any(old.fields.get("closure") for old in tasks):
        actor.require(Action.CONFIRM, keeper.pk)
    made = [_built(actor, keeper, old) for old in tasks]
    _number(keeper, made)
    for task in made:
        task.folded = folded_words(task)
    Task.objects.bulk_create(made, batch_size=200)
    pairs = list(zip(made, tasks, strict=True))
    TaskParty.objects.bulk_create([party for task, old in pairs for party in _parties(task, old)], batch_size=500)
    TaskUpdate.objects.bulk_create(
        [_told(actor, task, old, source) for task, old in pairs if old.told or old.blocker], batch_size=500
    )
    Evidence.objects.bulk_create([_evidence(actor, task, old) for task, old in pairs if old.evidence], batch_size=500)
    record_all(
        actor,
        "tasks.take_over",
        [(task, {"code": task.code, "due": task.due.isoformat() if task.due else None}) for task in made],
    )
    return made


def _built(actor: Actor, keeper: Unit, old: OldTask) -> Task:
    now = timezone.now()
    task = Task(keeper=keeper, code=nfc(old.code).strip(), created_by=actor.user, assigned_by=actor.post, **old.fields)
    task.first_due = task.due
    task.is_started = bool(old.told or old.blocker or old.evidence)
    task.evidence_since = timezone.localdate(now) if old.evidence else None
    task.told_at = now if task.is_started else None
    task.is_blocked = bool(nfc(old.blocker).strip())
    if task.closure:
        task.closed_at = now
    check_task(task)
    if len(task.code) > _CODE:
        raise Refused("tasks.too_long", length=len(task.code), longest=_CODE)
    if task.closure == Closure.DONE and task.completed_on and task.completed_on > actor.today:
        raise Refused("tasks.day_in_future", day=task.completed_on)
    return task


def _number(keeper: Unit, tasks: Sequence[Task]) -> None:
    codes = next_codes(Task.objects.filter(keeper=keeper), keeper, "NV")
    taken = set(Task.objects.filter(keeper=keeper).values_list("code", flat=True))
    for task in tasks:
        if task.code and task.code not in taken:
            taken.add(task.code)
        else:
            task.code = ""
    for task in tasks:
        if not task.code:
            task.code = next(code for code in codes if code not in taken)
            taken.add(task.code)


def _parties(task: Task, old: OldTask) -> list[TaskParty]:
    return [
        TaskParty(task=task, role=PartyRole.COOPERATING, words=nfc(party)[:300])
        if isinstance(party, str)
        else TaskParty(task=task, role=PartyRole.COOPERATING, unit_id=party)
        for party in old.cooperating
    ]


def _told(actor: Actor, task: Task, old: OldTask, source: str) -> TaskUpdate:
    return TaskUpdate(
        task=task,
        text=nfc(old.told).strip(),
        blocker=nfc(old.blocker).strip()[:500],
        by=actor.user,
        by_post=actor.post,
        on_behalf_of=source[:300],
        at=task.told_at or timezone.now(),
    )


def _evidence(actor: Actor, task: Task, old: OldTask) -> Evidence:
    assert old.evidence is not None
    return Evidence(
        task=task,
        number=old.evidence.number[:80],
        date=old.evidence.date,
        subject=old.evidence.subject[:500],
        level=old.evidence.level,
        submitted_by=actor.user,
        submitted_as=actor.post,
        submitted_at=task.told_at or timezone.now(),
    )
