"""Shortcomings and proposals."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit, User
from vaocuoc.documents.models import Document, Finding


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
