"""How a document is carried out: the page of one, asking units for their programmes, noting one."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Level, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.dissemination.operations import units_below
from vaocuoc.documents.library.access import get_document, visible_documents
from vaocuoc.documents.models import Document, DocumentType, Handling
from vaocuoc.oversight.coverage import operations
from vaocuoc.oversight.coverage.carried import Carried, carried_of, carried_of_each
from vaocuoc.oversight.coverage.files import OverviewRow, coverage_workbook, overview_workbook
from vaocuoc.oversight.coverage.forms import ADDRESSED, COMMUNES, AskForm, NoteForm
from vaocuoc.oversight.coverage.measures import (
    STATES,
    UNIT_LISTS,
    carried_sentence,
    groups_of,
    issuing_sentence,
    measures_of,
    narrowed,
    without_tasks,
)
from vaocuoc.oversight.coverage.models import NotedProgramme, Rollout
from vaocuoc.oversight.coverage.programmes import Issuing, UnitRow, issuing_of, owing_units, tallies_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

CARRIED_OUT = (
    DocumentType.RESOLUTION,
    DocumentType.DIRECTIVE,
    DocumentType.CONCLUSION,
    DocumentType.PROGRAMME,
    DocumentType.PLAN,
    DocumentType.SCHEME,
)
"""The kinds of papers that have a page of how they are carried out."""

_MAIN = ("chua-theo-doi", "chua-giao")
_DOCUMENTS = 20
_ROWS = 40
_PRINTED = 5_000
_PRINTED_DOCUMENTS = 500


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """Resolutions and programmes beside each other (triển khai nghị quyết): how much of each is carried out."""
    actor = actor_of(request)
    text, form = request.GET.get("q", "").strip()[:200], request.GET.get("dang", "")
    found = documents_carried_out(actor, text)
    if form == "xlsx":
        rows = _overview(actor, list(found[:_PRINTED_DOCUMENTS]))
        return overview_workbook(rows, text, total=found.count(), today=today())
    page = page_of(request, found, size=_PRINTED_DOCUMENTS if form == "in" else _DOCUMENTS)
    context = {
        "page": page,
        "rows": _overview(actor, list(page.object_list)),
        "text": text,
        "is_printed": form == "in",
        "total": page.paginator.count,
    }
    return render(request, "oversight/coverage/list.html", context)


def _overview(actor: Actor, documents: Sequence[Document]) -> list[OverviewRow]:
    """Each of some documents with what of it is carried and how many units issued; by as many queries as for one."""
    carried = carried_of_each(actor, documents, today=today())
    tallies = tallies_of(actor, documents, today=today())
    return [
        (one, [measure for measure in measures_of(carried[one.pk]) if measure.key in _MAIN], tallies[one.pk])
        for one in documents
    ]


def documents_carried_out(actor: Actor, text: str = "") -> QuerySet[Document]:
    """The resolutions and programmes of the registers that one views, and what units were asked to carry out.

    A unit's own programme for another document that stands in a superior's register is that one's, no row of its own.
    """
    kept = visible_documents(actor).filter(keeper__in=actor.units(Action.VIEW).order_by().values("pk"))
    asked = Exists(Rollout.objects.filter(document=OuterRef("pk")))
    found = kept.filter(Q(type__in=(DocumentType.RESOLUTION, DocumentType.PROGRAMME)) | Q(asked))
    own = Q(carries_out__isnull=False, issuer_unit__isnull=False) & ~Q(issuer_unit=F("keeper"))
    found = found.exclude(handling=Handling.DRAFT).exclude(own & ~Q(asked))
    if text:
        found = found.filter(folded__contains=fold(text))
    return found.defer("folded").select_related("keeper").order_by(F("issued_on").desc(nulls_last=True), "-pk")


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a document is carried out (triển khai văn bản): gaps with their wholes, and the units' programmes."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    if request.GET.get("dang") == "xlsx":
        carried, issuing = _both(actor, document)
        return coverage_workbook(document, carried, issuing, _sentence(carried, issuing), today=today())
    return _page(request, actor, document)


def document_viewed(actor: Actor, pk: int) -> Document:
    """A document whose register one views; who is only addressed sees the paper, not how others carry it out."""
    document = get_document(actor, pk)
    actor.require(Action.VIEW, document.keeper_id)
    return document


def _both(actor: Actor, document: Document) -> tuple[Carried, Issuing]:
    return carried_of(actor, document, today=today()), issuing_of(actor, document, today=today())


def _sentence(carried: Carried, issuing: Issuing) -> str:
    parts = [carried_sentence(carried), issuing_sentence(issuing) if issuing.rows else ""]
    words = "; ".join(part for part in parts if part)
    return f"{words}." if words else ""


def _page(
    request: HttpRequest, actor: Actor, document: Document, *, note: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    carried, issuing = _both(actor, document)
    measures, clauses = measures_of(carried), without_tasks(carried)
    asked, units_asked = request.GET.get("xem", ""), request.GET.get("don-vi", "")
    shown = next((one for one in measures if one.key == asked), None)
    size = _PRINTED if request.GET.get("dang") == "in" else _ROWS
    may = actor.may(Action.ASSIGN, document.keeper_id) and document.handling != Handling.DRAFT
    context = {
        "document": document,
        "carried": carried,
        "issuing": issuing,
        "sentence": _sentence(carried, issuing),
        "measures": measures,
        "clauses": clauses,
        "all_clauses": len(carried.clauses),
        "carried_clauses": len(carried.clauses) - len(clauses),
        "shown": shown,
        "groups": groups_of(carried),
        "group": next((one for one in groups_of(carried) if one.key == request.GET.get("nhom")), None),
        "shows_clauses": asked == "muc",
        "gaps": page_of(request, shown.gaps, size=size) if shown else None,
        "asked": asked if shown or asked == "muc" else "",
        "units_asked": units_asked if units_asked in UNIT_LISTS else "",
        "unit_lists": [(key, words, issuing.of(*states)) for key, (words, states) in UNIT_LISTS.items()],
        "units": page_of(request, _with_words(issuing, units_asked), size=size, parameter="trang-don-vi"),
        "picture": _picture(issuing),
        "is_printed": size == _PRINTED,
        "may": may,
        "note": note or (_note_form(issuing, key_in(request.GET.get("ghi"))) if may else None),
    }
    return render(request, "oversight/coverage/detail.html", context, status=status)


def _with_words(issuing: Issuing, asked: str) -> list[tuple[UnitRow, str]]:
    return [(row, str(STATES[row.state][0])) for row in narrowed(issuing, asked)]


def _picture(issuing: Issuing) -> list[tuple[int, str, str]]:
    """The units by their state, for the bar."""
    found = [(issuing.of(state), tone, str(words)) for state, (words, tone) in STATES.items()]
    return [part for part in found if part[0]]


def _note_form(issuing: Issuing, unit: int | None) -> NoteForm | None:
    """The form for the unit that the address names, where it has issued none yet."""
    row = next((row for row in issuing.rows if row.unit.pk == unit and row.programme is None), None)
    return NoteForm(units=Unit.objects.filter(pk=row.unit.pk).defer("folded")) if row else None


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which units must issue a programme of their own, and by when."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    known = Rollout.objects.filter(document=document).first()
    form = AskForm(request.POST if request.method == "POST" else None, initial={"due": known.due if known else None})
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    if request.method == "POST" and form.is_valid():
        units = _units(document, form.cleaned_data["whom"])
        try:
            operations.ask_units(actor=actor, document=document, units=units, due=form.cleaned_data["due"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã ghi yêu cầu và báo tới các đơn vị."))
            return redirect("coverage:detail", pk)
    context = {"form": form, "document": document, "known": known}
    return render(request, "oversight/coverage/form.html", context, status=status)


def _units(document: Document, whom: str) -> Sequence[Unit]:
    if whom == ADDRESSED:
        return owing_units(document, None, today=today())
    found = units_below(document.keeper, today=today(), direct=whom != COMMUNES)
    return [one for one in found if one.level == Level.COMMUNE] if whom == COMMUNES else found


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the programme of a unit whose file is not here."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    rollout = Rollout.objects.filter(document=document).first()
    owing = {one.pk for one in owing_units(document, rollout, today=today())}
    form = NoteForm(
        request.POST, units=Unit.objects.filter(pk__in=owing & {key_in(request.POST.get("unit"))}).defer("folded")
    )
    status = 422
    if form.is_valid():
        try:
            operations.note_programme(actor=actor, document=document, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã ghi chương trình của đơn vị."))
            return redirect("coverage:detail", pk)
    return _page(request, actor, document, note=form, status=status)


@require_POST
def forget(request: HttpRequest, pk: int, noted: int) -> HttpResponse:
    """Take a noted programme back."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    found = NotedProgramme.objects.select_related("document", "unit").filter(document=document, pk=noted).first()
    if found is None:
        raise Http404
    operations.forget_programme(actor=actor, noted=found)
    messages.success(request, _("Đã bỏ ghi chương trình."))
    return redirect("coverage:detail", pk)


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The way from a paper to how it is carried out, and for a unit that was asked to its own programme."""
    if document.type not in CARRIED_OUT or document.handling == Handling.DRAFT:
        return None
    actor = actor_of(request)
    if not actor.may(Action.VIEW, document.keeper_id):
        return _own_panel(request, actor, document)
    return render_to_string("oversight/coverage/_panel.html", {"document": document}, request)


def _own_panel(request: HttpRequest, actor: Actor, document: Document) -> str | None:
    if actor.post is None or not actor.may(Action.REPORT, actor.post.unit_id):
        return None
    asked = Rollout.objects.filter(document=document, owed__unit=actor.post.unit_id).first()
    if asked is None:
        return None
    return render_to_string("oversight/coverage/_own_panel.html", {"document": document, "due": asked.due}, request)


def library_link(request: HttpRequest) -> tuple[str, str] | None:
    """Words and address of the overview, beside the register of documents; costs no query."""
    if not actor_of(request).may_somewhere(Action.VIEW):
        return None
    return _("Triển khai nghị quyết"), reverse("coverage:list")
