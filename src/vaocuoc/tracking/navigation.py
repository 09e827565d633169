"""What tracking offers the rail (điều hướng), each with how many need someone."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.tracking.importing.access import kinds_of
from vaocuoc.tracking.indicators.standing import red_count
from vaocuoc.tracking.submissions.queries import todo_count
from vaocuoc.tracking.tasks.queries import overdue_count
from vaocuoc.ui.clock import today
from vaocuoc.ui.navigation import DAILY, OCCASION, Item


def items(request: HttpRequest) -> list[Item]:
    """Indicators with how many are red, tasks with how many are overdue, and what one may do now and then."""
    actor = actor_or_none(request)
    if actor is None:
        return []
    taking_in = Item(OCCASION, _("Nhập từ tệp"), "n-doc", "importing:start", 125)
    if not actor.may_somewhere(Action.VIEW):
        return [taking_in] if kinds_of(actor) else []
    red, overdue = red_count(actor, today=today()), overdue_count(actor, today())
    found = [
        Item(DAILY, _("Chỉ tiêu"), "n-target", "indicators:list", 30, red or None, True, _("Chỉ tiêu"), "c"),
        Item(DAILY, _("Nhiệm vụ"), "n-task", "tasks:list", 40, overdue or None, True, _("Nhiệm vụ"), "n"),
        Item(
            DAILY,
            _("Báo cáo số liệu"),
            "n-round",
            "submissions:mine",
            50,
            todo_count(actor) or None,
            True,
            _("Báo cáo"),
            "k",
        ),
        Item(OCCASION, _("Hạn chế"), "n-short", "shortcomings:list", 110),
        Item(OCCASION, _("Bộ tiêu chí"), "n-mx", "criteria:list", 118),
        Item(OCCASION, _("Kiến nghị"), "n-pet", "shortcomings:proposals", 120),
    ]
    if actor.may_somewhere(Action.ASSIGN):
        found.append(Item(OCCASION, _("Giao việc"), "n-rep", "assignment:home", 105))
    return [*found, taking_in] if kinds_of(actor) else found
