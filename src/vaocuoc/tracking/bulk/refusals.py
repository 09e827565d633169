"""Why a change of many rows is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "bulk.none": _("Chưa chọn dòng nào. Đánh dấu các dòng cần đổi, rồi bấm tiếp tục."),
    "bulk.no_change": _("Chưa chọn việc cần đổi. Chọn một việc trong danh mục rồi bấm tiếp tục."),
    "bulk.too_many": _("Mỗi lần đổi nhiều nhất %(most)s dòng. Thu hẹp bộ lọc rồi chọn lại."),
    "conflict.bulk_changed": _("Vừa được người khác sửa sau khi xem trước. Xem lại rồi đổi riêng dòng này."),
}
