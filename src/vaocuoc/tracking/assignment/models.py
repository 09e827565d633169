"""An office's own tables for giving work, its letters, and papers from above that need no paper of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.models import Document, DocumentType
from vaocuoc.tracking.tasks.models import Task, Urgency


class DutyPhrase(models.Model):
    """A key phrase of an organ's work in an office's table (bảng chức năng, nhiệm vụ), from a day on.

    ``exclusions`` take the phrase away where one of them stands in the task as well. A phrase that is dropped ends; it
    is never deleted, so that what was proposed once can be explained.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị phụ trách")
    words = models.CharField("cụm từ", max_length=200)
    folded = models.CharField("cụm từ để so", max_length=200, editable=False)
    exclusions = models.JSONField("trừ khi có", default=list)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = _("cụm từ chức năng")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "organ", "folded"], condition=Q(valid_to__isnull=True), name="duty_phrase_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="duty_phrase_forward"
            ),
        ]
        indexes = [models.Index(fields=["keeper", "valid_to"], name="duty_phrases_of_keeper")]

    def __str__(self) -> str:
        return f"{self.words}: {self.organ}"


class CountedFrom(models.TextChoices):
    """From which day a rule counts."""

    LETTER = "letter", _("ngày giao")
    RECEIVED = "received", _("ngày nhận văn bản")
    ISSUED = "issued", _("ngày ban hành văn bản")


class DueRule(models.Model):
    """How many days a task has that its paper gives none (quy tắc hạn), by the type of paper, from a day on.

    ``document_type`` is empty for any type; a rule of the type itself wins.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    document_type = models.CharField("loại văn bản", max_length=20, choices=DocumentType.choices, blank=True)
    days = models.PositiveSmallIntegerField("số ngày")
    working = models.BooleanField("ngày làm việc", default=False)
    counted_from = models.CharField("tính từ", max_length=10, choices=CountedFrom.choices, default=CountedFrom.LETTER)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = _("quy tắc hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "document_type"], condition=Q(valid_to__isnull=True), name="due_rule_once"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=3650), name="due_rule_days"),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_type_display()}: {self.days}"


class Regime(models.TextChoices):
    PARTY = "party", _("Văn bản của Đảng (Hướng dẫn 05-HD/VPTW)")
    STATE = "state", _("Văn bản hành chính (Nghị định 30/2020/NĐ-CP)")


class DueWords(models.TextChoices):
    """How a letter says a day; a due day is inclusive, so "trước ngày" names the day after."""

    BEFORE = "before", _("trước ngày (ghi ngày kế tiếp của hạn)")
    BY = "by", _("chậm nhất ngày (ghi đúng ngày hạn)")


class LetterSettings(models.Model):
    """What an office's letters say of itself (thể thức văn bản của cơ quan)."""

    keeper = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    regime = models.CharField("thể thức", max_length=10, choices=Regime.choices, default=Regime.PARTY)
    superior = models.CharField("cơ quan cấp trên", max_length=200, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    speaks_as = models.CharField("chủ thể giao việc", max_length=200)
    symbol = models.CharField("ký hiệu", max_length=40)
    place = models.CharField("địa danh", max_length=100)
    authority = models.CharField("thẩm quyền ký", max_length=200, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=200, blank=True)
    archive = models.CharField("nơi lưu", max_length=200, blank=True)
    closing = models.CharField("câu kết", max_length=1000, blank=True)
    due_words = models.CharField("cách ghi hạn", max_length=10, choices=DueWords.choices, default=DueWords.BEFORE)
    old_tones = models.BooleanField("bỏ dấu kiểu “uỷ, hoà”", default=False)
    with_annex = models.BooleanField("kèm phụ lục bảng nhiệm vụ", default=False)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = _("thể thức văn bản của cơ quan")

    def __str__(self) -> str:
        return self.issuer


class Letter(models.Model):
    """A letter of assignment (công văn giao việc): a draft until its number and day are entered as issued.

    What it gives are the tasks of :class:`LetterTask`; its words are made from them as they stand, until it is issued.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan ban hành")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản nguồn")
    subject = models.CharField("trích yếu", max_length=500)
    opening = models.CharField("đoạn mở đầu", max_length=1500)
    closing = models.CharField("câu kết", max_length=1000, blank=True)
    urgency = models.CharField("độ khẩn", max_length=12, choices=Urgency.choices, default=Urgency.ORDINARY)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=200, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    document = models.OneToOneField(
        Document, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản đã ban hành"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("soạn lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = _("công văn giao việc")
        indexes = [models.Index(fields=["source"], name="letters_of_source")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_issued(self) -> bool:
        return self.document_id is not None


class LetterTask(models.Model):
    """A task that a letter gives (nhiệm vụ trong công văn); a task is given by one letter."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="given", verbose_name="công văn")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="given_by", verbose_name="nhiệm vụ")

    class Meta:
        verbose_name = "nhiệm vụ trong công văn"

    def __str__(self) -> str:
        return f"{self.letter}: {self.task}"


class NoOwnPaper(models.Model):
    """A paper from above that needs no paper of the office's own (không phải cụ thể hóa), and why."""

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, related_name="+", verbose_name="văn bản cấp trên"
    )
    reason = models.CharField("lý do", max_length=300)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    said_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    said_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("văn bản không phải cụ thể hóa")

    def __str__(self) -> str:
        return str(self.document)
