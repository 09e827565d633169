"""The chain a document stands in, as a picture and as a list (chuỗi văn bản)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.library.chain import chain_of
from vaocuoc.documents.library.chain_drawing import chain_svg
from vaocuoc.ui.clock import today


@require_safe
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    """From the resolution down to the notice: which document carries out which, with what is entered and overdue."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    found = chain_of(actor, document, today=today())
    return render(
        request, "documents/library/chain.html", {"document": document, "chain": found, "picture": chain_svg(found)}
    )
