"""The review's words in the audit trail; deciding on a finding is told of by ``documents``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "intake.unmake": _("Gỡ khỏi sổ khi hoàn tác rà soát"),
}
