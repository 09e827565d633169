"""What people are told of second systems, in words (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "second_systems.differs": _("Hệ thống %(system)s ghi khác: %(name)s, ở đó là %(theirs)s"),
}
