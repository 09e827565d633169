"""The outbox: what waits to be told by e-mail, the letters it goes in, and what each one chose."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import User
from vaocuoc.notices.messages.models import Message


class MailWay(models.TextChoices):
    """How somebody wants to be told by e-mail (cách nhận thư)."""

    AT_ONCE = "at_once", _("Gửi ngay từng đợt")
    DIGEST = "digest", _("Gộp một thư lúc 07:30")
    NONE = "none", _("Không gửi thư")


class MailPreference(models.Model):
    """What one chose about e-mail (cách nhận thư), and an address that a server has refused for good.

    Without a row: one letter a day. A refused address gets nothing until it is changed or marked good again.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+", verbose_name="tài khoản")
    way = models.CharField("cách nhận", max_length=10, choices=MailWay.choices, default=MailWay.DIGEST)
    refused_address = models.EmailField("địa chỉ bị từ chối", blank=True)
    refused_why = models.CharField("máy chủ thư trả lời", max_length=300, blank=True)
    refused_at = models.DateTimeField("bị từ chối lúc", null=True, blank=True)

    class Meta:
        verbose_name = "cách nhận thư"

    def __str__(self) -> str:
        return f"{self.user}: {self.way}"


class MailState(models.TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    REFUSED = "refused", _("Địa chỉ bị từ chối")
    GIVEN_UP = "given_up", _("Đã thôi gửi")
    DROPPED = "dropped", _("Đã bỏ")


class Mail(models.Model):
    """One letter to one user (thư): sent once, or tried again with the same Message-ID.

    ``SENDING`` is written before the server is spoken to and ``SENT`` after: a letter found in ``SENDING`` after a
    crash may or may not have left (``doubts``), and goes out once more under the Message-ID it had; not a third time.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="tài khoản")
    address = models.EmailField("địa chỉ")
    message_id = models.CharField("Message-ID", max_length=120, unique=True)
    is_digest = models.BooleanField("thư gộp", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    doubts = models.PositiveSmallIntegerField("số lần không rõ đã đi chưa", default=0)
    next_try_at = models.DateTimeField("gửi lại từ", default=timezone.now)
    why = models.CharField("vì sao chưa gửi được", max_length=300, blank=True)
    created_at = models.DateTimeField("lập lúc", default=timezone.now)
    sending_at = models.DateTimeField("bắt đầu gửi lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thư điện tử"
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(state__in=["waiting", "sending"]), name="mail_to_send"
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(state__in=["refused", "given_up"]), name="mail_stuck"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.address}"


class MailItem(models.Model):
    """One message that must reach one user by e-mail (việc cần báo bằng thư); ``mail`` is empty until a letter has it.

    Written in the transaction of the message, so that no crash can lose it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="tài khoản", db_index=False)
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="+", verbose_name="thông báo", db_index=False
    )
    at_once = models.BooleanField("gửi ngay", default=False)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.PROTECT, related_name="items", verbose_name="trong thư"
    )

    class Meta:
        verbose_name = "việc cần báo bằng thư"
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="mail_item_once")]
        indexes = [models.Index(fields=["user"], condition=models.Q(mail__isnull=True), name="mail_item_waiting")]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.user_id}"


class MailSettings(models.Model):
    """What the office decided about e-mail (thiết lập thư): one row. Titles leave the house only where it says so."""

    with_titles = models.BooleanField("thư có tên việc", default=False)

    class Meta:
        verbose_name = "thiết lập thư"

    def __str__(self) -> str:
        return "with titles" if self.with_titles else "codes only"
