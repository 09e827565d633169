"""The register of documents (sổ văn bản): the list, narrowed by the address, and many of its papers in one zip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import Offer, in_batches, opened
from vaocuoc.documents.library import queries
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.library.bundling import MOST_BYTES, MOST_DOCUMENTS, bundle, streamed
from vaocuoc.documents.library.columns import REGISTER
from vaocuoc.documents.papers.models import Document, DocumentType, Handling
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.paging import page_of

_ROWS = 25


@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """The register of documents (sổ văn bản), narrowed by the address; as a page, in Excel or on paper."""
    offer = opened(request, REGISTER)
    if offer.elsewhere is not None:
        return offer.elsewhere
    actor = actor_of(request)
    filters = queries.Filters.from_address(request.GET)
    found = offer.in_order(queries.register(actor, filters))
    others = _named(actor, filters)
    if offer.leaves:
        return _leave(actor, offer, found, filters, others)
    choices = queries.choices_of(actor)
    page = page_of(request, found, size=_ROWS, count=None if filters.any else choices.number)
    context = {
        "list": offer,
        "page": page,
        "rows": queries.rows(page, names_for=actor if "thuc-hien" in offer.shown else None),
        "filters": filters,
        "narrowed": list(_narrowed(request, offer, filters, others)),
        "choices": choices,
        "counts": queries.state_counts(actor),
        "types": DocumentType.choices,
        "origins": queries.ORIGINS.items(),
        "handlings": Handling.choices,
        "states": queries.STATES.items(),
        "sorts": [(key, label) for key, (label, _order) in queries.SORTS.items()],
        "links": [link for name in settings.LIBRARY_LINKS if (link := import_string(name)(request))],
        "may_upload": actor.may_somewhere(Action.UPLOAD),
        "own_registers": {grant.unit_id for grant in actor.grants},
        "most": MOST_DOCUMENTS,
        "most_mb": MOST_BYTES // (1024 * 1024),
    }
    return render_part(request, "documents/library/list.html", "documents/library/_rows.html", context)


def _named(actor: Actor, filters: queries.Filters) -> dict[int, Document]:
    """The documents that filters name, as far as the actor sees them."""
    wanted = {pk for pk in (filters.carries_out, filters.cites) if pk}
    return visible_documents(actor).defer("folded").in_bulk(wanted) if wanted else {}


def _narrowed(
    request: HttpRequest, offer: Offer, filters: queries.Filters, others: dict[int, Document]
) -> Iterator[tuple[str, Document, str]]:
    """The filters that name a document: in words, the document, the address without the filter."""
    named = (("thuc-hien", _("Thực hiện văn bản"), filters.carries_out), ("dan", _("Dẫn văn bản"), filters.cites))
    for name, label, pk in named:
        if pk in others:
            left = request.GET.copy()
            del left[name]
            left.pop("trang", None)
            yield label, others[pk], f"?{left.urlencode()}" if any(left.values()) else offer.whole_address


def _leave(
    actor: Actor, offer: Offer, found: Any, filters: queries.Filters, others: dict[int, Document]
) -> HttpResponseBase:
    names_for = actor if "thuc-hien" in offer.shown else None

    def rows_of(keys: list[int]) -> Sequence[queries.Row]:
        there = Document.objects.select_related("keeper").defer("folded").in_bulk(keys)
        return queries.rows([there[key] for key in keys if key in there], names_for=names_for)

    keys = found.values_list("pk", flat=True)
    return offer.leave(
        in_batches(keys.iterator(chunk_size=2000), rows_of), count=keys.count(), filters=_in_words(filters, others)
    )


def _in_words(filters: queries.Filters, others: dict[int, Document]) -> list[tuple[str, object]]:
    """What narrows the register, as a reader of the file or the paper is told."""
    return [
        (_("Tìm"), filters.text),
        (_("Thể loại"), filters.type and DocumentType(filters.type).label),
        (_("Cơ quan ban hành"), filters.issuer),
        (_("Nhiệm kỳ"), filters.term),
        (_("Năm ban hành"), str(filters.year or "")),
        (_("Nguồn"), str(queries.ORIGINS.get(filters.origin, ""))),
        (_("Chế độ"), filters.handling and Handling(filters.handling).label),
        (_("Tình trạng"), str(queries.STATES.get(filters.state, ""))),
        (_("Thực hiện văn bản"), str(others.get(filters.carries_out or 0, filters.carries_out or ""))),
        (_("Dẫn văn bản"), str(others.get(filters.cites or 0, filters.cites or ""))),
    ]


@require_POST
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The files of the chosen documents, or of the whole filtered list, in one zip (tải về nhiều văn bản)."""
    actor = actor_of(request)
    if request.POST.get("ca-bo-loc"):
        chosen = queries.register(actor, queries.Filters.from_address(QueryDict(request.POST.get("bo-loc", ""))))
    else:
        keys = [key for given in request.POST.getlist("chon") if (key := queries.key_of(given))]
        chosen = visible_documents(actor).filter(pk__in=keys)
    entries = bundle(actor=actor, documents=chosen)
    response = StreamingHttpResponse(streamed(entries), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="van-ban-{today():%Y-%m-%d}.zip"'
    return response
