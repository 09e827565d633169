"""A reading's text laid out for a page (bố cục toàn văn): paragraphs and tables, cut where findings begin and end.

Owns no markup: templates draw the parts, on the page of a document and on the review. Pure: no database, no request.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

Block = Mapping[str, Any]

_NUMBERED = re.compile(r"(?:[IVXLC]+|\d+|[A-ZĐ])\s*[.)/-]")
_TITLE_LIMIT = 120  # characters; longer lines of capitals are paragraphs that shout


class Span(Protocol):
    """What is marked in the text: a finding, or anything else with a place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(slots=True)
class Segment:
    """A stretch of text under the same spans (đoạn chữ), the narrowest first.

    ``anchors`` are the starts of the spans that are first met here: where the addresses ``#s<start>`` lead.
    ``introduces`` are the spans whose letter stands here, each in one segment of the text: the first one that it is
    the narrowest in, or, where narrower ones lie over all of it, the first one at all. White space introduces nothing.
    """

    text: str
    spans: tuple[Any, ...] = ()
    anchors: tuple[int, ...] = ()
    introduces: list[Any] = field(default_factory=list)

    @property
    def span(self) -> Any:
        """The narrowest span over this stretch, None where there is none."""
        return self.spans[0] if self.spans else None

    @property
    def is_blank(self) -> bool:
        """Nothing but white space: not worth a link of its own."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell of a table with its spans over rows and columns; ``skipped`` empty ones stand before it.

    ``page`` is set where a new page begins inside the table.
    """

    start: int
    segments: tuple[Segment, ...]
    row_span: int = 1
    column_span: int = 1
    skipped: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph (``segments``) or a table (``rows``); ``page`` is set where a new page begins.

    ``is_title``: a short line of capitals without a number, which papers put in the middle.
    """

    kind: str
    start: int
    level: int | None = None
    page: int | None = None
    is_title: bool = False
    segments: tuple[Segment, ...] = ()
    rows: tuple[tuple[CellPart, ...], ...] = ()


def lay_out(
    text: str, blocks: Sequence[Block], spans: Iterable[Span] = (), *, within: tuple[int, int] | None = None
) -> list[Part]:
    """The parts of ``text`` in order, each cut where a span begins or ends; spans may lie over each other.

    ``blocks`` are those of the reading contract; text that lies between them becomes paragraphs, so that nothing of the
    document is lost, and blocks of white space are left out. Linear in text and spans, but for how many lie over a
    place. ``within`` lays out that stretch alone; it begins and ends where blocks do.
    """
    begin, stop = within or (0, len(text))
    cutter = _Cutter(text, (span for span in spans if span.start < stop and span.end > begin))
    pages = _Pages()
    parts: list[Part] = []
    for group in _groups(_whole(text, blocks, begin, stop)):
        first = group[0]
        start, end = first["start"], first["end"]
        if first["kind"] == "cell":
            page = pages.turn(first)
            parts.append(Part("table", start, page=page, rows=tuple(_rows(group, cutter, pages))))
        elif words := text[start:end].strip():
            title = words.isupper() and len(words) <= _TITLE_LIMIT and not _NUMBERED.match(words)
            segments = cutter.cut(start, end)
            parts.append(Part(first["kind"], start, first.get("level"), pages.turn(first), title, segments))
    cutter.introduce()
    return parts


def _whole(text: str, blocks: Sequence[Block], begin: int, stop: int) -> Iterator[Block]:
    """The blocks in order of place, and whatever text lies between them."""
    at = begin
    inside = [block for block in blocks if begin <= block["start"] and block["end"] <= stop]
    for block in sorted(inside, key=lambda block: (block["start"], block["end"])):
        if text[at : block["start"]].strip():
            yield {"kind": "paragraph", "start": at, "end": block["start"], "page": block.get("page")}
        yield block
        at = max(at, block["end"])
    if text[at:stop].strip():
        yield {"kind": "paragraph", "start": at, "end": stop}


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Single paragraphs, and the cells of a table together."""
    group: list[Block] = []
    for block in blocks:
        together = group and block["kind"] == "cell" == group[0]["kind"] and block.get("table") == group[0].get("table")
        if group and not together:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _rows(cells: list[Block], cutter: _Cutter, pages: _Pages) -> Iterator[tuple[CellPart, ...]]:
    """The rows of a table, with how many empty cells stand before each (files give only those that hold text)."""
    rows: dict[int, list[Block]] = {}
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
            segments = cutter.cut(cell["start"], cell["end"])
            row.append(CellPart(cell["start"], segments, high, wide, empty, pages.turn(cell)))
            column = place + wide
        yield tuple(row)


class _Pages:
    """Notices where a new page begins, asked in order of place."""

    def __init__(self) -> None:
        self._page: int | None = None

    def turn(self, block: Block) -> int | None:
        """The page that begins with ``block``, None where it goes on."""
        page: int | None = block.get("page")
        if page is None or page == self._page:
            return None
        self._page = page
        return page


class _Cutter:
    """Cuts pieces of the text and remembers them, to place the letters when all are there."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._text = text
        self._spans = list(spans)
        self._stretches = list(_stretches(self._spans, len(text)))
        self._starts = [start for start, _end, _over in self._stretches]
        self._anchored: set[int] = set()
        self._made: list[tuple[Segment, tuple[int, ...]]] = []

    def cut(self, start: int, end: int) -> tuple[Segment, ...]:
        """The segments of ``text[start:end]``."""
        made: list[Segment] = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._stretches) and self._stretches[index][0] < end:
            left, right, over = self._stretches[index]
            text = self._text[max(start, left) : min(end, right)]
            if text:
                anchors = {self._spans[number].start for number in over} - self._anchored
                self._anchored |= anchors
                made.append(Segment(text, tuple(self._spans[number] for number in over), tuple(sorted(anchors))))
                self._made.append((made[-1], over))
            index += 1
        return tuple(made)

    def introduce(self) -> None:
        """Give each span's letter its one place."""
        shown = [(segment, over) for segment, over in self._made if over and not segment.is_blank]
        done: set[int] = set()
        for segment, over in shown:
            self._letter(segment, over[:1], done)
        for segment, over in shown:
            self._letter(segment, over[1:], done)

    def _letter(self, segment: Segment, over: tuple[int, ...], done: set[int]) -> None:
        for number in over:
            if number not in done:
                done.add(number)
                segment.introduces.append(self._spans[number])


def _stretches(spans: Sequence[Span], length: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Cut ``[0, length)`` where the spans over it change: start, end, and the spans' numbers, the narrowest first.

    Empty spans and spans beyond the text lie over nothing.
    """
    begin: dict[int, list[int]] = {}
    finish: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        start, end = max(0, span.start), min(length, span.end)
        if start < end:
            begin.setdefault(start, []).append(number)
            finish.setdefault(end, []).append(number)
    over: set[int] = set()
    for start, end in pairwise(sorted({0, length, *begin, *finish})):
        over.difference_update(finish.get(start, ()))
        over.update(begin.get(start, ()))
        yield start, end, tuple(sorted(over, key=lambda n: (spans[n].end - spans[n].start, -spans[n].start, n)))
