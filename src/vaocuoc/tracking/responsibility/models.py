"""An overseer's periodic notes, and who asked for the ledger of a post, who has seen it, what its holder says."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Oversight, Person, Post, User
from vaocuoc.tracking.shortcomings.models import Proposal
from vaocuoc.tracking.tasks.models import Task, TaskUpdate
from vaocuoc.ui.dates import period_named


class Obstacle(models.Model):
    """What stands in the way of a part that a post oversees, in one period (ghi nhận khó khăn, vướng mắc).

    A note is never changed: writing it anew adds one that replaces it. ``period`` is its code (2026-11, 2026-q4,
    2026). On request it becomes a blocker of its task or a proposal upward, and keeps which.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh phụ trách")
    oversight = models.ForeignKey(
        Oversight, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="phần phụ trách"
    )
    period = models.CharField("kỳ", max_length=10)
    period_end = models.DateField("đến hết ngày")
    text = models.CharField("khó khăn, vướng mắc", max_length=1000)
    removable_by = models.CharField("cấp tháo gỡ", max_length=300, blank=True)
    wanted = models.CharField("kiến nghị", max_length=500, blank=True)
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="obstacles", verbose_name="nhiệm vụ"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name="thay cho"
    )
    blocker = models.ForeignKey(
        TaskUpdate, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="thành vướng mắc"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="thành kiến nghị"
    )
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    noted_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("ghi nhận khó khăn, vướng mắc")
        indexes = [models.Index(fields=["post", "-period_end"], name="obstacles_of_post")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def named(self) -> Period | None:
        """The period that the code names."""
        return period_named(self.period)


class LedgerTerm(models.Model):
    """How many working days a holder has to see a ledger that was asked for, before others see it; latest row holds."""

    days = models.PositiveSmallIntegerField("số ngày làm việc")
    valid_from = models.DateField("từ ngày")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đặt")
    set_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("thời gian xem trước của người giữ chức danh")

    def __str__(self) -> str:
        return f"{self.days}"


class LedgerRequest(models.Model):
    """Somebody asks for the ledger of a post and one holder's time in it (yêu cầu xem sổ trách nhiệm).

    The holder sees and answers it first; others once they did, or from ``opens_on``.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh")
    holder = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người giữ chức danh"
    )
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    reason = models.CharField("để làm gì", max_length=300)
    opens_on = models.DateField("người khác xem được từ ngày")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    asked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    asked_at = models.DateTimeField("yêu cầu lúc", default=timezone.now)
    seen_at = models.DateTimeField("người giữ chức danh xem lúc", null=True)
    answer = models.CharField("ý kiến chung của người giữ chức danh", max_length=2000, blank=True)
    answered_at = models.DateTimeField("có ý kiến lúc", null=True)

    class Meta:
        verbose_name = _("yêu cầu xem sổ trách nhiệm")
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledger_is_forward")]
        indexes = [models.Index(fields=["post", "-asked_at"], name="ledgers_of_post")]

    def __str__(self) -> str:
        return f"{self.post}: {self.first} - {self.last}"


class LedgerRemark(models.Model):
    """What the holder says of one line of the ledger (ý kiến về từng việc); the last row holds."""

    request = models.ForeignKey(LedgerRequest, on_delete=models.PROTECT, related_name="remarks", verbose_name="yêu cầu")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    text = models.CharField("ý kiến", max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "ý kiến về một việc"

    def __str__(self) -> str:
        return self.text[:80]
