"""Changing what an urgency asks in an office; the row before stays, ended."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.tracking.urgency.models import UrgencyRule

_MOST_DAYS, _MOST_HOURS = 60, 400


def set_urgency_rule(
    *,
    actor: Actor,
    keeper: Unit,
    urgency: str,
    yellow_days: int,
    answer_days: int,
    acknowledge_hours: int | None,
    valid_from: date,
    basis: str = "",
) -> UrgencyRule:
    """Set what an urgency asks from a day on (quy định theo độ khẩn); what was given before keeps its rule.

    Raises ``Refused``: ``access.denied``, ``tasks.unknown_choice``, ``urgency.numbers``, ``urgency.days_backwards``
    (a rule of a later day is there already).
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if urgency not in Urgency.values:
        raise Refused("tasks.unknown_choice", value=urgency)
    if not (0 <= yellow_days <= _MOST_DAYS and 0 <= answer_days <= _MOST_DAYS):
        raise Refused("urgency.numbers", days=_MOST_DAYS, hours=_MOST_HOURS)
    if acknowledge_hours is not None and not 1 <= acknowledge_hours <= _MOST_HOURS:
        raise Refused("urgency.numbers", days=_MOST_DAYS, hours=_MOST_HOURS)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=keeper.pk)
        before = UrgencyRule.objects.filter(keeper=keeper, urgency=urgency, valid_to__isnull=True).first()
        if before is not None:
            if valid_from < before.valid_from:
                raise Refused("urgency.days_backwards", day=before.valid_from)
            before.valid_to = valid_from
            before.save(update_fields=["valid_to"])
        rule = UrgencyRule.objects.create(
            keeper=keeper,
            urgency=urgency,
            yellow_days=yellow_days,
            answer_days=answer_days,
            acknowledge_hours=acknowledge_hours,
            basis=nfc(basis).strip()[:300],
            valid_from=valid_from,
            created_by=actor.user,
        )
        record(
            actor,
            "urgency.set_rule",
            keeper,
            urgency=urgency,
            yellow_days=yellow_days,
            answer_days=answer_days,
            acknowledge_hours=acknowledge_hours,
            since=valid_from.isoformat(),
        )
    return rule
