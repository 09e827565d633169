"""Which saved views a person sees, and how a list's address is written down."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views.models import DefaultView, SavedView

COLUMN = "cot"
"""The parameter that names a column; it stands once for each."""
FORMAT = "dang"
"""The parameter that asks for the list in another form: ``xlsx`` or ``in``."""
SORT = "sap-xep"
"""The parameter that names the column to sort by, with a minus before it for the other way round."""
WHOLE = "xem"
"""The parameter that asks for a list as it is, past the view it would open with."""
_PASSING = frozenset({"trang", FORMAT, WHOLE, "csrfmiddlewaretoken"})


def visible_views(actor: Actor) -> QuerySet[SavedView]:
    """One's own views and those shared with the unit of the post one acts in (cách xem được dùng)."""
    shared = Q(unit=actor.post.unit_id) if actor.post else Q(pk__in=[])
    return SavedView.objects.filter(Q(owner=actor.user.pk) | shared)


def views_of(actor: Actor, listing: str) -> list[SavedView]:
    """The views of one list, each with ``is_default``, one's own first; one query."""
    chosen = DefaultView.objects.filter(user=actor.user.pk, view=OuterRef("pk"))
    found = visible_views(actor).filter(listing=listing).select_related("owner", "unit")
    views = list(found.annotate(is_default=Exists(chosen)).order_by("name", "pk"))
    return sorted(views, key=lambda view: view.owner_id != actor.user.pk)


def default_of(views: Iterable[SavedView]) -> SavedView | None:
    """The view that the list opens with, of those that :func:`views_of` gave."""
    return next((view for view in views if getattr(view, "is_default", False)), None)


def canonical(query: str | QueryDict, usual_columns: Iterable[str] = ()) -> str:
    """A list's address as it is kept: in one order, without page and format, empty filters or the usual columns."""
    given = QueryDict(query) if isinstance(query, str) else query
    kept = QueryDict(mutable=True)
    for name in sorted(set(given) - _PASSING):
        if values := [value for value in given.getlist(name) if value]:
            kept.setlist(name, values)
    if set(kept.getlist(COLUMN)) == set(usual_columns):
        kept.pop(COLUMN, None)
    return kept.urlencode()
