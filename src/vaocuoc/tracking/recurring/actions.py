"""What was done to recurring tasks, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "recurring.set": _("Đặt chu kỳ nhiệm vụ"),
    "recurring.end": _("Thôi mở kỳ mới"),
    "recurring.open": _("Mở các kỳ của nhiệm vụ"),
}
FACTS = {
    "every": _("chu kỳ"),
    "rule": _("cách tính hạn"),
    "starts_on": _("từ ngày"),
    "ends_on": _("đến ngày"),
    "turns": _("số kỳ"),
}
