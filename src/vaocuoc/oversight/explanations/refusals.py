"""Why something about an explanation is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "explanations.no_words": _("Chưa ghi nội dung. Ghi một câu rồi gửi lại."),
    "explanations.no_answer": _("Chưa ghi nội dung giải trình. Ghi rồi gửi lại."),
    "explanations.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi gửi lại."),
    "explanations.day_passed": _("Ngày %(day)s đã qua. Chọn ngày trả lời từ hôm nay trở đi."),
    "explanations.one_asked": _("Yêu cầu gửi tới đúng một đơn vị hoặc một chức danh. Chọn một."),
    "explanations.own_answer": _(
        "Người giải trình không tự chấp nhận. Người khác của đơn vị yêu cầu xem và chấp nhận."
    ),
    "conflict.explanation_open": _(
        "Đã có yêu cầu gửi %(whom)s về việc này, hạn trả lời %(day)s. Mở yêu cầu đó thay vì lập mới."
    ),
    "conflict.explanation_moved_on": _("Yêu cầu này đã chuyển sang “%(state)s”. Mở lại trang để xem."),
}
