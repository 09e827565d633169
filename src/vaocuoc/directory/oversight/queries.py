"""Reading who oversees what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, When

from vaocuoc.directory.organisations.models import UnitReach
from vaocuoc.directory.oversight.models import Oversight, OversightKind
from vaocuoc.directory.people.access import Actor


@dataclass(frozen=True)
class Overseen:
    """What a post oversees on a day: units with what is below them, fields, numbers of papers (phần phụ trách)."""

    units: frozenset[int] = frozenset()
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    rows: tuple[Oversight, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.units or self.fields or self.papers)


def running(today: date) -> Q:
    """What is in force on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def overseen_by(actor: Actor) -> Overseen:
    """What the acting post oversees today; two queries, once a page."""
    if actor.post is None:
        return Overseen()
    return actor.once("overseen", lambda: _overseen(actor))


def _overseen(actor: Actor) -> Overseen:
    rows = tuple(Oversight.objects.filter(running(actor.today), post=actor.post).select_related("unit").order_by("pk"))
    units = {row.unit_id for row in rows if row.unit_id}
    below = _below(units, actor.today) if units else ()
    return Overseen(
        units=frozenset({*(unit for unit in units if unit), *below}),
        fields=_words(rows, OversightKind.FIELD),
        papers=_words(rows, OversightKind.PAPER),
        rows=rows,
    )


def _below(units: Iterable[int | None], today: date) -> Iterable[int]:
    reach = UnitReach.objects.filter(running(today), ancestor__in=[unit for unit in units if unit])
    return reach.values_list("descendant_id", flat=True).distinct()


def _words(rows: Iterable[Oversight], kind: str) -> tuple[str, ...]:
    return tuple(row.words for row in rows if row.kind == kind)


def visible_oversights(actor: Actor, today: date) -> QuerySet[Oversight]:
    """What posts of the units that one sees oversee or have overseen; what is in force first."""
    seen = Oversight.objects.filter(post__unit__in=actor.visible_units().order_by().values("pk"))
    over = Case(When(running(today), then=0), default=1, output_field=IntegerField())
    return seen.select_related("unit", "post__unit").order_by(over, "post__title", "-valid_from", "pk")
