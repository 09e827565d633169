"""Sums as they were known on a day (số tổng hợp tính đến ngày): added up from what had been reported by then.

Kept rows say what is known today; nothing of a past day is kept, since everything it was added up from is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.differences import Place
from vaocuoc.tracking.indicators.in_force import InForce, end_of, is_approved, observations_as_of
from vaocuoc.tracking.indicators.models import Frequency, Indicator, Obligation, Observation
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin
from vaocuoc.tracking.indicators.rolling import Key, Rolling, rolls_up
from vaocuoc.tracking.indicators.scaling import from_scaled

PERIODS = 6
"""So many of the latest periods are added up again: of a country each has thousands of units."""


@dataclass(frozen=True)
class SumThen:
    """What the units below one came to in a period, as known at the end of a day and as known now, with coverage."""

    period: Period
    value_then: Decimal | None
    known_then: int
    owed_then: int
    value_now: Decimal | None
    known_now: int
    owed_now: int

    @property
    def changed(self) -> bool:
        return (self.value_then, self.known_then) != (self.value_now, self.known_now)


def sums_known(indicator: Indicator, unit: Unit, day: date) -> list[SumThen]:
    """The sums at a unit as they were known at the end of a day, the latest periods first; as many queries at any size.

    Added up by the rules and in the order of units that hold now, from the figures and decisions of then. Milestones,
    of which each holds until the next, are not.
    """
    if not rolls_up(indicator) or indicator.frequency == Frequency.DATE:
        return []
    rows = ComputedFigure.objects.filter(indicator=indicator, unit=unit, origin=Origin.ROLLED)
    rows = rows.filter(period_start__lte=day).order_by("-period_end", "-period_start")
    now = {row.period: row for row in rows[:PERIODS]}
    if not now:
        return []
    then = _then(indicator, unit, day, now)
    found = []
    for period, row in now.items():
        known = then[period]
        found.append(
            SumThen(
                period, _shown(known.value, indicator), known.known, known.owed,
                _shown(row.value, indicator), row.known, row.owed,
            )
        )  # fmt: skip
    return [row for row in found if row.known_then or row.known_now]


def _then(
    indicator: Indicator, unit: Unit, day: date, periods: Mapping[Period, ComputedFigure]
) -> dict[Period, ComputedFigure]:
    obligations = Obligation.objects.filter(indicator=indicator).values_list("unit", "valid_from", "valid_to")
    places = {
        Place(indicator.pk, one, period)
        for one, since, until in obligations
        for period in periods
        if since <= period.end and (until is None or period.end < until)
    }
    rolling = _RollingThen({indicator.pk: indicator}, places, day)
    return {period: rolling.row_at(indicator.pk, unit.pk, period) for period in periods}


class _RollingThen(Rolling):
    """Adding up from what was known at the end of a day; nothing is read of the rows that are kept today."""

    def __init__(self, indicators: Mapping[int, Indicator], places: set[Place], day: date) -> None:
        self.day = day
        super().__init__(indicators, places)

    def _read_rows(self) -> dict[Key, dict[Period, Any]]:
        return {}

    def _read_own(
        self, indicators: Mapping[int, Indicator], *, until_now: set[int]
    ) -> dict[Key, dict[Period, InForce]]:
        if not indicators or not self.periods:
            return {}
        rows = Observation.objects.filter(self._asked(indicators, until_now))
        return {
            key: {(told := self._told(one)).period: told for one in found}
            for key, found in observations_as_of(self.day, rows).items()
        }

    def _told(self, one: Observation) -> InForce:
        period = Period.of(one.calendar, one.period_kind, one.year, one.index)
        return InForce(one.pk, period, one.value, one.is_estimate, is_approved(one, end_of(self.day)))

    def row_at(self, indicator: int, unit: int, period: Period) -> ComputedFigure:
        return self._row(indicator, unit, period, self._below(indicator, unit, period, {}))


def _shown(value: int | None, indicator: Indicator) -> Decimal | None:
    return None if value is None else from_scaled(value, indicator.decimals)
