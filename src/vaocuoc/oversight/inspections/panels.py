"""What inspections add to other pages (khung)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.inspections.access import may_inspect
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.opened import tasks_opened


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """On a task's page, for who inspects: under which decisions, and the way to take its evidence out."""
    actor = actor_of(request)
    if not may_inspect(actor):
        return None
    opening = (scope for scope in actor.opened() if Task.objects.filter(tasks_opened([scope]), pk=task.pk).exists())
    under = ", ".join(scope.number for scope in opening)
    return render_to_string("oversight/inspections/_task_panel.html", {"task": task, "under": under}, request)
