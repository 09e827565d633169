"""What the audit trail offers the rail."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.ui.navigation import KEEPING, Item


def items(request: HttpRequest) -> list[Item]:
    """The audit trail, for who may read it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may_audit():
        return []
    return [Item(KEEPING, _("Nhật ký"), "n-audit", "audit:list", order=920)]
