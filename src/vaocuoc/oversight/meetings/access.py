"""Which meetings an actor sees, and who keeps them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.oversight.meetings.models import Meeting, Participant


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that the actor may see (cuộc họp được xem): of the units viewed, and those one chairs or is called
    to.
    """
    seen = Q(keeper__in=actor.units(Action.VIEW).values("pk"))
    if actor.post is not None:
        called = Participant.objects.filter(post=actor.post).values("meeting")
        seen |= Q(chair=actor.post) | Q(pk__in=called)
    return Meeting.objects.filter(seen)


def get_meeting(actor: Actor, pk: int) -> Meeting:
    """One visible meeting; ``Http404`` where hidden."""
    related = ("keeper", "organ__unit", "chair__unit")
    found = visible_meetings(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_keep(actor: Actor, meeting: Meeting) -> bool:
    """Whether one may lay out the agenda and write conclusions down: who assigns in the register."""
    return actor.may(Action.ASSIGN, meeting.keeper_id)
