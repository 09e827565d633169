"""Reading the list of units: narrowed, by name or as a tree, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.organisations.models import Unit, UnitAlias, UnitRelation


def _alive(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def words_of(text: str) -> list[str]:
    """The words that somebody looks for, folded."""
    return fold(nfc(text)).split()


@dataclass(frozen=True)
class UnitFilters:
    """What to narrow the list of units to; empty means all. ``relation`` lays the list out as a tree of that order."""

    text: str = ""
    kind: str = ""
    level: str = ""
    relation: str = ""
    ended: bool = False


@dataclass(frozen=True)
class UnitRow:
    """One row of the list: the unit, how deep it stands in the tree, what stands right above it."""

    unit: Unit
    depth: int = 0
    parents: tuple[Unit, ...] = ()
    aliases: tuple[str, ...] = ()


Place = tuple[int, int]
"""A unit's key and how deep it stands."""


def units_within(visible: QuerySet[Unit], filters: UnitFilters, *, today: date) -> QuerySet[Unit]:
    """The units one sees within the filters, as a Vietnamese list is sorted."""
    found = visible if filters.ended else visible.filter(_alive(today))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.level:
        found = found.filter(level=filters.level)
    for word in words_of(filters.text):
        found = found.filter(folded__contains=word)
    return found.order_by("sort_key", "pk")


def tree_of(visible: QuerySet[Unit], filters: UnitFilters, *, today: date) -> list[Place]:
    """The units within the filters as a tree of one order of relations, depth first; three queries of keys alone.

    A tree keeps the whole way down to what was looked for, so that a unit never stands without its place.
    """
    everyone = visible if filters.ended else visible.filter(_alive(today))
    order = {pk: place for place, pk in enumerate(everyone.order_by("sort_key", "pk").values_list("pk", flat=True))}
    narrowed = filters.text or filters.kind or filters.level
    wanted = set(units_within(visible, filters, today=today).values_list("pk", flat=True)) if narrowed else set(order)
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    relations = UnitRelation.objects.filter(_alive(today), kind=filters.relation)
    for parent, child in relations.values_list("parent_id", "child_id").distinct():
        if parent in order and child in order:
            above[child].append(parent)
            below[parent].append(child)
    kept = _with_ways_up(wanted, above)
    roots = [pk for pk in order if pk in kept and not above.get(pk)]
    return _depth_first(roots, kept, below, order)


def _with_ways_up(wanted: set[int], above: dict[int, list[int]]) -> set[int]:
    kept, frontier = set(wanted), list(wanted)
    while frontier:
        for parent in above.get(frontier.pop(), ()):
            if parent not in kept:
                kept.add(parent)
                frontier.append(parent)
    return kept


def _depth_first(
    roots: Sequence[int], kept: set[int], below: dict[int, list[int]], order: dict[int, int]
) -> list[Place]:
    """By name within one parent; relations have no circles on one day, so this ends."""
    places: list[Place] = []
    stack = [(pk, 0) for pk in reversed(roots)]
    while stack:
        pk, depth = stack.pop()
        places.append((pk, depth))
        children = sorted((child for child in below.get(pk, ()) if child in kept), key=order.__getitem__)
        stack += [(child, depth + 1) for child in reversed(children)]
    return places


def unit_rows(
    places: Iterable[Place], visible: QuerySet[Unit], *, today: date, parents: bool = True, aliases: bool = False
) -> list[UnitRow]:
    """The rows of these units in this order; one query, and one each for what stands above them and other names."""
    places = list(places)
    keys = [pk for pk, _depth in places]
    units = Unit.objects.in_bulk(keys)
    above: dict[int, dict[int, Unit]] = defaultdict(dict)
    if parents:
        relations = UnitRelation.objects.filter(
            _alive(today), child__in=keys, parent__in=visible.order_by().values("pk")
        )
        for relation in relations.select_related("parent").order_by("pk"):
            above[relation.child_id][relation.parent_id] = relation.parent
    names: dict[int, list[str]] = defaultdict(list)
    if aliases:
        for unit_id, name in UnitAlias.objects.filter(unit__in=keys).order_by("name").values_list("unit_id", "name"):
            names[unit_id].append(name)
    return [
        UnitRow(units[pk], depth, tuple(above[pk].values()), tuple(names[pk])) for pk, depth in places if pk in units
    ]
