"""What was proposed and decided about tasks, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "requests.refuse": _("Từ chối nhiệm vụ, đề nghị chuyển"),
    "requests.correct": _("Đề nghị sửa nhiệm vụ"),
    "requests.extend": _("Đề nghị gia hạn"),
    "requests.agree": _("Đồng ý đề nghị"),
    "requests.decline": _("Không đồng ý đề nghị"),
    "requests.withdraw": _("Rút đề nghị"),
}
FACTS: dict[str, str | Promise] = {
    "goes_to": _("đề nghị chuyển cho"),
    "field": _("nội dung cần sửa"),
    "asked_for": _("đề nghị"),
    "decision": _("ý kiến"),
}
