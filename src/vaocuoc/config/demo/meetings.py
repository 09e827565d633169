"""The demonstration's meetings, requests for explanation, work calendar and dissemination (họp, quán triệt)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.register import RESOLUTION
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.models import Organ
from vaocuoc.documents.dissemination.models import SessionForm
from vaocuoc.documents.dissemination.operations import open_dissemination, report_session
from vaocuoc.documents.models import Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.oversight.calendar.models import CalendarEntry, EntryState
from vaocuoc.oversight.calendar.operations import create_entries, set_state
from vaocuoc.oversight.explanations.operations import answer, ask
from vaocuoc.oversight.meetings.candidates import groups
from vaocuoc.oversight.meetings.concluding import conclude
from vaocuoc.oversight.meetings.issuing import draft_notice, issue_notice
from vaocuoc.oversight.meetings.models import Meeting
from vaocuoc.oversight.meetings.operations import add_items, create_meeting
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.models import Phase

_LEADER = "lanhdao"
_CALENDAR = (
    ("Báo cáo kết quả thực hiện nhiệm vụ quý III, phương hướng quý IV", "van-phong", 9, 25),
    ("Đề án sắp xếp các ban quản lý dự án trực thuộc", "to-chuc", 10, None),
    ("Tờ trình về giải pháp đẩy nhanh giải ngân vốn đầu tư công", "so-tai-chinh", 10, None),
    ("Nghị quyết về phát triển nhà ở xã hội giai đoạn mới", "so-xay-dung", 11, None),
    ("Báo cáo giám sát việc thực hiện kết luận của Ban Thường vụ", "kiem-tra", 11, 27),
    ("Dự thảo chương trình làm việc năm 2027", "van-phong", 12, None),
    ("Báo cáo tổng kết năm 2026", "van-phong", 12, 15),
)


def schedule_meetings(desk: Desk) -> None:
    """A meeting of last month with its notice, one of today with its agenda, and what stands around them."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -90), 9, _plan, desk)
    desk.timeline.add(workday(today, -23), 14, _last, desk)
    desk.timeline.add(workday(today, -16), 10, _disseminate, desk)
    desk.timeline.add(workday(today, -8), 9, _ask, desk)
    desk.timeline.add(today, 8, _present, desk)


def _organ(desk: Desk) -> Organ:
    return Organ.objects.get(unit=desk.province.units["tinh-uy"], name__startswith="Ban Thường vụ")


def _plan(day: date, desk: Desk) -> None:
    units = desk.province.units
    rows = [
        {
            "title": title,
            "preparer_unit": units[unit],
            "appraiser": "Văn phòng Tỉnh ủy" if unit != "van-phong" else "",
            "planned_month": date(day.year, month, 1),
            "planned_on": date(day.year, month, on) if on else None,
        }
        for title, unit, month, on in _CALENDAR
        if unit in units
    ]
    clerk = desk.clerk(day)
    made = create_entries(actor=clerk, keeper=units["tinh-uy"], organ=_organ(desk), rows=rows)
    desk.timeline.add(day + timedelta(days=60), 9, _submit, desk, made[0].pk)


def _submit(day: date, desk: Desk, key: int) -> None:
    entry = CalendarEntry.objects.get(pk=key)
    set_state(actor=desk.clerk(day), entry=entry, state=EntryState.SUBMITTED, day=day)


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


def _disseminate(day: date, desk: Desk) -> None:
    units, clerk = desk.province.units, desk.clerk(day)
    committees = [unit for name, unit in units.items() if name.startswith("dang-uy")][:14]
    made = open_dissemination(
        actor=clerk,
        document=desk.documents[RESOLUTION],
        keeper=units["tinh-uy"],
        units=committees,
        due=day + timedelta(days=20),
    )
    for number, unit in enumerate(committees[:-2]):
        members = 240 + 37 * number
        report_session(
            actor=clerk, dissemination=made, unit=unit, held_on=day, attended=members - 12 - 3 * number,
            members=members, form=SessionForm.BOTH if number % 3 else SessionForm.IN_PERSON,
            on_behalf_of=f"{unit.name}, báo cáo giấy",
        )  # fmt: skip


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
