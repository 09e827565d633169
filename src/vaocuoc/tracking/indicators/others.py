"""The other units of an indicator (theo đơn vị): each beside its own target, and their sum.

Of a country's units the first by what needs someone, as their verdicts are kept; the rest is counted, not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.lately import lately
from vaocuoc.tracking.indicators.judging import IndicatorRow, at_pairs, judged_at, judged_pairs, standing_targets
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Obligation, Observation, Standing, Target
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.ui.words import VERDICT_ORDER

ALL, SHOWN = 100, 20
"""So many units are all judged for a page; of more than that, the first by the verdicts that are kept."""


@dataclass(frozen=True)
class UnitTotal:
    """The sum of the units' figures of one period, with its coverage: what is missing is not zero."""

    period: Period
    value: Decimal
    have: int
    owing: int


@dataclass(frozen=True)
class Others:
    """The other units that owe or have figures: the ``rows`` shown, how many there are, how many have a figure.

    The ``total`` is that of all of them; None where they are too many to be added up for a page; then they were
    counted ``at`` a moment, at most once a minute.
    """

    rows: tuple[IndicatorRow, ...] = ()
    number: int = 0
    reported: int = 0
    total: UnitTotal | None = None
    at: datetime | None = None


def others_of(indicator: Indicator, shown: IndicatorRow, today: date) -> Others:
    """The other units of an indicator, what needs someone first; a constant number of queries."""
    owing = Q(pk__in=Obligation.objects.filter(indicator=indicator).values("unit"))
    reporting = Q(pk__in=Observation.objects.filter(indicator=indicator).values("unit"))
    others = Unit.objects.exclude(pk=shown.unit.pk)
    units = others.filter(owing | reporting)
    # Where very many owe it, years of their figures are not looked through to see that they are many.
    many = len(others.filter(owing).values_list("pk", flat=True)[: ALL + 1]) > ALL
    first = {} if many else {unit.pk: unit for unit in units.defer("folded", "sort_key")[: ALL + 1]}
    if many or len(first) > ALL:
        return _of_many(indicator, units, shown.unit, today)
    if not first:
        return Others()
    targets: dict[int, Target] = {}
    for target in standing_targets([indicator]).filter(at_pairs((indicator.pk, pk) for pk in first)):
        targets.setdefault(target.unit_id, target)
    rows = judged_pairs({(indicator.pk, pk): (indicator, at, targets.get(pk)) for pk, at in first.items()}, today)
    reported = sum(row.latest is not None and row.latest.value is not None for row in rows)
    return Others(tuple(sorted(rows, key=urgency)), len(rows), reported, total_of(indicator, rows))


def _of_many(indicator: Indicator, units: QuerySet[Unit], shown: Unit, today: date) -> Others:
    kept = Standing.objects.filter(indicator=indicator).exclude(unit=shown).select_related("unit")
    first = kept.order_by("place", F("progress").asc(nulls_last=True), "unit")[:SHOWN]
    rows = judged_at([(indicator, one.unit) for one in first], today=today)
    counted = lately(
        None,
        "units of an indicator",
        (indicator.pk, shown.pk),
        lambda: _counted(indicator, units, shown),
        lambda found: found[0],
        large=ALL,
    )
    number, reported = counted.found
    return Others(tuple(rows), number, reported, at=counted.at)


def _counted(indicator: Indicator, units: QuerySet[Unit], shown: Unit) -> tuple[int, int]:
    """How many units there are, and how many of them have a figure."""
    figures = Observation.objects.filter(indicator=indicator, value__isnull=False).exclude(unit=shown)
    return units.count(), figures.order_by().values("unit").distinct().count()


def total_of(indicator: Indicator, rows: Iterable[IndicatorRow]) -> UnitTotal | None:
    """The sum over units of what may be added up (flows and stocks), for the latest period that any has reported."""
    rows = list(rows)
    newest = [row.latest for row in rows if row.latest is not None and row.value is not None]
    if indicator.kind not in (IndicatorKind.FLOW, IndicatorKind.STOCK) or not newest:
        return None
    period = max((one.period for one in newest), key=lambda one: one.end)
    summed = [one.value for one in newest if one.value is not None and one.period == period]
    return UnitTotal(period, from_scaled(sum(summed), indicator.decimals), len(summed), len(rows))


def urgency(row: IndicatorRow) -> tuple[Any, ...]:
    """What needs someone first (cần chú ý trước), the same order as that of every list."""
    progress = row.verdict.progress
    return (
        VERDICT_ORDER.index(row.verdict.code),
        progress is None,
        progress or 0,
        row.indicator.code,
        row.unit.pk,
    )
