"""Reading a dissemination: who has reported of how many, who has not, what share of members took part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from vaocuoc.directory.models import RelationKind, Unit, UnitReach
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.dissemination.access import visible_disseminations
from vaocuoc.documents.dissemination.adding import Figure, Held, add_up
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, StudySession


@dataclass(frozen=True)
class UnitRow:
    """A unit that owes a session: its own sessions, and the figure with what is below it."""

    owed: DisseminationUnit
    unit: Unit
    sessions: tuple[StudySession, ...]
    figure: Figure

    @property
    def has_reported(self) -> bool:
        return bool(self.sessions)

    @property
    def below(self) -> int:
        """How many units below it reported."""
        return self.figure.reported - bool(self.sessions)


@dataclass(frozen=True)
class Standing:
    """How far a dissemination is: rows by unit, the whole, and the coverage it rests on."""

    rows: tuple[UnitRow, ...]
    whole: Figure

    @property
    def owing(self) -> list[UnitRow]:
        return [row for row in self.rows if not row.owed.excused]

    @property
    def reported(self) -> int:
        return sum(row.has_reported for row in self.owing)

    @property
    def total(self) -> int:
        return len(self.owing)

    @property
    def missing(self) -> list[UnitRow]:
        return [row for row in self.owing if not row.has_reported]

    @property
    def share(self) -> float | None:
        """Percent of the members of those that reported; None where nobody did."""
        return self.whole.attended * 100 / self.whole.members if self.whole.members else None


def standing(dissemination: Dissemination, *, today: date) -> Standing:
    """How far it is on a day (kết quả quán triệt); three queries."""
    owed = list(dissemination.owed.select_related("unit").order_by("unit__sort_key", "pk"))
    sessions: dict[int, list[StudySession]] = {}
    found = dissemination.sessions.filter(taken_back="", held_on__lte=today).select_related("unit", "reported_as")
    for session in found.order_by("held_on", "pk"):
        sessions.setdefault(session.unit_id, []).append(session)
    held = {unit: _held(own) for unit, own in sessions.items()}
    parents = _parents({dissemination.keeper_id, *held, *(one.unit_id for one in owed)}, today)
    figures = add_up(held, parents)
    rows = [
        UnitRow(one, one.unit, tuple(sessions.get(one.unit_id, ())), figures.get(one.unit_id, Figure())) for one in owed
    ]
    return Standing(tuple(rows), _whole(figures, parents))


def _held(own: list[StudySession]) -> Held:
    """The sessions of one unit: different members came to each, never more than there are."""
    members = max(one.members for one in own)
    return Held(min(sum(one.attended for one in own), members), members)


def _parents(units: set[int], today: date) -> dict[int, int]:
    """For each unit the nearest of the others above it in the order of the Party; one query."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    rows = UnitReach.objects.filter(
        alive, kind=RelationKind.PARTY, depth__gt=0, ancestor__in=units, descendant__in=units
    )
    nearest: dict[int, int] = {}
    for child, parent in rows.order_by("depth", "ancestor").values_list("descendant_id", "ancestor_id"):
        nearest.setdefault(child, parent)
    return nearest


def _whole(figures: dict[int, Figure], parents: dict[int, int]) -> Figure:
    tops = [figure for unit, figure in figures.items() if unit not in parents]
    return Figure(
        sum(one.attended for one in tops), sum(one.members for one in tops), sum(one.reported for one in tops)
    )


@dataclass(frozen=True)
class Coverage:
    """A dissemination in a list: how many of the units that owe a session reported."""

    dissemination: Dissemination
    reported: int
    total: int

    def is_late(self, today: date) -> bool:
        due = self.dissemination.due
        return due is not None and due < today and self.reported < self.total


def disseminations_of(actor: Actor, *, running: bool = False) -> QuerySet[Dissemination]:
    """The visible ones, those running first, the newest first."""
    found = visible_disseminations(actor).select_related("document", "keeper")
    if running:
        found = found.filter(closed_on__isnull=True)
    return found.order_by("closed_on", "-created_at", "-pk")


def coverages(found: Iterable[Dissemination]) -> list[Coverage]:
    """Each with how many reported; two queries for a page."""
    rows = list(found)
    if not rows:
        return []
    keys = [one.pk for one in rows]
    owing = DisseminationUnit.objects.filter(dissemination__in=keys, excused="")
    totals = dict(owing.order_by().values_list("dissemination").annotate(n=Count("pk")))
    reported: dict[int, int] = {}
    told = StudySession.objects.filter(dissemination__in=keys, taken_back="").values_list("dissemination", "unit")
    pairs = set(owing.values_list("dissemination", "unit"))
    for key, unit in told.order_by().distinct():
        reported[key] = reported.get(key, 0) + ((key, unit) in pairs)
    return [Coverage(one, reported.get(one.pk, 0), totals.get(one.pk, 0)) for one in rows]
