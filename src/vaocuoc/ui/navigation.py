"""What stands in the rail and the tabs (điều hướng): each app offers items, the frame shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

DAILY, STEERING, OCCASION, OUTPUT, DATA, KEEPING = "daily", "steering", "occasion", "output", "data", "keeping"
GROUPS = (DAILY, STEERING, OCCASION, OUTPUT, DATA, KEEPING)
HEADINGS: dict[str, tuple[str | Promise, str]] = {
    STEERING: (_("Giao việc, đôn đốc"), "i-send"),
    OCCASION: (_("Theo kỳ, theo vụ việc"), "n-meet"),
    OUTPUT: (_("Tổng hợp, so sánh"), "n-rep"),
    DATA: (_("Số liệu, kỳ báo cáo"), "i-download"),
    KEEPING: (_("Danh mục, quản lý"), "n-unit"),
}
"""What stands above a group, and its mark where the rail is narrow; the daily one is the first and needs no name."""
OPENED = "vaocuoc_rail"
"""The cookie of the groups that this browser keeps open (``menus.js`` writes it): their names with dots between."""
FEW = 10
"""A rail of so many items is shown whole; a longer one folds what is not daily."""
TABS = 4
"""How many items stand in the bar of the phone; the rest is under "Thêm"."""


@dataclass(frozen=True)
class Item:
    """One place to go. ``count`` stands beside it, red where it is ``trouble``; ``key`` follows `g` on the keyboard.

    ``also`` names the addresses elsewhere (``app_name``) whose pages belong to it.
    """

    group: str
    label: str | Promise
    icon: str
    url_name: str
    order: int
    count: int | str | None = None
    trouble: bool = False
    short: str | Promise = ""
    key: str = ""
    query: str = ""
    also: str = ""

    @cached_property
    def path(self) -> str:
        return reverse(self.url_name)

    @property
    def address(self) -> str:
        """Where it leads, with what is carried from page to page (``query``)."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True)
class Group:
    """Items that stand together (nhóm mục); all but the daily ones fold."""

    name: str
    items: list[Item]
    is_open: bool = True

    @property
    def heading(self) -> str | Promise:
        """The words above it (tên nhóm), empty above the daily one."""
        return HEADINGS[self.name][0] if self.name in HEADINGS else ""

    @property
    def icon(self) -> str:
        return HEADINGS[self.name][1] if self.name in HEADINGS else ""

    @property
    def trouble(self) -> int:
        """How much trouble its items count, for the heading of a folded group to say."""
        return sum(item.count for item in self.items if item.trouble and isinstance(item.count, int))


@dataclass
class Navigation:
    """The items of a request by group, and the one that the page belongs to."""

    groups: list[Group] = field(default_factory=list)
    current: str = ""

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    @property
    def tabs(self) -> list[Item]:
        return self.items[:TABS]

    @property
    def beyond_tabs(self) -> list[Group]:
        """The groups with what has no tab of its own (mục "Thêm")."""
        tabs = self.tabs
        rest = [replace(group, items=[item for item in group.items if item not in tabs]) for group in self.groups]
        return [group for group in rest if group.items]

    @property
    def is_beyond_tabs(self) -> bool:
        return any(item.url_name == self.current for group in self.beyond_tabs for item in group.items)


@cache
def _sources() -> tuple[Callable[[HttpRequest], list[Item]], ...]:
    return tuple(import_string(name) for name in settings.NAVIGATION)


def navigation(request: HttpRequest, query: str = "", carrying: Collection[str] = ()) -> Navigation:
    """Ask every app what it offers this request; the longest address that the path starts with is the current one.

    The pages that are ``carrying`` are led to with the ``query``.
    """
    items = sorted((item for source in _sources() for item in source(request)), key=lambda item: item.order)
    items = [replace(item, query=query) if item.url_name in carrying else item for item in items]
    reached = [item for item in items if _is_below(request.path, item.path)]
    if not reached and request.resolver_match is not None:
        reached = [item for item in items if item.also and item.also in request.resolver_match.app_names]
    current = max(reached, key=lambda item: len(item.path)).url_name if reached else ""
    return Navigation(_grouped(items, current, request.COOKIES.get(OPENED, "").split(".")), current)


def _grouped(items: list[Item], current: str, opened: Collection[str]) -> list[Group]:
    """The groups that have items. Open: the daily one, that of the page, those kept open; all where they are few."""
    found = {name: [item for item in items if item.group == name] for name in GROUPS}
    is_short = len(items) <= FEW
    return [
        Group(name, own, is_short or name in (DAILY, *opened) or any(item.url_name == current for item in own))
        for name, own in found.items()
        if own
    ]


def _is_below(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
