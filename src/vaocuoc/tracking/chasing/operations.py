"""Letters that push (công văn đôn đốc): begun from chosen tasks, one a unit or one for all; registered once issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Handling
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.tracking.assignment.letters import leads_of
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.chasing.composing import SUBJECT, closing_for, compose, opening_for, pushed
from vaocuoc.tracking.chasing.drafting import (
    LONGEST,
    held_draft,
    number_in,
    put_on_record,
    require_to_come,
    write_words,
)
from vaocuoc.tracking.chasing.models import ChasingLetter, ChasingTask
from vaocuoc.tracking.chasing.queries import tasks_of
from vaocuoc.tracking.tasks.models import Closure, Task, Urgency

_MOST_URGENT = [Urgency.ORDINARY, Urgency.URGENT, Urgency.VERY_URGENT, Urgency.EXPRESS]
MOST_TASKS = 500


def begin_letters(
    *,
    actor: Actor,
    keeper: Unit,
    tasks: Sequence[Task],
    answer_by: date,
    today: date,
    one_each: bool = True,
    superior: Unit | None = None,
) -> list[ChasingLetter]:
    """Draft letters that push these tasks (lập công văn đôn đốc): one a unit, or one for all; all or nothing.

    Raises ``Refused``: ``access.denied``, ``chasing.no_tasks``, ``chasing.too_many``, ``chasing.answer_passed``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    require_to_come(answer_by, today=today)
    settings = settings_of(keeper, superior=superior)
    with transaction.atomic():
        wanted = Task.objects.filter(pk__in=[task.pk for task in tasks], keeper=keeper, closure=Closure.NONE)
        held = list(wanted.select_related("lead_unit", "lead_post__unit").order_by("due", "pk"))
        if not held:
            raise Refused("chasing.no_tasks")
        if len(held) > MOST_TASKS:
            raise Refused("chasing.too_many", most=MOST_TASKS)
        groups = _by_unit(held) if one_each else {0: held}
        letters = ChasingLetter.objects.bulk_create(
            [
                ChasingLetter(
                    keeper=keeper,
                    unit=_unit_of(group[0]) if one_each else None,
                    subject=SUBJECT,
                    opening=opening_for(settings)[: LONGEST["opening"]],
                    closing=closing_for(settings, answer_by=answer_by)[: LONGEST["closing"]],
                    answer_by=answer_by,
                    urgency=max((Urgency(task.urgency) for task in group), key=_MOST_URGENT.index),
                    signer_post=settings.signer_post,
                    signer_name=settings.signer_name,
                    created_by=actor.user,
                    created_as=actor.post,
                )
                for group in groups.values()
            ]
        )
        ChasingTask.objects.bulk_create(
            [
                ChasingTask(letter=letter, task=task)
                for letter, group in zip(letters, groups.values(), strict=True)
                for task in group
            ]
        )
        record_all(
            actor,
            "chasing.begin",
            [(letter, {"count": len(group)}) for letter, group in zip(letters, groups.values(), strict=True)],
        )
    return letters


def _unit_of(task: Task) -> Unit:
    unit = task.lead_unit or (task.lead_post.unit if task.lead_post else None)
    assert unit is not None  # a task has one lead
    return unit


def _by_unit(tasks: Iterable[Task]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = {}
    for task in tasks:
        found.setdefault(_unit_of(task).pk, []).append(task)
    return found


def edit_letter(
    *, actor: Actor, letter: ChasingLetter, version: int, answer_by: date, today: date, **fields: Any
) -> ChasingLetter:
    """Change the words of a draft (sửa công văn đôn đốc); its closing follows a new day of answer where it names one.

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``chasing.issued``, ``chasing.words_missing``,
    ``chasing.answer_passed``.
    """
    actor.require(Action.ASSIGN, letter.keeper_id)
    require_to_come(answer_by, today=today)
    with transaction.atomic():
        letter = held_draft(letter, version)
        write_words(letter, answer_by=answer_by, fields=fields)
        record(actor, "chasing.edit", letter, title=letter.subject, answer_by=answer_by.isoformat())
    return letter


def drop_letter(*, actor: Actor, letter: ChasingLetter) -> None:
    """Throw a draft away (bỏ dự thảo công văn đôn đốc)."""
    actor.require(Action.ASSIGN, letter.keeper_id)
    with transaction.atomic():
        letter = held_draft(letter, letter.version)
        record(actor, "chasing.drop", letter, title=letter.subject)
        letter.delete()


def issue_letter(
    *,
    actor: Actor,
    letter: ChasingLetter,
    version: int,
    number: str,
    issued_on: date,
    today: date,
    superior: Unit | None = None,
) -> ChasingLetter:
    """Register a letter that was issued (đăng ký công văn đôn đốc đã ban hành): number and day, all or nothing.

    What is finished by now is left out; of the rest the letter keeps the deadline and the days late on its own day. It
    becomes a document addressed to who leads the tasks, and they are told.

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``chasing.issued``, ``chasing.no_tasks``,
    ``assignment.no_number``, ``assignment.number_taken``, ``assignment.issued_in_future``, and what taking in refuses.
    """
    number = number_in(actor, letter, number, issued_on=issued_on, today=today)
    settings = settings_of(letter.keeper, superior=superior)
    with transaction.atomic():
        letter = held_draft(letter, version)
        letter.number, letter.issued_on = number, issued_on
        tasks = tasks_of(letter)
        if not tasks:
            raise Refused("chasing.no_tasks")
        paper = compose(letter, tasks, settings, today=today)
        internal = any(task.document and task.document.handling != Handling.ORDINARY for task in tasks)
        symbol = put_on_record(actor, letter, paper, settings, units=leads_of(tasks), today=today, internal=internal)
        _keep_as_said(letter, tasks)
        record(actor, "chasing.issue", letter, number=symbol, issued_on=issued_on.isoformat(), count=len(tasks))
        _tell(actor, letter, tasks, symbol)
    return letter


def _keep_as_said(letter: ChasingLetter, tasks: Sequence[Task]) -> None:
    """The deadlines and the days late as the issued letter says them; what it no longer names goes."""
    assert letter.issued_on is not None  # set just before
    said = {row.task.pk: row for row in pushed(tasks, letter.issued_on)}
    rows = list(letter.chased.all())
    ChasingTask.objects.filter(pk__in=[row.pk for row in rows if row.task_id not in said]).delete()
    kept = [row for row in rows if row.task_id in said]
    for row in kept:
        row.due, row.days_late = said[row.task_id].task.due, said[row.task_id].days_late
    ChasingTask.objects.bulk_update(kept, ["due", "days_late"])


def _tell(actor: Actor, letter: ChasingLetter, tasks: Sequence[Task], symbol: str) -> None:
    assert letter.document is not None  # set just before
    notify(
        actor,
        Outgoing(
            kind="chasing.issued",
            subject=letter.document,
            units=sorted({task.lead_unit_id for task in tasks if task.lead_unit_id}),
            posts=sorted(
                {task.lead_post_id for task in tasks if task.lead_post_id}
                | {task.follower_id for task in tasks if task.follower_id}
            ),
            facts={"number": symbol, "count": len(tasks), "answer_by": letter.answer_by},
            urgent=letter.urgency in (Urgency.VERY_URGENT, Urgency.EXPRESS),
        ),
    )
