"""The office's desk in the demonstration: papers taken in, read and reviewed, on the days on which they came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from vaocuoc.config.demo.province import Province
from vaocuoc.config.demo.timeline import Timeline
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.operations import address_document, mark_reviewed, upload_document
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState, Handling, Reading, ReadingState
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.documents.readings.queries import findings_of
from vaocuoc.tracking.intake.drafts import Draft
from vaocuoc.tracking.intake.operations import accept_finding, accept_many, reject_finding
from vaocuoc.tracking.intake.proposing import drafts_for

CLERK = "chuyenvien"
_SPACES = re.compile(r"\s+")


@dataclass
class Desk:
    """The papers of the register by their keys, beside the province and its calendar of events."""

    province: Province
    timeline: Timeline
    folder: Path
    documents: dict[str, Document] = field(default_factory=dict)
    _proposed: dict[int, Draft] = field(default_factory=dict)

    def clerk(self, day: date) -> Actor:
        return self.province.actor(CLERK, day)

    def take_in(self, key: str, paper: Path, day: date, *, everyone: bool = False) -> Document:
        """Upload a paper to the register of the provincial committee and read it at once."""
        actor = self.clerk(day)
        document = upload_document(
            actor=actor,
            content=paper,
            name=paper.name,
            keeper=self.province.units["tinh-uy"],
            handling=Handling.ORDINARY,
            today=day,
        )
        for reading in Reading.objects.filter(file__document=document):
            read_file(reading.pk)
            reading.refresh_from_db(fields=["state", "error_code"])
            if reading.state != ReadingState.DONE:
                raise Refused("demo.paper_unread", paper=paper.name, error=reading.error_code)
        document.refresh_from_db()
        if everyone:
            bodies = [unit for name, unit in self.province.units.items() if name.startswith(("dang-uy", "so-"))]
            address_document(actor=actor, document=document, units=bodies)
        self.documents[key] = document
        return document

    def open_findings(self, document: Document, *kinds: FindingKind) -> list[Finding]:
        found = findings_of(document).filter(state=FindingState.OPEN)
        return list(found.filter(kind__in=kinds) if kinds else found)

    def accept(self, finding: Finding, day: date, **fields: Any) -> Finding:
        """Take one finding with these fields, over what was proposed when the first of its paper was reviewed."""
        actor = self.clerk(day)
        if finding.pk not in self._proposed:
            document = finding.document
            self._proposed = drafts_for(self.open_findings(document), document=document, today=day, actor=actor)
        return accept_finding(
            actor=actor,
            finding_id=finding.pk,
            version=finding.version,
            fields=fields,
            today=day,
            proposed=self._proposed[finding.pk],
        )

    def accept_as_read(self, document: Document, day: date, *kinds: FindingKind) -> None:
        """Take what is complete as the program read it; what is not stays open, as it would for anybody."""
        self.accept_some(document, day, [finding.pk for finding in self.open_findings(document, *kinds)])

    def accept_some(self, document: Document, day: date, wanted: list[int]) -> None:
        accept_many(actor=self.clerk(day), document=document, finding_ids=wanted, today=day)

    def reject_rest(self, document: Document, day: date, reason: str, *kinds: FindingKind) -> None:
        """Put aside what is still open of these kinds, with the reason a clerk would give."""
        actor = self.clerk(day)
        for finding in self.open_findings(document, *kinds):
            reject_finding(actor=actor, finding_id=finding.pk, version=finding.version, reason=reason)

    def finish_review(self, document: Document, day: date) -> None:
        """Say that the whole text has been gone through."""
        mark_reviewed(actor=self.clerk(day), document=document)


def containing(findings: list[Finding], words: str) -> Finding | None:
    """The first finding whose sentence has these words, accents and spaces aside."""
    wanted = plain(words)
    return next((finding for finding in findings if wanted in plain(finding.quote)), None)


def plain(text: str) -> str:
    return _SPACES.sub(" ", fold(text)).strip()


def known(values: Mapping[str, Any], *keys: str) -> tuple[Any, ...]:
    """The values that are there: a smaller demonstration has fewer communes."""
    return tuple(values[key] for key in keys if key in values)
