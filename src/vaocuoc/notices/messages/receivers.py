"""Which posts stand for a unit, and which people stand behind a post (người nhận)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from vaocuoc.directory.models import Role, RoleGrant
from vaocuoc.directory.people.naming import Keys


def running(day: date, prefix: str = "") -> Q:
    """What is valid on a day: a holding, a role, a post."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def posts_of_units(units: Collection[int], *, today: date) -> dict[int, frozenset[int]]:
    """The posts that stand for each unit (đầu mối): those reporting for exactly it, else any with a role over it."""
    if not units:
        return {}
    rows = RoleGrant.objects.filter(running(today), running(today, "post__"), unit_id__in=Keys(units))
    reporting: dict[int, set[int]] = defaultdict(set)
    others: dict[int, set[int]] = defaultdict(set)
    for unit, post, role in rows.values_list("unit_id", "post_id", "role"):
        (reporting if role == Role.REPORTER else others)[unit].add(post)
    return {unit: frozenset(reporting.get(unit) or others[unit]) for unit in {*reporting, *others}}
