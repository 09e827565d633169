"""The private address of somebody's calendar."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from vaocuoc.directory.models import User


class CalendarFeed(models.Model):
    """A private calendar address (lịch riêng): only its hash is kept; renewing makes the old one dead."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+", verbose_name="tài khoản")
    token_hash = models.CharField("dấu của địa chỉ", max_length=64, unique=True)
    created_at = models.DateTimeField("lập lúc", default=timezone.now)
    read_on = models.DateField("được đọc lần cuối", null=True, blank=True)

    class Meta:
        verbose_name = "lịch riêng"

    def __str__(self) -> str:
        return str(self.user)
