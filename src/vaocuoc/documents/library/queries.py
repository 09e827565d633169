"""Asking the register of documents (sổ văn bản): what it lists, in which state each paper is, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Level, UnitReach
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.access import sees_every_register, visible_documents
from vaocuoc.documents.papers.models import Document, DocumentType, Handling
from vaocuoc.documents.readings.models import (
    Citation,
    Finding,
    FindingState,
    Passage,
    Reading,
    ReadingState,
)
from vaocuoc.documents.readings.queries import (
    REVIEWED_KINDS,
)
from vaocuoc.search.queries import matching

# What a document is doing, as the register says and filters it; derived, never stored.
STATES = {
    "reading": _("Đang đọc"),
    "failed": _("Không đọc được"),
    "to_review": _("Chờ rà soát"),
    "reviewed": _("Đã rà soát"),
}
SORTS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "moi": (_("Mới đưa vào"), ("-uploaded_at", "-pk")),
    "ngay": (_("Ngày ban hành"), (F("issued_on").desc(nulls_last=True), "-pk")),
    "so": (_("Số, ký hiệu"), ("number_key", "-pk")),
    "ten": (_("Trích yếu"), ("title", "-pk")),
}


# From where a paper comes, seen from the units of the one who looks.
ORIGINS = {"tren": _("Cấp trên"), "minh": _("Đơn vị mình"), "duoi": _("Cấp dưới, trực thuộc")}


@dataclass(frozen=True)
class Filters:
    """What to narrow the register to, as it stands in the address; empty means all.

    ``origin`` is a key of :data:`ORIGINS`; ``carries_out`` and ``cites`` are the key of another document.
    """

    text: str = ""
    type: str = ""
    issuer: str = ""
    term: str = ""
    year: int | None = None
    origin: str = ""
    handling: str = ""
    state: str = ""
    carries_out: int | None = None
    cites: int | None = None
    sort: str = "moi"

    @classmethod
    def from_address(cls, given: Any) -> Filters:
        """Take what is known from a query string; a value nobody knows is as none."""

        def one(name: str, known: Any) -> str:
            value: str = given.get(name, "")
            return value if value in known else ""

        return cls(
            text=given.get("q", "").replace("\x00", "").strip()[:200],
            type=one("loai", DocumentType.values),
            issuer=given.get("co-quan", "").replace("\x00", "").strip()[:300],
            term=given.get("nhiem-ky", "") if _years(given.get("nhiem-ky", "")) else "",
            year=key_of(given.get("nam", ""), digits=4),
            origin=one("nguon", ORIGINS),
            handling=one("che-do", Handling.values),
            state=one("trang-thai", STATES),
            carries_out=key_of(given.get("thuc-hien", "")),
            cites=key_of(given.get("dan", "")),
            sort=one("xep", SORTS) or "moi",
        )

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters(sort=self.sort)


def key_of(given: str | None, *, digits: int = 17) -> int | None:
    """The key that an address or a form names; None for anything else."""
    return int(given) if given and given.isdecimal() and len(given) <= digits and int(given) > 0 else None


def _years(term: str) -> tuple[int, int] | None:
    start, dash, end = term.partition("-")
    if dash and start.isdecimal() and end.isdecimal() and len(start) == len(end) == 4:
        return int(start), int(end)
    return None


@dataclass(frozen=True)
class Row:
    """A document as the register lists it: its state (a key of :data:`STATES`), how far its findings are decided."""

    document: Document
    state: str
    asked: int
    undecided: int
    carries_out: str = ""


def register(actor: Actor, filters: Filters) -> QuerySet[Document]:
    """The documents of the register that an actor sees (sổ văn bản), narrowed and sorted."""
    documents = visible_documents(actor).select_related("keeper").defer("folded")
    plain = {"type": filters.type, "issuer": filters.issuer, "handling": filters.handling}
    documents = documents.filter(**{name: value for name, value in plain.items() if value})
    if years := _years(filters.term):
        documents = documents.filter(term_start=years[0], term_end=years[1])
    if filters.year:
        documents = documents.filter(issued_on__range=(date(filters.year, 1, 1), date(filters.year, 12, 31)))
    if filters.origin:
        documents = documents.filter(_of_origin(actor, filters.origin))
    if filters.carries_out:
        documents = documents.filter(carries_out=filters.carries_out)
    if filters.cites:
        documents = documents.filter(pk__in=citing(filters.cites))
    if filters.state:
        documents = _in_state(documents, filters.state)
    if filters.text:
        documents = documents.filter(actor.once(("papers that say", filters.text), lambda: _saying(filters.text)))
    return documents.order_by(*SORTS[filters.sort][1])


_NAMED = 5_000
"""So many papers that hold some words are named in the questions of a page; more are looked up by each of them."""


def _saying(text: str) -> Q:
    """Papers that hold these words, in what names them or in what they say: an office looks for both."""
    within = matching(Passage.objects.all(), "folded", text).order_by().values_list("reading__file__document")
    by_name = matching(Document.objects.all(), "folded", text).order_by().values_list("pk")
    keys = {pk for found in (by_name, within.distinct()) for (pk,) in found[: _NAMED + 1]}
    return Q(pk__in=Keys(keys or (0,))) if len(keys) <= _NAMED else Q(pk__in=by_name) | Q(pk__in=within)


def citing(document_id: int) -> QuerySet[Any]:
    """The keys of the documents that cite one, as nobody has denied, as a query to be used inside others."""
    counting = Citation.objects.filter(cited=document_id).exclude(finding__state=FindingState.REJECTED)
    return counting.values("document")


_LEVELS = list(Level.values)  # from the highest down


def _of_origin(actor: Actor, origin: str) -> Q:
    """Papers from above, of one's own units, from below: by the unit that issued them, else by the level it names."""
    own = {grant.unit_id for grant in actor.grants} | ({actor.post.unit_id} if actor.post else set())
    ours = Q(issuer_unit__in=own)
    if origin == "minh":
        return ours | Q(issuer="", keeper__in=own, handling=Handling.DRAFT)
    place = _LEVELS.index(actor.post.unit.level) if actor.post else 0
    alive = Q(valid_from__lte=actor.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today))
    reach = UnitReach.objects.filter(alive, depth__gt=0).exclude(kind__in=(UnitReach.SUCCESSION, "counterpart"))
    if origin == "tren":
        by_unit = Q(issuer_unit__in=reach.filter(descendant__in=own).values("ancestor_id"))
        levels = _LEVELS[:place]
    else:
        by_unit = Q(issuer_unit__in=reach.filter(ancestor__in=own).values("descendant_id"))
        levels = _LEVELS[place + 1 :]
    return (by_unit | Q(issuer_level__in=levels)) & (Q(issuer_unit__isnull=True) | ~ours)


def rows(documents: Iterable[Document], *, names_for: Actor | None = None) -> list[Row]:
    """The rows of some documents, in their order; three queries, and only theirs are counted.

    ``names_for`` is who is told which document each carries out, as far as they see it; one query more.
    """
    documents = list(documents)
    stated = _with_newest(Document.objects.filter(pk__in=[document.pk for document in documents]))
    states = dict(stated.values_list("pk", "reading_state"))
    progress = _progress_of(documents)
    names = _names(documents, names_for) if names_for else {}
    return [
        Row(
            document,
            _state(document, states[document.pk], waits=undecided > 0),
            asked,
            undecided,
            names.get(document.carries_out_id or 0, ""),
        )
        for document in documents
        if document.pk in states
        for asked, undecided in (progress[document.pk],)
    ]


def _names(documents: Iterable[Document], actor: Actor) -> dict[int, str]:
    wanted = {document.carries_out_id for document in documents if document.carries_out_id}
    return {pk: str(one) for pk, one in visible_documents(actor).defer("folded").in_bulk(wanted).items()}


def _with_newest(documents: QuerySet[Document]) -> QuerySet[Any]:
    """Documents with ``reading_state`` of the newest reading and ``current``, the newest that is done."""
    readings = Reading.objects.filter(file__document=OuterRef("pk")).order_by("-pk")
    return documents.annotate(
        reading_state=Subquery(readings.values("state")[:1]),
        current=Subquery(readings.filter(state=ReadingState.DONE).values("pk")[:1]),
    )


def _with_state(documents: QuerySet[Document]) -> QuerySet[Any]:
    """The same with ``waits``: whether something in it still waits for a review."""
    undecided = Finding.objects.filter(
        document=OuterRef("pk"), reading=OuterRef("current"), state=FindingState.OPEN, kind__in=REVIEWED_KINDS
    )
    stated: QuerySet[Any] = _with_newest(documents).annotate(waits=Exists(undecided))
    return stated


def _in_state(documents: QuerySet[Document], state: str) -> QuerySet[Any]:
    """Those of the documents that are in a state; the few that can be are found first, by small indexes."""
    unfinished = Reading.objects.exclude(state=ReadingState.DONE).values("file__document")
    undecided = Finding.objects.filter(state=FindingState.OPEN, kind__in=REVIEWED_KINDS).values("document")
    done = Q(reading_state=ReadingState.DONE)
    waits = Q(waits=True, reviewed_at__isnull=True)
    narrow, exact = {
        "reading": (Q(pk__in=unfinished), Q(reading_state__in=(ReadingState.WAITING, ReadingState.READING))),
        "failed": (Q(pk__in=unfinished), Q(reading_state=ReadingState.FAILED)),
        "to_review": (Q(pk__in=undecided, reviewed_at__isnull=True), done & waits),
        "reviewed": (Q(), done & ~waits),
    }[state]
    return _with_state(documents.filter(narrow)).filter(exact)


def _state(document: Document, reading_state: str | None, *, waits: bool) -> str:
    """The same for one document of which these are known."""
    if reading_state == ReadingState.FAILED:
        return "failed"
    if reading_state != ReadingState.DONE:
        return "reading"
    return "to_review" if waits and document.reviewed_at is None else "reviewed"


def state_counts(actor: Actor) -> dict[str, int]:
    """How many documents an actor sees in each state that asks for something; three queries."""
    unfinished = Reading.objects.exclude(state=ReadingState.DONE).values("file__document")
    stated = _with_newest(visible_documents(actor).filter(pk__in=unfinished)).order_by()
    counts: Counter[str] = Counter()
    for state, number in stated.values_list("reading_state").annotate(Count("pk")):
        counts["failed" if state == ReadingState.FAILED else "reading" if state != ReadingState.DONE else ""] += number
    to_review = visible_documents(actor).filter(pk__in=[pk for pk, _keeper in _waiting(actor)]).count()
    return {"reading": counts["reading"], "failed": counts["failed"], "to_review": to_review}


@dataclass(frozen=True)
class Choices:
    """What the register can be narrowed by: the terms, issuers and years that occur, and how many papers there are."""

    number: int
    terms: list[str]
    issuers: list[str]
    years: list[int]


_MOST_ISSUERS = 300


def choices_of(actor: Actor) -> Choices:
    """The choices of the register's filters; one query, whatever the number of papers."""
    groups = (
        visible_documents(actor)
        .order_by()
        .values_list("issuer", "term_start", "term_end")
        .annotate(Count("pk"), Min("issued_on"), Max("issued_on"))
    )
    number, terms, issuers, days = 0, set(), Counter[str](), []
    for issuer, start, end, count, first, last in groups:
        number += count
        issuers[issuer] += count
        days += [day.year for day in (first, last) if day]
        if start and end:
            terms.add(f"{start}-{end}")
    del issuers[""]
    common = [issuer for issuer, _number in issuers.most_common(_MOST_ISSUERS)]
    years = list(range(max(days), min(days) - 1, -1)) if days else []
    return Choices(number, sorted(terms, reverse=True), sorted(common, key=fold), years)


def count_to_review(actor: Actor) -> int:
    """How many documents are read and wait for a review by this actor."""
    if not actor.may_somewhere(Action.REVIEW):
        return 0
    keepers = Counter(keeper for _pk, keeper in _waiting(actor))
    return sum(number for keeper, number in keepers.items() if actor.may(Action.REVIEW, keeper))


def waiting_for_review(actor: Actor, most: int) -> tuple[int, list[Row]]:
    """How many documents that the actor sees wait for a review (chờ rà soát), and the newest of them; four queries."""
    keys = [pk for pk, _keeper in _waiting(actor)]
    if not keys:
        return 0, []
    found = visible_documents(actor).filter(pk__in=Keys(keys))
    number = len(keys) if sees_every_register(actor) else found.count()
    newest = list(found.select_related("keeper").defer("folded").order_by(*SORTS["moi"][1])[:most])
    progress = _progress_of(newest)
    return number, [Row(document, "to_review", *progress[document.pk]) for document in newest]


def _progress_of(documents: Sequence[Document]) -> dict[int, tuple[int, int]]:
    """How many findings the review of each asks about, and how many nobody has decided on, by its newest reading that
    is done; two queries.
    """
    done = Reading.objects.filter(file__document__in=documents, state=ReadingState.DONE).order_by()
    newest = dict(done.values_list("file__document").annotate(Max("pk")))
    findings = Finding.objects.filter(reading__in=newest.values(), kind__in=REVIEWED_KINDS)
    asked, undecided = Counter[int](), Counter[int]()
    for document, state, number in findings.order_by().values_list("document", "state").annotate(Count("pk")):
        asked[document] += number
        undecided[document] += number if state == FindingState.OPEN else 0
    return {one.pk: (asked[one.pk], undecided[one.pk]) for one in documents}


def _waiting(actor: Actor) -> list[tuple[int, int]]:
    """Every document of the site that waits for a review, with its keeper; on one page asked once."""

    def ask() -> list[tuple[int, int]]:
        return list(_in_state(Document.objects.all(), "to_review").order_by().values_list("pk", "keeper"))

    return actor.once("documents to review", ask)
