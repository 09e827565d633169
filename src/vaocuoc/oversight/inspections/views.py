"""The pages of decisions to inspect: the list, one with what it opens and what was read, what is opened, figures."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.inspections.scopes import Scope, in_force, scopes_of
from vaocuoc.directory.models import InspectionDecision
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.queries import living_posts
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.library.opened import documents_opened
from vaocuoc.oversight.inspections.access import (
    get_decision,
    is_open,
    may_inspect,
    require_inspecting,
    visible_decisions,
)
from vaocuoc.oversight.inspections.exporting import exports_under
from vaocuoc.oversight.inspections.figures import (
    figures_opened,
    indicators_opened,
    targets_opened,
    visible_figures,
)
from vaocuoc.oversight.inspections.forms import CloseForm, DecisionForm
from vaocuoc.oversight.inspections.naming import OFFERED, options, posts_like
from vaocuoc.oversight.inspections.operations import close_decision, register_decision
from vaocuoc.oversight.inspections.reads import reads_of, told_to
from vaocuoc.oversight.inspections.selection import sign_form
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.opened import tasks_opened
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_ROWS = 40
_READS = 30
_TYPED = 100
WHAT = ("nhiem-vu", "van-ban", "chi-tieu")


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions that one sees (quyết định kiểm tra), those in force first."""
    actor = actor_of(request)
    over = Case(When(in_force(actor.today), then=0), default=1, output_field=IntegerField())
    found = visible_decisions(actor).annotate(over=over).select_related("giver__unit").prefetch_related("units__unit")
    context = {
        "page": page_of(request, found.order_by("over", "-first_day", "-pk"), size=_ROWS),
        "may_register": actor.may_keep_directory(),
        "may_inspect": may_inspect(actor),
        "today": actor.today,
    }
    return render(request, "oversight/inspections/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a decision (ghi quyết định kiểm tra)."""
    actor = actor_of(request)
    actor.require_directory()
    form = DecisionForm(request.POST if request.method == "POST" else None, today=today())
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = register_decision(actor=actor, **form.registered())
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("Đã ghi quyết định %(number)s.") % {"number": made.number})
                return redirect("inspections:detail", made.pk)
    context = {"form": form, "names": options(form.offered())}
    return render(request, "oversight/inspections/form.html", context, status=status)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The names that may be meant by what is typed so far (gợi ý): units of the signs' filter, posts of a decision."""
    actor = actor_of(request)
    if "unit" in request.GET:
        require_inspecting(actor)
        typed = request.GET["unit"][:_TYPED]
        return HttpResponse(options(sign_form(actor, QueryDict()).offered(typed, most=OFFERED)))
    actor.require_directory()
    typed = (request.GET.get("giver") or request.GET.get("inspectors") or "").rpartition(";")[2]
    return HttpResponse(options(posts_like(living_posts(today()), typed[:_TYPED])))


@never_cache
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: what is opened, who inspects, what was read and taken out."""
    actor = actor_of(request)
    found = get_decision(actor, pk)
    scope = scopes_of([pk], actor.today)[0]
    page = page_of(request, reads_of(found), size=_READS)
    context = {
        "decision": found,
        "is_open": is_open(found, actor),
        "units": found.units.select_related("unit").order_by("unit__sort_key", "pk"),
        "subjects": found.subjects.order_by("kind", "pk"),
        "inspectors": found.inspectors.select_related("post__unit").order_by("pk"),
        "counts": _counts(actor, found, scope),
        "inspects": pk in actor.inspecting,
        "may_export": is_open(found, actor) and may_inspect(actor),
        "may_close": actor.may_keep_directory() and found.closed_on is None and found.last_day >= actor.today,
        "form": CloseForm(),
        "page": page,
        "reads": told_to(actor, found, page),
        "exports": exports_under(found)[:_READS],
        "today": actor.today,
    }
    return render(request, "oversight/inspections/detail.html", context)


def _counts(actor: Actor, decision: InspectionDecision, scope: Scope) -> list[tuple[str, str, int]]:
    """How much of what is opened the reader sees, by kind; three queries."""
    return [
        ("nhiem-vu", _("Nhiệm vụ"), _tasks(actor, scope).count()),
        ("van-ban", _("Văn bản"), _documents(actor, scope).count()),
        ("chi-tieu", _("Chỉ tiêu, số liệu"), _indicators(actor, decision, scope).count()),
    ]


def _tasks(actor: Actor, scope: Scope) -> QuerySet[Any]:
    return visible_tasks(actor).filter(tasks_opened([scope]))


def _documents(actor: Actor, scope: Scope) -> QuerySet[Any]:
    return visible_documents(actor).filter(documents_opened([scope]))


def _indicators(actor: Actor, decision: InspectionDecision, scope: Scope) -> QuerySet[Indicator]:
    """What a decision opens to who inspects under it; to others, of that what they see anyway."""
    found = indicators_opened(scope)
    if decision.pk in actor.inspecting:
        return found
    return found.filter(pk__in=visible_indicators(actor).order_by().values("pk"))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a decision before its last day (đóng sớm)."""
    actor = actor_of(request)
    found = get_decision(actor, pk)
    actor.require_directory()
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chưa ghi lý do đóng sớm. Ghi một câu rồi gửi lại."))
        return redirect("inspections:detail", pk)
    try:
        close_decision(actor=actor, decision=found, today=today(), **form.cleaned_data)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã đóng. Từ bây giờ quyết định không mở thêm gì."))
    return redirect("inspections:detail", pk)


@require_safe
def opened(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """What a decision opens, of one kind (mục được mở), as far as the reader sees it."""
    actor = actor_of(request)
    found = get_decision(actor, pk)
    if what not in WHAT:
        raise Http404
    scope = scopes_of([pk], actor.today)[0]
    rows: QuerySet[Any]
    if what == "nhiem-vu":
        rows = _tasks(actor, scope).select_related("lead_unit", "lead_post__unit").defer("folded").order_by("-pk")
    elif what == "van-ban":
        rows = _documents(actor, scope).select_related("keeper").defer("folded").order_by("-issued_on", "-pk")
    else:
        rows = _indicators(actor, found, scope).select_related("lead_unit").defer("folded").order_by("code", "pk")
    context = {"decision": found, "what": what, "page": page_of(request, rows, size=_ROWS)}
    return render(request, "oversight/inspections/opened.html", context)


@never_cache
@require_safe
def indicator(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """An indicator as a decision opens it (chỉ tiêu được mở): the targets and figures of its units, of its period."""
    actor = actor_of(request)
    found = get_decision(actor, pk)
    scope = scopes_of([pk], actor.today)[0]
    shown = _indicators(actor, found, scope).select_related("lead_unit", "keeper").filter(pk=indicator).first()
    if shown is None:
        raise Http404
    rows = visible_figures(actor).filter(figures_opened([scope]), indicator=shown)
    related = ("unit", "provider", "submitted_as__unit", "approval__approved_as__unit", "evidence_document")
    rows = rows.select_related(*related).order_by("unit__sort_key", "-period_end", "-revision", "pk")
    context = {
        "decision": found,
        "indicator": shown,
        "targets": [(one, aim_words(one, shown)) for one in targets_opened(scope, shown)[:_ROWS]],
        "page": page_of(request, rows, size=_ROWS),
        "sees_all": visible_indicators(actor).filter(pk=shown.pk).exists(),
    }
    return render(request, "oversight/inspections/indicator.html", context)
