"""Two versions of a document compared in words (so sánh hai bản)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.library.queries import key_of
from vaocuoc.documents.library.versions import compared, comparison_size, page_lines, two_of, versions_of
from vaocuoc.ui.paging import page_of

_CHANGES = 60


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from the version ``?tu=`` to the version ``?den=`` (keys of files); the last two without."""
    document = get_document(actor_of(request), pk)
    versions = versions_of(document)
    context = {"document": document, "versions": versions}
    try:
        old, new = two_of(versions, key_of(request.GET.get("tu")), key_of(request.GET.get("den")))
    except Refused:
        return render(request, "documents/library/compare.html", context)
    comparison = compared(old, new)
    page = page_of(request, range(comparison_size(comparison)), size=_CHANGES)
    first = page.start_index() - 1 if comparison.differs else 0
    context |= {
        "old": old,
        "new": new,
        "read": [version for version in versions if version.reading is not None],
        "comparison": comparison,
        "counts": {kind: comparison.count(kind) for kind in ("added", "removed", "changed")},
        "page": page,
        "lines": list(page_lines(comparison, first, page.end_index())),
    }
    return render(request, "documents/library/compare.html", context)
