"""Where the table of a sheet begins and what its rows are (bố cục bảng): heads, groups, totals, merged cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.grids import EMPTY, Cell, Grid
from vaocuoc.core.trackers.headings import Form, match_heading, match_headings, plain_heading

LOOKED_AT = 15
"""In so many first rows the head is sought."""

_NUMBERING = re.compile(r"\(?\s*(?:\d{1,2}|[a-z])\s*\)?(?:\s*=.*)?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:[ivxl]+|[a-zđ]|\d{1,3}(?:\.\d{1,2})*)\s*[.)/-]?", re.IGNORECASE)
_LETTERED = re.compile(r"(?:[ivxl]+|[a-hđ])\s*[.)/-]?", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:[IVXL]+|[A-HĐ]|\d{1,2})\s*[.)/-]\s+")
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)(?: (?:nhiem vu|chi tieu|chung))?\s*:?\s*(?:\(?\d.*)?")
_FOOT = re.compile(
    r"(?:nguoi (?:lap|tong hop)|noi nhan|thu truong|t/m|k/t|tm\.|kt\.|tl\.|ghi chu\s*:|chanh van phong$|giam doc$)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: its number on the sheet (from 1), its cells by column of the tracker, its group.

    ``skipped`` says why it is no record: ``total``, ``head`` (repeated on a page), ``group``, ``foot``.
    """

    number: int
    cells: tuple[Cell, ...]
    group: str = ""
    hidden: bool = False
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Tracker:
    """A table with its head found: headings of the columns in order, which are hidden, and the rows."""

    name: str
    headings: tuple[str, ...]
    hidden_columns: frozenset[int]
    head_row: int
    rows: tuple[Row, ...] = field(default=())


def find_tracker(grid: Grid, form: Form, known: Collection[str] = ()) -> Tracker | None:
    """The tracker of this form on a sheet, None where no head is found in its first rows.

    A row is a head where it names what the form needs and one field more; ``known`` are plain headings of remembered
    trackers, which count as named.
    """
    rows = grid.rows()
    covered = _covered(grid)
    best: tuple[int, int, _Head] | None = None
    for number in list(rows)[:LOOKED_AT]:
        if number > LOOKED_AT * 3:
            break
        head = _head(rows, number)
        named = match_headings(form, [text for text in head.texts.values() if text])
        score = sum(match.strength for match in named) + 2 * sum(
            plain_heading(text) in known for text in head.texts.values() if text
        )
        fields = {match.field for match in named if match.field}
        is_head = (fields >= form.needs and len(fields) > 1) or score >= 8
        if is_head and (best is None or score > best[0]):
            best = (score, number, head)
    if best is None:
        return None
    _, number, head = best
    columns = sorted(column for column, text in head.texts.items() if text)
    return Tracker(
        grid.name,
        _distinct([head.texts[column] for column in columns]),
        frozenset(place for place, column in enumerate(columns) if column in grid.hidden_columns),
        number + 1,
        tuple(_rows(grid, rows, covered, columns, head, form)),
    )


def has_columns(tracker: Tracker, mapping: Mapping[str, str]) -> float:
    """The share of a tracker's headings that ``mapping`` knows (0 to 1): a saved profile wins at 0.6."""
    if not tracker.headings:
        return 0.0
    return sum(plain_heading(heading) in mapping for heading in tracker.headings) / len(tracker.headings)


@dataclass(frozen=True, slots=True)
class _Head:
    """The texts of a head by column, and its last row."""

    texts: Mapping[int, str]
    last: int


def _head(rows: Mapping[int, Mapping[int, Cell]], number: int) -> _Head:
    """The head that begins in this row: a second row is part of it where a merged cell stands above several."""
    first = rows[number]
    depth = max((cell.row_span for cell in first.values()), default=1)
    below = rows.get(number + 1, {})
    parted = [column for column, cell in first.items() if cell.column_span > 1 and cell.row_span == 1]
    wide = len(first) > 1 and any(
        at in below and below[at].kind == "text"
        for column in parted
        for at in range(column, column + first[column].column_span)
    )
    texts: dict[int, str] = {}
    for column, cell in first.items():
        under = range(column, column + cell.column_span)
        subheads = {at: below[at] for at in under if at in below} if wide and cell.column_span > 1 else {}
        if cell.column_span > 1 and cell.row_span == 1 and subheads:
            for at, subhead in subheads.items():
                texts[at] = f"{_line(cell.text)} · {_line(subhead.text)}"
        else:
            texts[column] = _line(cell.text)
    return _Head(texts, number + max(min(depth, 3) - 1, 1 if wide else 0))


def _line(text: str) -> str:
    return " ".join(text.split())


def _distinct(headings: list[str]) -> tuple[str, ...]:
    """The headings with a number behind those that stand there twice."""
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        key = plain_heading(heading)
        seen[key] = seen.get(key, 0) + 1
        found.append(heading if seen[key] == 1 else f"{heading} #{seen[key]}")
    return tuple(found)


def _covered(grid: Grid) -> dict[tuple[int, int], Cell]:
    """What cells merged downwards give to the rows below their first."""
    given: dict[tuple[int, int], Cell] = {}
    for (row, column), cell in grid.cells.items():
        if 1 < cell.row_span <= 1000 and cell.text.strip():
            for below in range(row + 1, row + cell.row_span):
                given[below, column] = cell
    return given


def _rows(
    grid: Grid,
    rows: Mapping[int, Mapping[int, Cell]],
    covered: Mapping[tuple[int, int], Cell],
    columns: list[int],
    head: _Head,
    form: Form,
) -> list[Row]:
    found: list[Row] = []
    group = ""
    headings = [head.texts[column] for column in columns]
    titles = _title_columns(form, [head.texts[column] for column in columns])
    numbers = sorted(set(rows) | {row for row, _ in covered})
    ended = False
    for number in (number for number in numbers if number > head.last):
        own = rows.get(number, {})
        cells = tuple(own.get(column) or covered.get((number, column)) or EMPTY for column in columns)
        if not any(cell.text.strip() for cell in cells) and not own:
            continue
        if not own:  # only what merged cells give
            continue
        skipped = "foot" if ended else _skipped(own, cells, headings, titles)
        if skipped == "numbering":
            continue
        if skipped == "foot":
            ended = True
        if skipped == "group":
            group = _group_text(own)
        found.append(Row(number + 1, cells, group, number in grid.hidden_rows, skipped))
    return found


def _title_columns(form: Form, headings: list[str]) -> frozenset[int]:
    """The places of columns without which a row is no record."""
    return frozenset(
        place for place, heading in enumerate(headings) if match_heading(form, heading).field in form.needs
    )


def _skipped(own: Mapping[int, Cell], cells: tuple[Cell, ...], headings: list[str], titles: frozenset[int]) -> str:
    """Why a row is no record; empty where it is one."""
    texts = [_line(cell.text) for cell in own.values()]
    if all(_NUMBERING.fullmatch(text) for text in texts) and len(texts) > 2:
        return "numbering"
    alike = sum(_line(cell.text) == heading for cell, heading in zip(cells, headings, strict=True) if cell.text)
    if alike >= max(2, len(headings) // 2):
        return "head"
    worded = [text for text in texts if not _ORDINAL.fullmatch(text)]
    first = fold(nfc(worded[0])) if worded else ""
    if _TOTAL.fullmatch(first):
        return "total"
    if _FOOT.match(first) and len(own) <= 3:
        return "foot"
    return "group" if _is_group(own, cells, worded, titles) else ""


def _is_group(own: Mapping[int, Cell], cells: tuple[Cell, ...], worded: list[str], titles: frozenset[int]) -> bool:
    """A row that only names what the rows below have in common: one text, merged across, lettered, or outside of what a
    record must hold."""
    if len(worded) != 1 or len(own) > 2:
        return False
    text = next(cell for cell in own.values() if _line(cell.text) == worded[0])
    label = next((_line(cell.text) for cell in own.values() if _line(cell.text) != worded[0]), "")
    if text.column_span * 2 > len(cells):
        return True
    if label:
        return bool(_LETTERED.fullmatch(label)) and not label.isdecimal()
    in_title = any(place in titles and cells[place] is text for place in range(len(cells)))
    return not in_title or text.bold or worded[0].isupper()


def _group_text(own: Mapping[int, Cell]) -> str:
    longest = max((_line(cell.text) for cell in own.values()), key=len)
    return _LABEL.sub("", longest).strip(" :")
