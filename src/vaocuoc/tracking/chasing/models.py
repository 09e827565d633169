"""Letters that push, and the tasks in those about tasks."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.tracking.tasks.models import Task, Urgency


class PushingLetter(models.Model):
    """What every letter that pushes has (công văn đôn đốc): its words, by when it asks for an answer, who signs.

    A draft until its number and day are entered; then its file stands in the library as ``document``.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan ban hành")
    subject = models.CharField("trích yếu", max_length=500)
    opening = models.CharField("đoạn mở đầu", max_length=1500)
    closing = models.CharField("câu kết", max_length=1000, blank=True)
    answer_by = models.DateField("báo cáo trước hết ngày")
    urgency = models.CharField("độ khẩn", max_length=12, choices=Urgency.choices, default=Urgency.ORDINARY)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=200, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    document = models.OneToOneField(
        Document, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản đã ban hành"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("soạn lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.subject

    @property
    def is_issued(self) -> bool:
        return self.document_id is not None


class ChasingLetter(PushingLetter):
    """A letter that pushes one or many units to finish tasks (công văn đôn đốc nhiệm vụ).

    ``unit`` is who it is to where it is to one alone. Its words about tasks are made from them as they stand on its
    day; an issued one keeps what it said of each (:class:`ChasingTask`).
    """

    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="gửi đơn vị"
    )

    class Meta:
        verbose_name = _("công văn đôn đốc")
        indexes = [models.Index(fields=["keeper", "-created_at"], name="chasing_of_office")]


class ChasingTask(models.Model):
    """A task that a letter pushes (nhiệm vụ được đôn đốc), with its deadline as the issued letter named it."""

    letter = models.ForeignKey(
        ChasingLetter, on_delete=models.CASCADE, related_name="chased", verbose_name="công văn", db_index=False
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    due = models.DateField("hạn công văn nêu", null=True)
    days_late = models.IntegerField("quá hạn, ngày", null=True)

    class Meta:
        verbose_name = "nhiệm vụ được đôn đốc"
        constraints = [models.UniqueConstraint(fields=["letter", "task"], name="chased_once_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.task_id}"
