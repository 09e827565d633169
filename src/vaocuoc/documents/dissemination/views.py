"""Dissemination: the list, opening one for a document, its page with the one form that a focal point fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.dissemination import operations
from vaocuoc.documents.dissemination.access import (
    get_dissemination,
    may_keep,
    units_to_report,
    visible_disseminations,
)
from vaocuoc.documents.dissemination.files import dissemination_workbook
from vaocuoc.documents.dissemination.forms import ADDRESSED, DIRECT, OpenForm, ReportForm
from vaocuoc.documents.dissemination.models import Dissemination
from vaocuoc.documents.dissemination.queries import Standing, UnitRow, coverages, disseminations_of, standing
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.papers.models import Document, Handling
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_MISSING = 12
_PRINTED = 5_000


@require_safe
def dissemination_list(request: HttpRequest) -> HttpResponse:
    """The disseminations that one sees (quán triệt), each with how many of its units reported."""
    actor = actor_of(request)
    running = request.GET.get("dang-mo") == "1"
    page = page_of(request, disseminations_of(actor, running=running), size=_ROWS)
    rows = coverages(page)
    context = {
        "page": page,
        "rows": [(one, one.is_late(today())) for one in rows],
        "running": running,
        "may_open": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "documents/dissemination/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open the dissemination of a document (mở đợt quán triệt)."""
    actor = actor_of(request)
    document = get_document(actor, key_in(request.GET.get("van-ban")) or 0)
    keepers = actor.units(Action.ASSIGN).order_by("sort_key", "pk")
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = OpenForm(
        request.POST if request.method == "POST" else None, keepers=keepers, initial={"keeper": document.keeper_id}
    )
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = operations.open_dissemination(
                actor=actor,
                document=document,
                keeper=data["keeper"],
                units=_units(document, data["keeper"], data["whom"]),
                due=data["due"],
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã mở đợt quán triệt và báo tới các đơn vị."))
            return redirect("dissemination:detail", made.pk)
    return render(request, "documents/dissemination/form.html", {"form": form, "document": document}, status=status)


def _units(document: Document, keeper: Unit, whom: str) -> list[Unit]:
    if whom == ADDRESSED:
        return list(Unit.objects.filter(pk__in=document.addressees.values("unit")).order_by("sort_key", "pk"))
    return operations.units_below(keeper, today=today(), direct=whom == DIRECT)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a dissemination is: who reported, who did not, what share took part; and the form to report."""
    actor = actor_of(request)
    found = get_dissemination(actor, pk)
    if request.GET.get("dang") == "xlsx":
        result = standing(found, today=today())
        rows = _seen(actor, found, result.rows)
        return dissemination_workbook(found, rows, _sentence(result), today=today())
    return _page(request, actor, found)


def _seen(actor: Actor, found: Dissemination, rows: Sequence[UnitRow]) -> list[UnitRow]:
    """The rows that one sees: whoever keeps it all, others those of units they view and their own."""
    if may_keep(actor, found):
        return list(rows)
    own = actor.post.unit_id if actor.post else None
    visible = set(actor.units(Action.VIEW).filter(pk__in=[row.unit.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.unit.pk in visible or row.unit.pk == own]


def _sentence(result: Standing) -> str:
    """ "12/14 tổ chức đảng đã báo cáo, 4.980/5.322 đảng viên dự"."""
    words = _("%(part)s/%(whole)s tổ chức đảng đã báo cáo") % {"part": result.reported, "whole": result.total}
    if result.whole.members:
        facts = {"attended": format_decimal(result.whole.attended), "members": format_decimal(result.whole.members)}
        words += _(", %(attended)s/%(members)s đảng viên của các đơn vị đã báo cáo dự quán triệt") % facts
    return f"{words}."


def _page(
    request: HttpRequest, actor: Actor, found: Dissemination, *, form: ReportForm | None = None, status: int = 200
) -> HttpResponse:
    result = standing(found, today=today())
    only_missing = request.GET.get("chua") == "1"
    rows = result.missing if only_missing else list(result.rows)
    keeps = may_keep(actor, found)
    reportable = units_to_report(actor, found) if found.closed_on is None else Unit.objects.none()
    own = actor.post.unit_id if actor.post else None
    seen = visible_documents(actor).filter(pk=found.document_id).exists()
    size = _PRINTED if request.GET.get("dang") == "in" else _ROWS
    page = page_of(request, _seen(actor, found, rows), size=size)
    may_report = form is not None or reportable.exists()
    context = {
        "one": found,
        "result": result,
        "page": page,
        "only_missing": only_missing,
        "missing": len(result.missing),
        "keeps": keeps,
        "document_seen": seen,
        "form": form
        or (ReportForm(units=reportable, for_another=keeps, initial={"unit": own}) if may_report else None),
        "is_late": found.due is not None and found.due < today() and bool(result.missing) and found.closed_on is None,
    }
    return render(request, "documents/dissemination/detail.html", context, status=status)


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a session that a unit held."""
    actor = actor_of(request)
    found = get_dissemination(actor, pk)
    units = units_to_report(actor, found)
    if not units.exists():
        raise Refused("access.denied", action=str(Action.REPORT))
    form = ReportForm(request.POST, units=units, for_another=may_keep(actor, found))
    status = 422
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data | {"others": form.cleaned_data["others"] or 0}
        try:
            operations.report_session(actor=actor, dissemination=found, **data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã ghi báo cáo."))
            return redirect("dissemination:detail", pk)
    return _page(request, actor, found, form=form, status=status)


@require_POST
def take_back(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Take a reported session back, with a reason."""
    actor = actor_of(request)
    found = get_dissemination(actor, pk).sessions.select_related("dissemination", "unit").filter(pk=session).first()
    if found is None:
        raise Http404
    try:
        operations.take_back(actor=actor, session=found, reason=request.POST.get("reason", ""))
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã rút báo cáo."))
    return redirect("dissemination:detail", pk)


@require_POST
def excuse(request: HttpRequest, pk: int, owed: int) -> HttpResponse:
    """Say that a unit need not hold a session, or take that back with an empty reason."""
    actor = actor_of(request)
    found = get_dissemination(actor, pk).owed.select_related("dissemination", "unit").filter(pk=owed).first()
    if found is None:
        raise Http404
    operations.excuse(actor=actor, owed=found, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã lưu."))
    return redirect("dissemination:detail", pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a dissemination."""
    actor = actor_of(request)
    operations.close_dissemination(actor=actor, dissemination=get_dissemination(actor, pk))
    messages.success(request, _("Đã kết thúc đợt quán triệt."))
    return redirect("dissemination:detail", pk)


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """On a document's page: how far its dissemination is, and the button to open one."""
    actor = actor_of(request)
    running = list(visible_disseminations(actor).filter(document=document).select_related("keeper")[:4])
    keepers = {one.keeper_id for one in running}
    may = (
        document.handling != Handling.DRAFT
        and document.keeper_id not in keepers
        and actor.may(Action.ASSIGN, document.keeper_id)
    )
    if not running and not may:
        return None
    results = [(one, standing(one, today=today())) for one in running]
    context = {
        "document": document,
        "may": may,
        "results": [(one, result, result.missing[:_MISSING]) for one, result in results],
    }
    return render_to_string("documents/dissemination/_panel.html", context, request)


def library_link(request: HttpRequest) -> tuple[str, str] | None:
    """Words and address of the disseminations, beside the register of documents; costs no query."""
    if not actor_of(request).may_somewhere(Action.VIEW):
        return None
    return _("Quán triệt văn bản"), reverse("dissemination:list")
