"""How the progress of a task with children is known: computed from them by weights, or reported; never both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.measuring.progress import WHOLE
from vaocuoc.directory.models import Post, User
from vaocuoc.tracking.tasks.models import Task


class Way(models.TextChoices):
    """Where the progress of a task comes from (cách tính tiến độ)."""

    COMPUTED = "computed", _("Tính từ việc con theo trọng số")
    REPORTED = "reported", _("Đơn vị chủ trì báo cáo")


class ProgressWay(models.Model):
    """What was chosen for a task; without a row nothing is said of its progress but its state."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="progress_way", verbose_name="nhiệm vụ")
    way = models.CharField("cách tính tiến độ", max_length=10, choices=Way.choices)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = "cách tính tiến độ"

    def __str__(self) -> str:
        return self.get_way_display()


class ChildWeight(models.Model):
    """How much a child weighs in its parent, in ten-thousandths; those of a parent add up to 10,000."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="weight", verbose_name="việc con")
    weight = models.PositiveSmallIntegerField("trọng số (phần vạn)")

    class Meta:
        verbose_name = "trọng số việc con"
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=WHOLE), name="child_weight_within_whole")
        ]

    def __str__(self) -> str:
        return str(self.weight)


class ProgressReport(models.Model):
    """What the lead says how much of a task is done (tiến độ báo cáo); a later report does not change an earlier."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="progress_reports", verbose_name="nhiệm vụ")
    done = models.PositiveSmallIntegerField("tiến độ (phần vạn)")
    note = models.CharField("căn cứ", max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người báo cáo")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "tiến độ báo cáo"
        constraints = [
            models.CheckConstraint(condition=Q(done__gte=0, done__lte=WHOLE), name="progress_report_within_whole")
        ]

    def __str__(self) -> str:
        return str(self.done)
