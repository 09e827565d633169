"""What carrying documents out asks of the acting post, for "my work" (việc của tôi): a programme, and who owes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.documents.models import Handling
from vaocuoc.oversight.coverage.models import Rollout
from vaocuoc.oversight.coverage.programmes import issued_by, tallies_of

_AHEAD = 7
"""Days before the day set from which the office sees who has not issued."""


def duties(actor: Actor) -> Iterator[Duty]:
    """The programmes that the unit of the acting post owes, and for the office how many units owe one."""
    if actor.post is None:
        return
    if actor.may(Action.REPORT, actor.post.unit_id):
        yield from _owed(actor.post.unit_id)
    if actor.may_somewhere(Action.ASSIGN):
        yield from _owing(actor)


def _owed(unit: int) -> Iterator[Duty]:
    """Documents for which a unit was asked for a programme and has issued none; five queries."""
    asked = Rollout.objects.filter(owed__unit=unit).exclude(document__handling=Handling.DRAFT)
    dues = {one.document: one.due for one in asked.select_related("document").order_by("due", "pk")}
    issued = issued_by(unit, list(dues)) if dues else set()
    owed = [(document, due) for document, due in dues.items() if document.pk not in issued]
    owed.sort(key=lambda row: (row[1] is None, row[1]))
    for document, due in owed[:SHOWN]:
        url = reverse("coverage:own", args=[document.pk])
        deed = DutyDeed(_("Ghi chương trình"), f"{url}#ghi", main=True)
        yield Duty("coverage.owed", _("Ban hành chương trình riêng"), str(document), url, due=due, deeds=(deed,))


def _owing(actor: Actor) -> Iterator[Duty]:
    """Documents of one's registers for which units owe a programme, from a week before the day; six queries."""
    soon = actor.today + timedelta(days=_AHEAD)
    asked = Rollout.objects.filter(due__lte=soon, document__keeper__in=actor.units(Action.ASSIGN).values("pk"))
    asked = asked.exclude(document__handling=Handling.DRAFT).select_related("document")
    near = list(asked.order_by("-due", "pk")[:SHOWN])
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
