"""Figures that a formula gives (số tính theo công thức): computed from the official figures of its parts, and kept.

A row tells what the formula gives at a unit for a period, or why it gives nothing. At a higher unit the parts are what
was added up there, so a share of a province is the sum above over the sum below, never a mean of shares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.formulas import Expression, Function, circle_in, codes_in, evaluate, parse, unit_checked
from vaocuoc.core.measuring import Point
from vaocuoc.tracking.indicators.differences import Place
from vaocuoc.tracking.indicators.judging import official_series
from vaocuoc.tracking.indicators.models import Base, Indicator, Observation
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin
from vaocuoc.tracking.indicators.scaling import to_scaled

_FIELDS = ("value", "known", "owed", "reason", "is_estimate", "is_approved")
_UNIQUE = ("indicator", "unit", "origin", "calendar", "period_kind", "year", "index")
_SAME = ("frequency", "calendar")


def parts_of(indicator: Indicator, expression: str) -> list[Indicator]:
    """The indicators that a formula names, in the register of the one it is for; everything about it is checked.

    Raises ``Refused``: ``formulas.*`` with the place of what is wrong, ``indicators.formula_unknown``,
    ``indicators.formula_periods`` where a part is reported in other periods, ``indicators.formula_circle``.
    """
    parsed = parse(expression)
    codes = codes_in(parsed)
    register = Indicator.objects.filter(keeper=indicator.keeper_id)
    found = {one.code: one for one in register.filter(code__in=codes)}
    if unknown := [code for code in codes if code not in found]:
        raise Refused("indicators.formula_unknown", codes=", ".join(unknown))
    if not codes:
        raise Refused("indicators.formula_unknown", codes=expression)
    for one in found.values():
        if any(getattr(one, name) != getattr(indicator, name) for name in _SAME):
            raise Refused("indicators.formula_periods", part=one.code)
    others = register.exclude(expression="").exclude(pk=indicator.pk)
    formulas = {code: parse(text) for code, text in others.values_list("code", "expression")}
    if circle := circle_in(formulas | {indicator.code: parsed}):
        raise Refused("indicators.formula_circle", codes=" → ".join(circle))
    unit_checked(parsed, {code: one.unit_of_measure for code, one in found.items()}, indicator.unit_of_measure)
    return list(found.values())


def compute(places: set[Place]) -> set[Place]:
    """Work out again the formulas over the indicators of these places, at their units; give what changed.

    All periods of these units, since a formula may look back a period or a year; the number of queries does not grow
    with the places.
    """
    units: dict[int, set[int]] = defaultdict(set)
    for place in places:
        units[place.indicator].add(place.unit)
    using = Indicator.objects.filter(formula_parts__in=list(units)).exclude(expression="").distinct()
    derived = list(using.prefetch_related("formula_parts"))
    wanted = {(one.pk, unit) for one in derived for part in one.formula_parts.all() for unit in units.get(part.pk, ())}
    return _compute(derived, wanted)


def compute_all(indicator: Indicator) -> set[Place]:
    """Work out a formula for every unit and period of its parts; give what changed."""
    if not indicator.expression:
        return set()
    parts = list(indicator.formula_parts.all())
    units = set(Observation.objects.filter(indicator__in=parts).values_list("unit", flat=True).distinct())
    units |= set(ComputedFigure.objects.filter(indicator__in=[*parts, indicator]).values_list("unit", flat=True))
    return _compute([indicator], {(indicator.pk, unit) for unit in units})


def _compute(derived: Sequence[Indicator], wanted: set[tuple[int, int]]) -> set[Place]:
    if not wanted:
        return set()
    parts = {part.pk: part for one in derived for part in one.formula_parts.all()}
    units = {unit for _pk, unit in wanted}
    series = official_series((part, unit) for part in parts.values() for unit in units)
    points = {key: {one.point.period: one.point for one in found} for key, found in series.items()}
    kept: dict[tuple[int, int], dict[Period, ComputedFigure]] = defaultdict(dict)
    rows = ComputedFigure.objects.filter(indicator__in=derived, unit__in=units, origin=Origin.FORMULA)
    for row in rows:
        kept[row.indicator_id, row.unit_id][row.period] = row
    made: list[ComputedFigure] = []
    gone: list[ComputedFigure] = []
    for indicator in derived:
        formula = _Formula(indicator)
        for unit in (unit for pk, unit in wanted if pk == indicator.pk):
            known = {part.code: points.get((part.pk, unit), {}) for part in indicator.formula_parts.all()}
            before = kept[indicator.pk, unit]
            fresh = {period: formula.row(unit, period, known) for period in _periods(known)}
            made += [row for period, row in fresh.items() if _differs(before.get(period), row)]
            gone += [row for period, row in before.items() if period not in fresh]
    ComputedFigure.objects.filter(pk__in=[row.pk for row in gone]).delete()
    ComputedFigure.objects.bulk_create(
        made, update_conflicts=True, unique_fields=_UNIQUE, update_fields=_FIELDS, batch_size=500
    )
    return {Place(row.indicator_id, row.unit_id, row.period) for row in (*made, *gone)}


def _periods(known: Mapping[str, Mapping[Period, Point]]) -> set[Period]:
    """The periods that any part has something of."""
    return {period for points in known.values() for period in points}


def _differs(before: ComputedFigure | None, after: ComputedFigure) -> bool:
    return before is None or any(getattr(before, name) != getattr(after, name) for name in _FIELDS)


class _Formula:
    """One formula, parsed once, evaluated period by period."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        self.expression: Expression = parse(indicator.expression)
        self.units = {part.code: part.unit_of_measure for part in indicator.formula_parts.all()}

    def row(self, unit: int, period: Period, known: Mapping[str, Mapping[Period, Point]]) -> ComputedFigure:
        used: list[Point] = []

        def figure(code: str, when: tuple[Function, ...]) -> Decimal | None:
            asked = _shifted(period, when, known.get(code, {}), self.indicator)
            point = known.get(code, {}).get(asked) if asked is not None else None
            if point is None or point.value is None:
                return None
            used.append(point)
            return point.value

        result = evaluate(self.expression, figure, self.units, self.indicator.unit_of_measure)
        rounded, reason = result.rounded(self.indicator.decimals), result.reason
        try:
            value = None if rounded is None else to_scaled(rounded, self.indicator.decimals)
        except Refused:
            value, reason = None, "too_large"
        return ComputedFigure(
            indicator=self.indicator,
            unit_id=unit,
            origin=Origin.FORMULA,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            period_start=period.start,
            period_end=period.end,
            value=value,
            known=int(value is not None),
            owed=1,
            reason=reason,
            is_estimate=any(point.is_estimate for point in used),
            is_approved=all(point.is_approved for point in used),
        )


def _shifted(
    period: Period, when: Sequence[Function], points: Mapping[Period, Point], indicator: Indicator
) -> Period | None:
    """The period that a figure is asked of; "kỳ gốc" is what the indicator declares.

    A fixed base is the same part of its year, or of the first year that has a figure of it.
    """
    for step in when:
        declared = indicator.base if step == "base" else ""
        if Base.SAME_LAST_YEAR in (step, declared):
            period = period.same_last_year()
        elif Base.PREVIOUS in (step, declared):
            period = period.shift(-1)
        elif step == "base" and indicator.base_year is not None and period.kind != "date":
            period = Period.of(period.calendar, period.kind, indicator.base_year, period.index)
        elif step == "base":
            alike = [one for one in points if one.index == period.index and points[one].value is not None]
            if not alike:
                return None
            period = min(alike, key=lambda one: one.year)
    return period
