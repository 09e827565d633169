"""Why a directive or its answer is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "directing.no_text": _("Chưa ghi nội dung chỉ đạo. Ghi một câu rồi gửi lại."),
    "directing.no_answer": _("Chưa ghi nội dung trả lời. Ghi một câu rồi gửi lại."),
    "directing.day_passed": _("Ngày %(day)s đã qua. Chọn ngày trả lời từ hôm nay trở đi."),
    "directing.no_day": _("Loại chỉ đạo này phải có ngày trả lời. Ghi ngày như 31/12/2025."),
    "directing.no_lead": _("Chưa chọn đơn vị hoặc chức danh nhận việc. Chọn một đầu mối."),
    "directing.no_due": _("Chưa có hạn mới. Ghi ngày như 31/12/2025."),
    "conflict.directive_answered": _("Chỉ đạo này đã được trả lời hoặc đã rút. Tải lại trang để xem."),
}
