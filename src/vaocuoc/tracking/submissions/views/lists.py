"""The lists: my reports, who has sent what, and the figures as they were known on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from vaocuoc.core.calendars import Period, last_finished
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import get_indicator, visible_indicators
from vaocuoc.tracking.indicators.in_force import row_behind
from vaocuoc.tracking.indicators.judging import IndicatorRow
from vaocuoc.tracking.indicators.models import Indicator, Observation
from vaocuoc.tracking.indicators.then import sums_known
from vaocuoc.tracking.submissions import queries
from vaocuoc.tracking.submissions.access import waiting_for
from vaocuoc.tracking.submissions.corrections import correctable, waiting_corrections
from vaocuoc.tracking.submissions.forms import label_of
from vaocuoc.tracking.submissions.models import State
from vaocuoc.tracking.submissions.owed import kinds_in, own_providers, period_of_slug, reports_of, slug_of
from vaocuoc.tracking.submissions.reconciling import differences
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day, parse_day
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_ROWS = 50
_INDICATORS = 25
_UNITS = 5
_PERIODS_BACK = {"month": 12, "quarter": 6, "year": 4}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reports of the units that one reports for (báo cáo của đơn vị), what needs one first."""
    actor = actor_of(request)
    due = reports_of(own_providers(actor), today=today()) if actor.may_somewhere(Action.REPORT) else []
    page = page_of(request, due, size=_ROWS)
    to_do = [one for one in due if one.state in ("", State.DRAFT, State.RETURNED)]
    approves = actor.may_somewhere(Action.APPROVE)
    context = {
        "page": page,
        "to_do": len(to_do),
        "returned": sum(one.state == State.RETURNED for one in due),
        "waiting": sum(one.state in (State.SUBMITTED, State.CHECKED) for one in due),
        "reports": actor.may_somewhere(Action.REPORT),
        "to_approve": waiting_for(actor).count() if approves else 0,
        "open_differences": differences(actor).count(),
        "corrections": waiting_corrections(actor).count() if approves else 0,
    }
    return render(request, "tracking/submissions/mine.html", context)


# --- who has sent what ------------------------------------------------------------------------------------------------


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Which units have reported for a period (tiến độ báo cáo), and which have not."""
    actor = actor_of(request)
    keepers = registers_seen(actor)
    keeper = _chosen(request, keepers)
    periods = _periods(keeper, today()) if keeper else []
    period = _period(request, periods)
    state = request.GET.get("tinh_trang", "")
    state = state if state in (queries.NOT_SENT, *State.values) else ""
    context: dict[str, Any] = {
        "keepers": keepers,
        "keeper": keeper,
        "periods": [(slug_of(one), label_of(one)) for one in periods],
        "period": period,
        "slug": slug_of(period) if period else "",
        "state": state,
        "may_approve": actor.may_somewhere(Action.APPROVE),
        "may_lock": actor.may_somewhere(Action.APPROVE) and actor.may_somewhere(Action.ASSIGN),
        "may_give": keeper is not None and actor.may(Action.REPORT, keeper.pk),
    }
    if keeper is not None and period is not None:
        counts = queries.progress_counts(keeper.pk, period)
        number = counts[state] if state else sum(counts.values())
        page = page_of(request, queries.providers_in(keeper.pk, period, state), size=_ROWS, count=number)
        begun = queries.submissions_by_provider(keeper.pk, period, page.object_list)
        labels = {queries.NOT_SENT: None, **{one.value: one.label for one in State}}
        context |= {
            "page": page,
            "rows": [(unit, begun.get(unit.pk)) for unit in page],
            "counts": [(code, labels[code], number) for code, number in counts.items() if number],
            "total": sum(counts.values()),
            "sent": sum(counts[one] for one in (State.SUBMITTED, State.CHECKED, State.APPROVED)),
        }
    return render(request, "tracking/submissions/progress.html", context)


def registers_seen(actor: Actor) -> list[Unit]:
    """The registers with indicators that the actor views."""
    seen = actor.units(Action.VIEW).filter(pk__in=Indicator.objects.order_by().values("keeper"))
    return list(seen.order_by("sort_key", "pk")[:200])


def _chosen(request: HttpRequest, keepers: list[Unit]) -> Unit | None:
    asked = request.GET.get("so", "")
    return next((one for one in keepers if str(one.pk) == asked), keepers[0] if keepers else None)


def _periods(keeper: Unit, day: date) -> list[Period]:
    found: list[Period] = []
    for kind, calendar in kinds_in([keeper.pk]):
        last = last_finished(day, kind, calendar)
        found += [last.shift(-back) for back in range(_PERIODS_BACK[kind])]
    return found


def _period(request: HttpRequest, periods: list[Period]) -> Period | None:
    asked = request.GET.get("ky", "")
    if asked:
        try:
            return period_of_slug(asked)
        except Http404:
            pass
    return periods[0] if periods else None


# --- as it was known on a day -----------------------------------------------------------------------------------------


@require_safe
def as_of(request: HttpRequest) -> HttpResponse:
    """The figures as they were known at the end of a day (số liệu tính đến ngày), beside those of today."""
    actor = actor_of(request)
    day, problem = _day(request, today())
    asked = request.GET.get("chi_tieu", "")
    context: dict[str, Any] = {
        "day": day,
        "typed": request.GET.get("ngay", "").strip()[:20] or format_day(day),
        "problem": problem,
        "indicator": None,
    }
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        indicator = get_indicator(actor, int(asked))
        page = page_of(request, queries.units_with_figures(indicator), size=_UNITS)
        rows = queries.figures_known(day, _figures_of(indicator, list(page.object_list)))
        sums = sums_known(indicator, indicator.keeper, day) if page.number == 1 else []
        context |= {"indicator": indicator, "page": page, "rows": rows, "sums": sums}
    else:
        page = page_of(request, visible_indicators(actor).order_by("code", "pk"), size=_INDICATORS)
        shown = list(page.object_list)
        context |= {
            "page": page,
            "rows": queries.latest_only(queries.figures_known(day, queries.observations_of(shown))),
        }
    return render(request, "tracking/submissions/as_of.html", context)


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """On an indicator's page: what was known on a day, a correction of its last figure, providers that differ."""
    actor = actor_of(request)
    last = row_behind(actor, row.latest)
    tied = correctable(actor, [last]) if last is not None else set()
    open_here = differences(actor).filter(indicator=row.indicator, unit=row.unit)
    context = {"row": row, "last": last if tied else None, "differences": open_here.count()}
    return render_to_string("tracking/submissions/_panel.html", context, request)


def _figures_of(indicator: Indicator, units: list[Unit]) -> QuerySet[Observation]:
    """The figures of an indicator at these units, of the last years: enough to ask what was known."""
    since = today() - timedelta(days=3 * 366)
    return Observation.objects.filter(indicator=indicator, unit__in=units, period_end__gte=since)


def _day(request: HttpRequest, day: date) -> tuple[date, str]:
    text = request.GET.get("ngay", "").strip()
    if not text:
        return day, ""
    try:
        return parse_day(text), ""
    except Refused as refused:
        return day, sentence(refused)
