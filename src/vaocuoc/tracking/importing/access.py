"""Who may take in what: registers by the right to give and confirm tasks, the directory by its keeper."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.importing.models import DIRECTORY_KINDS, ImportBatch, ImportKind, ImportRow, RowState
from vaocuoc.tracking.registers import registers_of


def kinds_of(actor: Actor) -> list[str]:
    """The kinds of trackers that the actor may take in."""
    registers = actor.may_somewhere(Action.ASSIGN) and actor.may_somewhere(Action.CONFIRM)
    directory = actor.may_keep_directory()
    return [kind for kind in ImportKind.values if (directory if kind in DIRECTORY_KINDS else registers)]


def require_kind(actor: Actor, kind: str, keeper: Unit | None) -> None:
    """Raise ``Refused("access.denied")`` unless this kind may be taken into the register of ``keeper``."""
    if kind in DIRECTORY_KINDS:
        actor.require_directory()
        return
    pk = keeper.pk if keeper else None
    actor.require(Action.ASSIGN, pk)
    actor.require(Action.CONFIRM, pk)


def require_importing(actor: Actor) -> None:
    """Raise ``Refused("access.denied")`` for whoever may take in nothing at all."""
    if not kinds_of(actor):
        raise Refused("access.denied", action=str(Action.ASSIGN))


def visible_batches(actor: Actor) -> QuerySet[ImportBatch]:
    """The batches of the registers that one may import into, and those of the directory for its keeper."""
    seen = Q(keeper__in=registers_of(actor).order_by().values("pk")) & ~Q(kind__in=DIRECTORY_KINDS)
    if actor.may_keep_directory():
        seen |= Q(kind__in=DIRECTORY_KINDS)
    return ImportBatch.objects.filter(seen)


def get_batch(actor: Actor, pk: int) -> ImportBatch:
    """One batch that the actor may work on; ``Http404`` where hidden."""
    batch = visible_batches(actor).select_related("keeper", "profile", "created_by", "created_as").filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def waiting_rows(actor: Actor) -> QuerySet[ImportRow]:
    """The rows that wait for what they lack (chờ bổ sung), of all batches that one may work on."""
    return (
        ImportRow.objects.filter(batch__in=visible_batches(actor), state=RowState.WAITING)
        .select_related("batch__keeper")
        .order_by("batch", "place")
    )
