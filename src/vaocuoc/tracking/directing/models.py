"""Directives, who is to answer them, and the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Organ, Post, Unit, User
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Received, Task


class DirectiveKind(models.TextChoices):
    PUSH = "push", _("Đôn đốc")
    EXTEND = "extend", _("Gia hạn")
    REASSIGN = "reassign", _("Giao lại")
    EVIDENCE = "evidence", _("Yêu cầu minh chứng")
    FIGURES = "figures", _("Kiểm tra số liệu")
    OPINION = "opinion", _("Ý kiến")


class Directive(models.Model):
    """What a leader asks for from a task or an indicator (chỉ đạo).

    It is answered by ``unit`` or one of ``posts`` up to and including ``answer_by``; without such a day no answer is
    asked for. ``answer_days`` keeps how many working days the urgency gave where nobody chose a day: a holiday decided
    later moves such a day, never a chosen one. ``organ`` says for which body it was given (chỉ đạo của Thường trực).
    """

    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="directives", verbose_name="nhiệm vụ"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="directives", verbose_name="chỉ tiêu"
    )
    kind = models.CharField("loại chỉ đạo", max_length=10, choices=DirectiveKind.choices)
    text = models.CharField("nội dung", max_length=1000)
    organ = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ đạo của"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị trả lời"
    )
    posts = models.ManyToManyField(Post, blank=True, related_name="+", verbose_name="chức danh trả lời")
    answer_by = models.DateField("trả lời trước hết ngày", null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField("số ngày làm việc phải trả lời", null=True, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người chỉ đạo")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    given_on = models.DateField("ngày chỉ đạo")
    at = models.DateTimeField("lúc", default=timezone.now)
    answer = models.CharField("trả lời", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người trả lời"
    )
    answered_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    answered_on = models.DateField("ngày trả lời", null=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    received_how = models.CharField("nhận bằng cách", max_length=10, choices=Received.choices, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    waits = models.GeneratedField(
        expression=models.Case(
            models.When(
                answer_by__isnull=False,
                answered_at__isnull=True,
                withdrawn_at__isnull=True,
                then=models.Value(True),
            ),
            default=models.Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("chỉ đạo")
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, indicator__isnull=True) | Q(task__isnull=True, indicator__isnull=False),
                name="directive_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["waits", "answer_by"], name="directives_waiting"),
            models.Index(fields=["by_post", "at"], name="directives_given"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"
