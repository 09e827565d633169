"""What of a task only its giver changes, and its lead may ask to have corrected (nội dung khóa)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.fields import DayField


@dataclass(frozen=True)
class Locked:
    """A field that is locked for the lead: its words, and what typed words mean for it."""

    label: str | Promise
    meant: Callable[[str], Any] = lambda text: text


def _day(text: str) -> date:
    try:
        found: date = DayField().clean(text)
    except ValidationError as error:
        raise Refused("requests.not_a_day", text=text) from error
    return found


OTHER = "other"
LOCKED: dict[str, Locked] = {
    "title": Locked(_("Nội dung nhiệm vụ")),
    "product": Locked(_("Sản phẩm")),
    "product_receiver": Locked(_("Nơi nhận sản phẩm")),
    "due": Locked(_("Hạn"), _day),
    "received_on": Locked(_("Ngày nhận"), _day),
    "authority": Locked(_("Cấp quyết định")),
    "resources": Locked(_("Nguồn lực, kinh phí")),
    OTHER: Locked(_("Nội dung khác")),
}
"""By the name of the field; what is asked for under ``OTHER`` the giver carries out by hand."""


def meant(field: str, text: str) -> Any:
    """What a proposed value means. Raises ``Refused``: ``requests.no_new_value``, ``requests.not_a_day``."""
    text = nfc(text).strip()
    if not text:
        raise Refused("requests.no_new_value")
    return LOCKED[field].meant(text)


def shown_now(task: Task, field: str) -> str:
    """What the register has in a field now, in words."""
    if field not in LOCKED or field == OTHER:
        return ""
    value = getattr(task, field)
    return str(format_day(value)) if isinstance(value, date) else str(value or "")
