"""What a post oversees, from when to when, by which decision."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Post, Unit


class OversightKind(models.TextChoices):
    UNIT = "unit", _("Đơn vị")
    FIELD = "field", _("Lĩnh vực")
    PAPER = "paper", _("Văn bản, chương trình, dự án")


class Oversight(models.Model):
    """A post oversees a unit with all below it, a field, or what one paper gives (phụ trách).

    ``words`` names a field as tasks and targets speak of it, or the number and symbol of a paper. ``valid_to`` is the
    first day without it; what was overseen is never deleted.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="oversights", verbose_name="chức danh")
    kind = models.CharField("loại", max_length=10, choices=OversightKind.choices)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    words = models.CharField("lĩnh vực hoặc số, ký hiệu văn bản", max_length=200, blank=True)
    decision = models.CharField("văn bản phân công", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = _("phân công phụ trách")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False, words="")
                | (~Q(kind="unit") & Q(unit__isnull=True) & ~Q(words="")),
                name="oversight_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="oversight_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.unit or self.words}"
