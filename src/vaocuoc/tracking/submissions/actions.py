"""What was done to reports of a period, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "submissions.fill": _("Nhập báo cáo số liệu"),
    "submissions.submit": _("Gửi báo cáo số liệu"),
    "submissions.take_back": _("Rút lại báo cáo số liệu"),
    "submissions.return": _("Trả lại báo cáo số liệu"),
    "submissions.check": _("Duyệt bước một báo cáo số liệu"),
    "submissions.approve": _("Duyệt báo cáo số liệu"),
    "submissions.print": _("In báo cáo số liệu để ký"),
    "submissions.lock": _("Khóa kỳ số liệu"),
    "submissions.unlock": _("Mở khóa kỳ số liệu"),
    "submissions.steps": _("Đặt số bước duyệt"),
    "submissions.choose": _("Chọn số chính thức"),
    "submissions.propose": _("Đề nghị đính chính số liệu"),
    "submissions.correct": _("Đồng ý đính chính số liệu"),
    "submissions.refuse_correction": _("Không đồng ý đính chính số liệu"),
}
FACTS = {
    "count": _("số ô"),
    "code": _("mã"),
    "signed_by": _("ký trên giấy"),
    "provider": _("đơn vị báo cáo"),
    "steps": _("số bước"),
    "answer": _("trả lời"),
}
