"""The list of indicators (danh sách chỉ tiêu): the page, its ways out, changing many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import in_batches, opened, whole
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.tracking import narrowing
from vaocuoc.tracking.bulk.views import picker, view_of
from vaocuoc.tracking.indicators import queries
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words
from vaocuoc.tracking.indicators.columns import INDICATORS
from vaocuoc.tracking.indicators.filtering import filters_from
from vaocuoc.tracking.indicators.many import MANY
from vaocuoc.tracking.indicators.models import Standing
from vaocuoc.tracking.indicators.standing import left_behind, rows_standing, standing_counts, standings_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.words import VERDICTS

_ROWS = 40


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponseBase:
    """The indicators that one sees (danh sách chỉ tiêu), value against target, what needs someone first."""
    actor, offer = actor_of(request), opened(request, INDICATORS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = filters_from(request.GET)
    everything = standings_of(actor, today=today(), filters=replace(filters, verdict=""))
    counts = standing_counts(everything)
    kept = offer.in_order(everything.filter(code=filters.verdict) if filters.verdict else everything)
    number = counts.get(filters.verdict, 0) if filters.verdict else sum(counts.values())
    leads = _leads(actor)
    document = visible_documents(actor).filter(pk=filters.document).first() if filters.document else None
    if offer.leaves:
        return offer.leave(_all_rows(kept), count=number, filters=_in_words(actor, filters, leads, document))
    page = page_of(request, kept, size=_ROWS, count=number)
    page.object_list = rows_standing(page.object_list, today=today())
    context = {
        "list": offer,
        "page": page,
        "pick": picker(MANY, actor, count=number, query=offer.query),
        "rows": [
            (row, aim_words(row.target, row.indicator) if row.target else "", reason_words(row.verdict), cells)
            for row, cells in offer.with_plain(page)
        ],
        "counts": [(code, number, _address(request, danh_gia=code)) for code, number in counts.items()],
        "total": sum(counts.values()),
        "left_behind": left_behind(actor, today=today(), filters=replace(filters, verdict="")),
        "filters": filters,
        "narrowings": narrowing.fields(narrowing.INDICATORS, filters.more),
        "is_narrowed": filters != queries.IndicatorFilters(),
        "verdicts": [(code, mark.word) for code, mark in VERDICTS.items()],
        "leads": leads,
        "document": document,
        "all_documents": _address(request, van_ban=""),
        "awaiting": queries.awaiting_approval(actor).count() if actor.may_somewhere(Action.APPROVE) else 0,
        "may_assign": actor.may_somewhere(Action.ASSIGN),
    }
    return render_part(request, "tracking/indicators/list.html", "tracking/indicators/_rows.html", context)


change_many = view_of(MANY)


def _all_rows(kept: QuerySet[Standing]) -> Iterator[queries.IndicatorRow]:
    """Every row, judged a batch at a time."""

    def some(keys: list[int]) -> list[queries.IndicatorRow]:
        return rows_standing(kept.filter(pk__in=keys), today=today())

    return in_batches(list(kept.values_list("pk", flat=True)), some, size=200)


def _in_words(
    actor: Actor, filters: queries.IndicatorFilters, leads: QuerySet[Unit], document: object
) -> Sequence[tuple[Any, object]]:
    """What the list is narrowed to, for the head of a file or a page on paper."""
    unit = actor.visible_units().filter(pk=filters.unit).first() if filters.unit else None
    return [
        (_("từ tìm"), filters.text),
        (_("đánh giá"), VERDICTS[filters.verdict].word if filters.verdict else ""),
        (_("cơ quan theo dõi"), next((unit.name for unit in leads if unit.pk == filters.lead), "")),
        (_("của đơn vị"), unit),
        (_("văn bản đề ra"), document),
        (_("kỳ"), period_name(filters.period) if filters.period else ""),
        *narrowing.in_words(narrowing.INDICATORS, filters.more),
        (_("phụ trách"), _("theo quyết định phân công") if filters.overseen else ""),
    ]


def _leads(actor: Actor) -> QuerySet[Unit]:
    led = visible_indicators(actor).order_by().filter(lead_unit__isnull=False)
    leads = Unit.objects.filter(pk__in=led.values("lead_unit"))
    return leads.order_by("sort_key", "pk").only("pk", "name")


def _address(request: HttpRequest, **changes: str) -> str:
    """This address with filters changed, on its first page; an empty value takes one away."""
    found = request.GET.copy()
    for name, value in (changes | {"trang": ""}).items():
        key = name.replace("_", "-")
        found.pop(key, None)
        if value:
            found[key] = value
    return f"{request.path}?{found.urlencode()}" if found else whole(request.path)
