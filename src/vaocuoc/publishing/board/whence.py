"""Where the numbers of the board come from (từ đâu): what each counts, of which list, for which day, by which rule.

The numbers are counted again by what the board counts them with, so that they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.publishing.board.reporting import coverage
from vaocuoc.publishing.board.scope import Scope, scope_of
from vaocuoc.publishing.board.shown import BAR
from vaocuoc.publishing.board.tables import DAYS_AHEAD, due_between
from vaocuoc.tracking.indicators.standing import counts_of
from vaocuoc.tracking.tasks.queries import due_days, task_counts
from vaocuoc.tracking.whence.rules import state_rule, verdict_rule, version_words
from vaocuoc.ui import clock
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.htmx import render
from vaocuoc.ui.words import TASK_STATES, VERDICTS


@dataclass(frozen=True)
class Counted:
    """One number: its words, the list of exactly what it counts, what is counted."""

    word: str
    number: int
    url: str
    rule: str


@dataclass(frozen=True)
class Part:
    """The numbers of one part of the board, and what holds for all of them."""

    heading: str
    facts: Sequence[tuple[str, str]]
    numbers: Sequence[Counted]


@require_safe
def whence(request: HttpRequest) -> HttpResponse:
    """Where the numbers of one part of the board (``phan``) come from, or of all of it."""
    actor = actor_of(request)
    scope = scope_of(actor, request.GET)
    asked = request.GET.get("phan", "")
    chosen = [asked] if asked in _PARTS else list(_PARTS)
    parts = [_PARTS[name](actor, scope, clock.today()) for name in chosen]
    context = {"parts": parts, "scope": scope, "address": scope.address("board:home")}
    return render(request, "publishing/board/whence.html", "publishing/board/_whence_box.html", context)


def _held_for(scope: Scope, today: date, *, what: str, rule: str) -> list[tuple[str, str]]:
    """What holds for every number of a part: what is counted, within which scope, for which day, by which rule."""
    return [
        (_("Đếm gì"), what),
        (_("Phạm vi"), scope.words or _("mọi dòng được xem theo chức danh đang làm việc")),
        (_("Ngày tính"), format_day(today)),
        (_("Quy tắc"), rule),
    ]


def _indicators(actor: Actor, scope: Scope, today: date) -> Part:
    counts = counts_of(actor, today=today, filters=scope.indicators)
    what = _("mỗi chỉ tiêu một dòng theo mục tiêu của cơ quan giữ sổ; không có thì mỗi đơn vị được giao một dòng")
    numbers = [
        Counted(str(VERDICTS[code].word), number, scope.address("indicators:list", danh_gia=code), verdict_rule(code))
        for code, number in counts.items()
    ]
    return Part(_("Chỉ tiêu"), _held_for(scope, today, what=what, rule=version_words()), numbers)


def _tasks(actor: Actor, scope: Scope, today: date) -> Part:
    counts = task_counts(actor, today, scope.tasks)
    what = _("mỗi nhiệm vụ một lần, theo trạng thái suy ra cho ngày tính; đang đính chính thì đếm riêng")
    numbers = [
        Counted(str(TASK_STATES[code].word), counts.of(code), scope.address("tasks:list", trang_thai=code), rule)
        for code, _tone in BAR
        if counts.of(code) and (rule := state_rule(code))
    ]
    apart = (
        ("regular", _("Thường xuyên"), _("không có ngày kết thúc, nên không xét đúng hạn, quá hạn")),
        ("disputed", _("Đang đính chính"), _("đơn vị đề nghị sửa, người giao chưa kết luận")),
    )
    numbers += [
        Counted(words, counts.of(name), scope.address("tasks:list", trang_thai=name), rule)
        for name, words, rule in apart
        if counts.of(name)
    ]
    return Part(_("Nhiệm vụ"), _held_for(scope, today, what=what, rule=version_words()), numbers)


def _reports(actor: Actor, scope: Scope, today: date) -> Part:
    found = coverage(actor, today=today, scope=scope)
    what = _("đơn vị phải báo cáo số liệu của kỳ đã kết thúc gần nhất của từng chỉ tiêu")
    rule = _("đủ số khi mọi chỉ tiêu phải báo cáo đều có số, hoặc có lý do không có số")
    address = scope.address("board:silent")
    numbers = [
        Counted(_("Phải báo cáo"), found.owing, address, what),
        Counted(_("Chưa báo cáo đủ"), len(found.silent), address, _("còn thiếu ít nhất một số")),
    ]
    return Part(_("Báo cáo số liệu"), _held_for(scope, today, what=what, rule=rule), numbers)


def _coming(actor: Actor, scope: Scope, today: date) -> Part:
    days = due_days(actor, today=today, days=DAYS_AHEAD, untouched_since=clock.now(), filters=scope.tasks)
    what = _("nhiệm vụ chưa xong có hạn từ ngày tính đến hết %(days)s ngày sau") % {"days": DAYS_AHEAD}
    numbers = [
        Counted(format_day(one.day), one.number, due_between(scope, one.day, one.day), _("hạn đúng ngày này"))
        for one in days
    ]
    rule = _("hạn đang có hiệu lực, tính cả ngày hạn")
    return Part(_("10 ngày tới"), _held_for(scope, today, what=what, rule=rule), numbers)


_PARTS: Mapping[str, Callable[[Actor, Scope, date], Part]] = {
    "chi-tieu": _indicators,
    "nhiem-vu": _tasks,
    "bao-cao": _reports,
    "sap-toi": _coming,
}
