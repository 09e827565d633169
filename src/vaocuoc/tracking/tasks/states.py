"""The state of tasks as the database derives it (trạng thái nhiệm vụ), rule for rule as ``core.measuring.task_state``.

A list of a hundred thousand tasks is filtered, counted and ordered where it lies; what a page shows is derived once
more by the core. A test holds the two together over all combinations of facts.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from vaocuoc.core.measuring.tasks import DONE, OPEN
from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Evidence, Task, TaskUpdate

AWAITING = ("submitted", "late_acceptance")
STATE_GROUPS: dict[str, tuple[str, ...]] = {
    "awaiting": AWAITING,  # evidence handed in, for the giver to confirm
    "open": OPEN,
    "done": DONE,
}
"""Names that stand for several states in a filter, beside the states themselves, ``regular`` and ``disputed``."""

ORDER = (
    "overdue", "late_acceptance", "needs_due", "due_soon", "submitted", "in_progress", "not_started", "waiting",
    "suspended", "done_late", "done_on_time", "done_unjudged", "cancelled",
)  # fmt: skip
"""States in the order of every list: what needs someone first."""

_RUNNING = (When(is_started=True, then=Value("in_progress")),)


def with_state(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Annotate each task with its ``state`` on a day; the first rule that holds wins."""
    soon = today + timedelta(days=THRESHOLDS[RULE_VERSION].due_soon_days)
    waits = Q(evidence_since__isnull=False)
    running = Case(*_RUNNING, default=Value("not_started"), output_field=CharField())
    return tasks.annotate(
        state=Case(
            When(closure=Closure.DONE, then=_done()),
            When(closure__in=[Closure.SUSPENDED, Closure.CANCELLED], then=F("closure")),
            When(
                deadline_kind=DeadlineKind.REGULAR,
                then=Case(When(waits, then=Value("submitted")), default=running, output_field=CharField()),
            ),
            When(deadline_kind=DeadlineKind.CONDITION, then=Value("waiting")),
            When(due__isnull=True, then=Value("needs_due")),
            When(waits & Q(due__lt=today), then=Value("late_acceptance")),
            When(waits, then=Value("submitted")),
            When(due__lt=today, then=Value("overdue")),
            When(due__lte=soon, then=Value("due_soon")),
            default=running,
            output_field=CharField(),
        )
    )


def _done() -> Case:
    unknown = Q(completed_on__isnull=True) | Q(due__isnull=True)
    return Case(
        When(unknown, then=Value("done_unjudged")),
        When(completed_on__gt=F("due"), then=Value("done_late")),
        default=Value("done_on_time"),
        output_field=CharField(),
    )


def in_state(name: str) -> Q:
    """What a filter of this name keeps of tasks ``with_state``; regular and disputed ones apart."""
    if not name:
        return Q()
    if name == "disputed":
        return Q(is_disputed=True)
    if name == "regular":
        return Q(is_disputed=False, deadline_kind=DeadlineKind.REGULAR)
    plain = Q(is_disputed=False) & ~Q(deadline_kind=DeadlineKind.REGULAR)
    return plain & Q(state__in=STATE_GROUPS.get(name, (name,)))


def by_urgency(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Order tasks ``with_state``: what needs someone first, the late by their lateness, the finished latest first."""
    rank = Case(
        *(When(state=code, then=Value(place)) for place, code in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    day = Case(When(closure=Closure.NONE, then=F("due")), output_field=DateField())
    return tasks.order_by(
        rank, "is_disputed", day.asc(nulls_last=True), F("completed_on").desc(nulls_last=True), "due", "pk"
    )


def stray_facts() -> list[str]:
    """The codes of tasks beside which something else is kept than their updates and evidence say."""
    told = TaskUpdate.objects.filter(task=OuterRef("pk"))
    handed_in = Evidence.objects.filter(task=OuterRef("pk"))
    waiting = handed_in.filter(accepted__isnull=True)
    tasks = Task.objects.annotate(told=Exists(told) | Exists(handed_in), waits=Exists(waiting))
    stray = (
        Q(told=True, is_started=False)
        | Q(told=False, is_started=True)
        | Q(waits=True, evidence_since__isnull=True)
        | Q(waits=False, evidence_since__isnull=False)
    )
    return list(tasks.filter(stray).order_by("pk").values_list("code", flat=True))
