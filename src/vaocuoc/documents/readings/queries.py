"""Asking what was read and found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.models import Document, File
from vaocuoc.documents.readings.models import Finding, FindingKind, FindingState, Reading, ReadingState
from vaocuoc.formats import FormatError, Limits, picture

# The formats of files whose pages can be shown as pictures.
PICTURED = frozenset({"pdf", "image"})

# Context says how large or old something is: shown in the text, asked of nobody.
REVIEWED_KINDS = tuple(kind for kind in FindingKind if kind is not FindingKind.CONTEXT)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many findings of a kind there are, and how many of them wait for a decision (số phát hiện)."""

    kind: FindingKind
    total: int
    open: int
    accepted: int


def readings_of(document: Document) -> QuerySet[Reading]:
    """All readings of the document's files, the newest first."""
    return Reading.objects.filter(file__document=document).select_related("file").order_by("-pk")


def newest_reading(document: Document) -> Reading | None:
    """As :func:`current_reading`, with its text and blocks still to be fetched."""
    readings = list(readings_of(document).defer("text", "blocks"))
    return next((one for one in readings if one.state == ReadingState.DONE), next(iter(readings), None))


def current_reading(document: Document) -> Reading | None:
    """The reading a document is shown by: the newest that is done, else the newest; None before any was asked for."""
    chosen = newest_reading(document)
    if chosen is not None:
        chosen.refresh_from_db(fields=["text", "blocks"])
    return chosen


def pages_of(reading: Reading) -> int:
    """How many pages of the file can be shown as pictures (số trang xem được bằng ảnh); 0 where it has none."""
    return (reading.pages or 0) if reading.file.format in PICTURED else 0


def page_picture(file: File, page: int) -> bytes:
    """Page ``page`` (from 1) of a kept file as a PNG (ảnh trang), made in a process apart at the first time.

    Raises ``FormatError``: ``page.missing`` where the file has no such page, ``documents.file_lost``, and what a file
    can be refused for.
    """
    kept = storage.kept_picture(file.sha256, page)
    if kept is not None:
        return kept
    if file.format not in PICTURED:
        raise FormatError("page.missing", page=page, format=file.name)
    if not storage.is_whole(file.sha256):
        raise FormatError("documents.file_lost")
    path = storage.path_of(file.sha256)
    png = picture(path, page, name=file.name, limits=Limits(file_bytes=settings.UPLOAD_LIMIT))
    storage.keep_picture(file.sha256, page, png)
    return png


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the newest reading of a document is (tiến độ đọc), for the one who watches.

    ``before`` counts the readings that wait in front of it; ``seconds`` is how long it waited, runs, or took.
    """

    reading: Reading | None
    before: int = 0
    seconds: float = 0.0
    found: int = 0

    @property
    def running(self) -> bool:
        return self.reading is not None and self.reading.state in (ReadingState.WAITING, ReadingState.READING)

    @property
    def stuck(self) -> bool:
        """Nobody took the job for so long that nobody may be there to take it."""
        waits = self.reading is not None and self.reading.state == ReadingState.WAITING
        return waits and not self.before and self.seconds > _PATIENCE


_PATIENCE = 60


def progress_of(document: Document) -> Progress:
    """The progress of the newest reading; at most two queries."""
    reading = readings_of(document).defer("text", "blocks").first()
    if reading is None:
        return Progress(None)
    if reading.state == ReadingState.DONE:
        took = (reading.finished_at or timezone.now()) - (reading.started_at or reading.asked_at)
        found = Finding.objects.filter(reading=reading, kind__in=REVIEWED_KINDS).count()
        return Progress(reading, seconds=took.total_seconds(), found=found)
    waiting = Reading.objects.filter(state=ReadingState.WAITING, pk__lt=reading.pk)
    before = waiting.count() if reading.state == ReadingState.WAITING else 0
    since = reading.started_at or reading.asked_at
    return Progress(reading, before=before, seconds=(timezone.now() - since).total_seconds())


def findings_of(document: Document, *, reading: Reading | None = None) -> QuerySet[Finding]:
    """The findings of a document's current reading (or of another one), in order of place."""
    reading = reading or current_reading(document)
    return (
        Finding.objects.filter(document=document, reading=reading)
        .select_related("citation__cited", "decided_as__unit")
        .order_by("start", "pk")
    )


def finding_counts(reading: Reading) -> list[KindCount]:
    """The findings of a reading counted by kind, in the order kinds are shown; those without any are left out."""
    counts: dict[str, dict[str, int]] = {}
    rows = Finding.objects.filter(reading=reading).order_by().values_list("kind", "state").annotate(Count("pk"))
    for kind, state, number in rows:
        counts.setdefault(kind, {})[state] = number
    return [
        KindCount(kind, sum(there.values()), there.get(FindingState.OPEN, 0), there.get(FindingState.ACCEPTED, 0))
        for kind in FindingKind
        if (there := counts.get(kind))
    ]


def to_review(counts: Iterable[KindCount]) -> tuple[int, int]:
    """How many findings have been decided on, of how many that ask for it (đã rà 18/27)."""
    asked = [count for count in counts if count.kind in REVIEWED_KINDS]
    return sum(count.total - count.open for count in asked), sum(count.total for count in asked)


def finding_words(fields: dict[str, Any]) -> str:
    """What a finding is read and searched by: its quote, with what a figure measures in front of it."""
    indicator = fields.get("indicator")
    return f"{indicator}: {fields['quote']}" if indicator else str(fields["quote"])


def finding_url(finding: Finding) -> str:
    """The place of a finding's quote in its document's text (dẫn đến câu gốc), also where the file was read anew."""
    address = reverse("library:document", args=[finding.document_id])
    return f"{address}?ban={finding.reading_id}#s{finding.start}"
