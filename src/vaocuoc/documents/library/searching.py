"""What a search of the whole site finds in documents: papers, passages of their texts, findings."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import sees_every_register, visible_documents
from vaocuoc.documents.papers.models import Document, File
from vaocuoc.documents.readings.models import Finding, FindingKind, FindingState, Passage, Reading, ReadingState
from vaocuoc.documents.readings.queries import finding_url, finding_words
from vaocuoc.search.queries import Hit, excerpt, matching


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
    found = (
        matching(Passage.objects.all(), "folded", query)
        .filter(_seen(actor, "reading__file__document"))
        .exclude(reading__in=_outdated(actor))
        .order_by("-reading_id", "start")
    )
    passages = (
        Passage.objects.filter(pk__in=_first(found, limit))
        .annotate(words=Substr("reading__text", F("start") + 1, F("end") - F("start")))
        .select_related("reading__file__document")
        .defer("reading__text", "reading__blocks", "folded", "reading__file__document__folded")
        .order_by("-reading_id", "start")
    )
    return [_passage_hit(passage, query) for passage in passages]


def _seen(actor: Actor, document: str) -> Q:
    """That the document is seen; nothing where all are."""
    if sees_every_register(actor):
        return Q()
    return Q(**{f"{document}__in": visible_documents(actor).order_by().values("pk")})


def _first(found: QuerySet[Any], limit: int) -> list[int]:
    """The keys of the first rows: a frequent word matches thousands, and only what is shown is worth fetching whole."""
    return list(found.values_list("pk", flat=True)[:limit])


def _outdated(actor: Actor) -> list[int]:
    """The readings that a newer one of the same document has taken the place of; asked once for a search."""
    return actor.once("outdated readings", _ask_outdated)


def _ask_outdated() -> list[int]:
    """Only a paper with several files, or a file read several times, can have any: indexes find the few."""
    files = File.objects.order_by().values("document").annotate(number=Count("*")).filter(number__gt=1)
    papers = {row["document"] for row in files}
    again = Reading.objects.order_by().values("file").annotate(number=Count("*")).filter(number__gt=1)
    papers |= set(File.objects.filter(pk__in=again.values("file")).values_list("document", flat=True))
    if not papers:
        return []
    done = Reading.objects.filter(state=ReadingState.DONE, file__document__in=papers).order_by()
    newest: dict[int, int] = {}
    read = list(done.values_list("file__document", "pk"))
    for paper, pk in read:
        newest[paper] = max(pk, newest.get(paper, 0))
    return sorted(pk for paper, pk in read if pk != newest[paper])


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
    found = (
        matching(Finding.objects.exclude(state=FindingState.REJECTED), "folded", query)
        .filter(_seen(actor, "document"))
        .exclude(reading__in=_outdated(actor))
        .exclude(kind__in=(FindingKind.CONTEXT, FindingKind.REFERENCE))
        .order_by("-document_id", "start", "pk")
    )
    findings = (
        Finding.objects.filter(pk__in=_first(found, limit))
        .select_related("document")
        .defer("folded", "document__folded")
        .order_by("-document_id", "start", "pk")
    )
    return [_finding_hit(finding, query) for finding in findings]


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
