"""Which agency follows indicators (cơ quan theo dõi), changed for many in one go as ``edit_indicator`` does for one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.indicators.models import Indicator, Standing


def set_lead_units(*, actor: Actor, indicators: Sequence[Indicator], lead_unit: Unit) -> dict[int, Refused]:
    """Give many indicators to one agency to follow (đổi cơ quan theo dõi); what was refused stays, with the reason.

    Each has its entry in the trail; who follows is no part of the passport, so no version is made. The queries do not
    grow with the rows. A refusal is ``access.denied``.
    """
    actor = actor.remembering()
    keys = {one.pk for one in indicators}
    with transaction.atomic():
        rows = Indicator.objects.select_for_update(of=("self",)).select_related("lead_unit").filter(pk__in=Keys(keys))
        held = list(rows.order_by("pk")) if keys else []
        refused = {pk: Refused("not_found") for pk in keys - {one.pk for one in held}}
        changed = []
        for one in held:
            if not actor.may(Action.ASSIGN, one.keeper_id):
                refused[one.pk] = Refused("access.denied", action=str(Action.ASSIGN))
            elif one.lead_unit_id != lead_unit.pk:
                before, after = {"lead_unit": str(one.lead_unit or "")}, {"lead_unit": str(lead_unit)}
                changed.append((one, {"before": before, "after": after}))
        moved = {one.pk for one, _facts in changed}
        if moved:
            Indicator.objects.filter(pk__in=Keys(moved)).update(lead_unit=lead_unit)
            Standing.objects.filter(indicator__in=Keys(moved), day__isnull=False).update(day=None)
            record_all(actor, "indicators.edit", changed)
    return refused
