"""What posts are told of recurring tasks (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "recurring.opened": _("Mở kỳ mới %(task)s: %(title)s, hạn %(due)s"),
}
