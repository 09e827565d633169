"""The page of who oversees units, fields and papers by decision (phần phụ trách): what waits, what is stuck, what is in
danger, who is silent, and the period's notes of obstacles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.models import Oversight, UnitReach
from vaocuoc.directory.oversight.queries import oversights_of, running
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of, actor_or_none
from vaocuoc.directory.people.duties import duties_of, in_order
from vaocuoc.directory.people.models import OversightKind
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.publishing.board.reporting import coverage
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.overseeing import indicators_overseen
from vaocuoc.tracking.models import Indicator, Standing, Task
from vaocuoc.tracking.responsibility.obstacles import standing_obstacles, visible_obstacles
from vaocuoc.tracking.tasks.days import late_steps
from vaocuoc.tracking.tasks.models import Phase
from vaocuoc.tracking.tasks.overseeing import tasks_overseen
from vaocuoc.tracking.tasks.queries import rows_in_order, task_counts, tasks_of
from vaocuoc.tracking.tasks.steps import STEPS
from vaocuoc.ui.clock import today
from vaocuoc.ui.navigation import DAILY, Item

_ROWS = 8
_DANGER = ("missed", "off_track", "at_risk", "no_report")
_NOTES = 6
SOON = 7


@dataclass(frozen=True)
class PartLine:
    """One overseen part with its decision: how many tasks of it are open, how many of them are late."""

    row: Oversight
    open: int
    late: int

    @property
    def name(self) -> str:
        return str(self.row.unit or self.row.words)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What a post oversees, on one page; a constant number of queries, whatever it oversees."""
    actor = actor_of(request)
    if not actor.overseeing and not actor.matters:
        return render(request, "publishing/mywork/overseer.html", {"parts": [], "empty": True})
    day, scope = today(), Scope(overseen=True)
    wanted = scope.tasks
    counts = task_counts(actor, day, wanted)
    late = tasks_of(actor, today=day, filters=replace(wanted, state="overdue"))
    steps = late_steps(late, day) if counts.of("overdue") else {}
    owed = coverage(actor, today=day, scope=scope, own=False)
    duties = in_order(duties_of(actor), day)
    context = {
        "parts": _parts(actor),
        "empty": False,
        "counts": {name: counts.of(name) for name in ("overdue", "late_acceptance", "due_soon", "open")},
        "addresses": {
            name: scope.address("tasks:list", trang_thai=name)
            for name in ("overdue", "late_acceptance", "due_soon", "open")
        },
        "late": rows_in_order(late.values_list("pk", flat=True)[:_ROWS], today=day),
        "steps": [
            (str(words), steps[name], scope.address("tasks:list", trang_thai="overdue", khau=name))
            for name, words in STEPS.items()
            if steps.get(name)
        ],
        "standings": _in_danger(actor),
        "standings_url": scope.address("indicators:list"),
        "silent": owed.silent[:_ROWS],
        "silent_number": len(owed.silent),
        "owing": owed.owing,
        "silent_url": scope.address("board:silent"),
        "duties": [duty for rows in duties.values() for duty in rows if not duty.waits and not duty.rest][:5],
        "notes": list(standing_obstacles(visible_obstacles(actor).filter(post=actor.post))[:_NOTES]),
        "today": day,
        "soon": day + timedelta(days=SOON),
    }
    return render(request, "publishing/mywork/overseer.html", context)


def _in_danger(actor: Actor) -> list[Standing]:
    """The targets of the overseen part that are in danger, the worst first."""
    overseen = Indicator.objects.filter(indicators_overseen(actor)).order_by().values("pk")
    rows = Standing.objects.filter(leads=True, code__in=_DANGER, indicator__in=overseen)
    return list(rows.select_related("indicator", "unit").order_by("place", "pk")[:_ROWS])


def _parts(actor: Actor) -> list[PartLine]:
    """Each overseen part with its open and late tasks; one query counts them all."""
    rows = oversights_of(actor)
    conditions = {f"part{place}": _tasks_of(row, actor) for place, row in enumerate(rows)}
    late = Q(due__lt=actor.today, evidence_since__isnull=True)
    numbers: dict[str, Any] = {name: Count("pk", filter=rule) for name, rule in conditions.items()}
    numbers |= {f"late_{name}": Count("pk", filter=rule & late) for name, rule in conditions.items()}
    open_tasks = Task.objects.filter(tasks_overseen(actor), phase=Phase.OPEN)
    found = open_tasks.aggregate(**numbers) if numbers else {}
    return [PartLine(row, found[f"part{place}"], found[f"late_part{place}"]) for place, row in enumerate(rows)]


def _tasks_of(row: Oversight, actor: Actor) -> Q:
    if row.kind == OversightKind.UNIT:
        below = UnitReach.objects.filter(running(actor.today), ancestor=row.unit_id).order_by().values("descendant")
        return Q(lead_unit__in=below) | Q(lead_post__unit__in=below)
    if row.kind == OversightKind.FIELD:
        return Q(pk__in=matching(Task.objects.all(), "folded", f'"{row.words}"').values("pk"))
    return Q(document__in=papers_numbered([row.words]).values("pk"))


def navigation(request: HttpRequest) -> list[Item]:
    """The overseer's place in the rail, for whom a decision lets look after something."""
    actor = actor_or_none(request)
    if actor is None or not (actor.overseeing or actor.matters):
        return []
    return [Item(DAILY, _("Phần phụ trách"), "n-insp", "overseer:home", 14, short=_("Phụ trách"), key="p")]
