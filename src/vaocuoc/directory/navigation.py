"""What the directory offers the rail."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.ui.navigation import KEEPING, Item


def items(request: HttpRequest) -> list[Item]:
    """The units for everybody, people and accounts for who keeps the directory."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    offered = [Item(KEEPING, _("Đơn vị"), "n-unit", "organisations:units", order=900)]
    if actor.may_somewhere(Action.DIRECTORY):
        offered.append(Item(KEEPING, _("Cán bộ, tài khoản"), "n-people", "people:list", order=910, short=_("Cán bộ")))
    if actor.may_somewhere(Action.VIEW) or actor.may_somewhere(Action.DIRECTORY):
        offered.append(
            Item(KEEPING, _("Phân công phụ trách"), "n-people", "oversight:list", order=920, short=_("Phân công"))
        )
    return offered
