"""The state of tasks as the database derives it (trạng thái nhiệm vụ), rule for rule as ``core.measuring.task_state``.

A list of a hundred thousand tasks is filtered, counted and ordered where it lies; what a page shows is derived once
more by the core. A test holds the two together over all combinations of facts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Field,
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


def with_state(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Annotate each task with its ``state`` on a day; the first rule that holds wins."""
    return tasks.annotate(state=_derive(today, Value, CharField()))


def by_urgency(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Order tasks: what needs someone on a day first, the late by their lateness, the finished latest first."""
    day = Case(When(closure=Closure.NONE, then=F("due")), output_field=DateField())
    return tasks.order_by(
        place_of(today), "is_disputed", day.asc(nulls_last=True), F("completed_on").desc(nulls_last=True), "due", "pk"
    )


def place_of(today: date) -> Case:
    """The place of a task's state in ``ORDER``; by the same rules, since numbers sort and group faster than words."""
    return _derive(today, lambda code: Value(ORDER.index(code)), IntegerField())


def _derive(today: date, value: Callable[[str], Value], of: Field[Any, Any]) -> Case:
    """The rules of a state, each giving what ``value`` makes of its code."""
    soon = today + timedelta(days=THRESHOLDS[RULE_VERSION].due_soon_days)
    waits = Q(evidence_since__isnull=False)
    started = When(is_started=True, then=value("in_progress"))
    running = Case(started, default=value("not_started"), output_field=of)
    return Case(
        When(closure=Closure.DONE, then=_done(value, of)),
        When(closure=Closure.SUSPENDED, then=value("suspended")),
        When(closure=Closure.CANCELLED, then=value("cancelled")),
        When(
            deadline_kind=DeadlineKind.REGULAR,
            then=Case(When(waits, then=value("submitted")), default=running, output_field=of),
        ),
        When(deadline_kind=DeadlineKind.CONDITION, then=value("waiting")),
        When(due__isnull=True, then=value("needs_due")),
        When(waits & Q(due__lt=today), then=value("late_acceptance")),
        When(waits, then=value("submitted")),
        When(due__lt=today, then=value("overdue")),
        When(due__lte=soon, then=value("due_soon")),
        default=running,
        output_field=of,
    )


def _done(value: Callable[[str], Value], of: Field[Any, Any]) -> Case:
    unknown = Q(completed_on__isnull=True) | Q(due__isnull=True)
    return Case(
        When(unknown, then=value("done_unjudged")),
        When(completed_on__gt=F("due"), then=value("done_late")),
        default=value("done_on_time"),
        output_field=of,
    )


def in_state(name: str) -> Q:
    """What a filter of this name keeps of tasks ``with_state``; regular and disputed ones apart."""
    if not name:
        return Q()
    if name == "disputed":
        return Q(is_disputed=True)
    if name == "regular":
        return Q(is_disputed=False, deadline_kind=DeadlineKind.REGULAR)
    codes = STATE_GROUPS.get(name, (name,))
    plain = Q(is_disputed=False) & ~Q(deadline_kind=DeadlineKind.REGULAR)
    if set(codes) <= set(OPEN):
        plain &= Q(closure=Closure.NONE)  # follows from the state, and spares deriving that of all that is finished
    return plain & Q(state__in=codes)


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
