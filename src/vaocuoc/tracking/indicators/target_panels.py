"""What stands beside an indicator: its parts and shares, what people said of its verdict (trang chỉ tiêu, cột bên)."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words
from vaocuoc.tracking.indicators.judging import IndicatorRow, judged_pairs, with_company
from vaocuoc.tracking.indicators.models import Indicator, PartAs, Target
from vaocuoc.tracking.indicators.overruling import can_note_cause
from vaocuoc.tracking.indicators.records import Cause
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.ui.clock import today

_MOST = 8


def said_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """What a person judged instead of the rules, and why the target is not reached; a red one asks for its cause."""
    if row.target is None:
        return None
    actor = actor_of(request)
    causes = list(Cause.objects.filter(target=row.target).select_related("made_as", "made_by").order_by("-pk")[:3])
    ruled = row.by_rules or row.verdict
    wanted = row.verdict.is_red and not causes
    if not (wanted or causes or row.overruled):
        return None
    context = {
        "row": row,
        "ruled": ruled,
        "reason": reason_words(ruled),
        "causes": causes,
        "wanted": wanted,
        "may_say": can_note_cause(actor, row.target),
    }
    return render_to_string("tracking/indicators/_said_panel.html", context, request)


def parts_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """The components of a compound target, the shares of lower units, the components of the indicator itself."""
    actor = actor_of(request)
    components = [(part, aim_words(part.target, part.indicator)) for part in row.parts if part.target]
    target = row.target
    shares = Target.objects.none()
    if target is not None:
        shares = target.parts.filter(part_as=PartAs.SHARE, withdrawn_at__isnull=True)
    # Of a country's shares an index gives the units in order; only the few that are shown are read.
    units = shares.order_by("unit__sort_key", "unit").values_list("unit", flat=True)[: _MOST + 1]
    first = list(
        with_company(shares.filter(unit__in=list(units))).select_related("unit").order_by("unit__sort_key", "pk")
    )
    number, total = len(first), sum(share.value for share in first)
    if number > _MOST:
        number, total = shares.order_by().aggregate(number=Count("pk"), total=Sum("value")).values()
    below = list(Indicator.objects.filter(parent=row.indicator).order_by("code").only("pk", "code", "name"))
    if not (components or first or below or row.indicator.parent_id or row.indicator.expression):
        return None
    rows = judged_pairs(
        {(row.indicator.pk, share.unit_id): (row.indicator, share.unit, share) for share in first[:_MOST]}, today()
    )
    context = {
        "row": row,
        "components": components,
        "shares": rows,
        "given": number,
        "total": from_scaled(total, row.indicator.decimals) if first else None,
        "below": below,
        "target": target,
        "may_assign": actor.may(Action.ASSIGN, row.indicator.keeper_id),
    }
    return render_to_string("tracking/indicators/_parts_panel.html", context, request)
