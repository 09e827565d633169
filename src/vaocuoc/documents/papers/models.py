"""Documents, their files, what they cite and to whom they are addressed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit, User


class DocumentType(models.TextChoices):
    """Kinds of papers (thể loại văn bản), from Quy định 399-QĐ/TW and Nghị định 30/2020/NĐ-CP."""

    RESOLUTION = "resolution", _("Nghị quyết")
    DIRECTIVE = "directive", _("Chỉ thị")
    CONCLUSION = "conclusion", _("Kết luận")
    REGULATION = "regulation", _("Quy định")
    DECISION = "decision", _("Quyết định")
    PROGRAMME = "programme", _("Chương trình")
    PLAN = "plan", _("Kế hoạch")
    NOTICE = "notice", _("Thông báo")
    REPORT = "report", _("Báo cáo")
    LETTER = "letter", _("Công văn")
    TELEGRAM = "telegram", _("Công điện")
    GUIDANCE = "guidance", _("Hướng dẫn")
    SCHEME = "scheme", _("Đề án")
    SUBMISSION = "submission", _("Tờ trình")
    OTHER = "other", _("Văn bản khác")


class Handling(models.TextChoices):
    """How the uploader declares the paper; a state secret is never taken in."""

    ORDINARY = "ordinary", _("Thường")
    INTERNAL = "internal", _("Nội bộ")
    DRAFT = "draft", _("Dự thảo")


class Document(models.Model):
    """A paper in the register (văn bản): its own fields, whose it is and how it is handled.

    ``keeper`` is the unit whose register it stands in and by which it is seen; ``issuer`` is kept in the paper's own
    words beside the unit it was recognised as. Number and symbol are unique only with issuer and term. What it is found
    by (``number_key``, ``issuer_level``, ``folded``) follows from its fields through ``papers.naming.keep_found_by``.
    ``version`` counts changes: who edits names the version they saw.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    type = models.CharField("thể loại", max_length=20, choices=DocumentType.choices, default=DocumentType.OTHER)
    number = models.CharField("số, ký hiệu", max_length=80, blank=True)
    number_key = models.CharField("số, ký hiệu để đối chiếu", max_length=80, blank=True, editable=False, db_index=True)
    title = models.CharField("trích yếu", max_length=1000)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    issuer_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị ban hành"
    )
    issuer_level = models.CharField("cấp ban hành", max_length=20, blank=True, default="", editable=False)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    term_start = models.PositiveSmallIntegerField("nhiệm kỳ từ năm", null=True, blank=True)
    term_end = models.PositiveSmallIntegerField("nhiệm kỳ đến năm", null=True, blank=True)
    handling = models.CharField("chế độ", max_length=20, choices=Handling.choices, default=Handling.ORDINARY)
    carries_out = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="carried_out_by",
        verbose_name="thực hiện văn bản",
    )
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đưa vào")
    uploaded_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    uploaded_at = models.DateTimeField("đưa vào lúc", default=timezone.now)
    reviewed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người soát toàn văn"
    )
    reviewed_at = models.DateTimeField("soát xong lúc", null=True, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=0)
    # What it says was destroyed by two people (see ``documents.destruction``); the row and its address stay.
    destroyed_at = models.DateTimeField("hủy nội dung lúc", null=True, editable=False)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            models.CheckConstraint(
                condition=Q(term_start__isnull=True) | Q(term_end__gte=F("term_start")), name="document_term_is_forward"
            ),
        ]
        indexes = [models.Index(fields=["keeper", "-uploaded_at"], name="document_register")]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.number}".strip() if self.number else self.title

    def must_stand(self) -> None:
        """Raise ``destruction.destroyed`` where the content was destroyed: nothing more is put into it."""
        if self.destroyed_at is not None:
            raise Refused("destruction.destroyed")


class DocumentAddressee(models.Model):
    """A document is addressed to a unit, which therefore sees it (nơi nhận)."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="addressees", verbose_name="văn bản")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị nhận")

    class Meta:
        verbose_name = "nơi nhận"
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="addressee_once")]

    def __str__(self) -> str:
        return f"{self.document} → {self.unit}"


class File(models.Model):
    """A file of a document, kept byte for byte in the data folder under its SHA-256 (tệp đính kèm)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files", verbose_name="văn bản")
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    format = models.CharField("định dạng", max_length=10)
    added_at = models.DateTimeField("đưa vào lúc", default=timezone.now)

    class Meta:
        verbose_name = "tệp"
        # The same content twice in one register is a duplicate; another office may keep its own copy.
        constraints = [models.UniqueConstraint(fields=["keeper", "sha256"], name="file_once_in_register")]

    def __str__(self) -> str:
        return self.name


class AttachmentKind(models.TextChoices):
    """What a further file of a document is to it."""

    ANNEX = "annex", _("Phụ lục")
    ORIGINAL = "original", _("Bản gốc")
    SIGNED = "signed", _("Bản ký số")
    OTHER = "other", _("Tệp khác")


class Attachment(models.Model):
    """A further file of a document (tệp kèm theo), kept byte for byte and never read into findings.

    It is withdrawn with a reason, never deleted: the row and the bytes stay.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments", verbose_name="văn bản")
    kind = models.CharField("loại tệp", max_length=10, choices=AttachmentKind.choices)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    format = models.CharField("định dạng", max_length=10)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đính kèm")
    added_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    added_at = models.DateTimeField("đính kèm lúc", default=timezone.now)
    withdrawn_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người rút"
    )
    withdrawn_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="rút với chức danh"
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdraw_reason = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        verbose_name = _("tệp kèm theo")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"], condition=Q(withdrawn_at__isnull=True), name="attachment_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdraw_reason=""), name="attachment_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name
