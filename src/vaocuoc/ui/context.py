"""What the frame of every page shows beside the page: navigation, office, who acts; asked only when it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from vaocuoc.ui import clock
from vaocuoc.ui.navigation import Navigation, navigation


@dataclass(frozen=True)
class Narrowing:
    """What board and lists are narrowed to (phạm vi), as the top bar says it.

    ``items`` are what, which and where to choose another; ``query`` is what addresses carry from one of the ``pages``
    to the other; ``clear`` is this page with everything, empty where nothing is narrowed; ``short`` is for phones.
    """

    items: tuple[tuple[str, str, str], ...]
    overseen: bool
    choose: str
    clear: str
    query: str
    pages: frozenset[str]
    short: str = ""


@dataclass(frozen=True)
class Bell:
    """What is unread, as the top bar shows it (chuông thông báo): where to, how many in figures, and in words."""

    address: str
    count: str
    words: str


@dataclass(frozen=True)
class Site:
    """Whose site this is (cơ quan sử dụng), and what every page must say before all else (thông báo chung), such as
    that all data are invented; either may be empty.
    """

    office: str
    notice: str


class Frame:
    """The frame's data for one request; each part is asked at most once, and only by a template that shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def navigation(self) -> Navigation:
        found = self.narrowing
        return navigation(self._request, *((found.query, found.pages) if found else ()))

    @cached_property
    def narrowing(self) -> Narrowing | None:
        """What board and lists are narrowed to by the address (phạm vi)."""
        found = import_string(settings.FRAME_NARROWING)(self._request)
        return found if isinstance(found, Narrowing) else None

    @cached_property
    def _site(self) -> Site:
        found = import_string(settings.FRAME_SITE)()
        return found if isinstance(found, Site) else Site("", "")

    @property
    def office(self) -> str:
        return self._site.office

    @property
    def notice(self) -> str:
        return self._site.notice

    @cached_property
    def bell(self) -> Bell | None:
        """What is unread by who acts (``settings.FRAME_BELL``); None where nobody acts."""
        found = import_string(settings.FRAME_BELL)(self._request)
        return found if isinstance(found, Bell) else None

    @cached_property
    def actor(self) -> object | None:
        return getattr(self._request, "actor", None)

    @property
    def theme(self) -> str:
        """``light`` or ``dark`` where the user chose one, else empty: the system decides."""
        theme = getattr(self._request.user, "theme", "") if hasattr(self._request, "user") else ""
        return theme if theme in ("light", "dark") else ""

    @cached_property
    def pages(self) -> dict[str, str]:
        """The addresses that the frame itself leads to, by what they are for (``settings.FRAME_PAGES``)."""
        return {purpose: reverse(name) for purpose, name in settings.FRAME_PAGES.items()}

    @property
    def help(self) -> str:
        """Where the help about this page stands; empty where the site has none."""
        match = self._request.resolver_match
        return str(import_string(settings.FRAME_HELP)(match.view_name)) if match is not None else ""

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def now(self) -> datetime:
        return clock.now()


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: one object, asked for nothing until a template does."""
    return {"frame": Frame(request)}
