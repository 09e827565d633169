"""From the resolution to work in the demonstration: programmes of the units, groups, study sessions, work calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk, plain
from vaocuoc.config.demo.province import DEPARTMENTS
from vaocuoc.config.demo.register import PROGRAMME, RESOLUTION
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.models import Organ, Unit
from vaocuoc.documents.dissemination.models import Dissemination, SessionForm
from vaocuoc.documents.dissemination.operations import open_dissemination, report_session
from vaocuoc.documents.models import Finding, FindingState
from vaocuoc.oversight.calendar.models import CalendarEntry, EntryState
from vaocuoc.oversight.calendar.operations import create_entries, edit_entry, move_entry, set_state
from vaocuoc.oversight.coverage.marking import mark
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.oversight.coverage.operations import ask_units, note_programme
from vaocuoc.oversight.models import Meeting
from vaocuoc.tracking.intake.serving import serve_by_code
from vaocuoc.tracking.models import Target, Task

_ASKED, _DUE = date(2025, 10, 6), date(2025, 12, 31)
_CAME = (  # the day the office notes what came, and how many of twenty communes it is
    (date(2025, 11, 21), 4), (date(2025, 12, 15), 6), (date(2025, 12, 30), 5), (date(2026, 1, 20), 2),
    (date(2026, 2, 27), 1),
)  # fmt: skip
_PLANS_ASKED, _PLANS_DUE, _PLANS_CAME = date(2026, 10, 19), date(2026, 11, 30), date(2026, 11, 12)
_GROUPS = {
    Group.BREAKTHROUGH: ("kho dữ liệu dùng chung", "kinh tế số", "cắt giảm ít nhất 30% thời gian"),
    Group.KEY: ("giải phóng mặt bằng", "khởi công tuyến tránh", "nhà ở xã hội", "giảm nghèo", "hộ nghèo", "giải ngân"),
    Group.PROGRAMME: ("tổ chức cơ sở đảng", "kiểm tra, giám sát"),
}

_SERVING = {  # words of a task of the programme: the indicator that it serves
    "dự toán thu ngân sách": "KT-03", "giải ngân vốn đầu tư công theo": "KT-04", "cụm công nghiệp": "KT-06",
    "xúc tiến đầu tư": "KT-07", "kinh tế số": "KT-08", "du lịch cộng đồng": "KT-10", "nhà ở xã hội năm": "XH-01",
    "giảm nghèo bền vững": "XH-02", "đào tạo nghề": "XH-03", "trường đạt chuẩn": "XH-04", "nông thôn mới": "XH-06",
    "y tế cơ sở": "XH-07", "rừng phòng hộ": "MT-01", "chất thải rắn": "MT-02", "tổ chức cơ sở đảng": "XD-02",
    "30% thời gian": "CC-01",
}  # fmt: skip

BTV, BCH, STANDING = "Ban Thường vụ", "Ban Chấp hành", "Thường trực"


@dataclass(frozen=True)
class Paper:
    """A paper of a work calendar: its body, who prepares it, the month or day it was first planned for, its fate.

    ``fate`` is "submitted" (so many days before or after its plan), "preparing", "moved", "dropped" or nothing.
    """

    body: str
    title: str
    unit: str
    month: int
    day: int | None = None
    fate: str = ""
    days: int = 0


CALENDAR = (
    Paper(BCH, "Báo cáo kết quả thực hiện Nghị quyết Đại hội trong sáu tháng đầu năm", "van-phong", 7, 14, "submitted"),
    Paper(BCH, "Đề án phát triển kinh tế số đến năm 2030", "so-khoa-hoc", 10, None, "preparing"),
    Paper(BCH, "Quy chế làm việc sửa đổi của Ban Chấp hành", "to-chuc", 11, None, "preparing"),
    Paper(BCH, "Kiểm điểm tập thể, cá nhân năm 2026", "to-chuc", 12, 18),
    Paper(BTV, "Tờ trình danh mục dự án trọng điểm của nhiệm kỳ", "so-tai-chinh", 8, 28, "submitted", 6),
    Paper(BTV, "Báo cáo kết quả thực hiện nhiệm vụ quý III, phương hướng quý IV", "van-phong", 9, 25, "submitted", -2),
    Paper(BTV, "Đề án sắp xếp các ban quản lý dự án trực thuộc", "to-chuc", 10, None, "preparing"),
    Paper(BTV, "Tờ trình về giải pháp đẩy nhanh giải ngân vốn đầu tư công", "so-tai-chinh", 10),
    Paper(BTV, "Nghị quyết về phát triển nhà ở xã hội giai đoạn mới", "so-xay-dung", 9, None, "moved"),
    Paper(BTV, "Báo cáo giám sát việc thực hiện kết luận của Ban Thường vụ", "kiem-tra", 11, 27, "preparing"),
    Paper(BTV, "Dự thảo chương trình làm việc năm 2027", "van-phong", 12),
    Paper(BTV, "Báo cáo tổng kết năm 2026", "van-phong", 12, 15),
    Paper(STANDING, "Cho ý kiến về nội dung kỳ họp cuối năm của Hội đồng nhân dân", "van-phong", 11, 12, "preparing"),
    Paper(STANDING, "Kết quả đối thoại với doanh nghiệp quý III", "so-tai-chinh", 10, 16, "submitted"),
    Paper(STANDING, "Phương án thu gom, xử lý chất thải rắn", "so-nong-nghiep", 10, 30),
    Paper(STANDING, "Đề án quảng bá du lịch cộng đồng", "so-van-hoa", 9, None, "dropped"),
)


def schedule_coverage(desk: Desk) -> None:
    """Write down when units were asked for programmes and issued them, what was marked, studied and planned."""
    today = desk.timeline.today
    desk.timeline.add(_ASKED, 9, _ask_communes, desk)
    for place, (came, _number) in enumerate(_CAME):
        desk.timeline.add(came, 10, _note_communes, desk, place)
    desk.timeline.add(date(2025, 12, 3), 10, _mark, desk)
    desk.timeline.add(date(2025, 12, 4), 10, _serve, desk)
    desk.timeline.add(_PLANS_ASKED, 9, _ask_departments, desk)
    desk.timeline.add(_PLANS_CAME, 10, _note_departments, desk)
    desk.timeline.add(workday(date(today.year, 6, 29), 0), 9, _plan, desk)
    desk.timeline.add(workday(today, -32), 10, _disseminate, desk)
    desk.timeline.add(today, 8.25, _to_session, desk)  # the meeting of the day is made at eight


# --- programmes of the units, groups ----------------------------------------------------------------------------------


def _committees(desk: Desk) -> list[Unit]:
    named = (f"dang-uy {name}" for name in desk.province.communes)
    return [desk.province.units[name] for name in named if name in desk.province.units]


def _ask_communes(day: date, desk: Desk) -> None:
    ask_units(actor=desk.clerk(day), document=desk.documents[RESOLUTION], units=_committees(desk), due=_DUE)


def _note_communes(day: date, desk: Desk, place: int) -> None:
    before = sum(number for _day, number in _CAME[:place])
    mine = range(before, before + _CAME[place][1])
    _note(desk, RESOLUTION, [unit for at, unit in enumerate(_committees(desk)) if at * 7 % 20 in mine], day, "CTr/ĐU")


def _ask_departments(day: date, desk: Desk) -> None:
    ask_units(actor=desk.clerk(day), document=desk.documents[PROGRAMME], units=_departments(desk), due=_PLANS_DUE)


def _departments(desk: Desk) -> list[Unit]:
    return [desk.province.units[key] for key in DEPARTMENTS if key in desk.province.units]


def _note_departments(day: date, desk: Desk) -> None:
    finance = desk.province.units.get("so-tai-chinh")
    some = [unit for at, unit in enumerate(_departments(desk)) if at % 3 == 0 and unit != finance]
    _note(desk, PROGRAMME, some, day, "KH")


def _note(desk: Desk, paper: str, units: Sequence[Unit], day: date, symbol: str) -> None:
    clerk = desk.clerk(day)
    for number, unit in enumerate(units, start=1):
        issued = workday(day, -3 - number % 9)
        note_programme(
            actor=clerk, document=desk.documents[paper], unit=unit, number=f"{3 + number % 17:02}-{symbol}",
            issued_on=issued, today=day,
        )  # fmt: skip


def _mark(day: date, desk: Desk) -> None:
    """A group of each kind among the tasks of the programme and the targets of the resolution."""
    for key in (RESOLUTION, PROGRAMME):
        document = desk.documents[key]
        accepted = Finding.objects.filter(document=document, state=FindingState.ACCEPTED, kind__in=("target", "task"))
        said = {pk: plain(quote) for pk, quote in accepted.values_list("pk", "quote")}
        for pk, name in Target.objects.filter(finding__in=said).values_list("finding", "indicator__name"):
            said[pk or 0] = plain(name)
        for group, words in _GROUPS.items():
            wanted = [pk for pk, quote in said.items() if any(plain(word) in quote for word in words)]
            if wanted:
                mark(actor=desk.clerk(day), document=document, findings=wanted, group=group)


def _serve(day: date, desk: Desk) -> None:
    """Say which targets of the resolution the tasks of the programme serve; some targets are left to nobody."""
    tasks = {one: plain(one.title) for one in Task.objects.filter(document=desk.documents[PROGRAMME])}
    for words, code in _SERVING.items():
        task = next((one for one, title in tasks.items() if plain(words) in title), None)
        if task is not None:
            serve_by_code(actor=desk.clerk(day), task=task, code=code)


# --- study sessions ---------------------------------------------------------------------------------------------------


def _disseminate(day: date, desk: Desk) -> None:
    committees = _committees(desk)[:14]
    made = open_dissemination(
        actor=desk.clerk(day),
        document=desk.documents[RESOLUTION],
        keeper=desk.province.units["tinh-uy"],
        units=committees,
        due=workday(day, 28),
    )
    for number, unit in enumerate(committees[:-2]):
        desk.timeline.add(workday(day, 4 + number * 7 % 24), 15, _study, desk, made, unit, number)


def _study(day: date, desk: Desk, made: Dissemination, unit: Unit, number: int) -> None:
    members = 240 + 37 * number
    report_session(
        actor=desk.clerk(day), dissemination=made, unit=unit, held_on=day, attended=members - 12 - 3 * number,
        members=members, form=SessionForm.BOTH if number % 3 else SessionForm.IN_PERSON, others=number % 4 * 5,
        speaker="Phó Trưởng ban Tuyên giáo và Dân vận" if number % 2 else "",
        on_behalf_of=f"{unit.name}, báo cáo giấy",
    )  # fmt: skip


# --- work calendars ---------------------------------------------------------------------------------------------------


def _plan(day: date, desk: Desk) -> None:
    units = desk.province.units
    for body in (BCH, BTV, STANDING):
        papers = [paper for paper in CALENDAR if paper.body == body and paper.unit in units]
        organ = Organ.objects.get(unit=units["tinh-uy"], name__startswith=body)
        rows = [
            {
                "title": paper.title,
                "preparer_unit": units[paper.unit],
                "appraiser": "Văn phòng Tỉnh ủy" if paper.unit != "van-phong" else "",
                "planned_month": date(day.year, paper.month, 1),
                "planned_on": date(day.year, paper.month, paper.day) if paper.day else None,
            }
            for paper in papers
        ]
        made = create_entries(actor=desk.clerk(day), keeper=units["tinh-uy"], organ=organ, rows=rows)
        for entry, paper in zip(made, papers, strict=True):
            _schedule_fate(desk, entry, paper, planned=day)


def _to_session(day: date, desk: Desk) -> None:
    """What the standing committee decides on this month comes to its session of the day."""
    this_month = CalendarEntry.objects.filter(planned_month=day.replace(day=1), organ__name__startswith=BTV)
    session = Meeting.objects.filter(organ__name__startswith=BTV, held_on=day).first()
    for entry in this_month.order_by("pk"):
        edit_entry(actor=desk.clerk(day), entry=entry, version=entry.version, meeting=session)


def _schedule_fate(desk: Desk, entry: CalendarEntry, paper: Paper, *, planned: date) -> None:
    begun = max(workday(entry.planned_month, -6), workday(planned, 1))
    if paper.fate:
        desk.timeline.add(begun, 14, _tell, desk, entry.pk, EntryState.PREPARING)
    if paper.fate == "submitted":
        desk.timeline.add(workday(entry.planned_by, paper.days), 9, _tell, desk, entry.pk, EntryState.SUBMITTED)
    elif paper.fate == "moved":
        desk.timeline.add(workday(entry.planned_by, 2), 9, _move, desk, entry.pk)
    elif paper.fate == "dropped":
        desk.timeline.add(workday(entry.planned_by, 2), 9, _tell, desk, entry.pk, EntryState.DROPPED)


def _tell(day: date, desk: Desk, key: int, state: EntryState) -> None:
    set_state(
        actor=desk.clerk(day),
        entry=CalendarEntry.objects.get(pk=key),
        state=state,
        day=day if state == EntryState.SUBMITTED else None,
        reason="Ghép vào đề án phát triển du lịch của năm sau" if state == EntryState.DROPPED else "",
    )


def _move(day: date, desk: Desk, key: int) -> None:
    entry = CalendarEntry.objects.get(pk=key)
    later = (entry.planned_month + timedelta(days=62)).replace(day=1)
    move_entry(
        actor=desk.clerk(day), entry=entry, planned_month=later, reason="Chờ nghị định mới về nhà ở xã hội có hiệu lực"
    )
