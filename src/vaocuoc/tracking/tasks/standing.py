"""What the page of a task warns of beside its state: an empty post that leads it, children done before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from vaocuoc.directory.models import PostHolding
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.queries import TaskRow

CHILDREN_DONE_DAYS = 2
"""So many days after its last child and a task that is still open is warned of."""


@dataclass(frozen=True)
class Standing:
    """``vacant_since`` the leading post has nobody; ``children_done_on`` the last child was done, days ago enough.

    ``unit_gone_on`` is the day from which the leading unit is gone; ``is_back`` that a unit was dissolved and
    nobody but the giver has the task now.
    """

    is_vacant: bool = False
    vacant_since: date | None = None
    children_done_on: date | None = None
    unit_gone_on: date | None = None
    is_back: bool = False


def standing_of(task: Task, children: Sequence[TaskRow], *, today: date) -> Standing:
    """The warnings of a task on a day; at most two queries. ``children`` are its rows."""
    if task.closure not in (Closure.NONE, Closure.SUSPENDED):
        return Standing()
    vacant, since = _vacancy(task, today)
    gone = task.lead_unit.valid_to if task.lead_unit else None
    with_giver = (task.lead_unit_id == task.keeper_id) or (
        task.lead_post_id is not None and task.lead_post_id == task.assigned_by_id
    )
    return Standing(
        is_vacant=vacant,
        vacant_since=since,
        children_done_on=_children_done(children, today),
        unit_gone_on=gone if gone and gone <= today else None,
        is_back=task.came_from_id is not None and with_giver,
    )


def _vacancy(task: Task, today: date) -> tuple[bool, date | None]:
    if task.lead_post_id is None:
        return False, None
    held = PostHolding.objects.filter(post=task.lead_post_id, valid_from__lte=today)
    if held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).exists():
        return False, None
    return True, held.aggregate(last=Max("valid_to"))["last"]


def _children_done(children: Sequence[TaskRow], today: date) -> date | None:
    """The day the last child was recorded as done, where all are and some days have passed."""
    living = [row.task for row in children if row.task.closure != Closure.CANCELLED]
    if not living or any(child.closure != Closure.DONE for child in living):
        return None
    last = max((timezone.localdate(child.closed_at) for child in living if child.closed_at), default=None)
    return last if last is not None and last + timedelta(days=CHILDREN_DONE_DAYS) <= today else None
