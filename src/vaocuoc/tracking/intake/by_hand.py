"""Findings that a person adds (thêm kết quả): what the reader missed, and what stands on a page it could not read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import read_text
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, Reading
from vaocuoc.documents.readings.operations import add_finding_row

ADDED = (FindingKind.TASK, FindingKind.TARGET, FindingKind.RESULT, FindingKind.SHORTCOMING, FindingKind.PROPOSAL)
"""What can be added; a citation is told of on the document's own page."""

LONGEST = 3000  # characters of a quote
_NUMBERS = (FindingKind.TARGET, FindingKind.RESULT)


def add_by_hand(
    *,
    actor: Actor,
    document: Document,
    reading: Reading,
    kind: str,
    quote: str,
    page: int | None = None,
    value: Decimal | None = None,
    measure: str = "",
    indicator: str = "",
) -> Finding:
    """Add an open finding with its quote (thêm phát hiện ghi tay); it is then reviewed as any other.

    The quote is found in the text, however its lines break, and what the reader understands of it is kept; of a page
    that could not be read, what was typed stands. ``why`` says that a person made it.

    Raises ``Refused``: ``access.denied``; ``intake.quote_missing``, ``intake.quote_not_found``,
    ``intake.finding_exists``, ``intake.value_missing``, each with ``field``.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    quote = nfc(quote).replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]
    if not quote:
        raise Refused("intake.quote_missing", field="quote")
    if kind in _NUMBERS and value is None and not _figures(quote):
        raise Refused("intake.value_missing", field="value")
    span = _place(reading.text, quote)
    if span is None and not reading.is_scanned:
        raise Refused("intake.quote_not_found", field="quote")
    start, end = span or (0, 0)
    if span and Finding.objects.filter(reading=reading, kind=kind, start=start, end=end).exists():
        raise Refused("intake.finding_exists", field="quote")
    words = reading.text[start:end] if span else quote
    fields = _fields(kind, words)
    if value is not None:
        fields |= {"value": _plain(value), "value_high": None, "of": None}
    fields |= {name: text for name, text in (("unit", measure.strip()), ("indicator", indicator.strip())) if text}
    block = _block_at(reading, start) if span else {}
    return add_finding_row(
        actor=actor,
        reading=reading,
        kind=kind,
        start=start,
        end=end,
        quote=words,
        fields=fields,
        page=page or block.get("page"),
        section="",
    )


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in the text, letter for letter but for white space; None where it does not."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(pattern, text)
    return found.span() if found else None


def _fields(kind: str, quote: str) -> dict[str, Any]:
    """What the reader understands of the quote by itself, taken as the kind that the person says."""
    wanted = "figure" if kind in _NUMBERS else kind
    items = _items(quote)
    found: dict[str, Any] = next((dict(item) for item in items if item["kind"] == wanted), {"kind": wanted})
    if wanted == "figure":
        found["role"] = kind
    if wanted == "task":
        found.setdefault("action", " ".join(quote.split()[:2]))
    found["why"] = ["by_hand.added", *(found.get("why") or ())]
    return found


def _figures(quote: str) -> bool:
    return any(item["kind"] == "figure" for item in _items(quote))


def _items(quote: str) -> list[dict[str, Any]]:
    """What the reader finds in the quote, taken as a whole sentence."""
    items = read_text(f"{quote.rstrip(' .;')}.").to_contract()["items"]
    assert isinstance(items, list)
    return items


def _block_at(reading: Reading, place: int) -> dict[str, Any]:
    inside = (block for block in reading.blocks if block["start"] <= place < max(block["end"], block["start"] + 1))
    return next(inside, {})


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
