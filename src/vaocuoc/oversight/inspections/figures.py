"""Which indicators and figures a decision to inspect opens (chỉ tiêu, số liệu được mở).

A decision never opens the page of an indicator, which shows every unit: it opens a page of its own with the figures and
targets of its units, of its period.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target


def figures_opened(scopes: Iterable[Scope]) -> Q:
    """The figures that any of the scopes opens: of an opened unit, or reported by one; of an indicator of its subjects,
    of periods that touch its period.
    """
    found = Q(pk__in=[])
    for scope in scopes:
        units = Keys(scope.units or (0,))
        one = Q(unit__in=units) | Q(provider__in=units)
        if scope.names_subjects:
            one &= Q(indicator__in=_of_subjects(scope).order_by().values("pk"))
        if scope.first is not None:
            one &= Q(period_end__gte=scope.first)
        if scope.last is not None:
            one &= Q(period_start__lte=scope.last)
        found |= one
    return found


def visible_figures(actor: Actor) -> QuerySet[Observation]:
    """The figures that the actor sees (số liệu được xem): of the indicators they see, and what decisions open."""
    seen = Q(indicator__in=visible_indicators(actor).order_by().values("pk"))
    return Observation.objects.filter(seen | figures_opened(actor.opened()) if actor.inspecting else seen)


def indicators_opened(scope: Scope) -> QuerySet[Indicator]:
    """The indicators of which a scope opens something: a figure, a target of an opened unit, or the unit's lead."""
    units = Keys(scope.units or (0,))
    figures = Observation.objects.filter(figures_opened([scope])).order_by().values("indicator")
    aimed = Target.objects.filter(unit__in=units, withdrawn_at=None).values("indicator")
    found = Indicator.objects.filter(Q(pk__in=figures) | Q(pk__in=aimed) | Q(lead_unit__in=units))
    return found.filter(pk__in=_of_subjects(scope).order_by().values("pk")) if scope.names_subjects else found


def targets_opened(scope: Scope, indicator: Indicator) -> QuerySet[Target]:
    """The targets in force of an indicator at the units that a scope opens."""
    found = Target.objects.filter(indicator=indicator, unit__in=Keys(scope.units or (0,)), withdrawn_at=None)
    return found.select_related("unit", "document").order_by("unit__sort_key", "-headline", "pk")


def _of_subjects(scope: Scope) -> QuerySet[Indicator]:
    """What a field names, and what a paper or one that carries it out aims at."""
    found = Q(pk__in=[])
    for words in scope.fields:
        found |= Q(pk__in=matching(Indicator.objects.all(), "folded", f'"{words}"').values("pk"))
    if scope.papers:
        aimed = Target.objects.filter(document__in=papers_numbered(scope.papers).values("pk"))
        found |= Q(pk__in=aimed.values("indicator"))
    return Indicator.objects.filter(found)
