"""Giving tasks, telling of them, handing in and confirming, and changing what was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Level, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, File, Finding
from vaocuoc.tracking.numbering import next_code
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.models import (
    Closure,
    DeadlineChange,
    DeadlineKind,
    Evidence,
    Grade,
    PartyRole,
    Task,
    TaskParty,
    TaskUpdate,
    Urgency,
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
    today: date,
) -> Task:
    """Give a task (giao nhiệm vụ) to exactly one lead, a unit or a post.

    A party that the directory does not know is given in its own words. The clock starts on the day of receipt: the
    document's, else its day of issue, marked as an estimate, else ``today``. With ``after_issue`` the deadline is
    counted from the document's day of issue.

    Raises ``Refused``: ``access.denied``, ``tasks.no_title``, ``tasks.too_long``, ``tasks.no_lead``,
    ``tasks.two_leads``, ``tasks.unknown_choice``, ``tasks.no_due``, ``tasks.no_issue_day``, ``tasks.no_condition``,
    ``tasks.due_before_receipt``, ``tasks.due_after_parent``.
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
        created_by=actor.user,
    )
    _settle_deadline(task)
    check_task(task)
    with transaction.atomic():
        task.code = next_code(Task.objects.filter(keeper=keeper), keeper, "NV")
        task.folded = folded_words(task)
        task.save()
        _add_parties(task, cooperating, through, overseers)
        record(actor, "tasks.assign", task, code=task.code, due=_iso(task.due), lead=str(lead_unit or lead_post))
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
        task = _locked(task)
        _require_direction(actor, task)
        if task.version != version:
            raise Refused("conflict.task_changed", task=task.code)
        before = {
            field: str(getattr(task, field) or "") for field, value in fields.items() if getattr(task, field) != value
        }
        for field, value in fields.items():
            setattr(task, field, value)
        if "received_on" in before:
            task.received_is_estimated = False
        check_task(task)
        task.folded = folded_words(task)
        _save(task)
        _replace_parties(task, cooperating, through, overseers)
        record(actor, "tasks.edit", task, before=before)
    return task


def add_update(
    *,
    actor: Actor,
    task: Task,
    text: str = "",
    blocker: str = "",
    blocker_for: str = "",
    on_behalf_of: str = "",
) -> TaskUpdate:
    """Tell how a task goes (cập nhật), or what blocks it and who can remove that (vướng mắc, cấp tháo gỡ).

    ``on_behalf_of`` says for whom a clerk records and how it was received ("ghi thay"). Raises ``Refused``:
    ``access.denied``, ``tasks.empty_update``, ``tasks.closed``.
    """
    if not rights_on(actor, task).update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    text, blocker = nfc(text).strip(), nfc(blocker).strip()
    if not text and not blocker:
        raise Refused("tasks.empty_update")
    _check_lengths(text[:500], blocker, nfc(blocker_for), nfc(on_behalf_of))
    with transaction.atomic():
        task = _locked(task)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        update = TaskUpdate.objects.create(
            task=task,
            text=text,
            blocker=blocker,
            blocker_for=nfc(blocker_for).strip(),
            by=actor.user,
            by_post=actor.post,
            on_behalf_of=nfc(on_behalf_of).strip(),
        )
        _note_told(task, update.at, is_blocked=task.is_blocked or bool(blocker))
        record(actor, "tasks.update", task, text=text[:200], blocker=blocker)
    return update


def submit_evidence(
    *,
    actor: Actor,
    task: Task,
    number: str,
    date: date,
    subject: str,
    level: str,
    file: File | None = None,
) -> Evidence:
    """Hand in the document that proves completion (nộp minh chứng); it waits for another person's confirmation.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``tasks.evidence_waiting``, ``tasks.evidence_incomplete``,
    ``tasks.day_in_future``, ``tasks.unknown_choice``.
    """
    if not rights_on(actor, task).hand_in:
        raise Refused("access.denied", action=str(Action.UPDATE))
    number, subject = nfc(number).strip(), nfc(subject).strip()
    if not number or not subject:
        raise Refused("tasks.evidence_incomplete")
    _check_lengths(subject, longest=500)
    _check_lengths(number, longest=80)
    _check_choice(Level, level)
    _check_past(date, actor.today)
    with transaction.atomic():
        task = _locked(task)
        if task.closure != Closure.NONE:
            raise Refused("tasks.closed", task=task.code)
        if task.evidence.filter(accepted__isnull=True).exists():
            raise Refused("tasks.evidence_waiting", task=task.code)
        evidence = Evidence.objects.create(
            task=task,
            number=number,
            date=date,
            subject=subject,
            level=level,
            file=file,
            submitted_by=actor.user,
            submitted_as=actor.post,
        )
        _note_told(task, evidence.submitted_at, evidence_since=timezone.localdate(evidence.submitted_at))
        record(actor, "tasks.hand_in", task, number=number, date=date.isoformat())
    return evidence


def decide_evidence(
    *,
    actor: Actor,
    evidence: Evidence,
    accepted: bool,
    completed_on: date | None = None,
    grade: str = "",
    reason: str = "",
) -> Evidence:
    """Confirm what was handed in, which closes the task, or return it with a reason (xác nhận, trả lại minh chứng).

    Confirming asks for a grade and the day the work was really completed, normally the document's; without that day
    nothing is guessed and the task counts as finished but not judged. Whoever handed in does not confirm.

    Raises ``Refused``: ``access.denied``, ``tasks.confirm_own``, ``conflict.evidence_decided``, ``tasks.no_grade``,
    ``tasks.no_reason``, ``tasks.day_in_future``.
    """
    actor.require(Action.CONFIRM, evidence.task.keeper_id)
    reason = nfc(reason).strip()
    if accepted and grade not in Grade.values:
        raise Refused("tasks.no_grade")
    if not accepted and not reason:
        raise Refused("tasks.no_reason")
    if accepted and completed_on is not None:
        _check_past(completed_on, actor.today)
    with transaction.atomic():
        task = _locked(evidence.task)
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.submitted_by_id == actor.user.pk:
            raise Refused("tasks.confirm_own")
        if evidence.accepted is not None:
            raise Refused("conflict.evidence_decided", number=evidence.number)
        evidence.accepted, evidence.reason = accepted, reason[:300]
        evidence.decided_by, evidence.decided_as, evidence.decided_at = actor.user, actor.post, timezone.now()
        evidence.save()
        task.evidence_since = None
        if accepted:
            _close(task, Closure.DONE, reason)
            task.completed_on, task.grade = completed_on, grade
        _save(task)
        facts = {"number": evidence.number, "completed_on": _iso(completed_on) if accepted else None}
        record(actor, "tasks.confirm" if accepted else "tasks.return", task, grade=grade, reason=reason, **facts)
    return evidence


def close_without_evidence(*, actor: Actor, task: Task, reason: str, completed_on: date | None = None) -> Task:
    """The giver notes a task as done though no document proves it (hoàn thành không có minh chứng), and why."""
    actor.require(Action.CONFIRM, task.keeper_id)
    if completed_on is not None:
        _check_past(completed_on, actor.today)
    return _set_closure(actor, task, Closure.DONE, reason, "tasks.close", completed_on=completed_on)


def change_deadline(*, actor: Actor, task: Task, new: date, reason: str) -> DeadlineChange:
    """Set or move the deadline (điền hạn, gia hạn); only who gives tasks decides, and the first day stays beside it.

    Raises ``Refused``: ``access.denied``, ``tasks.no_reason``, ``tasks.closed``, ``tasks.same_due``,
    ``tasks.due_before_receipt``, ``tasks.due_after_parent``, ``tasks.due_before_child``.
    """
    _require_direction(actor, task)
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("tasks.no_reason")
    with transaction.atomic():
        task = _locked(task)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        old = task.due
        if old == new:
            raise Refused("tasks.same_due", day=new)
        task.due, task.first_due = new, task.first_due or new
        task.no_due_reason = ""
        if task.deadline_kind != DeadlineKind.AFTER_ISSUE:
            task.deadline_kind = DeadlineKind.DAY
        _check_deadline(task)
        latest = _latest_open_child(task)
        if latest and latest > new:
            raise Refused("tasks.due_before_child", day=latest)
        _save(task)
        change = DeadlineChange.objects.create(
            task=task, old=old, new=new, reason=reason[:300], by=actor.user, by_post=actor.post
        )
        record(actor, "tasks.extend" if old else "tasks.set_due", task, old=_iso(old), new=_iso(new), reason=reason)
    return change


def suspend_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Stop a task for a time (tạm dừng), with the reason."""
    _require_direction(actor, task)
    return _set_closure(actor, task, Closure.SUSPENDED, reason, "tasks.suspend")


def resume_task(*, actor: Actor, task: Task, reason: str = "") -> Task:
    """Go on with a suspended task, or open a closed one again (tiếp tục, mở lại); reopening needs its reason."""
    _require_direction(actor, task)
    reason = nfc(reason).strip()
    with transaction.atomic():
        task = _locked(task)
        if task.closure == Closure.NONE:
            raise Refused("tasks.not_closed", task=task.code)
        if task.closure != Closure.SUSPENDED and not reason:
            raise Refused("tasks.no_reason")
        was = task.closure
        task.closure, task.closure_reason, task.closed_at, task.completed_on, task.grade = (
            Closure.NONE,
            "",
            None,
            None,
            "",
        )
        _save(task)
        record(actor, "tasks.resume", task, was=was, reason=reason)
    return task


def cancel_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Take a task back (hủy nhiệm vụ), with the reason; it stays in the register."""
    _require_direction(actor, task)
    return _set_closure(actor, task, Closure.CANCELLED, reason, "tasks.cancel")


def dispute_task(*, actor: Actor, task: Task, reason: str) -> Task:
    """Say that what the register holds of a task is wrong (đề nghị đính chính); it is counted apart until decided."""
    if not rights_on(actor, task).update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    return _set_disputed(actor, task, True, reason)


def settle_dispute(*, actor: Actor, task: Task, reason: str) -> Task:
    """Decide a correction (kết luận đính chính); what must change is changed by its own operation."""
    _require_direction(actor, task)
    return _set_disputed(actor, task, False, reason)


# --- what the operations share ----------------------------------------------------------------------------------------


def _require_direction(actor: Actor, task: Task) -> None:
    if not actor.may(Action.DIRECT, task.keeper_id):
        actor.require(Action.ASSIGN, task.keeper_id)


def _latest_open_child(task: Task) -> date | None:
    """The last day on which an open child falls due; asked by the parent alone, whose index then answers."""
    children = task.children.values_list("closure", "due")
    return max((due for closure, due in children if closure == Closure.NONE and due), default=None)


def _locked(task: Task) -> Task:
    """The task as it stands now, held until the transaction ends."""
    return Task.objects.select_for_update().get(pk=task.pk)


def _note_told(task: Task, at: datetime, **facts: Any) -> None:
    """Keep beside the task what its state is derived from; no new version, for nothing that people edit has changed."""
    facts |= {"is_started": True, "told_at": at}
    Task.objects.filter(pk=task.pk).update(**facts)
    for name, value in facts.items():
        setattr(task, name, value)


def _save(task: Task) -> None:
    task.version += 1
    task.save()


def _set_closure(
    actor: Actor, task: Task, closure: Closure, reason: str, action: str, completed_on: date | None = None
) -> Task:
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("tasks.no_reason")
    with transaction.atomic():
        task = _locked(task)
        if task.closure not in (Closure.NONE, Closure.SUSPENDED) or task.closure == closure:
            raise Refused("tasks.closed", task=task.code)
        _close(task, closure, reason)
        task.completed_on = completed_on
        _save(task)
        record(actor, action, task, reason=reason, completed_on=_iso(completed_on))
    return task


def _close(task: Task, closure: Closure, reason: str) -> None:
    task.closure, task.closure_reason, task.closed_at = closure, reason[:300], timezone.now()


def _set_disputed(actor: Actor, task: Task, disputed: bool, reason: str) -> Task:
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("tasks.no_reason")
    with transaction.atomic():
        task = _locked(task)
        if task.is_disputed == disputed:
            return task
        task.is_disputed = disputed
        _save(task)
        words = reason[:500]
        update = TaskUpdate.objects.create(task=task, text=words, by=actor.user, by_post=actor.post)
        _note_told(task, update.at)
        record(actor, "tasks.dispute" if disputed else "tasks.settle", task, reason=reason)
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
        _check_lengths(words, longest=_LONGEST[field])
        setattr(task, field, words)
    if not task.title:
        raise Refused("tasks.no_title")
    if task.lead_unit_id is None and task.lead_post_id is None:
        raise Refused("tasks.no_lead")
    if task.lead_unit_id is not None and task.lead_post_id is not None:
        raise Refused("tasks.two_leads")
    _check_choice(Urgency, task.urgency)
    _check_choice(DeadlineKind, task.deadline_kind)
    if task.product_level:
        _check_choice(Level, task.product_level)
    if task.deadline_kind == DeadlineKind.CONDITION and not task.condition:
        raise Refused("tasks.no_condition")
    _check_deadline(task)


def _check_deadline(task: Task) -> None:
    if task.due is None:
        if task.deadline_kind == DeadlineKind.DAY and not task.no_due_reason:
            raise Refused("tasks.no_due")
        return
    if task.received_on is not None and task.due < task.received_on:
        raise Refused("tasks.due_before_receipt", due=task.due, received=task.received_on)
    parent = task.parent
    if parent is not None and parent.due is not None and task.due > parent.due:
        raise Refused("tasks.due_after_parent", due=task.due, parent=parent.due)


def _check_lengths(*words: str, longest: int = 500) -> None:
    for text in words:
        if len(text) > longest:
            raise Refused("tasks.too_long", length=len(text), longest=longest)


def _check_choice(choices: type[models.TextChoices], value: str) -> None:
    if value not in _values(choices):
        raise Refused("tasks.unknown_choice", value=value)


@cache
def _values(choices: type[models.TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)  # worked out anew each time it is asked for, of thousands of tasks of a file


def _check_past(day: date, today: date) -> None:
    if day > today:
        raise Refused("tasks.day_in_future", day=day)


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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
