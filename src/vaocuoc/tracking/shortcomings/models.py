"""Shortcomings and proposals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Task


class ShortcomingState(models.TextChoices):
    STANDING = "standing", _("Chưa khắc phục")
    IN_HAND = "in_hand", _("Đang khắc phục")
    OVERCOME = "overcome", _("Đã khắc phục")


class Shortcoming(models.Model):
    """A limit that a review stated (hạn chế); stands until overcome, and the next review opens with it."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    text = models.CharField("hạn chế", max_length=1000)
    cause = models.CharField("nguyên nhân", max_length=1000, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=ShortcomingState.choices, default=ShortcomingState.STANDING
    )
    note = models.CharField("kết quả khắc phục", max_length=1000, blank=True)
    changed_on = models.DateField("đổi tình trạng ngày", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản nêu"
    )
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu nêu")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("hạn chế")

    def __str__(self) -> str:
        return self.text[:80]


class Proposal(models.Model):
    """A request to a higher level (kiến nghị): to whom, answered when and how."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    text = models.CharField("kiến nghị", max_length=1000)
    addressed_to = models.CharField("gửi tới", max_length=300, blank=True)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    answer = models.CharField("nội dung trả lời", max_length=1000, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản nêu"
    )
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu nêu")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("kiến nghị")

    def __str__(self) -> str:
        return self.text[:80]


class Tie(models.Model):
    """What a shortcoming or a proposal hangs together with (gắn với): a task that works on it, or an indicator in which
    it shows. Exactly one on each side.
    """

    shortcoming = models.ForeignKey(
        Shortcoming, null=True, on_delete=models.CASCADE, related_name="ties", verbose_name="hạn chế"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.CASCADE, related_name="ties", verbose_name="kiến nghị"
    )
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="chỉ tiêu"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gắn")
    made_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    made_at = models.DateTimeField("gắn lúc", default=timezone.now)

    class Meta:
        verbose_name = "gắn với"
        constraints = [
            models.CheckConstraint(
                condition=Q(shortcoming__isnull=False, proposal__isnull=True)
                | Q(shortcoming__isnull=True, proposal__isnull=False),
                name="tie_of_one",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=False, indicator__isnull=True) | Q(task__isnull=True, indicator__isnull=False),
                name="tie_with_one",
            ),
            models.UniqueConstraint(fields=["shortcoming", "task"], name="tie_shortcoming_task"),
            models.UniqueConstraint(fields=["shortcoming", "indicator"], name="tie_shortcoming_indicator"),
            models.UniqueConstraint(fields=["proposal", "task"], name="tie_proposal_task"),
            models.UniqueConstraint(fields=["proposal", "indicator"], name="tie_proposal_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.shortcoming or self.proposal} → {self.task or self.indicator}"
