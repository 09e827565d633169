"""The page of search results (kết quả tìm kiếm)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.search.queries import search_everything

_LONGEST_QUERY = 200


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Everything the actor may see that holds the words of ``?q=``, by kind."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST_QUERY]
    groups = search_everything(getattr(request, "actor", None), query)
    found = sum(len(group.hits) for group in groups)
    more = any(group.more for group in groups)
    return render(request, "search/results.html", {"query": query, "groups": groups, "found": found, "more": more})
