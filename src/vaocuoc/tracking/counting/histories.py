"""Tasks with what was known of them on a day (lịch sử nhiệm vụ), read in a constant number of queries.

For today the facts kept beside each task are enough; for a past day the changes of deadlines and the evidence since are
read too. What leaves no dated rows (a dispute, a rest that was taken back) is known of today alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, DateField, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from vaocuoc.core.measuring import Span, TaskHistory
from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, Evidence, Task, TaskUpdate

_FIELDS = (
    "pk", "lead_unit_id", "lead_post__unit_id", "follower_id", "document_id", "received_on", "document__issued_on",
    "recorded_on", "closure", "closed_on", "completed_on", "deadline_kind", "due", "evidence_since", "is_started",
    "is_disputed", "proven",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A task by its key, what it is grouped by, and its history."""

    pk: int
    unit: int | None
    follower: int | None
    document: int | None
    history: TaskHistory


def known_tasks(tasks: QuerySet[Task], span: Span, *, today: date) -> list[Known]:
    """The tasks that can count in a period, as they were at its end; one query for today, three for a past day.

    What had ended before the period and was not due in it counts nowhere and is not read.
    """
    within = tasks.filter(_can_count(span)).order_by()
    past = span.seen < today
    dues, waits = (_dues(within, span.seen), _waits(within, span.seen)) if past else ({}, {})
    unknown = When(received_on__isnull=True, document__issued_on__isnull=True, then=TruncDate("created_at"))
    undated = When(~Q(closure=Closure.NONE), completed_on__isnull=True, then=TruncDate("closed_at"))
    done = Exists(Evidence.objects.filter(task=OuterRef("pk"), accepted=True))
    proven = Case(When(closure=Closure.DONE, then=done), default=Value(False), output_field=BooleanField())
    found = []
    # A moment is turned into a day only where no day says it: that is most of what reading a large register costs.
    dated = within.annotate(
        proven=proven,
        recorded_on=Case(unknown, output_field=DateField(null=True)),
        closed_on=Case(undated, output_field=DateField(null=True)),
    )
    for row in dated.values_list(*_FIELDS).iterator(2_000):
        (
            pk, unit, of_post, follower, document, received, issued, recorded, closure, closed_on, completed, kind, due,
            waiting, started, disputed, is_proven,
        ) = row  # fmt: skip
        given = received or issued or recorded
        history = TaskHistory(
            given=given,
            closure=closure,
            closed_on=closed_on,
            completed_on=completed,
            deadline_kind=kind,
            due=due,
            dues=dues.get(pk, ()),
            waits=waits.get(pk, ()) if past else (((waiting, None),) if waiting else ()),
            told_on=given if started else None,
            is_disputed=disputed,
            is_proven=is_proven,
        )
        found.append(Known(pk, unit or of_post, follower, document, history))
    return found


def first_told(keys: Sequence[int]) -> dict[int, date]:
    """The day on which anything was first told of each task or handed in; two queries."""
    found: dict[int, date] = {}
    told = TaskUpdate.objects.filter(task__in=keys).order_by().values_list("task").annotate(first=Min("at"))
    handed = Evidence.objects.filter(task__in=keys).order_by().values_list("task").annotate(first=Min("submitted_at"))
    for task, first in (*told, *handed):
        day = _day(first)
        found[task] = min(found.get(task, day), day)
    return found


def _can_count(span: Span) -> Q:
    begin = _moment(span.first)
    running = Q(closure__in=[Closure.NONE, Closure.SUSPENDED])
    came = Q(received_on__isnull=True) | Q(received_on__gte=span.first)
    ended = Q(completed_on__gte=span.first) | Q(completed_on__isnull=True, closed_at__gte=begin)
    return running | came | ended | Q(due__gte=span.first, due__lte=span.last)


def _dues(tasks: QuerySet[Task], seen: date) -> dict[int, tuple[tuple[date, date | None], ...]]:
    """The changes of deadlines after a day: when, and the deadline until then."""
    later = DeadlineChange.objects.filter(task__in=tasks.values("pk"), at__gte=_moment(seen + timedelta(days=1)))
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for task, at, old in later.order_by("at", "pk").values_list("task", "at", "old"):
        found[task].append((_day(at), old))
    return {task: tuple(changes) for task, changes in found.items()}


def _waits(tasks: QuerySet[Task], seen: date) -> dict[int, tuple[tuple[date, date | None], ...]]:
    """The evidence that waited at the end of a day."""
    end = _moment(seen + timedelta(days=1))
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    waiting = Evidence.objects.filter(undecided, task__in=tasks.values("pk"), submitted_at__lt=end)
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for task, since, until in waiting.order_by("pk").values_list("task", "submitted_at", "decided_at"):
        found[task].append((_day(since), _day(until) if until else None))
    return {task: tuple(rows) for task, rows in found.items()}


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
