"""Where rounds begin: what my units owe, what waits for me, the rounds that run."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.rounds import progress as queries
from vaocuoc.oversight.rounds.access import owed_by, visible_rounds, waiting_for
from vaocuoc.oversight.rounds.models import RoundReport
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of

_OWED = 30
_WAITING = 8
_ROUNDS = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Rounds of reports (báo cáo kỳ): mine first, then those to approve, then every round with its progress."""
    actor = actor_of(request)
    day = today()
    shows_closed = request.GET.get("da_dong") == "1"
    rounds = visible_rounds(actor).select_related("regime__keeper", "version")
    rounds = rounds if shows_closed else rounds.filter(closed_on__isnull=True)
    page = page_of(request, rounds.order_by("-cutoff", "-pk"), size=_ROUNDS)
    numbers = queries.progress_by_round([one.pk for one in page], today=day)
    owed, owed_count = _some(owed_by(actor).order_by("due", "pk"), _OWED)
    waiting, waiting_count = _some(waiting_for(actor).order_by("handed_at", "pk"), _WAITING)
    context: dict[str, Any] = {
        "owed": [(one, queries.group_of(one, day)) for one in owed],
        "owed_count": owed_count,
        "owed_late": sum(one.due < day for one in owed),
        "waiting": waiting,
        "waiting_count": waiting_count,
        "page": page,
        "rounds": [
            (one, numbers.get(one.pk, queries.Progress({})), _keeps(actor, one.regime.keeper_id)) for one in page
        ],
        "shows_closed": shows_closed,
        "may_set": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "oversight/rounds/home.html", context)


def _keeps(actor: Actor, keeper: int) -> bool:
    return actor.may(Action.VIEW, keeper)


def _some(reports: Any, most: int) -> tuple[list[RoundReport], int]:
    """The first of these reports, and how many there are."""
    rows = list(reports.select_related("round__regime__keeper", "round__version", "provider")[: most + 1])
    return rows[:most], reports.count() if len(rows) > most else len(rows)
