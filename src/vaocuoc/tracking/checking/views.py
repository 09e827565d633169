"""Pages of the check of drafts: the page, its sheet to print or to take along, and what is set aside."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document, Handling, ReadingState
from vaocuoc.documents.readings.queries import progress_of
from vaocuoc.tracking.checking import operations, sheets
from vaocuoc.tracking.checking.forms import SetAsideForm
from vaocuoc.tracking.checking.queries import LEVEL_PARAMETERS, Checked, Filters, check_document
from vaocuoc.tracking.checking.wording import LEVEL_WORDS
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of

_ROWS = 40
_PAGE = "tracking/checking/draft.html"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def draft(request: HttpRequest, document_id: int) -> HttpResponse:
    """The faults of a draft by kind (kiểm tra dự thảo), narrowed by the address, with its score."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    checked = check_document(actor, document, today=today())
    if checked is None:
        return render(request, "tracking/checking/unread.html", _unread(document))
    return _page(request, actor, checked)


def _page(
    request: HttpRequest,
    actor: Actor,
    checked: Checked,
    *,
    form: SetAsideForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    filters = Filters.of(request.GET)
    counts = checked.level_counts()
    levels = [
        ("", _("Lỗi và cần xem"), counts["error"] + counts["check"]),
        *(
            (name, translated(LEVEL_WORDS[level]).capitalize(), counts[level])
            for name, level in LEVEL_PARAMETERS.items()
        ),
    ]
    context = _context(checked) | {
        "page": page_of(request, checked.cards(filters), size=_ROWS),
        "filters": filters,
        "levels": levels,
        "kinds": checked.kind_counts(filters.levels()),
        "may_review": actor.may(Action.REVIEW, checked.document.keeper_id),
        "may_edit": actor.may(Action.UPLOAD, checked.document.keeper_id),
        "form": form,
        "back": request.get_full_path(),
    }
    return render(request, _PAGE, context, status=status)


def _context(checked: Checked) -> dict[str, Any]:
    return {
        "document": checked.document,
        "checked": checked,
        "score": checked.report.score,
        "counts": checked.level_counts(),
        "aside_count": sum(point.aside is not None for point in checked.points),
    }


def _unread(document: Document) -> dict[str, Any]:
    progress = progress_of(document)
    failed = progress.reading is not None and progress.reading.state == ReadingState.FAILED
    return {"document": document, "progress": progress, "failed": failed}


@require_safe
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    """The whole of it on paper (phiếu kiểm tra): every fault that was not set aside, without paging."""
    checked = _checked(request, document_id)
    return render(request, "tracking/checking/sheet.html", _context(checked) | {"cards": checked.cards(_EVERYTHING)})


@require_safe
def sheet_docx(request: HttpRequest, document_id: int) -> HttpResponse:
    """The same sheet as a .docx."""
    checked = _checked(request, document_id)
    response = HttpResponse(sheets.as_docx(checked, checked.cards(_EVERYTHING), day=today()), content_type=_DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="phieu-kiem-tra-{document_id}.docx"'
    return response


_EVERYTHING = Filters(level="tat-ca")


@require_POST
def set_aside(request: HttpRequest, document_id: int) -> HttpResponse:
    """Leave a fault as it is, with a reason (đã xem, bỏ qua)."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    form = SetAsideForm(request.POST)
    key = request.POST.get("key", "")
    checked = check_document(actor, document, today=today())
    fault = next((one.fault for one in checked.points if one.key == key), None) if checked else None
    if checked is None or fault is None:
        raise Refused("checking.gone")
    if not form.is_valid():
        return _page(request, actor, checked, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    operations.set_aside(actor=actor, document=document, fault=fault, reason=form.cleaned_data["reason"])
    messages.success(request, _("Đã ghi là bỏ qua."))
    return redirect(_back(request, document))


@require_POST
def take_up(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take a fault up again that was set aside."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    operations.take_up(actor=actor, document=document, key=request.POST.get("key", ""))
    messages.success(request, _("Đã đưa lại vào danh sách."))
    return redirect(_back(request, document))


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The way to the check from a document's page: first thing for a draft, a line for anything else that was read."""
    progress = progress_of(document)
    if progress.reading is None or progress.reading.state != ReadingState.DONE:
        return None
    context = {"document": document, "is_draft": document.handling == Handling.DRAFT}
    return render_to_string("tracking/checking/_panel.html", context, request)


def _back(request: HttpRequest, document: Document) -> str:
    """The page one came from, with its filters, as long as it is this site's."""
    back = request.POST.get("back", "")
    own = reverse("checking:draft", args=[document.pk])
    is_ours = back.startswith(own) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else own


def _checked(request: HttpRequest, document_id: int) -> Checked:
    actor = actor_of(request)
    checked = check_document(actor, get_document(actor, document_id), today=today())
    if checked is None:
        raise Http404
    return checked
