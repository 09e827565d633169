"""Directives in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "directing.direct": _("Chỉ đạo"),
    "directing.answer": _("Trả lời chỉ đạo"),
    "directing.withdraw": _("Rút chỉ đạo"),
    "directing.move_day": _("Tính lại ngày trả lời chỉ đạo"),
    "urgency.set_rule": _("Đặt quy định theo độ khẩn"),
}
FACTS: dict[str, str | Promise] = {
    "answer_by": _("trả lời trước hết ngày"),
    "answer": _("trả lời"),
    "organ": _("chỉ đạo của"),
    "urgency": _("độ khẩn"),
    "yellow_days": _("cảnh báo trước (ngày)"),
    "answer_days": _("trả lời trong (ngày làm việc)"),
    "acknowledge_hours": _("tiếp nhận trong (giờ làm việc)"),
}
