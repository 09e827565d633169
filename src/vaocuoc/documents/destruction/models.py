"""Proposals to destroy content, and what is left of it: the tombstone."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post, Unit, User


class DestructionState(models.TextChoices):
    PROPOSED = "proposed", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã hủy nội dung")
    REFUSED = "refused", _("Không đồng ý")
    WITHDRAWN = "withdrawn", _("Đã rút")
    LAPSED = "lapsed", _("Hết hiệu lực")


class Destruction(models.Model):
    """The destruction of what a thing says (hủy nội dung): proposed by one person, confirmed by another, for good.

    The thing is kept by its kind and number: apps above have such things too. ``called`` names it without a word of
    what it says; ``also`` are the copies that the proposer ticked, as ``kind:number``. Once confirmed the row is the
    tombstone (dấu vết): ``removed`` says what went (``files``: SHA-256, size, format of each; numbers of rows),
    ``elsewhere`` how many other rows still name one of its files, ``cleaned_at`` when what lay in freed pages, caches
    and exports was gone too.
    """

    object_type = models.CharField("loại đối tượng", max_length=80)
    object_id = models.BigIntegerField("đối tượng")
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    called = models.CharField("tên gọi", max_length=300)
    reason = models.CharField("lý do", max_length=500)
    decision = models.CharField("quyết định", max_length=200)
    also = models.JSONField("bản sao cùng hủy", default=list)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề nghị")
    proposed_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    proposed_at = models.DateTimeField("đề nghị lúc", default=timezone.now)
    lapses_on = models.DateField("hiệu lực đến hết ngày")
    state = models.CharField(
        "tình trạng", max_length=10, choices=DestructionState.choices, default=DestructionState.PROPOSED
    )
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định"
    )
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    refusal = models.CharField("lý do không đồng ý", max_length=500, blank=True)
    removed = models.JSONField("đã hủy", default=dict)
    elsewhere = models.PositiveIntegerField("còn ở nơi khác", default=0)
    cleaned_at = models.DateTimeField("dọn xong lúc", null=True)

    class Meta:
        verbose_name = _("đề nghị hủy nội dung")
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="destruction_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="destruction_by_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["keeper", "-proposed_at"], name="destruction_of_keeper"),
            models.Index(fields=["lapses_on"], condition=Q(state="proposed"), name="destruction_waiting"),
        ]

    def __str__(self) -> str:
        return self.called

    def has_lapsed(self, today: date) -> bool:
        """Whether nobody confirmed it in time (hết hiệu lực)."""
        if self.state == DestructionState.LAPSED:
            return True
        return self.state == DestructionState.PROPOSED and today > self.lapses_on
