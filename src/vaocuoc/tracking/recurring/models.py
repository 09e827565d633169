"""When a task comes again, and which of its children are its turns."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, User
from vaocuoc.tracking.tasks.models import Task


class Every(models.TextChoices):
    WEEK = "week", _("Hằng tuần")
    MONTH = "month", _("Hằng tháng")
    QUARTER = "quarter", _("Hằng quý")
    YEAR = "year", _("Hằng năm")


class Rule(models.TextChoices):
    DAY = "day", _("Ngày thứ n")
    WORKING_DAY = "working_day", _("Ngày làm việc thứ n")
    LAST_DAY = "last_day", _("Ngày cuối kỳ")


class Recurrence(models.Model):
    """The rule of a regular task (chu kỳ): its turns are children of it, made ahead by the program.

    ``made_until`` is the last day up to which turns were made; whoever set the rule gives them.
    """

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="turning", verbose_name="nhiệm vụ")
    every = models.CharField("chu kỳ", max_length=8, choices=Every.choices)
    rule = models.CharField("cách tính hạn", max_length=12, choices=Rule.choices, default=Rule.DAY)
    number = models.PositiveSmallIntegerField("thứ", default=1)
    month = models.PositiveSmallIntegerField("tháng thứ", default=1)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    made_until = models.DateField("đã mở kỳ đến", null=True, editable=False)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đặt")
    set_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    set_at = models.DateTimeField("đặt lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = "chu kỳ nhiệm vụ"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="recurrence_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.get_every_display()


class RecurringTurn(models.Model):
    """One turn of a regular task (một kỳ): the stretch it is for; what is to be done is its task."""

    recurrence = models.ForeignKey(Recurrence, on_delete=models.PROTECT, related_name="turns", verbose_name="chu kỳ")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="turn", verbose_name="nhiệm vụ của kỳ")
    every = models.CharField("chu kỳ", max_length=8, choices=Every.choices)
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")

    class Meta:
        verbose_name = "kỳ của nhiệm vụ"
        constraints = [
            models.UniqueConstraint(fields=["recurrence", "every", "first"], name="recurring_turn_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="recurring_turn_stretch"),
        ]

    def __str__(self) -> str:
        return f"{self.first:%d/%m/%Y} - {self.last:%d/%m/%Y}"
