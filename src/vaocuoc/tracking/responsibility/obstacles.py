"""An overseer's periodic notes of obstacles (ghi nhận khó khăn, vướng mắc): writing, carrying them on, reading."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period
from vaocuoc.core.calendars.periods import period_containing
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Oversight, Unit
from vaocuoc.directory.oversight.queries import running
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.responsibility.models import Obstacle
from vaocuoc.tracking.shortcomings.operations import create_proposal
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.operations import add_update
from vaocuoc.ui.dates import period_code, period_named


def periods_offered(today: date) -> list[Period]:
    """The periods that a note can be of: this month and the last, this quarter, this year."""
    month = period_containing(today, "month")
    last = period_containing(month.start - timedelta(days=1), "month")
    return [month, last, period_containing(today, "quarter"), period_containing(today, "year")]


def note_obstacle(
    *,
    actor: Actor,
    text: str,
    period: str,
    oversight: Oversight | None = None,
    removable_by: str = "",
    wanted: str = "",
    task: Task | None = None,
    replaces: Obstacle | None = None,
) -> Obstacle:
    """Note what stands in the way of a part that the post oversees (ghi khó khăn, vướng mắc), in a period.

    Raises ``Refused``: ``access.denied``, ``responsibility.no_text``, ``responsibility.too_long``,
    ``responsibility.unknown_period``, ``responsibility.not_overseen``, ``responsibility.replaced``.
    """
    if actor.post is None or not (actor.overseeing or actor.matters):
        raise Refused("access.denied", action=str(Action.DIRECT))
    text, removable_by, wanted = _words(text, 1000), _words(removable_by, 300), _words(wanted, 500)
    if not text:
        raise Refused("responsibility.no_text")
    named = period_named(period)
    if named is None or named not in periods_offered(actor.today):
        raise Refused("responsibility.unknown_period", period=period)
    if (
        oversight is not None
        and not Oversight.objects.filter(running(actor.today), pk=oversight.pk, post=actor.post).exists()
    ):
        raise Refused("responsibility.not_overseen")
    if task is not None and not visible_tasks(actor).filter(pk=task.pk).exists():
        raise Http404
    with transaction.atomic():
        if replaces is not None:
            _still_stands(actor, replaces)
        made = Obstacle.objects.create(
            post=actor.post,
            oversight=oversight,
            period=period_code(named),
            period_end=named.end,
            text=text,
            removable_by=removable_by,
            wanted=wanted,
            task=task,
            replaces=replaces,
            noted_by=actor.user,
        )
        record(actor, "responsibility.note", actor.post, period=made.period, text=text[:200])
    return made


def raise_as_blocker(*, actor: Actor, obstacle: Obstacle) -> Obstacle:
    """Let a note become a blocker of its task (chuyển thành vướng mắc), in the task's own thread.

    Raises ``Refused``: ``access.denied``, ``responsibility.no_task``, ``responsibility.raised_already``,
    ``responsibility.replaced``, and what ``add_update`` raises.
    """
    with transaction.atomic():
        row = _to_raise(obstacle)
        if row.task is None:
            raise Refused("responsibility.no_task")
        row.blocker = add_update(actor=actor, task=row.task, blocker=row.text[:500], blocker_for=row.removable_by)
        row.save(update_fields=["blocker"])
        record(actor, "responsibility.note_to_blocker", row.task, text=row.text[:200])
    return row


def raise_as_proposal(*, actor: Actor, obstacle: Obstacle, keeper: Unit) -> Obstacle:
    """Let a note become a proposal upward (chuyển thành kiến nghị) in a register; by who keeps that register."""
    with transaction.atomic():
        row = _to_raise(obstacle)
        asked = f"{row.text.rstrip('.')}. {row.wanted}".strip() if row.wanted else row.text
        row.proposal = create_proposal(actor=actor, keeper=keeper, text=asked, addressed_to=row.removable_by)
        row.save(update_fields=["proposal"])
        record(actor, "responsibility.note_to_proposal", row.proposal, text=row.text[:200])
    return row


def _to_raise(obstacle: Obstacle) -> Obstacle:
    row = Obstacle.objects.select_for_update(of=("self",)).select_related("task").get(pk=obstacle.pk)
    if Obstacle.objects.filter(replaces=row).exists():
        raise Refused("responsibility.replaced")
    if row.blocker_id or row.proposal_id:
        raise Refused("responsibility.raised_already")
    return row


def _still_stands(actor: Actor, obstacle: Obstacle) -> None:
    row = Obstacle.objects.select_for_update(of=("self",)).get(pk=obstacle.pk)
    if actor.post is None or row.post_id != actor.post.pk:
        raise Refused("access.denied", action=str(Action.DIRECT))
    if Obstacle.objects.filter(replaces=row).exists():
        raise Refused("responsibility.replaced")


def _words(text: str, longest: int) -> str:
    text = nfc(text).strip()
    if len(text) > longest:
        raise Refused("responsibility.too_long", length=len(text), longest=longest)
    return text


# --- reading ----------------------------------------------------------------------------------------------------------


def visible_obstacles(actor: Actor) -> QuerySet[Obstacle]:
    """The notes of the post itself; and of others for who keeps the registers of their unit, or directs there."""
    seen = Q(post=actor.post.pk if actor.post else None)
    for action in (Action.ASSIGN, Action.DIRECT):
        if actor.may_somewhere(action):
            seen |= Q(post__unit__in=actor.units(action).order_by().values("pk"))
    return Obstacle.objects.filter(seen)


def standing_obstacles(obstacles: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    """The last version of each note, the latest period first; with what a line shows of it."""
    related = ("post__unit", "oversight__unit", "task", "proposal", "blocker", "noted_by")
    return (
        obstacles.filter(replaced_by__isnull=True).select_related(*related).order_by("-period_end", "-noted_at", "-pk")
    )


def get_obstacle(actor: Actor, pk: int) -> Obstacle:
    """One visible note; ``Http404`` where hidden."""
    found = visible_obstacles(actor).select_related("post__unit", "oversight__unit", "task").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
