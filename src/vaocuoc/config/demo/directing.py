"""What a leader asked for and what leads proposed in the last days of the demonstration (chỉ đạo, đề nghị)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.directing.operations import answer_directive, direct, proposed_day
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.proposing.operations import ask_correction, ask_extension, refuse_task
from vaocuoc.tracking.tasks.models import Phase
from vaocuoc.tracking.tasks.operations import acknowledge_task

_LEADER, _FOCAL, _UNIT = "lanhdao", "dautaichinh", "so-tai-chinh"
_PUSHED = 4


def schedule_directives(desk: Desk) -> None:
    """A few directives on late tasks, one of them answered, and what one lead proposes of its own."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -4), 9.5, _push, desk)
    desk.timeline.add(workday(today, -2), 14, _answer, desk)
    desk.timeline.add(workday(today, -1), 10, _propose, desk)


def _push(day: date, desk: Desk) -> None:
    """The longest overdue are pushed; one of the department is asked for its product."""
    actor = desk.province.actor(_LEADER, day)
    late = Task.objects.filter(phase=Phase.OPEN, due__lt=day, evidence_since__isnull=True).order_by("due", "pk")
    for task in late[:_PUSHED]:
        text = "Đề nghị báo cáo lý do chậm và ngày hoàn thành."
        direct(actor=actor, subject=task, kind="push", text=text, answer_by=proposed_day(task, today=day)[0])
    own = late.filter(lead_unit=desk.province.units[_UNIT]).first()
    if own is not None:
        text = f"Đề nghị nộp minh chứng: {own.product or 'văn bản hoàn thành'}."
        answer_by = proposed_day(own, today=day)[0]
        direct(actor=actor, subject=own, kind="evidence", text=text, answer_by=answer_by)


def _answer(day: date, desk: Desk) -> None:
    """The office writes down what one lead said by phone."""
    first = Directive.objects.filter(waits=True, kind="push").order_by("pk").first()
    if first is None or first.task is None:
        return
    answer = "Đang hoàn thiện hồ sơ, dự kiến trình trong tuần tới."
    behalf = str(first.task.lead_unit or first.task.lead_post)
    answer_directive(
        actor=desk.clerk(day), directive=first, answer=answer, on_behalf_of=behalf[:300], received_how="phone"
    )


def _propose(day: date, desk: Desk) -> None:
    """The department asks for time, to have a word corrected, and that a task goes elsewhere."""
    actor = desk.province.actor(_FOCAL, day)
    running = Task.objects.filter(phase=Phase.OPEN, due__isnull=False, lead_unit=desk.province.units[_UNIT])
    tasks = list(running.filter(evidence_since__isnull=True).order_by("-due", "pk")[:3])
    if not tasks:
        return
    first, second, third = (tasks * 3)[:3]
    assert first.due is not None
    ask_extension(
        actor=actor,
        task=first,
        new_due=max(first.due, day) + timedelta(days=15),
        reason="Phải lấy thêm ý kiến của các xã, phường",
        done_so_far="Đã có dự thảo lần một, gửi lấy ý kiến ba sở",
    )
    acknowledge_task(actor=actor, task=second)
    ask_correction(
        actor=actor,
        task=second,
        field="product",
        new_value="Báo cáo kèm biểu tổng hợp",
        reason="Văn bản ghi đủ cả biểu",
    )
    refuse_task(
        actor=actor,
        task=third,
        reason="Nội dung thuộc chức năng của Sở Xây dựng",
        goes_to=desk.province.units.get("so-xay-dung"),
    )
