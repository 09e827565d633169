"""Where a task, a target or a figure comes from: the sentence in its document (nguồn, trích nguyên văn)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest, Substr

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding
from vaocuoc.documents.readings.queries import finding_url
from vaocuoc.tracking.withdrawals import Withdrawal

_AROUND = 240  # characters of the text on both sides of the quote from which its sentence is cut
_END = re.compile(r"[.;:!?…]\s|\n")


@dataclass(frozen=True)
class Source:
    """A quote in its sentence. ``url`` leads to it where the reader may see the document, else it is empty."""

    document: Document
    finding: Finding | None
    text: str
    start: int
    end: int
    url: str
    withdrawn_on: date | None = None  # the day on which the paper was withdrawn (văn bản nguồn đã thu hồi)

    @property
    def kind(self) -> str:
        return self.finding.kind if self.finding else ""


def sources_of(actor: Actor, findings: Iterable[int | None]) -> Mapping[int, Source]:
    """The sources of the findings with these keys; two queries, of which the texts are cut in the database."""
    wanted = {key for key in findings if key is not None}
    if not wanted:
        return {}
    begins = Greatest(F("start") + 1 - _AROUND, 1)
    around = (
        Finding.objects.filter(pk__in=wanted)
        .select_related("document", "decided_as")
        .annotate(
            before=Substr("reading__text", begins, F("start") + 1 - begins),
            after=Substr("reading__text", F("end") + 1, _AROUND),
            withdrawn_on=Subquery(Withdrawal.objects.filter(document=OuterRef("document")).values("withdrawn_on")[:1]),
        )
    )
    found = list(around)
    seen = set(visible_documents(actor).filter(pk__in={one.document_id for one in found}).values_list("pk", flat=True))
    return {one.pk: _source(one, one.before or "", one.after or "", one.document_id in seen) for one in found}


def _source(finding: Finding, before: str, after: str, is_seen: bool) -> Source:
    ends = list(_END.finditer(before))
    head = (
        before[ends[-1].end() :] if ends else before if len(before) < _AROUND - 1 else "… " + before.partition(" ")[2]
    )
    stop = _END.search(after)
    tail = (
        after[: stop.start() + 1].rstrip()
        if stop
        else after
        if len(after) < _AROUND
        else after.rpartition(" ")[0] + " …"
    )
    if finding.quote.rstrip().endswith((".", ";")):
        tail = ""
    start = len(head)
    return Source(
        document=finding.document,
        finding=finding,
        text=head + finding.quote + tail,
        start=start,
        end=start + len(finding.quote),
        url=finding_url(finding) if is_seen else "",
        withdrawn_on=getattr(finding, "withdrawn_on", None),
    )
