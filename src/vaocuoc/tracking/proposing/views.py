"""The pages of proposals: what waits for one's decision, and deciding one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.proposing import queries
from vaocuoc.tracking.proposing.fields import shown_now
from vaocuoc.tracking.proposing.forms import DecisionForm
from vaocuoc.tracking.proposing.models import RequestState, TaskRequest
from vaocuoc.tracking.proposing.operations import agree_to_request, decline_request, withdraw_request
from vaocuoc.tracking.proposing.wording import asked, outcome
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.queries import row_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_Kept = Callable[[Actor], QuerySet[TaskRequest]]
_TABS: dict[str, tuple[Any, _Kept]] = {
    "": (gettext_lazy("Chờ quyết định của tôi"), queries.waiting_for),
    "cua-toi": (gettext_lazy("Tôi đã đề nghị"), queries.proposed_by),
    "da-quyet": (gettext_lazy("Đã quyết định"), queries.decided),
}


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """What waits for one's decision, what one proposed, what was decided."""
    actor = actor_of(request)
    tab = request.GET.get("xem", "")
    tab = tab if tab in _TABS else ""
    page = page_of(request, _TABS[tab][1](actor), size=_ROWS)
    context = {
        "page": page,
        "rows": [(one, asked(one), outcome(one), (today() - one.at.date()).days) for one in page],
        "tab": tab,
        "tabs": [(name, words) for name, (words, _kept) in _TABS.items()],
        "waiting": queries.waiting_count(actor),
    }
    return render(request, "tracking/proposing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal beside the task as it stands; the giver agrees, in part or not."""
    actor = actor_of(request)
    wanted = queries.get_request(actor, pk)
    rights = rights_on(actor, wanted.task)
    is_open = wanted.state == RequestState.OPEN
    is_sent = request.method == "POST"
    if is_sent and not rights.direct:
        raise Refused("access.denied", action="assign")
    form = DecisionForm(request.POST if is_sent else None, actor=actor, request=wanted) if rights.direct else None
    status = 200
    if is_sent and form is not None:
        status = 422
        if form.is_valid():
            try:
                done = _decide(actor, wanted, request.POST.get("quyet", ""), form.cleaned_data)
            except Refused as refused:
                field = {"requests.no_lead": "lead", "requests.no_words": "decision"}.get(refused.code)
                form.add_error(field if field in form.fields else None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, done)
                return redirect("tasks:detail", wanted.task_id)
    row = row_of(wanted.task, today=today())
    context = {
        "wanted": wanted,
        "asked": asked(wanted),
        "outcome": outcome(wanted),
        "now": shown_now(wanted.task, wanted.field),
        "task": wanted.task,
        "row": row,
        "form": form if is_open else None,
        "may_withdraw": is_open and rights.hand_in,
    }
    return render(request, "tracking/proposing/decide.html", context, status=status)


def _decide(actor: Actor, wanted: TaskRequest, chosen: str, data: dict[str, Any]) -> str:
    if chosen == "khong":
        decline_request(actor=actor, request=wanted, decision=data["decision"])
        return _("Đã ghi không đồng ý.")
    agree_to_request(actor=actor, request=wanted, **data)
    return _("Đã đồng ý và thực hiện đề nghị.")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    actor = actor_of(request)
    wanted = queries.get_request(actor, pk)
    withdraw_request(actor=actor, request=wanted)
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("tasks:detail", wanted.task_id)
