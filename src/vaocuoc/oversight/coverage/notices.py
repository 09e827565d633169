"""What units are told about carrying a document out (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "coverage.asked": _("Phải ban hành chương trình thực hiện %(document)s, chậm nhất %(due)s"),
}
