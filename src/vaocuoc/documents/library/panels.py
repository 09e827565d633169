"""The documents that a unit issued and those addressed to it, on the unit's page (văn bản của đơn vị)."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.models import Document, DocumentAddressee

_ROWS = 5


def unit_panel(request: HttpRequest, unit: Unit) -> str | None:
    """What a unit issued and what was sent to it, the newest first, of the documents that one sees."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        return None
    seen = visible_documents(actor)
    addressed = DocumentAddressee.objects.filter(unit=unit).values("document")
    groups = [
        (_("Đã ban hành"), *_newest(seen.filter(issuer_unit=unit))),
        (_("Gửi tới đơn vị"), *_newest(seen.filter(pk__in=addressed))),
    ]
    if not any(number for _title, number, _rows in groups):
        return None
    return render_to_string("documents/library/_unit_panel.html", {"groups": groups, "unit": unit}, request)


def _newest(found: QuerySet[Document]) -> tuple[int, list[Document]]:
    ordered = found.defer("folded").order_by(F("issued_on").desc(nulls_last=True), "-pk")
    return found.count(), list(ordered[:_ROWS])
