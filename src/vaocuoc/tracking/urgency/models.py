"""An office's own rules of urgency, dated."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit, User
from vaocuoc.tracking.tasks.models import Urgency


class UrgencyRule(models.Model):
    """What an urgency asks from a day on (quy định theo độ khẩn); the row before it ends, and is kept.

    ``yellow_days`` before its day a task is warned of; a directive is answered within ``answer_days`` working days, 0
    being the same day; the task is taken in within ``acknowledge_hours`` working hours, null asking for none.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    urgency = models.CharField("độ khẩn", max_length=12, choices=Urgency.choices)
    yellow_days = models.PositiveSmallIntegerField("cảnh báo trước (ngày)")
    answer_days = models.PositiveSmallIntegerField("trả lời chỉ đạo trong (ngày làm việc)")
    acknowledge_hours = models.PositiveSmallIntegerField("tiếp nhận trong (giờ làm việc)", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = _("quy định theo độ khẩn")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "urgency"], condition=Q(valid_to__isnull=True), name="urgency_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="urgency_rule_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_urgency_display()} ({self.valid_from:%d/%m/%Y})"
