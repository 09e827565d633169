"""Who sees which decision to inspect, who registers one, who looks at signs and takes evidence out."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import InspectedUnit, InspectionDecision, InspectionPost, RelationKind, UnitReach
from vaocuoc.directory.people.access import Action, Actor

_CONCERNED = (Action.REPORT, Action.DIRECT, Action.AUDIT)


def visible_decisions(actor: Actor) -> QuerySet[InspectionDecision]:
    """The decisions that the actor may see (quyết định kiểm tra được xem).

    All for who keeps the directory; else those they gave or inspect under, and those on a unit that they report for,
    direct or inspect.
    """
    if actor.may_keep_directory():
        return InspectionDecision.objects.all()
    seen = Q(pk__in=[])
    if actor.post is not None:
        named = InspectionPost.objects.filter(decision=OuterRef("pk"), post=actor.post)
        seen |= Q(giver=actor.post) | Q(Exists(named))
    for action in _CONCERNED:
        if actor.may_somewhere(action):
            seen |= Q(Exists(_on_units_of(actor, action)))
    return InspectionDecision.objects.filter(seen)


def _on_units_of(actor: Actor, action: Action) -> QuerySet[InspectedUnit]:
    units = actor.units(action).order_by().values("pk")
    alive = Q(valid_from__lte=actor.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today))
    above = UnitReach.objects.filter(alive, descendant__in=units, kind__in=RelationKind.values).values("ancestor")
    return InspectedUnit.objects.filter(Q(unit__in=units) | Q(with_below=True, unit__in=above), decision=OuterRef("pk"))


def get_decision(actor: Actor, pk: int) -> InspectionDecision:
    """One visible decision; ``Http404`` where hidden."""
    found = visible_decisions(actor).select_related("giver__unit", "registered_by", "closed_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def is_open(decision: InspectionDecision, actor: Actor) -> bool:
    """Whether a decision opens anything on the actor's day (đang có hiệu lực)."""
    return decision.closed_on is None and decision.first_day <= actor.today <= decision.last_day


def may_inspect(actor: Actor) -> bool:
    """Whether the actor inspects, by a standing role or under a decision in force; costs no query."""
    return bool(actor.inspecting) or actor.may_somewhere(Action.AUDIT)


def require_inspecting(actor: Actor) -> None:
    """Raise ``Refused("access.denied")`` for whoever does not inspect."""
    if not may_inspect(actor):
        raise Refused("access.denied", action=str(Action.AUDIT))
