"""Which tasks an actor sees, and who may do what with one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.tasks.models import PartyRole, Task, TaskParty
from vaocuoc.tracking.tasks.opened import tasks_opened
from vaocuoc.tracking.tasks.overseeing import is_overseen, matters_overseen
from vaocuoc.tracking.tasks.seen import seen_by


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks that the actor may see (nhiệm vụ được xem): of the registers they view, or naming a unit they view.

    A post that leads, follows or oversees a task sees it too, by name or by what a decision lets it look after, and who
    inspects what a decision opens.
    """
    seen = seen_by(actor)
    if actor.inspecting and seen:
        seen |= actor.once("tasks opened", lambda: tasks_opened(actor.opened()))
    if actor.matters and seen:  # an empty condition means that every task is seen
        seen |= matters_overseen(actor)
    return Task.objects.filter(seen)


def get_task(actor: Actor, pk: int) -> Task:
    """One visible task with its parties at hand; ``Http404`` where hidden."""
    related = (
        "keeper", "lead_unit", "lead_post__unit", "follower__unit", "assigned_by__unit", "parent", "document",
        "created_by__person", "acknowledged_as__unit", "acknowledged_by", "came_from",
    )  # fmt: skip
    task = visible_tasks(actor).select_related(*related).filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


@dataclass(frozen=True)
class TaskRights:
    """What an actor may do with one task (quyền đối với một nhiệm vụ): tell of it, hand in, confirm, change it.

    ``guide`` is asking something of its lead (chỉ đạo), which whoever oversees it may do without changing it.
    """

    update: bool
    hand_in: bool
    confirm: bool
    direct: bool
    guide: bool


def rights_on(actor: Actor, task: Task) -> TaskRights:
    """The lead's reporter and the keeper's office tell of a task and hand in; the keeper confirms, extends, closes.

    Cooperating and relaying units may tell of it, not hand in: the lead answers for the product. Asked once a page.
    """
    return actor.once(("rights_on", task.pk), lambda: _rights_on(actor, task))


def _rights_on(actor: Actor, task: Task) -> TaskRights:
    parties = _parties_of([task])[task.pk]
    telling = _telling(actor, [task], {task.pk: parties})[task.pk]
    overseers = {party.post_id for party in parties if party.role == PartyRole.OVERSEER}
    return TaskRights(
        update=telling.update,
        hand_in=telling.hand_in,
        confirm=actor.may(Action.CONFIRM, task.keeper_id),
        direct=telling.direct,
        guide=telling.direct or _oversees(actor, task, overseers),
    )


@dataclass(frozen=True)
class Telling:
    """Who tells of one task: whether the actor may, hands in for its lead, or gives tasks of its register."""

    update: bool
    hand_in: bool
    direct: bool


def telling_rights(actor: Actor, tasks: Sequence[Task]) -> Mapping[int, Telling]:
    """What :func:`rights_on` says of telling, for many tasks by their keys; two queries for all."""
    return _telling(actor, tasks, _parties_of(tasks))


def _parties_of(tasks: Sequence[Task]) -> Mapping[int, list[TaskParty]]:
    found: dict[int, list[TaskParty]] = defaultdict(list)
    named = Keys(task.pk for task in tasks)
    for party in TaskParty.objects.filter(task__in=named).only("task", "role", "unit", "post"):
        found[party.task_id].append(party)
    return found


def _telling(actor: Actor, tasks: Sequence[Task], parties: Mapping[int, list[TaskParty]]) -> Mapping[int, Telling]:
    office = {task.pk: {_led_by(task), task.keeper_id} for task in tasks}
    named = {pk: units | {party.unit_id for party in parties.get(pk, ())} for pk, units in office.items()}
    asked = {unit for units in named.values() for unit in units if unit}
    reporting = set(actor.units(Action.UPDATE).filter(pk__in=Keys(asked)).values_list("pk", flat=True))
    found = {}
    for task in tasks:
        direct = actor.may(Action.ASSIGN, task.keeper_id) or actor.may(Action.DIRECT, task.keeper_id)
        own = actor.post is not None and task.lead_post_id == actor.post.pk and actor.covers(Action.UPDATE)
        found[task.pk] = Telling(
            update=own or bool(reporting & named[task.pk]) or direct,
            hand_in=own or bool(reporting & office[task.pk]),
            direct=direct,
        )
    return found


def _led_by(task: Task) -> int | None:
    """The unit that leads a task, or the one of the post that does."""
    return task.lead_unit_id or (task.lead_post.unit_id if task.lead_post else None)


def _oversees(actor: Actor, task: Task, overseers: set[int | None]) -> bool:
    """Named as its overseer, or by a decision; where there is none, no query tells so."""
    if actor.post is not None and actor.post.pk in overseers:
        return True
    return bool(actor.overseeing or actor.matters) and is_overseen(actor, task)
