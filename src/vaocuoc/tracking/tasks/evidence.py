"""What proves that a task is done: handing it in, confirming it, returning it (minh chứng)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Level
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import File
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.closing import close
from vaocuoc.tracking.tasks.models import Closure, Evidence, Grade, Received, Task
from vaocuoc.tracking.tasks.telling import take_in
from vaocuoc.tracking.tasks.writing import check_choice, check_lengths, check_past, iso, locked, note_told, save


def submit_evidence(
    *,
    actor: Actor,
    task: Task,
    number: str,
    date: date,
    subject: str,
    level: str,
    file: File | None = None,
    on_behalf_of: str = "",
    received_how: str = "",
) -> Evidence:
    """Hand in the document that proves completion (nộp minh chứng); it waits for another person's confirmation.

    ``on_behalf_of`` says for whom a clerk records ("ghi thay"), ``received_how`` how it was received. The giver is
    told. Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``tasks.evidence_waiting``,
    ``tasks.evidence_incomplete``, ``tasks.day_in_future``, ``tasks.unknown_choice``.
    """
    if not rights_on(actor, task).hand_in:
        raise Refused("access.denied", action=str(Action.UPDATE))
    number, subject, on_behalf_of = nfc(number).strip(), nfc(subject).strip(), nfc(on_behalf_of).strip()
    if not number or not subject:
        raise Refused("tasks.evidence_incomplete")
    check_lengths(subject, longest=500)
    check_lengths(number, longest=80)
    check_lengths(on_behalf_of, longest=300)
    check_choice(Level, level)
    if received_how:
        check_choice(Received, received_how)
    check_past(date, actor.today)
    with transaction.atomic():
        task = locked(task)
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
            on_behalf_of=on_behalf_of,
            received_how=received_how,
        )
        note_told([task], evidence.submitted_at, evidence_since=timezone.localdate(evidence.submitted_at))
        if task.acknowledged_at is None:
            take_in(actor, [task])
        record(actor, "tasks.hand_in", task, number=number, date=date.isoformat())
        receivers.tell_giver(actor, task, "tasks.handed_in", number=number)
        for name in settings.EVIDENCE_FOLLOWERS:
            import_string(name)(actor=actor, evidence=evidence)
    return evidence


def decide_evidence(
    *,
    actor: Actor,
    evidence: Evidence,
    accepted: bool,
    completed_on: date | None = None,
    grade: str = "",
    reason: str = "",
    objective_cause: str = "",
) -> Evidence:
    """Confirm what was handed in, which closes the task, or return it with a reason (xác nhận, trả lại minh chứng).

    Confirming asks for a grade and the day the work was really completed, normally the document's; without that day
    nothing is guessed and the task counts as finished but not judged. Whoever handed in does not confirm. What did not
    go to the level that must receive the product closes nothing. ``objective_cause`` confirms why a late task is not
    its lead's fault (nguyên nhân khách quan); it stays late.

    Raises ``Refused``: ``access.denied``, ``tasks.confirm_own``, ``conflict.evidence_decided``, ``tasks.no_grade``,
    ``tasks.no_reason``, ``tasks.day_in_future``, ``tasks.wrong_level``, ``tasks.cause_without_lateness``.
    """
    actor.require(Action.CONFIRM, evidence.task.keeper_id)
    reason, objective_cause = nfc(reason).strip(), nfc(objective_cause).strip()
    _check_decision(actor, accepted, completed_on, grade, reason)
    check_lengths(objective_cause, longest=300)
    with transaction.atomic():
        task = locked(evidence.task)
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
            _check_level(task, evidence)
            _check_cause(task, completed_on, objective_cause)
            close(task, Closure.DONE, reason)
            task.completed_on, task.grade, task.objective_cause = completed_on, grade, objective_cause
        save(task)
        facts = {"number": evidence.number, "completed_on": iso(completed_on) if accepted else None}
        if objective_cause and accepted:
            facts["objective_cause"] = objective_cause
        record(actor, "tasks.confirm" if accepted else "tasks.return", task, grade=grade, reason=reason, **facts)
        _tell_decision(actor, task, evidence)
    return evidence


def is_sent_low(task: Task, level: str) -> bool:
    """Whether a product went to a level below the one that must receive it (chưa gửi đúng cấp)."""
    order: list[str] = list(Level.values)
    if task.product_level not in order or level not in order:
        return False
    return order.index(level) > order.index(task.product_level)


def _check_decision(actor: Actor, accepted: bool, completed_on: date | None, grade: str, reason: str) -> None:
    if accepted and grade not in Grade.values:
        raise Refused("tasks.no_grade")
    if not accepted and not reason:
        raise Refused("tasks.no_reason")
    if accepted and completed_on is not None:
        check_past(completed_on, actor.today)


def _check_level(task: Task, evidence: Evidence) -> None:
    if is_sent_low(task, evidence.level):
        raise Refused("tasks.wrong_level", sent=evidence.get_level_display(), asked=task.get_product_level_display())


def _check_cause(task: Task, completed_on: date | None, objective_cause: str) -> None:
    is_late = completed_on is not None and task.due is not None and completed_on > task.due
    if objective_cause and not is_late:
        raise Refused("tasks.cause_without_lateness")


def _tell_decision(actor: Actor, task: Task, evidence: Evidence) -> None:
    told = receivers.lead_of(task)
    if evidence.submitted_as_id:
        told |= receivers.Receivers(posts=frozenset({evidence.submitted_as_id}))
    kind = "tasks.confirmed" if evidence.accepted else "tasks.returned"
    receivers.tell(actor, task, kind, told, number=evidence.number, reason=evidence.reason)
