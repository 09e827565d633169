"""The pages of help as they were written (trang trợ giúp): Markdown files, each saying which screens it is about.

A page begins with its title and a comment that a reader of the file does not see::

    # Nhiệm vụ
    <!-- screens: tasks:list tasks:detail; order: 40; group: hằng ngày -->

Links to other pages name their files, pictures theirs, so that the same text can be read where the source is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

PAGES = Path(__file__).with_name("pages")
INDEX = "bat-dau"
_HEAD = re.compile(
    r"# (?P<title>.+)\n<!-- screens: (?P<screens>[^;]*); order: (?P<order>\d+); group: (?P<group>[^;]+) -->\n"
)
_PAGE = re.compile(r"(?P<slug>[a-z0-9-]+)\.md(?P<place>#.*)?")


@dataclass(frozen=True)
class Topic:
    """One page of help. ``screens`` are names of addresses, ``tasks:*`` for all of an area."""

    slug: str
    title: str
    screens: tuple[str, ...]
    order: int
    group: str
    markdown: str


@cache
def topics() -> tuple[Topic, ...]:
    """All pages in their order. Raises ``ValueError`` for a file without its head."""
    found = []
    for file in sorted(PAGES.glob("*.md")):
        text = file.read_text("utf-8")
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{file.name} does not begin with its title and its screens")
        screens = tuple(head["screens"].split())
        found.append(Topic(file.stem, head["title"], screens, int(head["order"]), head["group"], text[head.end() :]))
    return tuple(sorted(found, key=lambda topic: (topic.order, topic.slug)))


def topic_of(screen: str) -> Topic:
    """The page about a screen: the one that names it, else the one of its area, else the first."""
    area = screen.partition(":")[0] + ":*"
    for name in (screen, area):
        for topic in topics():
            if name in topic.screens:
                return topic
    return next(topic for topic in topics() if topic.slug == INDEX)


def address_for(screen: str) -> str:
    """Where the help about a screen stands; what the frame of every page links to (``settings.FRAME_HELP``)."""
    return reverse("help:topic", args=[topic_of(screen).slug])


@cache
def rendered(slug: str) -> SafeString:
    """A page as HTML. Its Markdown is ours and may hold no HTML of its own, so what comes out is safe.

    Raises ``KeyError`` where there is no such page.
    """
    markdown = {topic.slug: topic.markdown for topic in topics()}[slug]
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("image", _picture)
    tokens = reader.parse(markdown)
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("href", _link(str(inner.attrGet("href"))))
    shown: SafeString = mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308 - html is off
    return shown


def _link(href: str) -> str:
    if page := _PAGE.fullmatch(href):
        return reverse("help:topic", args=[page["slug"]]) + (page["place"] or "")
    return href


def _picture(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    token = tokens[index]
    name = Path(str(token.attrGet("src"))).name
    try:
        token.attrSet("src", static(f"publishing/help/{name}"))
    except ValueError:  # not among the collected files: a picture that is missing does not take the page with it
        return ""
    token.attrSet("alt", token.content)
    token.attrSet("loading", "lazy")
    return f"<img{renderer.renderAttrs(token)}>"
