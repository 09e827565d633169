"""How tasks stood before each change (nhiệm vụ trước mỗi lần đổi), so that a past day is counted as it was.

Whoever writes what is kept here calls :func:`keep_before` first, in the same transaction; ``writing.save`` does.
Deadlines (``DeadlineChange``) and evidence have dated rows of their own. A mistake put right in words, receipt or paper
holds backwards and is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from vaocuoc.directory.models import Post, Unit
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task

KEPT = (
    "closure", "closed_at", "completed_on", "deadline_kind", "is_disputed", "lead_unit_id", "lead_post_id",
    "follower_id",
)  # fmt: skip


class TaskBefore(models.Model):
    """A task as it stood until a moment (nhiệm vụ như trước lần đổi); append-only, a row for each change."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ")
    closure = models.CharField("kết thúc", max_length=10, choices=Closure.choices, blank=True)
    closed_at = models.DateTimeField("ghi nhận lúc", null=True)
    completed_on = models.DateField("ngày hoàn thành thực tế", null=True)
    deadline_kind = models.CharField("loại thời hạn", max_length=12, choices=DeadlineKind.choices)
    is_disputed = models.BooleanField("đang đính chính")
    lead_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị chủ trì"
    )
    lead_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh chủ trì"
    )
    follower = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người theo dõi"
    )
    at = models.DateTimeField("đến lúc", default=timezone.now)

    class Meta:
        verbose_name = "nhiệm vụ trước lần đổi"
        indexes = [models.Index(fields=["at", "task"], name="task_before_at")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.at:%d/%m/%Y %H:%M}"


def keep_before(tasks: Sequence[Task]) -> None:
    """Keep how these tasks stand in the register, where what is about to be written differs; at most two queries."""
    about = {task.pk: task for task in tasks}
    if not about:
        return
    stand: Any = Task.objects.filter(pk__in=[*about]).values("pk", *KEPT)
    TaskBefore.objects.bulk_create(
        TaskBefore(task_id=row.pop("pk"), **row)
        for row in stand
        if any(value != getattr(about[row["pk"]], name) for name, value in row.items() if name != "pk")
    )
