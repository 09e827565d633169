"""What documents hold of a paper: its files, readings, findings, citations (nơi văn bản giữ nội dung)."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Value, When

from vaocuoc.documents.destruction.holding import MARK, Described, Held, Keys, Root, Source
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.models import Attachment, Document, File
from vaocuoc.documents.readings.models import Citation, Finding, Reading


def _parts(document: Document) -> Keys:
    """What belongs to a paper, by kind; five queries."""
    rows: dict[str, Any] = {
        "documents.file": File.objects.filter(document=document),
        "documents.attachment": Attachment.objects.filter(document=document),
        "documents.reading": Reading.objects.filter(file__document=document),
        "documents.finding": Finding.objects.filter(document=document),
        "documents.citation": Citation.objects.filter(document=document),
    }
    return {kind: frozenset(found.order_by().values_list("pk", flat=True)) for kind, found in rows.items()}


def _described(document: Document) -> Described:
    """By type and number: the title may be what has to go."""
    number = document.number or f"#{document.pk}"
    return Described(f"{document.get_type_display()} {number}", document.keeper_id, document.uploaded_at)


_PAPER, _FINDING = "documents.document", "documents.finding"

DOCUMENTS = Source(
    roots=(
        Root(
            slug="van-ban",
            model=_PAPER,
            visible=visible_documents,
            describe=_described,
            page="library:document",
            page_of=lambda document: int(document.pk),
            parts=_parts,
        ),
    ),
    held=(
        Held("documents.file", ((_PAPER, "document"),), {"name": MARK}),
        Held("documents.attachment", ((_PAPER, "document"),), {"name": MARK, "note": MARK}),
        Held("documents.passage", ((_PAPER, "reading__file__document"),), delete=True),
        Held("documents.citation", ((_PAPER, "document"),), delete=True),
        Held(
            "documents.reading",
            ((_PAPER, "file__document"),),
            {
                # Done: a job that is still at it writes nothing more.
                "state": "done",
                "stage": "",
                "text": "",
                "blocks": [],
                "doubtful": [],
                "unread_pages": [],
                "error_code": "",
                "error_facts": {},
            },
            quiet=True,
        ),
        Held(
            _FINDING,
            ((_PAPER, "document"),),
            {
                "quote": MARK,
                "section": "",
                "fields": {},
                "edited": {},
                "reject_reason": "",
                # Nothing is left to be decided on; who has it open still is told that it changed.
                "version": F("version") + 1,
                "state": Case(When(state="open", then=Value("rejected")), default=F("state")),
            },
            quiet=True,
        ),
        Held(
            _PAPER,
            ((_PAPER, "pk"),),
            {"title": MARK},
            asked=True,
            words="title",
        ),
    ),
)
