"""Which document a citation means, said by hand: chosen by a search, or taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.library.citing import choices_for, places_of
from vaocuoc.documents.library.queries import key_of
from vaocuoc.documents.readings.models import Citation
from vaocuoc.documents.readings.pointing import correct_citation, release_citation

_MOST = 20


@require_safe
def citation(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Where a citation stands, what it is taken for, and the documents that it could mean."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    actor.require(Action.REVIEW, document.keeper_id)
    found = get_object_or_404(
        Citation.objects.select_related("finding__reading", "pointed_as__unit", "pointed_by"),
        document=document,
        finding_id=finding,
    )
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context = {
        "document": document,
        "citation": found,
        "places": places_of(found),
        "now": visible_documents(actor).filter(pk=found.cited_id or 0).defer("folded").first(),
        "choices": choices_for(actor, found, text, limit=_MOST),
        "text": text,
        "most": _MOST,
    }
    return render(request, "documents/library/citation.html", context)


@require_POST
def point(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Say which document is meant, that none of the register is, or leave it to the rules again."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    get_object_or_404(Citation, document=document, finding_id=finding)
    seen = key_of(request.POST.get("dang-la"))
    if request.POST.get("tra-lai"):
        places = release_citation(actor=actor, finding_id=finding, seen=seen)
        messages.success(request, _("Đã bỏ sửa tay; chương trình nhận lại %(places)s chỗ dẫn.") % {"places": places})
    else:
        chosen = key_of(request.POST.get("van-ban"))
        cited = get_document(actor, chosen) if chosen else None
        places = correct_citation(actor=actor, finding_id=finding, seen=seen, cited=cited)
        messages.success(request, _("Đã sửa %(places)s chỗ dẫn.") % {"places": places})
    return redirect("library:document", pk)
