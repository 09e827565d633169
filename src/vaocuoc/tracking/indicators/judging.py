"""Judging indicators at their units: from stored rows to verdicts (đánh giá từ số liệu đã lưu).

Owns what a verdict is given: which figure of a period is official (reported, added up from below, computed), what a
relative target is compared with, the parts of a compound one, and what a person said instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import Aim, Point, Verdict, VerdictInputs, verdict
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.chances import chances_of
from vaocuoc.tracking.indicators.in_force import InForce, series_in_force
from vaocuoc.tracking.indicators.models import Indicator, Obligation, Official, PartAs, Target
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin
from vaocuoc.tracking.indicators.scaling import from_scaled

Key = tuple[int, int]
"""An indicator at a unit."""
_GROUPS = 50
"""So many groups of indicators at the same units are named in a query one by one."""
_Place = TypeVar("_Place", bound=Hashable)
_One = TypeVar("_One")


@dataclass(frozen=True)
class Overruled:
    """What a person judged instead of the rules: ``computed`` is what these said then."""

    code: str
    computed: str
    reason: str
    made_at: datetime


@dataclass(frozen=True)
class Counted:
    """The one figure of a period that counts: reported, or computed, with the point that the rules see."""

    point: Point
    reported: InForce | None = None
    computed: ComputedFigure | None = None

    @property
    def value(self) -> int | None:
        source = self.computed if self.reported is None else self.reported
        return source.value if source else None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator at a unit: its leading target, the figure in force, and the verdict with its arithmetic.

    ``verdict`` is what counts: a person's where one overruled, which ``overruled`` tells; ``by_rules`` is what the
    rules say today. ``latest`` is the last reported figure; ``counted`` the last official one, computed or reported.
    """

    indicator: Indicator
    unit: Unit
    target: Target | None
    latest: InForce | None
    verdict: Verdict
    by_rules: Verdict | None = None
    overruled: Overruled | None = None
    counted: Counted | None = None
    parts: tuple[IndicatorRow, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The figure last reported, as it was reported; of what is computed the last one computed."""
        scaled = self.counted.value if self.counted else self.latest.value if self.latest else None
        return None if scaled is None else from_scaled(scaled, self.indicator.decimals)

    @property
    def actual(self) -> Decimal | None:
        """The figure that is compared: a total, an average, or the last value."""
        return self.verdict.actual

    @property
    def ratio(self) -> Decimal | None:
        """The part done of what was expected by now; 1 is on the path."""
        return self.verdict.progress

    @property
    def expected(self) -> Decimal | None:
        return self.verdict.expected.value if self.verdict.expected else None

    @property
    def aim(self) -> Decimal | None:
        return from_scaled(self.target.value, self.indicator.decimals) if self.target else None

    @property
    def aim_high(self) -> Decimal | None:
        if self.target is None or self.target.value_high is None:
            return None
        return from_scaled(self.target.value_high, self.indicator.decimals)


# --- which rows -------------------------------------------------------------------------------------------------------


def judged(
    indicators: list[Indicator], *, today: date, unit: int | None = None, every_unit: bool = False
) -> list[IndicatorRow]:
    """The rows of these indicators, judged; a constant number of queries.

    One row where the keeper has a target of its own, else one for each unit that has. ``unit`` keeps one unit's rows;
    ``every_unit`` gives each unit that has a target, and the keeper.
    """
    targets = _leading_targets(indicators, unit, every_unit=every_unit)
    pairs: dict[Key, tuple[Indicator, Unit, Target | None]] = {
        (indicator.pk, target.unit_id): (indicator, target.unit, target)
        for indicator in indicators
        for target in targets.get(indicator.pk, ())
    }
    for indicator in indicators:
        key = (indicator.pk, indicator.keeper_id)
        if key not in pairs and (every_unit or indicator.pk not in targets) and unit in (None, indicator.keeper_id):
            pairs[key] = (indicator, indicator.keeper, None)
    return judged_pairs(pairs, today)


def judged_at(places: Iterable[tuple[Indicator, Unit]], *, today: date) -> list[IndicatorRow]:
    """Each indicator judged at its unit, in the order given; a constant number of queries."""
    places = list(places)
    leading: dict[Key, Target] = {}
    for target in standing_targets({indicator for indicator, _unit in places}).filter(
        at_pairs((indicator.pk, unit.pk) for indicator, unit in places)
    ):
        leading.setdefault((target.indicator_id, target.unit_id), target)
    return judged_pairs(
        {
            (indicator.pk, unit.pk): (indicator, unit, leading.get((indicator.pk, unit.pk)))
            for indicator, unit in places
        },
        today,
    )


def row_of(indicator: Indicator, target: Target, *, today: date) -> IndicatorRow:
    """One target judged, whether it leads or stands beside."""
    return judged_pairs({(indicator.pk, target.unit_id): (indicator, target.unit, target)}, today)[0]


def standing_targets(indicators: Iterable[Indicator]) -> QuerySet[Target]:
    """The targets that hold (mục tiêu đang có hiệu lực), the leading ones first, then the newest."""
    held = with_company(Target.objects.filter(indicator__in=list(indicators), withdrawn_at__isnull=True))
    return (
        held.select_related("unit", "document")
        .defer("document__folded")
        .order_by("indicator", "unit", "-headline", "-created_at", "-pk")
    )


def with_company(targets: QuerySet[Target]) -> QuerySet[Target]:
    """The targets with whether they have parts, what a person judged instead, the reference's name; in one query."""
    # A component stands at the unit of its whole; so said, a country's shares of the whole are not looked through.
    parts = Target.objects.filter(
        part_of=OuterRef("pk"), unit=OuterRef("unit"), part_as=PartAs.COMPONENT, withdrawn_at__isnull=True
    )
    said = FilteredRelation("overrules", condition=Q(overrules__withdrawn_at__isnull=True))
    return targets.annotate(
        is_compound=Exists(parts),
        said=said,
        said_code=F("said__code"),
        said_computed=F("said__computed"),
        said_reason=F("said__reason"),
        said_at=F("said__made_at"),
        reference_name=F("reference_indicator__name"),
        reference_at=F("reference_unit__name"),
    )


def _leading_targets(
    indicators: list[Indicator], unit: int | None, *, every_unit: bool = False
) -> dict[int, list[Target]]:
    """The leading target of each unit; only the keeper's where it has one, unless every unit's are asked for."""
    keepers = {indicator.pk: indicator.keeper_id for indicator in indicators}
    held = standing_targets(indicators)
    if unit is not None:
        held = held.filter(unit=unit)
    elif not every_unit:  # what was given to thousands of units is not read beside the target of the whole
        at_keeper = Q(unit=F("indicator__keeper"))
        of_whole = Target.objects.filter(at_keeper, indicator__in=indicators, withdrawn_at__isnull=True).order_by()
        others = set(keepers).difference(of_whole.values_list("indicator", flat=True))
        held = held.filter(at_keeper | Q(indicator__in=others) if others else at_keeper)
    leading: dict[int, dict[int, Target]] = defaultdict(dict)
    for target in held:
        leading[target.indicator_id].setdefault(target.unit_id, target)
    return {
        pk: [by_unit[keepers[pk]]] if keepers[pk] in by_unit and not every_unit else list(by_unit.values())
        for pk, by_unit in leading.items()
    }


# --- from pairs to verdicts -------------------------------------------------------------------------------------------


def judged_pairs(pairs: Mapping[Key, tuple[Indicator, Unit, Target | None]], today: date) -> list[IndicatorRow]:
    """Each indicator judged at its unit against the target beside it, in order; a constant number of queries."""
    if not pairs:
        return []
    targets = [target for _indicator, _unit, target in pairs.values() if target is not None]
    series = official_series((indicator, unit.pk) for indicator, unit, _target in pairs.values())
    references = _references(targets)
    parts = _parts(targets, today)
    owed = owed_since(pairs, today)
    inputs = {
        key: _inputs(indicator, target, series.get(key, ()), owed.get(key), references, parts)
        for key, (indicator, _unit, target) in pairs.items()
    }
    chances = chances_of({key: (pairs[key][2], one) for key, one in inputs.items()}, today)
    return [
        _row(
            indicator,
            unit,
            target,
            series.get(key, ()),
            replace(inputs[key], probability=chances.get(key)),
            parts,
            today,
        )
        for key, (indicator, unit, target) in pairs.items()
    ]


def _inputs(
    indicator: Indicator,
    target: Target | None,
    series: Sequence[Counted],
    owed: date | None,
    references: Mapping[Key, Sequence[Counted]],
    parts: Mapping[int, tuple[IndicatorRow, ...]],
) -> VerdictInputs:
    """All that the rules are given, but the probability."""
    reference: Sequence[Counted] = ()
    if target and target.reference_indicator_id and target.reference_unit_id:
        reference = references.get((target.reference_indicator_id, target.reference_unit_id), ())
    return VerdictInputs(
        kind=indicator.kind,
        aim=aim_of(target, indicator.decimals) if target else None,
        points=tuple(one.point for one in series),
        owed_since=owed,
        reported=indicator.reported,
        frequency=indicator.frequency,
        calendar=indicator.calendar,
        direction=indicator.direction,
        reference=tuple(one.point for one in reference),
        parts=tuple(row.verdict.code for row in parts.get(target.pk, ())) if target else (),
    )


def _row(
    indicator: Indicator,
    unit: Unit,
    target: Target | None,
    series: Sequence[Counted],
    inputs: VerdictInputs,
    parts: Mapping[int, tuple[IndicatorRow, ...]],
    today: date,
) -> IndicatorRow:
    by_rules = verdict(inputs, today)
    said = _said(target)
    reported = [one.reported for one in series if one.reported is not None]
    return IndicatorRow(
        indicator,
        unit,
        target,
        latest=reported[-1] if reported else None,
        verdict=replace(by_rules, code=said.code, reason="overruled") if said else by_rules,
        by_rules=by_rules,
        overruled=said,
        counted=series[-1] if series else None,
        parts=parts.get(target.pk, ()) if target else (),
    )


def _said(target: Any) -> Overruled | None:
    code = getattr(target, "said_code", None)
    return Overruled(code, target.said_computed, target.said_reason, target.said_at) if code else None


def _references(targets: Iterable[Target]) -> dict[Key, list[Counted]]:
    """The figures that relative targets compare with; no query where there are none."""
    wanted = {
        (one.reference_indicator_id, one.reference_unit_id) for one in targets if one.reference_indicator_id is not None
    }
    if not wanted:
        return {}
    named = Indicator.objects.in_bulk({pk for pk, _unit in wanted})
    return official_series((named[pk], unit) for pk, unit in wanted if pk is not None and unit is not None)


def _parts(targets: Iterable[Target], today: date) -> dict[int, tuple[IndicatorRow, ...]]:
    """The parts of compound targets, judged; no query where there are none."""
    compound = [one.pk for one in targets if getattr(one, "is_compound", True)]
    if not compound:
        return {}
    held = Target.objects.filter(part_of__in=compound, part_as=PartAs.COMPONENT, withdrawn_at__isnull=True)
    found = list(with_company(held).select_related("indicator", "unit", "document").order_by("pk"))
    rows = judged_pairs({(one.indicator_id, one.unit_id): (one.indicator, one.unit, one) for one in found}, today)
    by_whole: dict[int, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        if row.target is not None and row.target.part_of_id is not None:
            by_whole[row.target.part_of_id].append(row)
    return {pk: tuple(rows) for pk, rows in by_whole.items()}


def aim_of(target: Target, decimals: int) -> Aim:
    """A stored target as the rules see it."""

    def figure(value: int | None) -> Decimal | None:
        return None if value is None else from_scaled(value, decimals)

    return Aim(
        comparator=target.comparator,
        value=from_scaled(target.value, decimals),
        value_high=figure(target.value_high),
        horizon=target.horizon,
        starts_on=target.starts_on,
        due=target.due,
        baseline=figure(target.baseline),
        baseline_on=target.baseline_on,
        path={int(year): from_scaled(value, decimals) for year, value in target.path.items()},
        season={int(month): Decimal(share) for month, share in target.season.items()},
        is_relative=target.reference_indicator_id is not None,
    )


def owed_since(pairs: Mapping[Key, tuple[Indicator, Unit, Target | None]], today: date) -> dict[Key, date]:
    """Since when each unit owes its figures; the first day where it owed them in several stretches.

    A unit that ended, or owes them no more, before its target was due owes nothing: rule 1, and not "no report" for
    ever. One that owed them to the end keeps its verdict.
    """
    stretches: dict[Key, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Obligation.objects.filter(at_pairs(pairs)).order_by("valid_from")
    for indicator, unit, since, until in rows.values_list("indicator", "unit", "valid_from", "valid_to"):
        stretches[indicator, unit].append((since, until))
    owed: dict[Key, date] = {}
    for key, (_indicator, _unit, target) in pairs.items():
        asked = min(today, target.due) if target is not None and target.due is not None else today
        if any(until is None or until > asked for _since, until in stretches[key]):
            owed[key] = stretches[key][0][0]
    return owed


# --- which figures count ----------------------------------------------------------------------------------------------


def official_series(pairs: Iterable[tuple[Indicator, int]]) -> dict[Key, list[Counted]]:
    """The figure of each period that counts, in order of time, of each indicator at its unit.

    What a unit reports counts before what was added up below it, or after, by the indicator's rule; what has a formula
    is computed. Two queries, one where nothing is computed; one more where some period has several providers.
    """
    named = {(indicator.pk, unit): indicator for indicator, unit in pairs}
    at_hand = {indicator.pk: indicator for indicator in named.values()}
    reported = series_in_force(at_pairs(named), at_hand)
    computed: dict[Key, list[ComputedFigure]] = defaultdict(list)
    if some := [key for key, indicator in named.items() if is_computed(indicator)]:
        for row in ComputedFigure.objects.filter(at_pairs(some)):
            computed[row.indicator_id, row.unit_id].append(row)
    return {key: _official(indicator, reported.get(key, ()), computed.get(key, ())) for key, indicator in named.items()}


def at_pairs(pairs: Iterable[Key]) -> Q:
    """What stands at just these indicators and units; of many unlike ones all that the two together may mean."""
    alike: dict[frozenset[int], set[int]] = defaultdict(set)
    units: dict[int, set[int]] = defaultdict(set)
    for pk, unit in pairs:
        units[pk].add(unit)
    for pk, found in units.items():
        alike[frozenset(found)].add(pk)
    if len(alike) > _GROUPS:
        alike = {frozenset().union(*alike): set(units)}
    any_of = Q(pk__in=[])
    for found_units, found_pks in alike.items():
        any_of |= Q(indicator__in=sorted(found_pks), unit__in=sorted(found_units))
    return any_of


def is_computed(indicator: Indicator) -> bool:
    """Whether figures of the indicator may follow from others."""
    return bool(indicator.expression or indicator.rolls_along)


def _official(indicator: Indicator, reported: Iterable[InForce], computed: Iterable[ComputedFigure]) -> list[Counted]:
    own = {one.period: Counted(_point(one, indicator.decimals), reported=one) for one in reported}
    below = {
        row.period: Counted(_computed_point(row, indicator.decimals), computed=row)
        for row in computed_that_count(computed)
    }
    chosen = officially(indicator, own, below, is_known=lambda one: one.point.value is not None)
    return sorted(chosen.values(), key=lambda one: (one.point.period.end, one.point.period.start))


def computed_that_count(rows: Iterable[ComputedFigure]) -> list[ComputedFigure]:
    """The computed figure of each unit and period: a formula's before a sum's.

    A sum of which nobody below has reported yet is no report, rather than a report without a figure.
    """
    found: dict[tuple[int, int, Period], ComputedFigure] = {}
    for row in rows:
        if row.known == 0 and row.origin == Origin.ROLLED:
            continue
        key = (row.indicator_id, row.unit_id, row.period)
        if row.origin == Origin.FORMULA or key not in found:
            found[key] = row
    return list(found.values())


def officially(
    indicator: Indicator, own: Mapping[_Place, _One], below: Mapping[_Place, _One], *, is_known: Callable[[_One], bool]
) -> dict[_Place, _One]:
    """Which figure of each place counts (số chính thức): the one reported there, or the one that follows from others.

    What a formula gives always counts. Of a sum the indicator says; where the sum counts but misses a unit, what the
    place reported itself stands in for it.
    """
    if indicator.expression:
        return {**own, **below}
    if indicator.official == Official.ROLLED:
        return {**below, **own, **{place: one for place, one in below.items() if is_known(one)}}
    return {**below, **own}


def _point(figure: InForce, decimals: int) -> Point:
    value = None if figure.value is None else from_scaled(figure.value, decimals)
    return Point(figure.period, value, figure.is_estimate, figure.is_approved)


def _computed_point(row: ComputedFigure, decimals: int) -> Point:
    """A sum that misses a unit tells nothing of the whole, so it is a report without a figure."""
    value = from_scaled(row.value, decimals) if row.is_complete and row.value is not None else None
    partial = row.origin == Origin.ROLLED and row.known < row.owed
    return Point(row.period, value, row.is_estimate, row.is_approved, is_partial=partial)
