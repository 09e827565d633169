# ruff: noqa: E501 - one deed is read as one row
"""What proposals add to the page of a task: what its lead may propose, what waits, what was decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import TaskState
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.recording import Recorded
from vaocuoc.tracking.proposing import operations
from vaocuoc.tracking.proposing.forms import CorrectionForm, ExtensionForm, RefusalForm
from vaocuoc.tracking.proposing.models import RequestKind, RequestState, TaskRequest
from vaocuoc.tracking.proposing.queries import requests_of
from vaocuoc.tracking.proposing.wording import asked, outcome
from vaocuoc.tracking.tasks.access import TaskRights
from vaocuoc.tracking.tasks.additions import Addition, Told
from vaocuoc.tracking.tasks.closing import settle_dispute
from vaocuoc.tracking.tasks.deed_forms import ReasonForm
from vaocuoc.tracking.tasks.deeds import PROPOSING, Deed, by_operation, not_finished
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.tasks.story import Reason, Said, initials


def _settle(actor: Actor, task: Task, data: dict[str, Any]) -> object:
    """A dispute without a proposal is settled by its words; one with a proposal by deciding that."""
    if TaskRequest.objects.filter(task=task, kind=RequestKind.CORRECT, state=RequestState.OPEN).exists():
        raise Refused("requests.open_already", task=task.code)
    return settle_dispute(actor=actor, task=task, **data)


def _correctable(task: Task, state: TaskState) -> bool:
    return not_finished(task, state) and not task.is_disputed


def _disputed(task: Task, state: TaskState) -> bool:
    return task.is_disputed


DEEDS = {
    "de-nghi-gia-han": Deed(
        _("Đề nghị gia hạn"), _("Gửi đề nghị"), _("Đã gửi đề nghị gia hạn, chờ người giao quyết định."), ExtensionForm, "hand_in",
        by_operation(operations.ask_extension), not_finished, group=PROPOSING,
        hint=_("Hạn cũ vẫn tính cho đến khi người giao đồng ý."),
    ),
    "tu-choi": Deed(
        _("Từ chối, đề nghị chuyển"), _("Gửi đề nghị"), _("Đã gửi đề nghị chuyển, chờ người giao quyết định."), RefusalForm, "hand_in",
        by_operation(operations.refuse_task), not_finished, group=PROPOSING,
        hint=_("Nêu lý do và đơn vị nên làm. Nhiệm vụ vẫn tính hạn cho đến khi người giao quyết định."),
    ),
    "dinh-chinh": Deed(
        _("Đề nghị sửa, đính chính"), _("Gửi đề nghị"), _("Đã gửi đề nghị sửa, chờ người giao quyết định."), CorrectionForm, "hand_in",
        by_operation(operations.ask_correction), _correctable, group=PROPOSING,
        hint=_("Nêu chỗ sổ ghi chưa đúng. Trong khi chờ quyết định, nhiệm vụ được đếm riêng; hạn vẫn tính."),
    ),
    "ket-luan-dinh-chinh": Deed(
        _("Kết luận đính chính"), _("Ghi kết luận"), _("Đã kết luận đính chính."), ReasonForm, "direct", _settle, _disputed,
    ),
}  # fmt: skip


def tell(request: HttpRequest, row: TaskRow, rights: TaskRights) -> Told:
    """What waits as boxes, all of it in the thread; one query."""
    found = requests_of(row.task)
    waiting = [one for one in found if one.state == RequestState.OPEN]
    context = {
        "waiting": [(one, asked(one)) for one in waiting],
        "may_decide": rights.direct,
        "may_withdraw": rights.hand_in,
    }
    boxes = (render_to_string("tracking/proposing/_box.html", context, request),) if waiting else ()
    reasons = tuple(
        Reason(_now("Đang chờ người giao quyết định: %(asked)s.") % {"asked": asked(one).lower()}) for one in waiting
    )
    return Told(boxes, tuple(_said(one) for one in found), reasons)


def _said(one: TaskRequest) -> Said:
    by = str(one.by_post or one.by)
    done = _now("Đã làm được: %(done)s") % {"done": one.done_so_far} if one.done_so_far else ""
    return Said(
        at=one.at,
        by=by,
        initials=initials(one.by_post.unit.name if one.by_post else by),
        text="\n".join(line for line in (f"{asked(one)}: {one.reason}", done) if line),
        recorded=Recorded(one.on_behalf_of, one.received_how).words,
        note=outcome(one),
        whose=(one.by_id, one.by_post_id, one.at),
        note_whose=(one.decided_by_id, one.decided_as_id, one.decided_at) if one.decided_at else None,
    )


ADDITION = Addition(deeds=DEEDS, tell=tell)
