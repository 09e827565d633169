"""Comparing two versions of a text in words (so sánh hai bản): sentence by sentence, then word by word. Pure.

The work grows with the length of the texts, not with its square: sentences that occur once in both are the anchors, and
only the short gaps between them are compared each with each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vaocuoc.core.reading.sentences import sentences

_GAP = 40_000  # sentences of the one times sentences of the other that are compared each with each
_PAIRS = 10_000  # the same for pairing what was changed
_WORDS = 600  # words of a sentence that are compared each with each
_ALIKE = 0.5  # so much of two sentences is the same where one is the other, changed
_TOKEN = re.compile(r"\S+\s*")
_SPACES = re.compile(r"\s+")

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, and whether they stand in this version alone."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was taken out (``old`` alone), put in (``new`` alone), or changed (both)."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def kind(self) -> str:
        return "changed" if self.old and self.new else "added" if self.new else "removed"


@dataclass(frozen=True, slots=True)
class Same:
    """Sentences that stand in both versions."""

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions in words: what stayed and what did not, in order of the text."""

    parts: tuple[Change | Same, ...]

    def count(self, kind: str) -> int:
        """How many sentences were ``added``, ``removed`` or ``changed``."""
        return sum(isinstance(part, Change) and part.kind == kind for part in self.parts)

    @property
    def kept(self) -> int:
        """How many sentences stayed as they were."""
        return sum(len(part.sentences) for part in self.parts if isinstance(part, Same))

    @property
    def differs(self) -> bool:
        return any(isinstance(part, Change) for part in self.parts)


def compare(old: str, new: str) -> Comparison:
    """Compare two texts; white space does not count."""
    before, after = _sentences(old), _sentences(new)
    parts: list[Change | Same] = []
    reached = 0
    for i1, i2, j1, j2 in _differences(before, after):
        if j1 > reached:
            parts.append(Same(tuple(after[reached:j1])))
        parts += _changes(before[i1:i2], after[j1:j2])
        reached = j2
    if reached < len(after):
        parts.append(Same(tuple(after[reached:])))
    return Comparison(tuple(parts))


def _sentences(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        for sentence in sentences(line, 0, len(line)):
            if words := _SPACES.sub(" ", line[sentence.start : sentence.end]).strip():
                found.append(words)
    return found


def _differences(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """The stretches in which the two differ, in order, those that touch joined."""
    found: list[Span] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        i1, i2, j1, j2 = _trimmed(old, new, waiting.pop())
        if i1 == i2 and j1 == j2:
            continue
        if i1 == i2 or j1 == j2:
            found.append((i1, i2, j1, j2))
        elif anchors := _anchors(old, new, i1, i2, j1, j2):
            edges = [(i1, j1), *((i + 1, j + 1) for i, j in anchors)]
            ends = [*anchors, (i2, j2)]
            waiting += [(a, c, b, d) for (a, b), (c, d) in zip(edges, ends, strict=True)]
        else:
            found += _each_with_each(old, new, i1, i2, j1, j2)
    return _joined(sorted(found))


def _trimmed(old: Sequence[str], new: Sequence[str], span: Span) -> Span:
    """A span without what is the same at its beginning and its end."""
    i1, i2, j1, j2 = span
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _anchors(old: Sequence[str], new: Sequence[str], i1: int, i2: int, j1: int, j2: int) -> list[tuple[int, int]]:
    """Sentences that occur once in both, as many as stand in the same order (the longest rising run)."""
    once_old, once_new = Counter(old[i1:i2]), Counter(new[j1:j2])
    place = {new[j]: j for j in range(j1, j2) if once_new[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in range(i1, i2) if once_old[old[i]] == 1 and old[i] in place]
    tails: list[int] = []
    tops: list[int] = []
    before: list[int | None] = []
    for number, (_i, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(tops[at - 1] if at else None)
        tails[at : at + 1], tops[at : at + 1] = [j], [number]
    run: list[tuple[int, int]] = []
    step = tops[-1] if tops else None
    while step is not None:
        run.append(pairs[step])
        step = before[step]
    return run[::-1]


def _each_with_each(old: Sequence[str], new: Sequence[str], i1: int, i2: int, j1: int, j2: int) -> Iterator[Span]:
    if (i2 - i1) * (j2 - j1) > _GAP:  # so long a stretch without one common sentence is another text
        yield i1, i2, j1, j2
        return
    for tag, a, b, c, d in SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False).get_opcodes():
        if tag != "equal":
            yield i1 + a, i1 + b, j1 + c, j1 + d


def _joined(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for i1, i2, j1, j2 in spans:
        if found and found[-1][1] == i1 and found[-1][3] == j1:
            i1, j1 = found[-1][0], found[-1][2]
            found.pop()
        found.append((i1, i2, j1, j2))
    return found


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The sentences of a stretch that differs: those that are alike as one changed, the others taken out or put in."""
    i = j = 0
    for a, b in [*_pairs(old, new), (len(old), len(new))]:
        yield from (Change((Piece(one, True),), ()) for one in old[i:a])
        yield from (Change((), (Piece(one, True),)) for one in new[j:b])
        if a < len(old) and b < len(new):
            yield _in_words(old[a], new[b])
        i, j = a + 1, b + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which sentence became which, in order, so that the pairs are as alike as can be."""
    if not old or not new or len(old) * len(new) > _PAIRS:
        return []
    bags = [Counter(one.split()) for one in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(Counter(one.split()), bag) for bag in bags] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much of two sentences is the same, from 0 to 1."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _in_words(old: str, new: str) -> Change:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(a), len(b)) > _WORDS:
        return Change((Piece(old, True),), (Piece(new, True),))
    bare_a, bare_b = [word.rstrip() for word in a], [word.rstrip() for word in b]
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, bare_a, bare_b, autojunk=False).get_opcodes():
        for pieces, words in ((left, a[i1:i2]), (right, b[j1:j2])):
            if words:
                pieces.append(Piece("".join(words), tag != "equal"))
    return Change(tuple(left), tuple(right))
