"""What stands in the rail and the tabs (điều hướng): each app offers items, the frame shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

DAILY, STEERING, OCCASION, OUTPUT, KEEPING = "daily", "steering", "occasion", "output", "keeping"
GROUPS = (DAILY, STEERING, OCCASION, OUTPUT, KEEPING)
HEADINGS: dict[str, str | Promise] = {
    STEERING: _("Giao việc, đôn đốc"),
    OCCASION: _("Theo kỳ, theo vụ việc"),
    OUTPUT: _("Tổng hợp"),
    KEEPING: _("Danh mục, quản lý"),
}
"""What stands above a group; the daily one is the first and needs no name."""
TABS = 4
"""How many items stand in the bar of the phone; the rest is under "Thêm"."""


@dataclass(frozen=True)
class Item:
    """One place to go. ``count`` stands beside it, red where it is ``trouble``; ``key`` follows `g` on the keyboard."""

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

    @property
    def heading(self) -> str | Promise:
        """The words above its group (tên nhóm), empty above the daily one."""
        return HEADINGS.get(self.group, "")

    @property
    def path(self) -> str:
        return reverse(self.url_name)

    @property
    def address(self) -> str:
        """Where it leads, with what is carried from page to page (``query``)."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass
class Navigation:
    """The items of a request by group, and the one that the page belongs to."""

    groups: list[list[Item]] = field(default_factory=list)
    current: str = ""

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group]

    @property
    def tabs(self) -> list[Item]:
        return self.items[:TABS]

    @property
    def beyond_tabs(self) -> list[Item]:
        return self.items[TABS:]

    @property
    def is_beyond_tabs(self) -> bool:
        return any(item.url_name == self.current for item in self.beyond_tabs)


@cache
def _sources() -> tuple[Callable[[HttpRequest], list[Item]], ...]:
    return tuple(import_string(name) for name in settings.NAVIGATION)


def navigation(request: HttpRequest, query: str = "", carrying: Collection[str] = ()) -> Navigation:
    """Ask every app what it offers this request; the longest address that the path starts with is the current one.

    The pages that are ``carrying`` are led to with the ``query``.
    """
    items = sorted((item for source in _sources() for item in source(request)), key=lambda item: item.order)
    items = [replace(item, query=query) if item.url_name in carrying else item for item in items]
    groups = [[item for item in items if item.group == group] for group in GROUPS]
    reached = [item for item in items if _is_below(request.path, item.path)]
    current = max(reached, key=lambda item: len(item.path)).url_name if reached else ""
    return Navigation([group for group in groups if group], current)


def _is_below(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
