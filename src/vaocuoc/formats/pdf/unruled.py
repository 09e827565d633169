"""Tables of a page without ruled lines: columns from the gaps that stay free down the page (bảng không kẻ khung).

A run of lines is a table where at least two gutters stay free between its words; a heading or the name of a group may
stand over a gutter. Rows begin where the first column has a number, else after a wider space. Two columns side by side
are left to ``layout``: letterheads and signatures look so.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vaocuoc.formats.pdf.layout import Line
from vaocuoc.formats.pdf.page import Word
from vaocuoc.formats.pdf.tables import Field, Grid

_Gap = tuple[float, float]

_NARROWEST = 5.0
_WIDE = 0.9
_WORD_GAP = 0.6
_FARTHEST = 4.5
_FEWEST_LINES = 4
_FEWEST_GUTTERS = 2
_COVERED = 0.06
_MOST_SKIPPED = 2
_MOST_REST = 12
_ROW_SPACE = 1.3
_MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}(?:\.\d{1,2})*|[A-ZĐ]|[a-zđ])[.)]?|[-+•]")


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words with nothing but spaces between them, and the columns that they stand in."""

    words: tuple[Word, ...]
    first: int
    last: int


def unruled(lines: Sequence[Line], above: Grid | None = None) -> list[Grid]:
    """The tables without ruled lines among the lines of a page, from the top; ``above`` reaches to the page before."""
    found: list[Grid] = []
    index = 0
    while index < len(lines):
        stop = _run(lines, index)
        grid = _grid(lines[index:stop]) if stop - index >= _FEWEST_LINES else None
        if grid is not None and 0 < index <= _MOST_REST and not found and _is_rest(lines[:index], grid.edges):
            # The rest of a row that the page before began.
            grid = _grid(lines[:stop]) or grid
        if grid is None:
            index += 1
        else:
            found.append(grid)
            index = stop
    if above is not None and not found:
        rest = next((i for i, line in enumerate(lines) if not _is_rest([line], above.edges)), len(lines))
        if 0 < rest <= _MOST_REST and (rest == len(lines) or _parts(lines[rest - 1], lines[rest])):
            fields = tuple(
                _fields(0, [_segment(p, above.edges) for line in lines[:rest] for p in _pieces(line)], above.edges)
            )
            found.append(
                Grid(
                    lines[0].page,
                    above.edges,
                    lines[0].top,
                    lines[rest - 1].bottom,
                    (_empty(above), *fields),
                    ruled=False,
                )
            )
    return found


def reaches_foot(grid: Grid, lines: Sequence[Line]) -> bool:
    """Is there nothing under a table but a foot of the page?"""
    return sum(line.top > grid.bottom for line in lines) <= 1


def _parts(before: Line, line: Line) -> bool:
    """Does a wider space, or a line that begins elsewhere, part two lines?"""
    return line.bottom - before.bottom > 1.5 * line.size or abs(line.left - before.left) > line.size


def _empty(grid: Grid) -> Field:
    """The first cell of a row that goes on from the page before."""
    return Field(0, 0, 1, 1, grid.edges[0], grid.edges[1], 0.0, 0.0, ())


def _is_rest(lines: Sequence[Line], edges: tuple[float, ...]) -> bool:
    """Do lines at the head of a page stand in the columns below them, none of them in the first?"""
    return all(
        segment.first == segment.last > 0 and piece[0].left > edges[segment.first]
        for line in lines
        for piece in _pieces(line)
        for segment in (_segment(piece, edges),)
    )


def _gaps(line: Line, least: float) -> list[_Gap]:
    """The gaps of a line of at least this width, those beside it among them."""
    inside = (
        (before.right, after.left) for before, after in pairwise(line.words) if after.left - before.right >= least
    )
    return [(-math.inf, line.left), *inside, (line.right, math.inf)]


def _run(lines: Sequence[Line], first: int) -> int:
    """Where the run of lines that begins here and leaves two gutters free ends."""
    head = lines[first]
    gutters = _gaps(head, _WIDE * head.size)[1:-1]
    if len(gutters) < _FEWEST_GUTTERS:
        return first
    last, skipped = first, 0
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.page != head.page or line.bottom - lines[index - 1].bottom > _FARTHEST * line.size:
            break
        narrowed = _narrowed(gutters, line)
        if len(narrowed) >= _FEWEST_GUTTERS:
            gutters, last, skipped = narrowed, index, 0
        elif skipped < _MOST_SKIPPED and len(_gaps(line, _WIDE * line.size)) <= 3:
            skipped += 1
        else:
            break
    return last + 1


def _narrowed(gutters: Sequence[_Gap], line: Line) -> list[_Gap]:
    gaps = _gaps(line, _NARROWEST)
    shared = ((max(left, start), min(right, end)) for left, right in gutters for start, end in gaps)
    return [(left, right) for left, right in shared if right - left >= _NARROWEST]


def _pieces(line: Line) -> Iterator[tuple[Word, ...]]:
    """The words of a line that only spaces part."""
    piece: list[Word] = []
    for word in line.words:
        if piece and word.left - piece[-1].right > _WORD_GAP * word.size:
            yield tuple(piece)
            piece = []
        piece.append(word)
    if piece:
        yield tuple(piece)


def _grid(lines: Sequence[Line]) -> Grid | None:
    edges = _edges(lines)
    if len(edges) < _FEWEST_GUTTERS + 2:
        return None
    laid = [[_segment(piece, edges) for piece in _pieces(line)] for line in lines]
    filled = sum(len({segment.first for segment in segments}) >= 3 for segments in laid)
    if filled < 3:
        return None
    rows = _rows(lines, laid)
    if len(rows) < 2:
        return None
    fields = [*_heading([laid[i] for i in rows[0]], edges)]
    depth = max(field.row + field.row_span for field in fields)
    for offset, row in enumerate(rows[1:]):
        fields += _fields(depth + offset, [segment for i in row for segment in laid[i]], edges)
    return Grid(lines[0].page, edges, lines[0].top, lines[-1].bottom, tuple(fields), ruled=False)


def _edges(lines: Sequence[Line]) -> tuple[float, ...]:
    """The edges of the columns: the middles of what is free on nearly all lines, and both margins."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    covered = [0] * (int(right - left) + 2)
    for line in lines:
        for piece in _pieces(line):
            for x in range(int(piece[0].left - left), min(int(piece[-1].right - left) + 1, len(covered))):
                covered[x] += 1
    free = _stretches(covered, 0)
    # Where only a heading or two stand over it, a gutter is one all the same, unless a column would be lost in it.
    nearly = _stretches(covered, max(1, int(_COVERED * len(lines))))
    nearly = [one for one in nearly if not any(_meet(one, other) for other in free)]
    return (left - 1, *(left + sum(gap) / 2 for gap in sorted([*free, *nearly])), right + 1)


def _stretches(covered: Sequence[int], most: int) -> list[tuple[int, int]]:
    """The inner stretches wide enough for a gutter that at most so many lines cover."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for x, count in enumerate(covered):
        if count <= most and start is None:
            start = x
        elif count > most and start is not None:
            if x - start >= _NARROWEST and start > 0:
                found.append((start, x))
            start = None
    return found


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _segment(words: tuple[Word, ...], edges: tuple[float, ...]) -> _Segment:
    def column(x: float) -> int:
        return max(0, min(sum(edge <= x for edge in edges) - 1, len(edges) - 2))

    return _Segment(words, column(words[0].left + 1), column(words[-1].right - 1))


def _rows(lines: Sequence[Line], laid: Sequence[Sequence[_Segment]]) -> list[list[int]]:
    """The lines of each row; the first row is the heading."""
    firsts = [next((s for s in segments if s.first == 0), None) for segments in laid]
    marks = [s is not None and _MARK.fullmatch(s.words[0].text) is not None for s in firsts]
    known = sum(s is not None for s in firsts)
    steps = [after.bottom - before.bottom for before, after in pairwise(lines)]
    pitch = min(statistics.median_low(steps), 1.5 * lines[0].size)
    spaced = [i + 1 for i, step in enumerate(steps) if step > _ROW_SPACE * pitch]
    if known >= 2 and sum(marks) >= 0.6 * (known - 1):
        first = marks.index(True)
        numbered = {i for i, mark in enumerate(marks) if mark}
        starts = sorted(numbered | {i for i in spaced if i > first and len(laid[i]) >= _FEWEST_GUTTERS + 1})
    else:
        starts = spaced
        if not starts:
            starts = [i for i in range(1, len(lines)) if firsts[i] is not None]
    bounds = [0, *(start for start in starts if start > 0), len(lines)]
    return [list(range(left, right)) for left, right in pairwise(bounds) if left < right]


def _heading(rows: Sequence[Sequence[_Segment]], edges: tuple[float, ...]) -> Iterator[Field]:
    """The cells of the heading: two rows where one of them stands over several columns."""
    over = [segment for segments in rows for segment in segments if segment.last > segment.first]
    covered = {column for segment in over for column in range(segment.first, segment.last + 1)}
    plain = [segment for segments in rows for segment in segments if segment.last == segment.first]
    for segment in over:
        yield _field(0, segment.first, segment.words, edges, wide=segment.last - segment.first + 1)
    for column in range(len(edges) - 1):
        words = tuple(word for segment in plain if segment.first == column for word in segment.words)
        if column in covered:
            yield _field(1, column, words, edges)
        else:
            yield _field(0, column, words, edges, high=2 if over else 1)


def _fields(row: int, segments: Sequence[_Segment], edges: tuple[float, ...]) -> Iterator[Field]:
    """The cells of a row; a segment over several columns makes one cell where they hold nothing else."""
    taken: dict[int, list[Word]] = {}
    wide: dict[int, int] = {}
    for segment in segments:
        taken.setdefault(segment.first, []).extend(segment.words)
        wide[segment.first] = max(wide.get(segment.first, 1), segment.last - segment.first + 1)
    for column, words in sorted(taken.items()):
        others = [other for other in taken if column < other < column + wide[column]]
        yield _field(row, column, tuple(words), edges, wide=1 if others else wide[column])


def _field(
    row: int, column: int, words: tuple[Word, ...], edges: tuple[float, ...], *, wide: int = 1, high: int = 1
) -> Field:
    top, bottom = min((word.top for word in words), default=0.0), max((word.bottom for word in words), default=0.0)
    return Field(row, column, high, wide, edges[column], edges[column + wide], top, bottom, words)
