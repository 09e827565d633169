"""Who owes figures, and who has not reported them (đơn vị phải báo cáo, đơn vị chưa báo cáo)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from vaocuoc.core.calendars import Period, last_finished
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.indicators.queries import indicators_within
from vaocuoc.tracking.models import Indicator, Obligation, Observation


@dataclass(frozen=True)
class Owed:
    """A figure of the last finished period that is owed: whether it came, or a reason why there is none."""

    indicator: Indicator
    unit: Unit
    period: Period
    came: bool


@dataclass
class Owing:
    """A unit with the figures it owes for the last finished period of each of its indicators (đơn vị phải báo cáo)."""

    unit: Unit
    figures: list[Owed] = field(default_factory=list)

    @property
    def missing(self) -> list[Owed]:
        return [owed for owed in self.figures if not owed.came]


@dataclass(frozen=True)
class Coverage:
    """All who owe figures: how many have reported everything, and who has not, the most missing first."""

    units: tuple[Owing, ...] = ()

    @property
    def owing(self) -> int:
        return len(self.units)

    @property
    def silent(self) -> list[Owing]:
        return [unit for unit in self.units if unit.missing]

    @property
    def reported(self) -> int:
        return self.owing - len(self.silent)


def coverage(actor: Actor, *, today: date, scope: Scope | None = None, own: bool = False) -> Coverage:
    """Who has reported for the last finished period of each indicator that the actor sees; two queries.

    The figures of the register's own unit are owed by the body that leads the indicator, where one is named. ``own``
    keeps what the actor reports for. Of a ``scope`` the unit that leads is the one that owes; a period asks for the
    figures that had to be there at its end.
    """
    scope = scope or Scope()
    lead, day = scope.lead, today
    if scope.period:
        day = min(today, scope.period.end + timedelta(days=1))
    owed = _obligations(actor, own, scope).select_related("indicator__lead_unit", "unit")
    due = [(one, period) for one in owed if (period := _owed_period(one, day)) is not None]
    came = _reported(due)
    units: dict[int, Owing] = {}
    for one, period in due:
        body = _responsible(one)
        if lead is None or body.pk == lead.pk:
            key = (one.indicator_id, one.unit_id, period)
            figure = Owed(one.indicator, one.unit, period, key in came)
            units.setdefault(body.pk, Owing(body)).figures.append(figure)
    return Coverage(tuple(sorted(units.values(), key=lambda unit: (-len(unit.missing), bytes(unit.unit.sort_key)))))


def _obligations(actor: Actor, own: bool, scope: Scope) -> QuerySet[Obligation]:
    seen = actor.units(Action.REPORT if own else Action.VIEW).values("pk")
    responsible = Q(unit__in=seen) | Q(indicator__lead_unit__in=seen)
    within = indicators_within(actor, replace(scope.indicators, lead=None, period=None))
    return Obligation.objects.filter(responsible, indicator__in=within.order_by().values("pk"))


def _responsible(one: Obligation) -> Unit:
    lead: Unit | None = one.indicator.lead_unit
    return lead if lead is not None and one.unit_id == one.indicator.keeper_id else one.unit


def _owed_period(one: Obligation, today: date) -> Period | None:
    """The last finished period, if the unit owed the indicator's figures at its end."""
    if one.indicator.frequency == "date":
        return None
    period = last_finished(today, one.indicator.frequency, one.indicator.calendar)
    holds = one.valid_from <= period.end and (one.valid_to is None or one.valid_to > period.end)
    return period if holds else None


def _reported(due: Iterable[tuple[Obligation, Period]]) -> set[tuple[int, int, Period]]:
    """Which of these figures are there, by whoever provided them; a reason why there is none counts."""
    wanted: dict[Period, set[int]] = defaultdict(set)
    for one, period in due:
        wanted[period].add(one.indicator_id)
    if not wanted:
        return set()
    any_of = Q()
    for period, indicators in wanted.items():
        any_of |= Q(
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            indicator__in=indicators,
        )
    rows = Observation.objects.filter(any_of)
    return {
        (indicator, unit, Period(calendar, kind, year, index))
        for indicator, unit, calendar, kind, year, index in rows.values_list(
            "indicator_id", "unit_id", "calendar", "period_kind", "year", "index"
        )
    }
