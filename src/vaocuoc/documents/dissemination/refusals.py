"""Why something about a dissemination is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "dissemination.draft": _("Dự thảo chưa quán triệt được. Ghi văn bản là đã ban hành rồi mở đợt."),
    "dissemination.no_units": _("Chưa có đơn vị nào phải tổ chức. Chọn phạm vi có đơn vị trực thuộc."),
    "dissemination.day_passed": _("Ngày %(day)s đã qua. Chọn ngày từ hôm nay trở đi."),
    "dissemination.day_in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã tổ chức."),
    "dissemination.more_than_all": _("Số dự %(attended)s lớn hơn tổng số đảng viên %(members)s. Kiểm tra lại hai số."),
    "dissemination.no_members": _("Số đảng viên phải lớn hơn 0, số dự không âm. Kiểm tra lại."),
    "dissemination.unknown_form": _("“%(value)s” không phải là hình thức trong danh sách. Chọn lại."),
    "dissemination.closed": _("Đợt quán triệt đã kết thúc ngày %(day)s, không nhận báo cáo nữa."),
    "dissemination.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "conflict.dissemination_open": _("Đã mở đợt quán triệt cho %(document)s. Mở đợt đó thay vì lập mới."),
}
