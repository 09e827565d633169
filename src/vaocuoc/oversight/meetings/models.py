"""Meetings, who takes part, what is on the agenda, what was concluded, and the notice of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Organ, Post, Unit, User
from vaocuoc.documents.models import Document
from vaocuoc.oversight.explanations.models import Explanation
from vaocuoc.tracking.models import Indicator, Proposal, Shortcoming, Task


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Sắp họp")
    CLOSED = "closed", _("Đã kết thúc")


class Meeting(models.Model):
    """A sitting of an organ or of a unit (cuộc họp, hội nghị). ``keeper`` is the unit whose register its conclusions
    enter; ``organ`` is one of that unit's bodies, empty where the unit itself meets. Closed, it takes no more.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    organ = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan họp"
    )
    title = models.CharField("cuộc họp", max_length=300)
    held_on = models.DateField("ngày họp")
    begins_at = models.TimeField("giờ họp", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chủ trì"
    )
    state = models.CharField("tình trạng", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = _("cuộc họp")
        indexes = [models.Index(fields=["keeper", "organ", "held_on"], name="meeting_in_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def body(self) -> str:
        """Who meets: the organ of its unit, named once ("Ban Thường vụ Tỉnh ủy Minh Giang"), else the unit."""
        return " ".join(self.body_parts)

    @property
    def body_parts(self) -> tuple[str, ...]:
        """The organ's own name and the unit's; an organ's name may end with what the unit's begins with."""
        if self.organ is None:
            return (self.keeper.name,)
        organ, unit = self.organ.name.split(), self.keeper.name.split()
        shared = max((n for n in range(1, len(unit) + 1) if organ[-n:] == unit[:n] and n < len(organ)), default=0)
        return " ".join(organ[: len(organ) - shared]), self.keeper.name


class Participant(models.Model):
    """A post that is called to a meeting (thành phần dự họp); ``reason`` says why it was absent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants", verbose_name="cuộc họp")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh")
    is_absent = models.BooleanField("vắng", default=False)
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "người dự họp"
        constraints = [models.UniqueConstraint(fields=["meeting", "post"], name="participant_once")]

    def __str__(self) -> str:
        return str(self.post)


class MeetingPaper(models.Model):
    """A document of the register that a meeting has before it (tài liệu họp)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers", verbose_name="cuộc họp")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản")

    class Meta:
        verbose_name = "tài liệu họp"
        constraints = [models.UniqueConstraint(fields=["meeting", "document"], name="meeting_paper_once")]

    def __str__(self) -> str:
        return str(self.document)


class ItemKind(models.TextChoices):
    """What an item of an agenda is about."""

    WORDS = "words", _("Nội dung")
    CONCLUSION = "conclusion", _("Kết luận kỳ trước")
    TASK = "task", _("Nhiệm vụ")
    BLOCKER = "blocker", _("Vướng mắc")
    INDICATOR = "indicator", _("Chỉ tiêu")
    EXPLANATION = "explanation", _("Giải trình")
    SHORTCOMING = "shortcoming", _("Hạn chế")
    PROPOSAL = "proposal", _("Kiến nghị")
    PAPER = "paper", _("Văn bản trình")


class AgendaItem(models.Model):
    """One item of an agenda (nội dung chương trình họp), in its words, with what it is about at hand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items", verbose_name="cuộc họp")
    place = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=12, choices=ItemKind.choices, default=ItemKind.WORDS)
    words = models.CharField("nội dung", max_length=1000)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="tại đơn vị")
    explanation = models.ForeignKey(
        Explanation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="yêu cầu giải trình"
    )
    shortcoming = models.ForeignKey(
        Shortcoming, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="hạn chế"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="kiến nghị"
    )
    conclusion = models.ForeignKey(
        "Conclusion", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="kết luận trước"
    )
    entry = models.ForeignKey(
        "CalendarEntry", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="mục chương trình"
    )

    class Meta:
        verbose_name = _("nội dung họp")
        constraints = [  # nothing stands twice on an agenda
            models.UniqueConstraint(fields=["meeting", "task"], name="agenda_task"),
            models.UniqueConstraint(fields=["meeting", "explanation"], name="agenda_explanation"),
            models.UniqueConstraint(fields=["meeting", "shortcoming"], name="agenda_shortcoming"),
            models.UniqueConstraint(fields=["meeting", "proposal"], name="agenda_proposal"),
            models.UniqueConstraint(fields=["meeting", "conclusion"], name="agenda_conclusion"),
            models.UniqueConstraint(fields=["meeting", "entry"], name="agenda_entry"),
            models.UniqueConstraint(fields=["meeting", "indicator", "unit"], name="agenda_indicator"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Conclusion(models.Model):
    """What a meeting concluded (kết luận): a task for its lead, or a note without one.

    Withdrawn with a reason, it stays and counts no more. ``token`` comes with the form that was filled in: sent twice
    after a lost connection, it is written once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions", verbose_name="cuộc họp")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.SET_NULL, related_name="conclusions", verbose_name="nội dung"
    )
    place = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("kết luận", max_length=1000)
    task = models.OneToOneField(Task, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="nhiệm vụ")
    withdrawn = models.CharField("lý do rút", max_length=300, blank=True)
    token = models.CharField("mã của lần ghi", max_length=40, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = _("kết luận cuộc họp")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "token"], condition=~Q(token=""), name="conclusion_written_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ConclusionNotice(models.Model):
    """The notice of what a meeting concluded (thông báo kết luận): a draft until it is registered as issued."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="notice", verbose_name="cuộc họp")
    subject = models.CharField("trích yếu", max_length=500)
    opening = models.CharField("câu mở đầu", max_length=1500)
    closing = models.CharField("câu kết", max_length=1000, blank=True)
    authority = models.CharField("thẩm quyền ký", max_length=200, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=200, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản đã ban hành"
    )
    version = models.PositiveIntegerField("lần sửa", default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")

    class Meta:
        verbose_name = _("thông báo kết luận")

    def __str__(self) -> str:
        return self.subject[:80]

    @property
    def is_issued(self) -> bool:
        return self.document_id is not None
