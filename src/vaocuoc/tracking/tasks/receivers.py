"""Whom a deed on a task concerns (báo cho ai): its lead, its giver, those it is relayed through; and telling them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from vaocuoc.directory.models import Organ, Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.tasks.models import Task, Urgency

_URGENT = frozenset({Urgency.VERY_URGENT, Urgency.EXPRESS})
_TITLE = 160


@dataclass(frozen=True)
class Receivers:
    """Posts and units, as keys."""

    posts: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    def __or__(self, other: Receivers) -> Receivers:
        return Receivers(self.posts | other.posts, self.units | other.units)


def lead_of(task: Task) -> Receivers:
    """Whoever leads a task: a unit's reporters, or one post."""
    return Receivers(
        posts=frozenset({task.lead_post_id} if task.lead_post_id else ()),
        units=frozenset({task.lead_unit_id} if task.lead_unit_id else ()),
    )


def giver_of(task: Task) -> Receivers:
    """Who gave a task and who follows it in the office; the office itself where neither is named."""
    posts = frozenset(post for post in (task.assigned_by_id, task.follower_id) if post)
    return Receivers(posts=posts) if posts else Receivers(units=frozenset({task.keeper_id}))


def members_of(organ: Organ) -> Receivers:
    """The posts of a body (thành viên)."""
    return Receivers(posts=frozenset(organ.posts.values_list("pk", flat=True)))


def message(task: Task, kind: str, receivers: Receivers, **facts: Any) -> Outgoing:
    """A message of one task, with the facts that its words may name."""
    known = {"task": task.code, "title": task.title[:_TITLE]} | facts
    if task.due is not None:
        known.setdefault("due", task.due.isoformat())
    return Outgoing(
        kind=kind,
        subject=task,
        posts=sorted(receivers.posts),
        units=sorted(receivers.units),
        facts=known,
        urgent=task.urgency in _URGENT,
    )


def tell(actor: Actor | None, task: Task, kind: str, receivers: Receivers, **facts: Any) -> None:
    """Tell these receivers of a deed; within its transaction."""
    notify_all(actor, [message(task, kind, receivers, **facts)])


def to_lead(task: Task, kind: str, **facts: Any) -> tuple[Outgoing]:
    """The message for whoever leads the task, not yet sent."""
    return (message(task, kind, lead_of(task), **facts),)


def tell_lead(actor: Actor | None, task: Task, kind: str, **facts: Any) -> None:
    """Tell whoever leads the task."""
    notify_all(actor, to_lead(task, kind, **facts))


def tell_giver(actor: Actor | None, task: Task, kind: str, **facts: Any) -> None:
    """Tell who gave the task and who follows it."""
    tell(actor, task, kind, giver_of(task), **facts)


def to_relays(task: Task, through: Sequence[Unit | str]) -> tuple[Outgoing, ...]:
    """The message for the units that pass a task on (giao qua), that they have one to pass on; not yet sent."""
    units = frozenset(unit.pk for unit in through if isinstance(unit, Unit))
    lead = str(task.lead_unit or task.lead_post)
    return (message(task, "tasks.relayed", Receivers(units=units), lead=lead),) if units else ()


def posts_among(posts: Iterable[Post]) -> Receivers:
    """These posts as receivers."""
    return Receivers(posts=frozenset(post.pk for post in posts))
