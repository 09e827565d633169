"""What was done in reading issued reports into reports of figures, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "readin.take": _("Nhận số từ báo cáo đã ban hành"),
    "readin.refuse": _("Không lấy câu của báo cáo đã ban hành"),
    "readin.undo": _("Xem lại quyết định về câu của báo cáo"),
    "readin.forget": _("Bỏ cách gọi đã dạy"),
}
