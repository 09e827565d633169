"""The words of overseeing in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "oversight.give": _("Phân công phụ trách"),
    "oversight.end": _("Thôi phụ trách"),
}
FACTS: dict[str, str | Promise] = {"overseen": _("phần phụ trách")}
