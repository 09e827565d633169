"""Verdicts elsewhere that rest on a figure (đánh giá khác có liên quan): above it, by formula, by comparison.

What a corrected figure leads to at its own unit is worked out with the correction; these are judged again once it is
decided, and are named before that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.models import Indicator, Observation, PartAs, Standing, Target

SHOWN = 20
"""So many are named; of the rest the number is told."""


@dataclass(frozen=True)
class Bearing:
    """A leading target that rests on a figure of another place, and its verdict as it is kept; "" where none is."""

    target: Target
    code: str

    @property
    def words(self) -> str:
        """What is kept of it: the code of the indicator, the unit, the verdict."""
        return f"{self.target.indicator.code} · {self.target.unit.name}"


@dataclass(frozen=True)
class Bearings:
    """The first of these targets, and how many there are."""

    shown: tuple[Bearing, ...] = ()
    number: int = 0

    @property
    def more(self) -> int:
        return self.number - len(self.shown)


def bearings_of(observation: Observation, above: Collection[Unit]) -> Bearings:
    """The targets that rest on a figure, none of its own place: of the units above in whose sums it is, of the formulas
    over it, of what is compared with either, of the wholes of which one of these is a component. Queries do not grow
    with them.
    """
    own, here = observation.indicator_id, observation.unit_id
    units = {here, *(unit.pk for unit in above)}
    formulas = _formulas_over(own)
    among = {own, *formulas}
    parts = Q(parts__indicator__in=among, parts__unit__in=units, parts__part_as=PartAs.COMPONENT)
    found = (
        Target.objects.filter(headline=True, withdrawn_at__isnull=True)
        .filter(
            Q(indicator=own, unit__in=units)
            | Q(indicator__in=formulas, unit__in=units)
            | Q(reference_indicator__in=among, reference_unit__in=units)
            | (parts & Q(parts__withdrawn_at__isnull=True))
        )
        .exclude(indicator=own, unit=here)
        .distinct()
    )
    first = list(
        found.select_related("indicator", "unit").order_by("indicator__code", "unit__sort_key", "pk")[: SHOWN + 1]
    )
    number = len(first) if len(first) <= SHOWN else found.count()
    kept = Standing.objects.filter(
        indicator__in={one.indicator_id for one in first}, unit__in={one.unit_id for one in first}
    )
    codes = {(pk, unit): code for pk, unit, code in kept.values_list("indicator", "unit", "code")}
    shown = (Bearing(one, codes.get((one.indicator_id, one.unit_id), "")) for one in first[:SHOWN])
    return Bearings(tuple(shown), number)


def _formulas_over(indicator: int) -> set[int]:
    """The indicators whose formulas use this one, through others too; a query a level, of which there are few."""
    found: set[int] = set()
    level = {indicator}
    while level:
        using = Indicator.objects.filter(formula_parts__in=level).exclude(expression="").order_by()
        level = set(using.values_list("pk", flat=True)) - found
        found |= level
    return found
