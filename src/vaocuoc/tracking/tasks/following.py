"""What happens to tasks when a unit goes over to another or ends, and when a post changes hands (việc đi theo ai).

A task stays with the post whoever holds it; a dissolved unit's open tasks go to its successors by subject, the rest
back to their giver, from where a successor that is recorded later still takes them. ``directory`` runs these through
``settings.SUCCESSION_FOLLOWERS`` and ``settings.HOLDING_FOLLOWERS`` in its own transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from vaocuoc.audit.operations import record_all
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Post, PostHolding, Succession, Unit
from vaocuoc.directory.people.queries import on_day
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.tasks import receivers
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.past import keep_before
from vaocuoc.ui import clock

_OPEN = (Closure.NONE, Closure.SUSPENDED)


def follow_unit(actor: Any, unit: Unit, *, today: date | None = None) -> int:
    """Give the open tasks of a unit to whoever has its duties now (kế thừa nhiệm vụ); give how many went.

    A succession with a subject takes the tasks whose words contain it. One without takes all others, once the unit is
    no longer there and it is the only such one. What then is left goes back to its giver. It may be run again and in
    any order with the recording of successions: the end is the same.
    """
    today = today or clock.today()
    with transaction.atomic():
        led = Q(lead_unit=unit) | Q(lead_post__unit=unit) | Q(came_from=unit)
        tasks = list(Task.objects.select_for_update(of=("self",)).filter(led, closure__in=_OPEN).order_by("pk"))
        if not tasks:  # thousands of units are merged in one go, most of them without a task
            return 0
        unit = Unit.objects.get(pk=unit.pk)
        successions = list(
            Succession.objects.filter(predecessor=unit, date__lte=today)
            .select_related("successor")
            .order_by("date", "pk")
        )
        is_gone = unit.valid_to is not None and unit.valid_to <= today
        heirs = {task.pk: _heir(task, successions, is_gone=is_gone) for task in tasks}
        passed = [(task, heir) for task in tasks if (heir := heirs[task.pk]) and heir.successor_id != task.lead_unit_id]
        given = {one.successor_id for one in successions}  # to one of them, before another made it doubtful
        left = [
            task
            for task in tasks
            if is_gone and heirs[task.pk] is None and (task.came_from_id != unit.pk or task.lead_unit_id in given)
        ]
        _pass_on(actor, unit, passed)
        _give_back(actor, unit, left, today)
    return len(passed) + len(left)


def follow_ended_units() -> int:
    """The same for units whose last day has passed since it was recorded; ``jobs.follow_ended_units``."""
    today = clock.today()
    led = Task.objects.filter(closure__in=_OPEN)
    ended = Unit.objects.filter(valid_to__lte=today)
    ended = ended.filter(
        Q(pk__in=led.filter(lead_unit__isnull=False).values("lead_unit"))
        | Q(pk__in=led.filter(lead_post__isnull=False).values("lead_post__unit"))
    )
    return sum(follow_unit(None, unit, today=today) for unit in ended.order_by("pk"))


def _heir(task: Task, successions: Sequence[Succession], *, is_gone: bool) -> Succession | None:
    """The succession that a task goes by: the longest subject that its words contain, else the only general one."""
    named = [one for one in successions if one.subject and fold(one.subject) in task.folded]
    if named:
        return max(named, key=lambda one: (len(one.subject), -one.pk))
    general = [one for one in successions if not one.subject]
    heirs = {one.successor_id for one in general}
    return general[0] if is_gone and len(heirs) == 1 else None


def _pass_on(actor: Any, unit: Unit, passed: Sequence[tuple[Task, Succession]]) -> None:
    """The successor leads from now on; nobody there has taken the task in yet."""
    for task, succession in passed:
        _lead(task, unit=succession.successor)
        task.came_from = unit
    _write([task for task, _succession in passed])
    facts = [(task, {"from_unit": unit.name, "lead": one.successor.name, "act": one.act}) for task, one in passed]
    record_all(actor, "tasks.succeed", facts)
    told = [
        receivers.message(
            task, "tasks.succeeded", receivers.lead_of(task) | receivers.giver_of(task), unit=unit.name, act=one.act
        )
        for task, one in passed
    ]
    notify_all(_notifier(actor), told)


def _give_back(actor: Any, unit: Unit, left: Sequence[Task], today: date) -> None:
    """The giver leads until it gives the task to somebody else: the post that gave it, else the office."""
    posts = {post.pk: post for post in Post.objects.filter(pk__in={task.assigned_by_id for task in left})}
    keepers = {one.pk: one for one in Unit.objects.filter(pk__in={task.keeper_id for task in left})}
    for task in left:
        post = posts.get(task.assigned_by_id or 0)
        alive = post is not None and (post.valid_to is None or post.valid_to > today) and post.unit_id != unit.pk
        if alive:
            _lead(task, post=post)
        else:
            _lead(task, unit=keepers[task.keeper_id])
        task.came_from = unit
    _write(left)
    record_all(actor, "tasks.come_back", [(task, {"from_unit": unit.name}) for task in left])
    told = [
        receivers.message(task, "tasks.left_without_lead", receivers.giver_of(task), unit=unit.name) for task in left
    ]
    notify_all(_notifier(actor), told)


def _lead(task: Task, *, unit: Unit | None = None, post: Post | None = None) -> None:
    task.lead_unit, task.lead_post, task.came_from = unit, post, None
    task.acknowledged_at = task.acknowledged_by = task.acknowledged_as = None


def _write(tasks: Sequence[Task]) -> None:
    fields = ["lead_unit", "lead_post", "came_from", "acknowledged_at", "acknowledged_by", "acknowledged_as"]
    keep_before(tasks)
    Task.objects.bulk_update(tasks, fields, batch_size=200)
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(version=F("version") + 1)


def follow_post(actor: Any, holding: PostHolding, *, begins: bool) -> None:
    """Tell whoever takes a post what comes with it; a post that will be empty is told to those who gave its tasks.

    Both count the tasks that the post leads and that still run. Nothing changes on the tasks (việc theo chức danh). Of
    a delegation (ủy quyền) the post and the delegate's own posts are told; it empties no post.
    """
    post = holding.post
    running = Task.objects.filter(lead_post=post, closure__in=_OPEN)
    number = running.count()
    if holding.delegated:
        _tell_delegation(actor, holding, number, begins=begins)
        return
    if not number:
        return
    facts: dict[str, Any] = {"post": str(post), "number": number}
    if begins:
        notify_all(_notifier(actor), [Outgoing("tasks.post_taken", post, posts=[post.pk], facts=facts)])
        return
    day = holding.valid_to
    held = PostHolding.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), post=post, valid_from__lte=day)
    if day is None or held.exclude(pk=holding.pk).exists():
        return
    givers = set(running.exclude(assigned_by=None).values_list("assigned_by", flat=True))
    givers |= set(running.exclude(follower=None).values_list("follower", flat=True))
    facts["day"] = day.isoformat()
    notify_all(_notifier(actor), [Outgoing("tasks.vacant", post, posts=sorted(givers), facts=facts)])


def _tell_delegation(actor: Any, holding: PostHolding, number: int, *, begins: bool) -> None:
    """Who acts in whose name, from which day to which, and how many running tasks that is about."""
    until = holding.valid_to
    own = PostHolding.objects.filter(
        on_day(clock.today()), person=holding.person_id, delegated=False, post__valid_to__isnull=True
    )
    facts: dict[str, Any] = {"post": str(holding.post), "person": holding.person.name, "number": number}
    if until is not None:  # the last day with it, as people say it; it was taken back whole where it never began
        facts["day"] = max(holding.valid_from, until - timedelta(days=1)).isoformat()
    facts["first"] = holding.valid_from.isoformat()
    posts = sorted({holding.post_id, *own.values_list("post", flat=True)})
    kind = "tasks.delegated" if begins else "tasks.delegation_ended"
    notify_all(_notifier(actor), [Outgoing(kind, holding.post, posts=posts, facts=facts)])


def _notifier(actor: Any) -> Any:
    """Who acts, where it is somebody with a post; the console and an administrator are nobody's sender."""
    return actor if actor is not None and getattr(actor, "today", None) is not None else None
