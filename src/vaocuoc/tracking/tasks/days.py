"""Open tasks by the day they are due: one pass of an index gives every state, the longest lateness, the next day.

What an open task is on a day follows from its own day and three facts, so that counting days is counting states; and
the days are few however many tasks there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from vaocuoc.tracking.tasks.models import DeadlineKind, Phase, Task
from vaocuoc.tracking.tasks.states import soon_until
from vaocuoc.tracking.tasks.steps import STEPS, silent_before

_PLAIN = ~Q(deadline_kind=DeadlineKind.CONDITION)
_WAITS = _PLAIN & Q(evidence_since__isnull=False)
_IDLE = _PLAIN & Q(evidence_since__isnull=True)


@dataclass(frozen=True)
class OpenDay:
    """The open tasks of one day, or without a day.

    Of the ``number``, ``conditional`` ones wait for a condition, ``waiting`` ones for the confirmation of what was
    handed in ``since``; of the others, idle ones, ``started`` were told of.
    """

    due: date | None
    number: int
    conditional: int
    waiting: int
    started: int
    since: date | None

    @property
    def idle(self) -> int:
        return self.number - self.conditional - self.waiting

    def states(self, today: date) -> dict[str, int]:
        """How many are in each state on a day."""
        if self.due is None:
            return {"waiting": self.conditional, "needs_due": self.waiting + self.idle}
        found = {"waiting": self.conditional}
        if self.due < today:
            return found | {"late_acceptance": self.waiting, "overdue": self.idle}
        found["submitted"] = self.waiting
        if self.due <= soon_until(today):
            return found | {"due_soon": self.idle}
        return found | {"in_progress": self.started, "not_started": self.idle - self.started}


def open_days(tasks: QuerySet[Task]) -> list[OpenDay]:
    """The days of the open ones among these tasks; one query."""
    rows: Any = (
        tasks.filter(phase=Phase.OPEN)
        .order_by("due")
        .values_list("due")
        .annotate(
            number=Count("*"),
            conditional=Count("phase", filter=~_PLAIN),
            waiting=Count("phase", filter=_WAITS),
            started=Count("phase", filter=_IDLE & Q(is_started=True)),
            since=Min("evidence_since", filter=_WAITS),
        )
    )
    return [OpenDay(*row) for row in rows]


def late_steps(overdue: QuerySet[Task], today: date) -> dict[str, int]:
    """Where overdue tasks are stuck (đang ở khâu nào), in the order of ``STEPS``; one query.

    What is overdue has a day, no condition and nothing that waits for confirmation.
    """
    found = overdue.order_by().aggregate(**_by_step(today))
    return {step: found[step] for step in STEPS if found.get(step)}


@dataclass(frozen=True)
class UnitLate:
    """What a unit leads and is late: how many tasks, since when the oldest, how many are stuck at each step."""

    unit: int
    number: int
    first: date
    steps: Mapping[str, int]


def late_by_unit(overdue: QuerySet[Task], today: date) -> list[UnitLate]:
    """The same by the unit that leads, a post's for its own; the unit with the most first. One query."""
    steps = _by_step(today)
    rows: Any = (
        overdue.order_by()
        .annotate(of=Coalesce("lead_unit", "lead_post__unit"))
        .values_list("of")
        .annotate(number=Count("*"), first=Min("due"), **steps)
    )
    found = [
        UnitLate(unit, number, first, dict(zip(steps, stuck, strict=True))) for unit, number, first, *stuck in rows
    ]
    return sorted(found, key=lambda one: (-one.number, one.first, one.unit))


def _by_step(today: date) -> dict[str, Count]:
    free = Q(is_blocked=False)
    unknown = Q(is_started=False, acknowledged_at__isnull=True)
    silent = Q(told_at__isnull=False, told_at__lt=silent_before(today))
    return {
        "blocked": Count("phase", filter=Q(is_blocked=True)),
        "unacknowledged": Count("phase", filter=free & unknown),
        "silent": Count("phase", filter=free & ~unknown & silent),
        "moving": Count("phase", filter=free & ~unknown & ~silent),
    }
