"""What the work calendar asks of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry


def _owed_by(actor: Actor) -> QuerySet[CalendarEntry]:
    """The papers that one's post or unit prepares; those given as a task are in the tasks already."""
    if actor.post is None:
        return CalendarEntry.objects.none()
    mine = Q(preparer_post=actor.post) | Q(preparer_unit=actor.post.unit_id)
    others = Q(keeper__in=actor.keepers(Action.ASSIGN).values("pk"))  # the office that plans does not owe the paper
    mine |= actor.reaching(Action.UPDATE, "preparer_unit") & ~others
    return CalendarEntry.objects.filter(mine, state__in=OPEN_STATES, task__isnull=True)


def _to_prepare(actor: Actor) -> Iterator[Duty]:
    found = list(_owed_by(actor).order_by("planned_month", "pk")[: SHOWN + 1])
    for one in found[:SHOWN]:
        url = reverse("calendar:entry", args=[one.pk])
        deed = DutyDeed(_("Ghi tình trạng"), url, main=True)
        yield Duty("calendar.prepare", _("Chuẩn bị văn bản trình"), one.title, url, due=one.planned_by, deeds=(deed,))
    if len(found) > SHOWN:
        rest = found[SHOWN]
        url = reverse("calendar:list")
        yield Duty("calendar.prepare", _("Còn văn bản khác phải chuẩn bị"), "", url, due=rest.planned_by, rest=1)


duties = InParts(Part(_owed_by, _to_prepare))
