"""Whose register something is entered in (vào sổ của đơn vị nào)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor


def registers_of(actor: Actor) -> QuerySet[Unit]:
    """The units in whose registers the actor may enter tasks, targets, shortcomings."""
    return actor.units(Action.ASSIGN).order_by("sort_key", "pk")


def own_register(actor: Actor) -> int | None:
    """The unit over which the post itself was given that right: its register is offered first."""
    return actor.own_unit(Action.ASSIGN)


def keeper_of(request: HttpRequest, actor: Actor) -> Unit:
    """The office whose tables are asked for: ``?so=`` names it, else the one over which the post has its role.

    Raises ``Refused("access.denied")`` for who views no office at all, ``Http404`` for one that is hidden.
    """
    if not actor.may_somewhere(Action.VIEW):
        raise Refused("access.denied", action=str(Action.VIEW))
    given = request.GET.get("so", "")
    if given:
        found = (
            actor.units(Action.VIEW).filter(pk=int(given)).first() if given.isdecimal() and len(given) < 18 else None
        )
    else:
        key = own_register(actor) or next((grant.unit_id for grant in actor.grants), None)
        found = Unit.objects.filter(pk=key).first() if key else None
    if found is None:
        raise Http404
    return found
