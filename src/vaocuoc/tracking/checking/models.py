"""What a person set aside of a draft's faults."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, User
from vaocuoc.documents.models import Document


class FaultSetAside(models.Model):
    """A fault that somebody looked at and leaves as it is, with the reason (đã xem, bỏ qua).

    ``key`` is the hash of the rule and the folded quote, so that it holds for every later version of the draft that
    still says the same; ``rule`` and ``quote`` are kept to be shown.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name="dự thảo")
    key = models.CharField("khóa", max_length=64)
    rule = models.CharField("luật", max_length=60)
    quote = models.CharField("trích nguyên văn", max_length=500)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người xem")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("lỗi dự thảo đã bỏ qua")
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="fault_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.quote[:60]}"
