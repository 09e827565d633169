"""Which tasks an actor sees, and who may do what with one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.tasks.models import Task, TaskParty


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks that the actor may see (nhiệm vụ được xem): of the registers they view, or naming a unit they view.

    A post that leads, follows or oversees a task sees it too.
    """
    units = actor.units(Action.VIEW).values("pk")
    named = Q(unit__in=units)
    seen = Q(keeper__in=units) | Q(lead_unit__in=units)
    seen |= Q(lead_post__in=Post.objects.filter(unit__in=units).values("pk"))
    if actor.post is not None:
        named |= Q(post=actor.post)
        seen |= Q(lead_post=actor.post) | Q(follower=actor.post)
    return Task.objects.filter(seen | Q(pk__in=TaskParty.objects.filter(named).values("task")))


def get_task(actor: Actor, pk: int) -> Task:
    """One visible task with its parties at hand; ``Http404`` where hidden."""
    related = (
        "keeper", "lead_unit", "lead_post__unit", "follower__unit", "assigned_by__unit", "parent", "document",
        "finding", "created_by__person",
    )  # fmt: skip
    task = visible_tasks(actor).select_related(*related).filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


@dataclass(frozen=True)
class TaskRights:
    """What an actor may do with one task: tell of it, hand in, confirm, change it (quyền đối với một nhiệm vụ)."""

    update: bool
    hand_in: bool
    confirm: bool
    direct: bool


def rights_on(actor: Actor, task: Task) -> TaskRights:
    """The lead's reporter and the keeper's office tell of a task and hand in; the keeper confirms, extends, closes.

    Cooperating and relaying units may tell of it, not hand in: the lead answers for the product.
    """
    lead = task.lead_unit_id or (task.lead_post.unit_id if task.lead_post else None)
    named = TaskParty.objects.filter(task=task, unit__isnull=False).values_list("unit_id", flat=True)
    updates = set(actor.units(Action.UPDATE).filter(pk__in=[lead, task.keeper_id, *named]).values_list("pk", flat=True))
    direct = actor.may(Action.ASSIGN, task.keeper_id) or actor.may(Action.DIRECT, task.keeper_id)
    own = actor.post is not None and task.lead_post_id == actor.post.pk
    hand_in = own or bool(updates & {lead, task.keeper_id})
    return TaskRights(
        update=own or bool(updates) or direct,
        hand_in=hand_in,
        confirm=actor.may(Action.CONFIRM, task.keeper_id),
        direct=direct,
    )
