"""What stands behind the days of a task (từ đâu): its deadline, its completion, its receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from vaocuoc.tracking.provenance import Provenance, fact, told, who
from vaocuoc.tracking.sources import Source
from vaocuoc.tracking.tasks.models import DeadlineChange, DeadlineKind, Evidence, Task
from vaocuoc.ui.dates import format_day, format_moment


def of_deadline(
    task: Task, changes: Iterable[DeadlineChange], source: Source | None, *, today: date
) -> Provenance | None:
    """Behind the deadline in force (hạn): who set it last and why, the first day, how it is counted."""
    if task.due is None:
        return None
    last = next(iter(sorted(changes, key=lambda one: (one.at, one.pk), reverse=True)), None)
    set_by = who(last.by_post, last.by) if last else who(task.assigned_by, task.created_by)
    facts = [
        fact(_("Văn bản"), task.document),
        fact(_("Đơn vị giao"), task.keeper),
        fact(_("Người đặt hạn"), set_by),
        fact(_("Lúc"), format_moment(last.at if last else task.created_at, today)),
        fact(_("Lý do"), last.reason if last else ""),
        fact(_("Hạn ban đầu"), format_day(task.first_due) if task.first_due and task.first_due != task.due else ""),
        fact(_("Cách tính"), _counted(task)),
    ]
    return Provenance(told(facts), source, "task")


def of_completion(task: Task, evidence: Iterable[Evidence], *, today: date) -> Provenance | None:
    """Behind the day of completion (ngày hoàn thành): the document that proves it, who confirmed it and when."""
    if task.completed_on is None:
        return None
    proof = next((one for one in evidence if one.accepted), None)
    facts = [
        fact(_("Minh chứng"), f"{proof.number}, {format_day(proof.date)}" if proof else _("không có văn bản")),
        fact(_("Trích yếu"), proof.subject if proof else ""),
        fact(_("Người nộp"), who(proof.submitted_as, proof.submitted_by) if proof else ""),
        fact(_("Người xác nhận"), who(proof.decided_as, proof.decided_by) if proof and proof.decided_by else ""),
        fact(_("Ghi nhận lúc"), format_moment(task.closed_at, today) if task.closed_at else ""),
        fact(_("Lý do"), task.closure_reason),
        fact(_("Xét đúng hạn"), _("so ngày hoàn thành thực tế với hạn đang có hiệu lực")),
    ]
    return Provenance(told(facts))


def of_receipt(task: Task) -> Provenance | None:
    """Behind the day of receipt (ngày nhận): the paper's, else typed with the task."""
    if task.received_on is None:
        return None
    document = task.document
    how = _("ghi khi giao nhiệm vụ")
    if document is not None and task.received_is_estimated:
        how = _("ước tính theo ngày ban hành của văn bản")
    elif document is not None and document.received_on == task.received_on:
        how = _("ngày nhận của văn bản")
    facts = [
        fact(_("Văn bản"), document),
        fact(_("Cách ghi"), how),
        fact(_("Người ghi"), who(None, task.created_by)),
    ]
    return Provenance(told(facts))


def _counted(task: Task) -> str:
    if task.deadline_kind == DeadlineKind.AFTER_ISSUE and task.days_after_issue:
        return _("%(days)s ngày sau ngày ban hành") % {"days": task.days_after_issue}
    return _("tính cả ngày đó, không dời vì ngày nghỉ")
