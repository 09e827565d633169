"""Regimes with their versions, rounds with their deadlines, and the reports that units owe to a round."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import CIVIL, Period
from vaocuoc.directory.models import Post, RelationKind, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.tracking.chasing.models import PushingLetter
from vaocuoc.tracking.models import Indicator, Task, TaskUpdate


class RegimeKind(models.TextChoices):
    """The three kinds of Nghị định 09/2019/NĐ-CP."""

    PERIODIC = "periodic", _("Định kỳ")
    THEMATIC = "thematic", _("Chuyên đề")
    AD_HOC = "ad_hoc", _("Đột xuất")


class Cycle(models.TextChoices):
    """How often a report is due (tần suất); ``once`` is opened by hand."""

    MONTH = "month", _("Hằng tháng")
    QUARTER = "quarter", _("Hằng quý")
    HALF_YEAR = "half_year", _("6 tháng")
    NINE_MONTHS = "nine_months", _("9 tháng")
    YEAR = "year", _("Hằng năm")
    ONCE = "once", _("Khi có yêu cầu")


class Channel(models.TextChoices):
    """How a report is sent (phương thức gửi)."""

    HERE = "here", _("Trên phần mềm này")
    AXIS = "axis", _("Trục liên thông văn bản")
    PAPER = "paper", _("Văn bản giấy")
    MAIL = "mail", _("Thư điện tử")
    OTHER_SYSTEM = "other_system", _("Hệ thống của nơi nhận")


class Figures(models.TextChoices):
    """Which figures a report asks (số liệu phải báo cáo)."""

    NONE = "none", _("Không lấy số liệu")
    ALL = "all", _("Mọi chỉ tiêu đơn vị phải báo cáo trong kỳ")
    LISTED = "listed", _("Các chỉ tiêu nêu trong chế độ")


class Regime(models.Model):
    """A report that is asked again and again (chế độ báo cáo); what it asks stands in its versions.

    ``keeper`` is the unit in whose register it stands: it receives the reports, unless a body outside does (then the
    version names it and the keeper itself owes them). ``ended_on`` is the first day on which it no longer holds.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    kind = models.CharField("loại", max_length=10, choices=RegimeKind.choices, default=RegimeKind.PERIODIC)
    is_outward = models.BooleanField("báo cáo ra ngoài", default=False)
    ended_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    end_reason = models.CharField("lý do", max_length=300, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = _("chế độ báo cáo")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class RegimeVersion(models.Model):
    """What a regime asks from a day on (nội dung chế độ báo cáo): the ten elements of Nghị định 09/2019/NĐ-CP.

    Who owes is a group of units below the keeper in one order (``relation``), of some kinds and levels (empty: any),
    direct children or all below; or those that owe the figures (``by_obligation``); and units named one by one.
    ``working_days`` are the working days after the cut-off by level; ``on_day`` is a fixed day of a month instead.
    """

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="versions", verbose_name="chế độ")
    valid_from = models.DateField("hiệu lực từ ngày")
    name = models.CharField("tên báo cáo", max_length=300)
    content = models.TextField("nội dung yêu cầu báo cáo", blank=True)
    relation = models.CharField("theo hệ thống", max_length=20, choices=RelationKind.choices, blank=True)
    unit_kinds = models.JSONField("loại đơn vị", default=list, blank=True)
    unit_levels = models.JSONField("cấp", default=list, blank=True)
    directly = models.BooleanField("chỉ đơn vị trực thuộc", default=True)
    by_obligation = models.BooleanField("đơn vị có chỉ tiêu phải báo cáo", default=False)
    named = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị nêu tên")
    receiver = models.CharField("cơ quan nhận", max_length=300, blank=True)
    channel = models.CharField("phương thức gửi", max_length=15, choices=Channel.choices, default=Channel.HERE)
    working_days = models.JSONField("số ngày làm việc sau chốt số liệu, theo cấp", default=dict, blank=True)
    on_day = models.PositiveSmallIntegerField("ngày cố định trong tháng", null=True, blank=True)
    cycle = models.CharField("tần suất", max_length=12, choices=Cycle.choices, default=Cycle.MONTH)
    calendar = models.CharField("thời gian chốt số liệu", max_length=15, default=CIVIL)
    opens_before = models.PositiveSmallIntegerField("mở trước ngày chốt", default=3)
    figures = models.CharField("số liệu", max_length=10, choices=Figures.choices, default=Figures.NONE)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="+", verbose_name="chỉ tiêu")
    asks_tasks = models.BooleanField("hỏi nhiệm vụ đang làm", default=False)
    task_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ của văn bản"
    )
    guidance = models.TextField("mẫu đề cương, hướng dẫn", blank=True)
    forms = models.CharField("biểu mẫu số liệu", max_length=300, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    basis_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản căn cứ"
    )
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    set_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = "nội dung chế độ báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["regime", "valid_from"], name="regime_version_once"),
            models.CheckConstraint(
                condition=Q(on_day__isnull=True) | Q(on_day__gte=1, on_day__lte=31), name="regime_day_of_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegimeSection(models.Model):
    """A part of a report that is answered in words (mục của đề cương)."""

    version = models.ForeignKey(RegimeVersion, on_delete=models.CASCADE, related_name="sections", verbose_name="chế độ")
    place = models.PositiveSmallIntegerField("thứ tự")
    heading = models.CharField("mục", max_length=300)
    required = models.BooleanField("bắt buộc", default=True)

    class Meta:
        verbose_name = "mục của đề cương"
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="regime_section_place")]

    def __str__(self) -> str:
        return self.heading


class Round(models.Model):
    """One asking of a regime (kỳ báo cáo): for a period, or for days of its own where it is opened by hand.

    Its figures stand in the submissions of the period, never here. ``cutoff`` is the last day that is reported on.
    """

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="rounds", verbose_name="chế độ")
    version = models.ForeignKey(RegimeVersion, on_delete=models.PROTECT, related_name="rounds", verbose_name="theo bản")
    title = models.CharField("tên kỳ", max_length=300)
    cycle = models.CharField("loại kỳ", max_length=12, choices=Cycle.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    starts_on = models.DateField("từ ngày")
    cutoff = models.DateField("chốt số liệu ngày")
    opened_on = models.DateField("mở ngày")
    opened_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người mở"
    )
    closed_on = models.DateField("đóng ngày", null=True, blank=True)
    close_reason = models.CharField("lý do đóng", max_length=300, blank=True)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["regime", "cycle", "year", "index"], name="round_once"),
            models.CheckConstraint(condition=Q(cutoff__gte=F("starts_on")), name="round_is_forward"),
        ]
        indexes = [models.Index(fields=["closed_on", "cutoff"], name="rounds_running")]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period | None:
        """The period it is for; None where it was opened for days of its own."""
        if self.cycle == Cycle.ONCE:
            return None
        return Period.of(self.version.calendar, self.cycle, self.year, self.index)


class RoundDeadline(models.Model):
    """Until when the units of a level report to a round (thời hạn gửi); the first day stays beside a moved one.

    The empty level is that of all levels without a row of their own. ``days_off`` names the days (ISO, by spaces) that
    were declared days off after the round was opened and moved a day that was counted in working days.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="deadlines", verbose_name="kỳ")
    level = models.CharField("cấp", max_length=20)
    due = models.DateField("hạn gửi")
    first_due = models.DateField("hạn ban đầu")
    is_computed = models.BooleanField("tính theo ngày làm việc", default=True)
    days_off = models.CharField("dời vì nghỉ các ngày", max_length=300, blank=True)

    class Meta:
        verbose_name = "hạn gửi của cấp"
        constraints = [models.UniqueConstraint(fields=["round", "level"], name="round_deadline_once")]

    def __str__(self) -> str:
        return f"{self.level}: {self.due}"


class ReportState(models.TextChoices):
    """Where a unit's report to a round stands."""

    NONE = "none", _("Chưa nhập")
    DRAFT = "draft", _("Đang nhập")
    SUBMITTED = "submitted", _("Chờ duyệt")
    CHECKED = "checked", _("Đã duyệt bước một, chờ duyệt")
    RETURNED = "returned", _("Trả lại")
    APPROVED = "approved", _("Đã duyệt")
    SENT = "sent", _("Đã gửi ra ngoài")
    DROPPED = "dropped", _("Không phải báo cáo")


OPEN_STATES = (ReportState.NONE, ReportState.DRAFT, ReportState.RETURNED)
WAITING_STATES = (ReportState.SUBMITTED, ReportState.CHECKED)
HANDED_STATES = (*WAITING_STATES, ReportState.APPROVED, ReportState.SENT)


class RoundReport(models.Model):
    """What one unit owes to one round (báo cáo kỳ của đơn vị): by when, where it stands, when it was handed in.

    ``parent`` is the unit above in the round's order, which lists group by. ``handed_on`` is the day of the first
    handing in: on time is judged by it, whatever was returned later. One that went to a body outside keeps the number
    and day of the paper. A unit that ended is dropped from the round with a sentence; ``moved_to`` reports instead.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports", verbose_name="kỳ")
    provider = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo")
    parent = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị cấp trên"
    )
    due = models.DateField("hạn gửi")
    state = models.CharField("tình trạng", max_length=10, choices=ReportState.choices, default=ReportState.NONE)
    steps = models.PositiveSmallIntegerField("số bước duyệt", default=1)
    turn = models.PositiveSmallIntegerField("lần gửi", default=0)
    handed_on = models.DateField("ngày gửi lần đầu", null=True, blank=True)
    handed_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    handed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    missing_reason = models.CharField("lý do còn thiếu", max_length=300, blank=True)
    chased_at = models.DateTimeField("đôn đốc lần cuối", null=True, blank=True)
    sent_number = models.CharField("số, ký hiệu văn bản gửi", max_length=80, blank=True)
    sent_on = models.DateField("ngày văn bản gửi", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản gửi"
    )
    moved_to = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo thay"
    )
    dropped_why = models.CharField("vì sao không phải báo cáo", max_length=300, blank=True)
    version = models.PositiveIntegerField("lần đổi", default=0)

    class Meta:
        verbose_name = _("báo cáo kỳ của đơn vị")
        constraints = [models.UniqueConstraint(fields=["round", "provider"], name="round_report_once")]
        indexes = [
            # All that the page of a round counts by: it opens no row of thousands.
            models.Index(fields=["round", "state", "due", "handed_on", "parent"], name="round_progress"),
            models.Index(fields=["provider", "state", "due"], name="round_reports_of_unit"),
            models.Index(fields=["state", "handed_at"], name="round_reports_waiting"),  # few of many years wait
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.round}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be filled."""
        return self.state in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES


class TextAnswer(models.Model):
    """What a unit wrote under one section of a report (nội dung của mục)."""

    report = models.ForeignKey(RoundReport, on_delete=models.CASCADE, related_name="texts", verbose_name="báo cáo")
    section = models.ForeignKey(RegimeSection, on_delete=models.PROTECT, related_name="+", verbose_name="mục")
    text = models.TextField("nội dung")
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    saved_at = models.DateTimeField("lưu lúc", default=timezone.now)

    class Meta:
        verbose_name = "nội dung của mục"
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="text_answer_once")]

    def __str__(self) -> str:
        return self.text[:80]


class TaskAnswer(models.Model):
    """What a unit tells of one task in a report (kết quả thực hiện nhiệm vụ trong kỳ).

    Kept as typed until the report is handed in; then it becomes an update of the task, and ``written`` is that.
    """

    report = models.ForeignKey(RoundReport, on_delete=models.CASCADE, related_name="tasks", verbose_name="báo cáo")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    text = models.CharField("kết quả trong kỳ", max_length=2000, blank=True)
    blocker = models.CharField("vướng mắc", max_length=500, blank=True)
    blocker_for = models.CharField("cấp tháo gỡ", max_length=300, blank=True)
    written = models.ForeignKey(
        TaskUpdate, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cập nhật đã ghi"
    )
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    saved_at = models.DateTimeField("lưu lúc", default=timezone.now)

    class Meta:
        verbose_name = "kết quả nhiệm vụ trong kỳ"
        constraints = [models.UniqueConstraint(fields=["report", "task"], name="task_answer_once")]

    def __str__(self) -> str:
        return self.text[:80]


class ReportDeed(models.TextChoices):
    """What can happen to a unit's report."""

    SUBMIT = "submit", _("Gửi báo cáo")
    TAKE_BACK = "take_back", _("Rút lại")
    RETURN = "return", _("Trả lại")
    CHECK = "check", _("Duyệt bước một")
    APPROVE = "approve", _("Duyệt")
    SEND = "send", _("Ghi đã gửi ra ngoài")
    CHASE = "chase", _("Đôn đốc")
    MOVE = "move", _("Chuyển đơn vị kế thừa")
    DROP = "drop", _("Không phải báo cáo")


class ReportStep(models.Model):
    """Something that happened to a unit's report (bước của báo cáo kỳ); rows are only added.

    ``reason`` of a chase is the number and symbol of the letter that chased, empty where a notice alone did.
    """

    report = models.ForeignKey(RoundReport, on_delete=models.PROTECT, related_name="story", verbose_name="báo cáo")
    deed = models.CharField("việc", max_length=10, choices=ReportDeed.choices)
    turn = models.PositiveSmallIntegerField("lần gửi", default=0)
    reason = models.CharField("lý do", max_length=500, blank=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người làm")
    done_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    done_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "bước của báo cáo kỳ"
        indexes = [models.Index(fields=["report", "turn", "deed"], name="report_steps")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.deed}"


class RoundLetter(PushingLetter):
    """A letter that chases the units of a round that have not reported (công văn đôn đốc kỳ báo cáo)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="letters", verbose_name="kỳ")

    class Meta:
        verbose_name = _("công văn đôn đốc kỳ báo cáo")


class ChasedReport(models.Model):
    """A unit's report that a letter names (báo cáo được đôn đốc); the issued letter keeps what it said of it."""

    letter = models.ForeignKey(
        RoundLetter, on_delete=models.CASCADE, related_name="chased", verbose_name="công văn", db_index=False
    )
    report = models.ForeignKey(RoundReport, on_delete=models.PROTECT, related_name="+", verbose_name="báo cáo")
    state = models.CharField("tình trạng công văn nêu", max_length=10, choices=ReportState.choices, blank=True)
    due = models.DateField("hạn công văn nêu", null=True)
    days_late = models.IntegerField("quá hạn, ngày", null=True)

    class Meta:
        verbose_name = "báo cáo được đôn đốc"
        constraints = [models.UniqueConstraint(fields=["letter", "report"], name="round_letter_names_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.report_id}"
