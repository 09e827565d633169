"""What every page of giving work asks first: who acts, and for which office."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.registers import own_register


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


def superior_of(keeper: Unit, actor: Actor) -> Unit | None:
    """The unit right above an office in the order it belongs to: the Party's for committees, else the State's."""
    order = "party" if keeper.kind in ("party", "office", "front") else "state"
    above = keeper.relations_above.filter(kind=order, valid_from__lte=actor.today).select_related("parent")
    relation = above.exclude(valid_to__lte=actor.today).order_by("pk").first()
    return relation.parent if relation else None
