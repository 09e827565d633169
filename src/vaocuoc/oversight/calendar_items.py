"""What oversight puts on a private calendar: meetings one is called to, explanations and papers that one owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.feeds.items import CalendarItem
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry
from vaocuoc.oversight.explanations.models import Explanation, ExplanationState
from vaocuoc.oversight.meetings.models import Meeting, MeetingState

_BACK = timedelta(days=60)
_MOST = 400


def of_meetings(actor: Actor) -> Iterator[CalendarItem]:
    """The meetings that the acting post chairs or is called to; one query."""
    if actor.post is None:
        return
    mine = Q(chair=actor.post) | Q(participants__post=actor.post)
    found = Meeting.objects.filter(mine, held_on__gte=actor.today - _BACK).distinct().order_by("held_on", "pk")
    for one in found[:_MOST]:
        yield CalendarItem(
            uid=f"meeting-{one.pk}",
            day=one.held_on,
            title=one.title,
            path=reverse("meetings:detail", args=[one.pk]),
            changed_at=one.created_at,
            note=" · ".join(part for part in (f"{one.begins_at:%H:%M}" if one.begins_at else "", one.place) if part),
            is_done=one.state == MeetingState.CLOSED,
        )


def of_owed(actor: Actor) -> Iterator[CalendarItem]:
    """The explanations and papers that the acting post or its unit owes; two queries."""
    if actor.post is None:
        return
    asked = Q(asked_post=actor.post) | Q(asked_unit=actor.post.unit_id)
    for one in Explanation.objects.filter(asked, state=ExplanationState.ASKED).order_by("answer_by", "pk")[:_MOST]:
        path = reverse("explanations:detail", args=[one.pk])
        title = _("Giải trình: %(about)s") % {"about": one.about[:200]}
        yield CalendarItem(f"explanation-{one.pk}", one.answer_by, title, path, changed_at=one.created_at)
    prepares = Q(preparer_post=actor.post) | Q(preparer_unit=actor.post.unit_id)
    papers = CalendarEntry.objects.filter(prepares, state__in=OPEN_STATES, task__isnull=True)
    for entry in papers.order_by("planned_month", "pk")[:_MOST]:
        path = reverse("calendar:entry", args=[entry.pk])
        title = _("Trình: %(title)s") % {"title": entry.title[:200]}
        yield CalendarItem(
            f"paper-{entry.pk}", entry.planned_by, title, path, sequence=entry.version, changed_at=entry.created_at
        )
