"""What of ours can stand in the table of a second system (cột của bảng): the fields, their values, their formats.

A heading is compared as those of trackers are (``core.trackers``); the names below propose a field for a heading that
was pasted. Values are plain; days and states are put as the system wants them by :func:`as_there`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.core.text import fold
from vaocuoc.core.trackers import Field as Known
from vaocuoc.core.trackers import Form, match_headings, plain_heading
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.second_systems.models import DayFormat, Kind, SecondSystem, SystemEntry
from vaocuoc.tracking.tasks.models import TaskUpdate
from vaocuoc.tracking.tasks.states import with_state
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.words import TASK_STATES

Plain = str | int | Decimal | date | None


@dataclass(frozen=True)
class Line:
    """A row on its way out: its number, the subject, its entry where there is one."""

    number: int
    subject: Any
    entry: SystemEntry | None


@dataclass(frozen=True)
class Field:
    """A field of ours: its words, its value, the headings it is known by, whether it is compared with theirs."""

    label: str | Promise
    value: Callable[[Line], Plain]
    aliases: tuple[str, ...] = ()
    is_compared: bool = False
    width: float = 18


def _document(name: str) -> Callable[[Line], Plain]:
    return lambda line: getattr(line.subject.document, name) if line.subject.document else None


def _of(name: str) -> Callable[[Line], Plain]:
    return lambda line: getattr(line.subject, name)


def _lead(line: Line) -> Plain:
    return str(line.subject.lead_unit or line.subject.lead_post)


def _figure(line: Line) -> Plain:
    value = line.subject.value
    return None if value is None else from_scaled(value, line.subject.indicator.decimals)


def period_of(subject: Any) -> Period:
    """The period of a reported figure."""
    return Period.of(subject.calendar, subject.period_kind, subject.year, subject.index)


_ORDER = Field(_("Số thứ tự"), lambda line: line.number, ("STT", "TT", "Số TT"), width=7)
_THEIRS = Field(
    _("Mã ở hệ thống đó"),
    lambda line: line.entry.code if line.entry else "",
    ("Mã định danh", "Mã hệ thống", "Mã trên hệ thống", "ID", "Mã nhiệm vụ trên hệ thống", "Mã định danh nhiệm vụ"),
)
_TASK = {
    "order": _ORDER,
    "theirs": _THEIRS,
    "code": Field(_("Mã nhiệm vụ ở đây"), _of("code"), ("Mã nhiệm vụ", "Mã NV", "Mã nội bộ"), width=14),
    "title": Field(
        _("Nội dung nhiệm vụ"), _of("title"), ("Nhiệm vụ", "Nội dung", "Tên nhiệm vụ", "Công việc"), True, 60
    ),
    "lead": Field(
        _("Chủ trì"), _lead, ("Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan thực hiện", "Đơn vị thực hiện"), True, 26
    ),
    "follower": Field(_("Người theo dõi"), lambda line: str(line.subject.follower or ""), ("Theo dõi",), width=22),
    "keeper": Field(_("Cơ quan giao"), lambda line: str(line.subject.keeper), ("Đơn vị giao", "Nơi giao"), width=22),
    "document": Field(
        _("Số, ký hiệu văn bản giao"), _document("number"), ("Số ký hiệu", "Số văn bản", "Văn bản giao", "Số hiệu")
    ),
    "issued_on": Field(_("Ngày văn bản giao"), _document("issued_on"), ("Ngày ban hành", "Ngày văn bản"), width=13),
    "received_on": Field(_("Ngày nhận"), _of("received_on"), ("Ngày giao", "Ngày tiếp nhận"), width=13),
    "due": Field(_("Hạn"), _of("due"), ("Hạn xử lý", "Hạn hoàn thành", "Thời hạn", "Thời hạn hoàn thành"), True, 13),
    "product": Field(_("Sản phẩm"), _of("product"), ("Kết quả đầu ra", "Sản phẩm đầu ra"), width=30),
    "state": Field(_("Trạng thái"), _of("state"), ("Tình trạng", "Tiến độ", "Trạng thái xử lý"), True, 18),
    "completed_on": Field(
        _("Ngày hoàn thành"), _of("completed_on"), ("Ngày kết thúc", "Ngày hoàn thành thực tế"), True, 13
    ),
    "urgency": Field(_("Độ khẩn"), lambda line: line.subject.get_urgency_display(), ("Mức độ khẩn",), width=12),
    "result": Field(_("Kết quả thực hiện"), _of("result"), ("Kết quả", "Mô tả kết quả", "Cập nhật"), width=40),
}
_FIGURE = {
    "order": _ORDER,
    "theirs": _THEIRS,
    "code": Field(_("Mã chỉ tiêu ở đây"), lambda line: line.subject.indicator.code, ("Mã chỉ tiêu", "Mã"), width=14),
    "name": Field(
        _("Tên chỉ tiêu"), lambda line: line.subject.indicator.name, ("Chỉ tiêu", "Nội dung chỉ tiêu"), width=50
    ),
    "measure": Field(_("Đơn vị tính"), lambda line: line.subject.indicator.unit_of_measure, ("ĐVT",), width=12),
    "unit": Field(_("Đơn vị"), lambda line: line.subject.unit.name, ("Tên đơn vị", "Địa phương", "Cơ quan"), width=26),
    "unit_code": Field(_("Mã đơn vị"), lambda line: line.subject.unit.code, ("Mã địa phương",), width=12),
    "period": Field(_("Kỳ"), lambda line: period_name(period_of(line.subject)), ("Kỳ báo cáo", "Kỳ số liệu")),
    "year": Field(_("Năm"), _of("year"), ("Năm báo cáo",), width=8),
    "value": Field(_("Giá trị"), _figure, ("Số liệu", "Thực hiện", "Kết quả", "Giá trị thực hiện"), True, 16),
    "estimate": Field(
        _("Số ước hay chính thức"),
        lambda line: str(_("ước") if line.subject.is_estimate else _("chính thức")),
        ("Loại số liệu",),
        width=12,
    ),
    "provider": Field(_("Đơn vị báo cáo"), lambda line: line.subject.provider.name, ("Nơi báo cáo",), width=26),
    "note": Field(_("Giải thích"), _of("note"), ("Ghi chú",), width=30),
}
_TARGET = {name: _FIGURE[name] for name in ("order", "theirs", "code", "name", "measure", "unit", "unit_code")} | {
    "value": Field(_("Mục tiêu"), _figure, ("Kế hoạch", "Chỉ tiêu giao", "Giá trị mục tiêu"), True, 16),
    "aim": Field(_("Mục tiêu bằng lời"), lambda line: aim_words(line.subject, line.subject.indicator), (), width=36),
    "due": Field(_("Thời hạn"), _of("due"), ("Hạn", "Hạn đạt"), True, 13),
    "document": Field(
        _("Số, ký hiệu văn bản đề ra"), _document("number"), ("Số ký hiệu", "Số văn bản", "Văn bản đề ra")
    ),
}
FIELDS: Mapping[Kind, Mapping[str, Field]] = {Kind.TASK: _TASK, Kind.FIGURE: _FIGURE, Kind.TARGET: _TARGET}

USUAL: Mapping[Kind, Sequence[str]] = {
    Kind.TASK: ("order", "theirs", "code", "title", "document", "issued_on", "lead", "due", "state", "completed_on"),
    Kind.FIGURE: ("order", "theirs", "code", "name", "measure", "unit", "period", "value"),
    Kind.TARGET: ("order", "theirs", "code", "name", "measure", "unit", "value", "due"),
}
"""The columns that a new system begins with, under our own names, until an office says what theirs are called."""


def form_of(kind: Kind, headings: Sequence[tuple[str, str]] = (), *, needs: Sequence[str] = ()) -> Form:
    """The fields with the headings they are known by: those that an office gave (field, heading), then the usual."""
    own: dict[str, list[str]] = {}
    for name, heading in headings:
        own.setdefault(name, []).append(heading)
    known = tuple(
        Known(name, tuple(plain_heading(text) for text in (*own.get(name, ()), str(field.label), *field.aliases)))
        for name, field in FIELDS[kind].items()
    )
    return Form(str(kind), known, frozenset(needs))


def guessed(kind: Kind, headings: Sequence[str]) -> list[str]:
    """A field for each heading, empty where none fits."""
    return [match.field for match in match_headings(form_of(kind), list(headings))]


def at_hand(subjects: QuerySet[Any], kind: Kind, today: date, *, fields: Sequence[str] = ()) -> QuerySet[Any]:
    """The subjects with what the fields need beside their own columns: a task's state on the day, what was told."""
    if kind != Kind.TASK:
        return subjects
    found = with_state(subjects, today)
    if "result" in fields:
        told = TaskUpdate.objects.filter(task=OuterRef("pk")).exclude(text="")
        found = found.annotate(result=Subquery(told.order_by("-at", "-pk").values("text")[:1]))
    return found


# --- as they are written there ----------------------------------------------------------------------------------------


def as_there(system: SecondSystem, name: str, value: Plain) -> Plain:
    """A value as the system wants it written: its word of a state, its way of days."""
    if name == "state":
        return state_there(system, str(value or ""))
    if isinstance(value, date) and system.day_format != DayFormat.CELL:
        return value.isoformat() if system.day_format == DayFormat.ISO else format_day(value)
    return value


def state_there(system: SecondSystem, state: str) -> str:
    """What a state of ours is called there; ours where nothing was said."""
    given = system.state_words.get(state, "")
    mark = TASK_STATES.get(state)
    return given or (str(mark.word) if mark else state)


def is_same_state(system: SecondSystem, state: str, theirs: str) -> bool:
    """Whether a word of theirs means a state of ours."""
    return fold(theirs).split() == fold(state_there(system, state)).split()
