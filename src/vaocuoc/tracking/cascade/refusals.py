"""Why giving to many units or a progress is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "cascade.line_unknown_unit": _(
        "Dòng %(line)s: “%(text)s” không phải tên một đơn vị đang chọn. Sửa tên, hoặc chọn đơn vị ấy."
    ),
    "cascade.line_twice": _("Dòng %(line)s: %(unit)s đã có ở dòng trên. Bỏ một dòng."),
    "cascade.line_bad_day": _("Dòng %(line)s: “%(text)s” không phải là ngày. Ghi như 31/12/2026."),
    "cascade.line_due_after_parent": _(
        "Dòng %(line)s: hạn %(due)s của %(unit)s vượt hạn %(parent)s của việc chung. Chọn ngày không muộn hơn."
    ),
    "cascade.line_due_before_receipt": _("Dòng %(line)s: hạn %(due)s sớm hơn ngày nhận %(received)s. Sửa ngày."),
    "cascade.too_long": _("Dòng %(line)s: dài quá %(longest)s ký tự. Rút ngắn rồi gửi lại."),
    "cascade.weights_not_one": _("Trọng số cộng lại được %(total)s%%, phải đúng 100%%. Sửa rồi lưu lại."),
    "cascade.no_children": _("%(task)s chưa có việc con, không tính tiến độ từ việc con được."),
    "cascade.not_reported": _("Tiến độ của %(task)s tính từ việc con, không nhập tay. Đổi cách tính trước."),
    "cascade.bad_progress": _("Tiến độ phải từ 0 đến 100%%."),
    "cascade.no_note": _("Chưa nêu căn cứ của tiến độ. Ghi một câu rồi lưu lại."),
    "conflict.progress_changed": _("Cách tính tiến độ của %(task)s vừa được người khác sửa. Tải lại trang."),
}
