"""What inspections offer the rail (điều hướng)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.oversight.inspections.access import may_inspect
from vaocuoc.ui.navigation import DAILY, OCCASION, Item


def items(request: HttpRequest) -> list[Item]:
    """Inspections, for who inspects, directs or gives roles; daily for who only inspects; costs no query."""
    actor = actor_or_none(request)
    if actor is None:
        return []
    directs = actor.may_somewhere(Action.DIRECT)
    if may_inspect(actor) or actor.may_keep_directory() or directs:
        works_there = may_inspect(actor) and not directs and not actor.may_somewhere(Action.ASSIGN)
        group = DAILY if works_there else OCCASION
        return [Item(group, _("Kiểm tra, giám sát"), "n-insp", "inspections:list", 54, short=_("Kiểm tra"))]
    return []
