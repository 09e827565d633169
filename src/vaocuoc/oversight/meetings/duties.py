"""What meetings ask of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, InParts, Part
from vaocuoc.oversight.meetings.models import Meeting, MeetingState

_AHEAD = timedelta(days=14)


def _coming(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the next two weeks that one chairs or is called to."""
    mine = Q(chair=actor.post) | Q(participants__post=actor.post)
    return Meeting.objects.filter(
        mine, state=MeetingState.PLANNED, held_on__gte=actor.today, held_on__lte=actor.today + _AHEAD
    )


def _to_attend(actor: Actor) -> Iterator[Duty]:
    for one in _coming(actor).distinct().order_by("held_on", "pk")[:SHOWN]:
        url = reverse("meetings:detail", args=[one.pk])
        note = " · ".join(part for part in (f"{one.begins_at:%H:%M}" if one.begins_at else "", one.place) if part)
        yield Duty("meetings.attend", _("Dự họp"), one.title, url, due=one.held_on, note=note)


duties = InParts(Part(_coming, _to_attend))
