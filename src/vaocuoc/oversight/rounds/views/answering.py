"""The one page on which a unit answers a round: figures, tasks, words; line by line or as a whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.delegations import with_names_behind
from vaocuoc.oversight.rounds import access
from vaocuoc.oversight.rounds.answering import missing_in, save_figures, save_page, save_tasks, save_texts
from vaocuoc.oversight.rounds.asking import submissions_of
from vaocuoc.oversight.rounds.forms import ReasonForm, SentForm, task_from, tasks_from, text_from, texts_from
from vaocuoc.oversight.rounds.models import ReportDeed, ReportState, ReportStep, RoundReport
from vaocuoc.oversight.rounds.operations import hand_in
from vaocuoc.oversight.rounds.page import (
    ReportPage,
    blame,
    figure_lines,
    line_of,
    page_for,
    put_back,
    task_lines,
    text_lines,
)
from vaocuoc.oversight.rounds.progress import days_late, group_of
from vaocuoc.tracking.indicators.reporting import FiguresRefused
from vaocuoc.tracking.submissions.forms import cell_from, inputs_from
from vaocuoc.tracking.submissions.owed import slug_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.refusals import sentence, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's report to a round (báo cáo kỳ của đơn vị): all that is asked, with what was said before."""
    actor = actor_of(request)
    found = access.get_report(actor, pk)
    if request.method != "POST":
        return _page(request, actor, found)
    access.require_filling(actor, found)
    figures = inputs_from(request.POST)
    try:
        tasks, texts = tasks_from(request.POST), texts_from(request.POST)
        save_page(actor=actor, report=found, figures=figures, tasks=tasks, texts=texts)
        if request.POST.get("viec") == "gui":
            hand_in(actor=actor, report=found, missing_reason=request.POST.get("ly-do-thieu", ""))
            messages.success(request, _("Đã gửi báo cáo, chờ duyệt."))
        else:
            messages.success(request, _("Đã lưu nháp."))
    except FiguresRefused as refused:
        return _refused(request, actor, found, refused, figures=figures)
    except Refused as refused:
        return _refused(request, actor, found, refused)
    return redirect("rounds:report", pk)


def _refused(
    request: HttpRequest, actor: Actor, found: RoundReport, refused: Refused, *, figures: Any = ()
) -> HttpResponse:
    """The page with what stands in the way and everything as it was typed."""
    return _page(request, actor, access.get_report(actor, found.pk), refused=refused, figures=figures)


@require_POST
def figure(request: HttpRequest, pk: int, indicator: int, unit: int) -> HttpResponse:
    """Save one figure (lưu một ô) and answer with how it stands; without scripts the whole page is saved instead."""
    actor = actor_of(request)
    found = access.get_report(actor, pk)
    given = cell_from(request.POST, indicator, unit)
    status = HTTPStatus.OK
    try:
        submission, row = save_figures(actor=actor, report=found, inputs=[given])[0]
        line = line_of(found, submission, row)
    except FiguresRefused as refused:
        lines = [one for held in submissions_of(found) for one in figure_lines(found, held, [given.key])]
        line, status = lines[0], HTTPStatus.UNPROCESSABLE_ENTITY
        line.row.given, line.row.problem = given, refused.problems[given.key]
    return _line(request, found, "oversight/rounds/_figure_state.html", line, status)


@require_POST
def task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Save what is told of one task (lưu kết quả một nhiệm vụ) and answer with how it stands."""
    actor = actor_of(request)
    found = access.get_report(actor, pk)
    given = task_from(request.POST, task)
    problem, status = "", HTTPStatus.OK
    try:
        save_tasks(actor=actor, report=found, inputs=[given])
    except Refused as refused:
        if refused.code != "rounds.too_long":
            raise
        problem, status = sentence(refused), HTTPStatus.UNPROCESSABLE_ENTITY
    line = task_lines(found, today=today(), only=task)[0]
    line.problem = problem
    return _line(request, found, "oversight/rounds/_task_state.html", line, status)


@require_POST
def text(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Save the words of one section (lưu một mục) and answer with how it stands."""
    actor = actor_of(request)
    found = access.get_report(actor, pk)
    problem, status = "", HTTPStatus.OK
    try:
        save_texts(actor=actor, report=found, inputs=[text_from(request.POST, section)])
    except Refused as refused:
        if refused.code not in ("rounds.too_long", "conflict.section_changed"):
            raise
        problem, status = sentence(refused), HTTPStatus.UNPROCESSABLE_ENTITY
    line = text_lines(found, only=section)[0]
    line.problem = problem
    return _line(request, found, "oversight/rounds/_text_state.html", line, status)


def _line(request: HttpRequest, found: RoundReport, template: str, line: object, status: int) -> HttpResponse:
    if not is_fragment(request):
        return redirect("rounds:report", found.pk)
    context = {"line": line, "report": found, "missing": missing_in(found), "oob": True, "part": template}
    return render(request, "oversight/rounds/_saved.html", context, status=status)


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest, actor: Actor, found: RoundReport, *, refused: Refused | None = None, figures: Any = ()
) -> HttpResponse:
    page = page_for(found, today=today())
    if refused is not None:
        put_back(page, tasks_from(request.POST), texts_from(request.POST))
    if isinstance(refused, FiguresRefused):
        blame(page, refused.problems, figures)
    context = {
        "report": found,
        "round": found.round,
        "version": found.round.version,
        "keeper": found.round.regime.keeper,
        "page": page,
        "missing": page.missing,
        "missing_lines": page.missing_lines[:40] if page.missing else [],
        "asks_reason": refused is not None and refused.code == "rounds.missing",
        "problem": sentence(refused) if refused else "",
        "group": group_of(found, today()),
        "days_late": days_late(found, today()),
        "issued": _issued(page),
        **_rights(actor, found),
        **_story(found),
    }
    return render(request, "oversight/rounds/report.html", context, status=status_of(refused) if refused else 200)


def _issued(page: ReportPage) -> list[dict[str, Any]]:
    """The pages of the figures themselves: by Excel, from an issued report, figures of others."""
    return [
        {"keeper": one.keeper_id, "provider": one.provider_id, "slug": slug_of(one.period), "period": one.period}
        for one in page.submissions
    ]


def _rights(actor: Actor, found: RoundReport) -> dict[str, Any]:
    running = found.round.closed_on is None
    is_outward = found.round.regime.is_outward
    fills = access.may_fill(actor, found)
    decides = found.is_waiting and access.may_decide(actor, found)
    own = found.handed_by_id == actor.user.pk
    sends = is_outward and found.is_open and (fills or access.may_keep(actor, found.round.regime.keeper_id))
    return {
        "may_fill": fills and found.is_open and running and not is_outward,
        "may_take_back": fills and running and found.state == ReportState.SUBMITTED,
        "may_decide": decides and not own,
        "decides_own": decides and own,
        "sent_form": SentForm(actor=actor) if sends else None,
        "reason_form": ReasonForm(auto_id="reason_%s"),
        "sees_round": actor.may(Action.VIEW, found.round.regime.keeper_id),
    }


def _story(found: RoundReport) -> dict[str, Any]:
    steps = list(
        ReportStep.objects.filter(report=found).select_related("done_as__unit", "done_by").order_by("-pk")[:30]
    )
    is_returned = found.state == ReportState.RETURNED
    returned = next((step for step in steps if step.deed == ReportDeed.RETURN), None) if is_returned else None
    story = with_names_behind(steps, lambda step: (step.done_by_id, step.done_as_id, step.done_at))
    return {"story": story, "returned": returned}
