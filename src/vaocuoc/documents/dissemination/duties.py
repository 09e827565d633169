"""What dissemination asks of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.documents.dissemination.models import DisseminationUnit, StudySession


def duties(actor: Actor) -> Iterator[Duty]:
    """The sessions that the unit of the acting post owes and has not reported; one query."""
    if actor.post is None or not actor.may_somewhere(Action.REPORT):
        return
    told = StudySession.objects.filter(dissemination=OuterRef("dissemination"), unit=OuterRef("unit"), taken_back="")
    owed = DisseminationUnit.objects.filter(
        ~Exists(told), unit=actor.post.unit_id, excused="", dissemination__closed_on__isnull=True
    ).select_related("dissemination__document")
    for one in owed.order_by(F("dissemination__due").asc(nulls_last=True), "pk")[:SHOWN]:
        url = reverse("dissemination:detail", args=[one.dissemination_id])
        deed = DutyDeed(_("Báo cáo"), f"{url}#bao-cao", main=True)
        name = str(one.dissemination.document)
        yield Duty("dissemination.owed", _("Quán triệt, báo cáo"), name, url, due=one.dissemination.due, deeds=(deed,))
