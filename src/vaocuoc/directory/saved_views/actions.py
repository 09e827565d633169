"""Saved views in the audit trail, in words (tên việc)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "views.save": _("Lưu cách xem"),
    "views.rename": _("Đổi tên cách xem"),
    "views.share": _("Đổi phạm vi dùng cách xem"),
    "views.delete": _("Xóa cách xem"),
    "views.default": _("Chọn cách xem mặc định"),
}

FACTS: dict[str, str | Promise] = {
    "shared": _("dùng chung trong đơn vị"),
    "query": _("bộ lọc và cột"),
}
