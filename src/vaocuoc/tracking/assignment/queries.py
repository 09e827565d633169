"""Asking what is to be given: the plan of a paper, how complete it is, the papers from above without an own one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from vaocuoc.directory.models import UnitReach
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, DocumentType, Finding, FindingKind, FindingState, Handling, Reading
from vaocuoc.documents.readings.queries import newest_reading
from vaocuoc.tracking.assignment.models import Letter, LetterTask, NoOwnPaper
from vaocuoc.tracking.assignment.office import Office, is_higher, levels_above, office_of
from vaocuoc.tracking.assignment.proposing import Row, Tables, rows_of
from vaocuoc.tracking.assignment.tables import due_rules, duty_phrases, office_days, phrases_of
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.models import Deed, Descent
from vaocuoc.tracking.intake.proposing import drafts_for
from vaocuoc.tracking.intake.queries import hidden_of
from vaocuoc.tracking.intake.task_words import level_of
from vaocuoc.tracking.registers import registers_of
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a paper is in the register (đã nhập n/m), and who has gone through the whole text."""

    entered: int
    found: int
    rejected: int
    reviewed_by: str = ""
    reviewed_at: datetime | None = None

    @property
    def expected(self) -> int:
        """The tasks found that nobody rejected."""
        return self.found - self.rejected

    @property
    def left(self) -> int:
        return self.expected - self.entered


@dataclass(frozen=True)
class Plan:
    """What a paper gives to be assigned (phần việc liên quan đến đơn vị mình)."""

    document: Document
    office: Office
    from_above: bool
    reading: Reading | None
    rows: list[Row]
    given: list[Task]
    letters: list[Letter]
    completeness: Completeness
    has_table: bool

    def of(self, concern: str) -> list[Row]:
        return [row for row in self.rows if row.concern == concern]

    @property
    def incomplete(self) -> list[Task]:
        """Tasks that were accepted without a day, to be completed here."""
        return [task for task in self.given if lacks_day(task)]

    @property
    def without_letter(self) -> list[Task]:
        """The running tasks that no letter has given yet."""
        return [task for task in self.given if not task.closure and not hasattr(task, "given_by") and not is_turn(task)]


def is_turn(task: Task) -> bool:
    """Whether a task is a turn of a regular one (kỳ của nhiệm vụ định kỳ): a letter gives the regular one alone."""
    return hasattr(task, "turn")


def lacks_day(task: Task) -> bool:
    """Whether a running task still waits for its day (cần điền hạn)."""
    return not task.closure and task.deadline_kind == DeadlineKind.DAY and task.due is None


def plan_of(actor: Actor, document: Document, *, today: date) -> Plan:
    """The tasks of a paper's current reading with what is proposed for each; a constant number of queries."""
    office = office_of(actor, document.keeper, today=today)
    reading = newest_reading(document)
    findings = open_tasks(document, reading)
    drafts = task_drafts(findings, document=document, today=today, actor=actor)
    phrases = duty_phrases(document.keeper, today=today)
    tables = Tables(
        phrases_of(phrases), due_rules(document.keeper, today=today), office_days(document.keeper, today=today)
    )
    return Plan(
        document=document,
        office=office,
        from_above=office.is_above(document),
        reading=reading,
        rows=rows_of(findings, drafts, document=document, office=office, tables=tables, today=today),
        given=given_tasks(document),
        letters=list(Letter.objects.filter(source=document).select_related("document", "created_as").order_by("pk")),
        completeness=completeness_of([document])[document.pk],
        has_table=bool(phrases),
    )


def open_tasks(document: Document, reading: Reading | None) -> list[Finding]:
    """The tasks found in a reading that nobody has decided on, in order of place."""
    if reading is None:
        return []
    found = Finding.objects.filter(document=document, reading=reading, kind=FindingKind.TASK, state=FindingState.OPEN)
    rows = found.exclude(pk__in=hidden_of(reading)).select_related("reading", "document")
    return list(rows.defer("reading__text", "reading__blocks").order_by("start", "pk"))


def task_drafts(findings: Sequence[Finding], *, document: Document, today: date, actor: Actor) -> dict[int, TaskDraft]:
    """What the review would make of tasks found, by their ids."""
    if not findings:
        return {}
    drafts = drafts_for(findings, document=document, today=today, actor=actor)
    return {pk: draft for pk, draft in drafts.items() if isinstance(draft, TaskDraft)}


def given_tasks(document: Document) -> list[Task]:
    """The tasks of the register that a paper gave, with the letters that gave them on."""
    rows = Task.objects.filter(document=document).exclude(closure=Closure.CANCELLED)
    related = ("lead_unit", "lead_post__unit", "given_by__letter", "turn")
    return list(rows.select_related(*related).order_by("finding__start", "pk"))


def completeness_of(documents: Iterable[Document]) -> dict[int, Completeness]:
    """How complete papers are, by their ids; four queries whatever their number."""
    documents = list(documents)
    keys = [document.pk for document in documents]
    newest: dict[int, int] = {}
    readings = Reading.objects.filter(file__document__in=keys, state="done").order_by("pk")
    for document_id, reading_id in readings.values_list("file__document_id", "pk"):
        newest[document_id] = reading_id
    found = Finding.objects.filter(document__in=keys, kind=FindingKind.TASK, reading__in=newest.values())
    gone = _gave_way(newest.values())
    counts: dict[int, Counter[str]] = {key: Counter() for key in keys}
    for pk, document_id, state in found.values_list("pk", "document_id", "state"):
        if pk not in gone:
            counts[document_id][state] += 1
    names = _reviewers(keys)
    return {
        document.pk: Completeness(
            entered=counts[document.pk][FindingState.ACCEPTED],
            found=sum(counts[document.pk].values()),
            rejected=counts[document.pk][FindingState.REJECTED],
            reviewed_by=names.get(document.pk, ""),
            reviewed_at=document.reviewed_at,
        )
        for document in documents
    }


def _gave_way(readings: Iterable[int]) -> set[int]:
    """The findings of readings that gave way when others were split or merged."""
    rows = Descent.objects.filter(finding__reading__in=list(readings), deed__in=(Deed.SPLIT, Deed.MERGE))
    return {
        origin if undone_at is None else finding
        for origin, finding, undone_at in rows.values_list("origin", "finding", "undone_at")
    }


def _reviewers(keys: Sequence[int]) -> dict[int, str]:
    """Who has gone through the whole text of papers."""
    rows = Document.objects.filter(pk__in=keys, reviewed_by__isnull=False)
    return {
        pk: name or username
        for pk, name, username in rows.values_list("pk", "reviewed_by__person__name", "reviewed_by__username")
    }


# --- papers from above without an own paper ---------------------------------------------------------------------------

# Reports, submissions and letters come from above too, but nobody makes them concrete by a paper of its own.
MADE_CONCRETE = (
    DocumentType.RESOLUTION,
    DocumentType.DIRECTIVE,
    DocumentType.CONCLUSION,
    DocumentType.REGULATION,
    DocumentType.DECISION,
    DocumentType.PROGRAMME,
    DocumentType.PLAN,
    DocumentType.NOTICE,
    DocumentType.SCHEME,
    DocumentType.GUIDANCE,
    DocumentType.TELEGRAM,
    DocumentType.OTHER,
)


@dataclass(frozen=True, slots=True)
class WithoutOwn:
    """A paper from above for which no own paper exists yet, and how many days it has been here (đã nhận n ngày)."""

    document: Document
    since: date | None
    days: int | None
    since_is_issue: bool


def papers_without_own(actor: Actor, today: date) -> list[WithoutOwn]:
    """Papers from above that no paper of the office carries out yet, the longest here first.

    Those of the registers in which the actor gives tasks; without drafts, and without those of which it was said that
    they need none. Four queries.
    """
    papers = _without_own(actor).papers.select_related("keeper", "issuer_unit").defer("folded")
    rows = [_waiting(paper, today) for paper in papers]
    return sorted(rows, key=lambda row: (-(row.days if row.days is not None else -1), row.document.pk))


@dataclass(frozen=True)
class Counted:
    """How many papers have no own paper yet, the one that is here longest, and how many were looked at for that."""

    number: int
    longest: WithoutOwn | None
    looked_at: int


def longest_without_own(actor: Actor, today: date) -> Counted:
    """How many papers :func:`papers_without_own` lists, and the first of them; three queries."""
    found = _without_own(actor)
    since = Coalesce("received_on", "issued_on")
    oldest = found.papers.order_by(since.asc(nulls_last=True), "pk").defer("folded")
    first = oldest.first() if found.number else None
    return Counted(found.number, _waiting(first, today) if first else None, found.looked_at)


def _without_own(actor: Actor) -> FromAbove:
    """The papers themselves, and how many."""
    if not actor.may_somewhere(Action.ASSIGN):
        return FromAbove(Document.objects.none(), 0, 0)
    own = Document.objects.filter(carries_out=OuterRef("pk"), keeper=OuterRef("keeper"))
    return from_above(
        visible_documents(actor)
        .filter(keeper__in=registers_of(actor).order_by().values("pk"), type__in=MADE_CONCRETE)
        .exclude(handling=Handling.DRAFT)
        .exclude(Exists(own))
        .exclude(Exists(NoOwnPaper.objects.filter(document=OuterRef("pk"))))
    )


class FromAbove(NamedTuple):
    """Papers from above, how many they are, and how many were looked at to tell."""

    papers: QuerySet[Document]
    number: int
    looked_at: int


def from_above(papers: QuerySet[Document]) -> FromAbove:
    """Those of the papers that come from above their register (văn bản cấp trên), as ``Office.is_above`` says of one.

    Who issues them is asked once for each issuer, not for each paper: two queries.
    """
    papers = papers.filter(_may_be_above())
    issuers = list(
        papers.order_by()
        .values_list("keeper_id", "keeper__level", "issuer_unit_id", "issuer_unit__level", "issuer")
        .annotate(Count("pk"))
    )
    above = _above_of({keeper for keeper, *_rest in issuers}) if issuers else set()
    number = 0
    units: dict[int, set[int]] = defaultdict(set)
    named: dict[int, set[str]] = defaultdict(set)
    for keeper, level, unit, unit_level, words, papers_of in issuers:
        if is_higher(unit_level if unit else level_of(words), level) or (keeper, unit) in above:
            number += papers_of
            if unit:
                units[keeper].add(unit)
            else:
                named[keeper].add(words)
    issued = Q(pk__in=[])
    for keeper in {*units, *named}:
        by_words = Q(issuer_unit__isnull=True, issuer__in=named[keeper])
        issued |= Q(keeper=keeper) & (Q(issuer_unit__in=units[keeper]) | by_words)
    return FromAbove(papers.filter(issued), number, sum(one[-1] for one in issuers))


def _may_be_above() -> Q:
    """What the database can tell: an issuer of a higher level, one of the same level, or one known by words alone."""
    known = Q()
    for level in ("province", "commune", "base"):
        known |= Q(keeper__level=level, issuer_unit__level__in=[*levels_above(level), level])
    return known | (Q(issuer_unit__isnull=True) & ~Q(issuer=""))


def _above_of(keepers: set[int]) -> set[tuple[int, int]]:
    """Which units stand above which keepers."""
    rows = UnitReach.objects.filter(descendant__in=keepers).exclude(kind__in=(UnitReach.SUCCESSION, "counterpart"))
    return set(rows.exclude(depth=0).values_list("descendant_id", "ancestor_id"))


def _waiting(paper: Document, today: date) -> WithoutOwn:
    since = paper.received_on or paper.issued_on
    days = (today - since).days if since else None
    return WithoutOwn(paper, since, days, since_is_issue=paper.received_on is None and since is not None)


def said_to_need_none(actor: Actor) -> QuerySet[NoOwnPaper]:
    """The papers of which it was said that they need no own paper, the newest word first."""
    seen = visible_documents(actor).order_by().values("pk")
    rows = NoOwnPaper.objects.filter(document__in=seen).select_related("document", "said_as__unit", "said_by")
    return rows.order_by("-said_at", "-pk")


# --- letters ----------------------------------------------------------------------------------------------------------


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    """The letters of the registers that the actor may view, the newest first."""
    kept = actor.units(Action.VIEW).order_by().values("pk")
    rows = Letter.objects.filter(keeper__in=kept)
    return rows.select_related("keeper", "source", "document", "created_as__unit", "created_by").order_by("-pk")


def tasks_of(letter: Letter) -> list[Task]:
    """The tasks that a letter gives, in the order of their paper; turns are given with the regular task."""
    rows = Task.objects.filter(pk__in=LetterTask.objects.filter(letter=letter).values("task"), turn__isnull=True)
    related = ("lead_unit", "lead_post__unit", "keeper", "turning")
    return list(rows.select_related(*related).prefetch_related("parties__unit").order_by("finding__start", "pk"))
