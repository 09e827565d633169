"""The page of a file that the worker writes, and fetching it."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.files import ListFile, file_of
from vaocuoc.directory.saved_views.leaving import WORKBOOK
from vaocuoc.ui.htmx import is_fragment

_SECONDS = "10"


def _found(request: HttpRequest, key: UUID) -> ListFile:
    found = file_of(actor_of(request), key)
    if found is None:
        raise Http404
    return found


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a file is (tiến độ xuất danh sách), and the file once it is there."""
    found = _found(request, key)
    template = "saved_views/_file.html" if is_fragment(request) else "saved_views/file.html"
    response = render(request, template, {"file": found})
    if found.is_busy and not is_fragment(request):
        response.headers["Refresh"] = _SECONDS  # without a script the page comes again by itself
    return response


@require_safe
def content(request: HttpRequest, key: UUID) -> FileResponse:
    """The file itself (tải tệp)."""
    found = _found(request, key)
    if not found.is_there:
        raise Http404
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type=WORKBOOK)
