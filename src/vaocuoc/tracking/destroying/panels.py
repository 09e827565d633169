"""On a task's page: its notes and evidence whose content can be destroyed, and what was (khung trên trang nhiệm vụ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.destruction.access import may_propose
from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.tracking.tasks.models import Evidence, Task, TaskUpdate

_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One note or piece of evidence: its words, and its proposal or tombstone where it has one."""

    kind: str
    pk: int
    words: str
    at: datetime
    destruction: Destruction | None


def task_panel(request: HttpRequest, task: Task) -> str | None:
    """What of this task can be destroyed, for who may propose it; three queries, none for anybody else."""
    if not may_propose(actor_of(request), task.keeper_id):
        return None
    notes = list(TaskUpdate.objects.filter(task=task).order_by("-at", "-pk")[:_SHOWN])
    evidence = list(Evidence.objects.filter(task=task).order_by("-submitted_at", "-pk")[:_SHOWN])
    if not notes and not evidence:
        return None
    wanted = Q(object_type="tracking.taskupdate", object_id__in=[one.pk for one in notes])
    wanted |= Q(object_type="tracking.evidence", object_id__in=[one.pk for one in evidence])
    standing = Destruction.objects.filter(wanted, state__in=(DestructionState.PROPOSED, DestructionState.CONFIRMED))
    known = {(one.object_type, one.object_id): one for one in standing}
    lines = [
        Line("cap-nhat", one.pk, one.text or one.blocker, one.at, known.get(("tracking.taskupdate", one.pk)))
        for one in notes
    ]
    lines += [
        Line("minh-chung", one.pk, str(one), one.submitted_at, known.get(("tracking.evidence", one.pk)))
        for one in evidence
    ]
    lines.sort(key=lambda line: line.at, reverse=True)
    context = {"lines": list(islice(lines, _SHOWN))}
    return render_to_string("tracking/destroying/_panel.html", context, request)
