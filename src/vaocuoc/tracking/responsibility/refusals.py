"""Why notes and ledgers are refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "responsibility.no_text": _("Chưa ghi nội dung. Ghi một câu rồi lưu lại."),
    "responsibility.too_long": _("Chữ dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "responsibility.not_overseen": _("Phần này không thuộc phân công phụ trách hiện nay. Chọn lại."),
    "responsibility.unknown_period": _("Kỳ “%(period)s” không dùng được. Chọn một kỳ trong danh sách."),
    "responsibility.replaced": _("Ghi nhận này đã được thay bằng bản mới hơn. Mở bản mới nhất."),
    "responsibility.no_task": _(
        "Ghi nhận này không gắn với nhiệm vụ nào. Chuyển thành kiến nghị, hoặc ghi lại kèm nhiệm vụ."
    ),
    "responsibility.raised_already": _("Ghi nhận này đã được chuyển rồi. Không chuyển lại."),
    "responsibility.days_backwards": _("Ngày cuối %(last)s trước ngày đầu %(first)s. Sửa lại ngày."),
    "responsibility.outside_holding": _(
        "Trong thời gian từ %(first)s đến %(last)s không có ai giữ chức danh này. Chọn thời gian khác."
    ),
    "responsibility.two_holders": _(
        "Từ %(first)s đến %(last)s chức danh có hơn một người giữ. Chọn thời gian của một người."
    ),
    "responsibility.not_open": _(
        "Sổ này để người giữ chức danh xem và có ý kiến trước. Người khác xem được từ ngày %(day)s."
    ),
    "responsibility.not_a_line": _("Việc này không nằm trong sổ. Mở lại sổ rồi chọn việc."),
    "responsibility.bad_days": _("Số ngày làm việc phải từ 1 đến 30. Sửa lại."),
}
