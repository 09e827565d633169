"""What dissemination asks of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, StudySession
from vaocuoc.documents.dissemination.queries import coverages

_AHEAD = 7
"""Days before the day set from which the office sees who has not reported."""


def _kept(actor: Actor) -> QuerySet[Dissemination] | None:
    """Disseminations that one keeps in which units may owe a report, from a week before the day."""
    if not actor.may_somewhere(Action.ASSIGN):
        return None
    soon = actor.today + timedelta(days=_AHEAD)
    return Dissemination.objects.filter(
        keeper__in=actor.keepers(Action.ASSIGN).values("pk"), closed_on__isnull=True, due__lte=soon
    )


def _owing(actor: Actor) -> Iterator[Duty]:
    """For the office how many units owe a report; four queries."""
    mine = _kept(actor)
    if mine is None:
        return
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


def _unreported(actor: Actor) -> QuerySet[DisseminationUnit] | None:
    """The sessions that the unit of the acting post owes and has not reported."""
    if actor.post is None or not actor.may_somewhere(Action.REPORT):
        return None
    told = StudySession.objects.filter(dissemination=OuterRef("dissemination"), unit=OuterRef("unit"), taken_back="")
    return DisseminationUnit.objects.filter(
        ~Exists(told), unit=actor.post.unit_id, excused="", dissemination__closed_on__isnull=True
    )


def _owed(actor: Actor) -> Iterator[Duty]:
    owed = _unreported(actor)
    if owed is None:
        return
    owed = owed.select_related("dissemination__document")
    for one in owed.order_by(F("dissemination__due").asc(nulls_last=True), "pk")[:SHOWN]:
        url = reverse("dissemination:detail", args=[one.dissemination_id])
        deed = DutyDeed(_("Báo cáo"), f"{url}#bao-cao", main=True)
        name = str(one.dissemination.document)
        yield Duty("dissemination.owed", _("Quán triệt, báo cáo"), name, url, due=one.dissemination.due, deeds=(deed,))


duties = InParts(Part(_unreported, _owed), Part(_kept, _owing))
