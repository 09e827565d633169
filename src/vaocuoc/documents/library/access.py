"""Who sees which document (quyền xem văn bản)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.papers.models import Document, DocumentAddressee, Handling


def visible_documents(actor: Actor | None) -> QuerySet[Document]:
    """The documents an actor sees, as a query to be used inside others.

    Those of units one may view, and those addressed to such a unit; a draft (dự thảo) is seen through its own unit
    alone, whoever it will be addressed to one day.
    """
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return Document.objects.none()
    units = actor.units(Action.VIEW).order_by().values("pk")
    addressed = DocumentAddressee.objects.filter(document=OuterRef("pk"), unit__in=units)
    return Document.objects.filter(Q(keeper__in=units) | (Exists(addressed) & ~Q(handling=Handling.DRAFT)))


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
