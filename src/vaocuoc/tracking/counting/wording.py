"""How the columns of a period sheet are called, and what each counts: the definition stands under every table."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADS: dict[str, str | Promise] = {
    "carried": _("Kỳ trước chuyển sang"),
    "given": _("Giao trong kỳ"),
    "done": _("Xong trong kỳ"),
    "on_time": _("Đúng hạn"),
    "late": _("Quá hạn"),
    "unjudged": _("Chưa xét được"),
    "unproven": _("Xong, chưa có minh chứng"),
    "cancelled": _("Hủy trong kỳ"),
    "due": _("Đến hạn trong kỳ"),
    "due_done": _("Đến hạn, đã xong"),
    "open": _("Còn cuối kỳ"),
    "overdue": _("Đang quá hạn"),
    "age_1_7": _("1-7 ngày"),
    "age_8_30": _("8-30 ngày"),
    "age_over_30": _("trên 30 ngày"),
    "late_acceptance": _("Chờ xác nhận, đã quá hạn"),
    "submitted": _("Chờ xác nhận"),
    "needs_due": _("Cần điền hạn"),
    "waiting": _("Chờ điều kiện"),
    "suspended": _("Tạm dừng"),
    "running": _("Đang thực hiện"),
    "regular": _("Thường xuyên"),
    "disputed": _("Đang đính chính"),
}
"""Every column of the sheet, as it stands over its numbers and over its list."""

SHOWN: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Việc của kỳ"), ("carried", "given")),
    (_("Đã xong"), ("done", "on_time", "late", "unjudged", "unproven")),
    (_("Đến hạn"), ("due", "due_done")),
    (_("Còn cuối kỳ"), ("open", "age_1_7", "age_8_30", "age_over_30", "late_acceptance", "submitted", "needs_due",
                        "waiting", "running", "suspended")),
    (_("Tính riêng"), ("regular", "disputed", "cancelled")),
)  # fmt: skip
"""The columns in their order, under the heads that hold them together."""

DEFINITIONS: tuple[str | Promise, ...] = (
    _("Ngày giao là ngày nhận văn bản; không có thì ngày ban hành; không có nữa thì ngày ghi vào sổ."),
    _("Kỳ trước chuyển sang + giao trong kỳ = xong + hủy trong kỳ + còn cuối kỳ, ở mọi dòng."),
    _("Còn cuối kỳ: giao đến cuối kỳ mà khi đó chưa xong; việc xong sau kỳ vẫn tính là còn."),
    _("Xong trong kỳ tính theo ngày của văn bản sản phẩm; thiếu ngày đó thì theo ngày ghi nhận, và không vào tỷ lệ."),
    _("Đúng hạn, quá hạn chỉ xét việc có hạn và ngày hoàn thành thật; số sau dấu gạch chéo là số việc xét được."),
    _("Quá hạn: qua ngày hạn, tính cả ngày hạn, mà chưa có minh chứng. Có minh chứng đang chờ thì là chậm xác nhận."),
    _("Việc thường xuyên đang chạy và việc đang đính chính đếm riêng, không nằm trong các cột khác."),
    _("Kỳ đã qua: chủ trì, người theo dõi, hạn, minh chứng, tạm dừng, đính chính lấy như vào ngày cuối kỳ."),
)
"""What the numbers mean, line by line."""
