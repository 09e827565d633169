"""Reading roll-ups: a unit's own figures beside what was added up below it, who is missing, on either map.

The map of then is what the kept rows tell: relations of each period's last day. The map of today carries the figures of
units that are gone over to their successors and adds up along today's relations; it is worked out when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

import numpy as np
from django.db.models import Max, Model, Q, QuerySet

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup import Passage, Total, Totals, Tree, adds, carry, roll_up_totals
from vaocuoc.directory.models import Unit, UnitRelation
from vaocuoc.directory.organisations.models import Succession, UnitReach
from vaocuoc.tracking.indicators.differences import place_of
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.models import Indicator, Obligation, Observation, Official
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin
from vaocuoc.tracking.indicators.scaling import from_scaled

MOST_FIGURES = 10_000
"""So many figures are carried over to today's map for a page; of a large territory a page shows fewer periods."""
_FEW = 5_000  # keys named in a query; above that the indicator and the days narrow enough
PERIODS = 12
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Line:
    """One period of a unit: its own figure, what was added up below it, and what of both counts."""

    period: Period
    own: Decimal | None
    rolled: Decimal | None
    known: int
    owed: int

    @property
    def is_complete(self) -> bool:
        return self.owed > 0 and self.known == self.owed

    @property
    def missing(self) -> int:
        return self.owed - self.known

    @property
    def difference(self) -> Decimal | None:
        """Own less rolled up; None unless the own is known and nobody below is missing."""
        return self.own - self.rolled if self.own is not None and self.rolled is not None and self.is_complete else None


@dataclass(frozen=True)
class Part:
    """One unit directly below: what it reported, what stands below it, and whether it owes the figure."""

    unit: Unit
    line: Line
    owes: bool
    has_below: bool


# --- the map of then --------------------------------------------------------------------------------------------------


def lines_of_then(indicator: Indicator, unit: Unit) -> list[Line]:
    """The latest periods of a unit as they were added up, the newest first; three queries."""
    rows = ComputedFigure.objects.filter(indicator=indicator, unit=unit, origin=Origin.ROLLED)
    kept = {row.period: row for row in rows.order_by("-period_end", "-period_start")[:PERIODS]}
    own = _own(indicator, [unit.pk], [period.end for period in kept]).get(unit.pk, {})
    return [_line(indicator, period, own.get(period), row) for period, row in kept.items()]


def parts_of(indicator: Indicator, unit: Unit, period: Period) -> list[Part]:
    """The units directly below on the period's last day, those with something missing first; five queries."""
    alive = Q(valid_from__lte=period.end) & (Q(valid_to__isnull=True) | Q(valid_to__gt=period.end))
    below = UnitRelation.objects.filter(alive, kind=indicator.rolls_along, parent=unit).values("child")
    units = list(Unit.objects.filter(pk__in=below).order_by("sort_key", "pk").defer("folded"))
    keys = [one.pk for one in units]
    rows = {
        row.unit_id: row
        for row in ComputedFigure.objects.filter(_of(period), indicator=indicator, unit__in=keys, origin=Origin.ROLLED)
    }
    own = _own(indicator, keys, [period.end])
    owing = set(_owing(indicator, period).filter(unit__in=keys).values_list("unit", flat=True))
    parts = [
        Part(one, _line(indicator, period, own.get(one.pk, {}).get(period), rows.get(one.pk)), one.pk in owing,
             one.pk in rows)
        for one in units
    ]  # fmt: skip
    concerned = [part for part in parts if part.owes or part.has_below or part.line.own is not None]
    return sorted(concerned, key=lambda part: not _lacks(part))


def _lacks(part: Part) -> bool:
    return part.line.missing > 0 or (part.owes and part.line.own is None and not part.has_below)


def missing_below(indicator: Indicator, unit: Unit, period: Period) -> QuerySet[Unit]:
    """The units below that owe a figure of the period and have not given one (đơn vị còn thiếu), by name."""
    alive = Q(valid_from__lte=period.end) & (Q(valid_to__isnull=True) | Q(valid_to__gt=period.end))
    reach = UnitReach.objects.filter(alive, kind=indicator.rolls_along, ancestor=unit, depth__gt=0)
    reported = Observation.objects.filter(_of(period), indicator=indicator).order_by()
    latest = reported.values("unit", "provider").annotate(last=Max("pk")).values("last")
    with_value = Observation.objects.filter(pk__in=latest, value__isnull=False).values("unit")
    with_sum = ComputedFigure.objects.filter(_of(period), indicator=indicator, origin=Origin.ROLLED).values("unit")
    lacking = Unit.objects.filter(pk__in=reach.values("descendant")).filter(
        pk__in=_owing(indicator, period).values("unit")
    )
    lacking = lacking.exclude(pk__in=with_value)
    if indicator.official == Official.ROLLED:
        lacking = lacking.exclude(pk__in=with_sum)  # what stands below counts instead
    return lacking.order_by("sort_key", "pk").defer("folded")


def _owing(indicator: Indicator, period: Period) -> QuerySet[Obligation]:
    day = period.end
    return Obligation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), indicator=indicator, valid_from__lte=day
    )


def _of(period: Period) -> Q:
    return Q(calendar=period.calendar, period_kind=period.kind, year=period.year, index=period.index)


def _own(indicator: Indicator, units: Collection[int], ends: Iterable[date]) -> dict[int, dict[Period, Observation]]:
    rows = _among(Observation.objects.filter(indicator=indicator, period_end__in=list(ends)), "unit", units)
    series = figures_in_force(rows.select_related("approval", "indicator"))
    return {unit: {place_of(one).period: one for one in found} for (_pk, unit), found in series.items()}


def _line(indicator: Indicator, period: Period, own: Observation | None, row: ComputedFigure | None) -> Line:
    return Line(
        period,
        None if own is None or own.value is None else from_scaled(own.value, indicator.decimals),
        None if row is None or row.value is None else from_scaled(row.value, indicator.decimals),
        row.known if row else 0,
        row.owed if row else 0,
    )


# --- the map of today -------------------------------------------------------------------------------------------------


def lines_of_today(indicator: Indicator, unit: Unit, periods: Sequence[Period], *, today: date) -> list[Line]:
    """The same periods on the map of today: what units that are gone reported goes over to their successors.

    A part without a declared share is not carried over; the successor's coverage falls. As many queries at any size;
    :func:`periods_at_once` says how many periods a page can take. Raises ``Refused``: ``rollups.not_carried`` for what
    is no sum (weighted shares).
    """
    if adds(indicator.kind) not in ("sum", "count"):
        raise Refused("rollups.not_carried")
    parents = _tree_of_today(indicator, unit, today)
    series = _carried(indicator, parents, periods, today)
    keyed: dict[Hashable, Hashable | None] = dict(parents.items())
    tree = Tree.of(keyed)
    shape = (len(periods), len(tree))
    own = Totals(np.zeros(shape, np.int64), np.zeros(shape, np.int32), np.zeros(shape, np.int32))
    for key, column in tree.place.items():
        if (found := series.get(key)) is not None:
            own.value[:, column], own.known[:, column], own.owed[:, column] = found.value, found.known, found.owed
    below = roll_up_totals(tree, own, official="own" if indicator.official == Official.OWN else "below")
    mine = _own(indicator, [unit.pk], [period.end for period in periods]).get(unit.pk, {})
    lines = []
    for place, period in enumerate(periods):
        total = below.of(unit.pk, place) if len(tree) > 1 else Total()
        rolled = from_scaled(total.value, indicator.decimals) if total.known else None
        reported = mine.get(period)
        value = None if reported is None or reported.value is None else from_scaled(reported.value, indicator.decimals)
        lines.append(Line(period, value, rolled, total.known, total.owed))
    return lines


def periods_at_once(indicator: Indicator, unit: Unit, *, today: date) -> int:
    """How many periods of today's map a page can take: all of a province's, one or two of the country's. One query."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    number = UnitReach.objects.filter(alive, kind=indicator.rolls_along, ancestor=unit).count()
    return max(1, min(PERIODS, MOST_FIGURES // max(1, number)))


def _among(found: QuerySet[_Row], field: str, keys: Collection[int]) -> QuerySet[_Row]:
    """The rows of these keys; of very many all rows, for the caller to leave out the others."""
    return found.filter(**{f"{field}__in": keys}) if len(keys) <= _FEW else found


def _tree_of_today(indicator: Indicator, unit: Unit, today: date) -> dict[int, int | None]:
    """Each unit below today with the unit above it; a unit with two above it stands below the first."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    reach = UnitReach.objects.filter(alive, kind=indicator.rolls_along, ancestor=unit)
    keys = set(reach.values_list("descendant", flat=True)) | {unit.pk}
    parents: dict[int, int | None] = {unit.pk: None}
    relations = _among(UnitRelation.objects.filter(alive, kind=indicator.rolls_along), "parent", keys)
    for parent, child in relations.order_by("pk").values_list("parent", "child"):
        if parent in keys and child in keys:
            parents.setdefault(child, parent)
    return parents


def _carried(
    indicator: Indicator, living: Collection[int], periods: Sequence[Period], today: date
) -> dict[Hashable, Totals]:
    """What each unit of today reported or took over, by period."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    gone = _among(UnitReach.objects.filter(alive, kind=UnitReach.SUCCESSION), "ancestor", living)
    keys = set(living)
    keys |= {before for unit, before in gone.values_list("ancestor", "descendant") if unit in keys}
    own = _own(indicator, keys, [period.end for period in periods])
    owed: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    obligations = _among(Obligation.objects.filter(indicator=indicator), "unit", keys)
    for unit, since, until in obligations.values_list("unit", "valid_from", "valid_to"):
        if unit in keys:
            owed[unit].append((since, until))
    counts = adds(indicator.kind) == "count"
    totals: dict[Hashable, Totals] = {}
    for unit, stretches in owed.items():
        owes = np.array([_holds(stretches, period.end) for period in periods], np.int32)
        values = [own.get(unit, {}).get(period) for period in periods]
        known = np.array([one is not None and one.value is not None for one in values], np.int32) * owes
        figures = [0 if one is None or one.value is None else one.value for one in values]
        if counts:
            figures = [10**indicator.decimals if figure else 0 for figure in figures]
        totals[unit] = Totals(np.array(figures, np.int64) * known, known, owes)
    acts = _among(Succession.objects.filter(date__lte=today), "predecessor", keys)
    passages = [
        Passage(one.predecessor_id, one.successor_id, one.share_ppm, one.date)
        for one in acts.order_by("date", "pk")
        if one.predecessor_id in keys
    ]
    still_there = set(_among(Unit.objects.filter(alive), "pk", keys).values_list("pk", flat=True)) & keys
    return dict(carry(totals, [period.end for period in periods], passages, living=still_there))


def _holds(stretches: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(since <= day and (until is None or day < until) for since, until in stretches)
