"""What is kept beside indicators, row by row: versions of the passport, computed figures, verdicts with their inputs.

Apart from ``models``, which holds what people enter; these rows follow from it, or tell what people said of a verdict.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Post, RelationKind, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Calendar, Frequency, Indicator, Target


class IndicatorVersion(models.Model):
    """The passport of an indicator as it stood from a day on (phiên bản thông tin chỉ tiêu).

    ``words`` holds every field of the passport as text. A verdict keeps the version that it was given under. Until its
    passport is first changed an indicator has no rows: then its first words become number 1.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions", verbose_name="chỉ tiêu")
    number = models.PositiveSmallIntegerField("phiên bản")
    valid_from = models.DateField("từ ngày")
    words = models.JSONField("nội dung")
    reason = models.CharField("lý do", max_length=300, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="theo văn bản"
    )
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người sửa")
    made_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    made_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = "phiên bản thông tin chỉ tiêu"
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.number}"


class Origin(models.TextChoices):
    ROLLED = "rolled", _("cộng từ đơn vị dưới")
    FORMULA = "formula", _("tính theo công thức")


class ComputedFigure(models.Model):
    """A figure that follows from others (số tổng hợp, số tính được): kept, never entered, never a revision.

    Rolled up along ``relation`` over the units below, or computed by the indicator's expression (``relation`` empty).
    ``known`` of ``owed`` units below had a figure: a missing one is missing, not zero. ``value`` is scaled; None with
    its ``reason``. Of a weighted ratio ``weighted`` and ``weights`` are the two sums that it is. Rows are brought up to
    date in the transaction that writes a figure; a rebuild gives the same.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="computed", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị")
    origin = models.CharField("cách có", max_length=10, choices=Origin.choices)
    relation = models.CharField("theo hệ thống", max_length=20, choices=RelationKind.choices, blank=True)
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến ngày")
    value = models.BigIntegerField("giá trị", null=True)
    known = models.PositiveIntegerField("số đơn vị có số", default=0)
    owed = models.PositiveIntegerField("số đơn vị phải có", default=0)
    weighted = models.BigIntegerField("tổng đã nhân quyền số", null=True)
    weights = models.BigIntegerField("tổng quyền số", null=True)
    reason = models.CharField("lý do không có số", max_length=60, blank=True)
    is_estimate = models.BooleanField("có số ước", default=False)
    is_approved = models.BooleanField("đã duyệt hết", default=True)

    class Meta:
        verbose_name = "số tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "origin", "calendar", "period_kind", "year", "index"],
                name="computed_figure_once",
            )
        ]
        indexes = [models.Index(fields=["indicator", "period_end", "unit"], name="computed_by_period")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id} {self.period_end}: {self.value} ({self.known}/{self.owed})"

    @property
    def period(self) -> Period:
        return Period.of(self.calendar, self.period_kind, self.year, self.index)

    @property
    def is_complete(self) -> bool:
        """Whether it tells of everything it should: all units below have a figure."""
        return self.value is not None and self.known == self.owed


class Judgement(models.Model):
    """A verdict as it was given, with all that it rested on (lần đánh giá): it can be given again from its inputs.

    A row is added when the verdict or its inputs change, never altered. ``inputs`` is ``core.measuring.stored``.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="judgements", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị")
    target = models.ForeignKey(
        Target, null=True, on_delete=models.CASCADE, related_name="judgements", verbose_name="mục tiêu"
    )
    version = models.PositiveSmallIntegerField("phiên bản thông tin chỉ tiêu", default=1)
    day = models.DateField("đánh giá cho ngày")
    code = models.CharField("đánh giá", max_length=12)
    reason = models.CharField("lý do", max_length=40, blank=True)
    rule = models.PositiveSmallIntegerField("quy tắc")
    rule_version = models.PositiveSmallIntegerField("phiên bản quy tắc")
    inputs = models.JSONField("đầu vào")
    made_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần đánh giá"
        indexes = [models.Index(fields=["indicator", "unit", "-id"], name="judgement_history")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id} {self.day}: {self.code}"


class Overrule(models.Model):
    """A person judges otherwise than the rules, with a reason (đánh giá khác kết quả tính); both are shown.

    It holds for one target until taken back, or until that target no longer leads. ``computed`` is what the rules said
    when it was made.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="overrules", verbose_name="mục tiêu")
    code = models.CharField("đánh giá", max_length=12)
    computed = models.CharField("kết quả tính lúc đó", max_length=12)
    reason = models.CharField("lý do", max_length=500)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="theo văn bản"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đánh giá")
    made_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    made_at = models.DateTimeField("lúc", default=timezone.now)
    withdrawn_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người bỏ"
    )

    class Meta:
        verbose_name = "đánh giá khác kết quả tính"
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(withdrawn_at__isnull=True), name="overrule_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.computed} → {self.code}"


class CauseNature(models.TextChoices):
    SUBJECTIVE = "subjective", _("chủ quan")
    OBJECTIVE = "objective", _("khách quan")


class Cause(models.Model):
    """Why a target is not reached, as the unit or the office says (nguyên nhân); a later row adds to the earlier."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="causes", verbose_name="mục tiêu")
    nature = models.CharField("loại", max_length=12, choices=CauseNature.choices)
    text = models.CharField("nguyên nhân", max_length=1000)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    made_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    made_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "nguyên nhân"

    def __str__(self) -> str:
        return self.text[:60]
