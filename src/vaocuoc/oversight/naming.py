"""Who typed words name (đầu mối như được gõ): one unit or post of the directory, and suggestions while one types."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Post, Unit, UnitKind
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.intake.addressing import Directory, post_named, posts_to_choose

_SHOWN = 12


def suggestions(actor: Actor, keeper: Unit, typed: str, *, today: date) -> list[str]:
    """The names that hold all that was typed, shortest first, at most a dozen; three queries."""
    wanted = fold(typed).split()[:6]
    seen = actor.visible_units().order_by().values("pk")
    units = living_units(today).filter(pk__in=seen).exclude(kind=UnitKind.TERRITORY)
    held = Q()
    for word in wanted:
        held &= Q(folded__contains=word)
    names = list(units.filter(held).order_by("level", "sort_key").values_list("name", flat=True)[: _SHOWN * 2])
    posts = [str(post) for post in posts_to_choose(keeper, today=today)]
    found = [name for name in posts if all(word in fold(name) for word in wanted)]
    return [*names[:_SHOWN], *found][:_SHOWN] if wanted else names[:_SHOWN]


def one_named(actor: Actor, keeper: Unit, words: str, *, today: date) -> tuple[Unit | None, Post | None]:
    """The one unit or post that typed words name (đầu mối); two Nones for nothing typed.

    Raises ``Refused``: ``naming.unclear`` with what comes nearest, ``naming.unknown``.
    """
    words = nfc(words).strip()
    if not words:
        return None, None
    posts = posts_to_choose(keeper, today=today)
    if (post := post_named(words, posts)) is not None:
        return None, post
    answer = Directory([words], keeper=keeper, today=today, seen=actor.visible_units()).one(words)
    if answer.unit is not None:
        return answer.unit, None
    near = "; ".join(unit.name for unit in (*answer.candidates, *answer.group)[:3])
    raise Refused("naming.unclear" if near else "naming.unknown", named=words, near=near)
