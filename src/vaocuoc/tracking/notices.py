"""What messages ask about tasks and indicators: who still sees them, and which come from an internal paper (nội bộ)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from vaocuoc.documents.models import Handling
from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Target
from vaocuoc.tracking.submissions.access import visible_submissions
from vaocuoc.tracking.submissions.corrections import visible_corrections
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task

_INTERNAL = Q(document__isnull=False) & ~Q(document__handling=Handling.ORDINARY)


def _internal_tasks(keys: Collection[int]) -> Collection[int]:
    return list(Task.objects.filter(_INTERNAL, pk__in=keys).values_list("pk", flat=True))


def _internal_indicators(keys: Collection[int]) -> Collection[int]:
    found = Target.objects.filter(_INTERNAL, indicator__in=keys).values_list("indicator_id", flat=True)
    return list(found.distinct())


TASKS = Subjects(seen=visible_tasks, internal=_internal_tasks)
INDICATORS = Subjects(seen=visible_indicators, internal=_internal_indicators)
SUBMISSIONS = Subjects(seen=visible_submissions, internal=lambda keys: ())
CORRECTIONS = Subjects(seen=visible_corrections, internal=lambda keys: ())
