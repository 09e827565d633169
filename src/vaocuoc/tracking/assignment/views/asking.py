"""What every page of giving work asks first: who acts, and for which office."""

from __future__ import annotations

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.registers import keeper_of

__all__ = ["keeper_of", "superior_of"]


def superior_of(keeper: Unit, actor: Actor) -> Unit | None:
    """The unit right above an office in the order it belongs to: the Party's for committees, else the State's."""
    order = "party" if keeper.kind in ("party", "office", "front") else "state"
    above = keeper.relations_above.filter(kind=order, valid_from__lte=actor.today).select_related("parent")
    relation = above.exclude(valid_to__lte=actor.today).order_by("pk").first()
    return relation.parent if relation else None
