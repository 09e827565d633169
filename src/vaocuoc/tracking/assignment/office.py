"""Who "we" are (cơ quan mình): the office that keeps a register, its own units and posts, and what stands above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from vaocuoc.core.functions import audience
from vaocuoc.directory.models import Level, Post, RelationKind, Unit, UnitKind, UnitReach, UnitRelation
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.intake.addressing import posts_to_choose
from vaocuoc.tracking.intake.task_words import level_of

_ORDER = [Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.BASE]


@dataclass(frozen=True)
class Office:
    """The keeper of a register with the units and posts that it may give work to."""

    keeper: Unit
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    above: frozenset[int]
    parents: frozenset[int]

    @cached_property
    def by_pk(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in self.units}

    @cached_property
    def organs(self) -> tuple[Unit, ...]:
        """The units of the office's own level that can lead: no places, and not the office itself."""
        leading = (unit for unit in self.units if unit.kind != UnitKind.TERRITORY and unit.pk != self.keeper.pk)
        return tuple(unit for unit in leading if unit.level == self.keeper.level)

    @cached_property
    def leads(self) -> tuple[Unit, ...]:
        """Every unit that can lead a task, the organs of its own level first."""
        others = (unit for unit in self.units if unit.kind != UnitKind.TERRITORY and unit not in self.organs)
        return (*self.organs, *others)

    def means_us(self, words: str, *, issuer: Unit | None) -> bool:
        """Whether words of address name units of our sort ("các đảng ủy xã, phường", "các cấp ủy trực thuộc")."""
        for one in audience(words):
            if one.directly_below:
                below = issuer is None or issuer.pk in self.parents
                if below and self.keeper.kind == UnitKind.PARTY:
                    return True
                continue
            ours = [unit for unit in self.units if unit.level == self.keeper.level]
            if any(
                (not one.kinds or unit.kind in one.kinds) and (not one.levels or unit.level in one.levels)
                for unit in ours
            ):
                return True
        return False

    def is_above(self, document: Document) -> bool:
        """Whether a paper comes from above: its issuer stands over the office, or on a higher level by its name."""
        issuer = document.issuer_unit
        if issuer is not None:
            return issuer.pk in self.above or is_higher(issuer.level, self.keeper.level)
        return is_higher(level_of(document.issuer), self.keeper.level)


def is_higher(level: str, than: str) -> bool:
    """Whether a level stands above another; a level that is not known stands above none."""
    return level in _ORDER and than in _ORDER and _ORDER.index(Level(level)) < _ORDER.index(Level(than))


def levels_above(level: str) -> list[str]:
    """The levels that stand above one."""
    return [str(one) for one in _ORDER if is_higher(one, level)]


def office_of(actor: Actor, keeper: Unit, *, today: date) -> Office:
    """The office that keeps a register: its counterparts at the same place are its own; five queries."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    counterpart = UnitRelation.objects.filter(alive, kind=RelationKind.COUNTERPART)
    places = list(counterpart.filter(child=keeper).values_list("parent_id", flat=True)) or [keeper.pk]
    beside = {keeper.pk, *counterpart.filter(parent__in=places).values_list("child_id", flat=True)}
    reach = UnitReach.objects.filter(alive).exclude(kind=UnitReach.SUCCESSION)
    below = reach.filter(ancestor__in=beside).exclude(depth=0).values("descendant_id")
    seen = actor.visible_units().order_by().values("pk")
    units = list(living_units(today).filter(Q(pk__in=beside) | Q(pk__in=below, id__in=seen)))
    up = list(reach.filter(descendant=keeper).exclude(depth=0).values_list("ancestor_id", "kind", "depth"))
    return Office(
        keeper=keeper,
        units=tuple(sorted(units, key=lambda unit: unit.pk != keeper.pk)),
        posts=tuple(posts_to_choose(keeper, today=today)),
        above=frozenset(pk for pk, kind, _depth in up if kind != RelationKind.COUNTERPART),
        parents=frozenset(pk for pk, kind, depth in up if depth == 1 and kind == RelationKind.PARTY),
    )
