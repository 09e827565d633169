"""What carrying documents out asks of the acting post, for "my work" (việc của tôi): a programme, and who owes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.documents.models import Handling
from vaocuoc.oversight.coverage.models import Rollout
from vaocuoc.oversight.coverage.programmes import issued_by, tallies_of

_AHEAD = 7
"""Days before the day set from which the office sees who has not issued."""


def _asked_of(actor: Actor) -> QuerySet[Rollout] | None:
    """What the unit of the acting post was asked for a programme of."""
    if actor.post is None or not actor.may(Action.REPORT, actor.post.unit_id):
        return None
    return Rollout.objects.filter(owed__unit=actor.post.unit_id).exclude(document__handling=Handling.DRAFT)


def _owed(actor: Actor) -> Iterator[Duty]:
    """Documents for which a unit was asked for a programme and has issued none; five queries."""
    asked = _asked_of(actor)
    if asked is None or actor.post is None:
        return
    unit = actor.post.unit_id
    dues = {one.document: one.due for one in asked.select_related("document").order_by("due", "pk")}
    issued = issued_by(unit, list(dues)) if dues else set()
    owed = [(document, due) for document, due in dues.items() if document.pk not in issued]
    owed.sort(key=lambda row: (row[1] is None, row[1]))
    for document, due in owed[:SHOWN]:
        url = reverse("coverage:own", args=[document.pk])
        deed = DutyDeed(_("Ghi chương trình"), f"{url}#ghi", main=True)
        yield Duty("coverage.owed", _("Ban hành chương trình riêng"), str(document), url, due=due, deeds=(deed,))


def _asked_by(actor: Actor) -> QuerySet[Rollout] | None:
    """Documents of one's registers for which units owe a programme, from a week before the day."""
    if not actor.may_somewhere(Action.ASSIGN):
        return None
    soon = actor.today + timedelta(days=_AHEAD)
    asked = Rollout.objects.filter(due__lte=soon, document__keeper__in=actor.keepers(Action.ASSIGN).values("pk"))
    return asked.exclude(document__handling=Handling.DRAFT)


def _owing(actor: Actor) -> Iterator[Duty]:
    """For the office how many units owe a programme; six queries."""
    asked = _asked_by(actor)
    near = [] if asked is None else list(asked.select_related("document").order_by("-due", "pk")[:SHOWN])
    if not near:
        return
    tallies = tallies_of(actor, [one.document for one in near], today=actor.today)
    for one in near:
        tally = tallies[one.document_id]
        left = tally.whole - tally.issued
        if not left:
            continue
        url = reverse("coverage:detail", args=[one.document_id]) + "?don-vi=chua#don-vi"
        yield Duty(
            "coverage.owing",
            _("Chờ đơn vị ban hành chương trình riêng"),
            str(one.document),
            url,
            due=one.due,
            waits=True,
            whom=_("%(left)s/%(whole)s đơn vị chưa ban hành") % {"left": left, "whole": tally.whole},
        )


duties = InParts(Part(_asked_of, _owed), Part(_asked_by, _owing))
