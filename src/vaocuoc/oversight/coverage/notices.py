"""What units are told about carrying a document out (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "coverage.asked": _("Phải ban hành chương trình thực hiện %(document)s, chậm nhất %(due)s"),
    "coverage.due_soon": _("Sắp đến hạn %(due)s ban hành chương trình thực hiện %(document)s"),
    "coverage.late": _("Quá hạn %(due)s chưa ban hành chương trình thực hiện %(document)s"),
}
