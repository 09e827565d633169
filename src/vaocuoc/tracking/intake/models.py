"""What the review keeps beside findings: which came from which, what else a task rests on, what it serves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, User
from vaocuoc.documents.models import Finding
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Task


class Deed(models.TextChoices):
    """How a finding came of another."""

    SPLIT = "split", _("Tách")
    MERGE = "merge", _("Gộp")
    CARRY = "carry", _("Nhận lại từ bản trước")


class Descent(models.Model):
    """A finding comes of another (nguồn gốc của phát hiện); both keep their quotes and places for ever.

    A split or merged ``origin`` gives way to what came of it until that is undone (``undone_at``): then what came of it
    gives way. Carried over, the later finding stands for the same thing as its ``origin`` of an earlier version.
    """

    origin = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+", verbose_name="phát hiện gốc")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+", verbose_name="phát hiện")
    deed = models.CharField("cách", max_length=10, choices=Deed.choices)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người làm")
    made_at = models.DateTimeField("lúc", default=timezone.now)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nguồn gốc phát hiện"
        constraints = [models.UniqueConstraint(fields=["origin", "finding"], name="descent_once")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.origin_id} → {self.finding_id}"


class TaskSource(models.Model):
    """A further sentence that gives a task already in the register (nguồn khác của nhiệm vụ): no second task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="further_sources", verbose_name="nhiệm vụ")
    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="+", verbose_name="câu giao")
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gắn")
    linked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    linked_at = models.DateTimeField("gắn lúc", default=timezone.now)

    class Meta:
        verbose_name = _("nguồn khác của nhiệm vụ")

    def __str__(self) -> str:
        return f"{self.task} ← {self.finding}"


class TaskService(models.Model):
    """A task serves an indicator's target (nhiệm vụ phục vụ chỉ tiêu)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="services", verbose_name="nhiệm vụ")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="serving_tasks", verbose_name="chỉ tiêu"
    )

    class Meta:
        verbose_name = "nhiệm vụ phục vụ chỉ tiêu"
        constraints = [models.UniqueConstraint(fields=["task", "indicator"], name="task_serves_once")]

    def __str__(self) -> str:
        return f"{self.task} → {self.indicator}"
