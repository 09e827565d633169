"""How many things wait to be entered, of all systems at once (còn bao nhiêu mục chưa nhập)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.lately import Lately, lately
from vaocuoc.tracking.second_systems.access import right_of, visible_systems
from vaocuoc.tracking.second_systems.models import EnteredBy, Kind, SecondSystem
from vaocuoc.tracking.second_systems.subjects import changed_of, missing_of, subjects_of


@dataclass(frozen=True)
class Waiting:
    """What a system still waits for, of one kind: not entered yet, and changed here since."""

    system: SecondSystem
    kind: Kind
    missing: int
    changed: int


def waiting_for(actor: Actor) -> Lately[list[Waiting]]:
    """What waits for the acting post to enter it (phần mình phải nhập); at most four queries beside those of rights.

    Of a system that the office keeps, for who gives and updates its tasks; of one that units enter into themselves,
    what their own units lead or report. Of very many tasks and figures the last count serves for a while.
    """
    found = lately(actor, "second systems", None, lambda: _waiting(actor), lambda found: found.looked_at)
    return Lately([one for one in found.found.lines if one.missing or one.changed], found.at)


class _Found(NamedTuple):
    """The lines, and how many tasks and figures had to be looked at for them."""

    lines: list[Waiting]
    looked_at: int


def _waiting(actor: Actor) -> _Found:
    systems = [one for one in visible_systems(actor) if one.closed_on is None or one.closed_on > actor.today]
    lines, looked_at = [], 0
    for kind in Kind:
        asked = [one for one in systems if kind in one.kinds and _is_mine(actor, one, kind)]
        if asked:
            found = _counted(actor, asked, kind)
            lines += found.lines
            looked_at += found.looked_at
    return _Found(lines, looked_at)


def _is_mine(actor: Actor, system: SecondSystem, kind: Kind) -> bool:
    if system.entered_by == EnteredBy.OFFICE:
        return actor.may(Action.ASSIGN, system.keeper_id) and actor.may(Action.UPDATE, system.keeper_id)
    return actor.may_somewhere(right_of(kind))


def _counted(actor: Actor, systems: Sequence[SecondSystem], kind: Kind) -> _Found:
    asked = {"looked_at": Count("pk")}
    for system in systems:
        own = Q() if system.entered_by == EnteredBy.OFFICE else own_part(actor, kind)
        asked[f"missing_{system.pk}"] = Count("pk", filter=own & missing_of(system, kind))
        asked[f"changed_{system.pk}"] = Count("pk", filter=own & changed_of(system, kind))
    counts = subjects_of(kind, actor).order_by().aggregate(**asked)
    rows = [Waiting(one, kind, counts[f"missing_{one.pk}"] or 0, counts[f"changed_{one.pk}"] or 0) for one in systems]
    return _Found(rows, counts["looked_at"])


def own_part(actor: Actor, kind: Kind) -> Q:
    """What one's units enter themselves: the tasks they lead, the figures and targets that are theirs."""
    units = actor.units(right_of(kind)).order_by().values("pk")
    if kind == Kind.TASK:
        posts = Post.objects.filter(pk=OuterRef("lead_post"), unit__in=units)
        return Q(lead_unit__in=units) | Q(Exists(posts))
    return Q(unit__in=units)
