"""What people are told of ledgers and of notes, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "responsibility.ledger_asked": _(
        "Có yêu cầu xem sổ trách nhiệm của chức danh từ %(first)s đến %(last)s; người khác xem được từ %(opens_on)s"
    ),
    "responsibility.ledger_answered": _("Người giữ chức danh đã xem và có ý kiến về sổ trách nhiệm %(post)s"),
}
