"""Which entries of the work calendar an actor sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.oversight.calendar.models import CalendarEntry

RELATED = ("keeper", "organ__unit", "preparer_unit", "preparer_post__unit", "meeting", "document", "task")


def visible_entries(actor: Actor) -> QuerySet[CalendarEntry]:
    """The entries that the actor may see (mục được xem): of units viewed, and what these or the post prepare."""
    units = actor.units(Action.VIEW).values("pk")
    seen = Q(keeper__in=units) | Q(preparer_unit__in=units)
    if actor.post is not None:
        seen |= Q(preparer_post=actor.post)
    return CalendarEntry.objects.filter(seen)


def get_entry(actor: Actor, pk: int) -> CalendarEntry:
    """One visible entry; ``Http404`` where hidden."""
    found = visible_entries(actor).select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_keep(actor: Actor, entry: CalendarEntry) -> bool:
    """Whether one may change an entry: who assigns in the register."""
    return actor.may(Action.ASSIGN, entry.keeper_id)


def may_tell(actor: Actor, entry: CalendarEntry) -> bool:
    """Whether one may say how far a paper is: the same, and who reports for whoever prepares it."""
    if may_keep(actor, entry):
        return True
    if entry.preparer_post_id is not None and actor.post is not None and entry.preparer_post_id == actor.post.pk:
        return True
    return actor.may(Action.UPDATE, entry.preparer_unit_id)
