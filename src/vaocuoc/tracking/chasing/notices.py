"""The messages of letters that push."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "chasing.issued": _("Công văn đôn đốc %(number)s: %(count)s việc, báo cáo chậm nhất %(answer_by)s"),
}
