"""What decisions in force open, as keys and words that queries of objects are narrowed by (phạm vi kiểm tra)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vaocuoc.directory.inspections.models import InspectedUnit, InspectionDecision, InspectionPost, SubjectKind
from vaocuoc.directory.organisations.models import RelationKind, UnitReach


@dataclass(frozen=True)
class Scope:
    """What one decision opens: units, and where it names them fields, papers and the period of the data.

    Without fields and papers every subject of the units is open; with several, each of them is.
    """

    decision: int
    number: str
    units: frozenset[int]
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def names_subjects(self) -> bool:
        return bool(self.fields or self.papers)


def in_force(today: date, prefix: str = "") -> Q:
    """The decisions that open something on a day (quyết định đang có hiệu lực)."""
    return Q(
        **{
            f"{prefix}first_day__lte": today,
            f"{prefix}last_day__gte": today,
            f"{prefix}closed_on__isnull": True,
        }
    )


def decisions_of(post: int, today: date) -> list[int]:
    """The decisions under which a post inspects on a day."""
    rows = InspectionPost.objects.filter(in_force(today, "decision__"), post=post)
    return list(rows.order_by("decision").values_list("decision", flat=True))


def scopes_of(decisions: Collection[int], today: date) -> tuple[Scope, ...]:
    """What these decisions open on a day (phạm vi được mở); four queries, however many they are.

    A unit is opened with what it took over; with what is below it by the relations of that day where the decision says
    so.
    """
    if not decisions:
        return ()
    found = InspectionDecision.objects.filter(pk__in=decisions).prefetch_related("units", "subjects").order_by("pk")
    rows = list(found)
    reached = _reached([unit for row in rows for unit in row.units.all()], today)
    return tuple(
        Scope(
            decision=row.pk,
            number=row.number,
            units=frozenset(key for unit in row.units.all() for key in reached[unit.pk]),
            fields=tuple(one.words for one in row.subjects.all() if one.kind == SubjectKind.FIELD),
            papers=tuple(one.words for one in row.subjects.all() if one.kind == SubjectKind.PAPER),
            first=row.period_first,
            last=row.period_last,
        )
        for row in rows
    )


def _reached(opened: Iterable[InspectedUnit], today: date) -> dict[int, set[int]]:
    """The units that each row opens: itself, what it took over, and below it where it says so; one query."""
    opened = list(opened)
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    below = Q(ancestor__in={row.unit_id for row in opened if row.with_below}, kind__in=RelationKind.values)
    taken_over = Q(ancestor__in={row.unit_id for row in opened}, kind=UnitReach.SUCCESSION)
    found: dict[tuple[int, bool], set[int]] = defaultdict(set)
    rows = UnitReach.objects.filter(alive, below | taken_over).values_list("ancestor_id", "kind", "descendant_id")
    for ancestor, kind, descendant in rows:
        found[ancestor, kind == UnitReach.SUCCESSION].add(descendant)
    return {
        row.pk: {row.unit_id} | found[row.unit_id, True] | (found[row.unit_id, False] if row.with_below else set())
        for row in opened
    }
