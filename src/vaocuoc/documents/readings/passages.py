"""A reading's text cut into passages to search (chia đoạn): at paragraph ends, none longer than 2,000 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 2000
_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_SENTENCE_END = re.compile(r"[.;:!?…]\s")


def passages(text: str, blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, int | None]]:
    """The passages as start, end and page; all text that is not white space is in exactly one of them.

    ``blocks`` are those of the reading contract, in order; a passage stands on the page it begins on.
    """
    pages = _Pages(blocks)
    begin = end = -1
    for start, stop in _pieces(text):
        if begin >= 0 and stop - begin > LONGEST:
            yield begin, end, pages.at(begin)
            begin = -1
        begin, end = (start if begin < 0 else begin), stop
    if begin >= 0:
        yield begin, end, pages.at(begin)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, those that are too long cut at sentence ends, else at spaces, else anywhere."""
    for paragraph in _PARAGRAPH.finditer(text):
        start, stop = paragraph.span()
        while stop - start > LONGEST:
            cut = _cut(text, start)
            yield start, cut
            start = cut
        yield start, stop


def _cut(text: str, start: int) -> int:
    window = text[start : start + LONGEST]
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    return start + (ends[-1] if ends else window.rfind(" ") + 1 or LONGEST)


class _Pages:
    """Which page a place stands on, asked in order of place."""

    def __init__(self, blocks: Sequence[dict[str, Any]]) -> None:
        self._ends = [(block["end"], block["page"]) for block in blocks if block.get("page")]
        self._next = 0

    def at(self, position: int) -> int | None:
        while self._next < len(self._ends) and self._ends[self._next][0] <= position:
            self._next += 1
        return self._ends[self._next][1] if self._next < len(self._ends) else None
