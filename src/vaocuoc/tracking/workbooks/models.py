"""Workbooks given out for a period in one go, and those that came back with what would become of them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.indicators.models import Calendar, Frequency
from vaocuoc.tracking.submissions.models import Submission


class RunState(models.TextChoices):
    MAKING = "making", _("Đang làm các bảng")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không làm được")


class WorkbookRun(models.Model):
    """All workbooks of a register for a period, made by a job (đợt làm bảng Excel): how far it is, then the archive.

    The archive stays a day with the files being received; it can be made again at any time.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="báo cáo cho")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    state = models.CharField("tình trạng", max_length=10, choices=RunState.choices, default=RunState.MAKING)
    done = models.PositiveIntegerField("số bảng đã làm", default=0)
    total = models.PositiveIntegerField("tổng số bảng")
    error_code = models.CharField("mã lỗi", max_length=60, blank=True)
    error_facts = models.JSONField("chi tiết lỗi", default=dict)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lấy")
    asked_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    asked_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "đợt làm bảng Excel"

    def __str__(self) -> str:
        return f"{self.keeper}: {self.period_kind} {self.year}-{self.index}"

    @property
    def period(self) -> Period:
        return Period.of(self.calendar, self.period_kind, self.year, self.index)


class ReturnBatch(models.Model):
    """Workbooks handed in together (đợt nhập bảng Excel), one, several or an archive of them.

    ``asked_for`` names what they are expected to be of, as keys and the period's address; empty where any will do.
    """

    asked_for = models.JSONField("dành cho", default=dict)
    done = models.PositiveIntegerField("số tệp đã đọc", default=0)
    total = models.PositiveIntegerField("tổng số tệp")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "đợt nhập bảng Excel"
        indexes = [models.Index(fields=["created_by", "-created_at"], name="return_batches_mine")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}: {self.total}"

    @property
    def is_reading(self) -> bool:
        return self.done < self.total


class BookState(models.TextChoices):
    """What a returned workbook waits for, or came to."""

    UNREAD = "unread", _("Đang đọc")
    READY = "ready", _("Chờ ghi")
    FAULTY = "faulty", _("Có dòng cần sửa")
    SAME = "same", _("Không có gì thay đổi")
    REFUSED = "refused", _("Không nhận")
    WRITTEN = "written", _("Đã ghi")


class ReturnedBook(models.Model):
    """One workbook that came back (bảng Excel gửi lại): what its rows say, and what would become of each.

    ``said`` is what stood in the sheet, ``plan`` what was shown of it before anything was written, ``counts`` its rows
    by outcome. The file itself is not kept.
    """

    batch = models.ForeignKey(ReturnBatch, on_delete=models.CASCADE, related_name="books", verbose_name="đợt")
    place = models.PositiveIntegerField("thứ tự")
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã SHA-256", max_length=64, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=BookState.choices, default=BookState.UNREAD)
    keeper = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="báo cáo cho")
    provider = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    period = models.CharField("kỳ", max_length=30, blank=True)
    error_code = models.CharField("mã lỗi", max_length=60, blank=True)
    error_facts = models.JSONField("chi tiết lỗi", default=dict)
    said = models.JSONField("nội dung", default=list)
    plan = models.JSONField("dự kiến", default=list)
    counts = models.JSONField("số dòng theo kết quả", default=dict)
    submission = models.ForeignKey(
        Submission, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="báo cáo đã ghi"
    )
    written_at = models.DateTimeField("ghi lúc", null=True)

    class Meta:
        verbose_name = "bảng Excel gửi lại"
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="returned_book_once")]

    def __str__(self) -> str:
        return self.name
