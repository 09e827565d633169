"""What was done about rounds of reports, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "rounds.regime": _("Đặt chế độ báo cáo"),
    "rounds.revise": _("Sửa chế độ báo cáo"),
    "rounds.end_regime": _("Hết hiệu lực chế độ báo cáo"),
    "rounds.open": _("Mở kỳ báo cáo"),
    "rounds.close": _("Đóng kỳ báo cáo"),
    "rounds.move": _("Dời hạn gửi báo cáo kỳ"),
    "rounds.settle": _("Chuyển báo cáo của đơn vị đã kết thúc"),
    "rounds.fill": _("Nhập báo cáo kỳ"),
    "rounds.submit": _("Gửi báo cáo kỳ"),
    "rounds.take_back": _("Rút lại báo cáo kỳ"),
    "rounds.return": _("Trả lại báo cáo kỳ"),
    "rounds.check": _("Duyệt bước một báo cáo kỳ"),
    "rounds.approve": _("Duyệt báo cáo kỳ"),
    "rounds.send": _("Ghi báo cáo đã gửi ra ngoài"),
    "rounds.chase": _("Đôn đốc kỳ báo cáo"),
    "rounds.begin_letter": _("Lập công văn đôn đốc kỳ báo cáo"),
    "rounds.edit_letter": _("Sửa công văn đôn đốc kỳ báo cáo"),
    "rounds.drop_letter": _("Bỏ dự thảo công văn đôn đốc kỳ báo cáo"),
    "rounds.issue_letter": _("Đăng ký công văn đôn đốc kỳ báo cáo đã ban hành"),
}
