"""The page of one document (trang văn bản): what it shows beside its text, and what it may be said to carry out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.library.queries import citing
from vaocuoc.documents.papers.models import Attachment, Document, DocumentType, File
from vaocuoc.documents.readings.models import Citation, FindingState, Reading, ReadingState
from vaocuoc.documents.readings.queries import KindCount, current_reading, finding_counts

_HEAD = 2_500  # characters in which a paper says what it carries out
_OF_THEMSELVES = (DocumentType.REPORT, DocumentType.SUBMISSION, DocumentType.OTHER)
SHOWN = 30
"""So many documents stand in a list beside the text; the register shows the others."""


@dataclass(frozen=True)
class CitedDocument:
    """A citation on a document's page: its words, how often, and the document where the actor sees it.

    ``finding`` names it; ``by_hand`` tells that a person said which document is meant, or that none is.
    """

    words: str
    times: int
    start: int
    document: Document | None
    finding: int
    by_hand: bool


@dataclass(frozen=True)
class DocumentFacts:
    """What the page of a document shows beside its text; lists of documents hold one more than are to be shown."""

    document: Document
    files: list[File]
    attachments: list[Attachment]
    reading: Reading | None
    latest: Reading | None
    current: int | None
    counts: list[KindCount]
    cites: list[CitedDocument]
    cited_by: list[Document]
    carries_out: Document | None
    carried_out_by: list[Document]
    addressees: list[Any]

    @property
    def base(self) -> Document | None:
        """What the document seems to carry out where nobody has said it: the first it cites, near its beginning."""
        if self.document.carries_out_id or not self.cites or self.document.type in _OF_THEMSELVES:
            return None
        first = self.cites[0]
        return first.document if first.start < _HEAD and first.document != self.document else None

    @property
    def unresolved(self) -> int:
        """How many of the cited documents are not in the store."""
        return sum(one.document is None for one in self.cites)

    @property
    def is_older(self) -> bool:
        """Whether a reading is shown that a newer one has taken the place of."""
        return self.reading is not None and self.reading.pk != self.current


def document_facts(actor: Actor, document: Document, *, reading_id: int | None = None) -> DocumentFacts:
    """Everything of a document's page but the text's own findings; a constant number of queries.

    ``reading_id`` shows an older reading, where somebody follows the link of what was made from it.
    """
    readings = list(
        Reading.objects.filter(file__document=document).select_related("file").defer("text", "blocks").order_by("-pk")
    )
    latest = readings[0] if readings else None
    chosen = next((one for one in readings if one.pk == reading_id and one.state == ReadingState.DONE), None)
    current = current_reading(document)
    if chosen is not None and current is not None and chosen.pk != current.pk:
        chosen.refresh_from_db(fields=["text", "blocks"])
    shown = chosen if chosen is not None and current is not None and chosen.pk != current.pk else current
    visible = visible_documents(actor)
    cited_by = visible.filter(pk__in=citing(document.pk)).defer("folded")
    return DocumentFacts(
        document=document,
        files=list(document.files.order_by("-pk")),
        attachments=attachments_of(document),
        reading=shown,
        latest=latest,
        current=current.pk if current else None,
        counts=finding_counts(shown) if shown else [],
        cites=_cites(actor, shown) if shown else [],
        cited_by=list(cited_by.order_by("-issued_on", "-pk")[: SHOWN + 1]),
        carries_out=visible.filter(pk=document.carries_out_id).first() if document.carries_out_id else None,
        carried_out_by=list(visible.filter(carries_out=document).order_by("-issued_on", "-pk")[: SHOWN + 1]),
        addressees=list(document.addressees.select_related("unit").order_by("unit__sort_key", "pk")),
    )


def attachments_of(document: Document) -> list[Attachment]:
    """The further files of a document, those in use first, each in the order they came."""
    rows = document.attachments.select_related("added_as__unit", "added_by", "withdrawn_as__unit", "withdrawn_by")
    return sorted(rows.order_by("pk"), key=lambda one: one.withdrawn_at is not None)


def may_carry_out(actor: Actor, document: Document) -> list[Document]:
    """The documents that one may be said to carry out: those it cites that the actor sees, and the one it names."""
    cited = Citation.objects.filter(document=document, cited__isnull=False).values("cited")
    known = Q(pk__in=cited) | Q(pk=document.carries_out_id)
    return list(visible_documents(actor).filter(known).exclude(pk=document.pk).order_by("-issued_on", "-pk"))


def _cites(actor: Actor, reading: Reading) -> list[CitedDocument]:
    """What a reading cites, each once, in order of place; a document the actor does not see is only words."""
    citations = list(
        Citation.objects.filter(finding__reading=reading)
        .exclude(finding__state=FindingState.REJECTED)
        .select_related("finding")
        .order_by("finding__start")
    )
    seen = visible_documents(actor).in_bulk({citation.cited_id for citation in citations if citation.cited_id})
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.number_key or citation.finding.folded, []).append(citation)
    return [
        CitedDocument(
            words=group[0].finding.quote,
            times=len(group),
            start=group[0].finding.start,
            document=next((seen[one.cited_id] for one in group if one.cited_id in seen), None),
            finding=group[0].finding_id,
            by_hand=any(one.pointed_at for one in group),
        )
        for group in groups.values()
    ]
