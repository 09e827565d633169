"""Reading letters that push, and the tasks that could be pushed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, QuerySet

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.lines import line_for
from vaocuoc.tracking.assignment.composing import lead_of
from vaocuoc.tracking.chasing.composing import Pushed, pushed
from vaocuoc.tracking.chasing.models import ChasingLetter, ChasingTask
from vaocuoc.tracking.tasks.models import Closure, Phase, Task
from vaocuoc.tracking.tasks.queries import TaskFilters
from vaocuoc.tracking.tasks.queries import tasks_of as tasks_within

MOST_SHOWN = 300


def visible_letters(actor: Actor) -> QuerySet[ChasingLetter]:
    """The letters of the offices that the actor views."""
    units = actor.units(Action.VIEW).values("pk")
    found = ChasingLetter.objects.filter(keeper__in=units)
    return found.select_related("keeper", "unit", "document", "created_as").order_by("-created_at", "-pk")


def listed_letters(actor: Actor) -> QuerySet[ChasingLetter]:
    """The same with how many tasks each pushes."""
    return visible_letters(actor).annotate(count=Count("chased"))


def tasks_of(letter: ChasingLetter) -> list[Task]:
    """What a letter pushes: of a draft what is not finished by now, of an issued one what it named."""
    found = Task.objects.filter(pk__in=letter.chased.values("task"))
    if not letter.is_issued:
        found = found.filter(closure=Closure.NONE)
    return list(found.select_related("lead_unit", "lead_post__unit", "document").order_by("due", "pk"))


def letters_on(task: Task) -> list[ChasingTask]:
    """The issued letters that pushed a task, the latest first (đã đôn đốc)."""
    rows = ChasingTask.objects.filter(task=task, letter__document__isnull=False)
    return list(rows.select_related("letter__document").order_by("-letter__issued_on", "-pk"))


@dataclass
class Group:
    """The tasks that one lead could be pushed for, and the line without content about them."""

    lead: str
    rows: list[Pushed] = field(default_factory=list)
    line: str = ""


def to_push(actor: Actor, keeper: Unit, filters: TaskFilters, *, today: date, by: date) -> list[Group]:
    """The open tasks of an office within the filters of the list, by who leads them; overdue ones where none is said.

    Two queries. The latest of each lead come first.
    """
    if not filters.state:
        filters = replace(filters, state="overdue")
    found = tasks_within(actor, today=today, filters=filters).filter(keeper=keeper, phase=Phase.OPEN)
    keys = list(found.values_list("pk", flat=True)[:MOST_SHOWN])
    tasks = Task.objects.filter(pk__in=keys).select_related("lead_unit", "lead_post__unit")
    return groups_of(list(tasks), today=today, by=by)


def groups_of(tasks: Sequence[Task], *, today: date, by: date) -> list[Group]:
    """Tasks by who leads them, each group with its line to send."""
    groups: dict[str, Group] = {}
    for row in pushed(tasks, today):
        name = lead_of(row.task)
        groups.setdefault(name, Group(name)).rows.append(row)
    for group in groups.values():
        group.line = line_for([row.task.code for row in group.rows], by=by)
    return sorted(groups.values(), key=lambda group: (-len(group.rows), group.lead))
