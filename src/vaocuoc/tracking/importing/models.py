"""Batches of an import with their sheets and rows; the remembered shapes of trackers and choices of values."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Task

UNDO_HOURS = 24


class ImportKind(models.TextChoices):
    TASKS = "tasks", _("Nhiệm vụ")
    INDICATORS = "indicators", _("Chỉ tiêu, mục tiêu, số liệu")
    UNITS = "units", _("Đơn vị")
    POSTS = "posts", _("Chức danh")
    ACCOUNTS = "accounts", _("Cán bộ và tài khoản")


DIRECTORY_KINDS = frozenset({ImportKind.UNITS, ImportKind.POSTS, ImportKind.ACCOUNTS})
"""What stands in no register: kept by the administrator alone."""


class BatchState(models.TextChoices):
    COLUMNS = "columns", _("Đang chọn cột")
    PREPARING = "preparing", _("Đang đọc các dòng")
    READY = "ready", _("Chờ ghi vào sổ")
    APPLYING = "applying", _("Đang ghi vào sổ")
    APPLIED = "applied", _("Đã ghi vào sổ")
    UNDONE = "undone", _("Đã hoàn tác")
    FAILED = "failed", _("Không ghi được")


class Outcome(models.TextChoices):
    """What becomes of a row, said before anything is written (kết quả của một dòng)."""

    NEW = "new", _("Thêm mới")
    UPDATE = "update", _("Cập nhật")
    DONE_OUTSIDE = "done_outside", _("Đã xong từ trước, không xét đúng hạn")
    DONE_DATED = "done_dated", _("Đã xong, có ngày hoàn thành")
    AWAITING = "awaiting", _("Chờ nghiệm thu")
    HELD = "held", _("Chờ bổ sung")
    SAME = "same", _("Không đổi")
    SKIPPED = "skipped", _("Bỏ qua")


WRITTEN = frozenset({Outcome.NEW, Outcome.UPDATE, Outcome.DONE_OUTSIDE, Outcome.DONE_DATED, Outcome.AWAITING})


class RowState(models.TextChoices):
    PLANNED = "", _("Chưa ghi")
    WRITTEN = "written", _("Đã ghi")
    WAITING = "waiting", _("Chờ bổ sung")
    COMPLETED = "completed", _("Đã bổ sung")
    DROPPED = "dropped", _("Đã bỏ")
    UNDONE = "undone", _("Đã hoàn tác")
    KEPT = "kept", _("Giữ lại khi hoàn tác")


class ImportProfile(models.Model):
    """The shape of a tracker as an office keeps it (hồ sơ cột): its headings in order and what each one means.

    ``mapping`` gives a field, or nothing for "kept as it is", by the plain heading. A new file whose headings it knows
    for the most part is read by it.
    """

    keeper = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    kind = models.CharField("loại bảng", max_length=12, choices=ImportKind.choices)
    name = models.CharField("tên", max_length=255)
    headings = models.JSONField("tiêu đề cột", default=list)
    mapping = models.JSONField("nghĩa của cột", default=dict)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu")
    saved_at = models.DateTimeField("lưu lúc", default=timezone.now)

    class Meta:
        verbose_name = "hồ sơ cột"

    def __str__(self) -> str:
        return self.name


class ImportChoice(models.Model):
    """What an office means by a word of its trackers (cách hiểu đã nhớ): "Đang làm", "Sở KHĐT"."""

    keeper = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    field = models.CharField("loại giá trị", max_length=20)
    text = models.CharField("chữ trong bảng", max_length=500)
    folded = models.CharField("chữ để đối chiếu", max_length=500)
    value = models.CharField("nghĩa là", max_length=200)
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người chọn")
    chosen_at = models.DateTimeField("chọn lúc", default=timezone.now)

    class Meta:
        verbose_name = "cách hiểu đã nhớ"
        constraints = [
            models.UniqueConstraint(fields=["keeper", "field", "folded"], name="import_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} = {self.value}"


class ImportBatch(models.Model):
    """One file being taken in (đợt nhập): what was chosen of it, what became of it.

    ``sheets_chosen`` are places of sheets, ``mapping`` gives a field by plain heading, ``options`` hold what is said
    for the whole file: hidden rows, defaults, words left undecided. ``rows_done`` of ``rows_total`` tell how far the
    job that reads or writes it has come. It can be undone within 24 hours but for what
    people have touched since.
    """

    keeper = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    kind = models.CharField("loại bảng", max_length=12, choices=ImportKind.choices)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    state = models.CharField("tình trạng", max_length=10, choices=BatchState.choices, default=BatchState.COLUMNS)
    profile = models.ForeignKey(
        ImportProfile, null=True, on_delete=models.SET_NULL, related_name="batches", verbose_name="hồ sơ cột"
    )
    sheets_chosen = models.JSONField("trang tính được chọn", default=list)
    mapping = models.JSONField("nghĩa của cột", default=dict)
    options = models.JSONField("tùy chọn", default=dict)
    counts = models.JSONField("số dòng theo kết quả", default=dict)
    rows_done = models.PositiveIntegerField("số dòng đã xong", default=0)
    rows_total = models.PositiveIntegerField("tổng số dòng", default=0)
    error_code = models.CharField("mã lỗi", max_length=60, blank=True)
    error_facts = models.JSONField("chi tiết lỗi", default=dict)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("đưa vào lúc", default=timezone.now)
    applied_at = models.DateTimeField("ghi vào sổ lúc", null=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        verbose_name = _("đợt nhập")
        indexes = [models.Index(fields=["keeper", "-created_at"], name="import_batches")]

    def __str__(self) -> str:
        return self.name

    def undo_until(self) -> datetime | None:
        """Until when the batch can be undone; None where it was never written."""
        return self.applied_at + timedelta(hours=UNDO_HOURS) if self.applied_at else None


class ImportSheet(models.Model):
    """A sheet or table of the file as it was read (trang tính): kept so that columns can be chosen again."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="sheets", verbose_name="đợt nhập")
    place = models.PositiveIntegerField("thứ tự")
    name = models.CharField("tên", max_length=255, blank=True)
    hidden = models.BooleanField("đang ẩn", default=False)
    headings = models.JSONField("tiêu đề cột", default=list)
    rows = models.PositiveIntegerField("số dòng", default=0)
    grid = models.JSONField("lưới ô", default=dict)

    class Meta:
        verbose_name = "trang tính"
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_sheet_once")]

    def __str__(self) -> str:
        return self.name


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Rows of imports."""

    def of_written(self) -> ImportRowQuerySet:
        """Rows that the register remembers: of batches that were written, not taken back; a preview is no memory."""
        written = self.filter(batch__state__in=[BatchState.APPLIED, BatchState.UNDONE])
        return written.exclude(state=RowState.UNDONE).order_by("batch__applied_at", "place")


class ImportRow(models.Model):
    """A row of the file (dòng của bảng) with what becomes of it and, once written, what it became.

    ``cells`` are the row's own texts by heading, kept for the task's page and for giving the form back;
    ``values`` is what they were read as; ``missing`` names what a held row lacks; ``notes`` what to look at;
    ``changes`` the old and new of an update; ``undo`` what takes it back.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", verbose_name="đợt nhập")
    place = models.PositiveIntegerField("thứ tự")
    sheet = models.CharField("trang tính", max_length=255, blank=True)
    number = models.PositiveIntegerField("dòng số")
    cells = models.JSONField("các ô", default=dict)
    group = models.CharField("nhóm", max_length=500, blank=True)
    hidden = models.BooleanField("đang ẩn", default=False)
    outcome = models.CharField("kết quả", max_length=12, choices=Outcome.choices)
    reason = models.CharField("lý do bỏ qua", max_length=40, blank=True)
    values = models.JSONField("đã đọc thành", default=dict)
    missing = models.JSONField("còn thiếu", default=list)
    notes = models.JSONField("cần xem", default=list)
    changes = models.JSONField("thay đổi", default=list)
    key = models.CharField("khóa nội dung", max_length=64, blank=True)
    own_key = models.CharField("khóa nội dung kèm hạn", max_length=64, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=RowState.choices, default="", blank=True)
    task = models.ForeignKey(
        Task, null=True, on_delete=models.SET_NULL, related_name="import_rows", verbose_name="nhiệm vụ"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.SET_NULL, related_name="import_rows", verbose_name="chỉ tiêu"
    )
    undo = models.JSONField("để hoàn tác", default=dict)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhập"
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "outcome", "place"], name="import_outcomes"),
            models.Index(fields=["key"], name="import_keys"),
            models.Index(fields=["state", "batch"], name="import_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"
