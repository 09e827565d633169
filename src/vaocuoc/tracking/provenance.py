"""Where a figure or a day comes from (từ đâu): sentence, document, unit and person, time, revision, rule.

One value and one fragment (``tracking/_from.html``) for every figure on every page. Building one asks no query: what it
tells is joined by whoever reads the rows. Each area tells of its own (``indicators.origins``, ``tasks.origins``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vaocuoc.directory.models import Post, User
from vaocuoc.tracking.sources import Source

Fact = tuple[str, str]


@dataclass(frozen=True)
class Provenance:
    """Everything behind one figure: its sentence where there is one, and named facts in their order."""

    facts: tuple[Fact, ...]
    source: Source | None = None
    kind: str = "result"  # the colour of the mark in the sentence


def who(post: Post | None, user: User | None) -> str:
    """Someone as the register names them: the post, and the person who acted in it where known."""
    person = getattr(user, "person", None)
    name = person.name if person is not None else str(user or "")
    if post is None:
        return name
    # An office may keep its people by their posts alone.
    return post.title if not name or name.startswith(post.title) else f"{post.title} ({name})"


def fact(name: str, value: Any) -> Fact | None:
    """A named fact in words; None where there is nothing to tell."""
    text = str(value).strip() if value not in (None, "") else ""
    return (name, text) if text else None


def told(facts: Iterable[Fact | None]) -> tuple[Fact, ...]:
    """The facts that there are, in their order."""
    return tuple(fact for fact in facts if fact is not None)
