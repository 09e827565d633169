"""On a task's page: this turn and the last of a regular task; of a turn, which one it is (khung các kỳ)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.recurring.models import Recurrence
from vaocuoc.tracking.recurring.queries import turning_of
from vaocuoc.tracking.recurring.wording import rule_words
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task
from vaocuoc.ui.clock import today


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The turns of a regular task, and which comes next; making them is the nightly job's."""
    if task.deadline_kind != DeadlineKind.REGULAR:
        return None
    found = Recurrence.objects.filter(task=task).select_related("task__keeper").first()
    may = task.closure == Closure.NONE and actor_of(request).may(Action.ASSIGN, task.keeper_id)
    if found is None and not may:
        return None
    context = {
        "task": task,
        "recurrence": found,
        "words": rule_words(found) if found else "",
        "turning": turning_of(found, today=today()) if found else None,
        "may": may,
        "today": today(),
    }
    return render_to_string("tracking/recurring/_panel.html", context, request)
