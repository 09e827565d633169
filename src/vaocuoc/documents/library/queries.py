"""Asking the register: the list, the page of one document, what a search finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.models import Document, DocumentType, File, Handling
from vaocuoc.documents.readings.models import (
    Citation,
    Finding,
    FindingKind,
    FindingState,
    Passage,
    Reading,
    ReadingState,
)
from vaocuoc.documents.readings.queries import (
    REVIEWED_KINDS,
    KindCount,
    current_reading,
    finding_counts,
    finding_url,
    finding_words,
)
from vaocuoc.search.queries import Hit, excerpt, matching

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


@dataclass(frozen=True)
class Filters:
    """What to narrow the register to, as it stands in the address; empty means all."""

    text: str = ""
    type: str = ""
    term: str = ""
    handling: str = ""
    state: str = ""
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
            term=given.get("nhiem-ky", "") if _years(given.get("nhiem-ky", "")) else "",
            handling=one("che-do", Handling.values),
            state=one("trang-thai", STATES),
            sort=one("xep", SORTS) or "moi",
        )

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.type or self.term or self.handling or self.state)


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


def register(actor: Actor, filters: Filters) -> QuerySet[Document]:
    """The documents of the register that an actor sees (sổ văn bản), narrowed and sorted."""
    documents = visible_documents(actor).select_related("keeper")
    if filters.type:
        documents = documents.filter(type=filters.type)
    if years := _years(filters.term):
        documents = documents.filter(term_start=years[0], term_end=years[1])
    if filters.handling:
        documents = documents.filter(handling=filters.handling)
    if filters.state:
        documents = _in_state(documents, filters.state)
    if filters.text:
        # The whole text counts too: an office looks for a paper by what stands in it.
        within = matching(Passage.objects.all(), "folded", filters.text).values("reading__file__document")
        by_name = matching(Document.objects.all(), "folded", filters.text).values("pk")
        documents = documents.filter(Q(pk__in=by_name) | Q(pk__in=within))
    return documents.order_by(*SORTS[filters.sort][1])


def rows(documents: Iterable[Document]) -> list[Row]:
    """The rows of some documents, in their order; one query, and only theirs are counted."""
    documents = list(documents)
    findings = Finding.objects.filter(
        document=OuterRef("pk"), reading=OuterRef("current"), kind__in=REVIEWED_KINDS
    ).order_by()
    asked = findings.values("document").annotate(number=Count("pk")).values("number")
    stated = _with_state(Document.objects.filter(pk__in=[document.pk for document in documents])).annotate(
        asked=Coalesce(Subquery(asked, output_field=IntegerField()), 0),
        undecided=Coalesce(Subquery(asked.filter(state=FindingState.OPEN), output_field=IntegerField()), 0),
    )
    known = {one.pk: one for one in stated.defer("folded")}
    return [
        Row(document, _state(known[document.pk]), known[document.pk].asked, known[document.pk].undecided)
        for document in documents
        if document.pk in known
    ]


def _with_state(documents: QuerySet[Document]) -> QuerySet[Any]:
    """Documents with ``reading_state`` of the newest reading, ``current`` (the newest done), ``waits`` for a review."""
    readings = Reading.objects.filter(file__document=OuterRef("pk")).order_by("-pk")
    undecided = Finding.objects.filter(
        document=OuterRef("pk"), reading=OuterRef("current"), state=FindingState.OPEN, kind__in=REVIEWED_KINDS
    )
    return documents.annotate(
        reading_state=Subquery(readings.values("state")[:1]),
        current=Subquery(readings.filter(state=ReadingState.DONE).values("pk")[:1]),
    ).annotate(waits=Exists(undecided))


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


def _state(document: Any) -> str:
    """The same for one document that came :func:`_with_state`."""
    if document.reading_state == ReadingState.FAILED:
        return "failed"
    if document.reading_state != ReadingState.DONE:
        return "reading"
    return "to_review" if document.waits and document.reviewed_at is None else "reviewed"


def state_counts(actor: Actor) -> dict[str, int]:
    """How many documents an actor sees, in ``all`` and in each state that asks for something."""
    documents = visible_documents(actor)
    asking = ("reading", "failed", "to_review")
    return {"all": documents.count(), **{state: _in_state(documents, state).count() for state in asking}}


def terms_of_register(actor: Actor) -> list[tuple[int, int]]:
    """The terms (nhiệm kỳ) that occur in the register, the latest first."""
    rows = visible_documents(actor).filter(term_start__isnull=False, term_end__isnull=False)
    return sorted(set(rows.order_by().values_list("term_start", "term_end")), reverse=True)  # type: ignore[arg-type]


def count_to_review(actor: Actor) -> int:
    """How many documents are read and wait for a review by this actor."""
    if not actor.may_somewhere(Action.REVIEW):
        return 0
    mine = Document.objects.filter(keeper__in=actor.units(Action.REVIEW).order_by().values("pk"))
    return _in_state(mine, "to_review").count()


# --- the page of one document ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CitedDocument:
    """A citation on a document's page: its words, how often, and the document where the actor sees it."""

    words: str
    times: int
    start: int
    document: Document | None


@dataclass(frozen=True)
class DocumentFacts:
    """What the page of a document shows beside its text."""

    document: Document
    files: list[File]
    reading: Reading | None
    latest: Reading | None
    current: int | None
    counts: list[KindCount]
    cites: list[CitedDocument]
    cited_by: list[Document]
    carries_out: Document | None
    carried_out_by: list[Document]
    addressees: list[Any]

    @property
    def is_older(self) -> bool:
        """Whether a reading is shown that a newer one has taken the place of."""
        return self.reading is not None and self.reading.pk != self.current


def document_facts(actor: Actor, document: Document, *, reading_id: int | None = None) -> DocumentFacts:
    """Everything of a document's page but the text's own findings; a constant number of queries.

    ``reading_id`` shows an older reading, where somebody follows the link of what was made from it.
    """
    readings = list(
        Reading.objects.filter(file__document=document).select_related("file").defer("text", "blocks").order_by("-pk")
    )
    latest = readings[0] if readings else None
    chosen = next((one for one in readings if one.pk == reading_id and one.state == ReadingState.DONE), None)
    current = current_reading(document)
    if chosen is not None and current is not None and chosen.pk != current.pk:
        chosen.refresh_from_db(fields=["text", "blocks"])
    shown = chosen if chosen is not None and current is not None and chosen.pk != current.pk else current
    visible = visible_documents(actor)
    cited_by = visible.filter(
        pk__in=Citation.objects.filter(cited=document).exclude(finding__state=FindingState.REJECTED).values("document")
    )
    return DocumentFacts(
        document=document,
        files=list(document.files.order_by("-pk")),
        reading=shown,
        latest=latest,
        current=current.pk if current else None,
        counts=finding_counts(shown) if shown else [],
        cites=_cites(actor, shown) if shown else [],
        cited_by=list(cited_by.order_by("-issued_on", "-pk")[:50]),
        carries_out=visible.filter(pk=document.carries_out_id).first() if document.carries_out_id else None,
        carried_out_by=list(visible.filter(carries_out=document).order_by("-issued_on", "-pk")[:50]),
        addressees=list(document.addressees.select_related("unit").order_by("unit__sort_key", "pk")),
    )


def may_carry_out(actor: Actor, document: Document) -> list[Document]:
    """The documents that one may be said to carry out: those it cites that the actor sees, and the one it names."""
    cited = Citation.objects.filter(document=document, cited__isnull=False).values("cited")
    known = Q(pk__in=cited) | Q(pk=document.carries_out_id)
    return list(visible_documents(actor).filter(known).exclude(pk=document.pk).order_by("-issued_on", "-pk"))


def _cites(actor: Actor, reading: Reading) -> list[CitedDocument]:
    """What a reading cites, each once, in order of place; a document the actor does not see is only words."""
    citations = list(
        Citation.objects.filter(finding__reading=reading)
        .exclude(finding__state=FindingState.REJECTED)
        .select_related("finding")
        .order_by("finding__start")
    )
    seen = visible_documents(actor).in_bulk({citation.cited_id for citation in citations if citation.cited_id})
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.number_key or citation.finding.folded, []).append(citation)
    return [
        CitedDocument(
            words=group[0].finding.quote,
            times=len(group),
            start=group[0].finding.start,
            document=next((seen[one.cited_id] for one in group if one.cited_id in seen), None),
        )
        for group in groups.values()
    ]


# --- what a search finds --------------------------------------------------------------------------------------------


def find_documents(actor: Actor, query: str, limit: int) -> list[Hit]:
    """Documents by type, number, title and issuer."""
    found = matching(visible_documents(actor), "folded", query).order_by(F("issued_on").desc(nulls_last=True), "-pk")
    return [_document_hit(document, query) for document in found[:limit]]


def _document_hit(document: Document, query: str) -> Hit:
    shown = excerpt(document.title, query)
    return Hit(
        kind=_("Văn bản"),
        title=str(document),
        url=reverse("library:document", args=[document.pk]),
        excerpt=shown.text,
        marks=shown.marks,
        note=document.issuer,
    )


def find_passages(actor: Actor, query: str, limit: int) -> list[Hit]:
    """Passages of the texts, each document's newest reading alone."""
    newer = Reading.objects.filter(
        file__document=OuterRef("reading__file__document"), state=ReadingState.DONE, pk__gt=OuterRef("reading_id")
    )
    passages = (
        matching(Passage.objects.all(), "folded", query)
        .filter(~Exists(newer), reading__file__document__in=visible_documents(actor).values("pk"))
        .annotate(words=Substr("reading__text", F("start") + 1, F("end") - F("start")))
        .select_related("reading__file__document")
        .defer("reading__text", "reading__blocks", "folded")
        .order_by("-reading_id", "start")
    )
    return [_passage_hit(passage, query) for passage in passages[:limit]]


def _passage_hit(passage: Any, query: str) -> Hit:
    document = passage.reading.file.document
    shown = excerpt(passage.words, query)
    address = reverse("library:document", args=[document.pk])
    return Hit(
        kind=_("Trong toàn văn"),
        title=str(document),
        url=f"{address}#p{passage.start}",
        excerpt=shown.text,
        marks=shown.marks,
        note=_page(passage.page),
    )


def find_findings(actor: Actor, query: str, limit: int) -> list[Hit]:
    """What was found in documents and has not been put aside, each document's newest reading alone."""
    newer = Reading.objects.filter(
        file__document=OuterRef("document"), state=ReadingState.DONE, pk__gt=OuterRef("reading_id")
    )
    findings = (
        matching(Finding.objects.exclude(state=FindingState.REJECTED), "folded", query)
        .filter(~Exists(newer), document__in=visible_documents(actor).values("pk"))
        .exclude(kind__in=(FindingKind.CONTEXT, FindingKind.REFERENCE))
        .select_related("document")
        .order_by("-document_id", "start", "pk")
    )
    return [_finding_hit(finding, query) for finding in findings[:limit]]


def _finding_hit(finding: Finding, query: str) -> Hit:
    shown = excerpt(finding_words(finding.fields), query)
    return Hit(
        kind=_("Phát hiện trong văn bản"),
        title=f"{finding.get_kind_display()} · {finding.document}",
        url=finding_url(finding),
        excerpt=shown.text,
        marks=shown.marks,
        note=_page(finding.page),
    )


def _page(page: int | None) -> str:
    return str(_("trang %(page)s") % {"page": page}) if page else ""
