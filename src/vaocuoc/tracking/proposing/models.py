"""Proposals of a task's lead, each decided once by who gave the task."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.tasks.models import Received, Task


class RequestKind(models.TextChoices):
    REFUSE = "refuse", _("Từ chối, đề nghị chuyển")
    CORRECT = "correct", _("Đề nghị sửa")
    EXTEND = "extend", _("Đề nghị gia hạn")


class RequestState(models.TextChoices):
    OPEN = "open", _("Chờ quyết định")
    AGREED = "agreed", _("Đồng ý")
    PARTLY = "partly", _("Đồng ý một phần")
    REFUSED = "refused", _("Không đồng ý")
    WITHDRAWN = "withdrawn", _("Đã rút")


class TaskRequest(models.Model):
    """What a lead asks of the giver of a task (đề nghị): it never stops the clock, and stays when it is decided.

    ``REFUSE`` says to whom the task should go, a unit or words; ``CORRECT`` names a field and its new value; ``EXTEND``
    the day asked for and what was done so far. At most one of a kind is open.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="requests", verbose_name="nhiệm vụ")
    kind = models.CharField("loại đề nghị", max_length=10, choices=RequestKind.choices)
    reason = models.CharField("lý do", max_length=500)
    goes_to = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đề nghị chuyển cho"
    )
    goes_to_words = models.CharField("đề nghị chuyển cho (như đã ghi)", max_length=300, blank=True)
    field = models.CharField("nội dung cần sửa", max_length=30, blank=True)
    new_value = models.CharField("đề nghị sửa thành", max_length=1000, blank=True)
    new_due = models.DateField("đề nghị hạn mới", null=True, blank=True)
    done_so_far = models.CharField("đã làm được", max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề nghị")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    received_how = models.CharField("nhận bằng cách", max_length=10, choices=Received.choices, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    state = models.CharField("kết quả", max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định"
    )
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decision = models.CharField("ý kiến quyết định", max_length=500, blank=True)
    decided_due = models.DateField("hạn được chấp nhận", null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị về nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["task", "kind"], condition=Q(state="open"), name="request_open_once"),
            models.CheckConstraint(
                condition=Q(kind="extend", new_due__isnull=False) | ~Q(kind="extend"), name="request_extend_has_day"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | ~Q(state="open"), name="request_open_undecided"
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="requests_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.task.code}"
