"""The meetings as a list: the coming ones first, then the last ones, each with how far its conclusions are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.meetings.access import visible_meetings
from vaocuoc.oversight.meetings.models import Conclusion, Meeting, MeetingState
from vaocuoc.tracking.tasks.models import Closure


def meetings_of(actor: Actor, *, state: str = "", body: int | None = None, year: int | None = None) -> QuerySet[Any]:
    """The visible meetings with the number of their tasks and of those done; the last first."""
    found = visible_meetings(actor)
    if state in MeetingState.values:
        found = found.filter(state=state)
    if body:
        found = found.filter(organ=body)
    if year:
        found = found.filter(held_on__year=year)
    tasks = Conclusion.objects.filter(meeting=OuterRef("pk"), withdrawn="", task__isnull=False)
    given = tasks.exclude(task__closure=Closure.CANCELLED).order_by().values("meeting")
    return (
        found.annotate(
            tasks=Coalesce(Subquery(given.annotate(n=Count("pk")).values("n")), Value(0)),
            done=Coalesce(
                Subquery(given.annotate(n=Count("pk", filter=Q(task__closure=Closure.DONE))).values("n")), Value(0)
            ),
        )
        .select_related("keeper", "organ__unit", "chair__unit")
        .order_by("-held_on", "-pk")
    )


def next_meeting(actor: Actor, *, today: date) -> Meeting | None:
    """The next meeting that is not over (kỳ họp tới)."""
    coming = visible_meetings(actor).filter(state=MeetingState.PLANNED, held_on__gte=today)
    return coming.select_related("keeper", "organ__unit").order_by("held_on", "pk").first()
