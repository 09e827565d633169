"""Two notes that should not have been written (hủy nội dung): one destroyed by two people, one that waits to be."""

from __future__ import annotations

from datetime import date

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.documents.destruction.holding import root_of
from vaocuoc.documents.destruction.models import Destruction
from vaocuoc.documents.destruction.operations import confirm, propose
from vaocuoc.tracking.models import TaskUpdate
from vaocuoc.tracking.tasks.models import Phase
from vaocuoc.tracking.tasks.operations import add_update

_LEADER = "lanhdao"
_DECISIONS = ("31-QĐ/VP", "34-QĐ/VP")
_WORDS = "Ghi nhầm vào đây thông tin liên hệ riêng của hộ dân bị thu hồi đất."
_REASON = "Cập nhật có thông tin cá nhân của hộ dân, không thuộc nội dung nhiệm vụ"


def schedule_destructions(desk: Desk) -> None:
    """A note proposed and confirmed in the last days, and another proposed on the last morning."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -3), 9.5, _propose, desk, _DECISIONS[0])
    desk.timeline.add(workday(today, -2), 10, _confirm, desk)
    desk.timeline.add(today, 8.5, _propose, desk, _DECISIONS[1])


def _propose(day: date, desk: Desk, number: str) -> None:
    keeper = desk.province.units["tinh-uy"]
    running = TaskUpdate.objects.filter(task__keeper=keeper, task__phase=Phase.OPEN).order_by("-at", "-pk").first()
    if running is None:
        return
    actor = desk.clerk(day)
    note = add_update(actor=actor, task=running.task, text=_WORDS)
    decision = f"{number} ngày {day:%d/%m/%Y}"
    propose(actor=actor, root=root_of("tracking.taskupdate"), subject=note, reason=_REASON, decision=decision)


def _confirm(day: date, desk: Desk) -> None:
    for found in Destruction.objects.filter(state="proposed"):
        confirm(actor=desk.province.actor(_LEADER, day), destruction=found)
