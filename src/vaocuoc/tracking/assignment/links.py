"""Where giving work leads from elsewhere: the link beside the register of documents."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of


def library_link(request: HttpRequest) -> tuple[str, str] | None:
    """Words and address of the papers from above without an own one, for who gives tasks; costs no query."""
    if not actor_of(request).may_somewhere(Action.ASSIGN):
        return None
    return _("Giấy tờ từ trên chưa có văn bản của mình"), reverse("assignment:home")
