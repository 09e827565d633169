"""Reconciling providers that disagree (đối chiếu), and closing periods (khóa kỳ)."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.differences import Difference
from vaocuoc.tracking.indicators.locks import PeriodLock
from vaocuoc.tracking.submissions import reconciling
from vaocuoc.tracking.submissions.forms import ChoiceForm, LockForm, ReasonForm, StepsForm, registers
from vaocuoc.tracking.submissions.locking import coordinated, lift_lock, lock_period, set_steps, steps_for
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_REGISTERS = 50


@require_safe
def differences(request: HttpRequest) -> HttpResponse:
    """The figures that providers give differently (đối chiếu số liệu), and what was decided."""
    actor = actor_of(request)
    decided = request.GET.get("da_chon") == "1"
    page = page_of(request, reconciling.differences(actor, decided=decided), size=_ROWS)
    context = {
        "page": page,
        "rows": reconciling.disagreements(list(page.object_list)),
        "decided": decided,
        "total": page.paginator.count,
        "may_decide": actor.may_somewhere(Action.APPROVE),
    }
    return render(request, "tracking/submissions/differences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whose figure counts (chọn số chính thức), with the reason."""
    actor = actor_of(request)
    seen = Difference.objects.filter(indicator__in=visible_indicators(actor).order_by().values("pk"))
    row = get_object_or_404(seen.select_related("indicator__keeper", "unit"), pk=pk)
    actor.require(Action.APPROVE, row.indicator.keeper_id)
    found = reconciling.disagreements([row])[0]
    form = ChoiceForm(
        request.POST if request.method == "POST" else None, sides=[side.observation.pk for side in found.sides]
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                reconciling.decide(actor=actor, difference=row, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = status_of(refused)
            else:
                messages.success(request, _("Đã chọn số chính thức. Hai số đã báo cáo được giữ nguyên."))
                return redirect("submissions:differences")
    context = {"found": found, "row": row, "form": form, "chosen": request.POST.get("observation", "")}
    return render(request, "tracking/submissions/choose.html", context, status=status)


# --- closing periods --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def locks(request: HttpRequest) -> HttpResponse:
    """The closed periods (khóa kỳ) and how many approvals each register asks for."""
    actor = actor_of(request)
    _require_coordinator(actor)
    form = LockForm(request.POST if request.method == "POST" else None, actor=actor)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                lock_period(actor=actor, **form.cleaned_data)
            except Refused as refused:
                form.add_error("closed_from" if "lock" in refused.code else None, sentence(refused))
                status = status_of(refused)
            else:
                messages.success(request, _("Đã khóa kỳ."))
                return redirect("submissions:locks")
    kept = list(registers(actor)[:_REGISTERS])
    found = PeriodLock.objects.filter(keeper__in=coordinated(actor).order_by().values("pk"))
    found = found.select_related("keeper", "set_as__unit", "set_by", "lifted_by").order_by("-set_at", "-pk")
    context = {
        "form": form,
        "page": page_of(request, found, size=_ROWS),
        "rules": [(unit, steps_for(unit, today=today())) for unit in kept[:10]],
        "steps_form": StepsForm(actor=actor, auto_id="steps_%s"),
        "registers": kept,
        "today": today(),
    }
    return render(request, "tracking/submissions/locks.html", context, status=status)


def _require_coordinator(actor: Actor) -> None:
    if not (actor.may_somewhere(Action.ASSIGN) and actor.may_somewhere(Action.APPROVE)):
        raise Refused("access.denied", action=str(Action.ASSIGN))


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed period again (mở khóa kỳ)."""
    actor = actor_of(request)
    _require_coordinator(actor)
    lock = get_object_or_404(PeriodLock.objects.filter(keeper__in=coordinated(actor).order_by().values("pk")), pk=pk)
    form = ReasonForm(request.POST)
    try:
        lift_lock(actor=actor, lock=lock, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã mở khóa kỳ."))
    return redirect("submissions:locks")


@require_POST
def steps(request: HttpRequest) -> HttpResponse:
    """Say how many approvals the reports to a register need (số bước duyệt)."""
    actor = actor_of(request)
    _require_coordinator(actor)
    form = StepsForm(request.POST, actor=actor)
    if form.is_valid():
        set_steps(actor=actor, **form.cleaned_data)
        messages.success(request, _("Đã đặt số bước duyệt. Báo cáo đang chờ giữ số bước cũ."))
    else:
        messages.error(request, _("Chưa đổi số bước duyệt. Chọn sổ và số bước rồi lưu lại."))
    return redirect("submissions:locks")
