"""Handing documents in (đưa tài liệu vào): one or several files, each with its outcome in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.library.forms import UploadForm
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.papers.models import Document
from vaocuoc.documents.readings.queries import Progress, progress_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

_ONE_LINE = "X-Upload-Line"  # the page's script hands in one file at a time and wants its line alone


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its name, the document it is now or was before, or the sentence of its refusal."""

    name: str
    document: Document | None = None
    progress: Progress | None = None
    refusal: str = ""
    may_review: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in files (đưa tài liệu vào), one or several; each file's outcome stands in its own line."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.UPLOAD):
        raise Refused("access.denied", action=str(Action.UPLOAD))
    replaces = _replaced(actor, request.POST.get("thay") or request.GET.get("thay"))
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        actor=actor,
        replaces=replaces,
    )
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = [_hand_in(actor, one, form.cleaned_data, replaces) for one in form.cleaned_data["uploads"]]
    context = {
        "form": form,
        "outcomes": outcomes,
        "draft_page": settings.DRAFT_PAGE,
        "review_page": settings.REVIEW_PAGE,
        "replaces": replaces,
        "back": _back(request),
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
    }
    if _ONE_LINE in request.headers:
        return render(request, "documents/library/_outcomes.html", context)
    if replaces and outcomes and outcomes[0].document:
        return redirect("library:document", replaces.pk)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "documents/library/upload.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The page of this site that waits for the file (trang gọi đến); its address and the file's number lead on."""
    address = request.POST.get("ve") or request.GET.get("ve") or ""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if safe and address.startswith("/") and address.endswith("/") else ""


def _replaced(actor: Actor, given: str | None) -> Document | None:
    if not given:
        return None
    if not given.isdecimal():
        raise Http404
    return get_document(actor, int(given))


def _hand_in(actor: Actor, content: Any, declared: dict[str, Any], replaces: Document | None) -> Outcome:
    name = content.name
    try:
        document = upload_document(
            actor=actor,
            content=content,
            name=name,
            keeper=replaces.keeper if replaces else declared["keeper"],
            handling=declared["handling"],
            today=today(),
            replaces=replaces,
        )
    except Refused as refused:
        there = refused.facts.get("document")
        known = visible_documents(actor).filter(pk=there).first() if isinstance(there, int) else None
        return Outcome(name, document=known, refusal=sentence(refused))
    may_review = actor.may(Action.REVIEW, document.keeper_id)
    return Outcome(name, document=document, progress=progress_of(document), may_review=may_review)
