"""An office's own times: its terms, when its reports close and must come, and the years whose days off it confirmed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Regime, closes_on
from vaocuoc.directory.models import RelationKind, Unit, User
from vaocuoc.documents.models import Document


class Term(models.Model):
    """A term (nhiệm kỳ) of a unit and of everything below it in one order; both days belong to it.

    "Nhiệm kỳ 2025 - 2030" of a Party committee holds for its tree of the Party; a People's Council has its own.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    relation = models.CharField(
        "và các đơn vị dưới theo", max_length=20, choices=RelationKind.choices, default=RelationKind.PARTY
    )
    name = models.CharField("tên", max_length=200)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="theo văn bản"
    )
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="ghi bởi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("nhiệm kỳ")
        constraints = [
            models.UniqueConstraint(fields=["unit", "relation", "starts_on"], name="term_begins_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="term_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportingRegime(models.Model):
    """By which days an office's regular reports close and must come (chế độ báo cáo), from a day on.

    ``closing_day`` 0 is the last of the month. ``days_after`` says for each kind of report how many days after it
    closes it must have come; ``leads`` how many working days earlier a level owes it. A regime that is dropped ends.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    name = models.CharField("tên", max_length=200)
    closing_day = models.PositiveSmallIntegerField("ngày chốt số liệu", default=0, validators=[MaxValueValidator(28)])
    days_after = models.JSONField("gửi sau khi chốt", default=dict)
    in_working_days = models.BooleanField("ngày làm việc", default=True)
    leads = models.JSONField("cấp dưới gửi sớm hơn", default=dict, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="ghi bởi")

    class Meta:
        verbose_name = _("chế độ báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "name"], condition=Q(valid_to__isnull=True), name="regime_name_once"
            ),
            models.CheckConstraint(condition=Q(closing_day__lte=28), name="regime_closing_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="regime_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def calendar(self) -> str:
        """The calendar of its periods, as indicators and periods name it."""
        return closes_on(self.closing_day)

    @property
    def regime(self) -> Regime:
        """The same as the rules of calendars see it."""
        days = {str(kind): int(days) for kind, days in self.days_after.items()}
        leads = {str(level): int(days) for level, days in self.leads.items()}
        return Regime(self.calendar, days, self.in_working_days, leads)


class OfficeDay(models.Model):
    """A day that an office does not work, or works though others do not (ngày nghỉ bù, ngày làm bù)."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    day = models.DateField("ngày")
    is_worked = models.BooleanField("làm việc", default=False)
    reason = models.CharField("lý do", max_length=200)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        constraints = [models.UniqueConstraint(fields=["keeper", "day"], name="office_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class ConfirmedYear(models.Model):
    """An office looked through a year's days off and found them right (xác nhận lịch nghỉ của năm).

    Until then what the law gives is a proposal: the Government announces each year's Tết and what is made up for.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    year = models.PositiveSmallIntegerField("năm")
    basis = models.CharField("căn cứ", max_length=300)
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="xác nhận bởi"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", default=timezone.now)

    class Meta:
        verbose_name = _("lịch nghỉ đã xác nhận")
        constraints = [models.UniqueConstraint(fields=["keeper", "year"], name="confirmed_year_once")]

    def __str__(self) -> str:
        return f"{self.keeper_id}: {self.year}"
