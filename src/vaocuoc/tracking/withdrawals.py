"""That a paper was withdrawn (thu hồi): noted by the review, told of wherever a source is shown."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, User
from vaocuoc.documents.models import Document


class Withdrawal(models.Model):
    """A paper was withdrawn after things came from it (thu hồi văn bản nguồn): they stay, and wait for a decision."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+", verbose_name="văn bản")
    withdrawn_on = models.DateField("ngày thu hồi")
    reason = models.CharField("lý do, văn bản thu hồi", max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    recorded_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("thu hồi văn bản nguồn")

    def __str__(self) -> str:
        return f"{self.document}: {self.withdrawn_on:%d/%m/%Y}"
