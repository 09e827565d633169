"""Giving tasks and correcting what was given (giao, sửa nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Level, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.numbering import next_code
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.models import DeadlineKind, PartyRole, Task, TaskParty, Urgency
from vaocuoc.tracking.tasks.writing import (
    check_choice,
    check_deadline,
    check_lengths,
    iso,
    locked,
    require_direction,
    save,
)

_WORDS = ("title", "product", "product_receiver", "resources", "authority", "recurrence", "condition", "no_due_reason")
_LONGEST: dict[str, int] = {
    field.name: field.max_length for field in Task._meta.fields if field.name in _WORDS and field.max_length is not None
}
_EDITABLE = (*_WORDS, "lead_unit", "lead_post", "follower", "product_level", "urgency", "received_on")


def create_task(
    *,
    actor: Actor,
    keeper: Unit,
    title: str,
    lead_unit: Unit | None = None,
    lead_post: Post | None = None,
    follower: Post | None = None,
    product: str = "",
    product_level: str = "",
    product_receiver: str = "",
    due: date | None = None,
    deadline_kind: str = DeadlineKind.DAY,
    no_due_reason: str = "",
    days_after_issue: int | None = None,
    received_on: date | None = None,
    urgency: str = Urgency.ORDINARY,
    cooperating: Sequence[Unit | str] = (),
    through: Sequence[Unit | str] = (),
    overseers: Sequence[Post] = (),
    authority: str = "",
    resources: str = "",
    recurrence: str = "",
    condition: str = "",
    parent: Task | None = None,
    document: Document | None = None,
    finding: Finding | None = None,
    form_key: str = "",
    today: date,
) -> Task:
    """Give a task (giao nhiệm vụ) to exactly one lead, a unit or a post.

    A party that the directory does not know is given in its own words. The clock starts on the day of receipt: the
    document's, else its day of issue, marked as an estimate, else ``today``. With ``after_issue`` the deadline is
    counted from the document's day of issue. ``form_key`` is the one-time key of a form: sent a second time, it gives
    no second task. The lead and those it is relayed through are told.

    Raises ``Refused``: ``access.denied``, ``conflict.given_already``, ``tasks.no_title``, ``tasks.too_long``,
    ``tasks.no_lead``, ``tasks.two_leads``, ``tasks.unknown_choice``, ``tasks.no_due``, ``tasks.no_issue_day``,
    ``tasks.no_condition``, ``tasks.due_before_receipt``, ``tasks.due_after_parent``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    received, estimated = _receipt(received_on, document, today)
    task = Task(
        keeper=keeper,
        title=title,
        product=product,
        product_level=product_level,
        product_receiver=product_receiver,
        resources=resources,
        lead_unit=lead_unit,
        lead_post=lead_post,
        follower=follower,
        authority=authority,
        assigned_by=actor.post,
        urgency=urgency,
        received_on=received,
        received_is_estimated=estimated,
        deadline_kind=deadline_kind,
        due=due,
        no_due_reason=no_due_reason,
        days_after_issue=days_after_issue,
        condition=condition,
        recurrence=recurrence,
        parent=parent,
        document=document,
        finding=finding,
        form_key=form_key[:40] or None,
        created_by=actor.user,
    )
    _settle_deadline(task)
    check_task(task)
    with transaction.atomic():
        task.code = next_code(Task.objects.filter(keeper=keeper), keeper, "NV")
        if task.form_key and (first := Task.objects.filter(form_key=task.form_key).first()):
            raise Refused("conflict.given_already", task=first.code)
        task.folded = folded_words(task)
        task.save()
        _add_parties(task, cooperating, through, overseers)
        record(actor, "tasks.assign", task, code=task.code, due=iso(task.due), lead=str(lead_unit or lead_post))
        receivers.tell_lead(actor, task, "tasks.given" if task.due else "tasks.given_without_day")
        receivers.tell_relays(actor, task, through)
    return task


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
    if unknown := set(fields) - set(_EDITABLE):
        raise TypeError(f"fields that are not edited: {sorted(unknown)}")
    with transaction.atomic():
        task = locked(task)
        require_direction(actor, task)
        if task.version != version:
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
        save(task)
        _replace_parties(task, cooperating, through, overseers)
        after = {field: str(getattr(task, field) or "") for field in before}
        record(actor, "tasks.edit", task, before=before, after=after)
        if is_passed_on:
            receivers.tell(actor, task, "tasks.taken_away", before_lead)
            receivers.tell_lead(actor, task, "tasks.given" if task.due else "tasks.given_without_day")
        elif before:
            receivers.tell_lead(actor, task, "tasks.edited")
    return task


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


def _add_parties(
    task: Task, cooperating: Sequence[Unit | str], through: Sequence[Unit | str], overseers: Sequence[Post]
) -> None:
    TaskParty.objects.bulk_create(
        [
            *_parties(task, PartyRole.COOPERATING, cooperating),
            *_parties(task, PartyRole.THROUGH, through),
            *(TaskParty(task=task, role=PartyRole.OVERSEER, post=post) for post in overseers),
        ]
    )


def _replace_parties(
    task: Task,
    cooperating: Sequence[Unit | str] | None,
    through: Sequence[Unit | str] | None,
    overseers: Sequence[Post] | None,
) -> None:
    given = {PartyRole.COOPERATING: cooperating, PartyRole.THROUGH: through, PartyRole.OVERSEER: overseers}
    task.parties.filter(role__in=[role for role, parties in given.items() if parties is not None]).delete()
    _add_parties(task, cooperating or (), through or (), overseers or ())


def folded_words(task: Task) -> str:
    """What search finds a task by."""
    return fold(f"{task.code} {task.title} {task.product}".strip())
