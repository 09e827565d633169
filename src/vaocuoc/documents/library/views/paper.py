"""The page of one document, its files, its pages as pictures, how far its reading is."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.destruction.access import may_propose
from vaocuoc.documents.destruction.models import Destruction
from vaocuoc.documents.destruction.queries import destruction_of, has_backups, refuse_gone, removed_rows
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.library.paper import SHOWN, document_facts
from vaocuoc.documents.library.queries import key_of
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Attachment, Document, File
from vaocuoc.documents.readings.layout import lay_out
from vaocuoc.documents.readings.models import FindingState, Reading, ReadingState
from vaocuoc.documents.readings.operations import request_reading
from vaocuoc.documents.readings.queries import (
    REVIEWED_KINDS,
    findings_of,
    newest_reading,
    page_picture,
    pages_of,
    progress_of,
    readings_of,
)
from vaocuoc.formats import FormatError
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence

_DAY, _MOMENT = 86_400, 60  # seconds

# Nothing that a browser would run or lay out on this site's own address.
_CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a document: its facts, its text with what was found, what it cites, what became of it."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    destruction = destruction_of(found)
    if found.destroyed_at is not None:
        return _tombstone(request, actor, found, destruction)
    facts = document_facts(actor, found, reading_id=key_of(request.GET.get("ban")))
    marked = findings_of(found, reading=facts.reading).exclude(state=FindingState.REJECTED) if facts.reading else []
    context = {
        "document": found,
        "facts": facts,
        "parts": lay_out(facts.reading.text, facts.reading.blocks, marked) if facts.reading else [],
        "pictures": _pictures(facts.reading),
        "progress": progress_of(found),
        "panels": panels_of("DOCUMENT_PANELS", request, found),
        "history": in_words(history(found, limit=20)),
        "failure": _failure(facts.latest),
        "may_edit": actor.may(Action.UPLOAD, found.keeper_id),
        "may_review": actor.may(Action.REVIEW, found.keeper_id),
        "review_page": settings.REVIEW_PAGE,
        "left": sum(count.open for count in facts.counts if count.kind in REVIEWED_KINDS),
        "may_destroy": may_propose(actor, found.keeper_id),
        "destruction": destruction,
        "withdrawn": [one for one in facts.attachments if one.withdrawn_at],
        "shown": SHOWN,
        "shown_slice": f":{SHOWN}",
    }
    return render(request, "documents/library/document.html", context)


def _tombstone(request: HttpRequest, actor: Actor, found: Document, destruction: Destruction | None) -> HttpResponse:
    """What is left of a paper whose content was destroyed (dấu vết): its address, its facts, who decided and why."""
    facts = document_facts(actor, found)
    context = {
        "document": found,
        "facts": facts,
        "one": destruction,
        "removed": removed_rows(destruction) if destruction else [],
        "has_backups": has_backups(),
        "history": in_words(history(found, limit=20)),
    }
    return render(request, "documents/destruction/tombstone.html", context)


def _pictures(reading: Reading | None) -> range:
    """The pages of a scan, whose pictures are shown; none of other papers."""
    return range(1, pages_of(reading) + 1 if reading is not None and reading.is_scanned else 1)


def _failure(latest: Reading | None) -> str:
    """Why the newest reading failed, in a sentence; empty where it did not."""
    if latest is None or latest.state != ReadingState.FAILED:
        return ""
    return sentence(Refused(latest.error_code, **latest.error_facts))


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading of a document is, asked again by the page until it ends; a whole page without htmx."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    if not is_fragment(request):
        return redirect("library:document", pk)
    now = progress_of(found)
    in_line = request.GET.get("dong") == "1"
    context = {"document": found, "progress": now, "in_line": in_line, "review_page": settings.REVIEW_PAGE}
    context["may_review"] = in_line and actor.may(Action.REVIEW, found.keeper_id)
    response = render(request, "documents/library/_progress.html", context)
    if not in_line and not now.running:
        response.headers["HX-Refresh"] = "true"  # the text and the counts are there now
    return response


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reading of a document's newest file once more (đọc lại)."""
    found = get_document(actor_of(request), pk)
    newest = found.files.order_by("-pk").first()
    if newest is None:
        raise Http404
    request_reading(actor=actor_of(request), file=newest)
    return redirect("library:document", pk)


@require_safe
def file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A file as it came in (tải tệp gốc), always as an attachment."""
    document = get_document(actor_of(request), pk)
    refuse_gone(document)
    return as_it_came(get_object_or_404(File, pk=file_pk, document=document))


def as_it_came(found: File | Attachment) -> FileResponse:
    """A kept file byte for byte, for saving, never for showing. Raises ``documents.file_lost``."""
    try:
        content = storage.path_of(found.sha256).open("rb")
    except FileNotFoundError:
        raise Refused("documents.file_lost") from None
    kind = _CONTENT_TYPES.get(found.format, "application/octet-stream")
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)


@require_safe
def page_image(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the paper as a picture (ảnh trang): of the reading ``?ban=``, else of the one that is shown."""
    found = get_document(actor_of(request), pk)
    refuse_gone(found)
    wanted = key_of(request.GET.get("ban"))
    reading = readings_of(found).defer("text", "blocks").filter(pk=wanted).first() if wanted else None
    shown = reading or newest_reading(found)
    if shown is None:
        raise Http404
    try:
        png = page_picture(shown.file, page)
    except FormatError as error:
        if error.code == "page.missing":
            raise Http404 from None
        raise
    response = HttpResponse(png, content_type="image/png")
    # The picture of a reading never changes; which reading is shown may.
    response.headers["Cache-Control"] = f"private, max-age={_DAY if reading else _MOMENT}"
    return response
