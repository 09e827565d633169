"""What waits for a person today, by what their post may do (cần xử lý hôm nay)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.core.measuring import task_state
from vaocuoc.directory.oversight.queries import overseen_by
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.lately import lately
from vaocuoc.documents.library import queries as library
from vaocuoc.publishing.board.readers import Reader
from vaocuoc.publishing.board.reporting import coverage, missing_of
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.tracking.assignment.queries import longest_without_own
from vaocuoc.tracking.indicators.queries import awaiting_approval
from vaocuoc.tracking.models import Standing, Task
from vaocuoc.tracking.submissions.access import returned_to
from vaocuoc.tracking.tasks.queries import TaskCounts, TaskFilters, facts_of, tasks_of
from vaocuoc.ui.dates import format_day_short, format_moment, period_name

LONG_LATE = 30
MOST_NAMED = 100


_MANY = 2_000
"""So many papers of the register are looked at each time for those that no own paper carries out."""


@dataclass(frozen=True)
class Todo:
    """Something that waits: how many, which first, and the list of exactly them."""

    number: int
    title: str
    detail: str
    url: str
    action: str
    is_list: bool = True


@dataclass(frozen=True)
class Desk:
    """What has been read for the board already, so that nothing is asked twice."""

    actor: Actor
    today: date
    scope: Scope
    counts: TaskCounts
    wanted: TaskFilters
    verdicts: dict[str, int]
    standings: QuerySet[Standing]
    reader: Reader

    def tasks(self, state: str, **filters: Any) -> QuerySet[Task]:
        """The tasks in a state within the scope, what needs someone first."""
        return tasks_of(self.actor, today=self.today, filters=replace(self.wanted, state=state, **filters))

    def tasks_url(self, state: str, **filters: object) -> str:
        return self.scope.address("tasks:list", trang_thai=state, **filters)


def what_waits(desk: Desk) -> list[Todo]:
    """What waits for this person: a leader's decisions, the office's desk, a unit's own work; none twice."""
    may = desk.actor.may_somewhere
    items: list[Todo | None] = []
    if may(Action.DIRECT):
        items += [_blocked(desk), _red_indicators(desk)]
    if may(Action.REVIEW):
        items.append(_to_review(desk.actor))
    if may(Action.CONFIRM):
        items.append(_to_confirm(desk))
    if may(Action.APPROVE):
        items.append(_to_approve(desk.actor))
    if may(Action.ASSIGN):
        items += [_without_day(desk), _without_own_paper(desk)]
    if desk.reader is Reader.UNIT:
        items += [_own_late(desk), _own_returned(desk), _reports_returned(desk.actor)]
        items += [_own_soon(desk), _own_untold(desk), _to_report(desk)]
    if desk.reader is Reader.INSPECTOR:
        items += [_long_late(desk), _unproven(desk), _disputed(desk)]
    if overseen_by(desk.actor) and not desk.scope.overseen:
        items.insert(0, _overseen_late(desk))
    return [item for item in items if item is not None]


# --- an overseer's ----------------------------------------------------------------------------------------------------


def _overseen_late(desk: Desk) -> Todo | None:
    """What is late in the units, fields and papers that a decision gives the post."""
    late = desk.tasks("overdue", overseen=True)
    number, worst = late.count(), late.first()
    if worst is None:
        return None
    title = _("Cho ý kiến về nhiệm vụ quá hạn trong phần phụ trách")
    url = replace(desk.scope, overseen=True).address("tasks:list", trang_thai="overdue")
    return Todo(number, title, _late_detail(desk, worst), url, _("Xem"))


def _late_detail(desk: Desk, worst: Task) -> str:
    days = (desk.today - worst.due).days if worst.due else 0
    return _("Lâu nhất %(days)s ngày: %(task)s") % {"days": days, "task": worst.title}


# --- an inspector's ---------------------------------------------------------------------------------------------------


def _long_late(desk: Desk) -> Todo | None:
    """The overdue of the oldest age."""
    until = desk.today - timedelta(days=LONG_LATE + 1)
    late = desk.tasks("overdue", due_to=until)
    number, worst = late.count(), late.first()
    if worst is None:
        return None
    title = _("Xem xét nhiệm vụ quá hạn trên 30 ngày")
    url = desk.tasks_url("overdue", han_den=f"{until:%d/%m/%Y}")
    return Todo(number, title, _late_detail(desk, worst), url, _("Xem"))


def _unproven(desk: Desk) -> Todo | None:
    """Finished without a day of completion or a deadline: nobody can say whether it was on time."""
    number = desk.counts.of("done_unjudged")
    if not number:
        return None
    title = _("Xem xét việc báo hoàn thành nhưng chưa đủ căn cứ xét hạn")
    detail = _("Thiếu ngày hoàn thành thực tế hoặc thiếu hạn")
    return Todo(number, title, detail, desk.tasks_url("done_unjudged"), _("Xem"))


def _disputed(desk: Desk) -> Todo | None:
    number = desk.counts.of("disputed")
    if not number:
        return None
    title, detail = _("Theo dõi việc đang đề nghị đính chính"), _("Đếm riêng cho đến khi có kết luận")
    return Todo(number, title, detail, desk.tasks_url("disputed"), _("Xem"))


# --- a leader's -------------------------------------------------------------------------------------------------------


def _blocked(desk: Desk) -> Todo | None:
    if not desk.counts.of("overdue"):
        return None
    stuck = desk.tasks("overdue", blocked=True)
    number, worst = stuck.count(), stuck.first()
    if worst is None:
        return None
    url = desk.tasks_url("overdue", vuong_mac=1)
    return Todo(number, _("Tháo gỡ vướng mắc của nhiệm vụ quá hạn"), _late_detail(desk, worst), url, _("Xem"))


def _red_indicators(desk: Desk) -> Todo | None:
    number = desk.verdicts.get("off_track", 0)
    worst = desk.standings.filter(code="off_track").select_related("indicator").first() if number else None
    if worst is None:
        return None
    url = desk.scope.address("indicators:list", danh_gia="off_track")
    return Todo(number, _("Cho ý kiến về chỉ tiêu khó đạt"), worst.indicator.name, url, _("Xem"))


# --- the office's -----------------------------------------------------------------------------------------------------


def _to_review(actor: Actor) -> Todo | None:
    number, found = library.waiting_for_review(actor, 1)
    if not found:
        return None
    newest = found[0]
    document = newest.document
    left = _("%(open)s/%(all)s phát hiện chưa rà") % {"open": newest.undecided, "all": newest.asked}
    if number == 1:
        title = _("Rà soát văn bản đã đọc xong: %(document)s") % {"document": document}
        return Todo(1, title, left, reverse("intake:review", args=[document.pk]), _("Rà soát"), False)
    detail = _("Mới nhất: %(document)s, %(open)s") % {"document": document, "open": left}
    url = f"{reverse('library:list')}?trang-thai=to_review"
    return Todo(number, _("Rà soát văn bản đã đọc xong"), detail, url, _("Rà soát"))


def _to_confirm(desk: Desk) -> Todo | None:
    number, late = desk.counts.of("awaiting"), desk.counts.of("late_acceptance")
    if not number:
        return None
    since = desk.counts.waiting_since
    detail = _("Chờ lâu nhất từ ngày %(day)s") % {"day": format_day_short(since, desk.today)} if since else ""
    if late:
        detail = _("%(since)s; %(n)s việc đã qua hạn, phần chậm thuộc người xác nhận") % {"since": detail, "n": late}
    title = _("Xác nhận nhiệm vụ đơn vị báo hoàn thành")
    return Todo(number, title, detail, desk.tasks_url("awaiting"), _("Xác nhận"))


def _to_approve(actor: Actor) -> Todo | None:
    waiting = awaiting_approval(actor)
    number = waiting.count()
    oldest = waiting.order_by("submitted_at", "pk").values_list("indicator__name", "provider__name").first()
    if oldest is None:
        return None
    detail = _("Chờ lâu nhất: %(indicator)s, %(unit)s") % dict(zip(("indicator", "unit"), oldest, strict=True))
    return Todo(number, _("Duyệt số liệu đã báo cáo"), detail, reverse("indicators:awaiting"), _("Duyệt"))


def _without_day(desk: Desk) -> Todo | None:
    number = desk.counts.of("needs_due")
    oldest = desk.tasks("needs_due").order_by("received_on", "created_at", "pk").first() if number else None
    if oldest is None:
        return None
    days = task_state(facts_of(oldest), desk.today).days
    detail = _("Lâu nhất %(days)s ngày: %(task)s") % {"days": days, "task": oldest.title}
    title = _("Điền hạn cho nhiệm vụ chưa có hạn")
    return Todo(number, title, detail, desk.tasks_url("needs_due"), _("Điền hạn"))


def _without_own_paper(desk: Desk) -> Todo | None:
    if desk.scope.words:
        return None
    actor, today = desk.actor, desk.today
    counted = lately(
        actor, "without own", None, lambda: longest_without_own(actor, today), lambda one: one.looked_at, large=_MANY
    )
    number, longest = counted.found.number, counted.found.longest
    if longest is None:
        return None
    detail = str(longest.document)
    if longest.days is not None:
        detail = _("Lâu nhất %(days)s ngày: %(document)s") % {"days": longest.days, "document": longest.document}
    if counted.at:
        detail = f"{detail}. " + _("Đếm lúc %(at)s.") % {"at": format_moment(counted.at, today)}
    title = _("Cụ thể hóa văn bản cấp trên")
    return Todo(number, title, detail, reverse("assignment:home"), _("Xem"))


# --- a unit's own -----------------------------------------------------------------------------------------------------


def _own_late(desk: Desk) -> Todo | None:
    return _own(desk, "overdue", _("Cập nhật nhiệm vụ quá hạn của đơn vị"), _("Cập nhật"))


def _own_returned(desk: Desk) -> Todo | None:
    """What was handed in and given back: it waits for the unit again."""
    return _own(desk, "open", _("Bổ sung sản phẩm bị trả lại"), _("Bổ sung"), returned=True)


def _reports_returned(actor: Actor) -> Todo | None:
    """Reports of figures that came back: nobody counts them until they are filled again."""
    back = list(returned_to(actor).select_related("keeper").order_by("period_end", "pk")[:MOST_NAMED])
    if not back:
        return None
    first = back[0]
    address = reverse("submissions:open", args=[first.pk]) if len(back) == 1 else reverse("submissions:mine")
    return Todo(len(back), _("Sửa báo cáo số liệu bị trả lại"), period_name(first.period), address, _("Sửa"), False)


def _own_untold(desk: Desk) -> Todo | None:
    """What nobody in the unit has said a word of since it was given."""
    return _own(desk, "not_started", _("Tiếp nhận nhiệm vụ mới giao"), _("Tiếp nhận"))


def _own_soon(desk: Desk) -> Todo | None:
    return _own(desk, "due_soon", _("Hoàn thành nhiệm vụ đến hạn trong 7 ngày"), _("Xem"))


def _own(desk: Desk, state: str, title: str, action: str, *, returned: bool = False) -> Todo | None:
    own = desk.tasks(state, mine=True, returned=returned)
    number, first = own.count(), own.first()
    if first is None:
        return None
    url = desk.tasks_url(state, cua_toi=1, tra_lai=1 if returned else "")
    return Todo(number, title, first.title, url, action)


def _to_report(desk: Desk) -> Todo | None:
    owed = coverage(desk.actor, today=desk.today, scope=desk.scope, own=True)
    if not owed.silent:
        return None
    first = owed.silent[0].pk
    named = missing_of(desk.actor, [first], today=desk.today, scope=desk.scope, own=True).get(first, [])
    detail = named[0].indicator.name if named else ""
    url = desk.scope.address("board:silent", cua_toi=1)
    return Todo(owed.missing, _("Báo cáo số liệu còn thiếu"), detail, url, _("Báo cáo"))
