"""The indicators of a unit by verdict, and the periods it has not reported (chỉ tiêu, kỳ chưa báo cáo của đơn vị)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period, last_finished
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.models import Frequency, Indicator, Obligation, Observation
from vaocuoc.tracking.indicators.queries import IndicatorFilters, IndicatorRow
from vaocuoc.tracking.indicators.standing import rows_standing, standing_counts, standings_of
from vaocuoc.ui.clock import today

_ROWS = 6
_BACK: dict[str, int] = {Frequency.MONTH: 12, Frequency.QUARTER: 6, Frequency.YEAR: 3}
"""How many finished periods are looked back at."""


@dataclass(frozen=True)
class Group:
    """Indicators under one heading: how many have each verdict with their list, and the first of them."""

    title: str
    counts: list[tuple[str, int, str]]
    rows: list[tuple[IndicatorRow, str]]
    total: int
    address: str


def unit_panel(request: HttpRequest, unit: Unit) -> str | None:
    """The indicators that a unit leads and those with a target of its own, by verdict."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    asked = (
        (_("Là cơ quan theo dõi"), IndicatorFilters(lead=unit.pk), f"?chu-tri={unit.pk}"),
        (_("Mục tiêu của đơn vị"), IndicatorFilters(unit=unit.pk), f"?don-vi={unit.pk}"),
    )
    groups = [group for title, filters, query in asked if (group := _group(actor, title, filters, query)).total]
    return render_to_string("tracking/indicators/_unit_panel.html", {"groups": groups, "unit": unit}, request)


def _group(actor: Actor, title: str, filters: IndicatorFilters, query: str) -> Group:
    address = reverse("indicators:list") + query
    found = standings_of(actor, today=today(), filters=filters)
    counts = standing_counts(found)
    shown = rows_standing(found[:_ROWS], today=today()) if counts else []
    return Group(
        title=title,
        counts=[(code, number, f"{address}&danh-gia={code}") for code, number in counts.items()],
        rows=[(row, aim_words(row.target, row.indicator) if row.target else "") for row in shown],
        total=sum(counts.values()),
        address=address,
    )


# --- silent periods ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Silence:
    """An indicator with the finished periods that were owed and for which nothing came, the latest first."""

    indicator: Indicator
    unit: Unit
    periods: tuple[Period, ...]


def silent_panel(request: HttpRequest, unit: Unit) -> str | None:
    """The finished periods that a unit owed and has said nothing of (kỳ chưa báo cáo)."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    owed, silences = silences_of(actor, unit, today=today())
    if not owed:
        return None
    context = {
        "unit": unit,
        "owed": owed,
        "silences": silences,
        "periods": sum(len(one.periods) for one in silences),
        "may_report": actor.may_somewhere(Action.REPORT),
    }
    return render_to_string("tracking/indicators/_silent_panel.html", context, request)


def silences_of(actor: Actor, unit: Unit, *, today: date) -> tuple[int, list[Silence]]:
    """How many indicators a unit owes figures of, and those with silent periods; two queries.

    The figures of a register's own unit are owed by the body that leads the indicator. A reason why there is no figure
    breaks the silence. At most a year of months, six quarters, three years are looked back at.
    """
    bodies = Q(unit=unit) | Q(indicator__lead_unit=unit)
    found = Obligation.objects.filter(bodies, indicator__in=visible_indicators(actor).order_by().values("pk"))
    owed = [
        one
        for one in found.select_related("indicator", "unit").order_by("indicator__code", "pk")
        if _answers(one, unit) and one.indicator.frequency in _BACK
    ]
    came = _came({one.indicator_id for one in owed})
    silences = []
    for one in owed:
        silent = tuple(
            period for period in _owed_periods(one, today) if period not in came[one.indicator_id, one.unit_id]
        )
        if silent:
            silences.append(Silence(one.indicator, one.unit, silent))
    return len(owed), sorted(silences, key=lambda one: -len(one.periods))


def _answers(one: Obligation, unit: Unit) -> bool:
    lead = one.indicator.lead_unit_id
    return (lead if lead and one.unit_id == one.indicator.keeper_id else one.unit_id) == unit.pk


def _owed_periods(one: Obligation, today: date) -> list[Period]:
    last = last_finished(today, one.indicator.frequency, one.indicator.calendar)
    back = [last.shift(-step) for step in range(_BACK[one.indicator.frequency])]
    return [p for p in back if one.valid_from <= p.end and (one.valid_to is None or one.valid_to > p.end)]


def _came(indicators: set[int]) -> dict[tuple[int, int], set[Period]]:
    came: dict[tuple[int, int], set[Period]] = defaultdict(set)
    rows = Observation.objects.filter(indicator__in=indicators)
    for indicator, at, calendar, kind, year, index in rows.values_list(
        "indicator_id", "unit_id", "calendar", "period_kind", "year", "index"
    ):
        came[indicator, at].add(Period.of(calendar, kind, year, index))
    return came
