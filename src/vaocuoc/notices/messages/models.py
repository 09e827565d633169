"""What happened, the posts that are told of it, and who has read it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from vaocuoc.directory.models import Post, User


class Message(models.Model):
    """Something that people must know of (thông báo): of which object, in which words, told once to many posts.

    ``kind`` names its words in the tables of ``settings.NOTICE_TABLES``; ``facts`` fill them. The object is kept by its
    type and number: messages know no app above them.
    """

    kind = models.CharField("loại", max_length=60)
    object_type = models.CharField("loại đối tượng", max_length=80)
    object_id = models.BigIntegerField("đối tượng", null=True)
    facts = models.JSONField("nội dung", default=dict)
    is_urgent = models.BooleanField("cần biết ngay", default=False)
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người làm phát sinh"
    )
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "thông báo"
        indexes = [models.Index(fields=["object_type", "object_id"], name="notice_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_type}:{self.object_id}"


class Receipt(models.Model):
    """A message has come to a post (thông báo đến một chức danh): whoever holds the post sees it."""

    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="receipts", verbose_name="thông báo", db_index=False
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh nhận", db_index=False
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "thông báo đến"
        constraints = [models.UniqueConstraint(fields=["message", "post"], name="notice_once_a_post")]
        indexes = [models.Index(fields=["post", "at"], name="notice_of_post")]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.post_id}"


class ReadMark(models.Model):
    """Somebody has read what came to a post (đã đọc); another holder of the same post has not."""

    receipt = models.ForeignKey(
        Receipt, on_delete=models.CASCADE, related_name="marks", verbose_name="thông báo đến", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đọc")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "dấu đã đọc"
        constraints = [models.UniqueConstraint(fields=["receipt", "user"], name="notice_read_once")]

    def __str__(self) -> str:
        return f"{self.receipt_id}: {self.user_id}"
