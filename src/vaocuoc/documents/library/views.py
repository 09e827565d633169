"""The pages of the register: list, handing in, one document, its file, its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library import queries
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.library.addressing import Addressees, read_addressees
from vaocuoc.documents.library.forms import AddresseesForm, DocumentForm, UploadForm
from vaocuoc.documents.library.operations import EDITABLE, address_document, edit_document, upload_document
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Document, DocumentType, File, Handling
from vaocuoc.documents.readings.layout import lay_out
from vaocuoc.documents.readings.models import FindingState, Reading, ReadingState
from vaocuoc.documents.readings.operations import request_reading
from vaocuoc.documents.readings.queries import (
    Progress,
    findings_of,
    newest_reading,
    page_picture,
    pages_of,
    progress_of,
    readings_of,
)
from vaocuoc.formats import FormatError
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_ROWS = 25
_DAY, _MOMENT = 86_400, 60  # seconds
_ONE_LINE = "X-Upload-Line"  # the page's script hands in one file at a time and wants its line alone

# Nothing that a browser would run or lay out on this site's own address.
_CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of documents (sổ văn bản), narrowed by the address."""
    actor = actor_of(request)
    filters = queries.Filters.from_address(request.GET)
    page = page_of(request, queries.register(actor, filters), size=_ROWS)
    context = {
        "page": page,
        "rows": queries.rows(page),
        "filters": filters,
        "counts": queries.state_counts(actor),
        "types": DocumentType.choices,
        "handlings": Handling.choices,
        "states": queries.STATES.items(),
        "sorts": [(key, label) for key, (label, _order) in queries.SORTS.items()],
        "terms": [f"{start}-{end}" for start, end in queries.terms_of_register(actor)],
        "may_upload": actor.may_somewhere(Action.UPLOAD),
    }
    return render_part(request, "documents/library/list.html", "documents/library/_rows.html", context)


# --- handing in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its name, the document it is now or was before, or the sentence of its refusal."""

    name: str
    document: Document | None = None
    progress: Progress | None = None
    refusal: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in files (đưa tài liệu vào), one or several; each file's outcome stands in its own line."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.UPLOAD):
        raise Refused("access.denied", action=str(Action.UPLOAD))
    replaces = _replaced(actor, request.POST.get("thay") or request.GET.get("thay"))
    form = UploadForm(request.POST or None, request.FILES or None, actor=actor, replaces=replaces)
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = [_hand_in(actor, one, form.cleaned_data, replaces) for one in form.cleaned_data["uploads"]]
    context = {
        "form": form,
        "outcomes": outcomes,
        "draft_page": settings.DRAFT_PAGE,
        "replaces": replaces,
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
    }
    if _ONE_LINE in request.headers:
        return render(request, "documents/library/_outcomes.html", context)
    if replaces and outcomes and outcomes[0].document:
        return redirect("library:document", replaces.pk)
    return render(request, "documents/library/upload.html", context)


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
    return Outcome(name, document=document, progress=progress_of(document))


# --- one document ---------------------------------------------------------------------------------------------------


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a document: its facts, its text with what was found, what it cites, what became of it."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    facts = queries.document_facts(actor, found, reading_id=_number(request.GET.get("ban")))
    marked = findings_of(found, reading=facts.reading).exclude(state=FindingState.REJECTED) if facts.reading else []
    context = {
        "document": found,
        "facts": facts,
        "parts": lay_out(facts.reading.text, facts.reading.blocks, marked) if facts.reading else [],
        "pictures": _pictures(facts.reading),
        "progress": progress_of(found),
        "panels": _panels(request, found),
        "history": in_words(history(found, limit=20)),
        "failure": _failure(facts.latest),
        "may_edit": actor.may(Action.UPLOAD, found.keeper_id),
        "may_review": actor.may(Action.REVIEW, found.keeper_id),
    }
    return render(request, "documents/library/document.html", context)


def _pictures(reading: Reading | None) -> range:
    """The pages of a scan, whose pictures are shown; none of other papers."""
    return range(1, pages_of(reading) + 1 if reading is not None and reading.is_scanned else 1)


def _failure(latest: Reading | None) -> str:
    """Why the newest reading failed, in a sentence; empty where it did not."""
    if latest is None or latest.state != ReadingState.FAILED:
        return ""
    return sentence(Refused(latest.error_code, **latest.error_facts))


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) < 18 else None


def _panels(request: HttpRequest, found: Document) -> list[str]:
    """What higher apps show on a document's page."""
    shown = (import_string(name)(request, found) for name in settings.DOCUMENT_PANELS)
    return [panel for panel in shown if panel]


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading of a document is, asked again by the page until it ends; a whole page without htmx."""
    found = get_document(actor_of(request), pk)
    if not is_fragment(request):
        return redirect("library:document", pk)
    now = progress_of(found)
    in_line = request.GET.get("dong") == "1"
    response = render(
        request, "documents/library/_progress.html", {"document": found, "progress": now, "in_line": in_line}
    )
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
    found = get_object_or_404(File, pk=file_pk, document=get_document(actor_of(request), pk))
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
    wanted = _number(request.GET.get("ban"))
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


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a document's own fields (sửa thông tin)."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    actor.require(Action.UPLOAD, found.keeper_id)
    choices = queries.may_carry_out(actor, found)
    initial = {name: getattr(found, name) for name in (*EDITABLE, "version")}
    form = DocumentForm(request.POST or None, initial=initial, carried_out=choices)
    if request.method == "POST" and form.is_valid():
        try:
            edit_document(actor=actor, document=found, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã lưu thông tin văn bản."))
            return redirect("library:document", pk)
    return _form(request, "documents/library/edit.html", {"document": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Say to whom a document is addressed (nơi nhận)."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    actor.require(Action.UPLOAD, found.keeper_id)
    there = found.addressees.order_by("unit__sort_key", "pk").values_list("unit__name", flat=True)
    form = AddresseesForm(request.POST or None, initial={"names": "\n".join(there)})
    read = Addressees()
    if request.method == "POST" and form.is_valid():
        read = read_addressees(form.cleaned_data["names"], today=today())
        for number, name, near in read.unknown:
            form.add_error("names", _unknown_line(number, name, near))
        if form.is_valid():
            address_document(actor=actor, document=found, units=read.units)
            messages.success(request, _("Đã lưu nơi nhận: %(count)s đơn vị.") % {"count": len(read.units)})
            return redirect("library:document", pk)
    return _form(request, "documents/library/address.html", {"document": found, "form": form})


def _unknown_line(number: int, name: str, near: list[str]) -> str:
    if near:
        return _("Dòng %(number)s: không có đơn vị “%(name)s”. Gần giống: %(near)s. Chưa ghi gì.") % {
            "number": number,
            "name": name,
            "near": ", ".join(near),
        }
    return _("Dòng %(number)s: không có đơn vị “%(name)s” trong danh bạ. Chưa ghi gì.") % {
        "number": number,
        "name": name,
    }


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
