"""The rows of a file by the meaning of their columns (dòng theo trường), and what is planned for each."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers import FORMS, Cell, Grid, Tracker, find_tracker, plain_heading
from vaocuoc.core.trackers.grids import EMPTY

Advance = Callable[[int], None]
"""Told from time to time how many rows are done."""


def nobody_waits(done: int) -> None:
    """Where nobody is to be told."""


_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|#+)")
"""What a spreadsheet shows where it has no value."""


@dataclass(frozen=True)
class Record:
    """A row of a tracker: its own texts by heading, and its cells by field."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    fields: Mapping[str, tuple[Cell, ...]]
    group: str = ""
    hidden: bool = False
    skipped: str = ""
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _lines: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def cell(self, name: str) -> Cell:
        """The first cell of a field; an empty one where the field has no column."""
        return next(iter(self.fields.get(name, ())), EMPTY)

    def text(self, name: str) -> str:
        """What a field says, of several columns one after another; cells with an error say nothing."""
        known = self._texts.get(name)
        if known is None:  # asked for a dozen times a row, of thousands of rows
            texts = (nfc(cell.text).strip() for cell in self.fields.get(name, ()) if cell.kind != "error")
            known = self._texts[name] = "\n".join(text for text in texts if text)
        return known

    def line(self, name: str) -> str:
        """The same on one line."""
        known = self._lines.get(name)
        if known is None:
            known = self._lines[name] = " ".join(self.text(name).split())
        return known

    def errors(self) -> list[str]:
        """The marks of cells that hold an error instead of a value."""
        cells = (cell for cells in self.fields.values() for cell in cells)
        return sorted({cell.value for cell in cells if cell.kind == "error"})

    def is_empty(self) -> bool:
        """Whether no column with a meaning says anything but a number of order."""
        return not any(self.text(name) for name in self.fields if name != "order")


@dataclass
class Plan:
    """What becomes of a record (dự kiến): the columns of :class:`ImportRow`."""

    record: Record
    outcome: str
    reason: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)
    changes: list[list[Any]] = field(default_factory=list)
    key: str = ""
    own_key: str = ""
    task: int | None = None
    indicator: int | None = None

    def signature(self) -> tuple[Any, ...]:
        """What the person saw of it: whether the plan still holds when it is carried out."""
        place = (self.record.sheet[:255], self.record.number)
        return (*place, str(self.outcome), self.task, self.indicator, changes_as_text(self.changes))


def changes_as_text(changes: Sequence[Any]) -> str:
    """Changes as they are compared: as the database gives them back."""
    return json.dumps(changes, sort_keys=True)


def tracker_of(grid: Grid, kind: str, known: Iterable[str] = ()) -> Tracker | None:
    """The tracker of a sheet; ``known`` are plain headings of remembered trackers."""
    return find_tracker(grid, FORMS[kind], frozenset(known))


def records_of(tracker: Tracker, mapping: Mapping[str, str]) -> list[Record]:
    """The rows of a tracker by the fields that ``mapping`` gives its headings."""
    plain = [plain_heading(heading) for heading in tracker.headings]
    fields = [mapping.get(heading, "") for heading in plain]
    found = []
    for row in tracker.rows:
        by_field: dict[str, tuple[Cell, ...]] = {}
        for name, cell in zip(fields, row.cells, strict=True):
            if name:
                by_field[name] = (*by_field.get(name, ()), _as_error(cell))
        cells = {
            nfc(heading): nfc(cell.text)
            for heading, cell in zip(tracker.headings, row.cells, strict=True)
            if cell.text.strip()
        }
        found.append(Record(tracker.name, row.number, cells, by_field, row.group, row.hidden, row.skipped))
    return found


def _as_error(cell: Cell) -> Cell:
    """A cell in which the mark of an error stands as text, as Word tables and copied values have it, is an error."""
    if cell.kind != "text" or not cell.text.lstrip().startswith("#"):
        return cell
    mark = cell.text.strip()
    return replace(cell, kind="error", value=mark) if _ERROR.fullmatch(mark) else cell


def content_key(*parts: str) -> str:
    """What a row is known by when it has no code: its words, folded (khóa nội dung)."""
    folded = "\x1f".join(" ".join(fold(nfc(part)).split()) for part in parts)
    return hashlib.sha256(folded.encode()).hexdigest()


def skipped(record: Record, *, take_hidden: bool) -> str:
    """Why a record is passed over before anything is read of it; empty where it is not."""
    if record.skipped:
        return record.skipped
    if record.hidden and not take_hidden:
        return "hidden"
    return "empty" if record.is_empty() else ""
