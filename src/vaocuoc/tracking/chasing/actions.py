"""The words of letters that push in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "chasing.begin": _("Lập công văn đôn đốc"),
    "chasing.edit": _("Sửa công văn đôn đốc"),
    "chasing.drop": _("Bỏ dự thảo công văn đôn đốc"),
    "chasing.issue": _("Đăng ký công văn đôn đốc đã ban hành"),
}
FACTS: dict[str, str | Promise] = {"answer_by": _("báo cáo chậm nhất")}
