"""The lists of shortcomings and of proposals (danh sách hạn chế, kiến nghị): pages, ways out, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import in_batches, opened
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.tracking.bulk.views import picker, view_of
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.shortcomings.columns import PROPOSALS, SHORTCOMINGS
from vaocuoc.tracking.shortcomings.filtering import (
    ANSWERED,
    WAITING,
    Filters,
    proposal_filters,
    proposals_within,
    shortcoming_filters,
    shortcomings_within,
)
from vaocuoc.tracking.shortcomings.many import MANY
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.sources import sources_of
from vaocuoc.ui.paging import page_of

_ROWS = 40
_RELATED = ("keeper", "document", "finding")
T = TypeVar("T", Shortcoming, Proposal)


@require_safe
def shortcoming_list(request: HttpRequest) -> HttpResponseBase:
    """The limits that reviews stated (danh sách hạn chế), what stands first."""
    actor, offer = actor_of(request), opened(request, SHORTCOMINGS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = shortcoming_filters(request.GET)
    found = offer.in_order(shortcomings_within(actor, request.GET)).select_related("unit", *_RELATED)
    unit = actor.visible_units().filter(pk=filters.unit).first() if filters.unit else None
    document = _document(actor, filters)
    if offer.leaves:
        said = [(_("tình trạng"), dict(ShortcomingState.choices).get(filters.state, "")), (_("của đơn vị"), unit)]
        return offer.leave(_every(found), count=found.count(), filters=[*_said(filters, document), *said])
    counts = dict(visible_shortcomings(actor).order_by().values_list("state").annotate(Count("pk")))
    page = page_of(request, found, size=_ROWS)
    context = {
        "list": offer,
        "page": page,
        "pick": picker(MANY, actor, count=page.paginator.count, query=offer.query),
        "rows": _with_sources(actor, offer.with_plain(page)),
        "states": [(value, label, counts.get(value, 0)) for value, label in ShortcomingState.choices],
        "total": sum(counts.values()),
        "standing": counts.get(ShortcomingState.STANDING, 0),
        "filters": filters,
        "unit": unit,
        "document": document,
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "tracking/shortcomings/list.html", context)


change_many = view_of(MANY)


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponseBase:
    """The requests to higher levels (danh sách kiến nghị), the unanswered first."""
    actor, offer = actor_of(request), opened(request, PROPOSALS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = proposal_filters(request.GET)
    found = offer.in_order(proposals_within(actor, request.GET)).select_related(*_RELATED)
    document = _document(actor, filters)
    if offer.leaves:
        words = {WAITING: _("chưa trả lời"), ANSWERED: _("đã trả lời")}.get(filters.state, "")
        said = [*_said(filters, document), (_("trả lời"), words)]
        return offer.leave(_every(found), count=found.count(), filters=said)
    counts = visible_proposals(actor).aggregate(total=Count("pk"), waiting=Count("pk", Q(answered_on__isnull=True)))
    page = page_of(request, found, size=_ROWS)
    context = {
        "list": offer,
        "page": page,
        "rows": _with_sources(actor, offer.with_plain(page)),
        "waiting": counts["waiting"],
        "answered_count": counts["total"] - counts["waiting"],
        "total": counts["total"],
        "filters": filters,
        "document": document,
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render(request, "tracking/shortcomings/proposals.html", context)


def _every(found: QuerySet[T]) -> Any:
    """Every row of a list, a batch at a time."""

    def some(keys: list[int]) -> list[T]:
        rows = found.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    return in_batches(list(found.values_list("pk", flat=True)), some)


def _said(filters: Filters, document: object) -> Sequence[tuple[str, object]]:
    return [(_("từ tìm"), filters.text), (_("văn bản nêu"), document)]


def _document(actor: Actor, filters: Filters) -> Any:
    return visible_documents(actor).filter(pk=filters.document).first() if filters.document else None


def _with_sources(actor: Actor, rows: list[tuple[Any, Any]]) -> list[tuple[Any, Any, Any]]:
    """Each row with the place of its sentence, and what its plain columns show."""
    sources = sources_of(actor, [one.finding_id for one, _cells in rows])
    return [(one, sources.get(one.finding_id or 0), cells) for one, cells in rows]
