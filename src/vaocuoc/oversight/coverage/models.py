"""What a document asks of units: which must issue a programme of their own, by when, and those noted without a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.models import Target, Task


class Rollout(models.Model):
    """That units must issue their own programme for a document (yêu cầu ban hành chương trình riêng), by a day.

    Where a document has none, the units it is addressed to are shown, without a day.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+", verbose_name="văn bản")
    due = models.DateField("ban hành chậm nhất", null=True, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    set_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    set_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("yêu cầu triển khai văn bản")

    def __str__(self) -> str:
        return str(self.document)


class RolloutUnit(models.Model):
    """A unit that must issue a programme of its own (đơn vị phải ban hành)."""

    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="owed", verbose_name="yêu cầu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")

    class Meta:
        verbose_name = "đơn vị phải ban hành chương trình"
        constraints = [models.UniqueConstraint(fields=["rollout", "unit"], name="rollout_unit_once")]

    def __str__(self) -> str:
        return f"{self.rollout}: {self.unit}"


class NotedProgramme(models.Model):
    """A unit's own programme noted by number and day, its file not being here (chương trình ghi thay)."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name="văn bản")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị ban hành")
    number = models.CharField("số, ký hiệu", max_length=80)
    issued_on = models.DateField("ngày ban hành")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    noted_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    noted_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("chương trình riêng được ghi thay")
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="noted_programme_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.number}"

    @property
    def by_unit(self) -> bool:
        """Whether the unit noted it itself, and not the office in its place."""
        return self.noted_as is not None and self.noted_as.unit_id == self.unit_id


class Group(models.TextChoices):
    """What a resolution sets above the rest (nhóm việc lớn của nghị quyết)."""

    BREAKTHROUGH = "breakthrough", _("Đột phá")
    KEY = "key", _("Nhiệm vụ trọng tâm")
    PROGRAMME = "programme", _("Chương trình toàn khóa")


class Mark(models.Model):
    """A target or task belongs to one of the groups of its document (đánh dấu nhóm); one group each.

    What was accepted in a review is marked by its finding, so that the task or target made from it is counted once;
    what was entered by hand or imported is marked itself.
    """

    finding = models.OneToOneField(
        Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="phát hiện"
    )
    task = models.OneToOneField(
        Task, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ"
    )
    target = models.OneToOneField(
        Target, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="mục tiêu"
    )
    group = models.CharField("nhóm", max_length=12, choices=Group.choices)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đánh dấu")
    marked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    marked_at = models.DateTimeField("đánh dấu lúc", default=timezone.now)

    class Meta:
        verbose_name = _("đánh dấu nhóm")
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, task__isnull=True, target__isnull=True)
                | Q(finding__isnull=True, task__isnull=False, target__isnull=True)
                | Q(finding__isnull=True, task__isnull=True, target__isnull=False),
                name="mark_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.finding or self.task or self.target}"
