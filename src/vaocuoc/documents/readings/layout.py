"""A reading's text laid out for a page (bố cục toàn văn): paragraphs and tables, cut where findings begin and end.

Owns no markup: a template draws the parts. Used by the page of a document and by the review beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol


class Span(Protocol):
    """What is marked in the text: a finding, or anything else with a place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same spans (đoạn chữ), the narrowest first.

    ``begins`` are those that begin right here: the place an address ``#s<start>`` leads to.
    """

    text: str
    spans: tuple[Any, ...] = ()
    begins: tuple[Any, ...] = ()

    @property
    def span(self) -> Any:
        """The narrowest span over this stretch, None where there is none."""
        return self.spans[0] if self.spans else None


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell of a table with its spans over rows and columns; ``skipped`` empty ones stand before it."""

    start: int
    segments: tuple[Segment, ...]
    row_span: int = 1
    column_span: int = 1
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph (``segments``) or a table (``rows``); ``page`` is set where a new page begins."""

    kind: str
    start: int
    level: int | None = None
    page: int | None = None
    segments: tuple[Segment, ...] = ()
    rows: tuple[tuple[CellPart, ...], ...] = ()


def lay_out(text: str, blocks: Sequence[dict[str, Any]], spans: Iterable[Span] = ()) -> list[Part]:
    """The parts of ``text`` in order, each cut where a span begins or ends; spans may lie over each other.

    ``blocks`` are those of the reading contract, in order. Linear in text and spans, but for how many lie over a place.
    """
    cutter = _Cutter(text, spans)
    parts: list[Part] = []
    page: int | None = None
    for group in _groups(blocks):
        first = group[0]
        begins = first.get("page") if first.get("page") != page else None
        page = first.get("page") or page
        if first["kind"] == "cell":
            parts.append(Part("table", first["start"], page=begins, rows=tuple(_rows(group, cutter))))
        else:
            segments = cutter.cut(first["start"], first["end"])
            parts.append(Part(first["kind"], first["start"], level=first.get("level"), page=begins, segments=segments))
    return parts


def _groups(blocks: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Single paragraphs, and the cells of a table together."""
    group: list[dict[str, Any]] = []
    for block in blocks:
        together = group and block["kind"] == "cell" == group[0]["kind"] and block.get("table") == group[0].get("table")
        if group and not together:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _rows(cells: list[dict[str, Any]], cutter: _Cutter) -> Iterator[tuple[CellPart, ...]]:
    """The rows of a table, with how many empty cells stand before each (files give only those that hold text)."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for cell in cells:
        rows.setdefault(cell.get("row") or 0, []).append(cell)
    taken: dict[int, set[int]] = {}
    for number in sorted(rows):
        row: list[CellPart] = []
        column = 0
        for cell in rows[number]:
            place, wide, high = cell.get("column") or 0, cell.get("column_span", 1), cell.get("row_span", 1)
            empty = sum(1 for between in range(column, place) if between not in taken.get(number, ()))
            for below in range(number + 1, number + high):
                taken.setdefault(below, set()).update(range(place, place + wide))
            row.append(CellPart(cell["start"], cutter.cut(cell["start"], cell["end"]), high, wide, empty))
            column = place + wide
        yield tuple(row)


@dataclass(slots=True)
class _Cutter:
    """Cuts stretches of the text, asked in order of place."""

    text: str
    spans: Iterable[Span]
    _waiting: list[Span] = field(default_factory=list)
    _next: int = 0
    _open: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._waiting = sorted(self.spans, key=lambda span: (span.start, -span.end))

    def cut(self, start: int, end: int) -> tuple[Segment, ...]:
        self._advance(end)
        self._open = [span for span in self._open if span.end > start]
        here = [span for span in self._open if span.start < end]
        edges = sorted(
            {
                start,
                end,
                *(span.start for span in here if span.start > start),
                *(span.end for span in here if span.end < end),
            }
        )
        return tuple(self._segment(left, right, here) for left, right in pairwise(edges))

    def _advance(self, end: int) -> None:
        while self._next < len(self._waiting) and self._waiting[self._next].start < end:
            self._open.append(self._waiting[self._next])
            self._next += 1

    def _segment(self, left: int, right: int, here: list[Span]) -> Segment:
        over = sorted(
            (span for span in here if span.start <= left and span.end >= right), key=lambda span: span.end - span.start
        )
        begins = tuple(span for span in here if span.start == left)
        return Segment(self.text[left:right], tuple(over), begins)
