"""Entries of the work calendar and how they were moved."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Organ, Post, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.tracking.models import Task


class EntryState(models.TextChoices):
    NOT_BEGUN = "not_begun", _("Chưa chuẩn bị")
    PREPARING = "preparing", _("Đang chuẩn bị")
    SUBMITTED = "submitted", _("Đã trình")
    ISSUED = "issued", _("Đã ban hành")
    DROPPED = "dropped", _("Đưa ra khỏi chương trình")


class CalendarEntry(models.Model):
    """A paper in the work calendar of an organ (mục trong chương trình làm việc): who prepares and appraises it, which
    session decides on it, when.

    It is planned for a month (``planned_on`` then is empty) or a day; the first plan stays beside the one in force. It
    is late when its month or day has passed and it was not submitted by then.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    organ = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan"
    )
    title = models.CharField("văn bản, nội dung", max_length=1000)
    folded = models.TextField("chữ để tìm", editable=False)
    preparer_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị chuẩn bị"
    )
    preparer_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh chuẩn bị"
    )
    preparer_words = models.CharField("người chuẩn bị như bảng ghi", max_length=300, blank=True)
    appraiser = models.CharField("thẩm định", max_length=300, blank=True)
    planned_month = models.DateField("tháng dự kiến")
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    first_month = models.DateField("tháng dự kiến ban đầu")
    first_on = models.DateField("ngày dự kiến ban đầu", null=True, blank=True)
    meeting = models.ForeignKey(
        "Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="kỳ họp"
    )
    state = models.CharField("tình trạng", max_length=10, choices=EntryState.choices, default=EntryState.NOT_BEGUN)
    submitted_on = models.DateField("ngày trình", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản đã ban hành"
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ chuẩn bị"
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = _("mục chương trình làm việc")
        constraints = [
            models.CheckConstraint(
                condition=Q(preparer_unit__isnull=True) | Q(preparer_post__isnull=True), name="entry_one_preparer"
            ),
        ]
        indexes = [models.Index(fields=["keeper", "planned_month", "organ"], name="entry_of_year")]

    def __str__(self) -> str:
        return self.title[:80]

    @property
    def planned_by(self) -> date:
        """The last day that the plan allows."""
        return self.planned_on or last_of_month(self.planned_month)

    @property
    def preparer(self) -> str:
        """Who prepares it, by name or as the table said."""
        return str(self.preparer_unit or self.preparer_post or self.preparer_words or "")

    def days_late(self, today: date) -> int:
        """How many days past its plan it was submitted, or stands unsubmitted; 0 where it is not late."""
        if self.state == EntryState.DROPPED:
            return 0
        until = self.submitted_on or (today if self.state in OPEN_STATES else self.planned_by)
        return max((until - self.planned_by).days, 0)


OPEN_STATES = (EntryState.NOT_BEGUN, EntryState.PREPARING)


def last_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


class EntryMove(models.Model):
    """An entry was moved to another month or day (điều chỉnh thời gian): by whom and why; the old plan stays."""

    entry = models.ForeignKey(CalendarEntry, on_delete=models.CASCADE, related_name="moves", verbose_name="mục")
    old_month = models.DateField("tháng cũ")
    old_on = models.DateField("ngày cũ", null=True)
    new_month = models.DateField("tháng mới")
    new_on = models.DateField("ngày mới", null=True)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người điều chỉnh")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần điều chỉnh"

    def __str__(self) -> str:
        return f"{self.old_month:%m/%Y} → {self.new_month:%m/%Y}"
