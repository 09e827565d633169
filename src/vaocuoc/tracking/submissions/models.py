"""Reports of a period, their draft cells and steps, printed sheets, and corrections of approved figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.models import Calendar, Frequency, Indicator, Observation


class State(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("Đang nhập")
    SUBMITTED = "submitted", _("Chờ duyệt")
    CHECKED = "checked", _("Đã duyệt bước một, chờ duyệt")
    RETURNED = "returned", _("Trả lại")
    APPROVED = "approved", _("Đã duyệt")


OPEN_STATES = (State.DRAFT, State.RETURNED)
WAITING_STATES = (State.SUBMITTED, State.CHECKED)


class Submission(models.Model):
    """One provider's report to one register for one period (báo cáo số liệu kỳ).

    ``steps`` is how many approvals it needs, taken from the register's rule when it is submitted. ``turn`` counts how
    often it was submitted. What was submitted are observations, which never change; this row and its cells are the desk
    that they were written at.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="báo cáo cho")
    provider = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến ngày")
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.DRAFT)
    steps = models.PositiveSmallIntegerField("số bước duyệt", default=1)
    turn = models.PositiveSmallIntegerField("lần gửi", default=0)
    submitted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    submitted_as = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    created_at = models.DateTimeField("lập lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần đổi", default=0)

    class Meta:
        verbose_name = _("báo cáo số liệu kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "provider", "calendar", "period_kind", "year", "index"], name="submission_once"
            ),
            models.CheckConstraint(condition=Q(steps__gte=1, steps__lte=2), name="submission_one_or_two_steps"),
        ]
        indexes = [models.Index(fields=["state", "keeper", "period_end"], name="submissions_by_state")]

    def __str__(self) -> str:
        return f"{self.provider}: {self.period_kind} {self.year}-{self.index}"

    @property
    def period(self) -> Period:
        return Period.of(self.calendar, self.period_kind, self.year, self.index)

    @property
    def is_open(self) -> bool:
        """Whether its cells may be filled."""
        return self.state in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES


class Cell(models.Model):
    """One figure of a report as it is being filled in (ô số liệu): what was typed, and what it was understood as.

    ``finding`` is the sentence of an issued report that it was taken from; typing another value lets go of it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="cells", verbose_name="báo cáo")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    typed = models.CharField("số đã gõ", max_length=60, blank=True)
    value = models.BigIntegerField("giá trị", null=True)
    missing_reason = models.CharField("lý do không có số", max_length=300, blank=True)
    is_estimate = models.BooleanField("số ước", default=False)
    note = models.CharField("giải thích", max_length=500, blank=True)
    evidence = models.CharField("tài liệu chứng minh", max_length=300, blank=True)
    evidence_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="văn bản chứng minh trong sổ",
    )  # fmt: skip
    observation = models.ForeignKey(
        Observation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="số đã báo cáo"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu lấy số"
    )
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    saved_at = models.DateTimeField("lưu lúc", default=timezone.now)

    class Meta:
        verbose_name = "ô số liệu"
        constraints = [models.UniqueConstraint(fields=["submission", "indicator", "unit"], name="cell_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id}: {self.typed}"

    @property
    def is_filled(self) -> bool:
        return self.value is not None or bool(self.missing_reason)


class Deed(models.TextChoices):
    """What can happen to a report."""

    SUBMIT = "submit", _("Gửi báo cáo")
    TAKE_BACK = "take_back", _("Rút lại")
    RETURN = "return", _("Trả lại")
    CHECK = "check", _("Duyệt bước một")
    APPROVE = "approve", _("Duyệt")


class Sheet(models.Model):
    """A printed sheet of a submitted report (bản in để ký); the code names it, the digest what stood on it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sheets", verbose_name="báo cáo")
    turn = models.PositiveSmallIntegerField("lần gửi")
    code = models.CharField("mã bản in", max_length=12, unique=True)
    digest = models.CharField("mã kiểm tra nội dung", max_length=64)
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người in")
    printed_at = models.DateTimeField("in lúc", default=timezone.now)

    class Meta:
        verbose_name = "bản in để ký"

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """Something that happened to a report (bước của báo cáo); rows are only added.

    An approval taken over from paper names who signed and when, and the scan by its hash: the file stays byte for byte.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="story", verbose_name="báo cáo")
    deed = models.CharField("việc", max_length=10, choices=Deed.choices)
    turn = models.PositiveSmallIntegerField("lần gửi")
    reason = models.CharField("lý do", max_length=500, blank=True)
    count = models.PositiveIntegerField("số ô", default=0)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người làm")
    done_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    done_at = models.DateTimeField("lúc", default=timezone.now)
    sheet = models.ForeignKey(
        Sheet, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="bản in"
    )
    signed_by = models.CharField("người ký duyệt trên giấy", max_length=200, blank=True)
    signed_on = models.DateField("ký ngày", null=True, blank=True)
    scan_name = models.CharField("tên tệp quét", max_length=255, blank=True)
    scan_sha256 = models.CharField("mã SHA-256", max_length=64, blank=True)
    scan_size = models.PositiveBigIntegerField("cỡ tệp", default=0)

    class Meta:
        verbose_name = "bước của báo cáo"

    def __str__(self) -> str:
        return f"{self.submission_id} {self.deed}"


class ApprovalRule(models.Model):
    """How many approvals the reports to a register need (số bước duyệt), from a day on; the latest row holds."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="sổ của đơn vị")
    steps = models.PositiveSmallIntegerField("số bước duyệt", default=1)
    valid_from = models.DateField("từ ngày")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đặt")
    set_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("số bước duyệt")
        constraints = [
            models.CheckConstraint(condition=Q(steps__gte=1, steps__lte=2), name="approval_rule_one_or_two_steps")
        ]

    def __str__(self) -> str:
        return f"{self.keeper}: {self.steps}"


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("Chờ quyết định")
    APPROVED = "approved", _("Đã đính chính")
    REFUSED = "refused", _("Không đồng ý")


class Correction(models.Model):
    """A proposal to change an approved figure (đính chính số liệu), and what was decided on it.

    ``touched`` keeps what it was shown to touch when it was decided; the figure itself is written as a further
    revision, by the decision and not before.
    """

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="corrections", verbose_name="số đã duyệt"
    )
    value = models.BigIntegerField("số đúng", null=True)
    missing_reason = models.CharField("lý do không có số", max_length=300, blank=True)
    reason = models.CharField("lý do đính chính", max_length=500)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="căn cứ"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED
    )
    touched = models.JSONField("ảnh hưởng", default=dict)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề nghị")
    proposed_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    proposed_at = models.DateTimeField("đề nghị lúc", default=timezone.now)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định"
    )
    decided_as = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)
    decision_reason = models.CharField("lý do quyết định", max_length=500, blank=True)
    result = models.OneToOneField(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by",
        verbose_name="số đính chính",
    )  # fmt: skip

    class Meta:
        verbose_name = _("đính chính số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["observation"], condition=Q(state="proposed"), name="correction_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing_reason="") | Q(value__isnull=True) & ~Q(missing_reason=""),
                name="correction_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} → {self.value}"
