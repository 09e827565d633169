"""What tracking offers the rail (điều hướng): how many targets are red, how many tasks overdue.

Every further count would be one more question on every page; what waits for a person stands in my work.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.tracking.importing.access import kinds_of
from vaocuoc.tracking.indicators.standing import red_count
from vaocuoc.tracking.tasks.queries import overdue_count
from vaocuoc.ui.clock import today
from vaocuoc.ui.navigation import DAILY, DATA, OCCASION, OUTPUT, STEERING, Item


def items(request: HttpRequest) -> list[Item]:
    """Indicators with how many are red, tasks with how many are overdue, and what one may do now and then."""
    actor = actor_or_none(request)
    if actor is None:
        return []
    taking_in = Item(DATA, _("Nhập từ tệp"), "n-doc", "importing:start", 320)
    if not actor.may_somewhere(Action.VIEW):
        return [taking_in] if kinds_of(actor) else []
    red, overdue = red_count(actor, today=today()), overdue_count(actor, today())
    found = [
        Item(DAILY, _("Chỉ tiêu"), "n-target", "indicators:list", 30, red or None, True, _("Chỉ tiêu"), "c"),
        Item(DAILY, _("Nhiệm vụ"), "n-task", "tasks:list", 40, overdue or None, True, _("Nhiệm vụ"), "n"),
        Item(DAILY, _("Báo cáo số liệu"), "n-round", "submissions:mine", 52, also="workbooks"),
        Item(STEERING, _("Chỉ đạo"), "i-send", "directing:list", 102),
        Item(STEERING, _("Cần quyết định"), "i-check", "tasks:deciding", 104),
        Item(STEERING, _("Đề nghị"), "n-pet", "proposing:list", 103),
        Item(STEERING, _("Việc cần xử lý"), "i-clock", "counting:exceptions", 101),
        Item(OUTPUT, _("Phiếu tổng hợp"), "n-rep", "counting:sheet", 109),
        Item(OCCASION, _("Hạn chế"), "n-short", "shortcomings:list", 110),
        Item(DATA, _("Bộ tiêu chí"), "n-mx", "criteria:list", 315),
        Item(OCCASION, _("Kiến nghị"), "n-pet", "shortcomings:proposals", 120),
    ]
    if actor.may_somewhere(Action.ASSIGN):
        found.append(Item(STEERING, _("Nhắc việc"), "i-bell", "escalation:home", 106))
        found.append(Item(STEERING, _("Giao việc"), "n-people", "assignment:home", 105))
        found.append(Item(DATA, _("Kỳ báo cáo, nhiệm kỳ"), "n-round", "periods:page", 325))
    return [*found, taking_in] if kinds_of(actor) else found
