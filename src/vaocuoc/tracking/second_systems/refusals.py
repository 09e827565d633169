"""Why something about second systems is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "second_systems.takes_nothing": _("Chưa chọn hệ thống nhận gì. Chọn nhiệm vụ, số liệu hoặc mục tiêu."),
    "second_systems.name_taken": _("Đã có hệ thống tên ngắn “%(name)s”. Ghi tên ngắn khác."),
    "second_systems.no_columns": _("Bảng chưa có cột nào. Ghi ít nhất một tiêu đề."),
    "second_systems.too_many_columns": _("Bảng có %(count)s cột, nhiều nhất %(most)s cột. Bỏ bớt cột rồi lưu lại."),
    "second_systems.heading_twice": _("Hai cột cùng tiêu đề “%(heading)s”. Đổi tên một cột rồi lưu lại."),
    "second_systems.unknown_field": _("Cột “%(heading)s” lấy từ trường không có. Chọn lại trường."),
    "second_systems.not_taken": _("Hệ thống %(system)s không nhận loại này. Sửa hệ thống nếu nay có nhận."),
    "second_systems.rule_twice": _("Đã có quy tắc như vậy. Xem danh sách quy tắc ở trên."),
    "second_systems.no_word": _(
        "Lĩnh vực “%(text)s” không có chữ nào. Ghi một vài chữ có trong tên nhiệm vụ, chỉ tiêu."
    ),
    "second_systems.closed": _("Hệ thống %(system)s đã thôi dùng từ ngày %(day)s, không ghi nhập thêm."),
    "second_systems.day_in_future": _("Ngày nhập %(day)s ở sau hôm nay. Ghi ngày đã nhập."),
    "second_systems.code_taken": _("Mã %(given)s đã ghi cho nhiệm vụ %(task)s. Kiểm tra lại mã ở hệ thống đó."),
    "second_systems.code_twice": _("Mã %(given)s ghi cho hai nhiệm vụ. Mỗi nhiệm vụ có một mã ở hệ thống đó."),
    "second_systems.no_difference": _("Chưa ghi khác ở chỗ nào. Ghi giá trị, trạng thái ở hệ thống đó hoặc chỗ khác."),
    "second_systems.not_different": _("Số %(value)s giống số ở đây. Nếu đã khớp, bấm Đã nhập."),
    "second_systems.no_reason": _("Chưa ghi lý do. Ghi lý do rồi lưu lại."),
    "second_systems.was_not_entered": _("Mục này chưa được ghi là đã nhập vào %(system)s."),
    "second_systems.no_code_column": _(
        "Bảng của hệ thống chưa có cột mã. Đặt cột “Mã ở hệ thống đó” hoặc “Mã ở đây” rồi đưa tệp vào lại."
    ),
    "second_systems.no_head": _(
        "Không thấy hàng tiêu đề có cột mã trong 15 dòng đầu. Đặt tiêu đề cột như trong tệp rồi đưa tệp vào lại."
    ),
    "second_systems.nothing_read": _("Tệp không có dòng nào có mã. Kiểm tra lại tệp."),
    "second_systems.too_many_rows": _("Tệp có hơn %(most)s dòng. Tách thành nhiều tệp rồi đối chiếu lần lượt."),
    "second_systems.nothing_to_note": _("Không còn dòng nào để ghi. Chọn lại trong danh sách."),
    "conflict.seen_changed": _("1 mục đã thay đổi từ khi mở trang: xem lại rồi ghi."),
    "conflict.comparison_written": _("Đợt đối chiếu này đã được ghi. Tải lại trang để xem."),
}
