"""The pages of the two lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.lists.columns import POSTS, UNITS
from vaocuoc.directory.lists.posts import PostFilters, post_rows, posts_within
from vaocuoc.directory.organisations.listing import (
    UnitFilters,
    UnitRow,
    tree_of,
    unit_rows,
    units_within,
)
from vaocuoc.directory.organisations.models import Level, RelationKind, UnitKind
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import Offer, in_batches, opened
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of

_ROWS = 50
_KNOWN = {"kind": UnitKind.values, "level": Level.values, "relation": RelationKind.values}


def _chosen(request: HttpRequest, *names: str) -> dict[str, str]:
    """The filters of an address that a list knows; what makes no sense narrows nothing."""
    given = {name: request.GET.get(name, "") for name in names}
    return {name: value for name, value in given.items() if value in _KNOWN[name]}


def _number(text: str) -> int | None:
    return key_in(text)


# --- units ------------------------------------------------------------------------------------------------------------


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """The units one sees (danh sách đơn vị), by name, or as a tree of one order of relations."""
    actor, offer = actor_of(request), opened(request, UNITS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = UnitFilters(
        text=request.GET.get("q", "").strip()[:200],
        ended=request.GET.get("ended") == "1",
        **_chosen(request, "kind", "level", "relation"),
    )
    visible = actor.visible_units()
    if filters.relation:
        places: Any = tree_of(visible, filters, today=today())
        count = len(places)
    else:
        flat = units_within(visible, filters, today=today())
        places, count = flat.values_list("pk", flat=True), flat.count()
    if offer.leaves:
        return offer.leave(_every_unit(actor, offer, places), count=count, filters=_unit_words(filters))
    page = page_of(request, places, size=_ROWS, count=count)
    page.object_list = offer.with_plain(_unit_rows(actor, offer, page.object_list))
    context = {
        "list": offer,
        "page": page,
        "filters": filters,
        "kinds": UnitKind.choices,
        "levels": Level.choices,
        "relations": RelationKind.choices,
        "may_change": actor.may_keep_directory(),
        "narrowed": filters != UnitFilters(),
    }
    return render(request, "lists/units.html", context)


def _unit_rows(actor: Actor, offer: Offer, places: Any) -> list[UnitRow]:
    placed = [place if isinstance(place, tuple) else (place, 0) for place in places]
    return unit_rows(
        placed,
        actor.visible_units(),
        today=today(),
        parents="cap-tren" in offer.shown,
        aliases="ten-khac" in offer.shown,
    )


def _every_unit(actor: Actor, offer: Offer, places: Any) -> Iterator[UnitRow]:
    """Every row of the list, a batch at a time."""
    return in_batches(places, lambda some: _unit_rows(actor, offer, some))


def _unit_words(filters: UnitFilters) -> list[tuple[str, object]]:
    return [
        (_("từ tìm"), filters.text),
        (_("loại"), dict(UnitKind.choices).get(filters.kind, "")),
        (_("cấp"), dict(Level.choices).get(filters.level, "")),
        (_("xếp theo"), dict(RelationKind.choices).get(filters.relation, "")),
        (_("gồm"), _("cả đơn vị đã kết thúc") if filters.ended else ""),
    ]


# --- posts ------------------------------------------------------------------------------------------------------------


@require_safe
def posts(request: HttpRequest) -> HttpResponseBase:
    """The posts of the units one sees (danh sách chức danh), with who holds them."""
    actor, offer = actor_of(request), opened(request, POSTS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = PostFilters(
        text=request.GET.get("q", "").strip()[:200],
        unit=_number(request.GET.get("don-vi", "")),
        vacant=request.GET.get("trong") == "1",
        **_chosen(request, "kind", "level"),
    )
    visible = actor.visible_units()
    found = offer.in_order(posts_within(visible, filters, today=today()))
    unit = visible.filter(pk=filters.unit).first() if filters.unit else None
    keys, count = found.values_list("pk", flat=True), found.count()
    if offer.leaves:
        rows = in_batches(keys, lambda some: post_rows(some, today=today()))
        return offer.leave(rows, count=count, filters=_post_words(filters, unit))
    page = page_of(request, keys, size=_ROWS, count=count)
    page.object_list = offer.with_plain(post_rows(page.object_list, today=today()))
    context = {
        "list": offer,
        "page": page,
        "filters": filters,
        "unit": unit,
        "kinds": UnitKind.choices,
        "levels": Level.choices,
        "narrowed": filters != PostFilters(),
    }
    return render(request, "lists/posts.html", context)


def _post_words(filters: PostFilters, unit: object) -> list[tuple[str, object]]:
    return [
        (_("từ tìm"), filters.text),
        (_("đơn vị"), unit),
        (_("loại đơn vị"), dict(UnitKind.choices).get(filters.kind, "")),
        (_("cấp"), dict(Level.choices).get(filters.level, "")),
        (_("gồm"), _("chức danh chưa có người giữ") if filters.vacant else ""),
    ]
