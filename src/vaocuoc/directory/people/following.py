"""What follows when a person takes or leaves a post, or begins or ends to act in its name (việc đi theo chức danh)."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.models import PostHolding


def follow_holding(actor: Actor | None, holding: PostHolding, *, begins: bool) -> None:
    """Let the apps above do what follows for theirs (``settings.HOLDING_FOLLOWERS``), in this transaction."""
    for name in settings.HOLDING_FOLLOWERS:
        import_string(name)(actor, holding, begins=begins)
