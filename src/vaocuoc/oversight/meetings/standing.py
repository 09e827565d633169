"""Meetings in their order, and what earlier ones concluded: done, running, late (kết luận kỳ trước)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vaocuoc.oversight.meetings.models import Conclusion, Meeting
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.queries import TaskRow, rows_in_order

_EARLIER = 60
_UNFINISHED = (Closure.NONE, Closure.SUSPENDED)


def sittings(meeting: Meeting) -> QuerySet[Meeting]:
    """All meetings of the same organ, else of the same unit without one, in their order."""
    same = Meeting.objects.filter(keeper=meeting.keeper_id, organ=meeting.organ_id)
    return same.order_by("held_on", "pk")


def earlier(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the organ before this one, the last first."""
    before = Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, pk__lt=meeting.pk)
    return sittings(meeting).filter(before).order_by("-held_on", "-pk")


def last_before(meeting: Meeting) -> Meeting | None:
    """The meeting of the organ before this one (kỳ trước)."""
    return earlier(meeting).first()


def unfinished_before(meeting: Meeting, *, today: date) -> list[Conclusion]:
    """What earlier meetings of the organ concluded as tasks that are not done, the longest late first."""
    found = Conclusion.objects.filter(
        meeting__in=earlier(meeting).values("pk"), withdrawn="", task__closure__in=_UNFINISHED
    )
    return list(found.select_related("task", "meeting").order_by("task__due", "pk")[:_EARLIER])


@dataclass(frozen=True)
class Concluded:
    """A conclusion with the state of its task on a day; a note has none."""

    conclusion: Conclusion
    row: TaskRow | None


def concluded(meeting: Meeting, *, today: date) -> list[Concluded]:
    """What a meeting concluded, in order, each with where its task stands; two queries."""
    found = list(meeting.conclusions.select_related("item", "created_as__unit").order_by("place", "pk"))
    rows = {row.task.pk: row for row in rows_in_order([one.task_id for one in found if one.task_id], today=today)}
    return [Concluded(one, rows.get(one.task_id or 0)) for one in found]


@dataclass(frozen=True)
class Tally:
    """How far what a meeting concluded is: done of how many tasks, how many late, how many notes (đếm kết luận)."""

    tasks: int = 0
    done: int = 0
    late: int = 0
    notes: int = 0


def tally(found: list[Concluded]) -> Tally:
    """The counts of conclusions; cancelled tasks and withdrawn conclusions are left out."""
    standing = [one for one in found if not one.conclusion.withdrawn]
    rows = [one.row for one in standing if one.row is not None and one.row.state.code != "cancelled"]
    return Tally(
        tasks=len(rows),
        done=sum(row.state.code.startswith("done") for row in rows),
        late=sum(row.state.code in ("overdue", "late_acceptance") for row in rows),
        notes=sum(one.row is None for one in standing),
    )
