"""A second system that the office enters its tasks and figures into again, in the demonstration (hệ thống thứ hai)."""

from __future__ import annotations

from datetime import date

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.tracking.models import SecondSystem
from vaocuoc.tracking.second_systems.models import Kind, Stand
from vaocuoc.tracking.second_systems.operations import Noted, note_many
from vaocuoc.tracking.second_systems.subjects import in_order, joined, standing_in
from vaocuoc.tracking.second_systems.systems import add_rule, create_system, lay_out_columns, name_states

_COLUMNS = (
    ("STT", "order"),
    ("Mã định danh", "theirs"),
    ("Mã nhiệm vụ tại đơn vị", "code"),
    ("Nội dung nhiệm vụ", "title"),
    ("Số, ký hiệu văn bản", "document"),
    ("Cơ quan thực hiện", "lead"),
    ("Hạn xử lý", "due"),
    ("Trạng thái xử lý", "state"),
    ("Ngày hoàn thành", "completed_on"),
)
_LEFT = 4
"""So many of each kind are not entered yet."""
_MOST = 12


def schedule_second_systems(desk: Desk) -> None:
    """The national register: declared in October, the first things entered a week later, what came since is not."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -30), 10, _declare, desk)
    desk.timeline.add(workday(today, -25), 15, _enter, desk)


def _declare(day: date, desk: Desk) -> None:
    clerk = desk.clerk(day)
    system = create_system(
        actor=clerk,
        keeper=desk.province.units["tinh-uy"],
        name="Hệ thống theo dõi nghị quyết của Trung ương (minh họa)",
        short_name="HTTW",
        since=date(day.year, 1, 1),
        takes_figures=True,
        day_format="vn",
    )
    lay_out_columns(actor=clerk, system=system, kind=Kind.TASK, columns=_COLUMNS)
    name_states(actor=clerk, system=system, words={"not_started": "Chưa thực hiện", "in_progress": "Đang xử lý"})
    add_rule(actor=clerk, system=system, kind=Kind.TASK, document_type="programme")
    add_rule(actor=clerk, system=system, kind=Kind.TASK, field="giải ngân")
    add_rule(actor=clerk, system=system, kind=Kind.FIGURE, field="đầu tư công")


def _enter(day: date, desk: Desk) -> None:
    """Most of what was there is entered, with the codes given there; one task stands otherwise."""
    clerk, system = desk.clerk(day), SecondSystem.objects.get()
    for kind in system.kinds:
        found = list(joined(in_order(standing_in(system, kind, clerk), kind), kind)[: _MOST + _LEFT])[:-_LEFT]
        noted = [
            (one, Noted(Stand.SAME, f"TW-{day.year}-{number:04d}" if kind == Kind.TASK else ""))
            for number, one in enumerate(found, 1)
        ]
        if noted and kind == Kind.TASK:
            first, said = noted[0]
            noted[0] = (first, Noted(Stand.DIFFERENT, said.code, "Đã hoàn thành", note="Nhập nhầm trạng thái"))
        note_many(actor=clerk, system=system, kind=kind, noted=noted, entered_on=day)
