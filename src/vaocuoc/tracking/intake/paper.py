"""The text beside the cards (toàn văn bên thẻ): the stretch of a long paper that is shown, where its tables stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from vaocuoc.documents.readings.layout import Part, lay_out
from vaocuoc.tracking.intake.listing import Line, Review

_WHOLE = 60_000  # characters of a paper that is always shown whole, if its findings are no more than
_WHOLE_SPANS = 250
_BEFORE, _AFTER = 4_000, 9_000  # characters around the selected finding in a longer one
_SPANS_BEFORE, _SPANS_AFTER = 25, 50


@dataclass(frozen=True, slots=True)
class Paper:
    """A stretch of the text laid out, ``start`` to ``end``; what lies before and after it is a link away."""

    parts: list[Part]
    start: int
    end: int
    length: int

    @property
    def before_at(self) -> int:
        """A place whose stretch ends about where this one begins."""
        return max(0, self.start - _AFTER)

    @property
    def has_before(self) -> bool:
        return self.start > 0

    @property
    def has_after(self) -> bool:
        return self.end < self.length


def paper_of(review: Review, *, at: int | None = None) -> Paper:
    """The stretch of the text around the selected finding, or around the place ``at``."""
    text, blocks = review.reading.text, review.reading.blocks
    if at is None:
        at = review.selected.start if review.selected else 0
    start, end = _stretch(text, blocks, review.lines, at)
    parts = lay_out(text, blocks, review.lines, within=(start, end))
    if review.reading.doubtful:
        _mark_doubtful(parts, [(left, right) for left, right in review.reading.doubtful])
    return Paper(parts, start, end, len(text))


def _mark_doubtful(parts: Iterable[Part], doubtful: Sequence[tuple[int, int]]) -> None:
    """Have the words whose digits were read with doubt stand out, and be said to (chữ số chưa chắc)."""
    for part in parts:
        for start, segments in (
            (part.start, part.segments),
            *((c.start, c.segments) for row in part.rows for c in row),
        ):
            at = start
            for segment in segments:
                length = len(segment.text)
                own = [(max(left, at) - at, min(right, at + length) - at) for left, right in doubtful]
                segment.text = _with_doubt(segment.text, [(left, right) for left, right in own if left < right])
                at += length


def _with_doubt(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces: list[str] = []
    at = 0
    for left, right in spans:
        told = _("chưa chắc:")
        mark = '{}<span class="doubt"><span class="sr">{} </span>{}</span>'
        pieces.append(format_html(mark, text[at:left], told, text[left:right]))
        at = right
    return format_html("{}{}", format_html_join("", "{}", ((piece,) for piece in pieces)), text[at:])


def _stretch(text: str, blocks: Sequence[Mapping[str, Any]], lines: Sequence[Line], at: int) -> tuple[int, int]:
    """From one beginning of a paragraph or of a table's row to another; the whole of a short text."""
    if len(text) <= _WHOLE and len(lines) <= _WHOLE_SPANS:
        return 0, len(text)
    starts = [line.start for line in lines]
    here = bisect_left(starts, at)
    left, right = at - _BEFORE, at + _AFTER
    if here - _SPANS_BEFORE > 0:
        left = max(left, starts[here - _SPANS_BEFORE])
    if here + _SPANS_AFTER < len(starts):
        right = min(right, max(starts[here + _SPANS_AFTER], lines[min(here, len(lines) - 1)].end))
    edges = sorted(
        block["start"] for block in blocks if block["kind"] != "cell" or not block.get("column") or block["start"] == 0
    )
    before, after = bisect_right(edges, left) - 1, bisect_left(edges, right)
    return (edges[before] if before >= 1 else 0), (edges[after] if after < len(edges) else len(text))


def tables_of(review: Review) -> dict[int, int]:
    """The number of the table in which each finding begins, by the ids of those that stand in one."""
    spans: dict[int, tuple[int, int]] = {}
    for block in review.reading.blocks:
        if number := block.get("table"):
            start, end = spans.get(number, (block["start"], block["end"]))
            spans[number] = min(start, block["start"]), max(end, block["end"])
    ordered = sorted((start, end, number) for number, (start, end) in spans.items())
    begins = [start for start, _end, _number in ordered]
    found: dict[int, int] = {}
    for line in review.lines:
        place = bisect_right(begins, line.start) - 1
        if place >= 0 and line.start < max(ordered[place][1], ordered[place][0] + 1):
            found[line.pk] = ordered[place][2]
    return found
