"""Telling of a task: taking it in, how it goes, what blocks it, how that was removed (tiếp nhận, cập nhật, tháo gỡ)."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Organ, Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.models import Closure, Received, Task, TaskUpdate
from vaocuoc.tracking.tasks.writing import check_choice, check_lengths, locked, note_told, reasoned


def acknowledge_task(*, actor: Actor, task: Task) -> Task:
    """Take a task in (tiếp nhận): who, in which post, when. Its clock runs since its receipt all the same.

    Doing it twice changes nothing. Raises ``Refused``: ``access.denied``, ``tasks.closed``.
    """
    if not rights_on(actor, task).hand_in:
        raise Refused("access.denied", action=str(Action.UPDATE))
    with transaction.atomic():
        task = locked(task)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        if task.acknowledged_at is None:
            take_in(actor, task)
            record(actor, "tasks.acknowledge", task)
    return task


def take_in(actor: Actor, task: Task) -> None:
    """Note who took a task in; whoever tells of it or hands in has."""
    at = timezone.now()
    facts = {"acknowledged_at": at, "acknowledged_by": actor.user, "acknowledged_as": actor.post}
    Task.objects.filter(pk=task.pk).update(**facts)
    for name, value in facts.items():
        setattr(task, name, value)


def add_update(
    *,
    actor: Actor,
    task: Task,
    text: str = "",
    blocker: str = "",
    blocker_for: str = "",
    blocker_post: Post | None = None,
    blocker_organ: Organ | None = None,
    on_behalf_of: str = "",
    received_how: str = "",
) -> TaskUpdate:
    """Tell how a task goes (cập nhật), or what blocks it and who can remove that (vướng mắc, cấp tháo gỡ).

    Who can remove it is a post, an organ or words. ``on_behalf_of`` says for whom a clerk records ("ghi thay") and
    ``received_how`` how it was received. The giver is told of a blocker, and so is who can remove it. Raises
    ``Refused``: ``access.denied``, ``tasks.empty_update``, ``tasks.closed``, ``tasks.too_long``,
    ``tasks.unknown_choice``.
    """
    rights = rights_on(actor, task)
    if not rights.update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    text, blocker, blocker_for = nfc(text).strip(), nfc(blocker).strip(), nfc(blocker_for).strip()
    on_behalf_of = nfc(on_behalf_of).strip()
    blocker_for = blocker_for or str(blocker_organ or blocker_post or "")[:300]
    if not text and not blocker:
        raise Refused("tasks.empty_update")
    check_lengths(blocker)
    check_lengths(blocker_for, on_behalf_of, longest=300)
    if received_how:
        check_choice(Received, received_how)
    with transaction.atomic():
        task = locked(task)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        update = TaskUpdate.objects.create(
            task=task,
            text=text,
            blocker=blocker,
            blocker_for=blocker_for,
            blocker_post=blocker_post,
            blocker_organ=blocker_organ,
            by=actor.user,
            by_post=actor.post,
            on_behalf_of=on_behalf_of,
            received_how=received_how,
        )
        note_told(task, update.at, is_blocked=task.is_blocked or bool(blocker))
        if task.acknowledged_at is None and rights.hand_in:
            take_in(actor, task)
        record(actor, "tasks.update", task, text=text[:200], blocker=blocker)
        if blocker:
            receivers.tell(actor, task, "tasks.blocked", _removers(task, update), blocker=blocker[:200])
    return update


def remove_blocker(*, actor: Actor, update: TaskUpdate, removal: str) -> TaskUpdate:
    """Say how a blocker was removed (tháo gỡ vướng mắc); with the last one the task is blocked no longer.

    Whoever may tell of the task says it: the lead that sees it gone, or the office that removed it. Raises
    ``Refused``: ``access.denied``, ``tasks.no_reason``, ``tasks.too_long``, ``conflict.blocker_removed``.
    """
    if not rights_on(actor, update.task).update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    removal = reasoned(removal)
    check_lengths(removal)
    with transaction.atomic():
        task = locked(update.task)
        update = TaskUpdate.objects.select_for_update().get(pk=update.pk)
        if update.removed_at is not None or not update.blocker:
            raise Refused("conflict.blocker_removed")
        update.removed_at, update.removed_by, update.removed_as = timezone.now(), actor.user, actor.post
        update.removal = removal
        update.save(update_fields=["removed_at", "removed_by", "removed_as", "removal"])
        task.is_blocked = open_blockers(task).exists()
        Task.objects.filter(pk=task.pk).update(is_blocked=task.is_blocked)
        record(actor, "tasks.unblock", task, blocker=update.blocker, removal=removal)
        told = receivers.lead_of(task) | receivers.giver_of(task)
        receivers.tell(actor, task, "tasks.unblocked", told, removal=removal[:200])
    return update


def open_blockers(task: Task) -> models.QuerySet[TaskUpdate]:
    """The blockers of a task that nobody has removed, the latest first."""
    return task.updates.filter(removed_at__isnull=True).exclude(blocker="").order_by("-at", "-pk")


def _removers(task: Task, update: TaskUpdate) -> receivers.Receivers:
    """Who is told of a blocker: the giver, and who can remove it where the directory knows them."""
    told = receivers.giver_of(task)
    if update.blocker_post is not None:
        told |= receivers.posts_among([update.blocker_post])
    if update.blocker_organ is not None:
        told |= receivers.members_of(update.blocker_organ)
    return told
