"""Taking workbooks in: handed in, looked at row by row, written, and their reports handed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.submissions.owed import period_of_slug
from vaocuoc.tracking.workbooks import access
from vaocuoc.tracking.workbooks.forms import UploadForm, asked_for
from vaocuoc.tracking.workbooks.models import BookState, ReturnBatch, ReturnedBook
from vaocuoc.tracking.workbooks.planning import EMPTY, FAULTY, OUTCOMES, SAME
from vaocuoc.tracking.workbooks.receiving import receive
from vaocuoc.tracking.workbooks.writing import WRITABLE, submit_books, write_book, write_several
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 100
_BOOKS = 100
_RECENT = 8
_QUIET = (SAME, EMPTY)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in one workbook, several, or an archive of them (nhập bảng đã điền)."""
    actor = actor_of(request)
    access.require_returning(actor)
    asked = asked_for(request.GET)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        form.is_valid()  # the files are taken from the request: the field knows one alone
        try:
            batch = receive(actor=actor, files=request.FILES.getlist("books"), asked_for=asked)
        except Refused as refused:
            form.add_error("books" if not refused.code.startswith("access.") else None, sentence(refused))
        else:
            if batch.total == 1:
                return redirect("workbooks:book", batch.pk, 1)
            return redirect("workbooks:batch", batch.pk)
    recent = access.own_batches(actor).order_by("-created_at", "-pk")[:_RECENT]
    context = {
        "form": form,
        "recent": recent,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
        **_asked(actor, asked),
    }
    return render(request, "tracking/workbooks/upload.html", context, status=status)


def _asked(actor: Actor, asked: dict[str, Any]) -> dict[str, Any]:
    """What the workbooks are expected to be of, in words; and where one came from. Nothing of what is hidden."""
    seen = actor.units(Action.VIEW).filter(pk__in=[asked.get("keeper"), asked.get("provider")])
    units: dict[int, Unit] = {unit.pk: unit for unit in seen}
    period = period_of_slug(asked["period"]) if "period" in asked else None
    provider, keeper = units.get(asked.get("provider", 0)), units.get(asked.get("keeper", 0))
    back = ""
    if {"keeper", "provider", "period"} <= set(asked) and (provider or keeper):
        back = reverse("submissions:report", args=[asked["keeper"], asked["provider"], asked["period"]])
    return {"provider": provider, "keeper": keeper, "period": period, "back": back}


# --- several ----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbooks of one reception (đợt nhập): what each holds, write those chosen, hand their reports in."""
    actor = actor_of(request)
    found = access.get_batch(actor, pk)
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        places = keys_in(request.POST.getlist("bang"))
        chosen = list(found.books.filter(place__in=places).select_related("keeper", "provider").order_by("place"))
        deed = submit_books if request.POST.get("viec") == "gui" else write_several
        try:
            number, refusals = deed(actor=actor, books=chosen)
        except Refused as refused:
            problem, status = sentence(refused), status_of(refused)
        else:
            _tell(request, deed is submit_books, number, refusals, chosen)
            return redirect("workbooks:batch", pk)
    context = {"batch": found, "problem": problem, **_books(request, found)}
    return render_part(
        request, "tracking/workbooks/batch.html", "tracking/workbooks/_progress.html", context, status=status
    )


def _tell(
    request: HttpRequest, is_sent: bool, number: int, refusals: dict[int, Refused], books: list[ReturnedBook]
) -> None:
    if number:
        said = (
            ngettext("Đã gửi %(number)s báo cáo, chờ duyệt.", "Đã gửi %(number)s báo cáo, chờ duyệt.", number)
            if is_sent
            else ngettext("Đã ghi %(number)s bảng vào báo cáo.", "Đã ghi %(number)s bảng vào báo cáo.", number)
        )
        messages.success(request, said % {"number": number})
    for book in books:
        if (refused := refusals.get(book.pk)) is not None:
            messages.error(request, f"{book.name}: {sentence(refused)}")


def _books(request: HttpRequest, found: ReturnBatch) -> dict[str, Any]:
    books = found.books.select_related("keeper", "provider", "submission").defer("said", "plan").order_by("place")
    page: Page[ReturnedBook] = page_of(request, books, size=_BOOKS)
    states = list(found.books.values_list("state", flat=True))
    return {
        "page": page,
        "books": [_book_line(book) for book in page.object_list],
        "ready": states.count(BookState.READY),
        "written": states.count(BookState.WRITTEN),
        "to_mend": states.count(BookState.FAULTY) + states.count(BookState.REFUSED),
    }


def _book_line(book: ReturnedBook) -> dict[str, Any]:
    submission = book.submission
    return {
        "book": book,
        "period": period_of_slug(book.period) if book.period else None,
        "error": error_of(book),
        "may_write": book.state == BookState.READY,
        "may_submit": book.state == BookState.WRITTEN and submission is not None and submission.is_open,
        "submission": submission,
    }


def error_of(book: ReturnedBook) -> str:
    """Why a workbook is not taken, in words."""
    return sentence(Refused(book.error_code, **book.error_facts)) if book.error_code else ""


# --- one --------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """One workbook, row by row, before anything is written (xem trước); write it; hand its report in."""
    actor = actor_of(request)
    found = access.get_book(actor, pk, place)
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        answers = {name.removeprefix("doc-"): text for name, text in request.POST.items() if name.startswith("doc-")}
        try:
            if request.POST.get("viec") == "gui":
                _sent(actor, found)
                messages.success(request, _("Đã gửi báo cáo, chờ duyệt."))
            else:
                write_book(actor=actor, book=found, answers={key: str(text) for key, text in answers.items()})
                messages.success(request, _("Đã ghi vào báo cáo. Báo cáo chưa gửi."))
        except Refused as refused:
            problem, status = sentence(refused), status_of(refused)
            found = access.get_book(actor, pk, place)
        else:
            return redirect("workbooks:book", pk, place)
    return render(request, "tracking/workbooks/book.html", _book_page(request, found, problem), status=status)


def _sent(actor: Actor, found: ReturnedBook) -> None:
    """Hand one report in; why it cannot be is said as its page would."""
    _number, refusals = submit_books(actor=actor, books=[found])
    for refused in refusals.values():
        raise refused


def _book_page(request: HttpRequest, found: ReturnedBook, problem: str) -> dict[str, Any]:
    show_all = request.GET.get("xem") == "tat-ca"
    counts = {outcome: found.counts.get(outcome, 0) for outcome in OUTCOMES}
    lines = sorted(
        (line for line in found.plan if show_all or line["outcome"] not in _QUIET),
        key=lambda line: (OUTCOMES.index(line["outcome"]), line["row"]),
    )
    line = _book_line(found)
    address = ""
    if found.keeper_id and found.provider_id:
        address = reverse("submissions:report", args=[found.keeper_id, found.provider_id, found.period])
    return {
        **line,
        "batch": found.batch,
        "problem": problem,
        "counts": counts,
        "quiet": sum(counts[one] for one in _QUIET),
        "writes": sum(number for outcome, number in counts.items() if outcome not in (*_QUIET, FAULTY)),
        "asks": any(one["questions"] for one in found.plan),
        "only_asks": all(one["questions"] for one in found.plan if one["outcome"] == FAULTY),
        "may_write": found.state in WRITABLE,
        "page": page_of(request, lines, size=_ROWS),
        "show_all": show_all,
        "address": address,
    }
