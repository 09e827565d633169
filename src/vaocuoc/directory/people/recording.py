"""Recording for another (ghi thay): a clerk writes down what somebody said or sent, for whom and how it was received.

Whatever can be recorded for another has these two facts; forms, models and sentences for them stand here once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc

_LONGEST = 300


class Received(models.TextChoices):
    """How what is recorded came in (cách nhận)."""

    PHONE = "phone", _("Qua điện thoại")
    PAPER = "paper", _("Bằng văn bản")
    MAIL = "mail", _("Qua thư điện tử, tin nhắn")
    MEETING = "meeting", _("Tại cuộc họp")
    OTHER = "other", _("Cách khác")


@dataclass(frozen=True)
class Recorded:
    """For whom something is recorded and how it was received; both empty where one speaks for oneself."""

    on_behalf_of: str = ""
    received_how: str = ""

    def __bool__(self) -> bool:
        return bool(self.on_behalf_of)

    @property
    def words(self) -> str:
        """As pages say it: "ghi thay Sở Tài chính, qua điện thoại"; empty where nobody recorded for another."""
        if not self.on_behalf_of:
            return ""
        if not self.received_how:
            return gettext("ghi thay %(whom)s") % {"whom": self.on_behalf_of}
        how = str(Received(self.received_how).label)
        return gettext("ghi thay %(whom)s, %(how)s") % {
            "whom": self.on_behalf_of,
            "how": how[:1].lower() + how[1:],
        }

    def facts(self) -> dict[str, str]:
        """What the audit entry of the deed keeps of it; nothing where nobody recorded for another."""
        return {"on_behalf_of": self.on_behalf_of, "received_how": self.received_how} if self else {}


def recorded(on_behalf_of: str = "", received_how: str = "") -> Recorded:
    """Check what was typed. Raises ``Refused``: ``recording.no_way``, ``recording.no_whom``, ``recording.too_long``."""
    whom = nfc(on_behalf_of).strip()
    if len(whom) > _LONGEST:
        raise Refused("recording.too_long", length=len(whom), longest=_LONGEST)
    if whom and received_how not in Received.values:
        raise Refused("recording.no_way")
    if received_how and not whom:
        raise Refused("recording.no_whom")
    return Recorded(whom, received_how)


class RecordedFor(models.Model):
    """A deed that may have been recorded for another."""

    on_behalf_of = models.CharField("ghi thay", max_length=_LONGEST, blank=True)
    received_how = models.CharField("cách nhận", max_length=10, choices=Received.choices, blank=True)

    class Meta:
        abstract = True

    @property
    def recorded(self) -> Recorded:
        return Recorded(self.on_behalf_of, self.received_how)


class RecordedForFields(forms.Form):
    """The two fields, to be added to the form of a deed; the way is asked for where somebody is named."""

    on_behalf_of = forms.CharField(
        label=_("Ghi thay cho"),
        max_length=_LONGEST,
        required=False,
        help_text=_("Để trống nếu tự báo cáo. Ghi người hoặc đơn vị đã báo."),
    )
    received_how = forms.ChoiceField(label=_("Nhận bằng cách"), choices=[("", "–"), *Received.choices], required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        whom, how = str(data.get("on_behalf_of", "")).strip(), data.get("received_how", "")
        if whom and not how and "received_how" not in self.errors:
            self.add_error("received_how", _("Chưa chọn đã nhận tin bằng cách nào. Chọn một cách."))
        if how and not whom and "on_behalf_of" not in self.errors:
            self.add_error("on_behalf_of", _("Chưa ghi thay cho ai. Ghi tên, hoặc bỏ trống cả hai ô."))
        return data
