"""Why a table of reminders is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "escalation.no_day": _("Chưa ghi ngày bảng bắt đầu áp dụng. Ghi ngày rồi lưu lại."),
    "escalation.day_passed": _("Bảng không áp dụng lùi về %(day)s. Chọn hôm nay hoặc ngày sau."),
    "escalation.no_rows": _("Bảng chưa có mức nào. Ghi ít nhất một mức."),
    "escalation.no_name": _("Có mức chưa đặt tên. Ghi tên mức, ví dụ “Vàng”."),
    "escalation.nobody": _("Mức “%(row)s” chưa chọn nhắc ai, hoặc tên dài quá 60 ký tự. Sửa lại rồi lưu."),
    "escalation.no_posts": _("Mức “%(row)s” nhắc chức danh ghi tên nhưng chưa chọn chức danh. Chọn rồi lưu lại."),
    "escalation.disorder": _(
        "Các mức %(rows)s xếp ngược: mức sau phải đến muộn hơn mức trước ở mọi độ khẩn. Sửa số ngày."
    ),
    "escalation.no_reason": _("Chưa nêu lý do đổi bảng. Ghi một câu rồi lưu lại."),
    "escalation.numbers": _("“%(text)s” không phải số ngày. Ghi một số, hoặc bốn số như 3/5/5/5; “–” là không nhắc."),
}
