"""What was done with workbooks, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "workbooks.give": _("Tải bảng Excel của một đơn vị"),
    "workbooks.give_all": _("Tải các bảng Excel của kỳ"),
    "workbooks.receive": _("Nhận bảng Excel gửi lại"),
    "workbooks.write": _("Ghi bảng Excel vào báo cáo"),
    "workbooks.paste": _("Dán số liệu từ Excel vào báo cáo"),
}
