"""At which step an open task is stuck, and who can move it (đang ở khâu nào).

A late task alone says nothing of what to do. The first of these that holds is what it waits for; a test holds the words
of a row and the count of a list together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.tasks.models import DeadlineKind, Phase, Task

SILENT_DAYS = 30
"""So many days without an update and a task counts as untouched."""

STEPS: Mapping[str, str | Promise] = {
    "evidence": _("Sản phẩm chờ xác nhận"),
    "condition": _("Chờ quyết định, điều kiện"),
    "day": _("Chưa có hạn"),
    "blocked": _("Vướng mắc chờ tháo gỡ"),
    "unacknowledged": _("Chưa tiếp nhận"),
    "silent": _("Không cập nhật trên 30 ngày"),
    "moving": _("Đang thực hiện"),
}
"""What an open task waits for, in the order in which it is asked; the words of its list."""


def silent_before(today: date) -> datetime:
    """The moment before which the last update is too long ago."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=SILENT_DAYS), time.min))


def at_step(name: str, today: date) -> Q:
    """The open tasks that are at a step on a day; no task for a step that there is not."""
    rules = _rules(today)
    if name not in rules:
        return Q(pk__in=[])
    kept = Q(phase=Phase.OPEN)
    for step, rule in rules.items():
        if step == name:
            return kept & rule
        kept &= ~rule
    return kept


def _rules(today: date) -> dict[str, Q]:
    """What tells each step where none before it holds."""
    return {
        "evidence": Q(evidence_since__isnull=False),
        "condition": Q(deadline_kind=DeadlineKind.CONDITION),
        "day": Q(due__isnull=True),
        "blocked": Q(is_blocked=True),
        "unacknowledged": Q(is_started=False, acknowledged_at__isnull=True),
        "silent": Q(told_at__lt=silent_before(today)),
        "moving": Q(),
    }


def step_of(task: Task, today: date) -> str:
    """The step of a task on a day, as :func:`at_step` counts it; empty where it is not open."""
    if task.closure or task.is_disputed or task.deadline_kind == DeadlineKind.REGULAR:
        return ""
    if task.evidence_since is not None:
        return "evidence"
    if task.deadline_kind == DeadlineKind.CONDITION:
        return "condition"
    if task.due is None:
        return "day"
    if task.is_blocked:
        return "blocked"
    if not task.is_started and task.acknowledged_at is None:
        return "unacknowledged"
    return "silent" if task.told_at is not None and task.told_at < silent_before(today) else "moving"
