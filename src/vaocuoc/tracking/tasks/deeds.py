# ruff: noqa: E501 - one deed is read as one row
"""What can be done to one task, as data: the form that asks, the right it needs, the operation that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import TaskState
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.tasks import operations
from vaocuoc.tracking.tasks.access import TaskRights
from vaocuoc.tracking.tasks.deed_forms import (
    AboutTask,
    CloseForm,
    ConfirmForm,
    DeadlineForm,
    EvidenceForm,
    NothingForm,
    OptionalReasonForm,
    ReasonForm,
    RemovalForm,
    SuspendForm,
    UpdateForm,
)
from vaocuoc.tracking.tasks.models import Evidence, Task

Words = str | Promise
DIRECTING, PROPOSING = "directing", "proposing"
"""The menus of a leader's directives and of what a lead proposes."""


@dataclass(frozen=True)
class Deed:
    """One thing to do (một việc xử lý): ``right`` is the name in ``TaskRights``; ``fits`` tells when it makes sense.

    ``initial`` is asked of the task and of who acts; ``group`` is the menu it stands in: ``DIRECTING``, ``PROPOSING`` or
    the last one.
    """

    heading: Words
    button: Words
    done: Words
    form: type[forms.Form]
    right: str
    do: Callable[[Actor, Task, dict[str, Any]], object]
    fits: Callable[[Task, TaskState], bool]
    hint: Words = ""
    danger: bool = False
    initial: Callable[[Task, Actor], dict[str, Any]] = lambda task, actor: {}
    group: str = ""

    def offered(self, task: Task, state: TaskState, rights: TaskRights) -> bool:
        return bool(getattr(rights, self.right)) and self.fits(task, state)

    def form_for(self, actor: Actor, task: Task, data: Any = None) -> forms.Form:
        """The form, filled with what was typed, else with what is proposed."""
        given: dict[str, Any] = {"data": data} if data is not None else {"initial": self.initial(task, actor)}
        if issubclass(self.form, AboutTask):
            return self.form(actor=actor, task=task, **given)
        return self.form(**given)


def waiting_evidence(task: Task) -> Evidence:
    """The evidence that waits for its confirmation; ``Refused("conflict.evidence_decided")`` where none does."""
    evidence = task.evidence.filter(accepted__isnull=True).order_by("pk").first()
    if evidence is None:
        raise Refused("conflict.no_evidence")
    return evidence


def _confirm(actor: Actor, task: Task, data: dict[str, Any]) -> object:
    return operations.decide_evidence(actor=actor, evidence=waiting_evidence(task), accepted=True, **data)


def _return(actor: Actor, task: Task, data: dict[str, Any]) -> object:
    return operations.decide_evidence(actor=actor, evidence=waiting_evidence(task), accepted=False, **data)


def _unblock(actor: Actor, task: Task, data: dict[str, Any]) -> object:
    return operations.remove_blocker(actor=actor, update=data["update"], removal=data["removal"])


def by_operation(operation: Callable[..., object]) -> Callable[[Actor, Task, dict[str, Any]], object]:
    return lambda actor, task, data: operation(actor=actor, task=task, **data)


def is_open(task: Task, state: TaskState) -> bool:
    return task.closure == ""


def not_finished(task: Task, state: TaskState) -> bool:
    return task.closure in ("", "suspended")


def _awaits(task: Task, state: TaskState) -> bool:
    return task.closure == "" and state.code in ("submitted", "late_acceptance")


def _may_hand_in(task: Task, state: TaskState) -> bool:
    return task.closure == "" and not _awaits(task, state)


DEEDS: Mapping[str, Deed] = {
    "tiep-nhan": Deed(
        _("Tiếp nhận nhiệm vụ"), _("Tiếp nhận"), _("Đã tiếp nhận nhiệm vụ."), NothingForm, "hand_in",
        by_operation(operations.acknowledge_task), lambda task, state: task.closure == "" and task.acknowledged_at is None,
        hint=_("Ghi lại ai tiếp nhận, lúc nào. Hạn vẫn tính từ ngày nhận."),
    ),
    "cap-nhat": Deed(
        _("Cập nhật tiến độ"), _("Ghi cập nhật"), _("Đã ghi cập nhật."), UpdateForm, "update",
        by_operation(operations.add_update), not_finished,
    ),
    "thao-go": Deed(
        _("Ghi tháo gỡ vướng mắc"), _("Ghi tháo gỡ"), _("Đã ghi tháo gỡ vướng mắc."), RemovalForm, "update",
        _unblock, lambda task, state: task.closure == "" and task.is_blocked,
    ),
    "minh-chung": Deed(
        _("Nộp minh chứng"), _("Nộp minh chứng"), _("Đã nộp minh chứng, chờ người giao xác nhận."), EvidenceForm, "hand_in",
        by_operation(operations.submit_evidence), _may_hand_in,
        hint=_("Văn bản chứng tỏ việc đã xong: số, ngày, trích yếu, đã gửi tới cấp nào. Người khác sẽ xác nhận."),
        initial=lambda task, actor: {"level": task.product_level or "province"},
    ),
    "xac-nhan": Deed(
        _("Xác nhận hoàn thành"), _("Xác nhận hoàn thành"), _("Đã xác nhận hoàn thành."), ConfirmForm, "confirm",
        _confirm, _awaits,
        hint=_("Ngày hoàn thành thực tế thường là ngày của văn bản. Không biết thì để trống: việc sẽ không được xét đúng hạn."),
        initial=lambda task, actor: {"completed_on": waiting_evidence(task).date},
    ),
    "tra-lai": Deed(
        _("Trả lại minh chứng"), _("Trả lại minh chứng"), _("Đã trả lại minh chứng."), ReasonForm, "confirm", _return, _awaits,
    ),
    "gia-han": Deed(
        _("Gia hạn"), _("Gia hạn"), _("Đã ghi hạn mới."), DeadlineForm, "direct",
        by_operation(operations.change_deadline), not_finished,
        hint=_("Hạn ban đầu vẫn được giữ và hiện bên cạnh. Hạn tính cả ngày ghi."),
    ),
    "tam-dung": Deed(
        _("Tạm dừng nhiệm vụ"), _("Tạm dừng"), _("Đã tạm dừng nhiệm vụ."), SuspendForm, "direct",
        by_operation(operations.suspend_task), is_open,
        hint=_("Đến ngày đã ghi, nhiệm vụ tự tiếp tục và đơn vị chủ trì được báo."),
    ),
    "tiep-tuc": Deed(
        _("Tiếp tục nhiệm vụ"), _("Tiếp tục"), _("Nhiệm vụ được tiếp tục."), OptionalReasonForm, "direct",
        by_operation(operations.resume_task), lambda task, state: task.closure == "suspended",
    ),
    "mo-lai": Deed(
        _("Mở lại nhiệm vụ"), _("Mở lại"), _("Đã mở lại nhiệm vụ."), ReasonForm, "direct",
        by_operation(operations.resume_task), lambda task, state: task.closure in ("done", "cancelled"),
    ),
    "hoan-thanh": Deed(
        _("Ghi nhận hoàn thành không có minh chứng"), _("Ghi nhận hoàn thành"), _("Đã ghi nhận hoàn thành."), CloseForm, "confirm",
        by_operation(operations.close_without_evidence), _may_hand_in,
        hint=_("Dùng cho việc không có văn bản chứng minh. Không có ngày hoàn thành thì không tính vào tỷ lệ đúng hạn."),
    ),
    "huy": Deed(
        _("Hủy nhiệm vụ"), _("Hủy nhiệm vụ"), _("Đã hủy nhiệm vụ."), ReasonForm, "direct",
        by_operation(operations.cancel_task), not_finished,
        hint=_("Nhiệm vụ đã hủy vẫn ở trong sổ cùng lý do."),
        danger=True,
    ),
}  # fmt: skip
