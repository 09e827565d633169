"""Reading the list of posts: narrowed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from vaocuoc.core.text import fold
from vaocuoc.directory.organisations.listing import words_of
from vaocuoc.directory.organisations.models import Post, Unit
from vaocuoc.directory.people.models import PostHolding
from vaocuoc.directory.people.queries import on_day


@dataclass(frozen=True)
class PostFilters:
    """What to narrow the list of posts to; empty means all. ``vacant`` keeps those that nobody holds."""

    text: str = ""
    kind: str = ""
    level: str = ""
    unit: int | None = None
    vacant: bool = False


def posts_within(visible: QuerySet[Unit], filters: PostFilters, *, today: date) -> QuerySet[Post]:
    """The posts there are on a day in the units one sees, by unit (danh sách chức danh).

    Every word looked for stands in the title or in the name of the unit.
    """
    found = Post.objects.filter(on_day(today), unit__in=visible.order_by().values("pk"))
    if filters.kind:
        found = found.filter(unit__kind=filters.kind)
    if filters.level:
        found = found.filter(unit__level=filters.level)
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if words := words_of(filters.text):
        titles = {title: fold(title) for title in found.order_by().values_list("title", flat=True).distinct()}
        for word in words:
            named = [title for title, folded in titles.items() if word in folded]
            found = found.filter(Q(title__in=named) | Q(unit__folded__contains=word))
    if filters.vacant:
        held = PostHolding.objects.filter(on_day(today), post=OuterRef("pk"))
        found = found.filter(~Exists(held))
    return found.order_by("unit__sort_key", "unit", "title", "pk")


def post_rows(keys: Iterable[int], *, today: date) -> list[Post]:
    """These posts in this order with their units, organs and holders of a day; three queries."""
    keys = list(keys)
    holdings = PostHolding.objects.filter(on_day(today)).select_related("person")
    found = (
        Post.objects.filter(pk__in=keys)
        .select_related("unit")
        .prefetch_related("organs", Prefetch("holdings", holdings.order_by("delegated", "pk")))
        .in_bulk()
    )
    return [found[key] for key in keys if key in found]
