"""The words of reminders in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "escalation.scan": _("Quét nhắc việc"),
    "escalation.save_table": _("Đặt bảng nhắc việc"),
}
FACTS: dict[str, str | Promise] = {
    "raised": _("lên mức"),
    "repeated": _("nhắc lại"),
    "lowered": _("hạ mức"),
    "told": _("lượt báo"),
}
