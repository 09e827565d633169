"""Corrections of approved figures: proposed with all they touch in view, decided, and written as a letter."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.delegations import with_names_behind
from vaocuoc.formats.letters import write_docx
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.operations import period_of, shown_value
from vaocuoc.tracking.submissions.corrections import (
    check_correction,
    decide_correction,
    get_correction,
    propose_correction,
    proposed_value,
    touched_by,
    visible_corrections,
)
from vaocuoc.tracking.submissions.forms import CorrectionForm, DecisionForm
from vaocuoc.tracking.submissions.letters import compose_correction
from vaocuoc.tracking.submissions.models import CorrectionState
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The corrections of approved figures (đính chính số liệu), those that wait first."""
    actor = actor_of(request)
    found = visible_corrections(actor)
    state = request.GET.get("tinh_trang", "")
    if state in CorrectionState.values:
        found = found.filter(state=state)
    page = page_of(request, found, size=_ROWS)
    rows = [(one, period_of(one.observation), shown_value(one.observation), proposed_value(one)) for one in page]
    context = {"page": page, "rows": rows, "state": state, "states": CorrectionState.choices}
    return render(request, "tracking/submissions/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, observation: int) -> HttpResponse:
    """Propose to correct an approved figure (đề nghị đính chính): first everything it touches, then the proposal."""
    actor = actor_of(request)
    figure = _figure(actor, observation)
    if not actor.may(Action.REPORT, figure.provider_id):
        actor.require(Action.REPORT, figure.indicator.keeper_id)
    form = CorrectionForm(request.POST if request.method == "POST" else None, actor=actor, observation=figure)
    touched, status = None, HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            given = form.cleaned_data
            try:
                if request.POST.get("buoc") == "gui":
                    made = propose_correction(actor=actor, observation=figure, **given)
                    messages.success(request, _("Đã gửi đề nghị đính chính, chờ quyết định. Chưa số nào thay đổi."))
                    return redirect("submissions:correction", made.pk)
                plain = {name: given[name] for name in ("value", "missing_reason", "reason")}
                scaled = check_correction(actor=actor, observation=figure, **plain)
                touched, status = touched_by(figure, scaled, today=today()), HTTPStatus.OK
            except Refused as refused:
                form.add_error(_FIELDS.get(refused.code), sentence(refused))
                status = status_of(refused)
    context = {
        "figure": figure,
        "value": shown_value(figure),
        "period": period_of(figure),
        "form": form,
        "touched": _shown(touched),
    }
    return render(request, "tracking/submissions/propose.html", context, status=status)


_FIELDS = {
    "submissions.same_value": "value",
    "indicators.too_precise": "value",
    "indicators.too_large": "value",
    "indicators.value_or_reason": "value",
    "indicators.no_reason": "reason",
}


def _figure(actor: Actor, pk: int) -> Observation:
    seen = visible_indicators(actor).order_by().values("pk")
    return get_object_or_404(
        Observation.objects.filter(indicator__in=seen).select_related(
            "indicator__keeper", "unit", "provider", "approval__approved_as__unit", "approval__approved_by"
        ),
        pk=pk,
    )


def _shown(touched: Any) -> Any:
    """What is touched with the figures said; None where nothing was asked yet."""
    if touched is None:
        return None
    return {
        "later": [(one, period_of(one), shown_value(one)) for one in touched.later],
        "verdicts": touched.verdicts,
        "bearings": touched.bearings,
        "totals": touched.totals,
        "papers": touched.papers,
        "recipients": touched.recipients,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction: what is proposed, what it touches, and the decision (quyết định đính chính)."""
    actor = actor_of(request)
    found = get_correction(actor, pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        actor.require(Action.APPROVE, found.observation.indicator.keeper_id)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            agree = request.POST.get("viec") == "dong-y"
            try:
                decide_correction(actor=actor, correction=found, agree=agree, reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error("reason" if refused.code == "indicators.no_reason" else None, sentence(refused))
                status = status_of(refused)
            else:
                said = _("Đã đính chính. Số cũ vẫn được giữ.") if agree else _("Đã ghi không đồng ý đính chính.")
                messages.success(request, said)
                return redirect("submissions:correction", pk)
    waiting = found.state == CorrectionState.PROPOSED
    [(_found, behind)] = with_names_behind(
        [found],
        lambda one: (one.proposed_by_id, one.proposed_as_id, one.proposed_at),
        lambda one: (one.decided_by_id, one.decided_as_id, one.decided_at),
    )
    context = {
        "correction": found,
        "behind": behind,
        "figure": found.observation,
        "value": shown_value(found.observation),
        "right": proposed_value(found),
        "period": period_of(found.observation),
        "touched": _shown(touched_by(found.observation, found.value, today=today())) if waiting else None,
        "kept": None if waiting else found.touched,
        "form": form,
        "may_letter": actor.may(Action.ASSIGN, found.observation.indicator.keeper_id),
        "is_own": found.proposed_by_id == actor.user.pk,
        "may_decide": waiting and actor.may(Action.APPROVE, found.observation.indicator.keeper_id),
    }
    return render(request, "tracking/submissions/correction.html", context, status=status)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft letter that tells of a correction, as a Word file in the register's own layout."""
    actor = actor_of(request)
    found = get_correction(actor, pk)
    keeper = found.observation.indicator.keeper
    actor.require(Action.ASSIGN, keeper.pk)
    paper = compose_correction(
        found, touched_by(found.observation, found.value, today=today()), settings_of(keeper), today=today()
    )
    response = HttpResponse(write_docx(paper), content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="dinh-chinh-{found.pk}.docx"'
    return response
