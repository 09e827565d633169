"""What a sentence of a report says of a figure (câu của báo cáo): its own words, its period, whose figure it is.

Pure functions over the text and the findings of a reading; what the register answers stands in ``matching``.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period, month, quarter
from vaocuoc.core.text import fold, nfc, words
from vaocuoc.documents.models import Finding

CUMULATIVE, IN_PERIOD = "cumulative", "in_period"
_LONGEST = 600
_TITLE = re.compile(r"(?:\d+(?:\.\d+)*\.?|[a-zđ]\)|[-+*])?\s*([^.\n]{3,80})\.\s")
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper())
_STOP = re.compile(rf"[.!?…]\s+(?=[\"“(]?[{_UPPER}\d-])|\n")
_SO_FAR = re.compile(
    r"luy ke|tinh tu dau|tu dau nam|tinh den|den het|den cuoi|den ngay|den thoi diem|ca nam"
    r"|\b(?:\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi(?: mot| hai)?) thang(?! \d)\b|\bthang dau nam"
)
_WITHIN = re.compile(
    r"trong thang|trong quy|trong ky|rieng thang|rieng quy|thang nay|quy nay|\bthang \d{1,2}\b|\bquy [ivx]+\b"
)
_GUESSED = {"period.heading", "period.title", "period.carried"}
_ESTIMATE = re.compile(r"\buoc\b")
_PLACE = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt]hị trấn|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Tt]hành phố|[Tt]ỉnh|[Tt]hôn|[Bb]ản"
    rf"|[Ss]ở|[Bb]an)\s+([{_UPPER}]\w*(?:\s+(?:và\s+)?[{_UPPER}]\w*)*)"
)


@dataclass(frozen=True)
class Said:
    """A figure with its sentence. ``start`` and ``end`` are the quote's place in ``sentence``.

    ``lead`` are the words before it since the figure before, folded; ``heading`` the short title that its paragraph
    begins with; ``way`` is how the sentence counts: since the
    beginning of the year, in the period alone, or unsaid. ``is_guessed``: the days come from a heading or a sentence
    before. ``place`` is the unit that the sentence names, folded; empty where it names none.
    """

    finding: Finding
    sentence: str
    start: int
    end: int
    value: Decimal
    unit: str
    name: str
    lead: str
    heading: str
    way: str
    begins: date | None
    ends: date | None
    is_guessed: bool
    is_estimate: bool
    is_doubtful: bool
    places: tuple[str, ...]

    @property
    def passage(self) -> str:
        """The mark of the sentence: the same words with the same figure, in whatever reading."""
        whole = f"{' '.join(fold(nfc(self.sentence)).split())}|{self.finding.quote}|{self.lead.strip()}"
        return hashlib.sha256(whole.encode()).hexdigest()


def passages_of(
    text: str,
    blocks: Sequence[Mapping[str, Any]],
    doubtful: Sequence[Sequence[int]],
    findings: Sequence[Finding],
) -> list[Said]:
    """The figures of a reading's results with what their sentences, or rows of a table, say of them."""
    stops = [0, *(match.end() for match in _STOP.finditer(text)), len(text) + 1]
    cells = _Cells(text, blocks)
    ends = sorted(one.end for one in findings)
    found = [
        _said(finding, text, stops, cells, ends, doubtful)
        for finding in sorted(findings, key=lambda one: one.start)
        if finding.fields.get("value") is not None
    ]
    return [_told_apart(said, found[place + 1 :]) for place, said in enumerate(found)]


def _told_apart(said: Said, after: Sequence[Said]) -> Said:
    """A figure beside the total of the same thing is of the period alone: "kết nạp 4 đảng viên, lũy kế 31"."""
    total = next((one for one in after if one.sentence == said.sentence and one.unit == said.unit), None)
    if not said.way and total is not None and total.way == CUMULATIVE and total.start > said.end:
        return replace(said, way=IN_PERIOD)
    return said


def _heading(text: str, start: int) -> str:
    """The short title before the first full stop of a paragraph: "2. Về đầu tư công."."""
    begins = text.rfind("\n", 0, start) + 1
    title = _TITLE.match(text, begins, start)
    return title[1] if title else ""


class _Cells:
    """Where the cells of tables stand: a figure in a table is told by its row and the head of its column."""

    def __init__(self, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        self.text = text
        self.cells = sorted((b for b in blocks if b.get("kind") == "cell"), key=lambda b: b["start"])
        self.starts = [cell["start"] for cell in self.cells]
        self.rows: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
        for cell in self.cells:
            self.rows.setdefault((cell["table"], cell["row"]), []).append(cell)

    def at(self, start: int) -> Mapping[str, Any] | None:
        place = bisect_right(self.starts, start) - 1
        if place < 0 or self.cells[place]["end"] < start:
            return None
        return self.cells[place]

    def row_of(self, cell: Mapping[str, Any]) -> tuple[str, str, int]:
        """The text of a cell's row, the heads above it, and where in the row the cell begins."""
        parts: list[str] = []
        begins = 0
        for one in self.rows[cell["table"], cell["row"]]:
            if one is cell:
                begins = sum(len(part) + 3 for part in parts)
            parts.append(self.text[one["start"] : one["end"]].replace("\n", " "))
        first = min(row for table, row in self.rows if table == cell["table"])
        heads = [
            self.text[one["start"] : one["end"]]
            for one in self.rows[cell["table"], first]
            if one["column"] == cell["column"] and one is not cell
        ]
        return " | ".join(parts), " ".join(heads), begins


def _said(
    finding: Finding,
    text: str,
    stops: Sequence[int],
    cells: _Cells,
    ends: Sequence[int],
    doubtful: Sequence[Sequence[int]],
) -> Said:
    fields = finding.fields
    cell = cells.at(finding.start)
    if cell is not None:
        sentence, lead, begins = cells.row_of(cell)
        start = begins + finding.start - cell["start"]
        lead = f"{lead} {sentence[:begins]}"
    else:
        place = bisect_right(stops, finding.start)
        first = max(stops[place - 1], finding.start - _LONGEST)
        last = min(stops[place] if place < len(stops) else len(text), finding.end + _LONGEST)
        sentence = text[first:last].rstrip().replace("\n", " ")
        start = finding.start - first
        before = bisect_right(ends, finding.start) - 1
        since = max(first, ends[before]) if before >= 0 else first
        lead = text[since : finding.start]
    period = fields.get("period") or {}
    starts_on, ends_on = _day(period.get("start")), _day(period.get("end"))
    folded = fold(lead)
    way = _way(folded) or _way(fold(sentence[:start]))
    measure = str(fields.get("unit") or "")
    return Said(
        finding=finding,
        sentence=sentence,
        start=start,
        end=start + finding.end - finding.start,
        value=Decimal(str(fields["value"])),
        unit=measure,
        name=" ".join(str(fields.get("indicator") or "").replace("…", " ").split()),
        lead=folded,
        heading=_heading(text, finding.start) if cell is None else "",
        way=way,
        begins=starts_on,
        ends=ends_on,
        is_guessed=ends_on is None or bool(_GUESSED & set(fields.get("why") or ())),
        is_estimate=fields.get("comparator") == "~" or bool(_ESTIMATE.search(folded)),
        is_doubtful=any(bool(low < finding.end and finding.start < high) for low, high in doubtful),
        places=tuple(fold(match[1]) for match in _PLACE.finditer(sentence[:start])),
    )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _way(folded: str) -> str:
    """How the words before a figure count, by the last of them that tells."""
    so_far = max((match.end() for match in _SO_FAR.finditer(folded)), default=-1)
    within = max((match.end() for match in _WITHIN.finditer(folded)), default=-1)
    if so_far == within == -1:
        return ""
    if so_far >= within or any(
        m.end() >= within for m in re.finditer(r"den (?:het |cuoi )?(?:thang \d+|quy [ivx]+)", folded)
    ):
        return CUMULATIVE
    return IN_PERIOD


# --- the period that a report speaks of -------------------------------------------------------------------------------

_IN_TITLE = re.compile(
    r"\b(?:thang (?P<month>\d{1,2})|quy (?P<quarter>iv|i{1,3}|[1-4])|(?P<months>\d{1,2}) thang)\b"
    r"(?:[^\d]{0,40}?(?:nam|/)\s?(?P<year>\d{4}))?"
)
_PLANNED = re.compile(
    r"[,;]\s*(?:mot so |cac |va )?(?:nhiem vu|phuong huong|ke hoach|trong tam)|\bphuong huong\b|\bnhiem vu trong tam\b"
    r"|\bva (?:mot so |cac )?(?:nhiem vu|ke hoach)\b"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def periods_named(title: str, issued_on: date | None) -> list[Period]:
    """The months and quarters that a report's title names as done (kỳ của báo cáo), what it plans left out.

    "tình hình tháng 10, nhiệm vụ tháng 11 năm 2026" is of October alone.
    """
    folded = fold(nfc(title))
    done = _PLANNED.split(folded)[0] or folded
    years = [int(year) for year in re.findall(r"\b(20\d\d)\b", folded)]
    base = years[0] if years else issued_on.year if issued_on else None
    found: list[Period] = []
    for match in _IN_TITLE.finditer(done):
        year = int(match["year"]) if match["year"] else base
        if year is None:
            continue
        number = int(match["month"] or match["months"] or 0)
        if match["quarter"]:
            found.append(quarter(year, _ROMAN[match["quarter"]]))
        elif 1 <= number <= 12:
            found.append(month(year, number))
            if number % 3 == 0 and match["months"]:
                found.append(quarter(year, number // 3))
    return list(dict.fromkeys(found))


def own_name(name: str) -> str:
    """The name of its own that a unit's name ends with, folded: "dong ninh" of "Đảng ủy phường Đông Ninh"."""
    found = _PLACE.search(name)
    return fold(nfc(found[1])) if found else fold(nfc(name))


def telling_words(text: str, filling: frozenset[str]) -> list[str]:
    """The words of a name that tell it from others, folded; numbers and what stands in brackets aside."""
    folded = fold(nfc(re.sub(r"\([^)]*\)", " ", text)))
    found = [folded[start:end] for start, end in words(folded)]
    return [word for word in found if word not in filling and not word.isdigit()]
