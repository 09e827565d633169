"""Where notices lead to in the rail: the administrator's page of letters, red where some got stuck."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.notices.mail.queries import stuck_count
from vaocuoc.ui.navigation import KEEPING, Item


def items(request: HttpRequest) -> list[Item]:
    """The page of letters, for the administrator alone; one query for them, none for others."""
    actor = actor_or_none(request)
    if actor is None or not actor.may_keep_directory():
        return []
    stuck = stuck_count()
    return [
        Item(
            group=KEEPING,
            label=_("Thư điện tử"),
            icon="i-send",
            url_name="notices:mail",
            order=340,
            count=stuck or None,
            trouble=stuck > 0,
        )
    ]
