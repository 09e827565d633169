"""Units compared on like terms (so sánh đơn vị): one indicator, one period, one definition, each beside its own target.

A unit without a figure of the period is listed, never counted as zero; what is not quite comparable is said beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Max, Q

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import Verdict, verdict
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.indicators.differences import place_of
from vaocuoc.tracking.indicators.in_force import figures_in_force, is_approved
from vaocuoc.tracking.indicators.judging import computed_that_count, judged_at, officially
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.models import ComputedFigure, Indicator, IndicatorVersion, Obligation, Observation

PERIODS = 24
MOST_BY_SHARE = 500
"""So many units are judged to be put in the order of their share of plan; more are ordered by value or name."""

_SHOWN = (
    "unit", "calendar", "period_kind", "year", "index", "value", "is_estimate", "approval__approved_at",
    "missing_reason", "pk",
)  # fmt: skip
"""What is shown of a figure, where it is, and its key."""


@dataclass(frozen=True)
class Figure:
    """A unit's figure of one period; ``value`` None with the reason that was given."""

    value: Decimal | None
    is_estimate: bool = False
    is_approved: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Compared:
    """A unit with its figure and that of the same period a year before; ``value`` is the figure that it has."""

    unit: Unit
    value: Decimal
    now: Figure
    before: Figure | None

    @property
    def change(self) -> Decimal | None:
        if self.before is None or self.before.value is None:
            return None
        return self.value - self.before.value

    @property
    def growth(self) -> Decimal | None:
        """The change in percent of the figure a year before."""
        if self.change is None or self.before is None or not self.before.value:
            return None
        return self.change / abs(self.before.value) * 100

    @property
    def is_firm(self) -> bool:
        return not self.now.is_estimate and self.now.is_approved


@dataclass(frozen=True)
class Lacking:
    """A unit that owes the figure and has none: the reason it gave, and until when its last figure reaches."""

    unit: Unit
    reason: str
    last_end: date | None


@dataclass(frozen=True)
class Comparison:
    """The units of one indicator in one period."""

    indicator: Indicator
    period: Period
    periods: tuple[Period, ...]
    rows: tuple[Compared, ...]
    lacking: tuple[Lacking, ...]
    changed_on: date | None

    @property
    def middle(self) -> Decimal | None:
        return median(row.value for row in self.rows) if self.rows else None

    @property
    def estimates(self) -> int:
        return sum(row.now.is_estimate for row in self.rows)

    @property
    def unapproved(self) -> int:
        return sum(not row.now.is_approved for row in self.rows)

    @property
    def highest(self) -> Compared | None:
        return max(self.rows, key=_value, default=None)

    @property
    def lowest(self) -> Compared | None:
        return min(self.rows, key=_value, default=None)


def _value(row: Compared) -> Decimal:
    return row.value


def comparison_of(
    indicator: Indicator,
    *,
    asked: Period | None = None,
    by_name: bool = False,
    periods: Mapping[Period, int] | None = None,
) -> Comparison | None:
    """The units beside each other; None where no unit but the keeper has a figure. As many queries at any size.

    ``periods`` as :func:`periods_of` gives them, where they are known already.
    """
    periods = periods_of(indicator) if periods is None else periods
    if not periods:
        return None
    period = asked if asked is not None and asked in periods else _usual(periods)
    before = period.same_last_year()
    figures = _figures(indicator, (period, before))
    units = _units(indicator, period, {unit for unit, found in figures if found == period})
    rows = [
        Compared(unit, now.value, now, figures.get((unit.pk, before)))
        for unit in units
        if (now := figures.get((unit.pk, period))) is not None and now.value is not None
    ]
    if not by_name:
        rows.sort(key=_value, reverse=indicator.direction != "down")
    having = {row.unit.pk for row in rows}
    lacking = _lacking(indicator, [unit for unit in units if unit.pk not in having], figures, period)
    changed = IndicatorVersion.objects.filter(
        indicator=indicator, number__gt=1, valid_from__gt=before.end, valid_from__lte=period.end
    ).aggregate(last=Max("valid_from"))["last"]
    return Comparison(indicator, period, tuple(periods), tuple(rows), lacking, changed)


def periods_of(indicator: Indicator) -> dict[Period, int]:
    """The latest periods that units have figures of, the newest first, each with how many."""
    counted: dict[Period, int] = {}
    for kept in (
        Observation.objects.filter(indicator=indicator, value__isnull=False),
        ComputedFigure.objects.filter(indicator=indicator, value__isnull=False),
    ):
        found = kept.exclude(unit=indicator.keeper_id).order_by("-period_end")
        rows = found.values_list("calendar", "period_kind", "year", "index", "period_end")
        for calendar, kind, year, index, _end, number in rows.annotate(number=Count("unit", distinct=True))[:PERIODS]:
            place = Period.of(calendar, kind, year, index)
            counted[place] = max(counted.get(place, 0), number)
    newest = sorted(counted, key=lambda one: one.end, reverse=True)[:PERIODS]
    return {one: counted[one] for one in newest}


def _usual(periods: Mapping[Period, int]) -> Period:
    """The newest period that at least half as many units have reported as any."""
    most = max(periods.values())
    return next(one for one, number in periods.items() if number * 2 >= most)


def _units(indicator: Indicator, period: Period, reported: Collection[int]) -> list[Unit]:
    """Who owed the figure on the period's last day, and who has one, by name; without the keeper."""
    day = period.end
    holds = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    owing = Obligation.objects.filter(holds, indicator=indicator, valid_from__lte=day)
    found = Unit.objects.filter(Q(pk__in=owing.values("unit")) | Q(pk__in=list(reported)))
    return list(found.exclude(pk=indicator.keeper_id).order_by("sort_key", "pk").only("pk", "name", "kind", "level"))


def _figures(indicator: Indicator, periods: Sequence[Period]) -> dict[tuple[int, Period], Figure]:
    """The figure that counts of each unit in these periods: reported or added up, by the indicator's rule.

    A figure that stands alone needs no choosing: of a whole country nearly all do, and are read as plain rows.
    """
    ends = [one.end for one in periods]
    kept = Observation.objects.filter(indicator=indicator, period_end__in=ends)
    alone: dict[tuple[int, str, str, int, int], tuple[Any, ...]] = {}
    several: set[int] = set()
    for place in kept.order_by().values_list(*_SHOWN):
        if (first := alone.setdefault(place[:5], place)) is not place:
            several.update((first[-1], place[-1]))
    known: dict[tuple[str, str, int, int], Period] = {}
    own: dict[tuple[int, Period], Figure] = {}
    for unit, *words, value, is_estimate, approved_at, reason, pk in alone.values():
        if pk not in several:
            when = tuple(words)
            period = known.get(when) or known.setdefault(when, Period.of(*when))
            scaled = None if value is None else from_scaled(value, indicator.decimals)
            own[unit, period] = Figure(scaled, is_estimate, approved_at is not None, reason)
    for (_pk, unit), series in _chosen(indicator, several).items():
        for one in series:
            scaled = None if one.value is None else from_scaled(one.value, indicator.decimals)
            own[unit, place_of(one).period] = Figure(scaled, one.is_estimate, is_approved(one), one.missing_reason)
    computed: dict[tuple[int, Period], Figure] = {}
    for row in computed_that_count(ComputedFigure.objects.filter(indicator=indicator, period_end__in=ends)):
        value = from_scaled(row.value, indicator.decimals) if row.is_complete and row.value is not None else None
        computed[row.unit_id, row.period] = Figure(value, row.is_estimate, row.is_approved)
    return officially(indicator, own, computed, is_known=lambda one: one.value is not None)


def _chosen(indicator: Indicator, several: Collection[int]) -> dict[tuple[int, int], list[Observation]]:
    """Of the places that were reported more than once, the figure that counts."""
    if not several:
        return {}
    rows = list(Observation.objects.filter(pk__in=Keys(several)).select_related("approval"))
    for one in rows:
        one.indicator = indicator
    return figures_in_force(rows)


def _lacking(
    indicator: Indicator, units: Sequence[Unit], figures: dict[tuple[int, Period], Figure], period: Period
) -> tuple[Lacking, ...]:
    kept = Observation.objects.filter(indicator=indicator, unit__in=units, value__isnull=False).order_by()
    last = dict(kept.values_list("unit").annotate(last=Max("period_end")))
    return tuple(
        Lacking(unit, figures[unit.pk, period].reason if (unit.pk, period) in figures else "", last.get(unit.pk))
        for unit in units
    )


@dataclass(frozen=True)
class Judged:
    """A compared unit beside its own target: as it stands today, and in the period that is compared."""

    compared: Compared
    row: IndicatorRow
    then: Verdict

    @property
    def share(self) -> Decimal | None:
        """The part of its own target in percent, where the value that is compared is known in the period."""
        return None if self.then.share is None else self.then.share * 100


def judged_rows(comparison: Comparison, rows: Sequence[Compared], *, today: date) -> list[Judged]:
    """These units beside their own targets; a constant number of queries."""
    judged = judged_at([(comparison.indicator, row.unit) for row in rows], today=today)
    return [
        Judged(compared, row, _on(row, comparison.period)) for compared, row in zip(rows, judged, strict=True)
    ]  # fmt: skip


def by_share(comparison: Comparison, *, today: date) -> Comparison:
    """The same with the units in the order of the part of their own targets that they have reached, the least last.

    Units without a target of their own come behind, as they stood.
    """
    shares = {one.compared.unit.pk: one.share for one in judged_rows(comparison, comparison.rows, today=today)}

    def place(row: Compared) -> tuple[bool, Decimal]:
        share = shares[row.unit.pk]
        return share is None, -(share or Decimal(0))

    return replace(comparison, rows=tuple(sorted(comparison.rows, key=place)))


def _on(row: IndicatorRow, period: Period) -> Verdict:
    """The arithmetic at the end of a period, by figures up to it."""
    inputs = (row.by_rules or row.verdict).inputs
    points = tuple(one for one in inputs.points if one.period.end <= period.end)
    reference = tuple(one for one in inputs.reference if one.period.end <= period.end)
    found = verdict(replace(inputs, points=points, reference=reference, probability=None), period.end)
    return found if found.period == period else replace(found, share=None, actual=None)
