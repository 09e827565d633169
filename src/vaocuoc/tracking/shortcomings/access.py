"""Which shortcomings and proposals an actor sees: of the registers they view, and those of a unit they view."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming


def visible_shortcomings(actor: Actor) -> QuerySet[Shortcoming]:
    """The shortcomings that the actor may see (hạn chế được xem)."""
    units = actor.units(Action.VIEW).values("pk")
    return Shortcoming.objects.filter(Q(keeper__in=units) | Q(unit__in=units))


def visible_proposals(actor: Actor) -> QuerySet[Proposal]:
    """The proposals that the actor may see (kiến nghị được xem)."""
    return Proposal.objects.filter(keeper__in=actor.units(Action.VIEW).values("pk"))


def get_shortcoming(actor: Actor, pk: int) -> Shortcoming:
    """One visible shortcoming; ``Http404`` where hidden."""
    found = visible_shortcomings(actor).select_related("keeper", "unit", "document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_proposal(actor: Actor, pk: int) -> Proposal:
    """One visible proposal; ``Http404`` where hidden."""
    found = visible_proposals(actor).select_related("keeper", "document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
