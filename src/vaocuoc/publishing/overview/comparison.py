"""Units compared on like terms (so sánh đơn vị): one indicator, one period, one definition, each beside its own target.

A unit without a figure of the period is listed, never counted as zero; what is not quite comparable is said beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import Verdict, verdict
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.lately import lately
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.indicators.in_force import figures_in_force, is_approved
from vaocuoc.tracking.indicators.judging import computed_that_count, judged_at, officially
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.indicators.records import Origin
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.models import ComputedFigure, Indicator, IndicatorVersion, Obligation, Observation

PERIODS = 24
_MANY = 1_000
"""So many figures are read for every page; of more the last comparison serves for a minute."""
MOST_BY_SHARE = 500
"""So many units are judged to be put in the order of their share of plan; more are ordered by value or name."""

_SHOWN = ("unit", "year", "index", "value", "is_estimate", "approval", "missing_reason", "pk")
"""What is shown of a figure, where it is, and its key."""


class Figure(NamedTuple):
    """A unit's figure of one period; ``scaled`` (in steps of the indicator's accuracy) None with the reason given."""

    scaled: int | None
    is_estimate: bool = False
    is_approved: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Compared:
    """A unit with its figure and that of the same period a year before."""

    unit: Unit
    value: Decimal
    before: Decimal | None
    is_estimate: bool
    is_approved: bool
    was_estimate: bool

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else self.value - self.before

    @property
    def growth(self) -> Decimal | None:
        """The change in percent of the figure a year before."""
        if self.change is None or not self.before:
            return None
        return self.change / abs(self.before) * 100

    @property
    def is_firm(self) -> bool:
        return not self.is_estimate and self.is_approved


@dataclass(frozen=True)
class Lacking:
    """A unit that owes the figure and has none: the reason it gave, and until when its last figure reaches."""

    unit: Unit
    reason: str
    last_end: date | None


@dataclass(frozen=True)
class Comparison:
    """The units of one indicator in one period, by their keys: of thousands a page shows fifty.

    Compared are those who report, or ``of_sums`` those whose figure is added up from them, where there are such: a
    province beside its communes would be no like terms. ``units`` have a figure and stand in the order asked for,
    ``lacking`` have none and stand by name. Of a whole country it was put together ``at`` a moment, at most once a
    minute.
    """

    indicator: Indicator
    period: Period
    periods: tuple[Period, ...]
    units: tuple[int, ...]
    lacking: tuple[int, ...]
    now: Mapping[int, Figure]
    before: Mapping[int, Figure]
    changed_on: date | None
    of_sums: bool = False
    has_sums: bool = False
    at: datetime | None = None

    @property
    def middle(self) -> Decimal | None:
        values = [_scaled(self.now[unit]) for unit in self.units]
        return Decimal(median(values)).scaleb(-self.indicator.decimals) if values else None

    @property
    def estimates(self) -> int:
        return sum(self.now[unit].is_estimate for unit in self.units)

    @property
    def unapproved(self) -> int:
        return sum(not self.now[unit].is_approved for unit in self.units)

    @property
    def extremes(self) -> tuple[int, int] | None:
        """The units with the highest and the lowest figure."""
        if not self.units:
            return None
        scaled = {unit: _scaled(self.now[unit]) for unit in self.units}
        return max(self.units, key=scaled.__getitem__), min(self.units, key=scaled.__getitem__)


def _scaled(figure: Figure) -> int:
    return 0 if figure.scaled is None else figure.scaled


def comparison_lately(
    indicator: Indicator, *, asked: Period | None = None, by_name: bool = False, of_sums: bool = False
) -> Comparison | None:
    """The :func:`comparison_of` the units, of very many as it was within the last minute."""
    kept = lately(
        None,
        "comparison",
        (indicator.pk, asked, by_name, of_sums),
        lambda: comparison_of(indicator, asked=asked, by_name=by_name, of_sums=of_sums),
        lambda found: 0 if found is None else len(found.now) + len(found.before),
        large=_MANY,
    )
    # The words of the indicator are those of now.
    return None if kept.found is None else replace(kept.found, indicator=indicator, at=kept.at)


def comparison_of(
    indicator: Indicator, *, asked: Period | None = None, by_name: bool = False, of_sums: bool = False
) -> Comparison | None:
    """The units beside each other; None where no unit but the keeper has a figure. As many queries at any size."""
    periods = _periods_of(indicator)
    if not periods:
        return None
    period = asked if asked is not None and asked in periods else _usual(periods)
    before = period.same_last_year()
    (now, then), summed = _figures(indicator, (period, before))
    summed -= {indicator.keeper_id}
    of_sums = bool(summed) and (of_sums or summed >= now.keys() - {indicator.keeper_id})
    units = _units(indicator, period, summed if of_sums else now.keys() - summed, with_owing=not of_sums)
    having = [unit for unit in units if unit in now and now[unit].scaled is not None]
    lacking = [unit for unit in units if unit not in now or now[unit].scaled is None]
    if not by_name:
        having.sort(key=lambda unit: _scaled(now[unit]), reverse=indicator.direction != "down")
    changed = IndicatorVersion.objects.filter(
        indicator=indicator, number__gt=1, valid_from__gt=before.end, valid_from__lte=period.end
    ).aggregate(last=Max("valid_from"))["last"]
    return Comparison(
        indicator, period, tuple(periods), tuple(having), tuple(lacking), now, then, changed, of_sums, len(summed) > 1
    )  # fmt: skip


def compared_rows(found: Comparison, units: Sequence[int]) -> list[Compared]:
    """Units of the comparison with what is shown of them, in the order given; one query."""
    named = Unit.objects.only("pk", "name", "kind", "level").in_bulk(units)
    decimals, rows = found.indicator.decimals, []
    for unit in units:
        now, before = found.now[unit], found.before.get(unit)
        known = before is not None and before.scaled is not None
        rows.append(
            Compared(
                named[unit],
                from_scaled(_scaled(now), decimals),
                from_scaled(_scaled(before), decimals) if before is not None and known else None,
                now.is_estimate,
                now.is_approved,
                before is not None and before.is_estimate,
            )
        )
    return rows


def lacking_rows(found: Comparison, units: Sequence[int]) -> list[Lacking]:
    """Units without a figure of the period, with their reason and until when their last figure reaches; two queries."""
    named = Unit.objects.only("pk", "name", "kind", "level").in_bulk(units)
    kept = Observation.objects.filter(indicator=found.indicator, unit__in=Keys(units), value__isnull=False).order_by()
    last = dict(kept.values_list("unit").annotate(last=Max("period_end")))
    return [Lacking(named[unit], found.now[unit].reason if unit in found.now else "", last.get(unit)) for unit in units]


def _periods_of(indicator: Indicator) -> dict[Period, int]:
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


def _units(indicator: Indicator, period: Period, reported: Collection[int], *, with_owing: bool) -> list[int]:
    """Who owed the figure on the period's last day, and who has one, by name; without the keeper."""
    day = period.end
    holds = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    owing = Obligation.objects.filter(holds, indicator=indicator, valid_from__lte=day)
    named = Q(pk__in=Keys(reported)) if reported else Q(pk__in=[])
    found = Unit.objects.filter(named | Q(pk__in=owing.values("unit")) if with_owing else named)
    return list(found.exclude(pk=indicator.keeper_id).order_by("sort_key", "pk").values_list("pk", flat=True))


def _figures(indicator: Indicator, periods: Sequence[Period]) -> tuple[list[dict[int, Figure]], set[int]]:
    """Of each of these periods the figure of each unit that counts: reported or added up, by the indicator's rule.

    And which units have nothing but a sum in the first of them.

    A figure that stands alone needs no choosing: of a whole country nearly all do, and are read as plain rows.
    """
    known = {(one.year, one.index): number for number, one in enumerate(periods)}
    of_these = Q()
    for one in periods:
        of_these |= Q(period_end=one.end, calendar=one.calendar, period_kind=one.kind, year=one.year, index=one.index)
    alone: dict[tuple[int, int, int], tuple[Any, ...]] = {}
    several: set[int] = set()
    for row in Observation.objects.filter(of_these, indicator=indicator).order_by().values_list(*_SHOWN):
        if (first := alone.setdefault(row[:3], row)) is not row:
            several.update((first[-1], row[-1]))
    own: dict[tuple[int, int], Figure] = {}  # by unit and number of the period: quicker to find than by the period
    for unit, year, index, value, is_estimate, approval, reason, pk in alone.values():
        if pk not in several:
            own[unit, known[year, index]] = Figure(value, is_estimate, approval is not None, reason)
    for (_pk, unit), series in _chosen(indicator, several).items():
        for told in series:
            figure = Figure(told.value, told.is_estimate, is_approved(told), told.missing_reason)
            own[unit, known[told.year, told.index]] = figure
    rows = computed_that_count(ComputedFigure.objects.filter(of_these, indicator=indicator))
    computed = {
        (row.unit_id, known[row.year, row.index]): Figure(
            row.value if row.is_complete else None, row.is_estimate, row.is_approved
        )
        for row in rows
    }
    summed = {row.unit_id for row in rows if row.origin == Origin.ROLLED and known[row.year, row.index] == 0}
    found: list[dict[int, Figure]] = [{} for _ in periods]
    counts = officially(indicator, own, computed, is_known=lambda one: one.scaled is not None)
    for (unit, number), figure in counts.items():
        found[number][unit] = figure
    return found, {unit for unit in summed if (unit, 0) not in own}


def _chosen(indicator: Indicator, several: Collection[int]) -> dict[tuple[int, int], list[Observation]]:
    """Of the places that were reported more than once, the figure that counts."""
    if not several:
        return {}
    rows = list(Observation.objects.filter(pk__in=Keys(several)).select_related("approval"))
    for one in rows:
        one.indicator = indicator
    return figures_in_force(rows)


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
    judged = judged_rows(comparison, compared_rows(comparison, comparison.units), today=today)
    shares = {one.compared.unit.pk: one.share for one in judged}

    def place(unit: int) -> tuple[bool, Decimal]:
        share = shares[unit]
        return share is None, -(share or Decimal(0))

    return replace(comparison, units=tuple(sorted(comparison.units, key=place)))


def _on(row: IndicatorRow, period: Period) -> Verdict:
    """The arithmetic at the end of a period, by figures up to it."""
    inputs = (row.by_rules or row.verdict).inputs
    points = tuple(one for one in inputs.points if one.period.end <= period.end)
    reference = tuple(one for one in inputs.reference if one.period.end <= period.end)
    found = verdict(replace(inputs, points=points, reference=reference, probability=None), period.end)
    return found if found.period == period else replace(found, share=None, actual=None)
