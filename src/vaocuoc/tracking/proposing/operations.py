"""Proposing something about a task, and deciding it: what is agreed to is carried out in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.proposing.fields import LOCKED, OTHER, meant
from vaocuoc.tracking.proposing.models import RequestKind, RequestState, TaskRequest
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.models import Closure, Received, Task
from vaocuoc.tracking.tasks.operations import change_deadline, edit_task
from vaocuoc.tracking.tasks.writing import check_choice, check_lengths, iso, locked, reasoned, require_direction, save

# --- what the lead proposes -------------------------------------------------------------------------------------------


def refuse_task(
    *,
    actor: Actor,
    task: Task,
    reason: str,
    goes_to: Unit | None = None,
    goes_to_words: str = "",
    on_behalf_of: str = "",
    received_how: str = "",
) -> TaskRequest:
    """Refuse a task (từ chối, đề nghị chuyển) and say to whom it should go; it runs on until the giver decides.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``tasks.no_reason``, ``requests.open_already``.
    """
    words = nfc(goes_to_words).strip()
    check_lengths(words, longest=300)
    wanted = TaskRequest(kind=RequestKind.REFUSE, goes_to=goes_to, goes_to_words=words)
    return _propose(actor, task, wanted, reason, on_behalf_of, received_how, goes_to=str(goes_to or words))


def ask_correction(
    *,
    actor: Actor,
    task: Task,
    field: str,
    new_value: str,
    reason: str,
    on_behalf_of: str = "",
    received_how: str = "",
) -> TaskRequest:
    """Ask to correct what only the giver changes (đề nghị sửa); the task is counted apart until it is decided.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``tasks.no_reason``, ``tasks.unknown_choice``,
    ``requests.no_new_value``, ``requests.not_a_day``, ``requests.open_already``.
    """
    if field not in LOCKED:
        raise Refused("tasks.unknown_choice", value=field)
    meant(field, new_value)
    new_value = nfc(new_value).strip()
    check_lengths(new_value, longest=1000)
    wanted = TaskRequest(kind=RequestKind.CORRECT, field=field, new_value=new_value)
    return _propose(actor, task, wanted, reason, on_behalf_of, received_how, field=field, asked_for=new_value[:200])


def ask_extension(
    *,
    actor: Actor,
    task: Task,
    new_due: date,
    reason: str,
    done_so_far: str,
    on_behalf_of: str = "",
    received_how: str = "",
) -> TaskRequest:
    """Ask for more time (đề nghị gia hạn): the new day, why, and what was done so far. The clock runs on.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``tasks.no_reason``, ``requests.same_day``,
    ``requests.open_already``.
    """
    if new_due == task.due:
        raise Refused("requests.same_day", day=new_due)
    done_so_far = nfc(done_so_far).strip()
    check_lengths(done_so_far, longest=1000)
    wanted = TaskRequest(kind=RequestKind.EXTEND, new_due=new_due, done_so_far=done_so_far)
    return _propose(actor, task, wanted, reason, on_behalf_of, received_how, asked_for=iso(new_due))


def withdraw_request(*, actor: Actor, request: TaskRequest) -> TaskRequest:
    """Take a proposal back before it is decided (rút đề nghị); whoever may propose for the lead may.

    Raises ``Refused``: ``access.denied``, ``conflict.request_decided``.
    """
    if not rights_on(actor, request.task).hand_in:
        raise Refused("access.denied", action=str(Action.UPDATE))
    with transaction.atomic():
        request, task = _held(request)
        _settle(actor, request, RequestState.WITHDRAWN, "")
        _end_dispute(task, request)
        record(actor, "requests.withdraw", task, kind=request.kind)
    return request


def _propose(
    actor: Actor,
    task: Task,
    wanted: TaskRequest,
    reason: str,
    on_behalf_of: str,
    received_how: str,
    **facts: Any,
) -> TaskRequest:
    if not rights_on(actor, task).hand_in:
        raise Refused("access.denied", action=str(Action.UPDATE))
    reason, on_behalf_of = reasoned(reason), nfc(on_behalf_of).strip()
    check_lengths(reason)
    check_lengths(on_behalf_of, longest=300)
    if received_how:
        check_choice(Received, received_how)
    with transaction.atomic():
        task = locked(task)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        if TaskRequest.objects.filter(task=task, kind=wanted.kind, state=RequestState.OPEN).exists():
            raise Refused("requests.open_already", task=task.code)
        wanted.task, wanted.reason = task, reason
        wanted.by, wanted.by_post = actor.user, actor.post
        wanted.on_behalf_of, wanted.received_how = on_behalf_of, received_how
        wanted.save()
        if wanted.kind == RequestKind.CORRECT and not task.is_disputed:
            task.is_disputed = True
            save(task)
        record(actor, f"requests.{wanted.kind}", task, reason=reason, **facts)
        receivers.tell_giver(actor, task, f"requests.{wanted.kind}", reason=reason[:200])
    return wanted


# --- what the giver decides -------------------------------------------------------------------------------------------


def agree_to_request(
    *,
    actor: Actor,
    request: TaskRequest,
    decision: str = "",
    lead_unit: Unit | None = None,
    lead_post: Post | None = None,
    new_due: date | None = None,
) -> TaskRequest:
    """Agree, wholly or in part, and carry it out at once (đồng ý, đồng ý một phần).

    A refused task goes to the lead that is given here, else to the unit that was proposed; an extension gets
    ``new_due`` where it is another day than the one asked for. Raises ``Refused``: ``access.denied``,
    ``requests.decide_own``, ``conflict.request_decided``, ``requests.no_lead``, and what ``edit_task`` and
    ``change_deadline`` raise.
    """
    require_direction(actor, request.task)
    decision = nfc(decision).strip()
    check_lengths(decision)
    with transaction.atomic():
        request, task = _held(request)
        _not_own(actor, request)
        state = RequestState.AGREED
        if request.kind == RequestKind.REFUSE:
            _pass_on(actor, request, task, lead_unit, lead_post)
        elif request.kind == RequestKind.EXTEND:
            request.decided_due = new_due or request.new_due
            state = RequestState.AGREED if request.decided_due == request.new_due else RequestState.PARTLY
            change_deadline(actor=actor, task=task, new=_day(request.decided_due), reason=request.reason[:300])
        else:
            _correct(actor, request, task)
        _settle(actor, request, state, decision)
        _end_dispute(task, request)
        record(actor, "requests.agree", task, kind=request.kind, decision=decision, new=iso(request.decided_due))
        _tell(actor, request, task)
    return request


def decline_request(*, actor: Actor, request: TaskRequest, decision: str) -> TaskRequest:
    """Do not agree, and say why (không đồng ý); nothing changes on the task but that it waits no longer.

    Raises ``Refused``: ``access.denied``, ``requests.no_words``, ``requests.decide_own``, ``conflict.request_decided``.
    """
    require_direction(actor, request.task)
    decision = nfc(decision).strip()
    if not decision:
        raise Refused("requests.no_words")
    check_lengths(decision)
    with transaction.atomic():
        request, task = _held(request)
        _not_own(actor, request)
        _settle(actor, request, RequestState.REFUSED, decision)
        _end_dispute(task, request)
        record(actor, "requests.decline", task, kind=request.kind, decision=decision)
        _tell(actor, request, task)
    return request


def _held(request: TaskRequest) -> tuple[TaskRequest, Task]:
    """The open proposal and its task, both held; the task first, as every operation on it does."""
    task = locked(request.task)
    request = TaskRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.OPEN:
        raise Refused("conflict.request_decided")
    return request, task


def _not_own(actor: Actor, request: TaskRequest) -> None:
    """Whoever proposed for themselves does not decide; a clerk who only wrote it down for the lead may."""
    if request.by_id == actor.user.pk and not request.on_behalf_of:
        raise Refused("requests.decide_own")


def _pass_on(actor: Actor, request: TaskRequest, task: Task, lead_unit: Unit | None, lead_post: Post | None) -> None:
    if lead_unit is None and lead_post is None:
        lead_unit = request.goes_to
    if lead_unit is None and lead_post is None:
        raise Refused("requests.no_lead")
    edit_task(actor=actor, task=task, version=task.version, lead_unit=lead_unit, lead_post=lead_post)


def _correct(actor: Actor, request: TaskRequest, task: Task) -> None:
    if request.field == OTHER:
        return
    value = meant(request.field, request.new_value)
    if request.field == "due":
        if value != task.due:
            change_deadline(actor=actor, task=task, new=value, reason=request.reason[:300])
    else:
        edit_task(actor=actor, task=task, version=task.version, **{request.field: value})


def _settle(actor: Actor, request: TaskRequest, state: RequestState, decision: str) -> None:
    request.state, request.decision, request.decided_at = state, decision, timezone.now()
    request.decided_by, request.decided_as = actor.user, actor.post
    request.save()


def _end_dispute(task: Task, request: TaskRequest) -> None:
    """What waited for a correction is counted with the others again; the row may have changed since it was held."""
    if request.kind == RequestKind.CORRECT:
        task = locked(task)
        task.is_disputed = False
        save(task)


def _tell(actor: Actor, request: TaskRequest, task: Task) -> None:
    told = receivers.Receivers(posts=frozenset({request.by_post_id} if request.by_post_id else ()))
    decided = locked(task)
    receivers.tell(
        actor, decided, f"requests.{request.state}", told | receivers.lead_of(task), decision=request.decision[:200]
    )


def _day(day: date | None) -> date:
    assert day is not None  # a check of the table: an extension has its day
    return day
