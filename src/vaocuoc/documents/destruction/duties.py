"""Proposals that wait for the acting post to confirm, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.documents.destruction.models import Destruction, DestructionState


def _waiting(actor: Actor) -> QuerySet[Destruction] | None:
    """What somebody else proposed and the acting post may confirm; none by delegation."""
    if actor.in_name_of or not actor.may_somewhere(Action.DESTROY):
        return None
    return Destruction.objects.filter(
        state=DestructionState.PROPOSED,
        lapses_on__gte=actor.today,
        keeper__in=actor.keepers(Action.DESTROY).order_by().values("pk"),
    ).exclude(proposed_by=actor.user)


def _to_confirm(actor: Actor) -> Iterator[Duty]:
    waiting = _waiting(actor)
    if waiting is None:
        return
    for one in waiting.order_by("lapses_on", "pk")[:SHOWN]:
        url = reverse("destruction:detail", args=[one.pk])
        deed = DutyDeed(_("Xem, quyết định"), url, main=True)
        yield Duty("destruction.confirm", _("Xác nhận hủy nội dung"), one.called, url, due=one.lapses_on, deeds=(deed,))


duties = InParts(Part(_waiting, _to_confirm))
