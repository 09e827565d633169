"""Requests for explanation: of what, to whom, and each asking with its answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.models import Indicator, Task


class ExplanationState(models.TextChoices):
    ASKED = "asked", _("Chờ giải trình")
    ANSWERED = "answered", _("Đã giải trình, chờ xem")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Explanation(models.Model):
    """A request to explain why something is red (yêu cầu giải trình): an overdue task, or an indicator at a unit.

    It goes to exactly one unit or post. Each time it is asked is an :class:`Asking`; ``answer_by`` and ``state`` are
    those of the last. ``keeper`` is the register that what is red stands in.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="tại đơn vị")
    about = models.CharField("về", max_length=1000)
    asked_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giải trình"
    )
    asked_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh giải trình"
    )
    state = models.CharField("tình trạng", max_length=10, choices=ExplanationState.choices)
    answer_by = models.DateField("trả lời chậm nhất")
    created_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = _("yêu cầu giải trình")
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, indicator__isnull=True)
                | Q(task__isnull=True, indicator__isnull=False, unit__isnull=False),
                name="explanation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(asked_unit__isnull=False, asked_post__isnull=True)
                | Q(asked_unit__isnull=True, asked_post__isnull=False),
                name="explanation_of_one_lead",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="explanation_open")]

    def __str__(self) -> str:
        return self.about[:80]

    @property
    def whom(self) -> str:
        """Who is to explain."""
        return str(self.asked_unit or self.asked_post)


class Asking(models.Model):
    """One time that an explanation was asked for, and its answer (lượt yêu cầu): counted in time, late, unanswered."""

    explanation = models.ForeignKey(
        Explanation, on_delete=models.PROTECT, related_name="askings", verbose_name="yêu cầu"
    )
    words = models.CharField("nội dung yêu cầu", max_length=1000)
    answer_by = models.DateField("trả lời chậm nhất")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    asked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    asked_on = models.DateField("ngày yêu cầu")
    asked_at = models.DateTimeField("lúc", default=timezone.now)
    answer = models.TextField("giải trình", blank=True)
    answered_on = models.DateField("ngày giải trình", null=True)
    answered_at = models.DateTimeField("ghi lúc", null=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người giải trình"
    )
    answered_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    withdrawn = models.BooleanField("đã rút", default=False)

    class Meta:
        verbose_name = "lượt yêu cầu giải trình"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="asking_answer_with_day",
            )
        ]
        indexes = [models.Index(fields=["explanation", "answered_on"], name="asking_of_explanation")]

    def __str__(self) -> str:
        return self.words[:80]
