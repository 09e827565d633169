"""Which documents a decision to inspect opens (văn bản được mở theo quyết định kiểm tra)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.documents.papers.models import Document, DocumentAddressee, Handling
from vaocuoc.search.queries import matching


def documents_opened(scopes: Iterable[Scope]) -> Q:
    """The documents that any of the scopes opens: units by subjects by period, each of them as :func:`_opened` says."""
    found = Q(pk__in=[])
    for scope in scopes:
        found |= Q(pk__in=Document.objects.filter(_opened(scope)).order_by().values("pk"))
    return found


def _opened(scope: Scope) -> Q:
    """What an opened unit keeps or issued, and what was addressed to it; a draft through its own unit alone.

    Of the subjects, where the decision names any; issued in the period, where it names one (taken in then, for a paper
    without a day).
    """
    units = Keys(scope.units or (0,))
    sent = DocumentAddressee.objects.filter(unit__in=units).values("document")
    found = Q(keeper__in=units) | (Q(issuer_unit__in=units) | Q(pk__in=sent)) & ~Q(handling=Handling.DRAFT)
    if scope.names_subjects:
        found &= _of_subjects(scope)
    if scope.first is not None or scope.last is not None:
        dated = Document.objects.annotate(dated=Coalesce(F("issued_on"), TruncDate("uploaded_at")))
        if scope.first is not None:
            dated = dated.filter(dated__gte=scope.first)
        if scope.last is not None:
            dated = dated.filter(dated__lte=scope.last)
        found &= Q(pk__in=dated.values("pk"))
    return found


def _of_subjects(scope: Scope) -> Q:
    found = Q(pk__in=[])
    for words in scope.fields:
        found |= Q(pk__in=matching(Document.objects.all(), "folded", f'"{words}"').values("pk"))
    if scope.papers:
        found |= Q(pk__in=papers_numbered(scope.papers).values("pk"))
    return found
