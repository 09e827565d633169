"""Giving tasks and correcting what was given (giao, sửa nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Required, TypedDict, Unpack

from django.db import transaction

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Level, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.numbering import next_codes
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.models import DeadlineKind, PartyRole, Task, TaskParty, Urgency
from vaocuoc.tracking.tasks.several import Done, Left, do_each, held
from vaocuoc.tracking.tasks.writing import (
    check_choice,
    check_deadline,
    check_lengths,
    iso,
    require_direction,
)

_WORDS = ("title", "product", "product_receiver", "resources", "authority", "recurrence", "condition", "no_due_reason")
_LONGEST: dict[str, int] = {
    field.name: field.max_length for field in Task._meta.fields if field.name in _WORDS and field.max_length is not None
}
_AT_ONCE = 200
_EDITABLE = (*_WORDS, "lead_unit", "lead_post", "follower", "product_level", "urgency", "received_on")


class Wanted(TypedDict, total=False):
    """What a task is given with (nội dung giao); what is left out is empty, ordinary, due on a day."""

    keeper: Required[Unit]
    title: Required[str]
    lead_unit: Unit | None
    lead_post: Post | None
    follower: Post | None
    product: str
    product_level: str
    product_receiver: str
    due: date | None
    deadline_kind: str
    no_due_reason: str
    days_after_issue: int | None
    received_on: date | None
    urgency: str
    cooperating: Sequence[Unit | str]
    through: Sequence[Unit | str]
    overseers: Sequence[Post]
    authority: str
    resources: str
    recurrence: str
    condition: str
    parent: Task | None
    document: Document | None
    finding: Finding | None
    form_key: str


@dataclass(frozen=True)
class Prepared:
    """A task that may be given, not yet written, and who else has a part in it."""

    task: Task
    cooperating: Sequence[Unit | str]
    through: Sequence[Unit | str]
    overseers: Sequence[Post]


def create_task(*, actor: Actor, today: date, **wanted: Unpack[Wanted]) -> Task:
    """Give a task (giao nhiệm vụ) to exactly one lead, a unit or a post.

    A party that the directory does not know is given in its own words. The clock starts on the day of receipt: the
    document's, else its day of issue, marked as an estimate, else ``today``. With ``after_issue`` the deadline is
    counted from the document's day of issue. ``form_key`` is the one-time key of a form: sent a second time, it gives
    no second task. The lead and those it is relayed through are told.

    Raises ``Refused``: ``access.denied``, ``conflict.given_already``, ``tasks.no_title``, ``tasks.too_long``,
    ``tasks.no_lead``, ``tasks.two_leads``, ``tasks.unknown_choice``, ``tasks.no_due``, ``tasks.no_issue_day``,
    ``tasks.no_condition``, ``tasks.due_before_receipt``, ``tasks.due_after_parent``.
    """
    prepared = prepare_task(actor=actor, today=today, **wanted)
    return give_tasks(actor=actor, prepared=[prepared])[0]


def prepare_task(*, actor: Actor, today: date, **wanted: Unpack[Wanted]) -> Prepared:
    """A task as :func:`create_task` would give it, checked and not yet written; asks nothing of a known register."""
    actor.require(Action.ASSIGN, wanted["keeper"].pk)
    apart = ("cooperating", "through", "overseers", "received_on", "form_key")
    received, estimated = _receipt(wanted.get("received_on"), wanted.get("document"), today)
    task = Task(
        assigned_by=actor.post,
        created_by=actor.user,
        received_on=received,
        received_is_estimated=estimated,
        form_key=wanted.get("form_key", "")[:40] or None,
        **{name: value for name, value in wanted.items() if name not in apart},
    )
    _settle_deadline(task)
    check_task(task)
    return Prepared(task, wanted.get("cooperating", ()), wanted.get("through", ()), wanted.get("overseers", ()))


def give_tasks(*, actor: Actor, prepared: Sequence[Prepared]) -> list[Task]:
    """Give what was prepared (giao nhiều việc), all of it or nothing, in a constant number of queries a register.

    Each has its entry in the trail; each lead is told. Raises ``Refused("conflict.given_already")``.
    """
    tasks = [one.task for one in prepared]
    with transaction.atomic():
        _number(tasks)
        keys = [task.form_key for task in tasks if task.form_key]
        if keys and (first := Task.objects.filter(form_key__in=keys).first()):
            raise Refused("conflict.given_already", task=first.code)
        for task in tasks:
            task.folded = folded_words(task)
        Task.objects.bulk_create(tasks, batch_size=_AT_ONCE)
        parties = [
            party for one in prepared for party in _all_parties(one.task, one.cooperating, one.through, one.overseers)
        ]
        TaskParty.objects.bulk_create(parties, batch_size=500)
        given = [(task, {"code": task.code, "due": iso(task.due), "lead": _lead_name(task)}) for task in tasks]
        record_all(actor, "tasks.assign", given)
        notify_all(actor, [message for one in prepared for message in _told(one)])
    return tasks


def _number(tasks: Sequence[Task]) -> None:
    """The next codes of each register, in the order given; registers are held in the order of their keys."""
    keepers = {task.keeper_id: task.keeper for task in tasks}
    codes = {pk: next_codes(Task.objects.filter(keeper=pk), keepers[pk], "NV") for pk in sorted(keepers)}
    for task in tasks:
        task.code = next(codes[task.keeper_id])


def _lead_name(task: Task) -> str:
    return str(task.lead_unit or task.lead_post)


def _told(one: Prepared) -> tuple[Outgoing, ...]:
    kind = "tasks.given" if one.task.due else "tasks.given_without_day"
    return (*receivers.to_lead(one.task, kind), *receivers.to_relays(one.task, one.through))


def edit_task(
    *,
    actor: Actor,
    task: Task,
    version: int,
    cooperating: Sequence[Unit | str] | None = None,
    through: Sequence[Unit | str] | None = None,
    overseers: Sequence[Post] | None = None,
    **fields: object,
) -> Task:
    """Correct what was given (sửa nhiệm vụ), not its deadline: that is extended with a reason, see ``change_deadline``.

    ``version`` is the one the person saw: ``Refused("conflict.task_changed")`` where another was first. Parties left
    None stay. Raises what ``create_task`` raises.
    """
    with transaction.atomic():
        seen = {task.pk: version}
        done = do_each(actor, [task], lambda one: _correct(actor, one, seen, fields), held([task]))
        task = done.of(task)
        _replace_parties(task, cooperating, through, overseers)
    return task


def edit_tasks(*, actor: Actor, tasks: Sequence[Task], **fields: object) -> Done:
    """The same for many tasks, each in the version given here; what is refused stays."""
    return edit_each(actor=actor, tasks=tasks, fields={task.pk: fields for task in tasks})


def edit_each(*, actor: Actor, tasks: Sequence[Task], fields: Mapping[int, Mapping[str, object]]) -> Done:
    """The same where each task has its own ``fields``, by its key."""
    actor = actor.remembering()
    seen = {task.pk: task.version for task in tasks}
    with transaction.atomic():
        return do_each(actor, tasks, lambda one: _correct(actor, one, seen, fields[one.pk]), held(tasks))


def _correct(actor: Actor, task: Task, seen: Mapping[int, int], fields: Mapping[str, object]) -> Left:
    if unknown := set(fields) - set(_EDITABLE):
        raise TypeError(f"fields that are not edited: {sorted(unknown)}")
    require_direction(actor, task)
    if task.version != seen[task.pk]:
        raise Refused("conflict.task_changed", task=task.code)
    before = {
        field: str(getattr(task, field) or "") for field, value in fields.items() if getattr(task, field) != value
    }
    before_lead = receivers.lead_of(task)
    for field, value in fields.items():
        setattr(task, field, value)
    if "received_on" in before:
        task.received_is_estimated = False
    check_task(task)
    task.folded = folded_words(task)
    is_passed_on = receivers.lead_of(task) != before_lead
    if is_passed_on:  # whoever leads it now has not taken it in yet
        task.acknowledged_at = task.acknowledged_by = task.acknowledged_as = task.came_from = None
    after = {field: str(getattr(task, field) or "") for field in before}
    told: tuple[Outgoing, ...] = ()
    if is_passed_on:
        given = "tasks.given" if task.due else "tasks.given_without_day"
        told = (receivers.message(task, "tasks.taken_away", before_lead), *receivers.to_lead(task, given))
    elif before:
        told = receivers.to_lead(task, "tasks.edited")
    return Left("tasks.edit", {"before": before, "after": after}, told)


def _receipt(given: date | None, document: Document | None, today: date) -> tuple[date | None, bool]:
    """The day the clock starts, and whether it is only estimated."""
    if given is not None:
        return given, False
    if document is None:
        return today, False
    if document.received_on is not None:
        return document.received_on, False
    return document.issued_on, document.issued_on is not None


def _settle_deadline(task: Task) -> None:
    """Count the deadline where it follows from the day of issue; the day in force at first is the first deadline."""
    if task.deadline_kind == DeadlineKind.AFTER_ISSUE and task.due is None:
        issued = task.document.issued_on if task.document else None
        if issued is None or not task.days_after_issue:
            raise Refused("tasks.no_issue_day")
        task.due = issued + timedelta(days=task.days_after_issue)
    task.first_due = task.due


def check_task(task: Task) -> None:
    """Bring a task's words into their kept form and raise ``Refused`` for what no task may be (see ``create_task``)."""
    for field in _WORDS:
        words = nfc(str(getattr(task, field) or "")).strip()
        check_lengths(words, longest=_LONGEST[field])
        setattr(task, field, words)
    if not task.title:
        raise Refused("tasks.no_title")
    if task.lead_unit_id is None and task.lead_post_id is None:
        raise Refused("tasks.no_lead")
    if task.lead_unit_id is not None and task.lead_post_id is not None:
        raise Refused("tasks.two_leads")
    check_choice(Urgency, task.urgency)
    check_choice(DeadlineKind, task.deadline_kind)
    if task.product_level:
        check_choice(Level, task.product_level)
    if task.deadline_kind == DeadlineKind.CONDITION and not task.condition:
        raise Refused("tasks.no_condition")
    check_deadline(task)


def _parties(task: Task, role: PartyRole, parties: Sequence[Unit | str]) -> list[TaskParty]:
    return [
        TaskParty(task=task, role=role, words=nfc(party)[:300])
        if isinstance(party, str)
        else TaskParty(task=task, role=role, unit=party)
        for party in parties
    ]


def _all_parties(
    task: Task, cooperating: Sequence[Unit | str], through: Sequence[Unit | str], overseers: Sequence[Post]
) -> list[TaskParty]:
    return [
        *_parties(task, PartyRole.COOPERATING, cooperating),
        *_parties(task, PartyRole.THROUGH, through),
        *(TaskParty(task=task, role=PartyRole.OVERSEER, post=post) for post in overseers),
    ]


def _replace_parties(
    task: Task,
    cooperating: Sequence[Unit | str] | None,
    through: Sequence[Unit | str] | None,
    overseers: Sequence[Post] | None,
) -> None:
    given = {PartyRole.COOPERATING: cooperating, PartyRole.THROUGH: through, PartyRole.OVERSEER: overseers}
    if roles := [role for role, parties in given.items() if parties is not None]:
        task.parties.filter(role__in=roles).delete()
        TaskParty.objects.bulk_create(_all_parties(task, cooperating or (), through or (), overseers or ()))


def folded_words(task: Task) -> str:
    """What search finds a task by."""
    return fold(f"{task.code} {task.title} {task.product}".strip())
