"""Reading organisations: a unit's page (lists are in ``listing``), and which unit a name in a paper means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.organisations.matching import Matcher, Name
from vaocuoc.directory.organisations.models import (
    Level,
    Organ,
    Post,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitRelation,
)


@dataclass(frozen=True)
class UnitMatch:
    """A unit that a name may mean, how sure (0 to 1), and why (a code)."""

    unit: Unit
    score: float
    reason: str


@dataclass(frozen=True)
class UnitGroup:
    """All units of a kind and level, as papers address them ("các đảng ủy xã, phường")."""

    kind: str
    level: str

    def units(self, *, today: date) -> QuerySet[Unit]:
        return living_units(today).filter(kind=self.kind, level=self.level)


def living_units(today: date) -> QuerySet[Unit]:
    """The units that live on a day, as a Vietnamese list is sorted."""
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today).order_by(
        "sort_key", "pk"
    )


def match_units(text: str, *, today: date, within: QuerySet[Unit] | None = None, limit: int = 5) -> list[UnitMatch]:
    """The living units that a name may mean, best first (đối chiếu tên đơn vị); see :func:`match_units_bulk`."""
    return match_units_bulk([text], today=today, within=within, limit=limit)[text]


def match_units_bulk(
    texts: Iterable[str], *, today: date, within: QuerySet[Unit] | None = None, limit: int = 5
) -> dict[str, list[UnitMatch]]:
    """The same for many names with two queries in all; ``within`` keeps to some units, say those the actor sees."""
    candidates = living_units(today)
    if within is not None:
        candidates = candidates.filter(pk__in=within.order_by().values("pk"))
    return match_among(texts, candidates, limit=limit)


def match_among(texts: Iterable[str], among: QuerySet[Unit], *, limit: int = 5) -> dict[str, list[UnitMatch]]:
    """Those of ``among`` that each name may mean, best first; two queries, none where no name is asked for."""
    texts = list(texts)
    if not texts:
        return {}
    units = {unit.pk: unit for unit in among}
    names = [Name(unit.pk, unit.name, is_alias=False) for unit in units.values()]
    names += [Name(unit.pk, unit.short_name, is_alias=True) for unit in units.values() if unit.short_name]
    names += [
        Name(unit_id, name, is_alias=True)
        for unit_id, name in UnitAlias.objects.values_list("unit_id", "name")
        if unit_id in units
    ]
    matcher = Matcher(names)
    return {
        text: [UnitMatch(units[one.unit_id], one.score, one.reason) for one in matcher.best(text, limit=limit)]
        for text in texts
    }


# --- a unit's page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitPage:
    """What a unit's page shows."""

    above: list[UnitRelation]
    below: list[UnitRelation]
    aliases: list[UnitAlias]
    organs: list[Organ]
    posts: list[Post]
    went_to: list[Succession]
    came_from: list[Succession]


def unit_page(unit: Unit, visible: QuerySet[Unit]) -> UnitPage:
    """The relations, names, organs, posts and successions of a unit; seven queries whatever its size.

    Neighbours that one does not see are left out.
    """
    above = unit.relations_above.select_related("parent").filter(parent__in=visible)
    below = unit.relations_below.select_related("child").filter(child__in=visible)
    return UnitPage(
        above=list(above.order_by("kind", "-valid_from")),
        below=list(below.order_by("kind", "child__sort_key", "-valid_from")),
        aliases=list(unit.aliases.order_by("name")),
        organs=list(unit.organs.order_by("valid_from", "name")),
        posts=list(
            unit.posts.prefetch_related("organs", "holdings__person", "grants__unit").order_by(
                "valid_to", "title", "pk"
            )
        ),
        went_to=list(unit.successions.select_related("successor").filter(successor__in=visible).order_by("date", "pk")),
        came_from=list(
            unit.predecessions.select_related("predecessor").filter(predecessor__in=visible).order_by("date", "pk")
        ),
    )


# --- groups ---------------------------------------------------------------------------------------------------------

# Folded phrases of address, the first that holds wins. A phrase names all of a kind only with "các" or "cấp", or when
# it lists several sorts of place.
_PLURAL = re.compile(r"\b(cac|cap|toan bo|nhung|\d+)\b|\bxa, (phuong|thi tran)|\bso, ban\b")
_GROUPS: Sequence[tuple[re.Pattern[str], UnitGroup]] = (
    (
        re.compile(r"\b(dang uy|dang bo|bi thu)\b.*\b(xa|phuong|dac khu)\b|\bcap uy cap xa\b"),
        UnitGroup(UnitKind.PARTY, Level.COMMUNE),
    ),
    (
        re.compile(r"\b(uy ban nhan dan|ubnd)\b.*\b(xa|phuong|dac khu)\b"),
        UnitGroup(UnitKind.GOVERNMENT, Level.COMMUNE),
    ),
    (
        re.compile(r"\b(mat tran|mttq|doan the)\b.*\b(xa|phuong|dac khu)\b"),
        UnitGroup(UnitKind.FRONT, Level.COMMUNE),
    ),
    (re.compile(r"\bso\b.*\b(ban|nganh)\b|\bcac so\b"), UnitGroup(UnitKind.DEPARTMENT, Level.PROVINCE)),
    (
        re.compile(r"\bban dang\b|\bcac ban xay dung dang\b|\bco quan tham muu, giup viec\b"),
        UnitGroup(UnitKind.OFFICE, Level.PROVINCE),
    ),
    (
        re.compile(r"\bmat tran to quoc va cac (doan the|to chuc)|\bcac (doan the|to chuc chinh tri)"),
        UnitGroup(UnitKind.FRONT, Level.PROVINCE),
    ),
    (re.compile(r"\bdang uy truc thuoc\b|\bcac dang uy\b"), UnitGroup(UnitKind.PARTY, Level.PROVINCE)),
    (re.compile(r"\bcac (dia phuong|xa|phuong)\b|\bxa, phuong\b"), UnitGroup(UnitKind.TERRITORY, Level.COMMUNE)),
)


def units_of_phrase(text: str) -> UnitGroup | None:
    """The group of units that a phrase of address names ("các đảng ủy xã, phường"), None where it names no group."""
    folded = fold(nfc(text))
    if not _PLURAL.search(folded):
        return None
    return next((group for pattern, group in _GROUPS if pattern.search(folded)), None)
