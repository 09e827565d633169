"""Readings and their findings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, User
from vaocuoc.documents.papers.models import Document, File


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("Chờ đọc")
    READING = "reading", _("Đang đọc")
    DONE = "done", _("Đã đọc")
    FAILED = "failed", _("Không đọc được")


class ReadingStage(models.TextChoices):
    """What is being done just now, for whoever watches; the state alone decides anything."""

    OPENING = "opening", _("Đang mở tệp")
    SCANNING = "scanning", _("Đang đọc chữ trên ảnh quét")
    FINDING = "finding", _("Đang nhận ra chỉ tiêu, nhiệm vụ")
    WRITING = "writing", _("Đang ghi kết quả")


class Reading(models.Model):
    """What one version of the reader made of one file (bản đọc): immutable text and blocks, and findings.

    ``blocks`` is the list of the reading contract. A scan (bản quét) was read from pictures of its pages: ``doubtful``
    are the spans of ``text`` ([start, end]) whose digits may be wrong, ``unread_pages`` the pages that no program here
    could read. ``pages_done`` is how far a running reading is, where it goes by pages.

    Reading again with a newer reader adds a reading; findings that people decided on stay with theirs.
    """

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="readings", verbose_name="tệp")
    reader_version = models.CharField("phiên bản bộ đọc", max_length=20)
    state = models.CharField("trạng thái", max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING)
    stage = models.CharField("đang làm", max_length=10, choices=ReadingStage.choices, blank=True)
    error_code = models.CharField("mã lỗi", max_length=60, blank=True)
    error_facts = models.JSONField("chi tiết lỗi", default=dict)
    text = models.TextField("toàn văn", blank=True)
    blocks = models.JSONField("bố cục", default=list)
    pages = models.PositiveIntegerField("số trang", null=True)
    pages_done = models.PositiveIntegerField("đã đọc đến trang", null=True)
    is_scanned = models.BooleanField("bản quét", default=False)
    unread_pages = models.JSONField("trang chưa đọc được chữ", default=list)
    doubtful = models.JSONField("chữ số chưa chắc", default=list)
    asked_at = models.DateTimeField("yêu cầu lúc", default=timezone.now)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "bản đọc"
        constraints = [models.UniqueConstraint(fields=["file", "reader_version"], name="reading_once_a_version")]
        indexes = [models.Index(fields=["state", "file"], condition=~Q(state="done"), name="reading_unfinished")]

    def __str__(self) -> str:
        return f"{self.file} ({self.reader_version})"


class Passage(models.Model):
    """A stretch of a reading's text as it is searched (đoạn): folded, with its place: hits are shown by offsets."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="passages", verbose_name="bản đọc")
    start = models.PositiveIntegerField("từ")
    end = models.PositiveIntegerField("đến")
    page = models.PositiveIntegerField("trang", null=True)
    folded = models.TextField("chữ để tìm")

    class Meta:
        verbose_name = "đoạn"

    def __str__(self) -> str:
        return f"{self.reading_id} [{self.start}:{self.end}]"


class FindingKind(models.TextChoices):
    TARGET = "target", _("Chỉ tiêu")
    RESULT = "result", _("Kết quả")
    CONTEXT = "context", _("Bối cảnh")
    TASK = "task", _("Nhiệm vụ")
    REFERENCE = "reference", _("Dẫn chiếu")
    SHORTCOMING = "shortcoming", _("Hạn chế")
    PROPOSAL = "proposal", _("Kiến nghị")


class FindingState(models.TextChoices):
    OPEN = "open", _("Chưa rà")
    ACCEPTED = "accepted", _("Đã nhận")
    REJECTED = "rejected", _("Đã bỏ")


class Finding(models.Model):
    """Something the reader found (phát hiện): a quote with its place, what it says, why; a person decides on it.

    ``fields`` is the item as the reading contract gives it and never changes; ``edited`` holds what a person changed
    before accepting. ``kind`` parts the contract's figures by role. ``version`` counts decisions: who decides names the
    version they saw, so that two people reviewing at once do not undo each other.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="findings", verbose_name="bản đọc")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="findings", verbose_name="văn bản")
    kind = models.CharField("loại", max_length=12, choices=FindingKind.choices)
    start = models.PositiveIntegerField("từ")
    end = models.PositiveIntegerField("đến")
    quote = models.TextField("trích nguyên văn")
    page = models.PositiveIntegerField("trang", null=True)
    section = models.CharField("mục", max_length=300, blank=True)
    fields = models.JSONField("nội dung đọc được", default=dict)
    edited = models.JSONField("nội dung đã sửa", default=dict)
    confidence = models.FloatField("độ chắc", default=0.5)
    state = models.CharField("trạng thái", max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    reject_reason = models.CharField("lý do bỏ", max_length=300, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người rà")
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("rà lúc", null=True)
    version = models.PositiveIntegerField("lần sửa", default=0)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("phát hiện")
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="finding_span_is_forward")]
        indexes = [
            models.Index(fields=["document", "start", "id"], name="finding_in_document"),
            # What waits for a review is asked on every page of the site, and is little beside all there is.
            models.Index(fields=["document", "kind"], condition=Q(state="open"), name="finding_open"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class Citation(models.Model):
    """A document cites another (dẫn chiếu): in its own words, and resolved to a document where the register has it.

    ``number_key`` compares with the documents', so that a citation finds its document also when that comes in later.
    ``pointed_at`` is when a person said by hand which document is meant, or that none is: no rule changes that again.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="citations", verbose_name="văn bản")
    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="citation", verbose_name="phát hiện")
    number_key = models.CharField("số, ký hiệu để đối chiếu", max_length=80, blank=True, editable=False, db_index=True)
    cited = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cited_by",
        verbose_name="văn bản được dẫn",
    )
    pointed_at = models.DateTimeField("sửa tay lúc", null=True)
    pointed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    pointed_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )

    class Meta:
        verbose_name = _("dẫn chiếu")

    def __str__(self) -> str:
        return f"{self.document} → {self.cited or '?'}"
