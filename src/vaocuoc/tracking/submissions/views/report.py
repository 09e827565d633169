"""The one page that a unit's report is filled on, cell by cell or as a whole; read by those who decide on it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.delegations import with_names_behind
from vaocuoc.tracking.indicators.locks import lock_of
from vaocuoc.tracking.indicators.models import Obligation, Observation
from vaocuoc.tracking.indicators.reporting import FiguresRefused
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.indicators.typed import WhichNumber
from vaocuoc.tracking.provenance import Provenance, fact, told
from vaocuoc.tracking.sources import Source, sources_of
from vaocuoc.tracking.submissions import access
from vaocuoc.tracking.submissions.corrections import correctable
from vaocuoc.tracking.submissions.evidence import papers_seen
from vaocuoc.tracking.submissions.filling import CellInput, Row, begin, fill_missing, rows_of, save_cells
from vaocuoc.tracking.submissions.forms import ReasonForm, SignedForm, cell_from, given_in, inputs_from, key_of
from vaocuoc.tracking.submissions.models import Cell, Deed, Step, Submission
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.submissions.owed import owed, period_of_slug, relayed, reportable, slug_of, unfilled
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 60
OWED, RELAYED, EMPTY = "phai", "thay", "chua"


def submission_named(actor: Actor, keeper: int, provider: int, period: str) -> Submission:
    """The report that an address names, begun or not; ``Http404`` for what the actor may not see."""
    when = period_of_slug(period)
    units = Unit.objects.in_bulk({keeper, provider})
    seen = actor.units(Action.VIEW).filter(pk__in=(keeper, provider))
    if not {keeper, provider} <= set(units) or not seen.exists():
        raise Http404
    return begin(keeper=units[keeper], provider=units[provider], period=when)


def address_of(submission: Submission) -> str:
    """Where a report is filled and read."""
    args = [submission.keeper_id, submission.provider_id, slug_of(submission.period)]
    return reverse("submissions:report", args=args)


@require_safe
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a report by its number (mở báo cáo): what messages lead to."""
    return redirect(address_of(access.get_submission(actor_of(request), pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, keeper: int, provider: int, period: str) -> HttpResponse:
    """A unit's report of one period (báo cáo số liệu kỳ): all that it owes, with what was said before."""
    actor = actor_of(request)
    submission = submission_named(actor, keeper, provider, period)
    if request.method != "POST":
        return _page(request, actor, submission)
    access.require_filling(actor, submission)
    inputs = inputs_from(request.POST)
    try:
        if not submission.is_open:
            raise Refused("submissions.not_open", state=submission.get_state_display())
        if inputs:
            save_cells(actor=actor, submission=submission, inputs=inputs)
        return _deed(
            request, actor, begin(keeper=submission.keeper, provider=submission.provider, period=submission.period)
        )
    except FiguresRefused as refused:
        return _page(request, actor, submission, refused=refused, inputs=inputs)
    except Refused as refused:
        return _page(request, actor, submission, problem=sentence(refused), status=status_of(refused))


def _deed(request: HttpRequest, actor: Actor, submission: Submission) -> HttpResponse:
    """What is to be done once the page is saved: nothing more, give one reason for all that is empty, or submit."""
    deed = request.POST.get("viec", "luu")
    if deed == "ly-do":
        number = fill_missing(actor=actor, submission=submission, reason=request.POST.get("ly-do-chung", ""))
        said = ngettext("Đã ghi lý do cho %(number)s ô.", "Đã ghi lý do cho %(number)s ô.", number)
        messages.success(request, said % {"number": number})
    elif deed == "gui":
        submit(actor=actor, submission=submission)
        messages.success(request, _("Đã gửi báo cáo, chờ duyệt."))
        return redirect(address_of(submission))
    else:
        messages.success(request, _("Đã lưu nháp."))
    return redirect(f"{address_of(submission)}?{request.GET.urlencode()}" if request.GET else address_of(submission))


@require_POST
def cell(request: HttpRequest, keeper: int, provider: int, period: str, indicator: int, unit: int) -> HttpResponse:
    """Save one cell (lưu một ô) and answer with how it stands; without scripts the whole page is saved instead."""
    actor = actor_of(request)
    submission = submission_named(actor, keeper, provider, period)
    given = cell_from(request.POST, indicator, unit)
    status = HTTPStatus.OK
    try:
        row = save_cells(actor=actor, submission=submission, inputs=[given])[0]
    except FiguresRefused as refused:
        row = _rows(submission, reportable(keeper, provider, submission.period).filter(indicator=indicator, unit=unit))[
            0
        ]
        row.given, row.problem = given, refused.problems[given.key]
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    submission = begin(keeper=submission.keeper, provider=submission.provider, period=submission.period)
    if not is_fragment(request):
        return redirect(address_of(submission))
    papers = papers_seen(actor, [row.cell])
    context = {
        "line": _line(row, submission, papers=papers),
        "submission": submission,
        "counts": _counts(submission),
        "oob": True,
    }
    return render(request, "tracking/submissions/_cell.html", context, status=status)


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    actor: Actor,
    submission: Submission,
    *,
    refused: FiguresRefused | None = None,
    inputs: list[CellInput] | None = None,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The page as it stands, or with what stands in the way at each place and everything as it was typed."""
    submission = begin(keeper=submission.keeper, provider=submission.provider, period=submission.period)
    part = request.GET.get("phan", OWED)
    places = _places(submission, part)
    if refused is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        problem = sentence(refused)
        typed = {given.key: given for given in inputs or ()}
        wanted = set(typed) | set(refused.problems)
        places = reportable(submission.keeper_id, submission.provider_id, submission.period).filter(
            indicator__in={key[0] for key in wanted}, unit__in={key[1] for key in wanted}
        )
    page = page_of(request, places, size=_ROWS)
    rows = _rows(submission, page.object_list)
    if refused is not None:
        for row in rows:
            row.given, row.problem = typed.get(row.key), refused.problems.get(row.key)
    sources = sources_of(actor, [row.cell.finding_id for row in rows if row.cell is not None])
    papers = papers_seen(actor, [row.cell for row in rows])
    context = {
        "submission": submission,
        "period": submission.period,
        "page": page,
        "lines": [_line(row, submission, sources, papers) for row in rows],
        "part": part,
        "problem": problem,
        "counts": _counts(submission),
        "relayed": relayed(submission.keeper_id, submission.provider_id, submission.period).count(),
        "lock": lock_of(submission.keeper_id, submission.period, today=today()),
        "address": address_of(submission),
        "slug": slug_of(submission.period),
        "read_in": reverse(
            "readin:choose", args=[submission.keeper_id, submission.provider_id, slug_of(submission.period)]
        ),
        **_rights(actor, submission),
        **_story(actor, submission, rows),
    }
    return render(request, "tracking/submissions/report.html", context, status=status)


def _places(submission: Submission, part: str) -> Any:
    keeper, provider, period = submission.keeper_id, submission.provider_id, submission.period
    if part == RELAYED:
        return relayed(keeper, provider, period)
    if part == EMPTY:
        return unfilled(keeper, provider, period, submission)
    if not submission.is_open:
        held = Cell.objects.filter(submission=submission, indicator=OuterRef("indicator"), unit=OuterRef("unit"))
        return reportable(keeper, provider, period).filter(Exists(held))
    return _rest_first(submission, owed(keeper, provider, period))


def _rest_first(submission: Submission, places: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """What is still to be given before what was taken from an issued report."""
    if submission.pk is None:
        return places
    read_in = Cell.objects.filter(
        submission=submission, indicator=OuterRef("indicator"), unit=OuterRef("unit"), finding__isnull=False
    )
    return places.annotate(is_read_in=Exists(read_in)).order_by("is_read_in", *places.query.order_by)


def _rows(submission: Submission, places: Any) -> list[Row]:
    found: list[Obligation] = list(places)
    led = {
        (one.indicator_id, one.unit_id)
        for one in found
        if one.unit_id not in (submission.provider_id, submission.keeper_id)
    }
    return rows_of(submission, [(one.indicator, one.unit) for one in found], relayed=frozenset(led))


def _line(
    row: Row,
    submission: Submission,
    sources: Mapping[int, Source] | None = None,
    papers: frozenset[int] = frozenset(),
) -> dict[str, Any]:
    """A line with everything the template needs, so that it computes nothing."""
    key = key_of(*row.key)
    name = f"o{key}"
    args = [submission.keeper_id, submission.provider_id, slug_of(submission.period), *row.key]
    question = row.problem if isinstance(row.problem, WhichNumber) else None
    decimals = row.indicator.decimals
    finding = row.cell.finding_id if row.cell is not None else None
    paper = row.cell.evidence_document_id if row.cell is not None else None
    return {
        "row": row,
        "origin": _origin((sources or {}).get(finding)) if finding else None,
        "paper": paper if paper in papers else None,
        "key": key,
        "name": name,
        "params": ",".join(f"{name}-{field}" for field in ("so", "ly", "uoc", "gt", "tl", "doc")),
        "address": reverse("submissions:cell", args=args),
        "given": given_in(row),
        "problem": sentence(row.problem) if row.problem else "",
        "question": question,
        "asks": bool(row.warnings),
        "before": row.before,
        "last_year": row.last_year(submission.period),
        "beside": [(one, None if one.value is None else from_scaled(one.value, decimals)) for one in row.beside],
        "dissolved": row.unit.valid_to is not None and row.unit.valid_to <= submission.period_start,
    }


def _origin(source: Source | None) -> Provenance | None:
    """Behind a figure that was taken from an issued report: its sentence."""
    return None if source is None else Provenance(told([fact(_("Văn bản"), source.document)]), source)


def _counts(submission: Submission) -> dict[str, int]:
    keeper, provider, period = submission.keeper_id, submission.provider_id, submission.period
    total = owed(keeper, provider, period).count()
    missing = unfilled(keeper, provider, period, submission).count() if submission.pk else total
    return {"total": total, "missing": missing, "done": total - missing}


def _rights(actor: Actor, submission: Submission) -> dict[str, Any]:
    begun = submission.pk is not None
    waiting = begun and submission.is_waiting
    fills = access.may_fill(actor, submission)
    decides = waiting and access.may_decide(actor, submission)
    own = submission.submitted_by_id == actor.user.pk
    return {
        "may_fill": fills and submission.is_open,
        "may_take_back": fills and submission.state == "submitted",
        "may_decide": decides and not own,
        "decides_own": decides and own,
        "may_print": waiting and (fills or decides),
        "may_take_over": decides,
        "return_form": ReasonForm(auto_id="return_%s") if waiting else None,
        "signed_form": SignedForm(auto_id="signed_%s") if decides else None,
    }


def _story(actor: Actor, submission: Submission, rows: list[Row]) -> dict[str, Any]:
    """What happened to the report, the newest first; why it came back; which of its figures may be corrected."""
    if submission.pk is None:
        return {"story": [], "returned": None, "correctable": set()}
    steps = list(
        Step.objects.filter(submission=submission)
        .select_related("done_as__unit", "done_by", "sheet")
        .order_by("-pk")[:30]
    )
    returned = (
        next((step for step in steps if step.deed == Deed.RETURN), None) if submission.state == "returned" else None
    )
    figures = _figures(rows) if submission.state == "approved" else []
    story = with_names_behind(steps, lambda step: (step.done_by_id, step.done_as_id, step.done_at))
    return {"story": story, "returned": returned, "correctable": correctable(actor, figures)}


def _figures(rows: list[Row]) -> list[Observation]:
    tied = [row.cell.observation_id for row in rows if row.cell is not None and row.cell.observation_id]
    return list(Observation.objects.filter(pk__in=tied).select_related("approval", "indicator"))
