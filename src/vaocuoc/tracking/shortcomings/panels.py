"""Shortcomings and proposals on the pages of what they concern: a unit, a task, an indicator (hạn chế, kiến nghị)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState, Tie
from vaocuoc.tracking.tasks.models import Task

_ROWS = 6


def unit_panel(request: HttpRequest, unit: Unit) -> str | None:
    """The shortcomings of a unit, what still stands first, and the proposals of its register."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    shortcomings = visible_shortcomings(actor).filter(unit=unit)
    proposals = visible_proposals(actor).filter(keeper=unit)
    still = shortcomings.exclude(state=ShortcomingState.OVERCOME)
    context = {
        "unit": unit,
        "shortcomings": [*still.order_by("-pk")[:_ROWS]],
        "standing": still.count(),
        "overcome": shortcomings.filter(state=ShortcomingState.OVERCOME).count(),
        "proposals": list(proposals.filter(answered_on__isnull=True).order_by("-pk")[:_ROWS]),
        "unanswered": proposals.filter(answered_on__isnull=True).count(),
        "answered": proposals.filter(answered_on__isnull=False).count(),
    }
    if not any(context[name] for name in ("standing", "overcome", "unanswered", "answered")):
        return None
    return render_to_string("tracking/shortcomings/_unit_panel.html", context, request)


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The shortcomings that a task corrects and the proposals that it carries on."""
    return _tied(request, Q(task=task))


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """The shortcomings and proposals that show in an indicator."""
    return _tied(request, Q(indicator=row.indicator))


def _tied(request: HttpRequest, side: Q) -> str | None:
    shortcomings, proposals = _concerns(actor_of(request), side)
    if not shortcomings and not proposals:
        return None
    context: dict[str, Any] = {"shortcomings": shortcomings, "proposals": proposals}
    return render_to_string("tracking/shortcomings/_tied_panel.html", context, request)


def _concerns(actor: Actor, side: Q) -> tuple[list[Shortcoming], list[Proposal]]:
    ties = list(Tie.objects.filter(side).values_list("shortcoming", "proposal"))
    shortcomings = {one for one, _other in ties if one is not None}
    proposals = {one for _other, one in ties if one is not None}
    # Most hang together with nothing, and then what one may see is not asked.
    seen = visible_shortcomings(actor).filter(pk__in=shortcomings).order_by("-pk") if shortcomings else ()
    proposed = visible_proposals(actor).filter(pk__in=proposals).order_by("-pk") if proposals else ()
    return list(seen), list(proposed)
