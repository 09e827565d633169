"""Who sees second systems, who keeps them, who notes what was entered there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, SystemComparison
from vaocuoc.tracking.second_systems.subjects import Subject


def visible_systems(actor: Actor) -> QuerySet[SecondSystem]:
    """The systems of the offices that one may see (hệ thống được xem): one's own, those one views, those above."""
    if not actor.may_somewhere(Action.VIEW):
        return SecondSystem.objects.none()
    seen = SecondSystem.objects.filter(keeper__in=actor.visible_units(keepers=True).order_by().values("pk"))
    return seen.select_related("keeper").prefetch_related("rules").order_by("closed_on", "short_name", "pk")


def get_system(actor: Actor, pk: int) -> SecondSystem:
    """One system that the actor sees; ``Http404`` where hidden."""
    found = visible_systems(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_comparison(actor: Actor, pk: int) -> SystemComparison:
    """One comparison of a system that the actor keeps; ``Http404`` where its system is hidden.

    Raises ``Refused("access.denied")`` for who sees the system and does not keep it.
    """
    rows = SystemComparison.objects.filter(system__in=visible_systems(actor).order_by().values("pk"))
    found = rows.select_related("system__keeper", "by", "by_post").filter(pk=pk).first()
    if found is None:
        raise Http404
    actor.require(Action.ASSIGN, found.system.keeper_id)
    return found


def may_keep(actor: Actor, system: SecondSystem) -> bool:
    """Whether one lays out the system, says what must stand in it, and notes anything of it."""
    return actor.may(Action.ASSIGN, system.keeper_id)


def units_behind(kind: Kind, subject: Any) -> list[int]:
    """The units that may note the entry of a subject themselves: who leads the task, whose the figure is."""
    if kind == Kind.TASK:
        lead = subject.lead_unit_id or (subject.lead_post.unit_id if subject.lead_post else None)
        return [lead] if lead else []
    if kind == Kind.FIGURE:
        return [subject.unit_id, subject.provider_id]
    return [subject.unit_id]


def right_of(kind: Kind) -> Action:
    """What one must be allowed at such a unit to note an entry."""
    return Action.UPDATE if kind == Kind.TASK else Action.REPORT


def noted_by(actor: Actor, system: SecondSystem, kind: Kind, subjects: Iterable[Subject]) -> set[int]:
    """The keys of the subjects whose entry the actor may note (ghi đã nhập); two queries at most."""
    found = list(subjects)
    if may_keep(actor, system):
        return {one.pk for one in found}
    behind = {one.pk: units_behind(kind, one) for one in found}
    units = {unit for named in behind.values() for unit in named}
    allowed = set(actor.units(right_of(kind)).filter(pk__in=units).values_list("pk", flat=True)) if units else set()
    return {pk for pk, named in behind.items() if allowed & set(named)}


def require_noting(actor: Actor, system: SecondSystem, kind: Kind, subject: Subject) -> None:
    """Raise ``Refused("access.denied")`` where the actor may not note the entry of a subject."""
    if subject.pk not in noted_by(actor, system, kind, [subject]):
        raise Refused("access.denied", action=str(right_of(kind)))
