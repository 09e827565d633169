"""What imports show on the page of a task: the row of a file that it came from (từ bảng theo dõi)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.importing import access, queries
from vaocuoc.tracking.tasks.models import Task


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """The row of a file that a task came from, on its page (từ bảng theo dõi)."""
    row = queries.origin_of(actor_of(request), task)
    if row is None:
        return None
    seen = access.visible_batches(actor_of(request)).filter(pk=row.batch_id).exists()
    return render_to_string("tracking/importing/_task_panel.html", {"row": row, "seen": seen}, request)
