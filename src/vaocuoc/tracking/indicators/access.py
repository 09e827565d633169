"""Which indicators an actor sees: those of the registers they view, and those that name a unit they view."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.models import Indicator, Obligation, Target


def visible_indicators(actor: Actor) -> QuerySet[Indicator]:
    """The indicators that the actor may see (chỉ tiêu được xem)."""
    units = actor.units(Action.VIEW).values("pk")
    owed = Obligation.objects.filter(unit__in=units).values("indicator")
    aimed = Target.objects.filter(unit__in=units).values("indicator")
    return Indicator.objects.filter(Q(keeper__in=units) | Q(lead_unit__in=units) | Q(pk__in=owed) | Q(pk__in=aimed))


def can_see_indicator(actor: Actor, indicator: Indicator) -> bool:
    return visible_indicators(actor).filter(pk=indicator.pk).exists()


def get_indicator(actor: Actor, pk: int) -> Indicator:
    """One visible indicator with its keeper and lead; ``Http404`` where hidden."""
    found = visible_indicators(actor).select_related("keeper", "lead_unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
