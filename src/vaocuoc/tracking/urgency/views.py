"""The page of what each urgency asks (quy định theo độ khẩn)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.tracking.urgency.forms import UrgencyRuleForm
from vaocuoc.tracking.urgency.models import UrgencyRule
from vaocuoc.tracking.urgency.operations import set_urgency_rule
from vaocuoc.tracking.urgency.tables import DEFAULTS, asked_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """What each urgency asks in one's office, the rows there were, and a row from a day on."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    registers = registers_of(actor)
    keeper = registers.filter(pk=own_register(actor) or 0).first() or registers[0]
    form: Any = UrgencyRuleForm(request.POST) if request.method == "POST" else _empty_form()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_urgency_rule(actor=actor, keeper=keeper, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã đặt quy định, áp dụng từ ngày đã ghi."))
                return redirect("urgency:rules")
    asked = asked_of(keeper, today=today())
    context = {
        "keeper": keeper,
        "tab": "urgency",
        "rows": [(Urgency(code).label, asked[code]) for code in Urgency.values],
        "history": UrgencyRule.objects.filter(keeper=keeper).order_by("-valid_from", "-pk")[:_ROWS],
        "form": form,
    }
    return render(request, "tracking/urgency/rules.html", context, status=status)


def _empty_form() -> UrgencyRuleForm:
    first = DEFAULTS[Urgency.ORDINARY]
    return UrgencyRuleForm(
        initial={"yellow_days": first.yellow_days, "answer_days": first.answer_days, "valid_from": today()}
    )
