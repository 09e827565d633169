"""The tasks of a unit and of a post, on their pages (nhiệm vụ của đơn vị, của chức danh)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Closure, PartyRole, Task, TaskParty
from vaocuoc.tracking.tasks.queries import TaskCounts, TaskFilters, TaskRow, most_urgent, task_counts
from vaocuoc.tracking.tasks.states import ORDER
from vaocuoc.ui.clock import today

_ROWS = 6


@dataclass(frozen=True)
class Group:
    """Tasks under one heading: how many are still open, the first of them, where all stand."""

    title: str
    total: int
    open: int
    rows: list[TaskRow]
    address: str = ""


def unit_panel(request: HttpRequest, unit: Unit) -> str | None:
    """The tasks that a unit leads, by state; each count opens the list that it counts."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    counts = task_counts(actor, today(), TaskFilters(lead=unit.pk))
    address = f"{reverse('tasks:list')}?chu-tri={unit.pk}"
    led = visible_tasks(actor).filter(lead_unit=unit) | visible_tasks(actor).filter(lead_post__unit=unit)
    rows = most_urgent(Task.objects.filter(pk__in=led.filter(closure=Closure.NONE).order_by().values("pk")),
                       today=today(), limit=_ROWS) if counts.total else []  # fmt: skip
    context = {"unit": unit, "counts": counts, "states": _states(counts, address), "rows": rows, "address": address}
    return render_to_string("tracking/tasks/_unit_panel.html", context, request)


def _states(counts: TaskCounts, address: str) -> list[tuple[str, int, str]]:
    """The states that there are in the order of every list: code, how many, the list of them."""
    return [(code, counts.states[code], f"{address}&trang-thai={code}") for code in ORDER if counts.states.get(code)]


def post_panel(request: HttpRequest, post: Post) -> str | None:
    """The tasks that a post leads, follows and oversees."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    seen = visible_tasks(actor)
    overseen = TaskParty.objects.filter(role=PartyRole.OVERSEER, post=post).values("task")
    follows = f"{reverse('tasks:list')}?theo-doi={post.pk}"
    groups = [
        _group(_("Chủ trì"), seen.filter(lead_post=post)),
        _group(_("Phụ trách"), seen.filter(pk__in=overseen)),
        _group(_("Theo dõi"), seen.filter(follower=post), follows),
    ]
    return render_to_string("tracking/tasks/_post_panel.html", {"groups": groups, "post": post}, request)


def _group(title: str, tasks: QuerySet[Task], address: str = "") -> Group:
    running = tasks.filter(closure=Closure.NONE)
    return Group(title, tasks.count(), running.count(), most_urgent(running, today=today(), limit=_ROWS), address)
