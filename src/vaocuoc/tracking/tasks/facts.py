"""What is kept beside each task of its updates and evidence (số liệu kèm nhiệm vụ), and the check that it is right.

Whoever writes an update or evidence keeps these facts in the same transaction; :func:`keep_facts` does it for many at
once from the rows themselves.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest, TruncDate

from vaocuoc.tracking.tasks.models import Evidence, Task, TaskUpdate


def _told() -> dict[str, Any]:
    """The last update and the last evidence of a task, each null where there is none."""
    updates = TaskUpdate.objects.filter(task=OuterRef("pk")).order_by().values("task")
    handed = Evidence.objects.filter(task=OuterRef("pk")).order_by().values("task")
    return {
        "last_update": Subquery(updates.annotate(last=Max("at")).values("last")),
        "last_evidence": Subquery(handed.annotate(last=Max("submitted_at")).values("last")),
    }


def _as_written() -> dict[str, Any]:
    """The facts of a task as its updates and evidence give them."""
    moments = _told()
    both = Greatest(moments["last_update"], moments["last_evidence"])
    last = Case(
        When(Q(last_update__isnull=False, last_evidence__isnull=False), then=both),
        When(last_update__isnull=False, then=F("last_update")),
        default=F("last_evidence"),
        output_field=DateTimeField(null=True),
    )
    waiting = Evidence.objects.filter(task=OuterRef("pk"), accepted__isnull=True).order_by().values("task")
    return {
        "told": last,
        "blocked": Exists(TaskUpdate.objects.filter(task=OuterRef("pk"), removed_at__isnull=True).exclude(blocker="")),
        "waits_since": Subquery(waiting.annotate(first=TruncDate(Min("submitted_at"))).values("first")),
    }


def keep_facts(tasks: QuerySet[Task]) -> int:
    """Write down beside these tasks what their updates and evidence say; give how many were put right."""
    right = [
        Task(pk=pk, told_at=told, is_started=told is not None, is_blocked=blocked, evidence_since=waits_since)
        for pk, told, blocked, waits_since in _compared(tasks).values_list("pk", "told", "blocked", "waits_since")
    ]
    return Task.objects.bulk_update(right, ["told_at", "is_started", "is_blocked", "evidence_since"], batch_size=200)


def stray_facts() -> list[str]:
    """The codes of tasks beside which something else is kept than their updates and evidence say."""
    return list(_compared(Task.objects.all()).order_by("pk").values_list("code", flat=True))


def _compared(tasks: QuerySet[Task]) -> QuerySet[Any]:
    """Those of the tasks whose kept facts are not as written."""
    stray = (
        Q(told__isnull=True, is_started=True)
        | Q(told__isnull=False, is_started=False)
        | Q(told__isnull=True, told_at__isnull=False)
        | Q(told__isnull=False, told_at__isnull=True)
        | ~Q(told=F("told_at"))
        | ~Q(blocked=F("is_blocked"))
        | Q(waits_since__isnull=True, evidence_since__isnull=False)
        | Q(waits_since__isnull=False, evidence_since__isnull=True)
    )
    return tasks.annotate(**_told()).annotate(**_as_written()).filter(stray)
