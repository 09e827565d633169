"""Tasks with what was known of them on a day (lịch sử nhiệm vụ), read in a constant number of queries.

For today the facts kept beside each task are enough; for a past day the changes of deadlines, the evidence, and how the
task stood before each change since then (``tasks.past``) are read too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, DateField, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from vaocuoc.core.measuring import Span, Stood, TaskHistory
from vaocuoc.directory.models import Post
from vaocuoc.tracking.tasks.models import Closure, DeadlineChange, Evidence, Task, TaskUpdate
from vaocuoc.tracking.tasks.past import TaskBefore

_FIELDS = (
    "pk", "lead_unit_id", "lead_post_id", "lead_post__unit_id", "follower_id", "document_id", "received_on",
    "document__issued_on", "recorded_on", "closure", "closed_on", "completed_on", "deadline_kind", "due",
    "evidence_since", "is_started", "is_disputed", "proven",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A task by its key, who led and followed it on the day, its paper, and its history.

    ``unit`` is the leading unit, or that of the leading post ``post``.
    """

    pk: int
    unit: int | None
    post: int | None
    follower: int | None
    document: int | None
    history: TaskHistory


@dataclass(frozen=True, slots=True)
class _Before:
    """How a task stood at the end of a past day, where it changed since."""

    unit: int | None
    post: int | None
    follower: int | None
    stood: tuple[tuple[date, Stood], ...]
    is_proven: bool


def known_tasks(tasks: QuerySet[Task], span: Span, *, today: date) -> list[Known]:
    """The tasks that can count in a period, as they were at its end; one query for today, five for a past day.

    What had ended before the period and was not due in it counts nowhere and is not read.
    """
    past = span.seen < today
    within = tasks.filter(
        _can_count(span) | Q(pk__in=changed_since(span.seen)) if past else _can_count(span)
    ).order_by()
    dues, waits = (_dues(within, span.seen), _waits(within, span.seen)) if past else ({}, {})
    befores = _befores(within, span.seen) if past else {}
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
            pk, unit, post, of_post, follower, document, received, issued, recorded, closure, closed_on, completed,
            kind, due, waiting, started, disputed, is_proven,
        ) = row  # fmt: skip
        given, before = received or issued or recorded, befores.get(pk)
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
            stood=before.stood if before else (),
            is_disputed=disputed,
            is_proven=is_proven or (before is not None and before.is_proven),
        )
        if before:
            found.append(Known(pk, before.unit, before.post, before.follower, document, history))
        else:
            found.append(Known(pk, unit or of_post, post, follower, document, history))
    return found


def changed_since(day: date, **stood: Any) -> QuerySet[TaskBefore, int]:
    """The tasks that changed after a day and before that stood so; to be asked within another query."""
    return TaskBefore.objects.filter(at__gte=_end(day), **stood).order_by().values_list("task", flat=True)


def led_on(day: date, *, unit: int) -> Q:
    """What a unit or a post in it leads, or led at the end of a day and has given away since."""
    posts = Post.objects.filter(unit=unit).values("pk")
    then = changed_since(day, lead_unit=unit) | changed_since(day, lead_post__in=posts)
    return Q(lead_unit=unit) | Q(lead_post__in=posts) | Q(pk__in=then)


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
    later = DeadlineChange.objects.filter(task__in=tasks.values("pk"), at__gte=_end(seen))
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for task, at, old in later.order_by("at", "pk").values_list("task", "at", "old"):
        found[task].append((_day(at), old))
    return {task: tuple(changes) for task, changes in found.items()}


def _befores(tasks: QuerySet[Task], seen: date) -> dict[int, _Before]:
    """How those of the tasks stood at the end of a day that changed since; two queries."""
    later = TaskBefore.objects.filter(task__in=tasks.values("pk"), at__gte=_end(seen)).order_by("at", "pk")
    fields = (
        "task", "at", "lead_unit", "lead_post", "lead_post__unit", "follower", "closure", "closed_at", "completed_on",
        "deadline_kind", "is_disputed",
    )  # fmt: skip
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in later.values_list(*fields):
        rows[row[0]].append(row)
    closed = [task for task, changes in rows.items() if changes[0][6] == Closure.DONE]
    confirmed = Evidence.objects.filter(task__in=closed, accepted=True, decided_at__lt=_end(seen))
    proven = {*confirmed.order_by().values_list("task", flat=True)} if closed else set()
    found = {}
    for task, changes in rows.items():
        _task, _at, unit, post, of_post, follower, *_stood = changes[0]
        stood = tuple(
            (_day(at), Stood(closure, _day(closed_at) if closed_at else None, completed, kind, disputed))
            for _key, at, _unit, _post, _of, _follower, closure, closed_at, completed, kind, disputed in changes
        )
        found[task] = _Before(unit or of_post, post, follower, stood, task in proven)
    return found


def _waits(tasks: QuerySet[Task], seen: date) -> dict[int, tuple[tuple[date, date | None], ...]]:
    """The evidence that waited at the end of a day."""
    end = _end(seen)
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    waiting = Evidence.objects.filter(undecided, task__in=tasks.values("pk"), submitted_at__lt=end)
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for task, since, until in waiting.order_by("pk").values_list("task", "submitted_at", "decided_at"):
        found[task].append((_day(since), _day(until) if until else None))
    return {task: tuple(rows) for task, rows in found.items()}


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _end(day: date) -> datetime:
    """The moment at which a day is over."""
    return _moment(day + timedelta(days=1))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
