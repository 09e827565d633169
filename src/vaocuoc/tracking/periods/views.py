"""The page of an office's times (kỳ báo cáo, nhiệm kỳ, lịch nghỉ): what holds, the windows of a year, what to enter."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.calendars import CIVIL, PARTY, STATE, closing_day, holidays, windows_of
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.periods import operations
from vaocuoc.tracking.periods.forms import LEAD_LEVELS, ConfirmForm, RegimeForm, TermForm
from vaocuoc.tracking.periods.models import OfficeDay, ReportingRegime, Term
from vaocuoc.tracking.periods.queries import confirmed_years, days_off_of, regime_for, regimes_of, terms_over
from vaocuoc.tracking.periods.wording import WHY_OFF
from vaocuoc.tracking.registers import keeper_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.refusals import sentence


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Terms, regimes, the windows of a year and its days off (kỳ báo cáo, nhiệm kỳ)."""
    actor = actor_of(request)
    return _page(request, actor, keeper_of(request, actor))


def _page(request: HttpRequest, actor: Actor, keeper: Unit, wrong: forms.Form | None = None) -> HttpResponse:
    day = today()
    year = key_in(request.GET.get("nam", "")) or day.year
    if not 2000 <= year <= 2999:
        raise Http404
    applied = regime_for(keeper, today=day)
    table = days_off_of(keeper, range(year - 1, year + 2))
    regime = applied.regime
    confirmed = confirmed_years(keeper)
    announced = [one for one in holidays(year) if one.day in table.off]
    context = {
        "keeper": keeper,
        "terms": terms_over(keeper, day=day),
        "regimes": regimes_of(keeper, today=day),
        "applied": applied,
        "closes_on": closing_day(regime.calendar),
        "is_civil": regime.calendar == CIVIL,
        "year": year,
        "windows": windows_of(regime, year, table),
        "leads": [(level.label, regime.leads[level]) for level in LEAD_LEVELS if regime.leads.get(level)],
        "proposals": [(_("Cấp ủy: chốt cuối tháng"), PARTY), (_("Hành chính: Nghị định 09/2019/NĐ-CP"), STATE)],
        "confirmed": confirmed.get(year),
        "off": [(one.day, str(WHY_OFF[one.code]), one.is_announced) for one in announced],
        "own": list(OfficeDay.objects.filter(keeper=keeper, day__year=year).order_by("day")),
        "term_form": wrong if isinstance(wrong, TermForm) else TermForm(auto_id="term_%s"),
        "regime_form": wrong if isinstance(wrong, RegimeForm) else RegimeForm(auto_id="regime_%s"),
        "confirm_form": wrong if isinstance(wrong, ConfirmForm) else ConfirmForm(initial={"year": year}),
        "may_edit": actor.may(Action.ASSIGN, keeper.pk),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong is not None else HTTPStatus.OK
    return render(request, "tracking/periods/page.html", context, status=status)


@require_POST
def deed(request: HttpRequest, name: str) -> HttpResponse:
    """Enter or take away a term, set or end a regime, confirm a year."""
    actor = actor_of(request)
    keeper = keeper_of(request, actor)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    actor.require(Action.ASSIGN, keeper.pk)
    return do(request, actor, keeper)


def _try(
    request: HttpRequest, actor: Actor, keeper: Unit, form: forms.Form, do: Callable[[], object], said: str
) -> HttpResponse:
    if form.is_valid():
        try:
            do()
        except Refused as refused:
            if refused.code.startswith("access."):
                raise
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, said)
            return redirect("periods:page")
    return _page(request, actor, keeper, form)


def _set_term(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    form = TermForm(request.POST, auto_id="term_%s")
    return _try(
        request, actor, keeper, form,
        lambda: operations.set_term(actor=actor, unit=keeper, **form.cleaned_data), _("Đã ghi nhiệm kỳ."),
    )  # fmt: skip


def _drop_term(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    term = get_object_or_404(Term, pk=key_in(request.POST.get("dong", "")) or 0, unit=keeper)
    operations.drop_term(actor=actor, term=term)
    messages.success(request, _("Đã bỏ nhiệm kỳ."))
    return redirect("periods:page")


def _set_regime(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    form = RegimeForm(request.POST, auto_id="regime_%s")
    return _try(
        request, actor, keeper, form,
        lambda: operations.set_regime(actor=actor, keeper=keeper, today=today(), **form.facts()),
        _("Đã đặt chế độ báo cáo, áp dụng từ hôm nay."),
    )  # fmt: skip


def _end_regime(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    regime = get_object_or_404(
        ReportingRegime, pk=key_in(request.POST.get("dong", "")) or 0, keeper=keeper, valid_to=None
    )
    operations.end_regime(actor=actor, regime=regime, today=today())
    messages.success(request, _("Đã thôi áp dụng chế độ báo cáo."))
    return redirect("periods:page")


def _confirm(request: HttpRequest, actor: Actor, keeper: Unit) -> HttpResponse:
    form = ConfirmForm(request.POST)
    return _try(
        request, actor, keeper, form,
        lambda: operations.confirm_year(actor=actor, keeper=keeper, **form.cleaned_data),
        _("Đã xác nhận lịch nghỉ của năm."),
    )  # fmt: skip


_DEEDS: dict[str, Callable[[HttpRequest, Actor, Unit], HttpResponse]] = {
    "nhiem-ky": _set_term,
    "bo-nhiem-ky": _drop_term,
    "che-do": _set_regime,
    "thoi-che-do": _end_regime,
    "xac-nhan": _confirm,
}
