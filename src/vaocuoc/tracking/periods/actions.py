"""What was done about an office's times, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "periods.term": _("Ghi nhiệm kỳ"),
    "periods.drop_term": _("Bỏ nhiệm kỳ"),
    "periods.regime": _("Đặt chế độ báo cáo"),
    "periods.end_regime": _("Thôi áp dụng chế độ báo cáo"),
    "periods.confirm_year": _("Xác nhận lịch nghỉ của năm"),
}
FACTS = {
    "start": _("từ ngày"),
    "end": _("đến ngày"),
    "closing_day": _("ngày chốt số liệu"),
    "days_after": _("số ngày gửi sau khi chốt"),
    "basis": _("căn cứ"),
}
