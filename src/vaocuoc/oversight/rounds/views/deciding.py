"""Deciding on a unit's report: approve, return, take back, note that it went out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.rounds.access import get_report
from vaocuoc.oversight.rounds.forms import SentForm
from vaocuoc.oversight.rounds.models import RoundReport
from vaocuoc.oversight.rounds.operations import approve_report, record_sent, return_report, take_back
from vaocuoc.ui.refusals import sentence


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with a report, or say in one line why not."""
    actor = actor_of(request)
    found = get_report(actor, pk)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    try:
        messages.success(request, do(request, actor, found))
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    return redirect("rounds:report", pk)


def _approve(_request: HttpRequest, actor: Actor, found: RoundReport) -> str:
    done = approve_report(actor=actor, report=found)
    return _("Đã duyệt bước một, chờ nơi nhận duyệt.") if done.is_waiting else _("Đã duyệt báo cáo.")


def _return(request: HttpRequest, actor: Actor, found: RoundReport) -> str:
    return_report(actor=actor, report=found, reason=request.POST.get("reason", ""))
    return _("Đã trả lại báo cáo. Số đã gửi được giữ nguyên.")


def _take_back(request: HttpRequest, actor: Actor, found: RoundReport) -> str:
    take_back(actor=actor, report=found, reason=request.POST.get("reason", ""))
    return _("Đã rút lại báo cáo. Sửa rồi gửi lại.")


def _send(request: HttpRequest, actor: Actor, found: RoundReport) -> str:
    form = SentForm(request.POST, actor=actor)
    if not form.is_valid():
        raise Refused("rounds.no_number")
    record_sent(actor=actor, report=found, **form.cleaned_data)
    return _("Đã ghi văn bản gửi ra ngoài.")


_DEEDS = {"duyet": _approve, "tra-lai": _return, "rut-lai": _take_back, "da-gui": _send}
