"""What follows from changed figures (số liệu kéo theo): sums above, formulas, and the verdicts that rest on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Q

from vaocuoc.tracking.indicators.computing import compute
from vaocuoc.tracking.indicators.differences import Place
from vaocuoc.tracking.indicators.models import Indicator, PartAs, Standing, Target
from vaocuoc.tracking.indicators.rolling import places_of, roll_up

_ROUNDS = 10
"""Formulas over formulas: more than anybody writes; a circle is refused before it is saved."""

_HELD: ContextVar[set[Place] | None] = ContextVar("held_places", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Hold back what follows from figures written inside and work it out once at the end (tính một lượt).

    For a deed of many figures, in a transaction of its own: what fails inside leaves no figure without its sums. The
    rows are those that working out one by one gives; inside, they are not there to be read yet. Inside another it
    changes nothing.
    """
    if _HELD.get() is not None:
        yield
        return
    with transaction.atomic():
        held: set[Place] = set()
        token = _HELD.set(held)
        try:
            yield
        finally:
            _HELD.reset(token)
        if held:
            bring_up_to_date(held)


def bring_up_to_date(places: Iterable[Place]) -> set[Place]:
    """Work out again all that depends on these places, nothing else, and say that verdicts on it are out of date.

    In the transaction that changed them. Gives every place whose figure may have changed. Inside :func:`together` it
    works nothing out yet and gives the places back.
    """
    changed = set(places)
    if (held := _HELD.get()) is not None:
        held |= changed
        return changed
    changed |= roll_up(changed | _weighed_by(changed))
    fresh = compute(changed)
    for _round in range(_ROUNDS):
        if not fresh:
            break
        changed |= fresh
        fresh = compute(fresh)
    outdate_verdicts(changed)
    return changed


def obligations_changed(indicator: Indicator, units: Collection[int]) -> None:
    """Coverage above these units is another: who owes has changed."""
    if indicator.rolls_along:
        bring_up_to_date({place for unit in units for place in places_of(indicator, unit)})
    Standing.outdate(indicator.pk)


def _weighed_by(places: set[Place]) -> set[Place]:
    """The shares whose weight changed, in every period that has rows: a weight holds on until the next one."""
    weighs = {place.indicator for place in places}
    found: set[Place] = set()
    for indicator in Indicator.objects.filter(weight__in=weighs):
        for unit in {place.unit for place in places if place.indicator == indicator.weight_id}:
            found |= places_of(indicator, unit)
    return found


def outdate_verdicts(places: Iterable[Place]) -> None:
    """The verdicts of these units, of targets that compare with them, and of those that they are parts of."""
    units: dict[int, set[int]] = defaultdict(set)
    for place in places:
        units[place.indicator].add(place.unit)
    concerned = Q(pk__in=[])
    for indicator, at in units.items():
        concerned |= Q(reference_indicator=indicator, reference_unit__in=at)
        concerned |= Q(indicator=indicator, unit__in=at, part_as=PartAs.COMPONENT)
    dependent = Target.objects.filter(concerned, withdrawn_at__isnull=True).select_related("part_of")
    for target in dependent:
        if target.reference_indicator_id is not None:
            units[target.indicator_id].add(target.unit_id)
        if target.part_of is not None and target.part_as == PartAs.COMPONENT:
            units[target.part_of.indicator_id].add(target.part_of.unit_id)
    for indicator, at in units.items():
        Standing.outdate(indicator, at)


def outdate_verdicts_of(target: Target) -> None:
    """All verdicts of a target's indicator, and that of the whole it is a component of."""
    Standing.outdate(target.indicator_id)
    if target.part_of is not None and target.part_as == PartAs.COMPONENT:
        Standing.outdate(target.part_of.indicator_id)
