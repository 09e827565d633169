"""Which units have issued a programme of their own for a document (chương trình riêng), after how many days, how late.

A programme is a document of the register that carries out the document, directly or through others of its chain, or
cites it, issued by the unit; or one that the office noted by number and day. The earliest counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Citation, Document, DocumentAddressee, DocumentType, Handling
from vaocuoc.oversight.coverage.models import NotedProgramme, Rollout, RolloutUnit

OWN = (
    DocumentType.PROGRAMME,
    DocumentType.PLAN,
    DocumentType.RESOLUTION,
    DocumentType.SCHEME,
    DocumentType.DIRECTIVE,
)
"""The kinds of papers that make a superior's concrete."""


@dataclass(frozen=True)
class Programme:
    """A unit's own programme: its number and day; ``document`` where its file is here, ``noted`` where it is not.

    ``by_unit`` says that the unit noted it itself, and not the office in its place.
    """

    number: str
    issued_on: date | None
    document: int | None = None
    noted: int | None = None
    by_unit: bool = False


@dataclass(frozen=True)
class UnitRow:
    """A unit that must issue a programme: the one it issued, after how many days, how many days late.

    ``days`` counts from the document's issue, else its receipt; None where a day is not known. ``late`` is for what is
    issued the days past the day set, for what is not the days since; 0 in time, None where no day is set.
    """

    unit: Unit
    programme: Programme | None
    days: int | None
    late: int | None

    @property
    def state(self) -> str:
        """``in_time``, ``late`` (issued past the day), ``issued`` (no day to judge by), ``overdue`` or ``waiting``."""
        if self.programme is None:
            return "overdue" if self.late else "waiting"
        if self.late is None:
            return "issued"
        return "late" if self.late else "in_time"


@dataclass(frozen=True)
class Issuing:
    """All units of whom a programme is expected; ``since`` is the day from which days are counted."""

    rows: tuple[UnitRow, ...]
    rollout: Rollout | None
    since: date | None

    @property
    def due(self) -> date | None:
        return self.rollout.due if self.rollout else None

    @property
    def issued(self) -> int:
        return sum(row.programme is not None for row in self.rows)

    def of(self, *states: str) -> int:
        return sum(row.state in states for row in self.rows)

    @property
    def median_days(self) -> float | None:
        """The days that half of those that issued needed at most; None where none is known."""
        known = [row.days for row in self.rows if row.programme and row.days is not None]
        return median(known) if known else None


def issuing_of(actor: Actor, document: Document, *, today: date) -> Issuing:
    """Who issued a programme of their own and who did not; as many queries for a thousand units as for one."""
    rollout = Rollout.objects.filter(document=document).first()
    units = owing_units(document, rollout, today=today)
    programmes = programmes_of(actor, [document])[document.pk]
    since = document.issued_on or document.received_on
    due = rollout.due if rollout else None
    rows = [_row(unit, programmes.get(unit.pk), since, due, today) for unit in units]
    return Issuing(tuple(rows), rollout, since)


def owing_units(document: Document, rollout: Rollout | None, *, today: date) -> list[Unit]:
    """The units asked, else those at the document's address, as far as they are still there."""
    return list(_asked(document, rollout, today).defer("folded").order_by("sort_key", "pk"))


def is_owing(document: Document, rollout: Rollout | None, unit: Unit, *, today: date) -> bool:
    """Whether a unit is among the :func:`owing_units`."""
    return _asked(document, rollout, today).filter(pk=unit.pk).exists()


def _asked(document: Document, rollout: Rollout | None, today: date) -> QuerySet[Unit]:
    asked: Any = rollout.owed if rollout else document.addressees
    return Unit.objects.filter(pk__in=asked.values("unit")).filter(still_there(today)).exclude(pk=document.keeper_id)


def still_there(today: date, unit: str = "") -> Q:
    """Units that have not ended by a day."""
    return Q(**{f"{unit}valid_to__isnull": True}) | Q(**{f"{unit}valid_to__gt": today})


def _row(unit: Unit, programme: Programme | None, since: date | None, due: date | None, today: date) -> UnitRow:
    day = programme.issued_on if programme else None
    days = (day - since).days if day and since else None
    return UnitRow(unit, programme, days, _late(programme, due, today))


def _late(programme: Programme | None, due: date | None, today: date) -> int | None:
    """Days past the day set: of what was issued, else until today; None where nothing can be said."""
    day = programme.issued_on if programme else today
    return None if due is None or day is None else max((day - due).days, 0)


@dataclass
class Tally:
    """The programmes for one document in numbers; ``overdue`` are those not issued past the day."""

    due: date | None = None
    whole: int = 0
    issued: int = 0
    late: int = 0
    overdue: int = 0


def tallies_of(actor: Actor, documents: Sequence[Document], *, today: date) -> dict[int, Tally]:
    """How many units issued of how many, for each of many documents; the queries do not grow with them."""
    keys = {one.pk: one.keeper_id for one in documents}
    dues = dict(Rollout.objects.filter(document__in=keys).values_list("document", "due"))
    found = {pk: Tally(dues.get(pk)) for pk in keys}
    programmes = programmes_of(actor, documents)
    alive = still_there(today, "unit__")
    asked = RolloutUnit.objects.filter(alive, rollout__document__in=keys).values_list("rollout__document", "unit")
    addressed = DocumentAddressee.objects.filter(alive, document__in=keys.keys() - dues.keys())
    for pk, unit in (*asked, *addressed.values_list("document", "unit")):
        if unit == keys[pk]:
            continue
        tally, programme = found[pk], programmes[pk].get(unit)
        late = bool(_late(programme, tally.due, today))
        tally.whole += 1
        tally.issued += programme is not None
        tally.late += late and programme is not None
        tally.overdue += late and programme is None
    return found


def programmes_of(actor: Actor, documents: Sequence[Document]) -> dict[int, dict[int, Programme]]:
    """For each document the earliest programme of each unit, as far as one sees it; four queries, however many."""
    return _programmes(visible_documents(actor), documents)


def issued_by(unit: int, documents: Sequence[Document]) -> set[int]:
    """The documents for which a unit has issued its own programme, in whatever register it stands."""
    found = _programmes(Document.objects.filter(issuer_unit=unit), documents)
    return {pk for pk, programmes in found.items() if unit in programmes}


@dataclass(frozen=True)
class Owed:
    """What one unit owes for a document; ``row`` is None where nothing was asked of it."""

    unit: Unit
    due: date | None
    row: UnitRow | None


def owed_by(unit: Unit, document: Document, *, today: date) -> Owed:
    """The programme that a unit was asked for, as the unit itself sees it."""
    rollout = Rollout.objects.filter(document=document, owed__unit=unit).first()
    if rollout is None:
        return Owed(unit, None, None)
    programme = _programmes(Document.objects.filter(issuer_unit=unit), [document])[document.pk].get(unit.pk)
    row = _row(unit, programme, document.issued_on or document.received_on, rollout.due, today)
    return Owed(unit, rollout.due, row)


def owing_of_each(rollouts: Sequence[Rollout], *, today: date) -> dict[int, list[int]]:
    """By document the units asked that have issued no programme, in whatever register it would stand."""
    found = _programmes(Document.objects.all(), [one.document for one in rollouts])
    owed = RolloutUnit.objects.filter(still_there(today, "unit__"), rollout__in=[one.pk for one in rollouts])
    owing: dict[int, list[int]] = {}
    for document, unit in owed.order_by("unit__sort_key", "unit").values_list("rollout__document", "unit"):
        if unit not in found[document]:
            owing.setdefault(document, []).append(unit)
    return owing


def _programmes(papers_seen: QuerySet[Document], documents: Sequence[Document]) -> dict[int, dict[int, Programme]]:
    roots = [one.pk for one in documents]
    below = _below(roots)
    found: dict[int, dict[int, Programme]] = {pk: {} for pk in roots}
    chained = {pk for keys in below.values() for pk in keys}
    own = papers_seen.filter(type__in=OWN, issuer_unit__isnull=False).exclude(handling=Handling.DRAFT)
    papers: dict[int, tuple[int, Programme]] = {}
    named = Q(pk__in=Keys(chained)) if chained else Q(pk__in=[])
    citing = Exists(Citation.objects.filter(document=OuterRef("pk"), cited__in=roots))
    for pk, unit, number, title, day in _papers(own.filter(named | Q(citing))):
        papers[pk] = (unit, Programme(number or title[:80], day, document=pk))
    cited: dict[int, set[int]] = defaultdict(set)
    for root, paper in Citation.objects.filter(cited__in=roots).values_list("cited", "document").distinct():
        cited[root].add(paper)
    for root in roots:
        for paper in (below[root] | cited[root]) & papers.keys():
            _keep(found[root], *papers[paper])
    for one in NotedProgramme.objects.filter(document__in=roots).select_related("noted_as"):
        noted = Programme(one.number, one.issued_on, noted=one.pk, by_unit=one.by_unit)
        _keep(found[one.document_id], one.unit_id, noted)
    return found


def _papers(documents: QuerySet[Document]) -> Iterable[tuple[int, int, str, str, date | None]]:
    return documents.order_by("pk").values_list("pk", "issuer_unit", "number", "title", "issued_on")


def _keep(found: dict[int, Programme], unit: int, programme: Programme) -> None:
    """The earliest counts, one with a file before one noted for the same day."""
    known = found.get(unit)
    if known is None or (programme.issued_on or date.max) < (known.issued_on or date.max):
        found[unit] = programme


def _below(roots: Sequence[int]) -> dict[int, set[int]]:
    """The documents that carry out each of these, at any depth; one query."""
    found: dict[int, set[int]] = {pk: set() for pk in roots}
    if not roots:
        return found
    table = connection.ops.quote_name(Document._meta.db_table)
    keys = ",".join(str(int(pk)) for pk in roots)
    sql = f"""
        WITH RECURSIVE below(root, id) AS (
            SELECT carries_out_id, id FROM {table} WHERE carries_out_id IN ({keys})
            UNION SELECT below.root, paper.id FROM below JOIN {table} paper ON paper.carries_out_id = below.id
        ) SELECT root, id FROM below"""  # noqa: S608 (our own names, whole numbers)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for root, pk in cursor.fetchall():
            if pk != root:
                found[root].add(pk)
    return found
