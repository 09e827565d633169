"""Reading what an urgency asks (độ khẩn): an office's rows over the defaults, and what follows for days and hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from vaocuoc.core.calendars import DaysOff, add_working_days
from vaocuoc.core.calendars.working_hours import add_working_time
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.assignment.tables import office_days
from vaocuoc.tracking.tasks.models import Task, Urgency
from vaocuoc.tracking.urgency.models import UrgencyRule


@dataclass(frozen=True)
class Asked:
    """What an urgency asks.

    A warning so many days before the day, an answer to a directive within so many working days (0: the same day), and
    that the task is taken in within so many working hours; None asks for nothing.
    """

    yellow_days: int
    answer_days: int
    acknowledge_hours: int | None = None
    rule: UrgencyRule | None = None


DEFAULTS: Mapping[str, Asked] = {
    Urgency.ORDINARY: Asked(yellow_days=3, answer_days=2),
    Urgency.URGENT: Asked(yellow_days=5, answer_days=1, acknowledge_hours=19),
    Urgency.VERY_URGENT: Asked(yellow_days=5, answer_days=0, acknowledge_hours=10),
    Urgency.EXPRESS: Asked(yellow_days=5, answer_days=0, acknowledge_hours=2),
}
"""What holds where an office has no row of its own."""


def asked_of(keeper: Unit, *, today: date) -> dict[str, Asked]:
    """What each urgency asks in an office on a day; one query."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    own = {
        rule.urgency: Asked(rule.yellow_days, rule.answer_days, rule.acknowledge_hours, rule)
        for rule in UrgencyRule.objects.filter(alive, keeper=keeper).order_by("valid_from")
    }
    return {**DEFAULTS, **own}


def answer_by(day: date, days: int, table: DaysOff) -> date:
    """The last day for an answer given so many working days: with 0 the day itself, or the next working day."""
    return add_working_days(day, days, table.working_days())


@dataclass(frozen=True)
class TakingIn:
    """How a task is taken in (tiếp nhận): by when it should be, whether it is late; ``by`` None asks for no hour."""

    by: datetime | None
    at: datetime | None
    is_late: bool


def taking_in(task: Task, *, now: datetime) -> TakingIn:
    """How a task is taken in: asked within the hours of its urgency, from the moment it was given; two queries.

    The rule in force on the day it was given holds. What was told of before counts as taken in.
    """
    given_on = timezone.localdate(task.created_at)
    hours = asked_of(task.keeper, today=given_on)[task.urgency].acknowledge_hours
    at = task.acknowledged_at or (task.told_at if task.is_started else None)
    if hours is None:
        return TakingIn(None, at, is_late=False)
    table = office_days(task.keeper, today=given_on).working_days()
    by = add_working_time(timezone.localtime(task.created_at), timedelta(hours=hours), table)
    return TakingIn(by, at, is_late=(at or now) > by)
