"""Choosing the document that a citation means (chọn văn bản được dẫn)."""

from __future__ import annotations

from django.db.models import F

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.models import Document
from vaocuoc.documents.readings.models import Citation
from vaocuoc.search.queries import matching


def choices_for(actor: Actor, citation: Citation, text: str, *, limit: int) -> list[Document]:
    """The documents that ``text`` finds; without one those of the same number; the newest first."""
    seen = visible_documents(actor).exclude(pk=citation.document_id).defer("folded").select_related("keeper")
    if text:
        found = matching(seen, "folded", text)
    elif citation.number_key:
        found = seen.filter(number_key=citation.number_key)
    else:
        return []
    return list(found.order_by(F("issued_on").desc(nulls_last=True), "-pk")[:limit])


def places_of(citation: Citation) -> int:
    """In how many places of the shown reading the document cites the same number."""
    if not citation.number_key:
        return 1
    same = Citation.objects.filter(document=citation.document_id, number_key=citation.number_key)
    return same.filter(finding__reading=citation.finding.reading_id).count()
