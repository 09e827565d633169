"""The rows of the audit trail."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that one person did (một dòng nhật ký): who, acting in which post, what, to what, when.

    Written only by :func:`vaocuoc.audit.operations.record`, inside the transaction of what it tells of; triggers
    refuse every later change but the destruction of its facts. ``object_type`` is ``app.model``; ``facts`` says what
    changed, as small JSON. Account and post are kept by their numbers and their words of that day: the audit trail
    knows no app above it. Personal values in ``facts`` are salted hashes (see ``audit.personal``); ``folded`` holds the
    words that a search looks through.

    ``salt`` goes into the hash of the facts, so that they can be destroyed and the chain still verifies: ``kept`` then
    holds that hash, the facts are ``{"destroyed": number of the decision}`` and the salt is gone (``audit.emptying``).
    Both are empty in entries written before there was a salt.
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
    folded = models.TextField("để tìm", default="", db_default="", blank=True)
    salt = models.CharField("muối", max_length=32, default="", db_default="", blank=True)
    kept = models.CharField("mã băm của nội dung đã hủy", max_length=65, default="", db_default="", blank=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_entry_object"),
            models.Index(fields=["at", "id"], name="audit_entry_at"),
            models.Index(fields=["post_id", "at"], name="audit_entry_post"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type}:{self.object_id}"


class Batch(models.Model):
    """Entries that were sealed together (lô niêm phong), bound to the batch before; append-only like the entries.

    ``root`` is the SHA-256 of the hashes of all entries from the end of the batch before to ``last_id``; ``leaves`` the
    beginnings of these hashes, to say which entry is the broken one; ``seal`` binds all of it and ``previous``, the
    seal before. Hashes are 64 hexadecimal digits.
    """

    number = models.PositiveIntegerField("lô", unique=True)
    first_id = models.BigIntegerField("từ dòng")
    last_id = models.BigIntegerField("đến dòng")
    count = models.PositiveIntegerField("số dòng")
    root = models.CharField("mã băm các dòng", max_length=64)
    leaves = models.BinaryField("mã băm từng dòng")
    previous = models.CharField("mã niêm phong lô trước", max_length=64, unique=True)
    seal = models.CharField("mã niêm phong", max_length=64)
    at = models.DateTimeField("niêm phong lúc")

    class Meta:
        verbose_name = "lô niêm phong"

    def __str__(self) -> str:
        return f"{self.number}:{self.seal[:12]}"
