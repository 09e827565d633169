"""Evidence taken out for an inspection."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import InspectionDecision, Post, User


class ExportState(models.TextChoices):
    MAKING = "making", _("Đang lập")
    DONE = "done", _("Đã lập xong")
    FAILED = "failed", _("Không lập được")


class EvidenceExport(models.Model):
    """An archive of objects with their files and hashes (hồ sơ trích xuất), by whom and under which decision.

    ``asked`` says what was chosen: ``{"decision": 3}``, ``{"signs": "dau-hieu=..."}`` or ``{"task": 5}``. The row and
    the hash of its manifest stay; the archive itself is thrown away after a day and can be made again.
    """

    decision = models.ForeignKey(
        InspectionDecision, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="theo quyết định"
    )
    asked = models.JSONField("đã chọn", default=dict)
    about = models.CharField("nội dung", max_length=500)
    state = models.CharField("tình trạng", max_length=10, choices=ExportState.choices, default=ExportState.MAKING)
    done = models.PositiveIntegerField("số mục đã lập", default=0)
    total = models.PositiveIntegerField("tổng số mục", default=0)
    files = models.PositiveIntegerField("số tệp", default=0)
    manifest_sha256 = models.CharField("mã băm bản kê", max_length=64, blank=True)
    error_code = models.CharField("mã lỗi", max_length=60, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người trích xuất")
    asked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    asked_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("hồ sơ trích xuất")
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | ~Q(manifest_sha256=""), name="export_done_with_hash")
        ]

    def __str__(self) -> str:
        return self.about
