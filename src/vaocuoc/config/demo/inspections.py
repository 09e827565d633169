"""A decision to inspect that is in force, and what was read under it, in the demonstration (kiểm tra)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.people.access import actor_for
from vaocuoc.oversight.inspections.operations import Opening, register_decision
from vaocuoc.oversight.inspections.reads import TASK, note_read
from vaocuoc.tracking.tasks.access import visible_tasks

_INSPECTOR, _GIVER = "doankiemtra", "chu-nhiem-kiem-tra"
_INSPECTED = ("so-tai-chinh", "so-xay-dung")
_READ = 3


def schedule_inspections(desk: Desk) -> None:
    """The inspection of two departments in the last weeks of the demonstration."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -5), 9, _decide, desk)
    desk.timeline.add(workday(today, -2), 10, _read, desk)


def _decide(day: date, desk: Desk) -> None:
    units = [desk.province.units[key] for key in _INSPECTED if key in desk.province.units]
    register_decision(
        actor=None,
        number="21-QĐ/UBKTTU",
        decided_on=day,
        about="Kiểm tra việc thực hiện các nhiệm vụ Tỉnh ủy giao năm 2026",
        giver=desk.province.posts[_GIVER],
        first_day=day,
        last_day=day + timedelta(days=30),
        inspectors=[desk.province.posts[_INSPECTOR]],
        opening=Opening(with_below=units, period_first=date(day.year, 1, 1)),
    )


def _read(day: date, desk: Desk) -> None:
    actor = actor_for(desk.province.users[_INSPECTOR], today=day)  # as it is since the decision
    for key in visible_tasks(actor).order_by("due", "pk").values_list("pk", flat=True)[:_READ]:
        note_read(actor, TASK, key)
