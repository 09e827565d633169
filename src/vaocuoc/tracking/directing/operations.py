"""Giving directives, answering and withdrawing them; reassigning and extending are carried out at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Organ, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.assignment.tables import office_days
from vaocuoc.tracking.directing.access import may_answer, may_direct
from vaocuoc.tracking.directing.addressing import addressee_of
from vaocuoc.tracking.directing.models import Directive, DirectiveKind
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Evidence, Received, Task, Urgency
from vaocuoc.tracking.tasks.operations import change_deadline, edit_task
from vaocuoc.tracking.tasks.writing import check_choice, check_lengths, iso
from vaocuoc.tracking.urgency.tables import answer_by as day_after
from vaocuoc.tracking.urgency.tables import asked_of

ASKS = frozenset({DirectiveKind.PUSH, DirectiveKind.EVIDENCE, DirectiveKind.FIGURES})
"""The kinds that always wait for an answer; the others where a day is given."""

Subject = Task | Indicator


def proposed_day(subject: Subject, *, today: date) -> tuple[date, int]:
    """The day by which a directive of today should be answered, by the urgency of the task, and in how many days."""
    urgency = subject.urgency if isinstance(subject, Task) else Urgency.ORDINARY
    days = asked_of(subject.keeper, today=today)[urgency].answer_days
    return day_after(today, days, office_days(subject.keeper, today=today)), days


def direct(
    *,
    actor: Actor,
    subject: Subject,
    kind: str,
    text: str,
    answer_by: date | None = None,
    organ: Organ | None = None,
    new_due: date | None = None,
    lead_unit: Unit | None = None,
    lead_post: Post | None = None,
) -> Directive:
    """Give a directive from a task or an indicator (chỉ đạo); whoever answers is told.

    ``EXTEND`` moves the deadline to ``new_due`` and ``REASSIGN`` gives the task to the lead, both in the same
    transaction. A day for the answer that is the proposed one follows a holiday decided later. Raises ``Refused``:
    ``access.denied``, ``tasks.unknown_choice``, ``tasks.too_long``, ``directing.no_text``, ``directing.no_day``,
    ``directing.day_passed``, ``directing.no_due``, ``directing.no_lead``, and what the operations carried out raise.
    """
    if not may_direct(actor, subject):
        raise Refused("access.denied", action=str(Action.DIRECT))
    check_choice(DirectiveKind, kind)
    text = nfc(text).strip()
    if not text:
        raise Refused("directing.no_text")
    check_lengths(text, longest=1000)
    if answer_by is None and kind in ASKS:
        raise Refused("directing.no_day")
    if answer_by is not None and answer_by < actor.today:
        raise Refused("directing.day_passed", day=answer_by)
    with transaction.atomic():
        subject = _carried_out(actor, subject, kind, text, new_due, lead_unit, lead_post)
        told = addressee_of(subject, organ, today=actor.today)
        proposed, days = proposed_day(subject, today=actor.today)
        directive = Directive.objects.create(
            **_about(subject),
            kind=kind,
            text=text,
            organ=organ,
            unit=told.unit,
            answer_by=answer_by,
            answer_days=days if answer_by == proposed else None,
            by=actor.user,
            by_post=actor.post,
            given_on=actor.today,
        )
        directive.posts.set(told.posts)
        facts = {"kind": kind, "text": text[:200], "answer_by": iso(answer_by)}
        record(actor, "directing.direct", subject, **facts, **({"organ": str(organ)} if organ else {}))
        _tell(actor, directive, f"directing.{kind}", posts=told.posts, unit=told.unit, text=text[:200])
    return directive


def answer_directive(
    *, actor: Actor, directive: Directive, answer: str, on_behalf_of: str = "", received_how: str = ""
) -> Directive:
    """Answer a directive (trả lời chỉ đạo), or record the answer of whoever has no account (ghi thay).

    Raises ``Refused``: ``access.denied``, ``directing.no_answer``, ``tasks.too_long``,
    ``conflict.directive_answered``.
    """
    if not may_answer(actor, directive):
        raise Refused("access.denied", action=str(Action.UPDATE))
    answer, on_behalf_of = nfc(answer).strip(), nfc(on_behalf_of).strip()
    if not answer:
        raise Refused("directing.no_answer")
    check_lengths(answer, longest=1000)
    check_lengths(on_behalf_of, longest=300)
    if received_how:
        check_choice(Received, received_how)
    with transaction.atomic():
        directive = _held(directive)
        directive.on_behalf_of, directive.received_how = on_behalf_of, received_how
        _answered(actor, directive, answer)
    return directive


def withdraw_directive(*, actor: Actor, directive: Directive) -> Directive:
    """Take a directive back that nobody has answered yet (rút chỉ đạo); what was carried out with it stays.

    Raises ``Refused``: ``access.denied`` (another post gave it), ``conflict.directive_answered``.
    """
    if actor.post is None or directive.by_post_id != actor.post.pk:
        raise Refused("access.denied", action=str(Action.DIRECT))
    with transaction.atomic():
        directive = _held(directive)
        directive.withdrawn_at = timezone.now()
        directive.save(update_fields=["withdrawn_at"])
        directive.refresh_from_db(fields=["waits"])
        record(actor, "directing.withdraw", subject_of(directive), text=directive.text[:200])
        _tell(actor, directive, "directing.withdrawn", posts=directive.posts.all(), unit=directive.unit)
    return directive


def evidence_answers(*, actor: Actor, evidence: Evidence) -> None:
    """Handing in a product answers what asked for it (``settings.EVIDENCE_FOLLOWERS``)."""
    asked = Directive.objects.filter(task=evidence.task_id, kind=DirectiveKind.EVIDENCE, waits=True)
    for directive in asked.select_related("task", "by_post"):
        _answered(actor, directive, f"{evidence.number}: {evidence.subject}"[:1000])


def recompute_answer_days(*, actor: Actor, keeper: Unit) -> int:
    """Move the answer-by days that follow the office's calendar (``settings.OFFICE_DAY_FOLLOWERS``).

    A holiday decided late moves what was computed, never a day that somebody chose, and no due day of a task.
    """
    waiting = Directive.objects.filter(waits=True, answer_days__isnull=False).select_related(
        "task", "indicator", "unit"
    )
    own = [one for one in waiting.order_by("pk") if subject_of(one).keeper_id == keeper.pk]
    if not own:
        return 0
    table = office_days(keeper, today=actor.today)
    moved: list[tuple[Directive, date | None]] = []
    for directive in own:
        assert directive.answer_days is not None
        day = day_after(directive.given_on, directive.answer_days, table)
        if day != directive.answer_by:
            moved.append((directive, directive.answer_by))
            directive.answer_by = day
    with transaction.atomic():
        Directive.objects.bulk_update([one for one, _old in moved], ["answer_by"], batch_size=200)
        record_all(
            actor,
            "directing.move_day",
            [(subject_of(one), {"old": iso(old), "new": iso(one.answer_by)}) for one, old in moved],
        )
        notify_all(
            actor,
            [
                _message(one, "directing.day_moved", one.posts.all(), one.unit, due=iso(one.answer_by))
                for one, _ in moved
            ],
        )
    return len(moved)


def subject_of(directive: Directive) -> Subject:
    """The task or the indicator that a directive is of."""
    found = directive.task or directive.indicator
    assert found is not None
    return found


# --- what the operations share ----------------------------------------------------------------------------------------


def _carried_out(
    actor: Actor,
    subject: Subject,
    kind: str,
    text: str,
    new_due: date | None,
    lead_unit: Unit | None,
    lead_post: Post | None,
) -> Subject:
    """The subject after what the directive itself does to it."""
    if kind == DirectiveKind.EXTEND and isinstance(subject, Task):
        if new_due is None:
            raise Refused("directing.no_due")
        return change_deadline(actor=actor, task=subject, new=new_due, reason=text[:300]).task
    if kind == DirectiveKind.REASSIGN and isinstance(subject, Task):
        if lead_unit is None and lead_post is None:
            raise Refused("directing.no_lead")
        subject.refresh_from_db(fields=["version"])
        return edit_task(actor=actor, task=subject, version=subject.version, lead_unit=lead_unit, lead_post=lead_post)
    return subject


def _about(subject: Subject) -> dict[str, Any]:
    return {"task": subject} if isinstance(subject, Task) else {"indicator": subject}


def _held(directive: Directive) -> Directive:
    directive = Directive.objects.select_for_update().get(pk=directive.pk)
    if directive.answered_at is not None or directive.withdrawn_at is not None:
        raise Refused("conflict.directive_answered")
    return directive


def _answered(actor: Actor, directive: Directive, answer: str) -> None:
    directive.answer, directive.answered_at, directive.answered_on = answer, timezone.now(), actor.today
    directive.answered_by, directive.answered_as = actor.user, actor.post
    directive.save()
    directive.refresh_from_db(fields=["waits"])
    record(actor, "directing.answer", subject_of(directive), answer=answer[:200])
    giver = [directive.by_post_id] if directive.by_post_id else []
    _tell(actor, directive, "directing.answered", posts=giver, unit=None, answer=answer[:200])


def _tell(actor: Actor, directive: Directive, kind: str, *, posts: Any, unit: Unit | None, **facts: Any) -> None:
    notify_all(actor, [_message(directive, kind, posts, unit, **facts)])


def _message(directive: Directive, kind: str, posts: Any, unit: Unit | None, **facts: Any) -> Outgoing:
    subject = subject_of(directive)
    known = {"task": subject.code or str(subject)[:80]} | facts
    urgent = isinstance(subject, Task) and subject.urgency in (Urgency.VERY_URGENT, Urgency.EXPRESS)
    units = [unit] if unit is not None else []
    return Outgoing(kind=kind, subject=subject, posts=list(posts), units=units, facts=known, urgent=urgent)
