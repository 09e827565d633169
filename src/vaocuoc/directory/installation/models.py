"""What a site knows of itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Unit


class Installation(models.Model):
    """The one row that tells whose site this is (thông tin cài đặt). Its key is 1, so there is never a second.

    ``skipped_steps`` holds the codes of first-run steps that the administrator put off;
    ``is_demonstration`` that all of it is invented, which every page says.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan sử dụng")
    backup_folder = models.CharField("thư mục sao lưu", max_length=1000, blank=True)
    skipped_steps = models.JSONField("bước để sau", default=list)
    is_demonstration = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = _("thông tin cài đặt")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="installation_is_one")]

    def __str__(self) -> str:
        return str(self.office)
