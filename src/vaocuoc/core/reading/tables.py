"""Tables: cells of a source put in rows, and tables of Markdown found in plain text (bảng).

Broken Markdown is common in papers taken from the web: every cell on a line of its own between bars. A bar right after
a bar ends a row or stands for an empty cell; the heading row says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vaocuoc.core.source import Block

_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:=-]*")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LONGEST_CELL = 2500


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table by its place and its span of text (white space off both ends)."""

    row: int
    column: int
    start: int
    end: int
    page: int | None = None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its number in the document (from 1) and its rows of cells in order of columns."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return min(cell.start for row in self.rows for cell in row)


def of_blocks(blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """Put the cell blocks of a source together as tables."""
    tables: dict[int, dict[int, list[Cell]]] = {}
    for block in blocks:
        if block.kind == "cell" and block.table is not None and block.row is not None and block.column is not None:
            row = tables.setdefault(block.table, {}).setdefault(block.row, [])
            row.append(
                Cell(block.row, block.column, block.start, block.end, block.page, block.row_span, block.column_span)
            )
    return tuple(
        Table(number, tuple(tuple(sorted(cells, key=lambda cell: cell.column)) for _, cells in sorted(rows.items())))
        for number, rows in sorted(tables.items())
    )


def in_plain_text(text: str) -> tuple[Table, ...]:
    """Find the Markdown tables of plain text, whole or broken; letterheads in bars come out as small tables too."""
    found: list[Table] = []
    bars = [match.start() for match in _BAR.finditer(text)]
    for region in _regions(text, bars):
        rows = _rows(text, region)
        if rows:
            found.append(Table(len(found) + 1, tuple(rows)))
    return tuple(found)


def _regions(text: str, bars: list[int]) -> list[list[int]]:
    """Bars that belong together: nothing but a cell stands between two of them."""
    regions: list[list[int]] = []
    for bar in bars:
        if regions:
            gap = text[regions[-1][-1] + 1 : bar]
            if len(gap) <= _LONGEST_CELL and not _BLANK_LINE.search(gap):
                regions[-1].append(bar)
                continue
        regions.append([bar])
    return [region for region in regions if len(region) > 1]


def _rows(text: str, bars: list[int]) -> list[tuple[Cell, ...]]:
    """Cut a region in rows; a gap of white space with a line break between two bars ends a row."""
    raw: list[list[tuple[int, int]]] = [[]]
    for left, right in pairwise(bars):
        gap = text[left + 1 : right]
        if gap.strip() == "":
            if "\n" in gap:
                raw.append([])
            elif raw[-1]:
                raw[-1].append((left + 1, left + 1))
        elif _RULE.fullmatch(gap) and "-" in gap and len(gap.strip()) < 200 and set(gap.strip()) <= set("-: "):
            continue
        else:
            raw[-1].append(_stripped(text, left + 1, right))
    rows = _joined([row for row in raw if row])
    return [tuple(Cell(i, j, start, end) for j, (start, end) in enumerate(row)) for i, row in enumerate(rows)]


def _joined(rows: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Put rows cut by an empty cell together again where the widths then agree with the heading row."""
    if not rows:
        return rows
    width = max(len(row) for row in rows[:3])
    out: list[list[tuple[int, int]]] = []
    for row in rows:
        last = out[-1] if out else None
        if last is not None and 2 <= len(last) < width and len(row) < width and len(last) + 1 + len(row) == width:
            gap = last[-1][1]
            out[-1] = [*last, (gap, gap), *row]
        else:
            out.append(row)
    return out


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
