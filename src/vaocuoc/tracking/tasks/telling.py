"""Telling of a task: taking it in, how it goes, what blocks it, how that was removed (tiếp nhận, cập nhật, tháo gỡ)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Organ, Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.access import rights_on, telling_rights
from vaocuoc.tracking.tasks.models import Closure, Received, Task, TaskUpdate
from vaocuoc.tracking.tasks.several import held
from vaocuoc.tracking.tasks.writing import check_choice, check_lengths, keep_beside, locked, note_told, reasoned


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
            take_in(actor, [task])
            record(actor, "tasks.acknowledge", task)
    return task


def take_in(actor: Actor, tasks: Sequence[Task]) -> None:
    """Note who took tasks in; whoever tells of one or hands in has."""
    at = timezone.now()
    keep_beside(tasks, acknowledged_at=at, acknowledged_by=actor.user, acknowledged_as=actor.post)


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
    update = TaskUpdate(
        task=task,
        text=text,
        blocker=blocker,
        blocker_for=blocker_for,
        blocker_post=blocker_post,
        blocker_organ=blocker_organ,
        on_behalf_of=on_behalf_of,
        received_how=received_how,
    )
    return add_updates(actor=actor, updates=[update])[0]


def add_updates(*, actor: Actor, updates: Sequence[TaskUpdate]) -> list[TaskUpdate]:
    """The same for many (cập nhật nhiều nhiệm vụ), all of them or none, given as what is to be said of each task.

    The number of queries does not grow with them.
    """
    if not updates:
        return []
    rights = telling_rights(actor, [update.task for update in updates])
    for update in updates:
        if not rights[update.task_id].update:
            raise Refused("access.denied", action=str(Action.UPDATE))
        _settle_words(update)
    with transaction.atomic():
        tasks = {task.pk: task for task in held([update.task for update in updates])}
        at = timezone.now()
        for update in updates:
            task = tasks[update.task_id]
            if task.closure in (Closure.DONE, Closure.CANCELLED):
                raise Refused("tasks.closed", task=task.code)
            update.task, update.by, update.by_post, update.at = task, actor.user, actor.post, at
        made = TaskUpdate.objects.bulk_create(updates, batch_size=500)
        blocked = {update.task_id for update in made if update.blocker or update.task.is_blocked}
        for is_blocked in (False, True):
            note_told([one for pk, one in tasks.items() if (pk in blocked) == is_blocked], at, is_blocked=is_blocked)
        new = [task for pk, task in tasks.items() if task.acknowledged_at is None and rights[pk].hand_in]
        take_in(actor, new)
        record_all(
            actor,
            "tasks.update",
            [(update.task, {"text": update.text[:200], "blocker": update.blocker}) for update in made],
        )
        notify_all(actor, [_call_for(update) for update in made if update.blocker])
    return made


def _settle_words(update: TaskUpdate) -> None:
    """Bring what is said into its kept form; raise ``Refused`` for what may not be said (see :func:`add_update`)."""
    update.text, update.blocker = nfc(update.text).strip(), nfc(update.blocker).strip()
    update.on_behalf_of = nfc(update.on_behalf_of).strip()
    remover = update.blocker_organ or update.blocker_post or ""
    update.blocker_for = nfc(update.blocker_for).strip() or str(remover)[:300]
    if not update.text and not update.blocker:
        raise Refused("tasks.empty_update")
    check_lengths(update.blocker)
    check_lengths(update.blocker_for, update.on_behalf_of, longest=300)
    if update.received_how:
        check_choice(Received, update.received_how)


def _call_for(update: TaskUpdate) -> Outgoing:
    """The message of a blocker, to who can remove it."""
    told = _removers(update.task, update)
    return receivers.message(update.task, "tasks.blocked", told, blocker=update.blocker[:200])


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
