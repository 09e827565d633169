"""Which disseminations an actor sees, and for which units one may report."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.models import RelationKind, Unit, UnitKind
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, StudySession


def visible_disseminations(actor: Actor) -> QuerySet[Dissemination]:
    """The disseminations that the actor may see (đợt quán triệt được xem): of units viewed, and those these owe."""
    units = actor.units(Action.VIEW).order_by().values("pk")
    owing = DisseminationUnit.objects.filter(unit__in=units).values("dissemination")
    return Dissemination.objects.filter(Q(keeper__in=units) | Q(pk__in=owing))


def get_dissemination(actor: Actor, pk: int) -> Dissemination:
    """One visible dissemination; ``Http404`` where hidden."""
    found = visible_disseminations(actor).select_related("keeper", "document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_keep(actor: Actor, dissemination: Dissemination) -> bool:
    """Whether one may excuse units and close it: who assigns in the register."""
    return actor.may(Action.ASSIGN, dissemination.keeper_id)


def units_to_report(actor: Actor, dissemination: Dissemination) -> QuerySet[Unit]:
    """The units for which one may report a session: those that owe one and what is below them, as one may report."""
    own = Q(pk__in=actor.units(Action.REPORT).values("pk")) | Q(pk__in=actor.units(Action.UPDATE).values("pk"))
    if may_keep(actor, dissemination):
        own = Q()
    owed = DisseminationUnit.objects.filter(dissemination=dissemination, excused="").values("unit")
    studies = Q(kind__in=(UnitKind.PARTY, UnitKind.CELL))
    below = Q(pk__in=owed) | studies & Q(reach_up__ancestor__in=owed, reach_up__kind=RelationKind.PARTY)
    return Unit.objects.filter(own & (below | Q(pk=dissemination.keeper_id))).distinct().order_by("sort_key", "pk")


def may_change(actor: Actor, session: StudySession) -> bool:
    """Whether one may take a reported session back: who may report for its unit, and the register's office."""
    if may_keep(actor, session.dissemination):
        return True
    return actor.may(Action.REPORT, session.unit_id) or actor.may(Action.UPDATE, session.unit_id)
