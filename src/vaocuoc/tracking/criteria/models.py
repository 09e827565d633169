"""Criteria sets, their versions with thresholds for groups of units, and what was found at a unit (bộ tiêu chí)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Comparator, Indicator


class CriteriaSet(models.Model):
    """A list that units are measured by (bộ tiêu chí): nông thôn mới, đô thị loại II, PAR Index."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    name = models.CharField("tên bộ tiêu chí", max_length=300)
    created_at = models.DateTimeField("tạo lúc", default=timezone.now)

    class Meta:
        verbose_name = _("bộ tiêu chí")
        constraints = [models.UniqueConstraint(fields=["keeper", "name"], name="criteria_set_once")]

    def __str__(self) -> str:
        return self.name


class Scoring(models.TextChoices):
    """How single criteria make the result of a unit."""

    ALL = "all", _("Đạt khi mọi tiêu chí đạt")
    POINTS = "points", _("Cộng điểm")


class CriteriaVersion(models.Model):
    """A set as a decision laid it down (phiên bản bộ tiêu chí).

    A draft is written and rewritten; once issued (``issued_at``) it stays as it is, and a change is a later version.
    ``pass_points`` is what a unit needs under ``POINTS`` (hundredths of a point).
    """

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="versions", verbose_name="bộ tiêu chí"
    )
    number = models.PositiveSmallIntegerField("phiên bản")
    valid_from = models.DateField("áp dụng từ ngày")
    scoring = models.CharField("cách chấm", max_length=10, choices=Scoring.choices, default=Scoring.ALL)
    pass_points = models.PositiveIntegerField("điểm cần đạt", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản ban hành"
    )
    issued_at = models.DateTimeField("áp dụng lúc", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = "phiên bản bộ tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="criteria_version_once"),
            models.UniqueConstraint(
                fields=["criteria_set"], condition=Q(issued_at__isnull=True), name="criteria_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None


class UnitGroup(models.Model):
    """Units that the same thresholds hold for (nhóm đơn vị): "xã miền núi", "vùng đồng bằng"."""

    version = models.ForeignKey(CriteriaVersion, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField("tên nhóm", max_length=200)
    place = models.PositiveSmallIntegerField("thứ tự")
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị")

    class Meta:
        verbose_name = "nhóm đơn vị"
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="criteria_group_once")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One thing asked for (tiêu chí). With an ``indicator`` its figures decide, else a person notes what was found."""

    version = models.ForeignKey(CriteriaVersion, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField("thứ tự")
    number = models.CharField("số", max_length=20, blank=True)
    heading = models.CharField("nhóm tiêu chí", max_length=200, blank=True)
    name = models.CharField("nội dung", max_length=500)
    unit_of_measure = models.CharField("đơn vị tính", max_length=80, blank=True)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu"
    )
    points = models.PositiveIntegerField("điểm tối đa", null=True, blank=True)

    class Meta:
        verbose_name = "tiêu chí"
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Threshold(models.Model):
    """What a criterion asks of a group of units (ngưỡng); ``value`` in millionths, None where it is not asked of it."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="thresholds")
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="thresholds")
    comparator = models.CharField("so sánh", max_length=2, choices=Comparator.choices, default=Comparator.AT_LEAST)
    value = models.BigIntegerField("ngưỡng")

    class Meta:
        verbose_name = "ngưỡng"
        constraints = [models.UniqueConstraint(fields=["criterion", "group"], name="threshold_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.comparator} {self.value}"


class CriterionMark(models.Model):
    """What a person found of a criterion at a unit: its own marking (tự chấm) or the keeper's (thẩm định).

    The latest of the keeper's counts, else the latest of the unit's.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    is_appraisal = models.BooleanField("thẩm định", default=False)
    is_met = models.BooleanField("đạt")
    points = models.PositiveIntegerField("điểm", null=True, blank=True)
    note = models.CharField("căn cứ", max_length=500)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người chấm")
    made_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    made_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "kết quả chấm tiêu chí"
        indexes = [models.Index(fields=["criterion", "unit", "-id"], name="criterion_mark_latest")]

    def __str__(self) -> str:
        return f"{self.criterion_id}/{self.unit_id}: {self.is_met}"
