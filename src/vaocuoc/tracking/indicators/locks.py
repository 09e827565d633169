"""Closed periods (khóa kỳ số liệu): from a day on nothing more is reported for a period, except as a correction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.indicators.models import Calendar, Frequency


class PeriodLock(models.Model):
    """A register's figures of one period are closed from a day on (khóa kỳ); lifting it is told on the same row."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="sổ của đơn vị")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    closed_from = models.DateField("khóa từ ngày")
    reason = models.CharField("lý do", max_length=300)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người khóa")
    set_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    set_at = models.DateTimeField("ghi lúc", default=timezone.now)
    lifted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người mở khóa"
    )
    lifted_at = models.DateTimeField("mở khóa lúc", null=True, blank=True)
    lift_reason = models.CharField("lý do mở khóa", max_length=300, blank=True)

    class Meta:
        verbose_name = _("khóa kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "calendar", "period_kind", "year", "index"],
                condition=Q(lifted_at__isnull=True),
                name="period_lock_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.keeper}: {self.period_kind} {self.year}-{self.index}"

    @property
    def period(self) -> Period:
        return Period.of(self.calendar, self.period_kind, self.year, self.index)


def lock_of(keeper_id: int, period: Period, *, today: date) -> PeriodLock | None:
    """The lock that closes a period of a register on a day; None while it is open."""
    return PeriodLock.objects.filter(
        keeper=keeper_id,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
        closed_from__lte=today,
        lifted_at__isnull=True,
    ).first()


def require_open(keeper_id: int, period: Period, *, today: date) -> None:
    """Raise ``Refused("indicators.period_closed")`` where the period is closed."""
    lock = lock_of(keeper_id, period, today=today)
    if lock is not None:
        raise Refused("indicators.period_closed", day=lock.closed_from, reason=lock.reason)


def require_living(units: Iterable[Unit], period: Period) -> None:
    """Raise ``Refused("indicators.unit_dissolved")`` for a unit that had ended before the period began.

    A unit that ended within the period may still report what it did until then.
    """
    for unit in units:
        if unit.valid_to is not None and unit.valid_to <= period.start:
            raise Refused("indicators.unit_dissolved", unit_name=unit.name, day=unit.valid_to)
