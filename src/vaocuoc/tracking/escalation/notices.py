"""The messages of reminders, by condition (lời nhắc)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "escalation.before_due": _("%(level)s: %(task)s còn %(days)s ngày, hạn %(due)s. %(title)s"),
    "escalation.overdue": _("%(level)s: %(task)s quá hạn %(days)s ngày, hạn %(due)s. %(title)s"),
    "escalation.overdue_answer": _(
        "%(level)s: %(task)s quá hạn %(days)s ngày, hạn %(due)s; báo cáo lý do chậm nhất %(answer_by)s. %(title)s"
    ),
    "escalation.evidence_waits": _("%(level)s: minh chứng của %(task)s chờ xác nhận. %(title)s"),
    "escalation.late_acceptance": _(
        "%(level)s: minh chứng của %(task)s chưa được xác nhận, đã qua hạn %(due)s. %(title)s"
    ),
    "escalation.directive_unanswered": _("%(level)s: %(task)s có chỉ đạo quá ngày trả lời. %(title)s"),
    "escalation.not_acknowledged": _("%(level)s: %(task)s chưa được tiếp nhận. %(title)s"),
}
