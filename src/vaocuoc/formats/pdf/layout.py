"""From words to lines, from lines to columns and paragraphs."""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vaocuoc.formats.pdf.page import Page, Word

_BULLET = re.compile(r"[-–—+•*·▪◦]\s")
_MARKER = re.compile(r"(?:[-–—+•*·▪◦]|\(?[a-zđ][.)]|\(?\d{1,3}[.)/-]|\d{1,2}(?:\.\d{1,2})+\.?|[IVX]+\s?[-.])\s")
_FOLIO = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s.]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BAND = 0.1
_INDENT = 10.0
_STOPS = (".", ";", ":", "!", "?")
_HEAD_LINES = 6
_NARROWEST_GUTTER = 5.0
_TOUCHING = 0.12
# A day that a narrow cell parts in its year ("30/6/202", "6").
_CUT_YEAR = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/([12]\d{0,2})$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height, from left to right."""

    page: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return statistics.median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines side by side, as in letterheads and over signatures: those of the left column, then the right."""

    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)


@dataclass(frozen=True, slots=True)
class Measure:
    """How the body of a document is set: its margins and the pitch of its lines, in points."""

    left: float
    right: float
    pitch: float


def lines_of(page: int, words: Iterable[Word]) -> list[Line]:
    """Words put into lines from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        anchor = lines[-1][0] if lines else None
        if anchor is not None and abs(word.base - anchor.base) < 0.4 * min(word.size, anchor.size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(page, tuple(_whole(sorted(line, key=lambda word: word.left)))) for line in lines]


def _whole(pieces: Iterable[Word]) -> Iterator[Word]:
    """Words from pieces that touch: a letter from another font is drawn apart, at times out of its order."""
    word: Word | None = None
    for piece in pieces:
        if word is not None and not word.spaced and piece.left - word.right < _TOUCHING * word.size:
            word = replace(
                word,
                text=word.text + piece.text,
                right=max(word.right, piece.right),
                bold=word.bold and piece.bold,
                spaced=piece.spaced,
                doubtful=word.doubtful or piece.doubtful,
            )
        else:
            if word is not None:
                yield word
            word = piece
    if word is not None:
        yield word


def repeated(pages: Sequence[tuple[Page, list[Line]]]) -> frozenset[str]:
    """The texts, without their digits, that stand at the head or foot of many pages."""
    counts = Counter(
        key for page, lines in pages for key in {_bare(line.text) for line in lines if in_margin(page, line)}
    )
    return frozenset(text for text, count in counts.items() if count >= max(2, 0.4 * len(pages)))


def in_margin(page: Page, line: Line) -> bool:
    """Does the line stand where heads and feet stand?"""
    return line.bottom < page.height * _BAND or line.top > page.height * (1 - _BAND)


def is_furniture(line: Line, texts: frozenset[str]) -> bool:
    """Is a line at the head or foot of a page a page number or a repeated text?"""
    return _FOLIO.fullmatch(line.text) is not None or _bare(line.text) in texts


def is_folio(line: Line) -> bool:
    """Is the line a page number and nothing else?"""
    return _FOLIO.fullmatch(line.text) is not None


def _bare(text: str) -> str:
    return _DIGITS.sub("#", text).strip().casefold()


def measure(lines: Sequence[Line]) -> Measure:
    """How most of the lines are set."""
    if not lines:
        return Measure(0, 0, 0)
    long = [line for line in lines if len(line.words) > 5] or list(lines)
    lefts = Counter(round(line.left / 2) * 2.0 for line in long)
    rights = sorted(line.right for line in long)
    pitches = [
        after.bottom - before.bottom
        for before, after in itertools.pairwise(lines)
        if before.page == after.page and 0 < after.bottom - before.bottom < 3.5 * before.size
    ]
    # First lines are indented, at times most lines are first ones: the margin is the leftmost place that is usual.
    # On the right it is where full lines end; a few words that stick out do not move it.
    usual = max(lefts.values()) * 0.15
    return Measure(
        min(left for left, count in lefts.items() if count >= usual),
        rights[int(len(rights) * 0.9)] if len(rights) > 1 else rights[0],
        statistics.median(pitches) if pitches else lines[0].size * 1.4,
    )


def in_columns(lines: Sequence[Line], body: Measure) -> list[Line | Columns]:
    """Lines as they are, save where wide gaps above one another show that two columns stand side by side."""
    result: list[Line | Columns] = []
    index = 0
    while index < len(lines):
        gutter = _wide_gap(lines[index])
        if gutter is None:
            result.append(lines[index])
            index += 1
            continue
        first, last, gutter = _run(lines, index, gutter, body)
        # What stands above the gap and belongs to the columns was taken for plain lines.
        del result[len(result) - (index - first) :]
        result.append(_split(lines[first : last + 1], sum(gutter) / 2))
        index = last + 1
    return result


def _wide_gap(line: Line) -> tuple[float, float] | None:
    """The widest gap between words, if no space of justified text is that wide."""
    widest = max(_gaps(line), key=lambda gap: gap[1] - gap[0], default=None)
    return widest if widest is not None and widest[1] - widest[0] >= 2.0 * line.size else None


def _gaps(line: Line) -> list[tuple[float, float]]:
    return [(before.right, after.left) for before, after in zip(line.words, line.words[1:], strict=False)]


def _run(
    lines: Sequence[Line], index: int, gutter: tuple[float, float], body: Measure
) -> tuple[int, int, tuple[float, float]]:
    """The first and last line around ``index`` that leave the gutter free, and what is left of it."""
    first = last = index
    while last + 1 < len(lines) and (narrowed := _beside(lines[last], lines[last + 1], gutter, body)):
        last, gutter = last + 1, narrowed
    # Upwards only from the head of a page: elsewhere a short last line of a paragraph would be caught.
    while first > 0 and index < _HEAD_LINES and (narrowed := _beside(lines[first], lines[first - 1], gutter, body)):
        first, gutter = first - 1, narrowed
    return first, last, gutter


def _beside(near: Line, line: Line, gutter: tuple[float, float], body: Measure) -> tuple[float, float] | None:
    """The gutter as ``line`` leaves it, or None where the line does not stand in the columns of ``near``."""
    if near.page != line.page or abs(line.bottom - near.bottom) > 2.6 * max(line.size, near.size):
        return None
    inside = _gaps(line)
    outside = [(-math.inf, line.left), (line.right, math.inf)]
    left, right = max((_shared(gutter, gap) for gap in (*inside, *outside)), key=lambda gap: gap[1] - gap[0])
    if right - left < _NARROWEST_GUTTER:
        return None
    if line.left < left and right < line.right:
        usual = statistics.median(gap[1] - gap[0] for gap in inside)
        return (left, right) if right - left > 1.6 * usual or len(line.words) < 4 else None
    # A line on one side alone is a column's if it is centred there and not on the page.
    middle = (left + right) / 2
    column = (body.left + middle) / 2 if line.right <= left else (middle + body.right) / 2
    centre = (line.left + line.right) / 2
    return (left, right) if abs(centre - column) < abs(centre - (body.left + body.right) / 2) else None


def _shared(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return max(one[0], other[0]), min(one[1], other[1])


def _split(lines: Sequence[Line], middle: float) -> Columns:
    left, right = [], []
    for line in lines:
        sides = [word for word in line.words if (word.left + word.right) / 2 < middle]
        others = line.words[len(sides) :]
        left += [Line(line.page, tuple(sides))] if sides else []
        right += [Line(line.page, others)] if others else []
    return Columns(tuple(left + right))


def goes_on(before: Line, line: Line, body: Measure, *, first: Line) -> bool:
    """Does ``line`` continue the paragraph that began with ``first`` and whose last line is ``before``?"""
    if _BULLET.match(line.text) or abs(line.size - before.size) > 0.2 * before.size:
        return False
    same_page = line.page == before.page
    if same_page and line.bottom - before.bottom > 1.3 * max(body.pitch, 1.15 * before.size):
        return False
    if is_centred(first, body) and is_centred(line, body):
        worded = any(map(str.isalnum, line.text)) and any(map(str.isalnum, before.text))
        alike = line.bold == before.bold and line.text.isupper() == before.text.isupper()
        # A title that was broken over lines has a long first line; a short one is a title by itself.
        long = before.right - before.left > 0.5 * (body.right - body.left)
        return same_page and worded and alike and long
    if not same_page and before.text.endswith(_STOPS):
        return False
    indented = line.left > body.left + _INDENT
    if indented and not (first.left > body.left + _INDENT and abs(before.left - line.left) < 2 and before is not first):
        return False
    room = body.right - before.right
    next_word = line.words[0].right - line.words[0].left
    if room > next_word + 0.4 * line.size:
        return False
    return not (_MARKER.match(line.text) and before.text.endswith(_STOPS))


def is_centred(line: Line, body: Measure) -> bool:
    """Does a line stand in the middle, clear of both margins?"""
    left, right = line.left - body.left, body.right - line.right
    return left > _INDENT and right > _INDENT and abs(left - right) < 0.25 * max(left, right) + 4


def cell_text(page: int, words: Iterable[Word], left: float, right: float) -> tuple[str, list[Word]]:
    """The words of a cell as lines of its paragraphs, and as they follow; a dash, or a stop and room, begins one."""
    paragraphs: list[list[str]] = []
    before: Line | None = None
    lines = lines_of(page, words)
    for line in lines:
        fresh = before is None or _BULLET.match(line.text) is not None
        if before is not None and before.text.endswith((".", ";", ":")):
            fresh = fresh or right - before.right > 0.3 * (right - left) or _MARKER.match(line.text) is not None
        if fresh:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
        before = line
    return "\n".join(map(joined, paragraphs)), [word for line in lines for word in line.words]


def doubts(text: str, words: Iterable[Word]) -> tuple[tuple[int, int], ...]:
    """Where the doubtful ones of ``words`` stand in the text that was joined from them in this order."""
    found = []
    place = 0
    for word in words:
        start = text.find(word.text, place)
        if start < 0:
            continue
        place = start + len(word.text)
        if word.doubtful:
            found.append((start, place))
    return tuple(found)


def joined(texts: Iterable[str]) -> str:
    """Lines as one text: a word that was parted after a hyphen or a slash, or in a year, goes on without a space."""
    result = ""
    for text in texts:
        parted = len(result) > 1 and result[-1] in "-/" and not result[-2].isspace()
        year = _CUT_YEAR.search(result)
        parted = parted or (year is not None and re.match(rf"\d{{{4 - len(year[1])}}}(?!\d)", text) is not None)
        result += text if not result or parted else f" {text}"
    return result
