"""Who sees which document (quyền xem văn bản)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import registers_of
from vaocuoc.documents.library.opened import documents_opened
from vaocuoc.documents.papers.models import Document, DocumentAddressee, Handling

Units = Any  # keys, or a query of keys to be used inside others


def visible_documents(actor: Actor | None) -> QuerySet[Document]:
    """The documents an actor sees, as a query to be used inside others.

    Those of units one may view, and those addressed to such a unit; a draft (dự thảo) is seen through its own unit
    alone, whoever it will be addressed to one day. Who inspects sees what a decision opens too.
    """
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return Document.objects.none()
    if sees_every_register(actor):
        return Document.objects.all()
    keepers, addressed = actor.once("registers seen", lambda: _registers_seen(actor))
    kept = Q(keeper__in=keepers)
    if actor.inspecting:
        kept |= actor.once("documents opened", lambda: documents_opened(actor.opened()))
    if isinstance(addressed, list) and not addressed:
        return Document.objects.filter(kept)
    sent = DocumentAddressee.objects.filter(document=OuterRef("pk"), unit__in=addressed)
    return Document.objects.filter(kept | (Exists(sent) & ~Q(handling=Handling.DRAFT)))


def sees_every_register(actor: Actor) -> bool:
    """Whether all documents are of units that one views, so that nothing need be asked of any; while pages are read."""
    if actor.memory is None:
        return False
    return actor.once("every register seen", lambda: _views_all_keepers(actor))


def _views_all_keepers(actor: Actor) -> bool:
    return actor.views_all_kept() or actor.reaches_all(Action.VIEW, registers_of(Document))


def _registers_seen(actor: Actor) -> tuple[Units, Units]:
    """The units one may view, as keepers and as addressees; while a page is only read, those that are such at all.

    A province views hundreds of units and few of them keep a register: a page asks for its documents many times, and
    naming the few costs little each time.
    """
    units = actor.units(Action.VIEW).order_by().values("pk")
    if actor.memory is None:
        return units, units
    keepers = Document.objects.filter(keeper__in=units).order_by().values_list("keeper", flat=True).distinct()
    addressed = DocumentAddressee.objects.filter(unit__in=units).order_by().values_list("unit", flat=True).distinct()
    return list(keepers), list(addressed)


def get_document(actor: Actor | None, pk: int) -> Document:
    """The document, for an actor who sees it. Raises ``Http404`` otherwise: what one cannot see is not there."""
    document = (
        visible_documents(actor)
        .filter(pk=pk)
        .select_related("keeper", "issuer_unit", "uploaded_as__unit", "carries_out")
        .first()
    )
    if document is None:
        raise Http404
    return document
