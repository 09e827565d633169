"""Reading criteria sets: which are visible, what a version asks, the score card of each unit (phiếu điểm)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet
from django.http import Http404

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import Asked, Card, Found, Marked, score
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.criteria.models import (
    CriteriaSet,
    CriteriaVersion,
    Criterion,
    CriterionMark,
    Scoring,
    Threshold,
    UnitGroup,
)
from vaocuoc.tracking.criteria.operations import DECIMALS, POINT_DECIMALS
from vaocuoc.tracking.indicators.judging import Counted, official_series
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.ui.numbers import format_decimal


def visible_sets(actor: Actor) -> QuerySet[CriteriaSet]:
    """The sets of registers that the actor views, and those that measure a unit they view."""
    units = actor.units(Action.VIEW).values("pk")
    measured = UnitGroup.objects.filter(units__in=units).values("version__criteria_set")
    return CriteriaSet.objects.filter(keeper__in=units) | CriteriaSet.objects.filter(pk__in=measured)


def get_version(actor: Actor, pk: int) -> CriteriaVersion:
    """One visible version with its set; ``Http404`` where hidden."""
    found = CriteriaVersion.objects.filter(pk=pk, criteria_set__in=visible_sets(actor))
    version = found.select_related("criteria_set__keeper", "document").first()
    if version is None:
        raise Http404
    return version


def version_in_force(kept: CriteriaSet, *, today: date) -> CriteriaVersion | None:
    """The issued version that holds on a day (bản đang áp dụng)."""
    issued = kept.versions.filter(issued_at__isnull=False, valid_from__lte=today)
    return issued.select_related("criteria_set__keeper", "document").order_by("-valid_from", "-number").first()


_SHOWN = {">=": "≥", "<=": "≤"}


def shown_threshold(comparator: str, value: Decimal) -> str:
    """A threshold as it is written: "≥ 90"."""
    return f"{_SHOWN.get(comparator, comparator)} {format_decimal(value)}"


@dataclass(frozen=True)
class CardLine:
    """One criterion of a unit's card: what is asked, what was found and from where, how it was judged."""

    criterion: Criterion
    threshold: Threshold | None
    asked: Asked
    found: Found
    marked: Marked
    period: Period | None = None
    mark: CriterionMark | None = None

    @property
    def asked_words(self) -> str:
        """What is asked, in short: "≥ 90"."""
        return "" if self.asked.value is None else shown_threshold(self.asked.comparator, self.asked.value)

    @property
    def most_points(self) -> Decimal | None:
        return self.asked.points


@dataclass(frozen=True)
class UnitCard:
    """The score card of a unit under a version."""

    unit: Unit
    group: UnitGroup
    lines: tuple[CardLine, ...]
    card: Card


def cards_of(version: CriteriaVersion, units: Sequence[tuple[Unit, UnitGroup]]) -> list[UnitCard]:
    """The cards of these units in their order; the number of queries does not grow with them."""
    criteria = list(version.criteria.select_related("indicator").prefetch_related("thresholds"))
    keys = [unit.pk for unit, _group in units]
    measured = [one.indicator for one in criteria if one.indicator is not None]
    series = official_series((indicator, unit) for indicator in measured for unit in keys) if measured else {}
    marks = _marks(criteria, keys)
    return [_card(version, criteria, unit, group, series, marks) for unit, group in units]


def _card(
    version: CriteriaVersion,
    criteria: Sequence[Criterion],
    unit: Unit,
    group: UnitGroup,
    series: dict[tuple[int, int], list[Counted]],
    marks: dict[tuple[int, int], CriterionMark],
) -> UnitCard:
    asked_of = [(one, _threshold(one, group)) for one in criteria]
    concerned = [(one, threshold) for one, threshold in asked_of if threshold is not None or one.indicator is None]
    pairs = [
        (
            _asked(one, threshold),
            _found(one, series.get((one.indicator_id or 0, unit.pk), ()), marks.get((one.pk, unit.pk))),
        )
        for one, threshold in concerned
    ]
    pass_points = _points(version.pass_points) if version.scoring == Scoring.POINTS else None
    card = score(pairs, pass_points=pass_points)
    lines = [
        CardLine(
            one,
            threshold,
            asked,
            found,
            marked,
            _latest_period(series.get((one.indicator_id or 0, unit.pk), ())),
            marks.get((one.pk, unit.pk)),
        )
        for (one, threshold), (asked, found), marked in zip(concerned, pairs, card.marks, strict=True)
    ]
    return UnitCard(unit, group, tuple(lines), card)


def units_of(version: CriteriaVersion) -> list[tuple[Unit, UnitGroup]]:
    """The units that a version measures, each with its group, group by group; two queries."""
    groups = {group.pk: group for group in version.groups.order_by("place", "pk")}
    through = UnitGroup.units.through.objects.filter(unitgroup__in=groups)
    rows = through.select_related("unit").order_by("unitgroup__place", "unit__sort_key", "unit")
    return [(row.unit, groups[row.unitgroup_id]) for row in rows]


def _marks(criteria: Sequence[Criterion], units: Sequence[int]) -> dict[tuple[int, int], CriterionMark]:
    """Of each criterion and unit the mark that counts: the keeper's latest, else the unit's."""
    given = CriterionMark.objects.filter(criterion__in=[one.pk for one in criteria], unit__in=units).order_by()
    latest = given.values("criterion", "unit", "is_appraisal").annotate(last=Max("pk")).values("last")
    found: dict[tuple[int, int], CriterionMark] = {}
    for mark in (
        CriterionMark.objects.filter(pk__in=latest).select_related("made_as", "made_by").order_by("is_appraisal")
    ):
        found[mark.criterion_id, mark.unit_id] = mark
    return found


def _threshold(criterion: Criterion, group: UnitGroup) -> Threshold | None:
    return next((one for one in criterion.thresholds.all() if one.group_id == group.pk), None)


def _asked(criterion: Criterion, threshold: Threshold | None) -> Asked:
    points = _points(criterion.points)
    if threshold is None:
        return Asked(points=points)
    return Asked(threshold.comparator, from_scaled(threshold.value, DECIMALS), points)


def _found(criterion: Criterion, series: Sequence[Counted], mark: CriterionMark | None) -> Found:
    known = [one.point.value for one in series if one.point.value is not None]
    return Found(
        value=known[-1] if known else None,
        is_met=None if mark is None else mark.is_met,
        points=None if mark is None else _points(mark.points),
    )


def _latest_period(series: Sequence[Counted]) -> Period | None:
    known = [one.point.period for one in series if one.point.value is not None]
    return known[-1] if known else None


def _points(points: int | None) -> Decimal | None:
    return None if points is None else from_scaled(points, POINT_DECIMALS)


def sheets(actor: Actor, *, today: date) -> list[tuple[CriteriaSet, CriteriaVersion | None, CriteriaVersion | None]]:
    """Every visible set with the version in force and the draft that is being written; two queries."""
    sets = list(visible_sets(actor).select_related("keeper").order_by("name", "pk").distinct())
    by_set: dict[int, list[CriteriaVersion]] = defaultdict(list)
    for version in CriteriaVersion.objects.filter(criteria_set__in=sets).order_by("valid_from", "number"):
        by_set[version.criteria_set_id].append(version)
    return [
        (
            kept,
            next((one for one in reversed(by_set[kept.pk]) if not one.is_draft and one.valid_from <= today), None),
            next((one for one in by_set[kept.pk] if one.is_draft), None),
        )
        for kept in sets
    ]
