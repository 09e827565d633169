"""The state of tasks as the database derives it (trạng thái nhiệm vụ), rule for rule as ``core.measuring.task_state``.

A list of a hundred thousand tasks is filtered, counted and ordered where it lies; what a page shows is derived once
more by the core. A test holds the two together over all combinations of facts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, DateField, F, Field, IntegerField, OrderBy, Q, QuerySet, Value, When

from vaocuoc.core.measuring.tasks import DONE, OPEN
from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Phase, Task

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

PHASES: dict[str, Phase] = {
    "suspended": Phase.SUSPENDED,
    "done_late": Phase.DONE_LATE,
    "done_on_time": Phase.DONE_ON_TIME,
    "done_unjudged": Phase.DONE_UNJUDGED,
    "cancelled": Phase.CANCELLED,
    "regular": Phase.REGULAR,
    "disputed": Phase.DISPUTED,
}
"""What the database itself knows of tasks that no day changes."""


def soon_until(today: date) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=THRESHOLDS[RULE_VERSION].due_soon_days)


def with_state(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Annotate each task with its ``state`` on a day; the first rule that holds wins."""
    return tasks.annotate(state=_derive(today, Value, CharField()))


def by_urgency(tasks: QuerySet[Task], today: date, state: str = "") -> QuerySet[Task]:
    """Order tasks: what needs someone on a day first, the late by their lateness, the finished latest first.

    Tasks of one ``state`` have one place, so that an index can give them in order.
    """
    if state in ORDER:
        return tasks.order_by("due", "pk") if state in OPEN else tasks.order_by(latest(), "due", "pk")
    day = Case(When(closure=Closure.NONE, then=F("due")), output_field=DateField())
    return tasks.order_by(place_of(today), "is_disputed", day.asc(nulls_last=True), latest(), "due", "pk")


def latest() -> OrderBy:
    """What was completed last, first."""
    return F("completed_on").desc(nulls_last=True)


def place_of(today: date) -> Case:
    """The place of a task's state in ``ORDER``; by the same rules, since numbers sort and group faster than words."""
    return _derive(today, lambda code: Value(ORDER.index(code)), IntegerField())


def _derive(today: date, value: Callable[[str], Value], of: Field[Any, Any]) -> Case:
    """The rules of a state, each giving what ``value`` makes of its code."""
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
        When(due__lte=soon_until(today), then=value("due_soon")),
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


def open_states(today: date) -> dict[str, Q]:
    """What tells each state among tasks whose phase is ``OPEN``; every such task is in exactly one."""
    waiting = Q(deadline_kind=DeadlineKind.CONDITION)
    handed_in, idle = Q(evidence_since__isnull=False), Q(evidence_since__isnull=True)
    late, later = Q(due__lt=today), Q(due__gt=soon_until(today))
    return {
        "overdue": ~waiting & idle & late,
        "late_acceptance": ~waiting & handed_in & late,
        "needs_due": ~waiting & Q(due__isnull=True),
        "due_soon": ~waiting & idle & Q(due__gte=today, due__lte=soon_until(today)),
        "submitted": ~waiting & handed_in & Q(due__gte=today),
        "in_progress": ~waiting & idle & later & Q(is_started=True),
        "not_started": ~waiting & idle & later & Q(is_started=False),
        "waiting": waiting,
    }


def in_state(name: str, today: date) -> Q:
    """What a filter of this name keeps; regular and disputed tasks apart, and in no other."""
    if not name:
        return Q()
    if name == "open":
        return Q(phase=Phase.OPEN)
    codes = STATE_GROUPS.get(name, (name,))
    kept = Q(phase__in=[PHASES[code] for code in codes if code in PHASES]) if codes[0] in PHASES else Q(pk__in=[])
    states = open_states(today)
    among = [states[code] for code in codes if code in states]
    if not among:
        return kept
    any_of = among[0]
    for one in among[1:]:
        any_of |= one
    return Q(phase=Phase.OPEN) & any_of
