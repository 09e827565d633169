"""Reading reports of a period: who has sent what, and the figures as they were known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.differences import Place, place_of
from vaocuoc.tracking.indicators.in_force import end_of, figures_in_force, is_approved, observations_as_of
from vaocuoc.tracking.indicators.models import Indicator, Observation
from vaocuoc.tracking.indicators.operations import shown_value
from vaocuoc.tracking.submissions.access import returned_to, waiting_for
from vaocuoc.tracking.submissions.models import State, Submission
from vaocuoc.tracking.submissions.owed import providers_owing

NOT_SENT = "none"


def todo_count(actor: Actor) -> int:
    """How many reports wait for the actor: returned to their unit, or to be approved."""
    return (returned_to(actor) | waiting_for(actor)).count()


# --- who has sent what ------------------------------------------------------------------------------------------------


def _of_period(keeper: int, period: Period) -> QuerySet[Submission]:
    return Submission.objects.filter(
        keeper=keeper,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
    )


def progress_counts(keeper: int, period: Period) -> dict[str, int]:
    """How many of the units that owe a report stand where; ``none`` has not begun. Two queries."""
    owing = providers_owing(keeper, period)
    total = owing.count()
    rows = _of_period(keeper, period).filter(provider__in=owing.order_by().values("pk"))
    found = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return {NOT_SENT: total - sum(found.values())} | {state.value: found.get(state.value, 0) for state in State}


def providers_in(keeper: int, period: Period, state: str = "") -> QuerySet[Unit]:
    """The units that owe a report, those in one state where one is asked for."""
    owing = providers_owing(keeper, period)
    begun = _of_period(keeper, period).filter(provider=OuterRef("pk"))
    if state == NOT_SENT:
        return owing.filter(~Exists(begun))
    return owing.filter(Exists(begun.filter(state=state))) if state else owing


def submissions_by_provider(keeper: int, period: Period, providers: Iterable[Unit]) -> dict[int, Submission]:
    """The reports of these units (one query)."""
    return {one.provider_id: one for one in _of_period(keeper, period).filter(provider__in=list(providers))}


# --- as it was known on a day -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Then:
    """A figure as it was known at the end of a day, and as it is known now."""

    then: Observation
    now: Observation
    was_approved: bool

    @property
    def period(self) -> Period:
        return place_of(self.then).period

    @property
    def value_then(self) -> Decimal | None:
        return shown_value(self.then)

    @property
    def value_now(self) -> Decimal | None:
        return shown_value(self.now)

    @property
    def changed(self) -> bool:
        return self.then.pk != self.now.pk and self.then.value != self.now.value


def figures_known(day: date, observations: QuerySet[Observation]) -> list[Then]:
    """These figures as they were known at the end of a day (số liệu tính đến ngày), the latest period first.

    Two queries, one more where some place has several providers.
    """
    full = observations.select_related("unit", "provider", "submitted_as__unit", "submitted_by")
    then = _by_place(observations_as_of(day, full))
    now = _by_place(figures_in_force(full.select_related("approval", "indicator")))
    moment = end_of(day)
    found = [Then(one, now[place], is_approved(one, moment)) for place, one in then.items()]
    return sorted(
        found,
        key=lambda row: (
            row.then.indicator.code,
            row.then.indicator_id,
            row.then.unit_id,
            -row.then.period_end.toordinal(),
        ),
    )


def _by_place(series: dict[tuple[int, int], list[Observation]]) -> dict[Place, Observation]:
    return {place_of(one): one for figures in series.values() for one in figures}


def units_with_figures(indicator: Indicator) -> QuerySet[Unit]:
    """The units that anything was reported of for an indicator, by name; the register's own first."""
    reported = Observation.objects.filter(indicator=indicator, unit=OuterRef("pk"))
    is_keeper = Case(When(pk=indicator.keeper_id, then=Value(0)), default=Value(1))
    return Unit.objects.filter(Exists(reported)).annotate(place=is_keeper).order_by("place", "sort_key", "pk")


def observations_of(indicators: Iterable[Indicator], *, unit: int | None = None) -> QuerySet[Observation]:
    """The figures of these indicators, at one unit or at each indicator's keeper."""
    at = Q(unit=unit) if unit else Q(unit__in=[one.keeper_id for one in indicators])
    return Observation.objects.filter(at, indicator__in=[one.pk for one in indicators])


def latest_only(rows: Iterable[Then]) -> list[Then]:
    """Of each indicator at a unit the latest period that was known."""
    seen: set[tuple[int, int]] = set()
    found = []
    for row in rows:
        key = (row.then.indicator_id, row.then.unit_id)
        if key not in seen:
            seen.add(key)
            found.append(row)
    return found
