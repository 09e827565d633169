"""Whose register something is entered in (vào sổ của đơn vị nào)."""

from __future__ import annotations

from django.db.models import QuerySet

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import ROLE_ACTIONS, Action, Actor


def registers_of(actor: Actor) -> QuerySet[Unit]:
    """The units in whose registers the actor may enter tasks, targets, shortcomings."""
    return actor.units(Action.ASSIGN).order_by("sort_key", "pk")


def own_register(actor: Actor) -> int | None:
    """The unit over which the post itself was given that right: its register is offered first."""
    return next((grant.unit_id for grant in actor.grants if Action.ASSIGN in ROLE_ACTIONS[grant.role]), None)
