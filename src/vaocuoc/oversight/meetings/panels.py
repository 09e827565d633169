"""Where a task comes from, on its page: the meeting that concluded it (nguồn từ cuộc họp)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.meetings.access import visible_meetings
from vaocuoc.oversight.meetings.models import AgendaItem, Conclusion
from vaocuoc.tracking.tasks.models import Task


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The conclusion that gave a task, and the meetings that had it on their agenda."""
    actor = actor_of(request)
    seen = visible_meetings(actor).values("pk")
    conclusion = Conclusion.objects.filter(task=task, meeting__in=seen).select_related("meeting").first()
    on = AgendaItem.objects.filter(task=task, meeting__in=seen).select_related("meeting").order_by("-meeting__held_on")
    meetings = [item.meeting for item in on[:4]]
    if conclusion is None and not meetings:
        return None
    context = {"conclusion": conclusion, "meetings": meetings}
    return render_to_string("oversight/meetings/_task_panel.html", context, request)
