"""Decisions to inspect: what is opened, to which posts, from day to day.

Nothing of a decision is ever changed: a wrong one is closed early, with its reason, and registered anew.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Post, Unit


class InspectionDecision(models.Model):
    """A decision to inspect (quyết định kiểm tra, giám sát): what may be read from ``first_day`` to ``last_day``.

    Both days are inclusive. ``period_first`` and ``period_last`` bound the data that is opened, where the decision
    names a period. ``closed_on`` is the day on which it was closed early; from that moment it opens nothing.
    """

    number = models.CharField("số, ký hiệu quyết định", max_length=80)
    decided_on = models.DateField("ngày quyết định")
    about = models.CharField("nội dung", max_length=500)
    giver = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="người ra quyết định")
    first_day = models.DateField("xem từ ngày")
    last_day = models.DateField("xem đến hết ngày")
    period_first = models.DateField("số liệu từ ngày", null=True, blank=True)
    period_last = models.DateField("số liệu đến hết ngày", null=True, blank=True)
    registered_by = models.ForeignKey(
        "directory.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    registered_at = models.DateTimeField("ghi lúc", default=timezone.now)
    closed_on = models.DateField("đóng sớm ngày", null=True, blank=True)
    closed_by = models.ForeignKey(
        "directory.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người đóng"
    )
    close_reason = models.CharField("lý do đóng sớm", max_length=300, blank=True)

    class Meta:
        verbose_name = _("quyết định kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "decided_on"], condition=Q(closed_on__isnull=True), name="inspection_once"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="inspection_is_forward"),
            models.CheckConstraint(
                condition=Q(period_first__isnull=True)
                | Q(period_last__isnull=True)
                | Q(period_last__gte=F("period_first")),
                name="inspection_period_is_forward",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(close_reason=""), name="inspection_closed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InspectedUnit(models.Model):
    """A unit that a decision opens, with or without the units below it (đơn vị được kiểm tra)."""

    decision = models.ForeignKey(
        InspectionDecision, on_delete=models.PROTECT, related_name="units", verbose_name="quyết định"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    with_below = models.BooleanField("cả các đơn vị bên dưới", default=False)

    class Meta:
        verbose_name = "đơn vị được kiểm tra"
        constraints = [models.UniqueConstraint(fields=["decision", "unit"], name="inspected_unit_once")]

    def __str__(self) -> str:
        return str(self.unit)


class SubjectKind(models.TextChoices):
    FIELD = "field", _("Lĩnh vực")
    PAPER = "paper", _("Văn bản")


class InspectionSubject(models.Model):
    """A subject that a decision is limited to (nội dung kiểm tra): a field in words, or a paper by its number."""

    decision = models.ForeignKey(
        InspectionDecision, on_delete=models.PROTECT, related_name="subjects", verbose_name="quyết định"
    )
    kind = models.CharField("loại", max_length=10, choices=SubjectKind.choices)
    words = models.CharField("lĩnh vực hoặc số, ký hiệu văn bản", max_length=200)

    class Meta:
        verbose_name = "nội dung kiểm tra"
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind", "words"], name="inspection_subject_once"),
            models.CheckConstraint(condition=~Q(words=""), name="inspection_subject_has_words"),
        ]

    def __str__(self) -> str:
        return self.words


class InspectionPost(models.Model):
    """A post that inspects under a decision (thành viên đoàn kiểm tra)."""

    decision = models.ForeignKey(InspectionDecision, on_delete=models.PROTECT, related_name="inspectors")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh")

    class Meta:
        verbose_name = "người kiểm tra"
        constraints = [models.UniqueConstraint(fields=["decision", "post"], name="inspector_once")]

    def __str__(self) -> str:
        return str(self.post)
