"""The pages of a shortcoming and of a proposal: cause, source, what works on it, where it shows, its story."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words, rounded
from vaocuoc.tracking.indicators.models import Standing
from vaocuoc.tracking.indicators.standing import judge_if_few, rows_standing
from vaocuoc.tracking.shortcomings.access import get_proposal, get_shortcoming
from vaocuoc.tracking.shortcomings.forms import AnswerForm, StateForm
from vaocuoc.tracking.shortcomings.models import Tie
from vaocuoc.tracking.shortcomings.operations import answer_proposal, set_shortcoming_state
from vaocuoc.tracking.shortcomings.ties import Concern, tie_by_code, ties_of, untie
from vaocuoc.tracking.sources import sources_of
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.queries import rows_in_order
from vaocuoc.ui.clock import today
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence, status_of

_PAGE = "tracking/shortcomings/detail.html"
_TOLD = 20


@require_http_methods(["GET", "HEAD", "POST"])
def shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    """One limit (hạn chế): where it comes from, what works on it, and what became of it."""
    actor = actor_of(request)
    found = get_shortcoming(actor, pk)
    form = StateForm(
        request.POST if request.method == "POST" else None, initial={"state": found.state, "note": found.note}
    )
    status = 422 if form.is_bound else 200
    if request.method == "POST":
        actor.require(Action.ASSIGN, found.keeper_id)
        if form.is_valid():
            try:
                set_shortcoming_state(actor=actor, shortcoming=found, **form.cleaned_data)
            except Refused as refused:
                form.add_error("note" if refused.code == "shortcomings.no_note" else None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã ghi tình trạng hạn chế."))
                return redirect("shortcomings:state", pk)
    panels = panels_of("SHORTCOMING_PANELS", request, found)
    context = {"shortcoming": found, "form": form, "panels": panels} | _shared(actor, found)
    return render(request, _PAGE, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal (kiến nghị): where it comes from, what works on it, and how it was answered."""
    actor = actor_of(request)
    found = get_proposal(actor, pk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"answered_on": found.answered_on, "answer": found.answer},
    )
    status = 422 if form.is_bound else 200
    if request.method == "POST":
        actor.require(Action.ASSIGN, found.keeper_id)
        if form.is_valid():
            try:
                answer_proposal(actor=actor, proposal=found, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã ghi trả lời."))
                return redirect("shortcomings:answer", pk)
    panels = panels_of("PROPOSAL_PANELS", request, found)
    context = {"proposal": found, "form": form, "panels": panels} | _shared(actor, found)
    return render(request, _PAGE, context, status=status)


@require_POST
def tie_shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a limit to a task or an indicator by its code, or take that back (``bo``)."""
    return _tied(request, get_shortcoming(actor_of(request), pk), "shortcomings:state")


@require_POST
def tie_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a proposal."""
    return _tied(request, get_proposal(actor_of(request), pk), "shortcomings:answer")


def _tied(request: HttpRequest, concern: Concern, page: str) -> HttpResponse:
    actor, back = actor_of(request), request.POST.get("bo", "")
    actor.require(Action.ASSIGN, concern.keeper_id)
    try:
        if back:
            if not back.isascii() or not back.isdigit() or len(back) > 18:
                raise Http404
            untie(actor=actor, concern=concern, tie_id=int(back))
            messages.success(request, _("Đã bỏ gắn."))
        else:
            made = tie_by_code(actor=actor, concern=concern, code=request.POST.get("ma", "")[:30])
            code = made.task.code if made.task else made.indicator.code if made.indicator else ""
            messages.success(request, _("Đã gắn %(code)s.") % {"code": code})
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect(page, concern.pk)


def _shared(actor: Actor, concern: Concern) -> dict[str, Any]:
    """What both pages show; a constant number of queries. What one may not see of what is tied is left out."""
    ties = list(ties_of(concern))
    return {
        "concern": concern,
        "source": sources_of(actor, [concern.finding_id]).get(concern.finding_id or 0),
        "tasks": _tasks(actor, ties),
        "figures": _figures(actor, ties),
        "history": in_words(history(concern, limit=_TOLD)),
        "may_change": actor.may(Action.ASSIGN, concern.keeper_id),
    }


def _tasks(actor: Actor, ties: list[Tie]) -> list[tuple[Tie, Any]]:
    by_task = {one.task_id: one for one in ties if one.task_id}
    seen = visible_tasks(actor).filter(pk__in=by_task).order_by("pk").values_list("pk", flat=True)
    return [(by_task[row.task.pk], row) for row in rows_in_order(seen, today=today())]


def _figures(actor: Actor, ties: list[Tie]) -> list[tuple[Tie, Any, Any, str]]:
    """The indicators in which it shows, each with its verdict, its figure and its target."""
    by_indicator = {one.indicator_id: one for one in ties if one.indicator_id}
    if not by_indicator:
        return []
    seen = visible_indicators(actor).filter(pk__in=by_indicator)
    judge_if_few(seen, today=today())
    standing = Standing.objects.filter(indicator__in=seen.order_by().values("pk"), leads=True).order_by("place", "pk")
    return [
        (
            by_indicator[row.indicator.pk],
            row,
            None if row.value is None else rounded(row.value, row.indicator),
            aim_words(row.target, row.indicator) if row.target else "",
        )
        for row in rows_standing(standing, today=today())
    ]
