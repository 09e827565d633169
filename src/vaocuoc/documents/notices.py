"""What messages ask about documents (văn bản): who still sees them, and which are internal."""

from __future__ import annotations

from collections.abc import Collection

from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Handling
from vaocuoc.notices.messages.subjects import Subjects


def _internal(keys: Collection[int]) -> Collection[int]:
    kept = Document.objects.filter(pk__in=keys).exclude(handling=Handling.ORDINARY)
    return list(kept.values_list("pk", flat=True))


DOCUMENTS = Subjects(seen=visible_documents, internal=_internal)
