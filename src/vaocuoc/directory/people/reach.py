"""Which units the roles of a post reach, by their keys (phạm vi của vai trò).

What pages need of it is the same until the organisation changes, so a process keeps it under the mark that every
change of :class:`UnitReach` renews: a page that only reads then asks no query for it, be it of thousands of units.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Q

from vaocuoc.directory.organisations.models import UnitReach
from vaocuoc.directory.people.naming import Keys

Way = tuple[int, str]
"""A unit and the order of relations in which a role there reaches downwards."""

NAMED = 1_000
"""So many units are named in a query; more are looked up by it."""
READ = 12_000
"""So many rows of what the roles of a post reach are read to put together what each action may."""


def alive(today: date) -> Q:
    """What holds on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def below(ways: Collection[Way]) -> Q:
    """What these ways reach, whatever the day; nothing where there is no way."""
    reached = Q(pk__in=[])
    for unit, relation in ways:
        reached |= Q(ancestor_id=unit, kind=relation)
    return reached


def units_by_way(ways: Collection[Way], today: date) -> dict[Way, frozenset[int]] | None:
    """The units below each way; None where there are too many to be read. One query."""
    found = UnitReach.objects.filter(below(ways) & alive(today)).values_list("ancestor_id", "kind", "descendant_id")
    rows = list(found[: READ + 1])
    if len(rows) > READ:
        return None
    units: dict[Way, set[int]] = {}
    for ancestor, kind, unit in rows:
        units.setdefault((ancestor, kind), set()).add(unit)
    return {way: frozenset(reached) for way, reached in units.items()}


def put_together(
    reached: Mapping[Way, frozenset[int]] | None, ways: Collection[Way], today: date, *, former: bool
) -> frozenset[int] | None:
    """The units that some of the ways reach, with ``former`` also those whose work they took over (one query more).

    None where they are too many to be read.
    """
    if reached is None:
        return None
    keys = frozenset().union(*(reached.get(way, frozenset()) for way in ways))
    if former and keys:
        keys |= _taken_over_by(keys, today)
    return keys if len(keys) <= READ else None


def _taken_over_by(keys: frozenset[int], today: date) -> frozenset[int]:
    """The former units whose work these took over; where few were ever taken over, all are read and picked from."""
    taken_over = UnitReach.objects.filter(alive(today), kind=UnitReach.SUCCESSION)
    if len(keys) > NAMED:  # thousands of keys take longer to name than hundreds of rows to read
        pairs = list(taken_over.values_list("ancestor_id", "descendant_id")[: NAMED + 1])
        if len(pairs) <= NAMED:
            return frozenset(former for unit, former in pairs if unit in keys)
    named = taken_over.filter(ancestor_id__in=Keys(keys))
    return frozenset(named.values_list("descendant_id", flat=True)[: READ + 1])


@lru_cache(maxsize=64)
def kept_by_way(mark: str, today: date, ways: frozenset[Way]) -> Mapping[Way, frozenset[int]] | None:
    """:func:`units_by_way`, kept while the organisation carries this mark. Only for who reads and writes nothing:
    inside a change that is taken back it would keep what never came to be.
    """
    return units_by_way(ways, today)


@lru_cache(maxsize=128)
def kept_units(
    mark: str, today: date, all_ways: frozenset[Way], ways: frozenset[Way], *, former: bool
) -> frozenset[int] | None:
    """:func:`put_together` of some ways, kept likewise; what all the ways of a post reach is asked at once."""
    return put_together(kept_by_way(mark, today, all_ways), ways, today, former=former)
