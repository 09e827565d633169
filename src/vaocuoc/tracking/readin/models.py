"""What people decided on the sentences of an issued report, place by place."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.submissions.models import Submission


class Choice(models.TextChoices):
    """What was decided on a sentence for one place."""

    TAKEN = "taken", _("Đã nhận")
    REFUSED = "refused", _("Không lấy")


class SentenceChoice(models.Model):
    """A sentence of an issued report was taken for a place of a report of figures, or refused (nhận, không lấy câu).

    ``passage`` names the sentence by its words and not by its reading: a file that is read anew keeps what was decided.
    A refusal is of no report: it holds for the document. ``value`` is what went into the cell, scaled;
    ``is_corrected`` says that it differs from what was read. ``words`` are how the paper named the indicator; with
    ``taught`` they mean it in every later paper (cách gọi đã dạy).
    """

    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="báo cáo"
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name="văn bản")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+", verbose_name="phát hiện")
    passage = models.CharField("dấu của câu", max_length=64)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    choice = models.CharField("quyết định", max_length=10, choices=Choice.choices)
    value = models.BigIntegerField("số đã nhận", null=True)
    is_corrected = models.BooleanField("đã sửa số đọc được", default=False)
    words = models.CharField("cách gọi trong văn bản", max_length=300, blank=True)
    taught = models.BooleanField("dùng cho lần sau", default=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định")
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "quyết định về câu của báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "document", "passage", "indicator", "unit"], name="sentence_choice_once"
            )
        ]
        indexes = [
            models.Index(fields=["document", "choice"], name="sentence_choices"),
            models.Index(fields=["indicator"], condition=models.Q(taught=True), name="sentence_words_taught"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id} {self.choice}"
