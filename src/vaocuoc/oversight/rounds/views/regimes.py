"""Regimes of reports: their inventory with what they ask in a year, one with its ten elements, setting and opening."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, UnitKind
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.rounds import inventory as burdens
from vaocuoc.oversight.rounds import progress as queries
from vaocuoc.oversight.rounds.access import get_regime, may_keep, visible_regimes
from vaocuoc.oversight.rounds.forms import EndForm, OpenForm, RegimeForm
from vaocuoc.oversight.rounds.models import Figures, Regime
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.regimes import create_regime, end_regime, revise_regime, version_at
from vaocuoc.tracking.indicators.models import Calendar
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

_ROUNDS = 24


@require_safe
def inventory(request: HttpRequest) -> HttpResponse:
    """The inventory of regimes (danh mục chế độ báo cáo): the heaviest first, and what is asked twice."""
    actor = actor_of(request)
    found = burdens.inventory(visible_regimes(actor), today=today())
    running = [one for one in found if not one.is_over]
    context = {
        "burdens": found,
        "inward": sum(not one.regime.is_outward for one in running),
        "outward": sum(one.regime.is_outward for one in running),
        "figures": sum(one.figures_a_year for one in running),
        "reports": sum(one.reports_a_year for one in running if not one.regime.is_outward),
        "doubles": burdens.doubles(found),
        "may_set": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "oversight/rounds/inventory.html", context)


@require_safe
def regime(request: HttpRequest, pk: int) -> HttpResponse:
    """One regime (chế độ báo cáo): its ten elements as they hold now, its versions and rounds."""
    actor = actor_of(request)
    found = get_regime(actor, pk)
    return _shown(request, actor, found)


def _shown(
    request: HttpRequest, actor: Actor, found: Regime, *, end_form: Any = None, status: int = 200
) -> HttpResponse:
    versions = list(found.versions.select_related("set_by", "basis_document", "task_document").order_by("-valid_from"))
    version = version_at(found, today()) or versions[-1]
    rounds = list(found.rounds.order_by("-cutoff", "-pk")[:_ROUNDS])
    numbers = queries.progress_by_round([one.pk for one in rounds], today=today())
    sees = actor.may(Action.VIEW, found.keeper_id)
    indicators = version.indicators.order_by("code", "pk") if version.figures == Figures.LISTED else []
    context = {
        "regime": found,
        "version": version,
        "versions": versions,
        "sections": list(version.sections.order_by("place")),
        "indicators": list(indicators),
        "named": list(version.named.order_by("sort_key", "pk")[:60]),
        "levels": [label for code, label in Level.choices if code in version.unit_levels],
        "kinds": [label for code, label in UnitKind.choices if code in version.unit_kinds],
        "days": _days(version.working_days),
        "calendar": dict(Calendar.choices).get(version.calendar, version.calendar),
        "rounds": [(one, numbers.get(one.pk, queries.Progress({}))) for one in rounds] if sees else [],
        "keeps": may_keep(actor, found.keeper_id),
        "end_form": end_form or EndForm(auto_id="end_%s"),
    }
    return render(request, "oversight/rounds/regime.html", context, status=status)


def _days(working_days: dict[str, int]) -> list[tuple[str, int]]:
    """The working days by level, the lowest level first."""
    names = {**{code: str(label) for code, label in Level.choices}, "": _("Cấp khác")}
    order = ["base", "commune", "district", "province", "central", ""]
    return [(names[level], working_days[level]) for level in order if level in working_days]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Set a regime (đặt chế độ báo cáo)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    initial = {
        "valid_from": today(),
        "cycle": "month",
        "directly": True,
        "figures": "none",
        "days_commune": 2,
        "days_province": 4,
    }
    form = RegimeForm(_typed(request), actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = create_regime(
                actor=actor,
                keeper=data["keeper"],
                kind=data["kind"],
                valid_from=data["valid_from"],
                elements=form.elements(),
            )
        except Refused as refused:
            _blame(form, refused)
        else:
            messages.success(request, _("Đã đặt chế độ báo cáo."))
            return redirect("rounds:regime", made.pk)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a regime asks from a day on (sửa chế độ báo cáo)."""
    actor = actor_of(request)
    found = get_regime(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    latest = found.versions.order_by("-valid_from")[0]
    form = RegimeForm(_typed(request), actor=actor, regime=found, initial=RegimeForm.initial_of(latest, today()))
    if request.method == "POST" and form.is_valid():
        try:
            revise_regime(
                actor=actor, regime=found, valid_from=form.cleaned_data["valid_from"], elements=form.elements()
            )
        except Refused as refused:
            _blame(form, refused)
        else:
            messages.success(request, _("Đã ghi bản mới của chế độ báo cáo."))
            return redirect("rounds:regime", pk)
    return _form(request, form, found)


def _form(request: HttpRequest, form: RegimeForm, found: Regime | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "oversight/rounds/regime_form.html", {"form": form, "regime": found}, status=status)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, if only an empty form; None where the page is only read."""
    return request.POST if request.method == "POST" else None


_FIELDS = {
    "rounds.no_name": "name",
    "rounds.no_cycle": "cycle",
    "rounds.no_deadline": "days_commune",
    "rounds.deadline_before_cutoff": "days_commune",
    "rounds.levels_out_of_order": "days_commune",
    "rounds.nobody_owes": "relation",
    "rounds.asks_nothing": "figures",
    "rounds.other_register": "indicators",
    "rounds.calendars_mixed": "indicators",
    "rounds.computed": "indicators",
    "rounds.direction": "receiver",
    "rounds.version_used": "valid_from",
    "rounds.no_deadline_level": "due_other",
    "rounds.due_before_cutoff": "due_other",
    "rounds.due_out_of_order": "due_commune",
    "rounds.days_needed": "cutoff",
}


def _blame(form: Any, refused: Refused) -> None:
    """The sentence at the field that it is about."""
    if refused.code.startswith("access."):
        raise refused
    field = _FIELDS.get(refused.code)
    form.add_error(field if field in form.fields else None, sentence(refused))


@require_http_methods(["POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a regime no longer holds (hết hiệu lực)."""
    actor = actor_of(request)
    found = get_regime(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    form = EndForm(request.POST, auto_id="end_%s")
    if form.is_valid():
        try:
            end_regime(actor=actor, regime=found, **form.cleaned_data)
        except Refused as refused:
            _blame(form, refused)
        else:
            messages.success(request, _("Đã ghi chế độ hết hiệu lực."))
            return redirect("rounds:regime", pk)
    return _shown(request, actor, found, end_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "HEAD", "POST"])
def open_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a round by hand (mở kỳ báo cáo, báo cáo đột xuất)."""
    actor = actor_of(request)
    found = get_regime(actor, pk)
    actor.require(Action.ASSIGN, found.keeper_id)
    version = version_at(found, today()) or found.versions.order_by("valid_from")[0]
    form = OpenForm(_typed(request), version=version, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = open_round(actor=actor, regime=found, today=today(), **form.asked())
        except Refused as refused:
            _blame(form, refused)
        else:
            messages.success(request, _("Đã mở kỳ báo cáo và báo cho các đơn vị."))
            return redirect("rounds:progress", made.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "regime": found, "version": version}
    return render(request, "oversight/rounds/open.html", context, status=status)
