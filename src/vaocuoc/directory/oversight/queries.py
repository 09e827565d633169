"""Reading who oversees what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, When

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.models import Oversight, OversightKind


@dataclass(frozen=True)
class Overseen:
    """What a post oversees on a day: units with what is below them, fields, numbers of papers (phần phụ trách)."""

    units: frozenset[int] = frozenset()
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.fields or self.papers)


def running(today: date) -> Q:
    """What is in force on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def overseen_by(actor: Actor) -> Overseen:
    """What the acting post oversees today; one query where it oversees units, once a page, else none."""
    if not actor.overseeing and not actor.matters:
        return Overseen()
    return Overseen(
        units=actor.overseen_units(),
        fields=_words(actor, OversightKind.FIELD),
        papers=_words(actor, OversightKind.PAPER),
    )


def _words(actor: Actor, kind: str) -> tuple[str, ...]:
    return tuple(words for of, words in actor.matters if of == kind)


def oversights_of(actor: Actor) -> list[Oversight]:
    """What the acting post oversees today, each with its decision; one query."""
    rows = Oversight.objects.filter(running(actor.today), post=actor.post).select_related("unit")
    return list(rows.order_by("kind", "unit__sort_key", "words", "pk"))


def visible_oversights(actor: Actor, today: date) -> QuerySet[Oversight]:
    """What posts of the units that one sees oversee or have overseen; what is in force first."""
    seen = Oversight.objects.filter(post__unit__in=actor.visible_units().order_by().values("pk"))
    over = Case(When(running(today), then=0), default=1, output_field=IntegerField())
    return seen.select_related("unit", "post__unit").order_by(over, "post__title", "-valid_from", "pk")
