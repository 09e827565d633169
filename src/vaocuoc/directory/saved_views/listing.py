"""A list that can be laid out (danh sách): its columns, and what one request makes of them.

An area says once what its list is (:class:`Listing`); its view asks :func:`opened` and gives the rows to
:meth:`Offer.leave` where the address asks for Excel or paper. Nothing is asked for twice and nothing that is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Expression, F, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.leaving import Cell, on_paper, shown, workbook
from vaocuoc.directory.saved_views.models import SavedView
from vaocuoc.directory.saved_views.queries import COLUMN, FORMAT, SORT, WHOLE, canonical, default_of, views_of
from vaocuoc.ui.htmx import is_fragment

Words = str | Promise
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Column:
    """One column: ``key`` in the address, its head, the plain value of a row for Excel and paper.

    ``usual`` columns show unless the address chooses; a ``fixed`` one always does: it names the row. Of a ``plain`` one
    the page shows the value as it is; the others, which come first, have cells of their own in the list's template.
    ``css`` is the class of its head on the page, ``page_head`` another head there. ``order`` are the fields that the
    rows are sorted by from this column's head, rising; a column without any cannot be sorted by. One
    ``in_files`` is said on the page under the words of another: Excel and paper show it too where none were chosen.
    """

    key: str
    head: Words
    value: Callable[[Any], Cell]
    width: float = 18
    usual: bool = True
    fixed: bool = False
    css: str = ""
    plain: bool = False
    page_head: Words = ""
    order: Sequence[str | Expression] = ()
    in_files: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column on the page: its words, the address that sorts by it, how the list is sorted by it now."""

    words: Words
    css: str
    address: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Listing:
    """A list of the site: ``name`` in ``settings.LISTS``, its title, its columns in their order, its file's stem."""

    name: str
    title: Words
    stem: str
    columns: Sequence[Column]

    @property
    def usual(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.usual or column.fixed)

    @property
    def address(self) -> str:
        return reverse(settings.LISTS[self.name])


@dataclass(frozen=True)
class Chip:
    """A saved view beside the list: where it leads, whether it is the one shown."""

    view: SavedView
    address: str
    is_current: bool
    is_own: bool
    is_default: bool


def opened(request: HttpRequest, listing: Listing) -> Offer:
    """What the address asks of a list; one query, for the saved views, unless a file is asked for."""
    return Offer(request, listing)


def whole(address: str) -> str:
    """The address of a list as it is, not as the view that it would open with."""
    return f"{address}?{WHOLE}=tat-ca"


class Offer:
    """A list in one request: the chosen columns, the saved views, the ways out to Excel and paper."""

    def __init__(self, request: HttpRequest, listing: Listing) -> None:
        self.request, self.listing = request, listing
        self.actor: Actor = actor_of(request)
        self.address = listing.address
        self.title = listing.title
        self.query = canonical(request.GET, listing.usual)
        asked = frozenset(request.GET.getlist(COLUMN)) & {column.key for column in listing.columns}
        fixed = frozenset(column.key for column in listing.columns if column.fixed)
        self.shown = asked | fixed if asked else listing.usual
        self.format = request.GET.get(FORMAT, "")
        more = {column.key for column in listing.columns if column.in_files and self.leaves and not asked}
        self.columns = [column for column in listing.columns if column.key in self.shown | more]
        asked_order = request.GET.get(SORT, "")
        self.falling = asked_order.startswith("-")
        by = asked_order.removeprefix("-")
        self.sorting = next((column for column in listing.columns if column.order and column.key == by), None)

    # --- which view -----------------------------------------------------------------------------------------------

    @cached_property
    def views(self) -> list[SavedView]:
        return views_of(self.actor, self.listing.name)

    @cached_property
    def elsewhere(self) -> HttpResponse | None:
        """Where the list leads when it is opened bare and has a view to open with; None stays."""
        if self.request.META.get("QUERY_STRING") or is_fragment(self.request):
            return None
        view = default_of(self.views)
        return HttpResponseRedirect(f"{self.address}?{view.query}") if view is not None and view.query else None

    @cached_property
    def chips(self) -> list[Chip]:
        """The saved views of the list, each with its address."""
        return [
            Chip(
                view,
                f"{self.address}?{view.query}" if view.query else whole(self.address),
                view.query == self.query,
                view.owner_id == self.actor.user.pk,
                bool(getattr(view, "is_default", False)),
            )
            for view in self.views
        ]

    @property
    def current(self) -> Chip | None:
        """The saved view that the address is."""
        return next((chip for chip in self.chips if chip.is_current), None)

    @property
    def opening(self) -> Chip | None:
        """The view that the list opens with, where it is the one shown: what is not seen must be told."""
        return next((chip for chip in self.chips if chip.is_current and chip.is_default), None)

    @property
    def may_share(self) -> bool:
        return self.actor.post is not None

    @property
    def unit_name(self) -> str:
        return self.actor.unit_name

    # --- in which order -------------------------------------------------------------------------------------------

    def in_order(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The rows as the address sorts them (sắp xếp), what has no value last; as they are where it does not."""
        if self.sorting is None:
            return rows
        fields = [F(field) if isinstance(field, str) else field for field in self.sorting.order]
        turned = [one.desc(nulls_last=True) if self.falling else one.asc(nulls_last=True) for one in fields]
        return rows.order_by(*turned, "pk")

    @property
    def heads(self) -> list[Head]:
        """The heads of the shown columns: sorted by one, then the other way round, then as the list is by itself."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        words = column.page_head or column.head
        if not column.order:
            return Head(words, column.css)
        if column is not self.sorting:
            return Head(words, column.css, self._sorted_by(column.key))
        if self.falling:
            return Head(words, column.css, self._sorted_by(""), "descending")
        return Head(words, column.css, self._sorted_by(f"-{column.key}"), "ascending")

    def _sorted_by(self, order: str) -> str:
        given = QueryDict(self.query, mutable=True)
        given.pop(SORT, None)
        if order:
            given[SORT] = order
        return f"{self.address}?{given.urlencode()}" if given else whole(self.address)

    @property
    def sortings(self) -> list[tuple[str, Words, bool]]:
        """Every way to sort for those who see no heads: its name, in words, whether it is the one in use."""
        known = [column for column in self.listing.columns if column.order]
        return [
            (f"{sign}{column.key}", words % {"column": column.head}, column is self.sorting and falling is self.falling)
            for column in known
            for sign, falling, words in (("", False, _("%(column)s, tăng dần")), ("-", True, _("%(column)s, giảm dần")))
        ]

    # --- addresses ------------------------------------------------------------------------------------------------

    @property
    def whole_address(self) -> str:
        return whole(self.address)

    @property
    def workbook_address(self) -> str:
        return self._with(FORMAT, "xlsx")

    @property
    def paper_address(self) -> str:
        return self._with(FORMAT, "in")

    def _with(self, name: str, value: str) -> str:
        return f"{self.address}?{self.query}&{name}={value}" if self.query else f"{self.address}?{name}={value}"

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What a filter form must carry along hidden: the chosen columns and the order."""
        columns = [] if self.shown == self.listing.usual else [(COLUMN, column.key) for column in self.columns]
        return [*columns, (SORT, self.request.GET[SORT])] if self.sorting else columns

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the form of columns must carry along hidden: the filters."""
        given = self.request.GET
        names = [name for name in given if name not in (COLUMN, FORMAT, WHOLE, SORT, "trang")]
        return [(name, value) for name in names for value in given.getlist(name) if value]

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """Every column and whether it shows."""
        return [(column, column.key in self.shown) for column in self.listing.columns]

    def with_plain(self, rows: Iterable[Any]) -> list[tuple[Any, list[tuple[Column, str]]]]:
        """Each row with what its plain columns show."""
        plain = [column for column in self.columns if column.plain]
        return [(row, [(column, shown(column.value(row))) for column in plain]) for row in rows]

    # --- ways out -------------------------------------------------------------------------------------------------

    @property
    def leaves(self) -> bool:
        """Whether the address asks for Excel or paper instead of a page."""
        return self.format in ("xlsx", "in")

    def leave(
        self, rows: Iterable[Any], *, count: int, filters: Sequence[tuple[Words, object]] = ()
    ) -> HttpResponseBase:
        """The list as Excel or on paper: exactly these rows, the chosen columns, the filters said in words.

        ``rows`` may be a generator over any number; ``count`` is how many they are.
        """
        said = [f"{label}: {value}" for label, value in filters if value]
        about = "; ".join(said) if said else _("không lọc")
        give = workbook if self.format == "xlsx" else on_paper
        return give(self.request, self, self._cells(rows), count=count, about=about)

    def _cells(self, rows: Iterable[Any]) -> Iterator[list[Cell]]:
        values = [column.value for column in self.columns]
        for row in rows:
            yield [value(row) for value in values]


def in_batches(keys: Iterable[int], rows_of: Callable[[list[int]], Iterable[Any]], size: int = 500) -> Iterator[Any]:
    """The rows of many keys in their order, made a batch at a time, so that memory stays as it is at any length."""
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == size:
            yield from rows_of(batch)
            batch = []
    if batch:
        yield from rows_of(batch)
