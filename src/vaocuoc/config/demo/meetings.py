"""The demonstration's meetings with their conclusions, and requests for explanation (họp, giải trình)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.models import Organ
from vaocuoc.documents.models import Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.oversight.explanations.operations import answer, ask
from vaocuoc.oversight.meetings.candidates import groups
from vaocuoc.oversight.meetings.concluding import conclude
from vaocuoc.oversight.meetings.issuing import draft_notice, issue_notice
from vaocuoc.oversight.meetings.models import Meeting
from vaocuoc.oversight.meetings.operations import add_items, create_meeting
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.models import Phase

_LEADER = "lanhdao"


def schedule_meetings(desk: Desk) -> None:
    """A meeting of last month with its notice, one of today with its agenda, and what stands around them."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -23), 14, _last, desk)
    desk.timeline.add(workday(today, -8), 9, _ask, desk)
    desk.timeline.add(today, 8, _present, desk)


def _organ(desk: Desk) -> Organ:
    return Organ.objects.get(unit=desk.province.units["tinh-uy"], name__startswith="Ban Thường vụ")


def _last(day: date, desk: Desk) -> None:
    units, clerk = desk.province.units, desk.clerk(day)
    meeting = _meeting(desk, day, "Hội nghị Ban Thường vụ tháng 10")
    conclude(
        actor=clerk,
        meeting=meeting,
        text="Thống nhất đánh giá: thu ngân sách đạt tiến độ, giải ngân vốn đầu tư công chậm so với kế hoạch",
    )
    for text, unit, product, days in (
        ("Rà soát, điều chuyển vốn của các dự án giải ngân dưới 30%", "so-tai-chinh", "Tờ trình điều chuyển vốn", 18),
        ("Báo cáo tiến độ bàn giao mặt bằng các khu tái định cư", "so-xay-dung", "Báo cáo", 30),
        ("Chuẩn bị nội dung kiểm điểm cuối năm", "to-chuc", "Hướng dẫn kiểm điểm", 40),
    ):
        if unit in units:
            conclude(
                actor=clerk, meeting=meeting, text=text, lead_unit=units[unit], product=product,
                due=day + timedelta(days=days),
            )  # fmt: skip
    notice = draft_notice(actor=clerk, meeting=meeting)
    issued = issue_notice(actor=clerk, notice=notice, version=notice.version, number="201", issued_on=day).document
    assert issued is not None  # just registered
    for reading in Reading.objects.filter(file__document=issued):
        read_file(reading.pk)
    desk.reject_rest(issued, day, "Đã giao khi ghi kết luận của cuộc họp")


def _present(day: date, desk: Desk) -> None:
    clerk = desk.clerk(day)
    meeting = _meeting(desk, day, "Hội nghị Ban Thường vụ tháng 11")
    offered = groups(clerk, meeting, today=day)
    add_items(actor=clerk, meeting=meeting, items=[one.item for group in offered for one in group.candidates[:2]])


def _meeting(desk: Desk, day: date, title: str) -> Meeting:
    return create_meeting(
        actor=desk.clerk(day),
        keeper=desk.province.units["tinh-uy"],
        organ=_organ(desk),
        title=title,
        held_on=day,
        place="Phòng họp số 1",
        chair=desk.province.posts["bi-thu"],
    )


def _ask(day: date, desk: Desk) -> None:
    leader = desk.province.actor(_LEADER, day)
    for number, key in enumerate(("so-tai-chinh", "so-xay-dung")):
        unit = desk.province.units.get(key)
        late = Task.objects.filter(phase=Phase.OPEN, lead_unit=unit, due__lt=day).order_by("due", "pk").first()
        if unit is None or late is None:
            continue
        made = ask(
            actor=leader,
            task=late,
            asked_unit=unit,
            words="Nêu nguyên nhân chậm, ngày hoàn thành và cấp cần tháo gỡ.",
            answer_by=workday(day, 3),
        )
        if number == 0:
            text = "Chờ thống nhất đơn giá với các đơn vị liên quan; đề nghị hoàn thành trong tháng này."
            answer(actor=desk.province.actor("dautaichinh", day), explanation=made, text=text)
