"""On a task's page: how many of its units are done, and its progress (khung trên trang nhiệm vụ)."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.cascade.progress import known_progress
from vaocuoc.tracking.tasks.access import rights_on, visible_tasks
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.ui.clock import today


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The units under a general line, and where the progress stands; at most five queries."""
    actor = actor_of(request)
    counted = (
        visible_tasks(actor)
        .filter(parent=task, turn__isnull=True)
        .exclude(closure=Closure.CANCELLED)
        .aggregate(
            total=Count("pk"),
            done=Count("pk", filter=Q(closure=Closure.DONE)),
            late=Count("pk", filter=Q(phase=0, due__lt=today(), evidence_since__isnull=True)),
        )
    )
    known = known_progress(task)
    if not counted["total"] and not known.way:
        return None
    context = {
        "task": task, "counted": counted, "known": known, "may_direct": rights_on(actor, task).direct,
    }  # fmt: skip
    return render_to_string("tracking/cascade/_panel.html", context, request)
