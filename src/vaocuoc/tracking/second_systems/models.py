"""Second systems, the tables they ask for, what must stand in them, and what was entered there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Level, Post, Unit, User
from vaocuoc.documents.papers.models import DocumentType
from vaocuoc.tracking.indicators.models import Calendar, Frequency, Indicator
from vaocuoc.tracking.tasks.models import Task


class Kind(models.TextChoices):
    """What an entry is of. A figure is of an indicator, a unit and a period; a target of an indicator and a unit."""

    TASK = "task", _("Nhiệm vụ")
    FIGURE = "figure", _("Số liệu")
    TARGET = "target", _("Mục tiêu")


class EnteredBy(models.TextChoices):
    OFFICE = "office", _("Văn phòng nhập tất cả")
    LEADS = "leads", _("Đơn vị chủ trì, đơn vị có số liệu tự nhập")


class DayFormat(models.TextChoices):
    CELL = "cell", _("Ô ngày của Excel")
    VIETNAMESE = "vn", _("Chữ, 31/12/2025")
    ISO = "iso", _("Chữ, 2025-12-31")


class SecondSystem(models.Model):
    """A system of another body into which the same things are entered again (hệ thống thứ hai).

    ``keeper`` is the office from whose registers they are. ``since`` keeps back what was there before: tasks recorded
    and periods ended earlier need not be entered. ``state_words`` says what each state of a task is called there (by
    our code; what is missing is called as here).
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan phải nhập")
    name = models.CharField("tên hệ thống", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=30)
    takes_tasks = models.BooleanField("nhận nhiệm vụ", default=True)
    takes_figures = models.BooleanField("nhận số liệu", default=False)
    takes_targets = models.BooleanField("nhận mục tiêu", default=False)
    entered_by = models.CharField("ai nhập", max_length=10, choices=EnteredBy.choices, default=EnteredBy.OFFICE)
    since = models.DateField("phải nhập từ ngày")
    day_format = models.CharField("cách ghi ngày", max_length=5, choices=DayFormat.choices, default=DayFormat.CELL)
    state_words = models.JSONField("trạng thái ở đó", default=dict, blank=True)
    closed_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người khai")
    created_at = models.DateTimeField("khai lúc", default=timezone.now)

    class Meta:
        verbose_name = _("hệ thống thứ hai")
        constraints = [
            models.UniqueConstraint(fields=["keeper", "short_name"], name="second_system_name"),
            models.CheckConstraint(
                condition=Q(takes_tasks=True) | Q(takes_figures=True) | Q(takes_targets=True),
                name="second_system_takes_something",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def kinds(self) -> list[Kind]:
        """What the system takes, in the order of every screen."""
        taken = {Kind.TASK: self.takes_tasks, Kind.FIGURE: self.takes_figures, Kind.TARGET: self.takes_targets}
        return [kind for kind in Kind if taken[kind]]


class SystemColumn(models.Model):
    """A column of the table that a system takes in (cột của bảng): its heading there, which field of ours fills it."""

    system = models.ForeignKey(SecondSystem, on_delete=models.CASCADE, related_name="columns", verbose_name="hệ thống")
    kind = models.CharField("của", max_length=10, choices=Kind.choices)
    place = models.PositiveSmallIntegerField("thứ tự")
    heading = models.CharField("tiêu đề", max_length=200)
    field = models.CharField("lấy từ", max_length=20, blank=True)

    class Meta:
        verbose_name = "cột của hệ thống thứ hai"
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "place"], name="second_column_place"),
        ]

    def __str__(self) -> str:
        return self.heading


class SystemRule(models.Model):
    """Which things must stand in a system (quy tắc phải nhập): all that is filled in holds at once, any rule will do.

    A rule in which nothing is filled in takes everything of its kind from the office's register.
    """

    system = models.ForeignKey(SecondSystem, on_delete=models.CASCADE, related_name="rules", verbose_name="hệ thống")
    kind = models.CharField("áp dụng cho", max_length=10, choices=Kind.choices)
    level = models.CharField("cấp ban hành văn bản", max_length=20, choices=Level.choices, blank=True)
    document_type = models.CharField("thể loại văn bản", max_length=20, choices=DocumentType.choices, blank=True)
    field = models.CharField("lĩnh vực", max_length=100, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đặt")
    made_at = models.DateTimeField("đặt lúc", default=timezone.now)

    class Meta:
        verbose_name = "quy tắc phải nhập"

    def __str__(self) -> str:
        return f"{self.system}: {self.kind} {self.level} {self.document_type} {self.field}"


class Stand(models.TextChoices):
    """What a person noted of an entry; that ours changed since is worked out, never typed."""

    NOT_ENTERED = "not_entered", _("Chưa nhập")
    SAME = "same", _("Đã nhập, khớp")
    DIFFERENT = "different", _("Đã nhập, khác")


class Asked(models.TextChoices):
    BY_RULE = "", _("Theo quy tắc")
    YES = "yes", _("Phải nhập")
    NO = "no", _("Không phải nhập")


class SystemEntry(models.Model):
    """One thing in one second system (mục đã nhập): its code there, when and by whom it was entered, how it stands.

    ``fingerprint`` and ``said`` keep what stood here when it was entered: what changed since is computed from them.
    ``theirs`` is what stands there where it differs, as typed; ``their_value`` the figure behind it, scaled as ours.
    """

    system = models.ForeignKey(SecondSystem, on_delete=models.PROTECT, related_name="entries", verbose_name="hệ thống")
    kind = models.CharField("của", max_length=10, choices=Kind.choices)
    task = models.ForeignKey(
        Task, null=True, on_delete=models.CASCADE, related_name="second_entries", verbose_name="nhiệm vụ"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, blank=True)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    index = models.PositiveSmallIntegerField("kỳ thứ", null=True)
    asked = models.CharField("phải nhập", max_length=5, choices=Asked.choices, default=Asked.BY_RULE, blank=True)
    asked_reason = models.CharField("lý do", max_length=300, blank=True)
    stand = models.CharField("tình trạng", max_length=15, choices=Stand.choices, default=Stand.NOT_ENTERED)
    code = models.CharField("mã ở hệ thống đó", max_length=80, blank=True)
    theirs = models.CharField("ở hệ thống đó ghi", max_length=300, blank=True)
    their_value = models.BigIntegerField("số ở hệ thống đó", null=True)
    note = models.CharField("khác ở chỗ", max_length=500, blank=True)
    fingerprint = models.CharField("dấu vết giá trị lúc nhập", max_length=32, blank=True)
    said = models.JSONField("giá trị lúc nhập", default=dict, blank=True)
    entered_on = models.DateField("nhập ngày", null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("mục ở hệ thống thứ hai")
        constraints = [
            models.UniqueConstraint(fields=["system", "task"], condition=Q(kind="task"), name="second_entry_task"),
            models.UniqueConstraint(
                fields=["system", "indicator", "unit", "calendar", "period_kind", "year", "index"],
                condition=Q(kind="figure"),
                name="second_entry_figure",
            ),
            models.UniqueConstraint(
                fields=["system", "indicator", "unit"], condition=Q(kind="target"), name="second_entry_target"
            ),
            models.CheckConstraint(
                condition=Q(kind="task", task__isnull=False, indicator__isnull=True)
                | Q(kind="target", task__isnull=True, indicator__isnull=False, unit__isnull=False, year__isnull=True)
                | Q(
                    kind="figure",
                    task__isnull=True,
                    indicator__isnull=False,
                    unit__isnull=False,
                    year__isnull=False,
                    index__isnull=False,
                ),
                name="second_entry_of_one",
            ),
            models.CheckConstraint(
                condition=Q(stand="not_entered", entered_on__isnull=True)
                | ~Q(stand="not_entered") & Q(entered_on__isnull=False) & ~Q(fingerprint=""),
                name="second_entry_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["system", "kind", "code"], name="second_entry_code"),
            models.Index(fields=["indicator", "system"], name="second_entry_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.kind} {self.task_id or self.indicator_id}"


class SystemComparison(models.Model):
    """A file that a second system gave out, held against ours (đợt đối chiếu); nothing is written until a person does.

    ``rows`` are its records: number, code, and by our field what stands there. The file itself is not kept.
    """

    system = models.ForeignKey(
        SecondSystem, on_delete=models.PROTECT, related_name="comparisons", verbose_name="hệ thống"
    )
    kind = models.CharField("của", max_length=10, choices=Kind.choices)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField("các dòng", default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đưa vào")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("đưa vào lúc", default=timezone.now)
    written_at = models.DateTimeField("ghi lúc", null=True)
    written = models.JSONField("đã ghi", default=dict, blank=True)

    class Meta:
        verbose_name = _("đợt đối chiếu")

    def __str__(self) -> str:
        return self.name
