"""Closing periods (khóa kỳ), opening them again, and how many approvals a register's reports need."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.locks import PeriodLock
from vaocuoc.tracking.submissions.models import ApprovalRule

_LONGEST = 300


def lock_period(*, actor: Actor, keeper: Unit, period: Period, closed_from: date, reason: str) -> PeriodLock:
    """Close a period of a register from a day on (khóa kỳ): no new figure then, except by a correction.

    Raises ``Refused``: ``access.denied``, ``submissions.lock_before_end`` for a day within the period,
    ``submissions.locked_already``, ``indicators.no_reason``, ``indicators.too_long``.
    """
    _require_coordinating(actor, keeper.pk)
    reason = _reason(reason)
    if closed_from <= period.end:
        raise Refused("submissions.lock_before_end", day=closed_from, end=period.end)
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        standing = PeriodLock.objects.filter(
            keeper=keeper,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            lifted_at__isnull=True,
        ).first()
        if standing is not None:
            raise Refused("submissions.locked_already", day=standing.closed_from)
        lock = PeriodLock.objects.create(
            keeper=keeper,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            closed_from=closed_from,
            reason=reason,
            set_by=actor.user,
            set_as=actor.post,
        )
        facts = {"period": period.label_code, "day": closed_from.isoformat(), "reason": reason}
        record(actor, "submissions.lock", lock, unit_name=keeper.name, **facts)
    return lock


def lift_lock(*, actor: Actor, lock: PeriodLock, reason: str) -> PeriodLock:
    """Open a closed period again (mở khóa kỳ), with the reason; the row tells of both."""
    _require_coordinating(actor, lock.keeper_id)
    reason = _reason(reason)
    with transaction.atomic():
        lock = PeriodLock.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=lock.pk)
        if lock.lifted_at is not None:
            raise Refused("submissions.not_locked")
        lock.lifted_by, lock.lifted_at, lock.lift_reason = actor.user, timezone.now(), reason
        lock.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
        facts = {"period": lock.period.label_code, "reason": reason}
        record(actor, "submissions.unlock", lock, unit_name=lock.keeper.name, **facts)
    return lock


def set_steps(*, actor: Actor, keeper: Unit, steps: int) -> ApprovalRule:
    """Say how many approvals the reports to a register need from today on (số bước duyệt): one or two.

    Reports that wait already keep the number they were submitted under.
    """
    _require_coordinating(actor, keeper.pk)
    if steps not in (1, 2):
        raise Refused("submissions.steps", steps=steps)
    with transaction.atomic():
        rule = ApprovalRule.objects.create(keeper=keeper, steps=steps, valid_from=actor.today, set_by=actor.user)
        record(actor, "submissions.steps", rule, unit_name=keeper.name, steps=steps)
    return rule


def steps_for(keeper: Unit, *, today: date) -> int:
    """How many approvals a report to this register needs on a day."""
    rule = ApprovalRule.objects.filter(keeper=keeper, valid_from__lte=today).order_by("-valid_from", "-pk").first()
    return rule.steps if rule else 1


def coordinated(actor: Actor) -> QuerySet[Unit]:
    """The registers whose periods the actor may close and open."""
    return actor.units(Action.ASSIGN).filter(pk__in=actor.units(Action.APPROVE).values("pk"))


def _require_coordinating(actor: Actor, keeper: int) -> None:
    actor.require(Action.ASSIGN, keeper)
    actor.require(Action.APPROVE, keeper)


def _reason(text: str) -> str:
    reason = nfc(text).strip()
    if not reason:
        raise Refused("indicators.no_reason")
    if len(reason) > _LONGEST:
        raise Refused("indicators.too_long", length=len(reason), longest=_LONGEST)
    return reason
