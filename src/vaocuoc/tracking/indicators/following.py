"""What follows from changed figures (số liệu kéo theo): sums above, formulas, and the verdicts that rest on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Q, QuerySet, Value

from vaocuoc.directory.people.naming import Keys
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
    weighing, in_formulas = _resting_on(changed)
    changed |= roll_up(changed | _weighed_by(changed) if weighing else changed)
    fresh = compute(changed) if in_formulas else set()
    for _round in range(_ROUNDS):
        if not fresh:
            break
        changed |= fresh
        fresh = compute(fresh)
    outdate_verdicts(changed)
    return changed


def obligations_changed(changed: Collection[tuple[Indicator, int]]) -> None:
    """Coverage above these units is another, for their indicators: who owes has changed."""
    summed = [(indicator, unit) for indicator, unit in changed if indicator.rolls_along]
    if summed:
        bring_up_to_date({place for indicator, unit in summed for place in places_of(indicator, unit)})
    outdate_all(indicator.pk for indicator, _unit in changed)


def _resting_on(places: set[Place]) -> tuple[bool, bool]:
    """Whether these indicators weigh others, and whether formulas name them; most do neither, and one query tells."""
    keys = Keys(place.indicator for place in places)
    weighing = Indicator.objects.filter(weight__in=keys).order_by().values_list(Value(1), flat=True)
    named = Indicator.objects.filter(formula_parts__in=keys).order_by().values_list(Value(2), flat=True)
    found = set(weighing.union(named))
    return 1 in found, 2 in found


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
    if not units:
        return
    changed = {(indicator, unit) for indicator, at in units.items() for unit in at}
    keys = Keys(units)
    concerned = Q(reference_indicator__in=keys) | Q(indicator__in=keys, part_as=PartAs.COMPONENT)
    for part_as, *told in Target.objects.filter(concerned, withdrawn_at__isnull=True).values_list(
        "part_as", "indicator", "unit", "reference_indicator", "reference_unit", "part_of__indicator", "part_of__unit"
    ):
        indicator, unit, reference, reference_unit, whole, whole_unit = told
        is_part = part_as == PartAs.COMPONENT
        compares = (reference, reference_unit) in changed
        if not compares and not (is_part and (indicator, unit) in changed):
            continue
        if reference is not None:
            units[indicator].add(unit)
        if whole is not None and is_part:
            units[whole].add(whole_unit)
    alike: dict[frozenset[int], set[int]] = defaultdict(set)
    for indicator, at in units.items():
        alike[frozenset(at)].add(indicator)
    for same, indicators in alike.items():
        _kept_of(indicators).filter(unit__in=Keys(same)).update(day=None)


def outdate_all(indicators: Iterable[int]) -> None:
    """All verdicts of these indicators may no longer hold; in the transaction that changes what they rest on."""
    keys = set(indicators)
    if keys:
        _kept_of(keys).update(day=None)


def _kept_of(indicators: Iterable[int]) -> QuerySet[Standing]:
    return Standing.objects.filter(indicator__in=Keys(indicators), day__isnull=False)


def outdate_verdicts_of(targets: Iterable[Target]) -> None:
    """All verdicts of the indicators of these targets, and those of the wholes that they are components of."""
    concerned = set()
    for target in targets:
        concerned.add(target.indicator_id)
        if target.part_of is not None and target.part_as == PartAs.COMPONENT:
            concerned.add(target.part_of.indicator_id)
    outdate_all(concerned)
