"""Adding up over units, kept as rows (số tổng hợp): brought up to date in the transaction that writes a figure.

A row at a unit tells what the units directly below it hand up in a period, by the relations of that period's last day
(the map of then); every unit above one that owes the figure has a row for each period that anybody reported. Only the
units above a changed one are worked out again, from what stands right below them; a rebuild works the same way from all
figures and gives the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from vaocuoc.core.calendars import Period
from vaocuoc.core.rollup.totals import NOTHING, Total, adds, handed_up, own_total, ratio_value, within
from vaocuoc.directory.organisations.models import UnitReach, UnitRelation
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.indicators.differences import Place
from vaocuoc.tracking.indicators.in_force import InForce, series_in_force
from vaocuoc.tracking.indicators.models import Frequency, Indicator, Obligation, Observation, Official
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin

Key = tuple[int, int]
_FIELDS = ("value", "known", "owed", "weighted", "weights", "reason", "is_estimate", "is_approved", "relation")
_UNIQUE = ("indicator", "unit", "origin", "calendar", "period_kind", "year", "index")
_HANDS = {Official.OWN: "own", Official.ROLLED: "below"}


@dataclass(frozen=True)
class Share:
    """What a unit hands up: its total with the weight it has, and how sure it is."""

    total: Total = NOTHING
    weights: int = 0
    is_estimate: bool = False
    is_approved: bool = True

    def plus(self, other: Share) -> Share:
        counts = other.total.known > 0
        return Share(
            self.total.plus(other.total),
            within(self.weights + other.weights),
            self.is_estimate or (counts and other.is_estimate),
            self.is_approved and (other.is_approved or not counts),
        )


def rolls_up(indicator: Indicator) -> bool:
    """Whether the figures of an indicator are added up over units: never scores, ranks, nor shares without a weight."""
    how = adds(indicator.kind)
    weighted = indicator.kind == "ratio" and indicator.weight_id is not None
    return bool(indicator.rolls_along) and not indicator.expression and (how in ("sum", "count") or weighted)


def roll_up(places: Iterable[Place]) -> set[Place]:
    """Work out again what stands above these units in these periods; give the places that were written.

    Inside the transaction of the change: the indicators are locked, so that two reports of one indicator come one after
    another. The number of queries does not grow with the places.
    """
    wanted = set(places)
    locked = Indicator.objects.select_for_update().filter(pk__in={place.indicator for place in wanted}).order_by("pk")
    indicators = {one.pk: one for one in locked if rolls_up(one)}
    wanted = {place for place in wanted if place.indicator in indicators}
    if not wanted:
        return set()
    rolling = Rolling(indicators, wanted)
    if not rolling.begun_for(wanted):
        rolling = Rolling(indicators, wanted | _first_of_their_period(indicators, wanted))
    return rolling.write()


def _first_of_their_period(indicators: Mapping[int, Indicator], places: set[Place]) -> set[Place]:
    """With the first figure of a period every unit above one that owes it gets its row, so that coverage is whole.

    Rows that could be begun from those of the period before are written here; what is left is to be worked out.
    """
    periods = {(place.indicator, place.period) for place in places}
    rows = ComputedFigure.objects.filter(
        indicator__in={pk for pk, _period in periods},
        period_end__in={period.end for _pk, period in periods},
        origin=Origin.ROLLED,
    )
    kept = rows.values_list("indicator", "calendar", "period_kind", "year", "index").distinct()
    periods -= {(pk, Period.of(calendar, kind, year, index)) for pk, calendar, kind, year, index in kept}
    periods -= _carried_over(indicators, periods)
    if not periods:
        return set()
    owed = Obligation.objects.filter(indicator__in={pk for pk, _period in periods})
    by_indicator: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    for pk, unit, since, until in owed.values_list("indicator", "unit", "valid_from", "valid_to"):
        by_indicator[pk].append((unit, since, until))
    return {
        Place(pk, unit, period)
        for pk, period in periods
        for unit, since, until in by_indicator[pk]
        if _holds(since, until, period.end)
    }


def _carried_over(indicators: Mapping[int, Indicator], periods: set[tuple[int, Period]]) -> set[tuple[int, Period]]:
    """The periods whose rows could be begun from those of the period before, with nothing known yet.

    Who owes what below whom is the same as long as no obligation and no relation begins or ends in between: then the
    rows are copied instead of the whole tree being read. Four queries.
    """
    before = {(pk, one): one.shift(-1) for pk, one in periods if indicators[pk].frequency != Frequency.DATE}
    if not before:
        return set()
    rows: dict[tuple[int, Period], list[ComputedFigure]] = defaultdict(list)
    ends = {one.end for one in before.values()}
    named = {pk for pk, _period in before}
    for row in ComputedFigure.objects.filter(indicator__in=named, period_end__in=ends, origin=Origin.ROLLED):
        rows[row.indicator_id, row.period].append(row)
    changes = _changes(indicators, named, min(ends), max(period.end for _pk, period in before))
    made: list[ComputedFigure] = []
    done: set[tuple[int, Period]] = set()
    for (pk, period), earlier in before.items():
        known = rows.get((pk, earlier), ())
        if known and not any(earlier.end < day <= period.end for day in changes[pk]):
            made += [_begun(row, period, indicators[pk]) for row in known]
            done.add((pk, period))
    ComputedFigure.objects.bulk_create(made, batch_size=500)
    return done


def _changes(indicators: Mapping[int, Indicator], named: set[int], first: date, last: date) -> dict[int, set[date]]:
    """The days after ``first`` up to ``last`` on which an obligation of an indicator, or a relation that it is added up
    along, begins or ends."""
    within_days = Q(valid_from__gt=first, valid_from__lte=last) | Q(valid_to__gt=first, valid_to__lte=last)
    found: dict[int, set[date]] = defaultdict(set)
    for pk, *days in Obligation.objects.filter(within_days, indicator__in=named).values_list(
        "indicator", "valid_from", "valid_to"
    ):
        found[pk].update(day for day in days if day is not None)
    kinds = {indicators[pk].rolls_along for pk in named}
    for kind, *days in UnitRelation.objects.filter(within_days, kind__in=kinds).values_list(
        "kind", "valid_from", "valid_to"
    ):
        for pk in named:
            if indicators[pk].rolls_along == kind:
                found[pk].update(day for day in days if day is not None)
    return found


def _begun(row: ComputedFigure, period: Period, indicator: Indicator) -> ComputedFigure:
    """The row of the same unit in the next period, before anybody below has reported."""
    nothing = 0 if indicator.weight_id is not None else None
    return ComputedFigure(
        indicator=indicator, unit_id=row.unit_id, origin=Origin.ROLLED, relation=indicator.rolls_along,
        calendar=period.calendar, period_kind=period.kind, year=period.year, index=period.index,
        period_start=period.start, period_end=period.end, known=0, owed=row.owed, weighted=nothing, weights=nothing,
        reason="incomplete" if row.owed else "",
    )  # fmt: skip


def places_of(indicator: Indicator, unit: int) -> set[Place]:
    """A unit in every period that has rows: what a change of its obligations or of its weight concerns."""
    rows = ComputedFigure.objects.filter(indicator=indicator, origin=Origin.ROLLED).order_by()
    keys = rows.values_list("calendar", "period_kind", "year", "index").distinct()
    return {Place(indicator.pk, unit, Period.of(*key)) for key in keys}


def rebuild(indicator: Indicator) -> int:
    """Add up every figure of an indicator again (tổng hợp lại); the number of rows. In a transaction of the caller."""
    ComputedFigure.objects.filter(indicator=indicator, origin=Origin.ROLLED).delete()
    written: set[Place] = set()
    reported = Observation.objects.filter(indicator=indicator)
    keys = reported.values_list("calendar", "period_kind", "year", "index").distinct().order_by("year", "index")
    for calendar, kind, year, index in list(keys):
        of_period = reported.filter(calendar=calendar, period_kind=kind, year=year, index=index)
        units = of_period.values_list("unit", flat=True).distinct()
        written |= roll_up(Place(indicator.pk, unit, Period.of(calendar, kind, year, index)) for unit in units)
    return len(written)


class _Row(NamedTuple):
    """What is read of a row that stands: its fields, no more."""

    pk: int
    value: int | None
    known: int
    owed: int
    weighted: int | None
    weights: int | None
    is_estimate: bool
    is_approved: bool


class Rolling:
    """One bringing up to date: everything is read at once, worked out in memory, written at once."""

    def __init__(self, indicators: Mapping[int, Indicator], places: set[Place]) -> None:
        self.indicators = indicators
        self.above = self._read_above(places)
        self.periods = self._periods_of(places)
        self.children = self._read_children()
        units = {unit for above in self.above.values() for unit in above}
        self.units = units | {child for found in self.children.values() for child, _from, _to in found}
        self.own = self._read_own(self.indicators, until_now={pk for pk in self.indicators if self._holds_on(pk)})
        self.owed = self._read_obligations()
        self.rows = self._read_rows()
        weighing = Indicator.objects.in_bulk([one.weight_id for one in indicators.values() if one.weight_id])
        self.weights = self._read_own(weighing, until_now=set(weighing))

    # --- what is read ---------------------------------------------------------------------------------------------

    def _read_above(self, places: set[Place]) -> dict[tuple[int, Period], set[int]]:
        """The units above the changed ones, by indicator and period, in the order of units of the period's last day."""
        kinds = {one.rolls_along for one in self.indicators.values()}
        paths = UnitReach.objects.filter(kind__in=kinds, descendant__in={place.unit for place in places}, depth__gt=0)
        found: dict[tuple[str, int], list[tuple[int, date, date | None]]] = defaultdict(list)
        for kind, unit, ancestor, since, until in paths.values_list(
            "kind", "descendant", "ancestor", "valid_from", "valid_to"
        ):
            found[kind, unit].append((ancestor, since, until))
        above: dict[tuple[int, Period], set[int]] = defaultdict(set)
        for place in places:
            relation = self.indicators[place.indicator].rolls_along
            for ancestor, since, until in found.get((relation, place.unit), ()):
                if _holds(since, until, place.period.end):
                    above[place.indicator, place.period].add(ancestor)
        return above

    def _periods_of(self, places: set[Place]) -> list[tuple[int, Period]]:
        """What is worked out, in order of time; of milestones also the later days, on which the earlier still holds."""
        dated = {place.indicator for place in places if self.indicators[place.indicator].frequency == Frequency.DATE}
        if dated:
            first = min(place.period.end for place in places if place.indicator in dated)
            units = {unit for (pk, _period), found in self.above.items() if pk in dated for unit in found}
            later = ComputedFigure.objects.filter(indicator__in=dated, unit__in=units, period_end__gte=first)
            for row in later.filter(origin=Origin.ROLLED):
                self.above[row.indicator_id, row.period].add(row.unit_id)
        return sorted(self.above, key=lambda one: (one[0], one[1].end, one[1].start))

    def _read_children(self) -> dict[tuple[str, int], list[tuple[int, date, date | None]]]:
        kinds = {one.rolls_along for one in self.indicators.values()}
        parents = {unit for above in self.above.values() for unit in above}
        below: dict[tuple[str, int], list[tuple[int, date, date | None]]] = defaultdict(list)
        relations = UnitRelation.objects.filter(kind__in=kinds, parent__in=Keys(parents))
        for kind, parent, child, since, until in relations.values_list(
            "kind", "parent", "child", "valid_from", "valid_to"
        ):
            below[kind, parent].append((child, since, until))
        return below

    def _read_own(
        self, indicators: Mapping[int, Indicator], *, until_now: set[int]
    ) -> dict[Key, dict[Period, InForce]]:
        """The reported figures in force of the periods at hand; of ``until_now`` all up to their end.

        A weight holds on until its next figure, also where it is itself among what is added up.
        """
        if not indicators or not self.periods:
            return {}
        series = series_in_force(self._asked(indicators, until_now), indicators)
        return {key: {one.period: one for one in found} for key, found in series.items()}

    def _asked(self, indicators: Mapping[int, Indicator], until_now: set[int]) -> Q:
        """The figures of these indicators at the units at hand, in their periods or up to the last of them."""
        ends = {period.end for _pk, period in self.periods}
        asked = Q(indicator__in=set(indicators) - until_now, period_end__in=ends)
        if until_now:
            asked |= Q(indicator__in=until_now, period_end__lte=max(ends))
        return asked & Q(unit__in=Keys(self.units))

    def _holds_on(self, indicator: int) -> bool:
        return self.indicators[indicator].frequency == Frequency.DATE

    def _read_obligations(self) -> dict[Key, list[tuple[date, date | None]]]:
        owed: dict[Key, list[tuple[date, date | None]]] = defaultdict(list)
        rows = Obligation.objects.filter(indicator__in=Keys(self.indicators), unit__in=Keys(self.units))
        for pk, unit, since, until in rows.values_list("indicator", "unit", "valid_from", "valid_to"):
            owed[pk, unit].append((since, until))
        return owed

    def _read_rows(self) -> dict[Key, dict[Period, _Row]]:
        """The rows of units below that are not worked out now."""
        ends = {period.end for _pk, period in self.periods}
        rows: dict[Key, dict[Period, _Row]] = defaultdict(dict)
        kept = ComputedFigure.objects.filter(
            indicator__in=Keys(self.indicators), period_end__in=ends, origin=Origin.ROLLED, unit__in=Keys(self.units)
        )
        for pk, unit, calendar, kind, year, index, *told in kept.values_list(
            "indicator", "unit", "calendar", "period_kind", "year", "index", *_Row._fields
        ):
            rows[pk, unit][Period.of(calendar, kind, year, index)] = _Row(*told)
        return rows

    def begun_for(self, places: set[Place]) -> bool:
        """Whether each of these periods has rows already, seen among those that were read."""
        begun = {(pk, period) for (pk, _unit), found in self.rows.items() for period in found}
        return all((place.indicator, place.period) in begun for place in places)

    # --- what is worked out ---------------------------------------------------------------------------------------

    def write(self) -> set[Place]:
        made: list[ComputedFigure] = []
        for pk, period in self.periods:
            done: dict[int, Share] = {}
            for unit in self.above[pk, period]:
                self._below(pk, unit, period, done)
            made += [self._row(pk, unit, period, done[unit]) for unit in self.above[pk, period]]
        gone = [row for row in made if not row.owed]  # nothing below owes the figure any more, or yet
        made = [row for row in made if row.owed]
        kept = [self.rows.get((row.indicator_id, row.unit_id), {}).get(row.period) for row in gone]
        if keys := [row.pk for row in kept if row is not None]:
            ComputedFigure.objects.filter(pk__in=keys).delete()
        ComputedFigure.objects.bulk_create(
            made, update_conflicts=True, unique_fields=_UNIQUE, update_fields=_FIELDS, batch_size=500
        )
        return {Place(row.indicator_id, row.unit_id, row.period) for row in (*made, *gone)}

    def _below(self, pk: int, unit: int, period: Period, done: dict[int, Share]) -> Share:
        """What the units directly below hand up together."""
        if unit in done:
            return done[unit]
        if unit not in self.above[pk, period]:
            return self._kept(pk, unit, period)
        done[unit] = Share()  # a circle of relations, which the directory refuses, would end here
        found = Share()
        for child, since, until in self.children.get((self.indicators[pk].rolls_along, unit), ()):
            if _holds(since, until, period.end):
                found = found.plus(self._handed_up(pk, child, period, done))
        done[unit] = found
        return found

    def _handed_up(self, pk: int, unit: int, period: Period, done: dict[int, Share]) -> Share:
        own, below = self._own(pk, unit, period), self._below(pk, unit, period, done)
        chosen = handed_up(own.total, below.total, official=_HANDS[Official(self.indicators[pk].official)])
        return own if chosen is own.total else below

    def _own(self, pk: int, unit: int, period: Period) -> Share:
        indicator = self.indicators[pk]
        owes = any(_holds(since, until, period.end) for since, until in self.owed.get((pk, unit), ()))
        one = _at(self.own.get((pk, unit), {}), period, holds_on=self._holds_on(pk))
        value = None if one is None else one.value
        if value is not None and adds(indicator.kind) == "count":
            value = 10**indicator.decimals if value else 0
        weight = 0
        if indicator.weight_id is not None and value is not None:
            held = _at(self.weights.get((indicator.weight_id, unit), {}), period, holds_on=True)
            weight = held.value if held is not None and held.value is not None else 0
            value = value * weight if weight else None  # without a weight its share cannot be told
        total = own_total(value, owes=owes)
        if one is None or not total.known:
            return Share(total)
        return Share(total, weight, one.is_estimate, one.is_approved)

    def _kept(self, pk: int, unit: int, period: Period) -> Share:
        row = self.rows.get((pk, unit), {}).get(period)
        if row is None:
            return Share()
        summed = row.weighted if row.weights is not None else row.value
        total = Total(summed or 0, row.known, row.owed)
        return Share(total, row.weights or 0, row.is_estimate, row.is_approved)

    def _row(self, pk: int, unit: int, period: Period, share: Share) -> ComputedFigure:
        indicator, total = self.indicators[pk], share.total
        value = total.value if total.known else None
        weighted = weights = None
        if indicator.weight_id is not None:
            weighted, weights = total.value, share.weights
            value = ratio_value(weighted, weights, scale=1) if total.known else None
        return ComputedFigure(
            indicator=indicator,
            unit_id=unit,
            origin=Origin.ROLLED,
            relation=indicator.rolls_along,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            period_start=period.start,
            period_end=period.end,
            value=value,
            known=total.known,
            owed=total.owed,
            weighted=weighted,
            weights=weights,
            reason="" if total.known == total.owed else "incomplete",
            is_estimate=share.is_estimate,
            is_approved=share.is_approved,
        )


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)


def _at(found: Mapping[Period, Any], period: Period, *, holds_on: bool) -> Any:
    """What is there of a period; of what holds on until the next, the last up to its end."""
    if not holds_on:
        return found.get(period)
    before = [one for one in found if one.end <= period.end]
    return found[max(before, key=lambda one: one.end)] if before else None
