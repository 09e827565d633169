"""The words of inspections in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "inspections.register": _("Ghi quyết định kiểm tra"),
    "inspections.close": _("Đóng sớm quyết định kiểm tra"),
    "inspections.read": _("Xem theo quyết định kiểm tra"),
    "inspections.read_by_role": _("Xem theo vai trò kiểm tra"),
    "inspections.export": _("Trích xuất hồ sơ kiểm tra"),
}
FACTS: dict[str, str | Promise] = {
    "inspected": _("đơn vị được kiểm tra"),
    "inspectors": _("người kiểm tra"),
    "manifest": _("mã băm bản kê"),
    "objects": _("số mục"),
    "files": _("số tệp"),
}
