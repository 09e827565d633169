"""The findings of a document under review (danh sách rà soát): in order, filtered, counted, a part of them at a time.

A long paper has thousands of findings. The list is of :class:`Line`, which holds what order, filters and marks in the
text need; whole findings are read only for the cards that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http.request import QueryDict

from vaocuoc.documents.models import Document, FindingKind, FindingState, Reading
from vaocuoc.documents.readings.queries import REVIEWED_KINDS

DOUBTFUL = 0.5  # of findings less sure than this, more were wrong than right
WINDOW = 30  # cards on one page of a long list
LACKS = ("who", "when", "product")


@dataclass(slots=True, eq=False)
class Line:
    """A finding as the list and the marks in the text know it."""

    pk: int
    kind: str
    state: str
    start: int
    end: int
    page: int | None
    section: str
    confidence: float
    decided_by: int | None
    decided_at: datetime | None
    version: int
    clears: dict[str, bool]

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.pk

    @property
    def is_open(self) -> bool:
        return self.state == FindingState.OPEN

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of the clears that are filtered by a task lacks, as the paper says it."""
        return tuple(name for name in LACKS if not self.clears.get(name)) if self.kind == FindingKind.TASK else ()

    def get_kind_display(self) -> str:
        return str(FindingKind(self.kind).label)

    def get_state_display(self) -> str:
        return str(FindingState(self.state).label)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are listed, and in which order: empty narrows nothing; context is listed only when asked for.

    ``doubt``: "1" lists only what is less sure than :data:`DOUBTFUL`. ``order``: "doubt" puts the least sure first.
    """

    kind: str = ""
    state: str = ""
    doubt: str = ""
    lacks: str = ""
    page: str = ""
    section: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: Any) -> Filters:
        """From the address; what is not known there filters nothing."""
        said = {name: str(query.get(name, "")) for name in cls.__slots__}
        known = {
            "kind": said["kind"] in FindingKind.values,
            "state": said["state"] in FindingState.values,
            "doubt": said["doubt"] == "1",
            "lacks": said["lacks"] in LACKS,
            "page": said["page"].isdecimal() and len(said["page"]) < 7,
            "section": len(said["section"]) <= 300,
            "order": said["order"] == "doubt",
        }
        return cls(**{name: value if known[name] else "" for name, value in said.items()})

    def let(self, line: Line) -> bool:
        asked = line.kind == self.kind if self.kind else line.kind in REVIEWED_KINDS
        return (
            asked
            and (not self.state or line.state == self.state)
            and (not self.doubt or line.confidence < DOUBTFUL)
            and (not self.lacks or self.lacks in line.lacks)
            and (not self.page or line.page == int(self.page))
            and (not self.section or line.section == self.section)
        )

    def key(self, line: Line) -> tuple[float, int, int]:
        """What the list is sorted by."""
        return (line.confidence if self.order else 0.0, line.start, line.pk)

    def query(self, **changes: str) -> str:
        """The filters as they stand behind "?" in an address, some of them changed."""
        kept = QueryDict(mutable=True)
        for name in self.__slots__:
            if value := changes.get(name, getattr(self, name)):
                kept[name] = value
        return kept.urlencode()

    @property
    def narrower(self) -> int:
        """How many of the filters behind "Lọc" are set."""
        return sum(bool(value) for value in (self.doubt, self.lacks, self.page, self.section, self.order))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come (đã rà)."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


@dataclass(slots=True)
class Review:
    """One document under review: all its findings as lines, those listed, the one selected."""

    document: Document
    reading: Reading
    lines: list[Line]
    filters: Filters
    listed: list[Line] = field(default_factory=list)
    selected: Line | None = None

    def select(self, finding_id: int | None, *, after: int | None = None) -> None:
        """Select a finding by id, else the first still open of the list behind ``after``, else the first."""
        self.listed = sorted((line for line in self.lines if self.filters.let(line)), key=self.filters.key)
        self.selected = next((one for one in self.lines if one.pk == finding_id), None)
        if self.selected is None:
            last = next((one for one in self.lines if one.pk == after), None)
            first_open = self.next_open(last) if last else next((one for one in self.listed if one.is_open), None)
            self.selected = first_open or last or next(iter(self.listed), None)
        if self.selected is not None and self.selected not in self.listed:
            # It was picked in the text, or decided a moment ago: it keeps its place among the listed.
            self.listed = sorted([*self.listed, self.selected], key=self.filters.key)

    @property
    def progress(self) -> Progress:
        return progress_of(self.lines)

    @property
    def position(self) -> int:
        """The place of the selected finding among those that ask for a decision, from 1."""
        asked = [line.pk for line in self.lines if line.kind in REVIEWED_KINDS]
        return asked.index(self.selected.pk) + 1 if self.selected and self.selected.pk in asked else 0

    def kinds(self) -> list[tuple[FindingKind, int, int]]:
        """Each kind that occurs, with how many there are and how many are open."""
        total = Counter(line.kind for line in self.lines)
        still = Counter(line.kind for line in self.lines if line.is_open)
        return [(kind, total[kind], still[kind]) for kind in FindingKind if total[kind]]

    def doubtful(self) -> int:
        """How many open findings are little sure."""
        return sum(line.is_open and line.confidence < DOUBTFUL and line.kind in REVIEWED_KINDS for line in self.lines)

    def lacking(self) -> list[tuple[str, int]]:
        """How many tasks lack each of what is filtered by."""
        found = Counter(name for line in self.lines for name in line.lacks)
        return [(name, found[name]) for name in LACKS if found[name]]

    def pages(self) -> list[int]:
        return sorted({line.page for line in self.lines if line.page})

    def sections(self) -> list[str]:
        """The sections that findings stand in, as the paper has them."""
        return list(dict.fromkeys(line.section for line in self.lines if line.section))

    def beside(self, step: int) -> Line | None:
        """The finding before (-1) or after (+1) the selected one in the list."""
        if self.selected is None:
            return None
        place = self.listed.index(self.selected) + step
        return self.listed[place] if 0 <= place < len(self.listed) else None

    def following(self, line: Line, *, kind: str) -> Line | None:
        """The finding of a kind that comes next in the text: what a finding is merged with."""
        return next((one for one in self.lines if one.kind == kind and one.place > line.place), None)

    def next_open(self, after: Line) -> Line | None:
        """Where to go once ``after`` is decided: the next open finding listed, from the beginning again at the end."""
        waiting = [one for one in self.listed if one.is_open and one is not after]
        own = self.filters.key(after)
        return next((one for one in waiting if self.filters.key(one) > own), next(iter(waiting), None))

    def window(self) -> Sequence[Line]:
        """The lines whose cards are shown: all of a short list, else the part in which the selected one stands."""
        if len(self.listed) <= 2 * WINDOW:
            return self.listed
        start = self.listed.index(self.selected) // WINDOW * WINDOW if self.selected else 0
        return self.listed[start : start + WINDOW]


def progress_of(lines: Iterable[Line]) -> Progress:
    """The progress over findings that ask for a decision."""
    asked = [line for line in lines if line.kind in REVIEWED_KINDS]
    return Progress(sum(not line.is_open for line in asked), len(asked))
