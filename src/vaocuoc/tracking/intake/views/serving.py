"""Which indicators a task serves and which tasks serve an indicator, on both pages (phục vụ chỉ tiêu)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Target
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.intake.models import TaskService, TaskSource
from vaocuoc.tracking.intake.serving import serve_by_code, stop_serving
from vaocuoc.tracking.sources import sources_of
from vaocuoc.tracking.tasks.access import get_task, visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import TaskRow, most_urgent
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

_TASKS = 8


@require_POST
def serve_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a task to an indicator by its code (gắn chỉ tiêu), or take that back (``bo``)."""
    actor = actor_of(request)
    task = get_task(actor, pk)
    back = request.POST.get("bo", "")
    if back:
        if not back.isdecimal() or len(back) > 18:
            raise Http404
        stop_serving(actor=actor, task=task, indicator_id=int(back))
        messages.success(request, _("Đã bỏ gắn chỉ tiêu."))
        return redirect("tasks:detail", pk)
    try:
        made = serve_by_code(actor=actor, task=task, code=request.POST.get("ma", ""))
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã gắn chỉ tiêu %(code)s.") % {"code": made.indicator.code})
    return redirect("tasks:detail", pk)


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page: the other sentences that give it, and the indicators whose targets it serves."""
    actor = actor_of(request)
    findings = list(TaskSource.objects.filter(task=task).order_by("pk").values_list("finding", flat=True))
    served = TaskService.objects.filter(task=task).select_related("indicator").order_by("indicator__code")
    seen = set(visible_indicators(actor).filter(serving_tasks__task=task).values_list("pk", flat=True))
    context = {
        "task": task,
        "sources": sources_of(actor, findings).values(),
        "served": [(one.indicator, one.indicator_id in seen) for one in served],
        "may_tie": actor.may(Action.ASSIGN, task.keeper_id),
    }
    if not findings and not context["served"] and not context["may_tie"]:
        return None
    return render_to_string("tracking/intake/_task_panel.html", context, request)


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """On an indicator's page: the tasks that serve it, and those of its lead from the papers that set its targets.

    A red indicator without a task that is still running says so.
    """
    actor = actor_of(request)
    serving = list(TaskService.objects.filter(indicator=row.indicator).values_list("task", flat=True))
    # Most are served by none, and then what one may see is not asked.
    seen = visible_tasks(actor).filter(pk__in=serving) if serving else Task.objects.none()
    served = most_urgent(seen, today=today(), limit=_TASKS)
    related = _related(actor, row, {one.task.pk for one in served})
    context = {
        "row": row,
        "served": served,
        "related": related,
        "lacks_task": row.verdict.is_red and not any(one.state.is_open for one in (*served, *related)),
        "may_assign": actor.may(Action.ASSIGN, row.indicator.keeper_id),
    }
    return render_to_string("tracking/intake/_indicator_panel.html", context, request)


def _related(actor: Actor, row: IndicatorRow, known: set[int]) -> list[TaskRow]:
    """The tasks of the indicator's own lead from the documents of its targets and those that carry these out."""
    if row.indicator.lead_unit_id is None:
        return []
    standing = Target.objects.filter(indicator=row.indicator, withdrawn_at__isnull=True, document__isnull=False)
    documents = standing.order_by().values("document")
    family = Q(document__in=documents) | Q(document__carries_out__in=documents)
    found = visible_tasks(actor).filter(family, lead_unit=row.indicator.lead_unit_id).exclude(pk__in=known)
    return most_urgent(found, today=today(), limit=_TASKS)
