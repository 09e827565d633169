"""Tables in plain text: Markdown, whole or broken, and cells apart by tabs as Word and Excel copy them (bảng dán vào).

Three shapes are told apart by where their bars stand. Rows on lines may lack their outer bars or the rule under the
heading and may be broken over lines; a row whose cells stand one a line ends where a bar follows a bar, and since an
empty cell looks the same, the cheapest cut of a region into rows is taken. Cells apart by tabs are a table where a row
of them heads one: prose has tabs, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from vaocuoc.core.reading.columns import bare, is_heading_row, wording
from vaocuoc.core.reading.tables import Cell, Table

_Span = tuple[int, int]
_Row = list[_Span]

_BAR = re.compile(r"(?<!\\)\|")
_RULE_LINE = re.compile(r"[\s|:=+-]*-[\s|:=+-]*")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LONGEST_CELL = 2500
_EMPTY = re.compile(r"[\s*_]*(?:&nbsp;[\s*_]*)*")
_MARK = re.compile(
    r"[\s*]*(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}(?:\.\d{1,3}){0,3}|[A-ZĐ](?:\.\d{1,3}){0,2}|[a-zđ])\s*[.)]?[\s*]*"
)
_CAPTION = re.compile(
    r"[\s*#]*(?:PHỤ LỤC|Phụ lục (?:số )?[IVX\d]|BIỂU|Biểu (?:số )?\d|MẪU SỐ|Mẫu số|DANH MỤC|BẢNG)(?!\w)"
)
_WIDEST = 40
_WIDER = 4
"""How many more columns than its fullest rows show a table may have, all empty but for their headings."""
_GOOD = 0.1
"""The price of a row at which a cut is good enough not to look for a better width."""
_HEAD_ROWS = 4
_FIRST_CAPTION_LINES = 3


def in_plain_text(text: str) -> tuple[Table, ...]:
    """Find the tables of plain text in order; letterheads in bars come out as small tables too."""
    found: list[Table] = []
    for region in _regions(text, [match.start() for match in _BAR.finditer(text)]):
        found += _of_region(text, region)
    if "\t" in text:
        taken = [(table.start, table.end) for table in found]
        found += [table for table in _tabbed(text) if not _overlaps(taken, table)]
    found.sort(key=lambda table: table.start)
    return tuple(
        Table(number, table.rows, exact=False, placed=table.placed) for number, table in enumerate(found, start=1)
    )


def is_mark(text: str) -> bool:
    """Tell what numbers a row and nothing else ("1", "2.1", "IV.", "a)")."""
    return _MARK.fullmatch(text) is not None


def _overlaps(taken: Sequence[_Span], table: Table) -> bool:
    start, end = table.start, table.end
    return any(left < end and start < right for left, right in taken)


# -- regions of bars


def _regions(text: str, bars: list[int]) -> list[list[int]]:
    """Bars that belong together: nothing but a cell stands between two of them."""
    regions: list[list[int]] = []
    for bar in bars:
        if regions and _belongs(text, regions[-1][-1], bar):
            regions[-1].append(bar)
        else:
            regions.append([bar])
    return [region for region in regions if len(region) > 1]


def _belongs(text: str, before: int, bar: int) -> bool:
    if bar - before > _LONGEST_CELL:
        return False
    gap = text[before + 1 : bar]
    if not _BLANK_LINE.search(gap):
        return True
    # Rows on lines of their own with blank lines between them.
    above, below = _line(text, before), _line(text, bar)
    bars = text.count("|", *above)
    after = text.find("\n", below[1]) + 1 or len(text)
    return (
        not gap.strip()
        and bars >= 3
        and text.count("|", *below) == bars
        and not _RULE_LINE.fullmatch(text, below[1], _line(text, min(below[1] + 1, len(text)))[1])
        and after > below[1]
    )


def _line(text: str, position: int) -> _Span:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _of_region(text: str, bars: list[int]) -> Iterator[Table]:
    lines = list(_lines(text, _line(text, bars[0])[0], _line(text, bars[-1])[1]))
    barred = [(start, end) for start, end in lines if "|" in text[start:end]]
    alone = sum(not text[start:end].strip("| \t") for start, end in barred)
    if 2 * alone > len(barred):
        for region in _parted(text, bars):
            rows = _cells_on_lines(text, region)
            if rows:
                yield _table(text, rows, placed=False)
    else:
        rows = _rows_on_lines(text, lines)
        if rows:
            yield _table(text, rows, placed=True)


def _lines(text: str, start: int, end: int) -> Iterator[_Span]:
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _table(text: str, rows: list[_Row], *, placed: bool) -> Table:
    return Table(
        0,
        tuple(
            tuple(Cell(i, j, start, end, bold=text.startswith("**", start)) for j, (start, end) in enumerate(row))
            for i, row in enumerate(rows)
        ),
        exact=False,
        placed=placed,
    )


def _stripped(text: str, start: int, end: int) -> _Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_empty(text: str, span: _Span) -> bool:
    return _EMPTY.fullmatch(text, *span) is not None


# -- rows on lines


def _rows_on_lines(text: str, lines: Sequence[_Span]) -> list[_Row]:
    """Rows of which each stands on a line, or goes on over lines until it has as many cells as the others."""
    first = next((span for span in lines if "|" in text[slice(*span)]), lines[0])
    outer = text[slice(*first)].lstrip().startswith("|")
    cut = [(span, _segments(text, *span, outer=outer)) for span in lines]
    width = _width(text, cut, outer=outer)
    rows: list[_Row] = []
    open_row = False
    for (start, end), cells in cut:
        line = text[start:end]
        if _RULE_LINE.fullmatch(line):
            open_row = False
            continue
        if cells is None:
            if open_row and line.strip():
                rows[-1][-1] = rows[-1][-1][0], _stripped(text, start, end)[1]
            continue
        if open_row and _goes_on(text, rows[-1], cells, line, width, outer=outer):
            rows[-1][-1] = rows[-1][-1][0], cells[0][1]
            rows[-1] += cells[1:]
        elif rows and _is_rest(text, rows[-1], cells, width):
            rows[-1] += cells
        elif cells:
            rows.append(list(cells))
        open_row = bool(rows) and (not line.rstrip().endswith("|") if outer else len(rows[-1]) < width)
    return [row for row in rows if not all(_is_empty(text, span) for span in row)]


def _segments(text: str, start: int, end: int, *, outer: bool) -> _Row | None:
    """The cells of a line, without what outer bars leave empty; None for a line without bars."""
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    if not bars:
        return None
    cells = [_stripped(text, left + 1, right) for left, right in pairwise([start - 1, *bars, end])]
    if outer and not text[start : bars[0]].strip():
        cells = cells[1:]
    if outer and cells and not text[bars[-1] + 1 : end].strip():
        cells = cells[:-1]
    return cells


def _width(text: str, cut: Sequence[tuple[_Span, _Row | None]], *, outer: bool) -> int:
    """How many cells a row has: as the rule under the heading says, else the heading, over as many lines as it takes."""
    for span, cells in cut:
        if cells and _RULE_LINE.fullmatch(text, *span):
            return len(cells)
    count = 0
    for span, cells in cut:
        line = text[slice(*span)]
        count += len(cells) - bool(count and not (outer and line.lstrip().startswith("|"))) if cells else 0
        if not outer or line.rstrip().endswith("|"):
            break
    usual = Counter(len(cells) for _, cells in cut if cells)
    return max([count, *(length for length, times in usual.items() if 2 * times > sum(usual.values()))])


def _goes_on(text: str, row: _Row, cells: _Row, line: str, width: int, *, outer: bool) -> bool:
    """Tell a line that continues the last cell of a row from one that begins a row."""
    if not cells or len(row) + len(cells) - 1 > width:
        return False
    return not line.lstrip().startswith("|") if outer else not is_mark(text[slice(*cells[0])])


def _is_rest(text: str, row: _Row, cells: _Row, width: int) -> bool:
    """Tell a row cut between two cells: the halves have the width of a whole one, and the second has no number."""
    halves = 2 <= len(row) < width and len(row) + len(cells) == width and len(cells) >= 1
    return (
        halves and is_mark(text[slice(*row[0])]) and not is_mark(text[slice(*cells[0])]) and len(row) + len(cells) > 2
    )


# -- a cell a line


def _parted(text: str, bars: list[int]) -> Iterator[list[int]]:
    """Part a region where the caption of another table stands, or where its heading begins."""
    region: list[int] = bars[:1]
    for left, right in pairwise(bars):
        gap = text[left + 1 : right]
        if len(region) > 1 and _captions(gap):
            yield region
            region = [right]
        else:
            region.append(right)
    if len(region) > 1:
        yield region


def _captions(gap: str) -> bool:
    lines = [line for line in gap.strip().split("\n") if line.strip(" *#")]
    return len(lines) > 1 and any(_CAPTION.match(line) for line in lines[:_FIRST_CAPTION_LINES])


def _cells_on_lines(text: str, bars: list[int]) -> list[_Row]:
    """Cut a region in rows: the cheapest way to read each blank between bars as an end of a row or an empty cell."""
    cells: list[_Span] = []
    may_end: list[bool] = []
    for left, right in pairwise(bars):
        gap = text[left + 1 : right]
        if _RULE_LINE.fullmatch(gap) and "-" in gap:
            continue
        cells.append(_stripped(text, left + 1, right))
        may_end.append(not gap.strip() and "\n" in gap)
    numbered = _is_numbered(text, cells)
    least = _least_width(cells, may_end)
    strip = _Strip.of(text, cells, may_end, numbered=numbered)
    cost, spans = _cheapest(strip, least)
    for width in range(least + 1, least + _WIDER):
        if cost <= _GOOD * len(spans):
            break
        cost, spans = min((cost, spans), _cheapest(strip, width), key=lambda cut: cut[0])
    return [cells[left:right] for left, right in spans if not all(_is_empty(text, span) for span in cells[left:right])]


def _is_numbered(text: str, cells: Sequence[_Span]) -> bool:
    head = next((wording(text[slice(*span)]) for span in cells if not _is_empty(text, span)), None)
    return head is not None and head.kind == "number"


def _least_width(cells: Sequence[_Span], may_end: Sequence[bool]) -> int:
    """How many cells a whole row has at least, from the stretches that no blank parts: the heading, and what is usual."""
    runs: list[int] = []
    length = 0
    for ends in (*may_end, True):
        if ends and length:
            runs.append(length)
        length = 0 if ends else length + 1
    usual = [length for length, times in Counter(runs).items() if times >= max(2, len(runs) // 10)]
    return min(_WIDEST, max([runs[0] if runs else 1, *usual]))


@dataclass(frozen=True, slots=True)
class _Strip:
    """The cells of a region one after the other, with how many of the first ones are empty, or numbers after a blank."""

    may_end: tuple[bool, ...]
    blank: tuple[bool, ...]
    marked: tuple[bool, ...]
    blanks: tuple[int, ...]
    parted: tuple[int, ...]

    @classmethod
    def of(cls, text: str, cells: Sequence[_Span], may_end: Sequence[bool], *, numbered: bool) -> _Strip:
        """Look at each cell once."""
        blank = tuple(_is_empty(text, span) for span in cells)
        marked = tuple(numbered and is_mark(text[slice(*span)]) for span in cells)
        after = (i > 0 and marked[i] and blank[i - 1] for i in range(len(cells)))
        return cls(tuple(may_end), blank, marked, (0, *accumulate(blank)), (0, *accumulate(after)))

    def price(self, start: int, end: int, width: int) -> float:
        """How unlike a row of ``width`` cells a stretch is."""
        length = end - start
        filled = length - (self.blanks[end] - self.blanks[start])
        if length > width:
            price = 4.0 * (length - width)
        elif length == width:
            price = 0.0
        else:
            price = 0.6 if filled <= 2 else 1.0 + 0.1 * (width - length)
        if filled == 0:
            price += 0.4
        price += 1.5 * (self.parted[end] - self.parted[start + 1]) - 0.5 * self.marked[start]
        return price + 0.7 * self.blank[start]


def _cheapest(strip: _Strip, width: int) -> tuple[float, list[_Span]]:
    """The cheapest cut and its price; the gap after each row is the one between two rows."""
    count = len(strip.blank)
    best = [0.0] * (count + 1)
    ends_at = [count] * (count + 1)
    ends = [*(i for i in range(count) if strip.may_end[i]), count]
    k = len(ends)
    for i in range(count - 1, -1, -1):
        while k > 0 and ends[k - 1] >= i:
            k -= 1
        choice, cost = count, float("inf")
        for m in range(k, len(ends)):
            end = ends[m]
            if end - i > 2 * width + 2 and cost < float("inf"):
                break
            if end == i:
                continue
            price = strip.price(i, end, width) + (best[end + 1] if end < count else 0.0)
            if price < cost:
                cost, choice = price, end
        best[i], ends_at[i] = (cost, choice) if cost < float("inf") else (0.0, count)
    rows: list[_Span] = []
    i = 0
    while i < count:
        rows.append((i, ends_at[i]))
        i = ends_at[i] + 1
    return best[0], rows


# -- cells apart by tabs


def _tabbed(text: str) -> Iterator[Table]:
    """The tables of lines with tabs: those that have a heading."""
    start: int | None = None
    previous_end = 0
    for line_start, line_end in _lines(text, 0, len(text)):
        has_text = bool(text[line_start:line_end].strip())
        if start is None and "\t" in text[line_start:line_end]:
            start = line_start
        elif start is not None and not has_text and not _inside_quotes(text, start, line_start):
            yield from _of_tabs(text, start, previous_end)
            start = None
        previous_end = line_end
    if start is not None:
        yield from _of_tabs(text, start, previous_end)


def _inside_quotes(text: str, start: int, position: int) -> bool:
    """Tell a blank line inside a cell that Excel put in quotation marks."""
    window = max(start, position - _LONGEST_CELL)
    opened = text.rfind('\t"', window, position)
    return opened >= 0 and '"' not in text[opened + 2 : position]


def _of_tabs(text: str, start: int, end: int) -> Iterator[Table]:
    lines = _logical_lines(text, start, end)
    head = next(
        (i for i, cells in enumerate(lines[: _HEAD_ROWS * 2]) if is_heading_row(text[slice(*span)] for span in cells)),
        None,
    )
    if head is None or len(lines) < head + 2:
        return
    width = len(lines[head])
    numbered = bare(text[slice(*lines[head][0])]) in {"stt", "tt", "so tt"}
    rows = [list(cells) for cells in lines[: head + 1]]
    for cells in lines[head + 1 :]:
        last = rows[-1]
        begins = not numbered or is_mark(text[slice(*cells[0])]) or len(cells) >= width
        if len(rows) > head + 1 and not begins and len(last) + len(cells) - 1 <= width:
            # A line break inside a cell: the line goes on with the last cell of the row.
            last[-1] = last[-1][0], cells[0][1]
            last += cells[1:]
        else:
            rows.append(list(cells))
    yield _table(text, [row for row in rows if any(left < right for left, right in row)], placed=True)


def _logical_lines(text: str, start: int, end: int) -> list[_Row]:
    """The lines of a region as cells; a cell in quotation marks may hold line breaks."""
    rows: list[_Row] = [[]]
    position = start
    while position <= end:
        if text.startswith('"', position) and (quoted := _quoted(text, position, end)) is not None:
            rows[-1].append(_stripped(text, position + 1, quoted))
            stop = quoted + 1
        else:
            stop = min(
                (place for place in (text.find("\t", position, end), text.find("\n", position, end)) if place >= 0),
                default=end,
            )
            rows[-1].append(_stripped(text, position, stop))
        if stop < end and text[stop] == "\n":
            rows.append([])
        position = stop + 1
    return [row for row in rows if row]


def _quoted(text: str, position: int, end: int) -> int | None:
    """Where a cell in quotation marks ends: at a mark that a tab or the end of a line follows."""
    close = position
    while True:
        close = text.find('"', close + 1, min(end, position + _LONGEST_CELL))
        if close < 0:
            return None
        if text.startswith('""', close):
            close += 1
        elif close + 1 >= end or text[close + 1] in "\t\n":
            return close
