"""Changing organisations: units, relations, successions, organs, posts. Each is one transaction with its entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.organisations.access import Keeper, require_directory
from vaocuoc.directory.organisations.models import (
    Level,
    Organ,
    Post,
    ReachMark,
    RelationKind,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitReach,
    UnitRelation,
)
from vaocuoc.directory.organisations.naming import clean_name, folded_name, sort_key

_FAR = date.max
_PPM = 1_000_000
_ROWS = 2000


@dataclass(frozen=True)
class NewUnit:
    """One unit to be made with others (đơn vị sắp lập)."""

    name: str
    kind: str
    level: str


# --- units ----------------------------------------------------------------------------------------------------------


def create_unit(
    actor: Keeper | None,
    *,
    name: str,
    kind: str,
    level: str,
    valid_from: date,
    short_name: str = "",
    code: str = "",
    aliases: Sequence[str] = (),
    rebuild: bool = True,
) -> Unit:
    """Found a unit (lập đơn vị). Two living units of one name, kind and level are refused unless codes tell them apart.

    Bulk callers pass ``rebuild=False`` and call :func:`rebuild_reach` once at the end. Raises ``Refused``:
    ``organisations.name_missing``, ``name_too_long``, ``unknown_kind``, ``name_taken``, ``code_taken``.
    """
    require_directory(actor)
    with transaction.atomic():
        unit = Unit(kind=_known(UnitKind.values, kind), level=_known(Level.values, level), valid_from=valid_from)
        _name_unit(unit, name, short_name, code)
        unit.save()
        for alias in aliases:
            _write_alias(unit, alias)
        record(actor, "organisations.create_unit", unit, name=unit.name, valid_from=valid_from.isoformat())
        if rebuild:
            rebuild_reach()
    return unit


def found_unit(
    actor: Keeper | None,
    *,
    parent: Unit | None,
    relation: str,
    name: str,
    kind: str,
    level: str,
    valid_from: date,
    short_name: str = "",
    code: str = "",
) -> Unit:
    """Found a unit and put it below another at once where said (lập đơn vị trực thuộc), both or nothing."""
    with transaction.atomic():
        unit = create_unit(
            actor,
            name=name,
            kind=kind,
            level=level,
            valid_from=valid_from,
            short_name=short_name,
            code=code,
            rebuild=parent is None,
        )
        if parent is not None:
            relate_units(actor, kind=relation, parent=parent, child=unit, valid_from=valid_from)
    return unit


def create_units(
    actor: Keeper | None,
    *,
    units: Iterable[NewUnit],
    parent: Unit,
    relation: str,
    valid_from: date,
) -> list[Unit]:
    """Found many units below one, all or none (lập nhiều đơn vị trực thuộc); the first run's pasted list."""
    require_directory(actor)
    with transaction.atomic():
        made = []
        for new in units:
            unit = create_unit(
                actor, name=new.name, kind=new.kind, level=new.level, valid_from=valid_from, rebuild=False
            )
            relate_units(actor, kind=relation, parent=parent, child=unit, valid_from=valid_from, rebuild=False)
            made.append(unit)
        rebuild_reach()
    return made


def edit_unit(
    actor: Keeper | None, unit: Unit, *, name: str, short_name: str, code: str, kind: str, level: str, valid_from: date
) -> Unit:
    """Correct what was written of a unit (sửa thông tin đơn vị); a renaming by an act is a succession instead."""
    require_directory(actor)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        before = {
            field: str(getattr(unit, field)) for field in ("name", "short_name", "code", "kind", "level", "valid_from")
        }
        if unit.valid_to and valid_from >= unit.valid_to:
            raise Refused("organisations.days_backwards", start=valid_from, end=unit.valid_to)
        first_relation = (
            UnitRelation.objects.filter(Q(parent=unit) | Q(child=unit))
            .order_by("valid_from")
            .values_list("valid_from")
            .first()
        )
        if first_relation and first_relation[0] < valid_from:
            raise Refused("organisations.relation_before_life", name=unit.name, day=first_relation[0])
        unit.kind, unit.level, unit.valid_from = _known(UnitKind.values, kind), _known(Level.values, level), valid_from
        _name_unit(unit, name, short_name, code)
        unit.save()
        changed = {
            field: [old, str(getattr(unit, field))] for field, old in before.items() if old != str(getattr(unit, field))
        }
        record(actor, "organisations.edit_unit", unit, changed=changed)
        if "valid_from" in changed:
            rebuild_reach()
    return unit


def end_unit(actor: Keeper | None, unit: Unit, *, valid_to: date, reason: str = "", rebuild: bool = True) -> Unit:
    """End a unit's life (kết thúc hoạt động): relations, organs and posts that still run end with it.

    ``valid_to`` is the first day without it. Raises ``Refused("organisations.days_backwards")`` or ``already_ended``.
    """
    require_directory(actor)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if unit.valid_to is not None:
            raise Refused("organisations.already_ended", name=unit.name, day=unit.valid_to)
        _forward(unit.valid_from, valid_to)
        later = Q(valid_from__gte=valid_to)
        if UnitRelation.objects.filter(Q(parent=unit) | Q(child=unit), later).exists():
            raise Refused("organisations.relation_after_life", name=unit.name, day=valid_to)
        running = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_to)
        UnitRelation.objects.filter(Q(parent=unit) | Q(child=unit), running).update(valid_to=valid_to)
        Organ.objects.filter(running, unit=unit).update(valid_to=valid_to)
        Post.objects.filter(running, unit=unit).update(valid_to=valid_to)
        unit.valid_to = valid_to
        unit.save(update_fields=["valid_to"])
        record(actor, "organisations.end_unit", unit, valid_to=valid_to.isoformat(), reason=reason)
        if rebuild:
            rebuild_reach()
        _follow(actor, unit)
    return unit


def add_alias(actor: Keeper | None, *, unit: Unit, name: str) -> UnitAlias:
    """Note another name that papers use for a unit (ghi tên gọi khác); noting it twice changes nothing."""
    if actor is not None:
        actor.require_naming(unit.pk)
    with transaction.atomic():
        alias, made = _write_alias(unit, name)
        if made:
            record(actor, "organisations.add_alias", unit, name=alias.name)
    return alias


def remove_alias(actor: Keeper | None, *, alias: UnitAlias) -> None:
    """Take back another name (bỏ tên gọi khác)."""
    require_directory(actor)
    with transaction.atomic():
        record(actor, "organisations.remove_alias", alias.unit, name=alias.name)
        alias.delete()


def _name_unit(unit: Unit, name: str, short_name: str, code: str) -> None:
    unit.name = clean_name(name)
    unit.short_name = clean_name(short_name, longest=120) if short_name.strip() else ""
    unit.code = code.strip()
    unit.folded = folded_name(unit.name, unit.short_name)
    unit.sort_key = sort_key(unit.name)
    others = Unit.objects.exclude(pk=unit.pk)
    if unit.code and others.filter(code=unit.code, valid_from=unit.valid_from).exists():
        raise Refused("organisations.code_taken", taken=unit.code)
    twin = others.filter(name=unit.name, kind=unit.kind, level=unit.level, valid_to__isnull=True).first()
    if twin is not None and unit.valid_to is None and (not unit.code or unit.code == twin.code):
        raise Refused("organisations.name_taken", name=unit.name)


def _write_alias(unit: Unit, name: str) -> tuple[UnitAlias, bool]:
    name = clean_name(name)
    return UnitAlias.objects.get_or_create(unit=unit, folded=fold(name), defaults={"name": name})


# --- relations and successions ----------------------------------------------------------------------------------------


def relate_units(
    actor: Keeper | None, *, kind: str, parent: Unit, child: Unit, valid_from: date, rebuild: bool = True
) -> UnitRelation:
    """Put one unit below another in one order from a day on (đặt quan hệ trực thuộc).

    Raises ``Refused``: ``organisations.to_itself``, ``outside_life``, ``already_related``, ``circle``.
    """
    require_directory(actor)
    with transaction.atomic():
        _known(RelationKind.values, kind)
        if parent.pk == child.pk:
            raise Refused("organisations.to_itself", name=child.name)
        for unit in (parent, child):
            if valid_from < unit.valid_from or (unit.valid_to is not None and valid_from >= unit.valid_to):
                raise Refused("organisations.outside_life", name=unit.name, day=valid_from)
        running = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
        if UnitRelation.objects.filter(running, kind=kind, parent=parent, child=child).exists():
            raise Refused("organisations.already_related", parent=parent.name, child=child.name)
        ends = [unit.valid_to for unit in (parent, child) if unit.valid_to is not None]
        if _leads_to(kind, child.pk, parent.pk, valid_from):
            raise Refused("organisations.circle", parent=parent.name, child=child.name)
        relation = UnitRelation.objects.create(
            kind=kind, parent=parent, child=child, valid_from=valid_from, valid_to=min(ends, default=None)
        )
        record(
            actor,
            "organisations.relate_units",
            child,
            relation=kind,
            parent=parent.pk,
            parent_name=parent.name,
            valid_from=valid_from.isoformat(),
        )
        if rebuild:
            rebuild_reach()
    return relation


def end_relation(actor: Keeper | None, *, relation: UnitRelation, valid_to: date, rebuild: bool = True) -> UnitRelation:
    """End a relation (kết thúc quan hệ trực thuộc); ``valid_to`` is the first day without it."""
    require_directory(actor)
    with transaction.atomic():
        relation = UnitRelation.objects.select_for_update().select_related("parent", "child").get(pk=relation.pk)
        _forward(relation.valid_from, valid_to)
        if relation.valid_to is not None and relation.valid_to <= valid_to:
            raise Refused("organisations.already_ended", name=relation.parent.name, day=relation.valid_to)
        relation.valid_to = valid_to
        relation.save(update_fields=["valid_to"])
        record(
            actor,
            "organisations.end_relation",
            relation.child,
            relation=relation.kind,
            parent=relation.parent_id,
            parent_name=relation.parent.name,
            valid_to=valid_to.isoformat(),
        )
        if rebuild:
            rebuild_reach()
    return relation


def record_succession(
    actor: Keeper | None,
    *,
    predecessor: Unit,
    successor: Unit,
    date: date,
    act: str,
    share_ppm: int | None = None,
    subject: str = "",
    reason: str = "",
    rebuild: bool = True,
) -> Succession:
    """Record that a unit, or part of it, went over to another by an act (ghi nhận kế thừa): merger, split, dissolution.

    The successor sees from then on what was the predecessor's. ``share_ppm`` is parts per million of the whole unit,
    None where no act declares it. Raises ``Refused``: ``organisations.to_itself``, ``act_missing``,
    ``shares_over_all``, ``outside_life`` (the successor does not live on that day), ``circle``.
    """
    require_directory(actor)
    with transaction.atomic():
        if predecessor.pk == successor.pk:
            raise Refused("organisations.to_itself", name=predecessor.name)
        if not act.strip():
            raise Refused("organisations.act_missing")
        if date < successor.valid_from or (successor.valid_to is not None and date >= successor.valid_to):
            raise Refused("organisations.outside_life", name=successor.name, day=date)
        siblings = Succession.objects.filter(predecessor=predecessor, subject=subject.strip())
        declared = sum(share for share in siblings.values_list("share_ppm", flat=True) if share is not None)
        if declared + (share_ppm or 0) > _PPM:
            raise Refused("organisations.shares_over_all", name=predecessor.name, declared=declared // 10_000)
        if _inherits(predecessor.pk, successor.pk):
            raise Refused("organisations.circle", parent=successor.name, child=predecessor.name)
        succession = Succession.objects.create(
            predecessor=predecessor,
            successor=successor,
            share_ppm=share_ppm,
            subject=subject.strip(),
            date=date,
            act=act.strip(),
            reason=reason.strip(),
        )
        record(
            actor,
            "organisations.record_succession",
            predecessor,
            successor=successor.pk,
            successor_name=successor.name,
            date=date.isoformat(),
            act=succession.act,
            share=f"{succession.share:f}%" if succession.share is not None else "",
        )
        if rebuild:
            rebuild_reach()
        _follow(actor, predecessor)
    return succession


def _follow(actor: Keeper | None, unit: Unit) -> None:
    """Let the apps above do what follows for theirs (``settings.SUCCESSION_FOLLOWERS``), in this transaction."""
    for name in settings.SUCCESSION_FOLLOWERS:
        import_string(name)(actor, unit)


def _leads_to(kind: str, upper: int, lower: int, since: date) -> bool:
    """Whether ``upper`` stands above ``lower`` on some day from ``since`` on; walks the relations level by level."""
    reached, frontier = {upper}, {upper}
    while frontier and lower not in reached:
        below = UnitRelation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=since), kind=kind, parent__in=frontier
        )
        frontier = set(below.values_list("child_id", flat=True)) - reached
        reached |= frontier
    return lower in reached


def _inherits(heir: int, source: int) -> bool:
    """Whether ``heir`` already took over from ``source``, directly or through others."""
    reached, frontier = {heir}, {heir}
    while frontier and source not in reached:
        before = Succession.objects.filter(successor__in=frontier)
        frontier = set(before.values_list("predecessor_id", flat=True)) - reached
        reached |= frontier
    return source in reached


# --- organs and posts -------------------------------------------------------------------------------------------------


def create_organ(actor: Keeper | None, *, unit: Unit, name: str, valid_from: date) -> Organ:
    """Set up a body of posts within a unit (lập cơ quan lãnh đạo): Ban Thường vụ, Thường trực."""
    require_directory(actor)
    with transaction.atomic():
        _within_life(unit, valid_from)
        organ = Organ.objects.create(unit=unit, name=clean_name(name, longest=200), valid_from=valid_from)
        record(actor, "organisations.create_organ", unit, name=organ.name)
    return organ


def create_post(
    actor: Keeper | None, *, unit: Unit, title: str, valid_from: date, organs: Sequence[Organ] = ()
) -> Post:
    """Set up a post in a unit (lập chức danh), a member of the given organs."""
    require_directory(actor)
    with transaction.atomic():
        _within_life(unit, valid_from)
        post = Post.objects.create(unit=unit, title=clean_name(title, longest=200), valid_from=valid_from)
        post.organs.set(organs)
        record(actor, "organisations.create_post", post, title=post.title, unit=unit.pk, unit_name=unit.name)
    return post


def end_post(actor: Keeper | None, *, post: Post, valid_to: date) -> Post:
    """End a post (bỏ chức danh); who held it until then holds it no longer, its roles rest with it."""
    require_directory(actor)
    with transaction.atomic():
        post = Post.objects.select_for_update().select_related("unit").get(pk=post.pk)
        _forward(post.valid_from, valid_to)
        if post.valid_to is not None:
            raise Refused("organisations.already_ended", name=post.title, day=post.valid_to)
        post.valid_to = valid_to
        post.save(update_fields=["valid_to"])
        record(actor, "organisations.end_post", post, valid_to=valid_to.isoformat())
    return post


def _within_life(unit: Unit, day: date) -> None:
    if day < unit.valid_from or (unit.valid_to is not None and day >= unit.valid_to):
        raise Refused("organisations.outside_life", name=unit.name, day=day)


def _forward(start: date, end: date) -> None:
    if end <= start:
        raise Refused("organisations.days_backwards", start=start, end=end)


def _known(values: Sequence[str], value: str) -> str:
    if value not in values:
        raise Refused("organisations.unknown_kind", value=value)
    return value


# --- reach ------------------------------------------------------------------------------------------------------------


def rebuild_reach() -> None:
    """Derive :class:`UnitReach` anew from relations and successions (dựng lại phạm vi); whatever changes one calls it.

    A path holds while every relation on it and every unit on it hold, so its days are their intersection; every unit
    reaches itself in every order. In the order ``succession`` a unit reaches what it took over, directly or through
    others, from the day of the last of these successions on. Only the rows that differ are written: among the units of
    the whole country a new one changes a few of a hundred thousand.
    """
    lives = {
        key: (start, stop or _FAR) for key, start, stop in Unit.objects.values_list("pk", "valid_from", "valid_to")
    }
    wanted: set[_Way] = set()
    for kind in RelationKind.values:
        below: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
        for parent, child, start, stop in UnitRelation.objects.filter(kind=kind).values_list(
            "parent_id", "child_id", "valid_from", "valid_to"
        ):
            begin, end = lives[child]
            below[parent].append((child, max(start, begin), min(stop or _FAR, end)))
        for ancestor, life in lives.items():
            wanted.update(_paths(kind, ancestor, life, below))
    taken_over: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    for successor, predecessor, day in Succession.objects.values_list("successor_id", "predecessor_id", "date"):
        taken_over[successor].append((predecessor, day, _FAR))
    for heir in taken_over:
        ways = _paths(UnitReach.SUCCESSION, heir, (lives[heir][0], _FAR), taken_over)
        wanted.update(way for way in ways if way.depth)
    with transaction.atomic():
        there = {_Way(*row): key for key, *row in UnitReach.objects.values_list("pk", *_Way._fields)}
        gone = [key for way, key in there.items() if way not in wanted]
        for place in range(0, len(gone), _ROWS):
            UnitReach.objects.filter(pk__in=gone[place : place + _ROWS]).delete()
        new = [UnitReach(**way._asdict()) for way in wanted if way not in there]
        UnitReach.objects.bulk_create(new, batch_size=_ROWS)
        if gone or new:
            ReachMark.renew()


class _Way(NamedTuple):
    """A row of :class:`UnitReach`."""

    kind: str
    ancestor_id: int
    descendant_id: int
    depth: int
    valid_from: date
    valid_to: date | None


def _paths(
    kind: str, ancestor: int, life: tuple[date, date], below: dict[int, list[tuple[int, date, date]]]
) -> Iterator[_Way]:
    """Every way down from one unit with the days on which the whole way holds; equal days to one place only once."""
    level = [(ancestor, *life)]
    seen = set(level)
    depth = 0
    while level:
        for unit, start, stop in level:
            yield _Way(kind, ancestor, unit, depth, start, None if stop == _FAR else stop)
        following = []
        for unit, start, stop in level:
            for child, since, until in below.get(unit, ()):
                way = (child, max(start, since), min(stop, until))
                if way[1] < way[2] and way not in seen:  # seen: a second way to the same place on the same days
                    seen.add(way)
                    following.append(way)
        level, depth = following, depth + 1
