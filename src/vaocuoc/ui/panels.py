"""Panels: what higher apps and other areas add to a page, rendered on the server from a list in settings (khung)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def panels_of(listed: str, request: HttpRequest, subject: Any) -> list[str]:
    """The panels of a page in the order of the list ``settings.<listed>``.

    Each name in the list is a function ``(request, subject)`` that gives the panel's markup, or nothing where it has
    nothing to say to the one who asks; it asks a constant number of queries.
    """
    shown = (import_string(name)(request, subject) for name in getattr(settings, listed))
    return [panel for panel in shown if panel]
