"""What people say of a verdict: another one with a reason, and why a target is missed (đánh giá lại, nguyên nhân)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import VERDICTS
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.access import can_see_indicator
from vaocuoc.tracking.indicators.following import outdate_verdicts_of
from vaocuoc.tracking.indicators.judging import row_of
from vaocuoc.tracking.indicators.models import Target
from vaocuoc.tracking.indicators.records import Cause, CauseNature, Overrule


def overrule(*, actor: Actor, target: Target, code: str, reason: str, document: Document | None = None) -> Overrule:
    """Judge otherwise than the rules (đánh giá khác kết quả tính); both stay shown until it is taken back.

    Raises ``Refused``: ``access.denied``, ``indicators.unknown_choice``, ``indicators.no_reason``,
    ``indicators.overrule_same``, ``indicators.too_long``, ``conflict.target_changed``.
    """
    actor.require(Action.ASSIGN, target.indicator.keeper_id)
    reason = _said(reason, 500)
    if code not in VERDICTS:
        raise Refused("indicators.unknown_choice", value=code)
    with transaction.atomic():
        target = (
            Target.objects.select_for_update(of=("self",))
            .select_related("indicator", "unit", "part_of")
            .get(pk=target.pk)
        )
        if target.withdrawn_at is not None:
            raise Refused("conflict.target_changed")
        row = row_of(target.indicator, target, today=actor.today)
        computed = (row.by_rules or row.verdict).code
        if computed == code:
            raise Refused("indicators.overrule_same", verdict=code)
        target.overrules.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now(), withdrawn_by=actor.user)
        made = Overrule.objects.create(
            target=target, code=code, computed=computed, reason=reason, document=document,
            made_by=actor.user, made_as=actor.post,
        )  # fmt: skip
        outdate_verdicts_of([target])
        facts = {"verdict": code, "computed": computed, "reason": reason}
        record(actor, "indicators.overrule", target.indicator, code=target.indicator.code, **facts)
    return made


def withdraw_overrule(*, actor: Actor, overrule: Overrule) -> Overrule:
    """Let the rules speak again (bỏ đánh giá lại). Raises ``Refused("conflict.overrule_changed")`` where it is gone."""
    target = overrule.target
    actor.require(Action.ASSIGN, target.indicator.keeper_id)
    with transaction.atomic():
        standing = Overrule.objects.filter(pk=overrule.pk, withdrawn_at__isnull=True)
        if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=actor.user):
            raise Refused("conflict.overrule_changed")
        outdate_verdicts_of([target])
        record(actor, "indicators.withdraw_overrule", target.indicator, code=target.indicator.code)
    return Overrule.objects.get(pk=overrule.pk)


def note_cause(*, actor: Actor, target: Target, text: str, nature: str) -> Cause:
    """Say why a target is not reached (ghi nguyên nhân): who keeps the register, reports for the unit or for its lead.

    Raises ``Refused``: ``access.denied``, ``indicators.no_reason``, ``indicators.too_long``,
    ``indicators.unknown_choice``.
    """
    indicator = target.indicator
    if not can_note_cause(actor, target):
        raise Refused("access.denied", action=str(Action.REPORT))
    text = _said(text, 1000)
    if nature not in CauseNature.values:
        raise Refused("indicators.unknown_choice", value=nature)
    with transaction.atomic():
        made = Cause.objects.create(target=target, nature=nature, text=text, made_by=actor.user, made_as=actor.post)
        record(actor, "indicators.cause", indicator, code=indicator.code, cause=text, nature=nature)
    return made


def can_note_cause(actor: Actor, target: Target) -> bool:
    """Whether one may say why: the keeper's coordinators, and reporters of the unit or of the lead who see it."""
    indicator = target.indicator
    if actor.may(Action.ASSIGN, indicator.keeper_id):
        return True
    reports = any(actor.may(Action.REPORT, unit) for unit in (target.unit_id, indicator.lead_unit_id))
    return reports and can_see_indicator(actor, indicator)


def _said(text: str, longest: int) -> str:
    text = nfc(text).strip()
    if not text:
        raise Refused("indicators.no_reason")
    if len(text) > longest:
        raise Refused("indicators.too_long", length=len(text), longest=longest)
    return text
