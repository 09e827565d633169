"""The words of reminders: why a level was lowered, and the messages by condition."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOWERED_BY: dict[str, str | Promise] = {
    "done": _("đã hoàn thành"),
    "suspended": _("tạm dừng"),
    "cancelled": _("đã hủy"),
    "disputed": _("đang đính chính"),
    "evidence": _("đã nộp minh chứng"),
    "extended": _("đã gia hạn"),
    "returned": _("minh chứng đã được quyết định"),
    "answered": _("đã trả lời chỉ đạo"),
    "acknowledged": _("đã tiếp nhận"),
    "table": _("bảng nhắc việc đã đổi"),
}
