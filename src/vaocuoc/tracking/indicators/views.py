"""The pages of indicators: the list, one indicator, its targets, entering and approving figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators import queries
from vaocuoc.tracking.indicators.access import get_indicator, visible_indicators
from vaocuoc.tracking.indicators.arithmetic import (
    aim_words,
    drawings,
    gap,
    lines_of,
    reason_words,
    rounded,
    with_unit,
)
from vaocuoc.tracking.indicators.checking import known_figures, warnings_for
from vaocuoc.tracking.indicators.deriving import correct_indicator, enter_indicator
from vaocuoc.tracking.indicators.forms import (
    EditForm,
    IndicatorForm,
    ReportForm,
    TargetForm,
    WithdrawForm,
    provider_for,
    units_to_report,
)
from vaocuoc.tracking.indicators.in_force import is_approved, row_behind
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    period_of,
    set_target,
    submit_observation,
    withdraw_target,
)
from vaocuoc.tracking.indicators.origins import of_figure, of_target, of_verdict
from vaocuoc.tracking.indicators.outlook_words import outlook_page
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.indicators.standing import rows_standing, standing_counts, standings_of
from vaocuoc.tracking.provenance import Provenance
from vaocuoc.tracking.sources import sources_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40
_PANEL_ROWS = 8


def _aim(row: queries.IndicatorRow) -> str:
    return aim_words(row.target, row.indicator) if row.target else ""


# --- one indicator ----------------------------------------------------------------------------------------------------


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an indicator: the verdict and its arithmetic, the course, every figure with where it comes from."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    unit = _number(request.GET.get("don-vi", ""))
    facts = queries.indicator_facts(indicator, today=today(), unit=unit)
    row = facts.row
    targets = [one.target for one in (row, *facts.beside) if one.target is not None]
    reported = [one for figure in facts.figures for one in figure.revisions]
    latest = row_behind(actor, row.latest)
    findings = [one.finding_id for one in (*targets, *reported, latest) if one is not None]
    sources = sources_of(actor, findings)
    source = sources.get(row.target.finding_id or 0) if row.target else None
    outlook = outlook_page(row, actor, request.GET, today())
    context = {
        "indicator": indicator,
        "row": row,
        "verdict": row.verdict,
        "aim": _aim(row),
        "sentence": gap(row),
        "expected": with_unit(rounded(row.expected, indicator), indicator) if row.expected is not None else "",
        "reason": reason_words(row.verdict),
        "lines": lines_of(row),
        "outlook": outlook,
        "drawings": drawings(row, today(), coming=outlook.drawn, told=outlook.sentence)
        if outlook
        else drawings(row, today()),
        "facts": facts,
        "source": source,
        "origin": of_verdict(row, latest, sources.get(latest.finding_id or 0) if latest else None, today=today()),
        "is_asked": request.GET.get("tu-dau") == "1",
        "aim_origin": of_target(row.target, source, today=today()) if row.target else None,
        "beside": [
            (one, _aim(one), of_target(one.target, sources.get(one.target.finding_id or 0), today=today()))
            for one in facts.beside
            if one.target
        ],
        "figures": [(figure, [_told(one, indicator, sources) for one in figure.revisions]) for figure in facts.figures],
        "withdrawn": [(one, aim_words(one, indicator)) for one in facts.withdrawn],
        "others": [(one, _aim(one), reason_words(one.verdict)) for one in facts.others.rows],
        "may_assign": actor.may(Action.ASSIGN, indicator.keeper_id),
        "may_report": actor.may_somewhere(Action.REPORT) and units_to_report(actor, indicator).exists(),
        "approvable": _approvable(actor, reported),
        "panels": panels_of("INDICATOR_PANELS", request, row),
    }
    return render(request, "tracking/indicators/detail.html", context)


def _told(one: Observation, indicator: Indicator, sources: Any) -> tuple[Observation, Any, Provenance]:
    """A revision with its figure and where it comes from."""
    value = None if one.value is None else from_scaled(one.value, indicator.decimals)
    return one, value, of_figure(one, sources.get(one.finding_id or 0), today=today())


def _approvable(actor: Actor, reported: Iterable[Observation]) -> set[int]:
    """Those of these figures that the actor may approve; nothing is asked where all of them are approved."""
    open_ones = [one.pk for one in reported if not is_approved(one) and one.submission_id is None]
    if not open_ones:
        return set()
    return set(queries.awaiting_approval(actor).filter(pk__in=open_ones).values_list("pk", flat=True))


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Enter an indicator (thêm chỉ tiêu)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.ASSIGN):
        raise Refused("access.denied", action=str(Action.ASSIGN))
    form = IndicatorForm(request.POST if request.method == "POST" else None, actor=actor)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_indicator(actor=actor, **form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã thêm chỉ tiêu %(code)s. Đặt mục tiêu cho chỉ tiêu.") % {"code": made.code})
            return redirect("indicators:target", made.pk)
    return render(request, "tracking/indicators/form.html", {"form": form, "is_new": True}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the words of an indicator (sửa thông tin chỉ tiêu)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    form = EditForm(request.POST if request.method == "POST" else None, actor=actor, indicator=indicator)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            correct_indicator(actor=actor, indicator=indicator, **form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã sửa thông tin chỉ tiêu."))
            return redirect("indicators:detail", pk)
    return render(request, "tracking/indicators/form.html", {"form": form, "indicator": indicator}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what is to be reached (đặt mục tiêu), or change a target by a decision (``?thay=``)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    replaced = _number(request.GET.get("thay") or request.POST.get("thay") or "")
    replaces = get_object_or_404(Target, pk=replaced, indicator=indicator) if replaced else None
    initial = TargetForm.initial_of(replaces, indicator.decimals) if replaces else {}
    form = TargetForm(
        request.POST if request.method == "POST" else None, actor=actor, indicator=indicator, initial=initial
    )
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            set_target(actor=actor, indicator=indicator, replaces=replaces, **form.cleaned_data)
        except Refused as refused:
            status = _blame(form, refused)
        else:
            messages.success(request, _("Đã đặt mục tiêu."))
            return redirect("indicators:detail", pk)
    context = {"form": form, "indicator": indicator, "replaces": replaces}
    return render(request, "tracking/indicators/target.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Say that a target no longer holds (rút mục tiêu)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    actor.require(Action.ASSIGN, indicator.keeper_id)
    found = get_object_or_404(Target.objects.select_related("indicator"), pk=target, indicator=indicator)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_target(actor=actor, target=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã rút mục tiêu."))
        return redirect("indicators:detail", pk)
    context = {"form": form, "indicator": indicator, "aim": aim_words(found, indicator)}
    return render(request, "tracking/indicators/withdraw.html", context, status=422 if form.is_bound else 200)


# --- figures ----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a figure (nhập số liệu), the ones before in view; a striking one asks for a sentence."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    unit = _number(request.GET.get("don-vi", ""))
    typed = request.POST if request.method == "POST" else None
    form = ReportForm(typed, actor=actor, indicator=indicator, initial={"unit": unit} if unit else {})
    subjects: Any = form.fields["unit"]
    if not subjects.queryset.exists():
        raise Refused("access.denied", action=str(Action.REPORT))
    warnings: list[str] = []
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        status, data = 200, form.cleaned_data
        known = known_figures(indicator, data["unit"])
        if data["value"] is not None and not data["note"].strip():
            warnings = warnings_for(indicator, data["period"], data["value"], known)
        if not warnings:
            try:
                made = submit_observation(
                    actor=actor, indicator=indicator, provider=provider_for(actor, indicator, data["unit"]), **data
                )
            except Refused as refused:
                status = _blame(form, refused)
            else:
                messages.success(request, _("Đã ghi số liệu, chờ duyệt."))
                return redirect(f"{reverse('indicators:detail', args=[pk])}?don-vi={made.unit_id}#so-lieu")
    shown = form.cleaned_data.get("unit") if form.is_bound and form.is_valid() else None
    at = shown or subjects.queryset.filter(pk=unit or 0).first() or subjects.queryset.first()
    context = {
        "form": form,
        "indicator": indicator,
        "warnings": warnings,
        "known": known_figures(indicator, at)[:6],
        "at": at,
    }
    return render(request, "tracking/indicators/report.html", context, status=status)


@require_safe
def awaiting(request: HttpRequest) -> HttpResponse:
    """The figures that wait for one's approval (số liệu chờ duyệt)."""
    actor = actor_of(request)
    found = queries.awaiting_approval(actor).select_related(
        "indicator", "unit", "provider", "submitted_as__unit", "submitted_by"
    )
    page = page_of(request, found, size=_ROWS)
    rows = [(one, period_of(one)) for one in page]
    return render(
        request, "tracking/indicators/awaiting.html", {"page": page, "rows": rows, "total": page.paginator.count}
    )


@require_POST
def approve(request: HttpRequest, observation: int) -> HttpResponse:
    """Approve one figure (duyệt số liệu)."""
    actor = actor_of(request)
    found = get_object_or_404(
        Observation.objects.filter(indicator__in=visible_indicators(actor)).select_related(
            "indicator", "unit", "provider"
        ),
        pk=observation,
    )
    approve_observation(actor=actor, observation=found)
    messages.success(request, _("Đã duyệt số liệu của %(code)s.") % {"code": found.indicator.code})
    back = request.POST.get("ve", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("indicators:detail", found.indicator_id)


# --- what other pages show --------------------------------------------------------------------------------------------


def document_panel(request: HttpRequest, document: Document) -> str | None:
    """The indicators that a document set targets for, on its page (chỉ tiêu của văn bản)."""
    actor = actor_of(request)
    found = standings_of(actor, today=today(), filters=queries.IndicatorFilters(document=document.pk))
    counts = standing_counts(found)
    if not counts:
        return None
    shown = [(row, _aim(row)) for row in rows_standing(found[:_PANEL_ROWS], today=today())]
    context = {"rows": shown, "total": sum(counts.values()), "counts": counts, "document": document}
    return render_to_string("tracking/indicators/_panel.html", context, request)


# --- from the request -------------------------------------------------------------------------------------------------


_FIELDS = {
    "indicators.code_taken": "code",
    "indicators.range_backwards": "value_high",
    "indicators.days_backwards": "due",
    "indicators.too_precise": "value",
    "indicators.too_large": "value",
    "indicators.no_revision_reason": "revision_reason",
    "indicators.estimate_after_final": "is_estimate",
    "indicators.value_or_reason": "value",
    "indicators.not_begun": "period",
    "indicators.rolls_never": "rolls_along",
    "indicators.rolls_needs_weight": "rolls_along",
}


def _blame(form: Any, refused: Refused) -> int:
    """Say a refusal at the field it is about, else above the form; the status that goes with it."""
    field = _FIELDS.get(refused.code)
    form.add_error(field if field in form.fields else None, sentence(refused))
    return int(status_of(refused))


def _number(text: str) -> int | None:
    return key_in(text)
