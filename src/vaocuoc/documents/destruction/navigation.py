"""What destruction offers the rail."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.ui.navigation import KEEPING, Item


def items(request: HttpRequest) -> list[Item]:
    """The list of proposals and tombstones, for who may confirm or reads the trail; costs no query."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not (actor.may_somewhere(Action.DESTROY) or actor.may_somewhere(Action.AUDIT)):
        return []
    return [Item(KEEPING, _("Hủy nội dung"), "n-audit", "destruction:list", order=930)]
