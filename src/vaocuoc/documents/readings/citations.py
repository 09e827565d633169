"""Which document of the register a citation means (dẫn chiếu đến văn bản nào)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vaocuoc.documents.papers.models import Document, DocumentType, Handling
from vaocuoc.documents.papers.naming import number_key, type_named
from vaocuoc.documents.readings.models import Citation, Finding, FindingKind, FindingState, Reading

_DATE = re.compile(r"^[\s,(]*(?:ngày\s+)?\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|\s+tháng\s+\d{1,2}\s+năm\s+)(\d{4})\b")
_AHEAD = 60  # characters after a number in which its date would stand


def record_citations(reading: Reading, findings: Iterable[Finding]) -> list[Citation]:
    """Keep a citation for each reference found, resolved where the register holds what it means."""
    document = reading.file.document
    own = document.number_key
    citations = [
        Citation(document=document, finding=finding, number_key=key)
        for finding in findings
        if finding.kind == FindingKind.REFERENCE
        and ((key := number_key(finding.fields.get("number") or "")) != own or not own)
    ]
    asked = _carry_over(document, citations)
    _resolve(asked, _candidates({citation.number_key for citation in asked}))
    return Citation.objects.bulk_create(citations)


def _carry_over(document: Document, citations: Iterable[Citation]) -> list[Citation]:
    """Say again what a person said of the same number in an earlier reading; the citations of which nobody did."""
    by_hand = {
        earlier.number_key: earlier
        for earlier in Citation.objects.filter(document=document, pointed_at__isnull=False)
        .exclude(number_key="")
        .order_by("pointed_at")
    }
    left = []
    for citation in citations:
        earlier = by_hand.get(citation.number_key)
        if earlier is None:
            left.append(citation)
            continue
        citation.cited_id, citation.pointed_at = earlier.cited_id, earlier.pointed_at
        citation.pointed_by_id, citation.pointed_as_id = earlier.pointed_by_id, earlier.pointed_as_id
    return left


def resolve_again(citations: Iterable[Citation]) -> None:
    """Let the rules say once more which documents some citations mean; the rows are not saved."""
    citations = list(citations)
    _resolve(citations, _candidates({citation.number_key for citation in citations}))


def resolve_waiting(document: Document) -> int:
    """Point earlier citations that mean ``document`` to it, now that it is there or has its number; how many.

    Citations that pointed to it under another number let go of it, unless a person has confirmed them.
    """
    Citation.objects.filter(cited=document, finding__state=FindingState.OPEN, pointed_at__isnull=True).exclude(
        number_key=document.number_key
    ).update(cited=None)
    if not document.number_key:
        return 0
    waiting = list(
        Citation.objects.filter(cited=None, number_key=document.number_key, pointed_at__isnull=True)
        .exclude(document=document)
        .exclude(finding__state=FindingState.REJECTED)
        .select_related("document", "finding__reading")
    )
    _resolve(waiting, _candidates({document.number_key}))
    found = [citation for citation in waiting if citation.cited_id is not None]
    Citation.objects.bulk_update(found, ["cited"])
    return len(found)


def _candidates(keys: set[str]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for document in Document.objects.filter(number_key__in=keys - {""}).order_by("pk"):
        found.setdefault(document.number_key, []).append(document)
    return found


def _resolve(citations: Iterable[Citation], candidates: dict[str, list[Document]]) -> None:
    for citation in citations:
        citation.cited = _meant(citation, candidates.get(citation.number_key, []))


def _meant(citation: Citation, candidates: list[Document]) -> Document | None:
    """The one document that fits; None where none does or where several do: nothing is guessed.

    Number and symbol are unique only with type, issuer and year, so whatever the citation says of these must not
    contradict. An office's own register goes before other offices', of which only ordinary papers count.
    """
    said = citation.finding.fields
    kind = type_named(said.get("type") or "")
    year = _year(citation.finding)
    fitting = [
        document
        for document in candidates
        if document.pk != citation.document_id
        and (document.keeper_id == citation.document.keeper_id or document.handling == Handling.ORDINARY)
        and (kind is None or document.type in (kind, DocumentType.OTHER))
        and (year is None or document.issued_on is None or document.issued_on.year == year)
    ]
    own = [document for document in fitting if document.keeper_id == citation.document.keeper_id]
    dated = [document for document in own or fitting if year and document.issued_on]
    best = dated or own or fitting
    return best[0] if len(best) == 1 else None


def _year(finding: Finding) -> int | None:
    """The year of the cited paper, where its date stands in the quote or right behind it."""
    after = finding.reading.text[finding.end : finding.end + _AHEAD]
    for words in (re.sub(r"^.*?(?=\bngày\b)", "", finding.quote, flags=re.DOTALL), after):
        if found := _DATE.match(words):
            return int(found.group(1))
    return None
