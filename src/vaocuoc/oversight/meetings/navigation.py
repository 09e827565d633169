"""What meetings offer the rail (điều hướng)."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.ui.navigation import OCCASION, Item


def items(request: HttpRequest) -> list[Item]:
    """The meetings, for whoever sees registers at all."""
    actor = actor_or_none(request)
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    return [Item(OCCASION, _("Họp, kết luận"), "n-meet", "meetings:list", 107)]
