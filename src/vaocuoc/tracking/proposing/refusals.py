"""Why a proposal about a task, or its decision, is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "requests.open_already": _("%(task)s đã có đề nghị cùng loại chờ quyết định. Chờ quyết định, hoặc rút đề nghị đó."),
    "requests.same_day": _("Hạn đang là %(day)s, không có gì thay đổi. Ghi hạn mới khác."),
    "requests.not_a_day": _("“%(text)s” không phải là ngày. Ghi như 31/12/2025."),
    "requests.no_new_value": _("Chưa ghi đề nghị sửa thành gì. Ghi nội dung đúng."),
    "requests.no_lead": _("Chưa chọn đơn vị hoặc chức danh nhận việc. Chọn một đầu mối."),
    "requests.no_words": _("Chưa nêu lý do không đồng ý. Ghi một câu rồi lưu lại."),
    "requests.decide_own": _("Người đề nghị không tự quyết định. Người khác của đơn vị giao quyết định."),
    "conflict.request_decided": _("Đề nghị này đã được quyết định hoặc rút. Tải lại trang để xem."),
}
