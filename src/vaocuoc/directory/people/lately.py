"""Sums over a whole country (số tổng hợp lớn): counted at most once a minute, and told with the moment of counting.

Hundreds of thousands of rows take longer to count than a page may take. What is small is counted each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core.cache import cache

from vaocuoc.directory.people.access import Actor
from vaocuoc.ui import clock

LARGE = 5_000
"""So many rows are counted for every page; of more the last count serves for a while."""
_FRESH = 60  # seconds
_KEPT = 600  # seconds: the last count serves the others while one counts again
_COUNTING = 30  # seconds

T = TypeVar("T")


@dataclass(frozen=True)
class Lately(Generic[T]):
    """What was counted, and when: None where it was counted for this page."""

    found: T
    at: datetime | None = None


def lately(
    actor: Actor | None,
    name: str,
    asked: object,
    count: Callable[[], T],
    rows: Callable[[T], int],
    *,
    large: int | None = None,
) -> Lately[T]:
    """What ``count`` gives for what the actor sees and ``asked``; where it counted very many ``rows``, for a minute.

    ``actor`` is None for what does not depend on who asks; whether they may see it is asked before.

    ``large`` says how many are many, where looking at one takes longer than counting it.

    ``asked`` must tell by its words all that the count depends on besides the actor and the day.
    """
    who = actor and (actor.today, actor.grants, actor.overseeing, actor.matters, actor.limited_to, actor.post)
    words = repr((name, asked, who))
    key = f"lately-{hashlib.sha256(words.encode()).hexdigest()}"
    kept: Lately[T] | None = cache.get(key)
    if kept is not None and not (_is_old(kept) and cache.add(f"{key}-counting", 1, _COUNTING)):
        return kept
    found = count()
    if rows(found) <= (LARGE if large is None else large):
        if kept is not None:
            cache.delete(key)
        return Lately(found)
    cache.set(key, Lately(found, clock.now()), _KEPT)
    cache.delete(f"{key}-counting")
    return Lately(found, clock.now())


def _is_old(kept: Lately[T]) -> bool:
    return kept.at is None or (clock.now() - kept.at).total_seconds() > _FRESH
