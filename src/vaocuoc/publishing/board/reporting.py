"""Who owes figures, and who has not reported them (đơn vị phải báo cáo, đơn vị chưa báo cáo).

Counted where the figures lie, by unit; which figures are missing is looked up for the units that are shown alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from vaocuoc.core.calendars import Period, last_finished
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.lately import lately
from vaocuoc.directory.people.naming import Keys
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.indicators.queries import indicators_within
from vaocuoc.tracking.models import Indicator, Obligation, Observation


@dataclass(frozen=True)
class Missing:
    """A figure of the last finished period that is owed and did not come."""

    indicator: Indicator
    unit: int
    period: Period


@dataclass(frozen=True)
class Owing:
    """A unit that owes figures for the last finished period of its indicators, and how many have not come."""

    pk: int
    name: str
    owed: int
    missing: int


@dataclass(frozen=True)
class Coverage:
    """All who owe figures: how many have reported everything, and who has not, the most missing first.

    ``at`` is when it was counted, where that was not for this page.
    """

    owing: int = 0
    silent: tuple[Owing, ...] = ()
    figures: int = 0
    at: datetime | None = None

    @property
    def reported(self) -> int:
        return self.owing - len(self.silent)

    @property
    def missing(self) -> int:
        """How many figures have not come."""
        return sum(unit.missing for unit in self.silent)


def coverage(actor: Actor, *, today: date, scope: Scope | None = None, own: bool = False) -> Coverage:
    """Who has reported for the last finished period of each indicator that the actor sees; three queries.

    The figures of the register's own unit are owed by the body that leads the indicator, where one is named. ``own``
    keeps what the actor reports for. Of a ``scope`` the unit that leads is the one that owes; a period asks for the
    figures that had to be there at its end.
    """
    scope = scope or Scope()
    found = lately(
        actor,
        "coverage",
        (scope.asked, today, own),
        lambda: _counted(_owed(actor, today, scope, own)),
        lambda counted: counted.figures,
    )
    return replace(found.found, at=found.at)


def missing_of(
    actor: Actor, units: Collection[int], *, today: date, scope: Scope, own: bool = False
) -> dict[int, list[Missing]]:
    """Which figures these units have not reported, by the unit that owes them; three queries."""
    if not units:
        return {}
    day = _day(today, scope)
    # Named by their keys, so that of a country's obligations only these are read.
    led = dict(Indicator.objects.filter(lead_unit__in=units).values_list("pk", "keeper"))
    of_led = Q(indicator__in=list(led), unit__in=set(led.values()))
    owed = _owed(actor, today, scope, own).filter(Q(unit__in=units) | of_led if led else Q(unit__in=units))
    lacking = owed.filter(came=False, body__in=units).select_related("indicator")
    found: dict[int, list[Missing]] = defaultdict(list)
    for one in lacking.order_by("indicator__code", "indicator", "unit"):
        period = last_finished(day, one.indicator.frequency, one.indicator.calendar)
        found[one.body].append(Missing(one.indicator, one.unit_id, period))
    return dict(found)


def _counted(owed: QuerySet[Any]) -> Coverage:
    """The units by what they lack; two queries."""
    rows = owed.order_by().values_list("body").annotate(number=Count("pk"), lacking=Count("pk", filter=Q(came=False)))
    numbers = {pk: (number, lacking) for pk, number, lacking in rows}
    late = [pk for pk, (_number, lacking) in numbers.items() if lacking]
    named = Unit.objects.filter(pk__in=late).values_list("pk", "name", "sort_key")
    silent = sorted(named, key=lambda row: (-numbers[row[0]][1], bytes(row[2])))
    return Coverage(
        owing=len(numbers),
        silent=tuple(Owing(pk, name, *numbers[pk]) for pk, name, _key in silent),
        figures=sum(number for number, _lacking in numbers.values()),
    )


def _day(today: date, scope: Scope) -> date:
    return min(today, scope.period.end + timedelta(days=1)) if scope.period else today


def _owed(actor: Actor, today: date, scope: Scope, own: bool) -> QuerySet[Any]:
    """What is owed for last finished periods, each with the ``body`` that owes it and whether it ``came``.

    By whoever provided it; a reason why there is no figure counts. One query at once: which indicators there are. They
    are named, so that of a country's obligations those of a commune are found by its key.
    """
    within = indicators_within(actor, replace(scope.indicators, lead=None, period=None)).order_by()
    seen = actor.units(Action.REPORT if own else Action.VIEW).values("pk")
    of_seen = Exists(Unit.objects.filter(pk=OuterRef("lead_unit"), pk__in=seen))
    indicators = list(within.exclude(frequency="date").values_list("frequency", "calendar", "pk", of_seen))
    owed, of_period, ends = Q(pk__in=[]), Q(pk__in=[]), []
    for frequency, calendar in dict.fromkeys((one[0], one[1]) for one in indicators):
        period = last_finished(_day(today, scope), frequency, calendar)
        holds = Q(valid_to__isnull=True) | Q(valid_to__gt=period.end)
        owed |= holds & Q(indicator__frequency=frequency, indicator__calendar=calendar, valid_from__lte=period.end)
        of_period |= Q(calendar=calendar, period_kind=frequency, year=period.year, index=period.index)
        ends.append(period.end)
    came = Observation.objects.filter(
        of_period,
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
        period_end__in=ends,
        calendar=OuterRef("indicator__calendar"),
        period_kind=OuterRef("indicator__frequency"),
    )
    led = When(unit=F("indicator__keeper"), indicator__lead_unit__isnull=False, then=F("indicator__lead_unit"))
    of_led = [pk for _frequency, _calendar, pk, is_led in indicators if is_led]
    found = Obligation.objects.filter(owed)
    if len(of_led) < len(indicators):  # else who leads every one of them sees whoever owes it
        found = found.filter(Q(unit__in=seen) | Q(indicator__in=Keys(of_led)) if of_led else Q(unit__in=seen))
    if within.query.where:
        found = found.filter(indicator__in=Keys(one[2] for one in indicators) if indicators else [])
    found = found.annotate(body=Case(led, default=F("unit")), came=Exists(came))
    return found.filter(body=scope.lead.pk) if scope.lead else found
