"""A real browser against the running site: pages at a width, signed in as somebody, checked as every page must be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.system import program

# Playwright keeps an event loop in this thread; Django would take our plain calls of the database for asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# How many times slower the browser is made to think: what only holds on a quick machine shows (VAOCUOC_SLOW_BROWSER=8).
SLOWNESS = float(os.environ.get("VAOCUOC_SLOW_BROWSER", "1"))
WIDTHS = (390, 1024, 1366, 1440)
ASKING = ".htmx-request, .htmx-swapping, .htmx-settling"
"""How htmx marks what waits for an answer, or is just changed by one."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # a machine that does many things at once is slow, not wrong
    path = program("chromium", untested="pages in a browser: widths, keys, accessibility, policy")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def examined(page: Page, attempts: int = 3) -> Any:
    """The findings of axe; again when a navigation that was under way took the page from under it."""
    for _ in range(attempts - 1):
        try:
            settle_down(page)
            return Axe().run(page)
        except PlaywrightError:
            page.wait_for_load_state("networkidle")
    return Axe().run(page)


def settle_down(page: Page) -> None:
    """Wait until all that the page is made of is there, and whatever it asked for by itself; no longer than that."""
    page.wait_for_load_state("load")
    expect(page.locator(ASKING)).to_have_count(0)


@dataclass
class Watched:
    """What went wrong on a page while a story ran: blocked by the policy, script errors, files that were not there."""

    problems: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        # Answers of 4xx are told by the browser as errors too; what of them is wrong is watched by `answer`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(message.text)

    def answer(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and settings.STATIC_URL in response.url):
            self.problems.append(f"{response.status} {response.url}")


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def page_at(browser: Browser, live_server: Any, watched: Watched) -> Iterator[Callable[..., Page]]:
    """``page_at(390, scheme="dark", scripts=False)``: a new page; addresses are relative to the site."""
    contexts = []

    def open_page(width: int = 1440, *, scheme: Any = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        contexts.append(context)
        page = context.new_page()
        if SLOWNESS > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
        page.on("console", watched.console)
        page.on("pageerror", lambda error: watched.problems.append(str(error)))
        page.on("response", watched.answer)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(live_server: Any) -> Callable[[Page, str], Page]:
    """``signed_in(page, "chuyenvien")`` gives the page the session of this user, without the log-in page."""

    def sign_in(page: Page, username: str) -> Page:
        client = Client()
        user = get_user_model().objects.get(username=username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return sign_in


@pytest.fixture
def check_page(watched: Watched) -> Callable[..., None]:
    """``check_page(page)``: no finding of axe, nothing wider than the window, nothing blocked or broken."""

    def check(page: Page, *, widths: tuple[int, ...] = WIDTHS) -> None:
        found = examined(page)
        assert not found.response["violations"], f"{page.url}\n{found.generate_report()}"
        size = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{page.url} is {wider} px wider than a window of {width}"
        if size:
            page.set_viewport_size(size)
        assert not watched.problems, watched.problems

    return check
