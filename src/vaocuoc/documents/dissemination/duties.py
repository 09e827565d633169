"""What dissemination asks of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, StudySession
from vaocuoc.documents.dissemination.queries import coverages

_AHEAD = 7
"""Days before the day set from which the office sees who has not reported."""


def duties(actor: Actor) -> Iterator[Duty]:
    """The sessions that the unit of the acting post owes and has not reported; for the office how many owe one."""
    if actor.post is None:
        return
    if actor.may_somewhere(Action.REPORT):
        yield from _owed(actor.post.unit_id)
    if actor.may_somewhere(Action.ASSIGN):
        yield from _owing(actor)


def _owing(actor: Actor) -> Iterator[Duty]:
    """Disseminations that one keeps in which units owe a report, from a week before the day; three queries."""
    soon = actor.today + timedelta(days=_AHEAD)
    mine = Dissemination.objects.filter(
        keeper__in=actor.units(Action.ASSIGN).values("pk"), closed_on__isnull=True, due__lte=soon
    )
    for one in coverages(mine.select_related("document").order_by("-due", "pk")[:SHOWN]):
        left = one.total - one.reported
        if not left:
            continue
        url = reverse("dissemination:detail", args=[one.dissemination.pk]) + "?chua=1"
        yield Duty(
            "dissemination.owing",
            _("Chờ đơn vị quán triệt, báo cáo"),
            str(one.dissemination.document),
            url,
            due=one.dissemination.due,
            waits=True,
            whom=_("%(left)s/%(whole)s đơn vị chưa báo cáo") % {"left": left, "whole": one.total},
        )


def _owed(unit: int) -> Iterator[Duty]:
    told = StudySession.objects.filter(dissemination=OuterRef("dissemination"), unit=OuterRef("unit"), taken_back="")
    owed = DisseminationUnit.objects.filter(
        ~Exists(told), unit=unit, excused="", dissemination__closed_on__isnull=True
    ).select_related("dissemination__document")
    for one in owed.order_by(F("dissemination__due").asc(nulls_last=True), "pk")[:SHOWN]:
        url = reverse("dissemination:detail", args=[one.dissemination_id])
        deed = DutyDeed(_("Báo cáo"), f"{url}#bao-cao", main=True)
        name = str(one.dissemination.document)
        yield Duty("dissemination.owed", _("Quán triệt, báo cáo"), name, url, due=one.dissemination.due, deeds=(deed,))
