"""Why something about the work calendar is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "calendar.no_title": _("Chưa ghi văn bản, nội dung. Ghi rồi lưu lại."),
    "calendar.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "calendar.two_preparers": _("Một nội dung có một đầu mối chuẩn bị. Chọn đơn vị hoặc chức danh, không chọn cả hai."),
    "calendar.other_organ": _("Cơ quan được chọn không thuộc đơn vị này. Chọn cơ quan của đơn vị."),
    "calendar.no_rows": _("Bảng dán vào chưa có dòng nào. Dán bảng rồi xem lại."),
    "calendar.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "calendar.same_time": _("Thời gian dự kiến đang là %(month)s, không có gì thay đổi."),
    "calendar.settled": _("Nội dung này đã ở tình trạng “%(state)s”, không điều chỉnh được nữa."),
    "calendar.unknown_state": _("“%(value)s” không phải là tình trạng của chương trình. Chọn trong danh sách."),
    "calendar.no_day": _("Chưa có ngày trình. Ghi ngày như 31/12/2025."),
    "calendar.day_in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
    "calendar.no_document": _("Chưa chọn văn bản đã ban hành. Ghi số, ký hiệu của văn bản trong sổ tài liệu."),
    "calendar.no_preparer": _("Chưa rõ đầu mối chuẩn bị trong danh bạ. Sửa đầu mối rồi giao."),
    "calendar.task_given": _("Đã giao nhiệm vụ %(task)s cho nội dung này."),
    "conflict.entry_changed": _("Nội dung này vừa được người khác sửa. Mở lại trang để xem bản mới."),
}
