"""Reading files, and deciding on what was found in them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import READER_VERSION, Source, secrecy_mark
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.issuing import unit_that_issued, write_as_unit
from vaocuoc.documents.papers.models import Document, DocumentType, File
from vaocuoc.documents.papers.naming import keep_found_by, number_key, title_from_name, type_named
from vaocuoc.documents.readings.apart import read_apart
from vaocuoc.documents.readings.citations import record_citations, resolve_waiting
from vaocuoc.documents.readings.models import (
    Citation,
    Finding,
    FindingKind,
    FindingState,
    Passage,
    Reading,
    ReadingStage,
    ReadingState,
)
from vaocuoc.documents.readings.passages import passages
from vaocuoc.documents.readings.queries import finding_words
from vaocuoc.formats import FormatError, Limits, screen

logger = logging.getLogger(__name__)

_BATCH = 500


# --- the job --------------------------------------------------------------------------------------------------------


def request_reading(*, actor: Actor | None, file: File) -> Reading:
    """Have a file read by the reader of today (yêu cầu đọc): the job is a row of the same transaction.

    A reading that failed waits again; one that waits, runs or is done is given back as it is. ``actor`` is None where
    the program asks by itself. Raises ``access.denied``.
    """
    if actor is not None:
        actor.require(Action.UPLOAD, file.keeper_id)
    file.document.must_stand()
    with transaction.atomic():
        reading, made = Reading.objects.select_for_update().get_or_create(file=file, reader_version=READER_VERSION)
        if not made and reading.state != ReadingState.FAILED:
            return reading
        reading.state, reading.stage = ReadingState.WAITING, ""
        reading.error_code, reading.error_facts = "", {}
        reading.asked_at, reading.started_at, reading.finished_at = timezone.now(), None, None
        reading.save()
        record(actor, "readings.request", file.document, file=file.pk, reader=READER_VERSION)
        read_file_job.enqueue(reading.pk)
    return reading


@task()
def read_file_job(reading_id: int) -> None:
    """The job of reading a file; see :func:`read_file`."""
    read_file(reading_id)


def read_file(reading_id: int) -> None:
    """Read the file of a waiting reading into text, passages, findings and citations (đọc tệp).

    All is written in one transaction or nothing is. What goes wrong is kept on the reading as a code and facts, never
    raised. Does nothing to a reading that is done, so that a job that runs twice does no harm.
    """
    reading = Reading.objects.select_related("file__document").get(pk=reading_id)
    if reading.state == ReadingState.DONE:
        return
    reading.pages = reading.pages_done = None
    _show(reading, ReadingStage.OPENING)
    try:
        source = _loaded(reading)
        _describe(reading, source)
        _show(reading, ReadingStage.FINDING)
        contract = read_apart(source)
        _show(reading, ReadingStage.WRITING)
        _write(reading, contract)
    except FormatError as error:
        logger.warning("reading %s failed: %s", reading_id, error)
        _fail(reading, error.code, error.facts)
    except Exception:
        # Whatever it was, who waits for the reading must see that it failed and may ask again; the log has the rest.
        logger.exception("reading %s could not be made", reading_id)
        _fail(reading, "reading.crashed", {})


def _show(reading: Reading, stage: ReadingStage) -> None:
    """Let those who watch know what is being done; committed at once, never over the end of another worker's run."""
    reading.started_at = reading.started_at or timezone.now()
    Reading.objects.filter(pk=reading.pk).exclude(state=ReadingState.DONE).update(
        state=ReadingState.READING,
        stage=stage,
        started_at=reading.started_at,
        pages=reading.pages,
        pages_done=reading.pages_done,
    )


def _loaded(reading: Reading) -> Source:
    """The text of a kept file, through the process that can be killed, as when it came in; a scan page by page."""
    file = reading.file
    if not storage.is_whole(file.sha256):
        raise FormatError("documents.file_lost")

    def told(page: int, of: int) -> None:
        reading.pages_done, reading.pages = page, of
        _show(reading, ReadingStage.SCANNING)

    limits = Limits(file_bytes=settings.UPLOAD_LIMIT)
    source = screen(storage.path_of(file.sha256), name=file.name, limits=limits, told=told)
    source = replace(source, text=nfc(source.text).replace("\x00", " "))
    # What stands on a picture was not known when it came in.
    if source.is_scanned and (mark := secrecy_mark(source)):
        raise FormatError("secrecy.marked", mark=mark)
    return source


def _describe(reading: Reading, source: Source) -> None:
    """Keep what the file itself is: its pages, and what of it was read from pictures or could not be."""
    reading.pages = source.pages or max((block.page or 0 for block in source.blocks), default=0) or None
    reading.pages_done = None
    reading.is_scanned, reading.unread_pages = source.is_scanned, list(source.unread)
    reading.doubtful = [list(span) for span in source.doubtful]


def _write(reading: Reading, contract: dict[str, Any]) -> None:
    with transaction.atomic():
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        if locked.state == ReadingState.DONE:  # another worker was given the same job
            return
        reading.text, reading.blocks = contract["text"], contract["blocks"]
        Passage.objects.bulk_create(
            [
                Passage(reading=reading, start=start, end=end, page=page, folded=fold(reading.text[start:end]))
                for start, end, page in passages(reading.text, reading.blocks)
            ],
            batch_size=_BATCH,
        )
        document = Document.objects.select_for_update().get(pk=reading.file.document_id)
        reading.file.document = document
        findings = Finding.objects.bulk_create(
            [_finding(reading, item) for item in contract["items"]], batch_size=_BATCH
        )
        filled = _fill_from_letterhead(document, reading.file, contract["document"])
        record_citations(reading, findings)
        resolve_waiting(document)
        reading.state, reading.stage, reading.finished_at = ReadingState.DONE, "", timezone.now()
        reading.error_code, reading.error_facts = "", {}
        reading.save()
        counts = Counter(finding.kind for finding in findings)
        record(
            None,
            "readings.done",
            document,
            file=reading.file_id,
            reader=contract["reader"],
            found=dict(counts),
            filled=filled,
        )


def _finding(reading: Reading, item: dict[str, Any]) -> Finding:
    kind = item["role"] if item["kind"] == "figure" else item["kind"]
    return Finding(
        reading=reading,
        document=reading.file.document,
        kind=FindingKind(kind),
        start=item["start"],
        end=item["end"],
        quote=item["quote"],
        page=item["page"],
        section=(item["section"] or "")[:300],
        fields=item,
        confidence=item.get("confidence", 0.5),
        folded=fold(finding_words(item)),
    )


def _fill_from_letterhead(document: Document, file: File, letterhead: dict[str, Any]) -> list[str]:
    """Fill what nobody has written yet from the letterhead (điền từ thể thức); the names of the fields filled."""
    said = _said(letterhead)
    no_term = document.term_start is None and document.term_end is None
    unwritten = {
        "type": document.type == DocumentType.OTHER,
        "title": document.title == title_from_name(file.name),
        "term_start": no_term,
        "term_end": no_term,
    }
    filled = [name for name, value in said.items() if value and unwritten.get(name, not getattr(document, name))]
    for name in filled:
        setattr(document, name, said[name])
    if "issuer" in filled and document.issuer_unit_id is None:
        document.issuer_unit = unit_that_issued(document)
        write_as_unit(document)
    if filled:
        keep_found_by(document)
        document.version += 1
        document.save()
    return filled


def _said(letterhead: dict[str, Any]) -> dict[str, Any]:
    """The document's fields as its letterhead says them; empty where it does not."""
    term, title = letterhead["term"] or {}, nfc(letterhead["title"] or "")
    return {
        "type": letterhead["type"] and type_named(letterhead["type"]),
        "number": nfc(letterhead["number"] or "")[:80],
        "title": title[:1].upper() + title[1:1000],
        "issuer": nfc(letterhead["issuer"] or "")[:300],
        "issued_on": letterhead["date"] and date.fromisoformat(letterhead["date"]),
        "term_start": term.get("start"),
        "term_end": term.get("end"),
    }


def _fail(reading: Reading, code: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        changed = (
            Reading.objects.filter(pk=reading.pk)
            .exclude(state=ReadingState.DONE)
            .update(state=ReadingState.FAILED, stage="", error_code=code, error_facts=facts, finished_at=timezone.now())
        )
        if changed:
            record(None, "readings.failed", reading.file.document, file=reading.file_id, code=code)


# --- decisions on findings: the rows alone; what one becomes is made by higher apps in the same transaction -----------


def accept_finding_row(*, actor: Actor, finding_id: int, version: int, edited: dict[str, Any] | None = None) -> Finding:
    """Accept a finding (nhận), with what was changed in it. Raises ``access.denied``, ``conflict.finding_changed``."""
    return _decide(actor, finding_id, version, FindingState.ACCEPTED, edited=edited or {})


def reject_finding_row(*, actor: Actor, finding_id: int, version: int, reason: str = "") -> Finding:
    """Put a finding aside with a reason (bỏ). Raises ``access.denied``, ``conflict.finding_changed``."""
    return _decide(actor, finding_id, version, FindingState.REJECTED, reason=reason)


def reopen_finding_row(*, actor: Actor, finding_id: int, version: int) -> Finding:
    """Take a decision back (rà lại). Raises ``access.denied``, ``conflict.finding_changed``."""
    return _decide(actor, finding_id, version, FindingState.OPEN)


def add_finding_row(
    *,
    actor: Actor,
    reading: Reading,
    kind: str,
    start: int,
    end: int,
    quote: str,
    fields: dict[str, Any],
    page: int | None = None,
    section: str = "",
) -> Finding:
    """Add a finding that a person made (phát hiện ghi tay, tách, gộp): as sure as people are. Raises ``access.denied``.

    ``quote`` is the text between ``start`` and ``end``, or, of a page that no program could read, what was typed.
    """
    document = reading.file.document
    actor.require(Action.REVIEW, document.keeper_id)
    document.must_stand()
    with transaction.atomic():
        fields = {**fields, "quote": quote, "start": start, "end": end, "page": page, "section": section}
        finding = Finding.objects.create(
            reading=reading,
            document=document,
            kind=kind,
            start=start,
            end=end,
            quote=quote,
            page=page,
            section=section[:300],
            fields=fields,
            confidence=1.0,
            folded=fold(finding_words(fields)),
        )
        record(actor, "findings.add", finding, document=document.pk, why=list(fields.get("why") or ())[:1])
    return finding


def _decide(
    actor: Actor,
    finding_id: int,
    version: int,
    state: FindingState,
    *,
    edited: dict[str, Any] | None = None,
    reason: str = "",
) -> Finding:
    with transaction.atomic():
        finding = _locked(finding_id)
        actor.require(Action.REVIEW, finding.document.keeper_id)
        finding.document.must_stand()
        check_as_seen(finding, version, state)
        finding.state, finding.version = state, finding.version + 1
        finding.edited, finding.reject_reason = edited or {}, reason[:300]
        # Whoever reopens stands there too: the other one is told who it was.
        finding.decided_by, finding.decided_as, finding.decided_at = actor.user, actor.post, timezone.now()
        finding.save()
        record(actor, f"findings.{_VERBS[state]}", finding, document=finding.document_id, reason=reason[:300])
    return finding


def accept_held_rows(*, actor: Actor, held: Sequence[tuple[Finding, int, dict[str, Any]]]) -> None:
    """Accept many findings that the caller holds, each with the version seen and what was changed in it (nhận nhiều).

    Each has its entry in the trail; the queries do not grow with them. Raises as :func:`accept_finding_row` does, then
    nothing has been written.
    """
    now = timezone.now()
    for keeper in {finding.document.keeper_id for finding, _version, _edited in held}:
        actor.require(Action.REVIEW, keeper)
    for finding, version, _edited in held:
        check_as_seen(finding, version, FindingState.ACCEPTED)
    for finding, _version, edited in held:
        finding.state, finding.version = FindingState.ACCEPTED, finding.version + 1
        finding.edited, finding.reject_reason = edited, ""
        finding.decided_by, finding.decided_as, finding.decided_at = actor.user, actor.post, now
    rows = [finding for finding, _version, _edited in held]
    alike = {"state": FindingState.ACCEPTED, "reject_reason": "", "decided_by": actor.user, "decided_as": actor.post}
    with transaction.atomic():
        same = Finding.objects.filter(pk__in=[finding.pk for finding in rows])
        same.update(**alike, decided_at=now, version=F("version") + 1, edited={})
        Finding.objects.bulk_update([finding for finding in rows if finding.edited], ["edited"], batch_size=200)
        told = [(finding, {"document": finding.document_id, "reason": ""}) for finding in rows]
        record_all(actor, "findings.accept", told)


def check_as_seen(finding: Finding, version: int, state: FindingState) -> None:
    """One decides on what is open and reopens what is decided: anything else was seen before somebody changed it."""
    if finding.version != version or (finding.state == FindingState.OPEN) == (state == FindingState.OPEN):
        raise Refused(
            "conflict.finding_changed",
            by=str(finding.decided_as or finding.decided_by or ""),
            state=finding.get_state_display(),
            at=f"{timezone.localtime(finding.decided_at):%H:%M, %d/%m/%Y}" if finding.decided_at else "",
        )


_VERBS = {FindingState.ACCEPTED: "accept", FindingState.REJECTED: "reject", FindingState.OPEN: "reopen"}


def _locked(finding_id: int) -> Finding:
    try:
        return (
            Finding.objects.select_for_update(of=("self",))
            .select_related("document", "decided_by", "decided_as__unit")
            .get(pk=finding_id)
        )
    except Finding.DoesNotExist:
        raise Refused("not_found") from None


def point_citation(*, actor: Actor, finding_id: int, cited: Document | None) -> None:
    """Say which document a reference means, or that none of the register is meant (sửa dẫn chiếu).

    The caller has made sure that the actor sees ``cited``. Raises ``access.denied``.
    """
    with transaction.atomic():
        finding = _locked(finding_id)
        actor.require(Action.REVIEW, finding.document.keeper_id)
        key = number_key(finding.fields.get("number") or "")
        Citation.objects.update_or_create(
            finding=finding, defaults={"document": finding.document, "cited": cited, "number_key": key}
        )
        record(actor, "citations.point", finding, cited=cited.pk if cited else None)
