"""Ways of looking at a list that people keep (cách xem đã lưu), and which one a list opens with."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Unit
from vaocuoc.directory.people.models import User


class SavedView(models.Model):
    """A name for the filters and columns of a list (cách xem): one's own, or shared with the posts of one unit.

    ``query`` is the part of the address behind the question mark, without page and format.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="người lưu")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="dùng chung trong đơn vị"
    )
    listing = models.CharField("danh sách", max_length=40)
    name = models.CharField("tên", max_length=80)
    query = models.CharField("bộ lọc và cột", max_length=2000, blank=True)
    created_at = models.DateTimeField("lưu lúc", default=timezone.now)

    class Meta:
        verbose_name = _("cách xem")
        constraints = [models.UniqueConstraint(fields=["owner", "listing", "name"], name="saved_view_name_once")]
        indexes = [models.Index(fields=["unit", "listing"], name="saved_view_shared")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view that a list opens with for one user (cách xem mặc định)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="người dùng")
    listing = models.CharField("danh sách", max_length=40)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults", verbose_name="cách xem")

    class Meta:
        verbose_name = _("cách xem mặc định")
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="default_view_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.view_id}"
