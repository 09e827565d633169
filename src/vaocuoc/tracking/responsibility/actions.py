"""The words of notes and ledgers in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "responsibility.note": _("Ghi khó khăn, vướng mắc"),
    "responsibility.note_to_blocker": _("Chuyển ghi nhận thành vướng mắc"),
    "responsibility.note_to_proposal": _("Chuyển ghi nhận thành kiến nghị"),
    "responsibility.ask_ledger": _("Yêu cầu xem sổ trách nhiệm"),
    "responsibility.see_ledger": _("Người giữ chức danh xem sổ trách nhiệm"),
    "responsibility.answer_ledger": _("Có ý kiến về sổ trách nhiệm"),
    "responsibility.remark": _("Có ý kiến về một việc trong sổ trách nhiệm"),
    "responsibility.read_ledger": _("Xem sổ trách nhiệm"),
    "responsibility.set_term": _("Đặt thời gian xem trước sổ trách nhiệm"),
}
FACTS: dict[str, str | Promise] = {
    "period": _("kỳ"),
    "first": _("từ ngày"),
    "last": _("đến hết ngày"),
    "opens_on": _("người khác xem được từ ngày"),
    "of_holder": _("của"),
    "days": _("số ngày làm việc"),
}
