"""What was done to parents and their children, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "cascade.give": _("Giao một việc cho nhiều đơn vị"),
    "cascade.way": _("Chọn cách tính tiến độ"),
    "cascade.weights": _("Đặt trọng số việc con"),
    "cascade.progress": _("Báo cáo tiến độ"),
}
FACTS = {
    "way": _("cách tính tiến độ"),
    "weights": _("trọng số"),
    "done": _("tiến độ"),
}
