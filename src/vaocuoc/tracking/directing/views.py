"""The pages of directives: the list, an answer, and asking to check the figures of an indicator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.directing import queries
from vaocuoc.tracking.directing.access import get_directive, may_answer, may_direct
from vaocuoc.tracking.directing.forms import AnswerForm, FiguresForm
from vaocuoc.tracking.directing.models import Directive, DirectiveKind
from vaocuoc.tracking.directing.operations import answer_directive, direct, proposed_day, withdraw_directive
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_TABS = (
    ("", gettext_lazy("Chờ tôi trả lời")),
    ("da-giao", gettext_lazy("Tôi đã chỉ đạo")),
    ("chua-tra-loi", gettext_lazy("Chưa trả lời")),
    ("qua-ngay", gettext_lazy("Quá ngày trả lời")),
)


@require_safe
def directive_list(request: HttpRequest) -> HttpResponse:
    """What waits for one's answer, what one gave, what waits for anybody's, what waits past its day."""
    actor = actor_of(request)
    tab = request.GET.get("xem", "")
    tab = tab if tab in dict(_TABS) else ""
    page = page_of(request, _kept(actor, tab), size=_ROWS)
    late = queries.overdue_count(actor, today())
    counts = {"": queries.waiting_count(actor), "chua-tra-loi": queries.unanswered_count(actor), "qua-ngay": late}
    context = {
        "page": page,
        "rows": [queries.row_of(one, today()) for one in page],
        "tab": tab,
        "tabs": [(name, words, counts.get(name)) for name, words in _TABS],
        "waiting": counts[""],
        "late": late,
    }
    return render(request, "tracking/directing/list.html", context)


def _kept(actor: Actor, tab: str) -> QuerySet[Directive]:
    if tab == "da-giao":
        return queries.given_by(actor)
    if tab == "chua-tra-loi":
        return queries.unanswered(actor)
    return queries.overdue(actor, today()) if tab == "qua-ngay" else queries.waiting_for(actor)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A directive and its answer; whoever was asked answers, an office may write it down for them."""
    actor = actor_of(request)
    directive = get_directive(actor, pk)
    may = may_answer(actor, directive)
    is_sent = request.method == "POST"
    if is_sent and not may:
        raise Refused("access.denied", action=str(Action.UPDATE))
    form, status = AnswerForm(request.POST if is_sent else None), 200
    if is_sent:
        status = 422
        if form.is_valid():
            try:
                answer_directive(actor=actor, directive=directive, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã gửi trả lời."))
                return _back(directive)
    row = queries.row_of(directive, today())
    is_open = directive.answered_at is None and directive.withdrawn_at is None
    context = {
        "row": row,
        "directive": directive,
        "form": form if may and is_open else None,
        "may_withdraw": is_open and actor.post is not None and directive.by_post_id == actor.post.pk,
    }
    return render(request, "tracking/directing/answer.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a directive back."""
    actor = actor_of(request)
    directive = get_directive(actor, pk)
    withdraw_directive(actor=actor, directive=directive)
    messages.success(request, _("Đã rút chỉ đạo."))
    return _back(directive)


@require_http_methods(["GET", "HEAD", "POST"])
def check_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that the figures of an indicator are checked (yêu cầu kiểm tra số liệu)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    if not may_direct(actor, indicator):
        raise Refused("access.denied", action=str(Action.DIRECT))
    is_sent = request.method == "POST"
    status, initial = 200, _proposed(indicator) if not is_sent else {}
    form: Any = FiguresForm(request.POST) if is_sent else FiguresForm(initial=initial)
    if is_sent:
        status = 422
        if form.is_valid():
            try:
                direct(actor=actor, subject=indicator, kind=DirectiveKind.FIGURES, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã gửi yêu cầu kiểm tra số liệu."))
                return redirect("indicators:detail", indicator.pk)
    context = {"form": form, "indicator": indicator}
    return render(request, "tracking/directing/figures.html", context, status=status)


def _proposed(indicator: Indicator) -> dict[str, Any]:
    return {
        "text": _("Đề nghị kiểm tra lại số liệu đã báo cáo và xác nhận."),
        "answer_by": proposed_day(indicator, today=today())[0],
    }


def _back(directive: Directive) -> HttpResponse:
    if directive.task_id:
        return redirect("tasks:detail", directive.task_id)
    return redirect("indicators:detail", directive.indicator_id)


def indicator_panel(request: HttpRequest, shown: IndicatorRow) -> str | None:
    """The directives of an indicator, on its page, with the way to ask for a check."""
    actor, indicator = actor_of(request), shown.indicator
    may = may_direct(actor, indicator)
    rows = [queries.row_of(one, today()) for one in queries.directives_of(indicator)]
    if not rows and not may:
        return None
    context = {"rows": rows, "indicator": indicator, "may_direct": may}
    return render_to_string("tracking/directing/_indicator_panel.html", context, request)
