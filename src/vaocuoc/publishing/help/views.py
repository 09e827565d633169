"""The pages of help."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.publishing.help.topics import INDEX, rendered, topics


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where to begin (bắt đầu), with all pages beside it."""
    return topic(request, INDEX)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of help (trang trợ giúp)."""
    shown = next((one for one in topics() if one.slug == slug), None)
    if shown is None:
        raise Http404
    groups = [(name, list(found)) for name, found in groupby(topics(), key=lambda one: one.group)]
    return render(request, "publishing/help/topic.html", {"topic": shown, "groups": groups, "body": rendered(slug)})
