"""A stored reading as the core's own (dựng lại bản đọc): rows of the database into a ``Reading`` for rules to look at.

What a person rejected in the review is no finding of the paper; everything else is as the reader gave it. Fields that
a later reader adds are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from vaocuoc.core.reading import (
    AnyItem,
    Baseline,
    Block,
    Clears,
    Figure,
    PathPoint,
    Period,
    Proposal,
    Reference,
    Shortcoming,
    Task,
    Term,
)
from vaocuoc.core.reading import Document as PaperFields
from vaocuoc.core.reading import Reading as CoreReading
from vaocuoc.documents.models import Document, DocumentType, Finding, FindingState, Reading

_BLOCK_FIELDS = frozenset(field.name for field in fields(Block))


def reading_of(document: Document, reading: Reading) -> CoreReading:
    """The reading with its document's fields as the register has them; one query."""
    findings = Finding.objects.filter(reading=reading).exclude(state=FindingState.REJECTED)
    rows = findings.order_by("start", "pk").values_list("fields", flat=True)
    return CoreReading(
        document=_document(document),
        reader=reading.reader_version,
        text=reading.text,
        blocks=tuple(_block(block) for block in reading.blocks),
        items=tuple(item for row in rows if (item := _item(row)) is not None),
    )


def type_words(kind: str) -> str | None:
    """A type of paper as papers write it ("kế hoạch"); None where the register only says "other"."""
    if kind == DocumentType.OTHER:
        return None
    with translation.override("vi"):
        return str(DocumentType(kind).label).lower()


def _document(document: Document) -> PaperFields:
    start, end = document.term_start, document.term_end
    return PaperFields(
        title=document.title,
        type=type_words(document.type),
        number=document.number or None,
        date=document.issued_on,
        issuer=document.issuer or None,
        term=Term(start, end) if start and end else None,
    )


def _block(block: Mapping[str, Any]) -> Block:
    known = {name: value for name, value in block.items() if name in _BLOCK_FIELDS}
    return Block(**{**known, "style": frozenset(known.get("style") or ())})


def _item(row: Mapping[str, Any]) -> AnyItem | None:
    common: dict[str, Any] = {
        "start": row["start"],
        "end": row["end"],
        "quote": row["quote"],
        "page": row.get("page"),
        "section": row.get("section"),
        "why": tuple(row.get("why") or ()),
        "confidence": row.get("confidence") or 0.5,
    }
    match row.get("kind"):
        case "figure" | "target" | "result" | "context":
            return _figure(row, common)
        case "task":
            return _task(row, common)
        case "reference":
            return Reference(**common, type=row["type"], number=row.get("number"), issuer=row.get("issuer"))
        case "shortcoming":
            return Shortcoming(**common)
        case "proposal":
            return Proposal(**common, to=row.get("to"))
    return None


def _figure(row: Mapping[str, Any], common: dict[str, Any]) -> Figure:
    base = row.get("baseline")
    return Figure(
        **common,
        unit=row.get("unit"),
        indicator=row.get("indicator"),
        basis=row.get("basis"),
        measures=row.get("measures"),
        owner=row.get("owner"),
        value=Decimal(str(row["value"])),
        value_high=_decimal(row.get("value_high")),
        of=_decimal(row.get("of")),
        comparator=row.get("comparator") or "=",
        role=row.get("role") or (row["kind"] if row["kind"] in ("target", "result") else "context"),
        period=_period(row.get("period")),
        due=_day(row.get("due")),
        baseline=Baseline(Decimal(str(base["value"])), _period(base.get("period"))) if base else None,
        path=tuple(
            PathPoint(date.fromisoformat(point["due"]), Decimal(str(point["value"]))) for point in row.get("path") or ()
        ),
    )


def _task(row: Mapping[str, Any], common: dict[str, Any]) -> Task:
    clears = row.get("clears") or {}
    return Task(
        **common,
        owner=row.get("owner"),
        through=row.get("through"),
        receiver=row.get("receiver"),
        deadline=row.get("deadline"),
        days=row.get("days"),
        product=row.get("product"),
        resources=row.get("resources"),
        action=row.get("action") or "",
        cooperating=tuple(row.get("cooperating") or ()),
        due=_day(row.get("due")),
        recurring=bool(row.get("recurring")),
        clears=Clears(**{name: bool(clears.get(name)) for name in Clears.__slots__}),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _period(value: Mapping[str, str | None] | None) -> Period | None:
    return Period(_day(value.get("start")), _day(value.get("end"))) if value else None
