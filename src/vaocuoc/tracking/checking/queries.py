"""The check of a document: its faults in words, what was set aside, what changed since the version before."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated

from vaocuoc.core.checking import KINDS, LEVELS, Fault, Report, check
from vaocuoc.core.reading import Reading as CoreReading
from vaocuoc.core.reading import Reference
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding, Reading, ReadingState
from vaocuoc.documents.readings.queries import REVIEWED_KINDS, current_reading, readings_of
from vaocuoc.tracking.checking.facts import register_of
from vaocuoc.tracking.checking.models import FaultSetAside
from vaocuoc.tracking.checking.operations import key_of
from vaocuoc.tracking.checking.stored import reading_of
from vaocuoc.tracking.checking.wording import KIND_WORDS, LEVEL_WORDS, WORDS, filled, remedy, where, wrong

LEVEL_PARAMETERS = {"loi": "error", "can-xem": "check", "goi-y": "hint"}
_NEAR = 400  # characters from a finding within which its place in the text is good enough to lead to


@dataclass(frozen=True)
class Filters:
    """What the address narrows the faults to; no level means errors and what is to be looked at."""

    level: str = ""
    kind: str = ""
    only_new: bool = False
    aside: bool = False

    @classmethod
    def of(cls, address: QueryDict) -> Filters:
        level, kind = address.get("muc", ""), address.get("loai", "")
        return cls(
            level=level if level in LEVEL_PARAMETERS or level == "tat-ca" else "",
            kind=kind if kind in KINDS else "",
            only_new=address.get("moi") == "1",
            aside=address.get("bo_qua") == "1",
        )

    def levels(self) -> Sequence[str]:
        if self.level == "tat-ca":
            return LEVELS
        return (LEVEL_PARAMETERS[self.level],) if self.level else LEVELS[:2]


@dataclass(frozen=True)
class Point:
    """One fault as the page shows it."""

    fault: Fault
    key: str
    is_new: bool
    aside: FaultSetAside | None
    other_url: str = ""

    @property
    def level_word(self) -> str:
        return translated(LEVEL_WORDS[self.fault.level])

    @property
    def name(self) -> str:
        return translated(WORDS[self.fault.rule].name)

    @property
    def wrong(self) -> str:
        return wrong(self.fault, _)

    @property
    def remedy(self) -> str:
        return remedy(self.fault, _)

    @property
    def why(self) -> str:
        return filled(translated(WORDS[self.fault.rule].why), {})

    @property
    def other_where(self) -> str:
        """Where the other side stands: a place of this paper, the register, or another paper's name."""
        other = self.fault.other
        if other is None:
            return ""
        if other.place is not None:
            return where(other.place, _)
        return _("trong sổ") if other.source == "register" else other.source


@dataclass
class Card:
    """The faults of one kind at one quote, shown together: a task that lacks four clears is one card."""

    kind: str
    quote: str
    where: str
    url: str
    review_url: str
    points: list[Point] = field(default_factory=list)

    @property
    def kind_word(self) -> str:
        return translated(KIND_WORDS[self.kind])


@dataclass(frozen=True)
class Checked:
    """The check of a document's current reading. ``before`` are the keys of the version before it, if there is one."""

    document: Document
    reading: Reading
    core: CoreReading
    report: Report
    base: Document | None
    previous: Reading | None
    before: Mapping[str, Fault]
    aside: Mapping[str, FaultSetAside]
    findings: Sequence[tuple[int, int, str]]

    @cached_property
    def points(self) -> list[Point]:
        found = []
        for fault in self.report.faults:
            key = key_of(fault)
            is_new = self.previous is not None and key not in self.before
            found.append(Point(fault, key, is_new, self.aside.get(key), self._other_url(fault)))
        return found

    @property
    def open(self) -> list[Point]:
        """What was not set aside."""
        return [point for point in self.points if point.aside is None]

    @cached_property
    def fixed(self) -> list[tuple[str, Fault]]:
        """Errors and things to look at of the version before that are no more, with the names of their rules."""
        now = {point.key for point in self.points}
        gone = [fault for key, fault in self.before.items() if key not in now and fault.level != "hint"]
        return [(translated(WORDS[fault.rule].name), fault) for fault in gone]

    @property
    def new_count(self) -> int:
        return sum(point.is_new and point.fault.level != "hint" for point in self.open)

    @property
    def clears_all(self) -> int:
        """How many clears all the tasks could have."""
        return self.report.score.tasks * 6

    @property
    def clears_points(self) -> Decimal:
        return _decimal(self.report.score.clears_points)

    @property
    def targets_points(self) -> Decimal:
        return _decimal(self.report.score.targets_points)

    def level_counts(self) -> dict[str, int]:
        counts = Counter(point.fault.level for point in self.open)
        return {level: counts[level] for level in LEVELS}

    def kind_counts(self, levels: Sequence[str]) -> list[tuple[str, str, int]]:
        counts = Counter(point.fault.kind for point in self.open if point.fault.level in levels)
        return [(kind, translated(KIND_WORDS[kind]), counts[kind]) for kind in KINDS if counts[kind]]

    def cards(self, filters: Filters) -> list[Card]:
        """The cards that the filters leave, by kind, then by place."""
        shown = [point for point in self.points if self._is_shown(point, filters)]
        shown.sort(key=lambda point: (KINDS.index(point.fault.kind), point.fault.start, point.fault.end))
        cards: list[Card] = []
        last: tuple[str, int, int] | None = None
        for point in shown:
            place = (point.fault.kind, point.fault.start, point.fault.end)
            if place != last:
                cards.append(self._card(point.fault))
                last = place
            cards[-1].points.append(point)
        return cards

    def _is_shown(self, point: Point, filters: Filters) -> bool:
        return (
            (point.aside is not None) == filters.aside
            and (filters.aside or point.fault.level in filters.levels())
            and (not filters.kind or point.fault.kind == filters.kind)
            and (not filters.only_new or point.is_new)
        )

    def _card(self, fault: Fault) -> Card:
        near = self._nearest(fault.start)
        review = ""
        if near and near[2] in REVIEWED_KINDS and near[0] <= fault.start <= near[0] + _NEAR:
            review = f"{reverse('intake:review', args=[self.document.pk])}?f={near[1]}"
        return Card(fault.kind, fault.quote, where(fault.place, _), self._text_url(fault.start), review)

    def _nearest(self, start: int) -> tuple[int, int, str] | None:
        index = bisect_right(self.findings, start, key=lambda row: row[0]) - 1
        found = self.findings[index] if index >= 0 else None
        return found if found and start - found[0] <= _NEAR else None

    def _text_url(self, start: int) -> str:
        """Where the place stands in the document's text: at the finding there, or the one just before."""
        address = f"{reverse('library:document', args=[self.document.pk])}?ban={self.reading.pk}"
        near = self._nearest(start)
        return f"{address}#s{near[0]}" if near else address

    def _other_url(self, fault: Fault) -> str:
        other = fault.other
        if other is None:
            return ""
        if other.start is not None:
            return self._text_url(other.start)
        what, _colon, number = other.key.partition(":")
        pages = {"indicator": "indicators:detail", "document": "library:document"}
        return reverse(pages[what], args=[int(number)]) if what in pages and number.isdecimal() else ""


def check_document(actor: Actor, document: Document, *, today: date) -> Checked | None:
    """Check the current reading of a document that the actor sees (kiểm tra dự thảo); None where nothing was read yet.

    A constant number of queries: the readings, their findings, the paper from above, and the facts of the register.
    """
    reading = current_reading(document)
    if reading is None or reading.state != ReadingState.DONE:
        return None
    core = reading_of(document, reading)
    register = register_of(actor, keeper=document.keeper, today=today, numbers=_numbers(core))
    base, base_core = _base(actor, document)
    checked = partial(check, register=register, base=base_core, base_name=str(base or ""), today=today)
    report = checked(core)
    previous = _previous(document, reading)
    before = checked(reading_of(document, previous)).faults if previous else ()
    aside = FaultSetAside.objects.filter(document=document).select_related("by_post", "by")
    rows = Finding.objects.filter(reading=reading).order_by("start", "pk").values_list("start", "pk", "kind")
    return Checked(
        document=document,
        reading=reading,
        core=core,
        report=report,
        base=base,
        previous=previous,
        before={key_of(fault): fault for fault in before},
        aside={row.key: row for row in aside},
        findings=list(rows),
    )


def _decimal(points: Fraction) -> Decimal:
    return Decimal(points.numerator) / Decimal(points.denominator)


def _numbers(core: CoreReading) -> Iterable[str]:
    return {item.number for item in core.items if isinstance(item, Reference) and item.number}


def _base(actor: Actor, document: Document) -> tuple[Document | None, CoreReading | None]:
    """The paper that the draft carries out, as far as the actor sees it and it was read."""
    if document.carries_out_id is None:
        return None, None
    base = visible_documents(actor).filter(pk=document.carries_out_id).first()
    reading = current_reading(base) if base else None
    if base is None or reading is None or reading.state != ReadingState.DONE:
        return None, None
    return base, reading_of(base, reading)


def _previous(document: Document, reading: Reading) -> Reading | None:
    """The newest reading of the file before this one: the version of the draft that came in earlier."""
    return (
        readings_of(document)
        .filter(state=ReadingState.DONE, file_id__lt=reading.file_id)
        .order_by("-file_id", "-pk")
        .first()
    )
