"""The page of the audit trail."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vaocuoc.audit.forms import FilterForm
from vaocuoc.audit.models import Entry
from vaocuoc.audit.queries import Filters, Reader, entries
from vaocuoc.audit.words import in_words, object_kind
from vaocuoc.core.errors import Refused
from vaocuoc.ui.paging import page_of


def trail(request: HttpRequest) -> HttpResponse:
    """The audit trail (nhật ký), the latest first, for who inspects and for the administrator."""
    reader = cast(Reader, request.actor)  # type: ignore[attr-defined]
    if not reader.may_audit():
        raise Refused("access.denied", action="audit")
    types = Entry.objects.order_by("object_type").values_list("object_type", flat=True).distinct()
    form = FilterForm(request.GET or None, object_types=[(code, object_kind(code)) for code in types])
    found = entries(reader, form.filters() if form.is_bound else Filters())
    page = page_of(request, found)
    context = {"form": form, "page": page, "lines": in_words(list(page), reader)}
    return render(request, "audit/trail.html", context)
