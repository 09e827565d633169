"""Papers by their numbers (văn bản theo số, ký hiệu), however the numbers were typed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from vaocuoc.documents.papers.models import Document
from vaocuoc.documents.papers.naming import number_key


def papers_numbered(numbers: Iterable[str]) -> QuerySet[Document]:
    """The papers with these numbers, and those that carry them out."""
    keys = [key for number in numbers if (key := number_key(number))]
    return Document.objects.filter(Q(number_key__in=keys) | Q(carries_out__number_key__in=keys))
