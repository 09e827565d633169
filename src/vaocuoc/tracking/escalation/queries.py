"""Reading what was sent (lịch sử nhắc việc): of a day, of a task; the tables of an office by their days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.escalation.models import EscalationEntry, EscalationScan, EscalationTable, Event, TaskLevel
from vaocuoc.tracking.escalation.wording import LOWERED_BY
from vaocuoc.tracking.tasks.access import visible_tasks


@dataclass(frozen=True)
class Sent:
    """One step as a page shows it: the task, what happened, who was told."""

    entry: EscalationEntry
    told: tuple[str, ...]

    @property
    def why(self) -> str:
        return str(LOWERED_BY.get(self.entry.reason, ""))


def scan_of(day: date) -> EscalationScan | None:
    """That day's scan; None where it has not run."""
    return EscalationScan.objects.filter(day=day).first()


def entries_of_day(actor: Actor, day: date, *, event: str = "") -> QuerySet[EscalationEntry]:
    """What was sent on a day of the tasks that the actor sees, the highest level first."""
    found = EscalationEntry.objects.filter(day=day, task__in=visible_tasks(actor).order_by().values("pk"))
    if event in Event.values:
        found = found.filter(event=event)
    return found.select_related("task__lead_unit", "task__lead_post__unit").order_by("-level", "task__due", "pk")


def entries_of_task(task: int) -> QuerySet[EscalationEntry]:
    """The whole history of a task on its ladders, the latest first."""
    return EscalationEntry.objects.filter(task=task).order_by("-day", "-pk")


def levels_of_task(task: int) -> list[TaskLevel]:
    """Where a task stands now on each ladder it is on."""
    return list(TaskLevel.objects.filter(task=task, level__gt=0))


def with_people(entries: Iterable[EscalationEntry]) -> list[Sent]:
    """Entries with the posts that were told, by name; one query for all of them."""
    rows = list(entries)
    keys = {key for entry in rows for key in entry.told}
    names = {post.pk: str(post) for post in Post.objects.filter(pk__in=keys).select_related("unit")} if keys else {}
    return [Sent(entry, tuple(names[key] for key in entry.told if key in names)) for entry in rows]


def versions_of(keeper: Unit) -> Sequence[EscalationTable]:
    """An office's tables, the latest first."""
    return list(EscalationTable.objects.filter(keeper=keeper).select_related("created_as").order_by("-valid_from"))
