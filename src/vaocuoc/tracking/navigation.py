"""What tracking offers the rail (điều hướng), each with how many need someone."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.standing import red_count
from vaocuoc.tracking.tasks.queries import overdue_count
from vaocuoc.ui.clock import today
from vaocuoc.ui.navigation import DAILY, OCCASION, Item


def items(request: HttpRequest) -> list[Item]:
    """Indicators with how many are red, tasks with how many are overdue, shortcomings, proposals."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    red, overdue = red_count(actor, today=today()), overdue_count(actor, today())
    return [
        Item(DAILY, _("Chỉ tiêu"), "n-target", "indicators:list", 30, red or None, True, _("Chỉ tiêu"), "c"),
        Item(DAILY, _("Nhiệm vụ"), "n-task", "tasks:list", 40, overdue or None, True, _("Nhiệm vụ"), "n"),
        Item(OCCASION, _("Giao việc"), "n-rep", "assignment:home", 105),
        Item(OCCASION, _("Hạn chế"), "n-short", "shortcomings:list", 110),
        Item(OCCASION, _("Kiến nghị"), "n-pet", "shortcomings:proposals", 120),
    ]
