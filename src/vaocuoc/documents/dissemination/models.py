"""The dissemination of a document: who owes a session, and the sessions held."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.documents.papers.models import Document


class Dissemination(models.Model):
    """That a document is to be studied by units and members (đợt quán triệt): from whom a report is owed, by when.

    ``keeper`` asks for it; units below report along the relation of the Party.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="disseminations", verbose_name="văn bản"
    )
    due = models.DateField("hoàn thành chậm nhất", null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người mở")
    created_at = models.DateTimeField("mở lúc", default=timezone.now)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)

    class Meta:
        verbose_name = _("đợt quán triệt")
        constraints = [models.UniqueConstraint(fields=["keeper", "document"], name="dissemination_once")]

    def __str__(self) -> str:
        return str(self.document)


class DisseminationUnit(models.Model):
    """A unit that owes a session (đơn vị phải tổ chức), with its number of members where it is known.

    ``excused`` says why nothing is owed any more; the row stays.
    """

    dissemination = models.ForeignKey(
        Dissemination, on_delete=models.CASCADE, related_name="owed", verbose_name="đợt quán triệt"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    excused = models.CharField("lý do không phải tổ chức", max_length=300, blank=True)

    class Meta:
        verbose_name = "đơn vị phải quán triệt"
        constraints = [models.UniqueConstraint(fields=["dissemination", "unit"], name="dissemination_unit_once")]

    def __str__(self) -> str:
        return str(self.unit)


class SessionForm(models.TextChoices):
    IN_PERSON = "in_person", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    BOTH = "both", _("Trực tiếp kết hợp trực tuyến")


class StudySession(models.Model):
    """A session in which a unit studied the document (hội nghị quán triệt): how many took part of how many.

    ``members`` is the number of members (đảng viên) of the unit on that day. Taken back, it no longer counts.
    """

    dissemination = models.ForeignKey(
        Dissemination, on_delete=models.PROTECT, related_name="sessions", verbose_name="đợt quán triệt"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức")
    held_on = models.DateField("ngày tổ chức")
    form = models.CharField("hình thức", max_length=10, choices=SessionForm.choices, default=SessionForm.IN_PERSON)
    speaker = models.CharField("báo cáo viên", max_length=200, blank=True)
    attended = models.PositiveIntegerField("số đảng viên dự")
    members = models.PositiveIntegerField("tổng số đảng viên")
    others = models.PositiveIntegerField("người dự khác", default=0)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người báo cáo")
    reported_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    reported_at = models.DateTimeField("báo cáo lúc", default=timezone.now)
    taken_back = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        verbose_name = _("buổi quán triệt")
        constraints = [
            models.CheckConstraint(condition=Q(attended__lte=F("members")), name="session_attended_of_members")
        ]
        indexes = [models.Index(fields=["dissemination", "unit"], name="session_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.held_on:%d/%m/%Y}"
