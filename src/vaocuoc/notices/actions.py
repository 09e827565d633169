"""The words of notices in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "notices.address_refused": _("Máy chủ thư từ chối địa chỉ"),
    "notices.choose_way": _("Đổi cách nhận thư"),
    "notices.choose_titles": _("Đổi thiết lập thư có tên việc"),
    "notices.send_again": _("Gửi lại thư"),
    "notices.drop_mail": _("Bỏ thư không gửi được"),
    "notices.make_feed": _("Lập địa chỉ lịch riêng"),
    "notices.revoke_feed": _("Bỏ địa chỉ lịch riêng"),
}
FACTS: dict[str, str | Promise] = {"way": _("cách nhận"), "titles": _("thư có tên việc"), "count": _("số việc")}
