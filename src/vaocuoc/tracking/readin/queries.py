"""What an issued report says for a report of figures (đề xuất từ báo cáo đã ban hành), and which papers may be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from vaocuoc.core.calendars import Period
from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding, FindingKind, Reading
from vaocuoc.documents.papers.models import DocumentType
from vaocuoc.documents.readings.models import ReadingState
from vaocuoc.documents.readings.queries import current_reading
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.operations import period_of
from vaocuoc.tracking.indicators.reporting import Key
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.readin.matching import SURE, Proposal, Register, plain_words, proposals_for
from vaocuoc.tracking.readin.models import Choice, SentenceChoice
from vaocuoc.tracking.readin.passages import Said, own_name, passages_of, periods_named
from vaocuoc.tracking.submissions.filling import Row, rows_of
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import owed, relayed

_LATE = timedelta(days=120)  # a report of a period comes at most so long after it
_FEW = 20
_MOST_UNITS = 200


# --- which papers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paper:
    """A document that may be read into a report; ``names_period``: its title names the period."""

    document: Document
    names_period: bool
    taken: int = 0


@dataclass(frozen=True)
class Papers:
    """The papers of whoever reports, those of the period first, and reports of others of the same period."""

    own: list[Paper]
    others: list[Paper]


def papers_for(actor: Actor, submission: Submission, text: str = "") -> Papers:
    """The issued reports that may be read into a report of figures; with ``text``, what of the register holds it."""
    period = submission.period
    seen = visible_documents(actor).select_related("issuer_unit").order_by("-issued_on", "-pk")
    of_unit = Q(issuer_unit=submission.provider) | Q(keeper=submission.provider)
    if text.strip():
        found = list(matching(seen, "folded", text)[:_FEW])
        return Papers([_paper(one, period) for one in found], [])
    in_time = Q(issued_on__isnull=True) | Q(issued_on__gte=period.start, issued_on__lte=period.end + _LATE)
    own = [_paper(one, period) for one in seen.filter(of_unit, in_time)[:_FEW]]
    reports = seen.filter(in_time, type=DocumentType.REPORT).exclude(pk__in=[one.document.pk for one in own])
    others = [_paper(one, period) for one in reports[:_FEW]]
    own.sort(key=lambda one: not one.names_period)
    return Papers(own, [one for one in others if one.names_period])


def _paper(document: Document, period: Period) -> Paper:
    return Paper(document, _names(periods_named(document.title, document.issued_on), period))


def _names(named: Sequence[Period], period: Period) -> bool:
    return any((one.kind, one.year, one.index) == (period.kind, period.year, period.index) for one in named)


# --- what one says ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A place of the report with the sentences proposed for it."""

    row: Row
    proposals: list[Proposal]

    @property
    def is_open(self) -> bool:
        return not (self.row.cell is not None and self.row.cell.is_filled)

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken with others: one sentence, sure, nothing to ask, and the place is empty."""
        one = self.proposals[0]
        return self.is_open and len(self.proposals) == 1 and one.confidence >= SURE and not one.questions


@dataclass
class Board:
    """An issued report beside a report of figures: what is proposed, decided, left over on either side."""

    submission: Submission
    document: Document
    reading: Reading | None
    lines: list[Line] = field(default_factory=list)
    taken: list[SentenceChoice] = field(default_factory=list)
    refused: list[SentenceChoice] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)
    unmatched: list[Said] = field(default_factory=list)
    passages: dict[str, Said] = field(default_factory=dict)
    rows: dict[Key, Row] = field(default_factory=dict)
    named: list[Period] = field(default_factory=list)

    @property
    def is_read(self) -> bool:
        return self.reading is not None and self.reading.state == ReadingState.DONE

    @property
    def sure(self) -> list[Line]:
        return [line for line in self.lines if line.is_sure]

    @property
    def is_of_period(self) -> bool:
        return not self.named or _names(self.named, self.submission.period)

    @property
    def is_of_provider(self) -> bool:
        return self.submission.provider_id in (self.document.issuer_unit_id, self.document.keeper_id)


def board_of(submission: Submission, document: Document) -> Board:
    """Everything that the page of a document beside a report shows; a constant number of queries."""
    reading = current_reading(document)
    board = Board(submission, document, reading)
    if reading is None or not board.is_read:
        return board
    findings = list(Finding.objects.filter(document=document, reading=reading, kind=FindingKind.RESULT))
    passages = passages_of(reading.text, reading.blocks, reading.doubtful, findings)
    board.passages = {one.passage: one for one in reversed(passages)}
    board.named = periods_named(document.title, document.issued_on)
    board.rows = {row.key: row for row in _rows(submission, fold(reading.text))}
    _add_choices(board)
    _add_lines(board, [one for one in passages if board.passages[one.passage] is one])
    return board


def _rows(submission: Submission, folded: str) -> list[Row]:
    """The places that must be reported, and those of other units that the text names."""
    keeper, provider, period = submission.keeper_id, submission.provider_id, submission.period
    places = [(one.indicator, one.unit) for one in owed(keeper, provider, period)]
    units = relayed(keeper, provider, period).order_by().values_list("unit", "unit__name").distinct()
    named = [pk for pk, name in units if f" {own_name(name)}" in folded][:_MOST_UNITS]
    led = list(relayed(keeper, provider, period).filter(unit__in=named)) if named else []
    places += [(one.indicator, one.unit) for one in led]
    return rows_of(submission, places, relayed=frozenset((one.indicator_id, one.unit_id) for one in led))


def _add_choices(board: Board) -> None:
    of_report = Q(submission=board.submission) if board.submission.pk else Q(pk__in=[])
    choices = SentenceChoice.objects.filter(of_report | Q(choice=Choice.REFUSED), document=board.document)
    for one in choices.select_related("indicator", "unit", "finding", "decided_as__unit", "decided_by").order_by("pk"):
        (board.taken if one.choice == Choice.TAKEN else board.refused).append(one)


def _add_lines(board: Board, passages: Sequence[Said]) -> None:
    filled = {(one.indicator_id, one.unit_id) for one in board.taken}
    used = {one.passage for one in board.taken}
    refused = {(one.passage, one.indicator_id, one.unit_id) for one in board.refused}
    rows = [row for key, row in board.rows.items() if key not in filled]
    register = Register(
        period=board.submission.period,
        taught=_taught(board.submission),
        earlier=_earlier(board.submission, rows),
        named=_as_periods(board.named, board.submission.period),
        own_names=(fold(board.submission.provider.name), fold(board.submission.keeper.name)),
    )
    free = [one for one in passages if one.passage not in used]
    found = proposals_for(rows, free, register, refused=refused)
    board.lines = [Line(row, found[row.key]) for row in rows if row.key in found]
    shown = {one.said.passage for line in board.lines for one in line.proposals}
    board.rest = [
        row
        for row in rows
        if row.key not in found and not row.is_relayed and not (row.cell is not None and row.cell.is_filled)
    ]
    put_aside = {one.passage for one in board.refused}
    board.unmatched = [one for one in free if one.passage not in shown | put_aside]


def _as_periods(named: Sequence[Period], period: Period) -> list[Period]:
    """The periods of a title in the calendar of the report: an office names months, whatever days it counts by."""
    return [period] if _names(named, period) else list(named)


def _taught(submission: Submission) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    rows = SentenceChoice.objects.filter(taught=True, indicator__keeper=submission.keeper_id)
    for words, indicator in rows.values_list("words", "indicator"):
        found.setdefault(plain_words(words), set()).add(indicator)
    return {words: frozenset(indicators) for words, indicators in found.items()}


def _earlier(submission: Submission, rows: Sequence[Row]) -> dict[Key, dict[Period, Decimal]]:
    """The figures in force of the year before this period, by place."""
    period = submission.period
    found = Observation.objects.filter(
        indicator__in={row.indicator.pk for row in rows},
        unit__in={row.unit.pk for row in rows},
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index__lt=period.index,
    ).select_related("approval", "indicator", "provider")
    return {
        key: {period_of(one): from_scaled(one.value, one.indicator.decimals) for one in series if one.value is not None}
        for key, series in figures_in_force(found).items()
    }


def taught_words(submission: Submission) -> QuerySet[SentenceChoice]:
    """The names that the office taught for indicators of a register (cách gọi đã dạy)."""
    found = SentenceChoice.objects.filter(taught=True, indicator__keeper=submission.keeper_id)
    return found.select_related("indicator").order_by("indicator__code", "words")
