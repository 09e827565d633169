"""Why things of inspections are refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "inspections.no_number": _("Chưa ghi số quyết định hoặc nội dung kiểm tra. Ghi đủ rồi lưu lại."),
    "inspections.no_unit": _("Chưa chọn đơn vị được kiểm tra. Chọn ít nhất một đơn vị."),
    "inspections.no_inspector": _("Chưa chọn người kiểm tra. Chọn ít nhất một chức danh."),
    "inspections.no_words": _("Có dòng lĩnh vực không có chữ. Xóa dòng ấy hoặc ghi tên lĩnh vực."),
    "inspections.no_such_number": _("“%(number)s” không phải số, ký hiệu văn bản. Ghi như 02-CTr/TU."),
    "inspections.too_long": _("Chữ dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "inspections.days_backwards": _("Ngày cuối %(last)s trước ngày đầu %(first)s. Sửa lại ngày."),
    "inspections.too_many_days": _("Thời gian xem dài quá %(most)s ngày. Rút ngắn, hoặc giao vai trò kiểm tra."),
    "inspections.registered_already": _("Quyết định %(number)s ngày này đã ghi rồi. Đóng bản cũ trước khi ghi lại."),
    "inspections.no_reason": _("Chưa ghi lý do đóng sớm. Ghi một câu rồi gửi lại."),
    "inspections.closed_already": _("Quyết định đã đóng ngày %(day)s. Không đóng lại."),
    "inspections.over_already": _("Quyết định đã hết thời gian xem ngày %(day)s. Không cần đóng."),
    "inspections.nothing": _("Không có mục nào để trích xuất. Bỏ bớt điều kiện lọc rồi lập lại."),
    "inspections.too_many": _("Có %(count)s mục, một hồ sơ nhận nhiều nhất %(most)s. Lọc hẹp hơn rồi lập lại."),
    "inspections.no_longer": _("Quyền xem đã hết trước khi lập xong hồ sơ. Mở lại quyết định."),
    "inspections.not_written": _("Không ghi được hồ sơ: đĩa đầy, hoặc tệp bị dọn trong lúc lập. Lập lại."),
}
