"""What is done to destroy content, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "destruction.propose": _("Đề nghị hủy nội dung"),
    "destruction.confirm": _("Xác nhận hủy nội dung"),
    "destruction.destroyed": _("Hủy nội dung"),
    "destruction.refuse": _("Không đồng ý hủy nội dung"),
    "destruction.withdraw": _("Rút đề nghị hủy nội dung"),
    "destruction.lapse": _("Đề nghị hủy nội dung hết hiệu lực"),
}

FACTS: dict[str, str | Promise] = {
    "called": _("đối tượng"),
    "decision": _("quyết định"),
    "copies": _("số bản sao cùng hủy"),
    "entries": _("số dòng nhật ký"),
    "destruction": _("đề nghị số"),
}
