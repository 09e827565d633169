"""The rows of the audit trail."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that one person did (một dòng nhật ký): who, acting in which post, what, to what, when.

    Written only by :func:`vaocuoc.audit.operations.record`, inside the transaction of what it tells of; triggers
    refuse every later change. ``object_type`` is ``app.model``; ``facts`` says what changed, as small JSON. Account and
    post are kept by their numbers and their words of that day: the audit trail knows no app above it.
    """

    at = models.DateTimeField("lúc")
    user_id = models.BigIntegerField("số tài khoản", null=True)
    username = models.CharField("tài khoản", max_length=150, blank=True)
    post_id = models.BigIntegerField("chức danh", null=True)
    acting_as = models.CharField("với tư cách", max_length=300, blank=True)
    action = models.CharField("việc đã làm", max_length=80)
    object_type = models.CharField("loại đối tượng", max_length=80)
    object_id = models.BigIntegerField("đối tượng", null=True)
    facts = models.JSONField("nội dung", default=dict)

    class Meta:
        verbose_name = "dòng nhật ký"
        indexes = [models.Index(fields=["object_type", "object_id", "at"], name="audit_entry_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type}:{self.object_id}"
