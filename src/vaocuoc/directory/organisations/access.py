"""What changing organisations asks of the one who does it; the answer is the people's (``people.access.Actor``).

Organisations lie under people, so they know an actor only by this shape.
"""

from __future__ import annotations

from typing import Protocol

from django.db.models import QuerySet

from vaocuoc.audit.operations import ActsAs
from vaocuoc.directory.organisations.models import Unit


class Keeper(ActsAs, Protocol):
    """Someone who may be allowed to keep the directory (người quản lý danh bạ)."""

    def require_directory(self) -> None:
        """Raise ``Refused("access.denied")`` unless units, posts and relations may be changed."""

    def may_keep_directory(self) -> bool:
        """Whether units, posts and relations may be changed."""

    def require_naming(self, unit_id: int) -> None:
        """Raise ``Refused("access.denied")`` unless another name of the unit may be noted."""

    def visible_units(self) -> QuerySet[Unit]:
        """The units whose pages may be read."""


def require_directory(actor: Keeper | None) -> None:
    """Check the right to change the directory; None is the installation itself (console, demonstration, first run)."""
    if actor is not None:
        actor.require_directory()
