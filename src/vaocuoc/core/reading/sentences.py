"""Sentences and their clauses between semicolons (câu, vế câu)."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A full stop ends a sentence where a capital, a quote or a bracket follows; not in "17.4", "TP. Huế", "1. Mục tiêu".
_UPPER = "A-ZÐĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_END = re.compile(
    rf"[.!?…]+[”\")\]]*(?:\[\d+\])?(?=\s+[“\"(\[]?[{_UPPER}]|\s+[-+•]\s|\s*$|\s+\d)|(?<=[^\W\dA-Z_])[.!?…]+(?=[{_UPPER}][^\W\d_{_UPPER}])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TS|Ths|ThS|PGS|GS|BS|KS|Q|P|H|T|X|TT|ĐC|đ/c|tr|tt|vv|v\.v|KT|TM|TL|TUQ|St|Mr|Ông|Bà)|\b[A-ZĐ]|^\s*\d{1,2})$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its span and the spans of its clauses between semicolons outside brackets and quotes."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]


def sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Cut [start, end) of a text in sentences; a run without any end is cut at a blank, so that all work is bounded."""
    found: list[Sentence] = []
    position = start
    for match in _END.finditer(text, start, end):
        if match.start() < position:
            continue
        before = text[max(position, match.start() - 8) : match.start()]
        if match.group()[0] == "." and _ABBREVIATION.search(before):
            continue
        found += _bounded(text, position, match.end())
        position = match.end()
    found += _bounded(text, position, end)
    return tuple(sentence for sentence in found if sentence.end > sentence.start)


def _bounded(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = blank if blank > 0 else start + _LONGEST
        found.append(Sentence(*_cut(text, start, stop)))
        start = stop
    return [*found, Sentence(*_cut(text, start, end))]


_LONGEST = 3000
_MARKS = re.compile(r"[();“”]")


def _cut(text: str, start: int, end: int) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    clauses: list[tuple[int, int]] = []
    depth, position = 0, start
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if mark in "(“":
            depth += 1
        elif mark in ")”":
            depth = max(0, depth - 1)
        elif depth == 0:
            clauses.append((position, match.start()))
            position = match.end()
    clauses.append((position, end))
    return start, end, tuple(clauses)
