"""Who acts in a request, for views (người thực hiện yêu cầu); ``middleware.ActorMiddleware`` puts it there."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from vaocuoc.directory.people.access import Actor


def actor_or_none(request: HttpRequest) -> Actor | None:
    """The actor of a request, None when nobody is signed in."""
    # Django's HttpRequest declares no such attribute: the type is told here, once.
    return cast("Actor | None", getattr(request, "actor", None))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request. Raises ``Http404`` when nobody is signed in: a page never tells that it is there."""
    actor = actor_or_none(request)
    if actor is None:
        raise Http404
    return actor
