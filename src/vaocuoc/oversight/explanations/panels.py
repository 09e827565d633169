"""Requests for explanation on the pages of what they are about: a task, an indicator (yêu cầu giải trình)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.core.measuring import task_state
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.explanations.access import may_ask
from vaocuoc.oversight.explanations.models import Explanation
from vaocuoc.oversight.explanations.queries import about_figure, about_task
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import facts_of
from vaocuoc.ui.clock import today

_ROWS = 6
_RED_TASK = ("overdue", "late_acceptance", "needs_due")


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: what was asked about it, and the button to ask where it is red."""
    actor = actor_of(request)
    lead = task.lead_unit_id or (task.lead_post.unit_id if task.lead_post else None)
    is_red = task_state(facts_of(task), today()).code in _RED_TASK
    may = is_red and may_ask(actor, task.keeper_id, lead)
    return _panel(request, actor, list(about_task(actor, task.pk)[:_ROWS]), f"nhiem-vu={task.pk}" if may else "")


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """On an indicator's page: what was asked about it at this unit, and the button to ask where it is red."""
    actor = actor_of(request)
    late = row.verdict.is_red or row.verdict.code in ("at_risk", "no_report")
    may = late and may_ask(actor, row.indicator.keeper_id, row.indicator.lead_unit_id, row.unit.pk)
    address = f"chi-tieu={row.indicator.pk}&don-vi={row.unit.pk}" if may else ""
    return _panel(request, actor, list(about_figure(actor, row.indicator.pk, row.unit.pk)[:_ROWS]), address)


def _panel(request: HttpRequest, actor: Actor, asked: list[Explanation], address: str) -> str | None:
    if not asked and not address:
        return None
    context = {"asked": asked, "address": address, "today": today()}
    return render_to_string("oversight/explanations/_panel.html", context, request)
