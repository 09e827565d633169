"""Saying by hand which document a citation means (sửa dẫn chiếu), and leaving it to the rules again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.papers.models import Document
from vaocuoc.documents.readings.citations import resolve_again
from vaocuoc.documents.readings.models import Citation, Finding


def correct_citation(*, actor: Actor, finding_id: int, seen: int | None, cited: Document | None) -> int:
    """Say which document a citation means, or that none of the register is meant; how many places were corrected.

    A document cites the same number in several places: all of them are corrected, in every reading. ``seen`` is the
    document (its key) that the corrector saw there. The caller has made sure that the actor sees ``cited``. Raises
    ``access.denied``, ``not_found``, ``conflict.citation_changed``, ``documents.cites_itself``.
    """
    with transaction.atomic():
        citations = _locked(actor, finding_id, seen)
        if cited is not None and cited.pk == citations[0].document_id:
            raise Refused("documents.cites_itself")
        for citation in citations:
            citation.cited = cited
            citation.pointed_at, citation.pointed_by, citation.pointed_as = timezone.now(), actor.user, actor.post
        _save(citations)
        _record(actor, "citations.correct", finding_id, citations, cited=cited.pk if cited else None)
    return len(citations)


def release_citation(*, actor: Actor, finding_id: int, seen: int | None) -> int:
    """Take a correction by hand back: the rules say again which document is meant; how many places that is.

    Raises ``access.denied``, ``not_found``, ``conflict.citation_changed``.
    """
    with transaction.atomic():
        citations = _locked(actor, finding_id, seen)
        for citation in citations:
            citation.cited = None
            citation.pointed_at = citation.pointed_by = citation.pointed_as = None
        resolve_again(citations)
        _save(citations)
        _record(actor, "citations.release", finding_id, citations)
    return len(citations)


def _locked(actor: Actor, finding_id: int, seen: int | None) -> list[Citation]:
    """The citations of the same number in the same document, locked; the first is the one that was named."""
    named = Citation.objects.filter(finding_id=finding_id).select_related("document").first()
    if named is None:
        raise Refused("not_found")
    actor.require(Action.REVIEW, named.document.keeper_id)
    same = Citation.objects.filter(document=named.document)
    same = same.filter(number_key=named.number_key) if named.number_key else same.filter(pk=named.pk)
    rows = same.select_for_update(of=("self",)).select_related("document", "finding__reading").order_by("pk")
    citations = sorted(rows, key=lambda citation: citation.finding_id != finding_id)
    if citations[0].cited_id != seen:
        raise Refused("conflict.citation_changed")
    return citations


def _save(citations: list[Citation]) -> None:
    Citation.objects.bulk_update(citations, ["cited", "pointed_at", "pointed_by", "pointed_as"])


def _record(actor: Actor, action: str, finding_id: int, citations: list[Citation], **facts: object) -> None:
    finding = Finding.objects.get(pk=finding_id)
    record(actor, action, citations[0].document, quote=finding.quote[:200], places=len(citations), **facts)
