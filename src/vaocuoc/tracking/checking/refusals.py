"""Why something about the check of drafts is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "checking.no_reason": _("Chưa nêu lý do bỏ qua. Ghi một câu rồi lưu lại."),
    "checking.reason_too_long": _("Lý do dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "checking.gone": _("Dự thảo không còn lỗi này. Tải lại trang để xem kết quả mới nhất."),
}
