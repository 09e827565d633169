"""Which indicators an actor sees: those of the registers they view, and those that name a unit they view."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys, registers_of
from vaocuoc.tracking.indicators.models import Indicator, Obligation, Target

_NAMED = 2_000
"""So many indicators are named in a condition; more are looked up by it."""


def visible_indicators(actor: Actor) -> QuerySet[Indicator]:
    """The indicators that the actor may see (chỉ tiêu được xem)."""
    if actor.memory is None:
        return Indicator.objects.filter(_seen(actor))
    return Indicator.objects.filter(actor.once("indicators seen", lambda: _seen_once(actor)))


def _seen(actor: Actor) -> Q:
    units = actor.units(Action.VIEW).values("pk")
    owed = Obligation.objects.filter(unit__in=units).values("indicator")
    aimed = Target.objects.filter(unit__in=units).values("indicator")
    return Q(keeper__in=units) | Q(lead_unit__in=units) | Q(pk__in=owed) | Q(pk__in=aimed)


def _seen_once(actor: Actor) -> Q:
    """The same while a page is only read: nothing where every register is viewed, else the indicators by their keys."""
    if actor.views_all_kept() or actor.reaches_all(Action.VIEW, registers_of(Indicator)):
        return Q()
    keys = list(Indicator.objects.filter(_seen(actor)).order_by().values_list("pk", flat=True)[: _NAMED + 1])
    return Q(pk__in=Keys(keys or (0,))) if len(keys) <= _NAMED else _seen(actor)


def can_see_indicator(actor: Actor, indicator: Indicator) -> bool:
    return visible_indicators(actor).filter(pk=indicator.pk).exists()


def get_indicator(actor: Actor, pk: int) -> Indicator:
    """One visible indicator with its keeper and lead; ``Http404`` where hidden."""
    found = visible_indicators(actor).select_related("keeper", "lead_unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
