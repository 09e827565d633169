"""Who looks after what, who acts for whom, a note of an obstacle and a ledger, in the demonstration (trách nhiệm)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.core.calendars.periods import period_containing
from vaocuoc.directory.models import PostHolding
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.directory.people.access import actor_for
from vaocuoc.directory.people.delegations import delegate_post
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.responsibility.asking import ask_for_ledger
from vaocuoc.tracking.responsibility.obstacles import note_obstacle
from vaocuoc.tracking.tasks.models import Phase
from vaocuoc.ui.dates import period_code

_LEADER, _FOCAL, _OFFICE = "lanhdao", "dautaichinh", "chanhvanphong"
_DECISION = "05-QĐ/TU ngày 04/8/2025"
_OVERSEEN = ("so-tai-chinh", "so-xay-dung")


def schedule_responsibility(desk: Desk) -> None:
    """The division of work of the standing committee, a delegation for some days, a note and a ledger to be seen."""
    today = desk.timeline.today
    desk.timeline.add(date(2025, 8, 4), 8, _divide, desk)
    desk.timeline.add(workday(today, -3), 8, _delegate, desk)
    desk.timeline.add(workday(today, -2), 16, _note, desk)
    desk.timeline.add(workday(today, -1), 15, _ask, desk)


def _divide(day: date, desk: Desk) -> None:
    post = desk.province.posts[_LEADER]
    for unit in _OVERSEEN:
        found = desk.province.units.get(unit)
        if found is not None:
            give_oversight(actor=None, post=post, kind="unit", unit=found, decision=_DECISION, valid_from=day)
    give_oversight(actor=None, post=post, kind="field", words="nông thôn mới", decision=_DECISION, valid_from=day)


def _delegate(day: date, desk: Desk) -> None:
    """The chief of the office acts in the leader's name for some days: confirming and approving, no directives."""
    person = PostHolding.objects.get(post=desk.province.posts[_OFFICE], delegated=False).person
    delegate_post(
        actor=None,
        post=desk.province.posts[_LEADER],
        person=person,
        decision="Giấy ủy quyền số 12-GUQ/TU",
        scope="Xác nhận sản phẩm, duyệt báo cáo trong thời gian đi công tác",
        valid_from=day,
        valid_to=day + timedelta(days=7),
        actions=["confirm", "approve"],
    )


def _note(day: date, desk: Desk) -> None:
    actor = actor_for(desk.province.users[_LEADER], today=day)  # as it is since the division of work
    unit = desk.province.units[_OVERSEEN[0]]
    late = Task.objects.filter(phase=Phase.OPEN, lead_unit=unit, due__lt=day).order_by("due", "pk").first()
    note_obstacle(
        actor=actor,
        text="Vốn đối ứng của một số dự án chưa bố trí đủ so với tiến độ giải ngân.",
        period=period_code(period_containing(day, "month")),
        removable_by="Thường trực Tỉnh ủy",
        wanted="Cho chủ trương điều chuyển giữa các dự án.",
        task=late,
    )


def _ask(day: date, desk: Desk) -> None:
    actor = desk.province.actor(_LEADER, day)
    post = desk.province.posts[_FOCAL]
    ask_for_ledger(actor=actor, post=post, first=date(day.year, 1, 1), last=day, reason="Chuẩn bị kiểm điểm cuối năm")
