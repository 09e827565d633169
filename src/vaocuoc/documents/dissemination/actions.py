"""What is done with dissemination, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "dissemination.open": _("Mở đợt quán triệt"),
    "dissemination.report": _("Báo cáo buổi quán triệt"),
    "dissemination.take_back": _("Rút báo cáo quán triệt"),
    "dissemination.excuse": _("Ghi đơn vị không phải quán triệt"),
    "dissemination.close": _("Kết thúc đợt quán triệt"),
}

FACTS: dict[str, str | Promise] = {"attended": _("số dự"), "members": _("tổng số đảng viên"), "reason": _("lý do")}
