"""What of the review one may see: findings are seen with their document."""

from __future__ import annotations

from django.http import Http404

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Finding


def get_finding(actor: Actor, finding_id: int) -> Finding:
    """The finding with its document, keeper and reading; Http404 where the actor cannot see the document."""
    found = (
        Finding.objects.filter(pk=finding_id, document__in=visible_documents(actor))
        .select_related("document__keeper", "document__issuer_unit", "reading", "decided_by", "decided_as")
        .defer("reading__text", "reading__blocks")  # the whole paper, which deciding on one sentence seldom needs
        .first()
    )
    if found is None:
        raise Http404
    return found
