"""The list of requests for explanation, one with its thread, asking, answering, deciding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.delegations import with_names_behind
from vaocuoc.directory.saved_views.listing import in_batches, opened
from vaocuoc.oversight.explanations import operations
from vaocuoc.oversight.explanations.access import (
    answers_for,
    get_explanation,
    may_answer,
    may_decide,
    visible_explanations,
)
from vaocuoc.oversight.explanations.asking import subject_asked
from vaocuoc.oversight.explanations.columns import EXPLANATIONS
from vaocuoc.oversight.explanations.forms import AgainForm, AnswerForm, AskForm, ReasonForm
from vaocuoc.oversight.explanations.models import Explanation, ExplanationState
from vaocuoc.oversight.explanations.queries import counts, in_order
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
LATE = "qua-han"


@require_safe
def explanation_list(request: HttpRequest) -> HttpResponseBase:
    """The requests that one sees (danh sách yêu cầu giải trình), what waits first, with how many answered in time."""
    actor, offer = actor_of(request), opened(request, EXPLANATIONS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    state = request.GET.get("trang-thai", "")
    seen = visible_explanations(actor)
    found = in_order(_narrowed(seen, state))
    if offer.leaves:
        said = [(_("tình trạng"), dict(_states()).get(state, ""))]
        rows = in_batches(found.values_list("pk", flat=True), _rows)
        return offer.leave(rows, count=found.count(), filters=said)
    page = page_of(request, found, size=_ROWS)
    context = {
        "list": offer,
        "page": page,
        "rows": offer.with_plain(page),
        "counts": counts(seen, today=today()),
        "states": _states(),
        "state": state,
        "today": today(),
    }
    return render(request, "oversight/explanations/list.html", context)


def _states() -> list[tuple[str, Any]]:
    return [(LATE, _("Quá hạn, chưa giải trình")), *ExplanationState.choices]


def _narrowed(seen: Any, state: str) -> Any:
    if state == LATE:
        return seen.filter(state=ExplanationState.ASKED, answer_by__lt=today())
    return seen.filter(state=state) if state in ExplanationState.values else seen


def _rows(keys: list[int]) -> list[Explanation]:
    found = in_order(Explanation.objects.all()).in_bulk(keys)
    return [found[key] for key in keys if key in found]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Ask for an explanation of a task or of a figure (yêu cầu giải trình)."""
    actor = actor_of(request)
    subject = subject_asked(actor, request.GET)
    if not subject.may_be_asked(actor):
        raise Refused("access.denied", action=str(Action.DIRECT))
    initial = {"answer_by": operations.usual_day(subject.keeper, today=today())}
    form = AskForm(request.POST if request.method == "POST" else None, whom=subject.choices, initial=initial)
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        data = form.cleaned_data
        try:
            whom: Any = subject.whom(data["whom"])
            made = operations.ask(
                actor=actor,
                words=data["words"],
                answer_by=data["answer_by"],
                task=subject.task,
                indicator=subject.indicator,
                unit=subject.unit,
                **whom,
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
            status = int(status_of(refused))
        else:
            messages.success(request, _("Đã gửi yêu cầu giải trình."))
            return redirect("explanations:detail", made.pk)
    return render(request, "oversight/explanations/form.html", {"form": form, "subject": subject}, status=status)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its thread: what was asked and answered, and what may be done now."""
    actor = actor_of(request)
    return _page(request, actor, get_explanation(actor, pk))


@require_POST
def deed(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Answer, accept, ask again or withdraw: ``tra-loi``, ``chap-nhan``, ``hoi-lai``, ``rut``."""
    actor = actor_of(request)
    explanation = get_explanation(actor, pk)
    if what not in _DEEDS:
        raise Http404
    may, do, done = _DEEDS[what]
    if not may(actor, explanation):
        raise Refused("access.denied", action=str(Action.UPDATE))
    form = _form(what, actor, explanation, request.POST)
    if not form.is_valid():
        return _page(request, actor, explanation, bound={what: form}, status=422)
    try:
        do(actor=actor, explanation=explanation, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _page(request, actor, explanation, bound={what: form}, status=int(status_of(refused)))
    messages.success(request, done())
    return redirect("explanations:detail", pk)


_DEEDS: dict[str, tuple[Callable[[Actor, Explanation], bool], Callable[..., Any], Callable[[], str]]] = {
    "tra-loi": (may_answer, operations.answer, lambda: _("Đã gửi giải trình.")),
    "chap-nhan": (may_decide, operations.accept, lambda: _("Đã chấp nhận giải trình.")),
    "hoi-lai": (may_decide, operations.ask_again, lambda: _("Đã yêu cầu giải trình lại.")),
    "rut": (may_decide, operations.withdraw, lambda: _("Đã rút yêu cầu.")),
}


def _form(what: str, actor: Actor, explanation: Explanation, data: Any) -> forms.Form:
    if what == "tra-loi":
        return AnswerForm(data, for_another=not answers_for(actor, explanation), auto_id="tra_loi_%s")
    if what == "hoi-lai":
        initial = {"answer_by": operations.usual_day(explanation.keeper, today=today())}
        return AgainForm(data, initial=initial, auto_id="hoi_lai_%s")
    return ReasonForm(data, auto_id="rut_%s") if what == "rut" else forms.Form(data)


def _page(
    request: HttpRequest,
    actor: Actor,
    explanation: Explanation,
    *,
    bound: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    names = {
        ExplanationState.ASKED: ("tra-loi", "rut"),
        ExplanationState.ANSWERED: ("chap-nhan", "hoi-lai"),
    }.get(ExplanationState(explanation.state), ())
    offered = {name: _form(name, actor, explanation, None) for name in names if _DEEDS[name][0](actor, explanation)}
    offered |= {name: form for name, form in (bound or {}).items() if name in offered}
    task_seen = explanation.task_id and visible_tasks(actor).filter(pk=explanation.task_id).exists()
    figure_seen = explanation.indicator_id and visible_indicators(actor).filter(pk=explanation.indicator_id).exists()
    context = {
        "one": explanation,
        "askings": with_names_behind(
            explanation.askings.select_related(
                "asked_as__unit", "asked_by", "answered_as__unit", "answered_by"
            ).order_by("-pk"),
            lambda one: (one.asked_by_id, one.asked_as_id, one.asked_at),
            lambda one: (one.answered_by_id, one.answered_as_id, one.answered_at),
        ),
        "offered": {name.replace("-", "_"): form for name, form in offered.items()},
        "task_seen": task_seen,
        "figure_seen": figure_seen,
        "is_late": explanation.state == ExplanationState.ASKED and explanation.answer_by < today(),
        "history": in_words(history(explanation, limit=20)),
    }
    return render(request, "oversight/explanations/detail.html", context, status=status)
