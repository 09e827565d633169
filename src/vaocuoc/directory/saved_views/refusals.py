"""Why something about saved views is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "access.not_own_view": _("Cách xem này do người khác lưu và dùng chung. Lưu một bản riêng rồi sửa."),
    "views.unknown_list": _("Không có danh sách này. Mở lại danh sách rồi lưu."),
    "views.no_name": _("Chưa đặt tên cách xem. Ghi tên rồi lưu lại."),
    "views.name_too_long": _("Tên dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "views.name_taken": _("Đã có cách xem tên “%(name)s” cho danh sách này. Đặt tên khác."),
    "views.query_too_long": _("Bộ lọc dài quá %(longest)s ký tự, không lưu được. Bớt điều kiện lọc."),
    "views.too_many": _("Mỗi danh sách giữ nhiều nhất %(most)s cách xem. Xóa bớt rồi lưu lại."),
    "views.no_unit": _("Người dùng chưa giữ chức danh nào nên chưa có đơn vị để dùng chung. Lưu cho riêng mình."),
}
