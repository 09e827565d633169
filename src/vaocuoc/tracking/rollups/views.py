"""The page of a roll-up (số tổng hợp): own beside added up, by period and by unit, on the map of then or of today."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.indicators.rolling import rolls_up
from vaocuoc.tracking.rollups.operations import rebuild
from vaocuoc.tracking.rollups.queries import (
    Line,
    lines_of_then,
    lines_of_today,
    missing_below,
    parts_of,
    periods_at_once,
)
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_TODAY = "hom-nay"


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator added up at one unit (số tổng hợp của đơn vị); who is missing is named on demand."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    unit = _unit(request, indicator)
    lines, refusal, older = lines_of_then(indicator, unit), "", 0
    on_today = request.GET.get("ban-do") == _TODAY
    if on_today and lines:
        try:
            at_once = periods_at_once(indicator, unit, today=today())
            begin = min(key_in(request.GET.get("tu", "")) or 0, len(lines) - 1)
            older = begin + at_once if begin + at_once < len(lines) else 0
            some = lines[begin : begin + at_once]
            lines = lines_of_today(indicator, unit, [line.period for line in some], today=today())
        except Refused as refused:
            on_today, refusal = False, sentence(refused)
    chosen = _chosen(request, lines)
    missing = None
    if chosen is not None and request.GET.get("thieu"):
        missing = page_of(request, missing_below(indicator, unit, chosen.period), size=100)
    context = {
        "indicator": indicator,
        "unit": unit,
        "rolls": rolls_up(indicator),
        "lines": lines,
        "chosen": chosen,
        "parts": parts_of(indicator, unit, chosen.period) if chosen else [],
        "missing": missing,
        "on_today": on_today,
        "refusal": refusal,
        "older": older,
        "may_assign": actor.may(Action.ASSIGN, indicator.keeper_id),
    }
    return render(request, "tracking/rollups/sheet.html", context)


def _unit(request: HttpRequest, indicator: Indicator) -> Unit:
    """The unit asked for, of those that the register may be read for: whoever sees an indicator sees all of it."""
    asked = request.GET.get("don-vi", "")
    if not asked:
        return indicator.keeper
    found = Unit.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest, lines: list[Line]) -> Line | None:
    asked = request.GET.get("ky", "")
    return next((line for line in lines if key_of(line.period) == asked), lines[0] if lines else None)


def key_of(period: Period) -> str:
    """How a period is named in the address: ``2026-10``."""
    return f"{period.year}-{period.index}"


@require_POST
def add_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Add up again (tổng hợp lại)."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    number = rebuild(actor=actor, indicator=indicator)
    messages.success(request, _("Đã tổng hợp lại: %(number)s dòng.") % {"number": number})
    return redirect("rollups:sheet", pk)


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """Own beside added up for the latest period, on the page of an indicator (số tổng hợp)."""
    if not rolls_up(row.indicator):
        return None
    lines = lines_of_then(row.indicator, row.unit)
    if not lines:
        return None
    address = f"{reverse('rollups:sheet', args=[row.indicator.pk])}?don-vi={row.unit.pk}"
    context = {"line": lines[0], "indicator": row.indicator, "unit": row.unit, "address": address}
    return render_to_string("tracking/rollups/_panel.html", context, request)
