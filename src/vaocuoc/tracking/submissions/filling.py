"""Filling a report (nhập báo cáo số liệu): each cell as typed, with what it is compared with; nothing half written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.checking import warnings_for
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.judging import standing_targets
from vaocuoc.tracking.indicators.locks import require_living, require_open
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Observation, Target
from vaocuoc.tracking.indicators.operations import check_revision, period_of
from vaocuoc.tracking.indicators.reporting import FiguresRefused, Key
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled
from vaocuoc.tracking.indicators.typed import read_figure
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.evidence import papers_named
from vaocuoc.tracking.submissions.models import Cell, Submission
from vaocuoc.tracking.submissions.owed import reportable, unfilled

_BACK = 3
"""So many periods back the last figure is looked for, beside the same period last year."""
_LONGEST = {"typed": 60, "missing_reason": 300, "note": 500, "evidence": 300}
Known = list[tuple[Period, Decimal, Observation]]


@dataclass(frozen=True, kw_only=True)
class CellInput:
    """What somebody typed for one place; ``chosen`` answers which of two readings of a number is meant.

    ``finding`` is the sentence of an issued report that the value was taken from.
    """

    indicator: int
    unit: int
    typed: str = ""
    missing_reason: str = ""
    is_estimate: bool = False
    note: str = ""
    evidence: str = ""
    chosen: str = ""
    finding: int | None = None

    @property
    def key(self) -> Key:
        return self.indicator, self.unit


@dataclass
class Row:
    """One line of the page: what is asked, what was said before, what is typed now."""

    indicator: Indicator
    unit: Unit
    cell: Cell | None = None
    known: Known = field(default_factory=list)
    target: Target | None = None
    beside: list[Observation] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: Refused | None = None
    given: CellInput | None = None
    is_relayed: bool = False

    @property
    def key(self) -> Key:
        return self.indicator.pk, self.unit.pk

    @property
    def before(self) -> tuple[Period, Decimal, Observation] | None:
        """The last figure before this period."""
        return self.known[0] if self.known else None

    @property
    def value(self) -> Decimal | None:
        if self.cell is None or self.cell.value is None:
            return None
        return from_scaled(self.cell.value, self.indicator.decimals)

    @property
    def needs_note(self) -> bool:
        return bool(self.warnings) and not (self.cell and self.cell.note)

    @property
    def aim(self) -> str:
        return aim_words(self.target, self.indicator, short=True) if self.target else ""

    def last_year(self, period: Period) -> Decimal | None:
        """The figure of the same period a year before (cùng kỳ)."""
        return next((value for when, value, _one in self.known if when == period.same_last_year()), None)


# --- what a page shows ------------------------------------------------------------------------------------------------


def rows_of(
    submission: Submission, places: Iterable[tuple[Indicator, Unit]], *, relayed: frozenset[Key] = frozenset()
) -> list[Row]:
    """The lines of these places with their earlier figures, targets and questions; at most five queries."""
    rows = [Row(indicator, unit, is_relayed=(indicator.pk, unit.pk) in relayed) for indicator, unit in places]
    by_key = {row.key: row for row in rows}
    if not rows:
        return rows
    indicators, units = {key[0] for key in by_key}, {key[1] for key in by_key}
    if submission.pk is not None:
        held = Cell.objects.filter(submission=submission, indicator__in=indicators, unit__in=units)
        for cell in held.select_related("finding__document", "evidence_document"):
            if (cell.indicator_id, cell.unit_id) in by_key:
                by_key[cell.indicator_id, cell.unit_id].cell = cell
    for target in standing_targets(row.indicator for row in rows).filter(unit__in=units):
        if (row := by_key.get((target.indicator_id, target.unit_id))) is not None and row.target is None:
            row.target = target
    _add_history(by_key, submission)
    for row in rows:
        if row.value is not None:
            row.warnings = warnings_for(row.indicator, submission.period, row.value, row.known)
    return rows


def _add_history(by_key: dict[Key, Row], submission: Submission) -> None:
    period = submission.period
    since = min(period.same_last_year().start, period.shift(-_BACK).start)
    found = Observation.objects.filter(
        indicator__in={key[0] for key in by_key},
        unit__in={key[1] for key in by_key},
        period_end__gte=since,
        period_end__lte=period.end,
        calendar=period.calendar,
        period_kind=period.kind,
    ).select_related("approval", "indicator", "provider")
    now: list[Observation] = []
    earlier: list[Observation] = []
    for one in found:
        (now if one.period_end == period.end else earlier).append(one)
    for key, series in figures_in_force(earlier).items():
        if (row := by_key.get(key)) is not None:
            decimals = row.indicator.decimals
            known = [(period_of(one), from_scaled(one.value, decimals), one) for one in series if one.value is not None]
            row.known = sorted(known, key=lambda figure: figure[0].end, reverse=True)
    others = [one for one in now if one.provider_id != submission.provider_id]
    latest: dict[tuple[int, int, int], Observation] = {}
    for one in sorted(others, key=lambda one: one.revision):
        latest[one.indicator_id, one.unit_id, one.provider_id] = one
    for one in latest.values():
        if (row := by_key.get((one.indicator_id, one.unit_id))) is not None:
            row.beside.append(one)


# --- writing cells ----------------------------------------------------------------------------------------------------


def begin(*, keeper: Unit, provider: Unit, period: Period) -> Submission:
    """The report of a provider for a period, new and unsaved where nobody has begun it."""
    found = (
        Submission.objects.select_related("keeper", "provider")
        .filter(
            keeper=keeper,
            provider=provider,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
        )
        .first()
    )
    return found or Submission(
        keeper=keeper,
        provider=provider,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
        period_start=period.start,
        period_end=period.end,
    )


def save_cells(*, actor: Actor, submission: Submission, inputs: Sequence[CellInput]) -> list[Row]:
    """Keep what was typed (lưu nháp), all or none; an emptied place is no longer filled. Give the lines as they stand.

    Raises :class:`FiguresRefused` with what stands in the way at each place: a text in a number, a number that can be
    read in two ways, a dissolved unit, a figure that was approved already, both a value and a reason; ``Refused``:
    ``access.denied``, ``indicators.period_closed``, ``indicators.not_begun``, ``submissions.not_open``.
    """
    require_filling(actor, submission)
    period = submission.period
    if period.start > actor.today:
        raise Refused("indicators.not_begun", start=period.start)
    with transaction.atomic():
        submission = _held(submission)
        if not submission.is_open:
            raise Refused("submissions.not_open", state=submission.get_state_display())
        require_open(submission.keeper_id, period, today=actor.today)
        rows = {row.key: row for row in _rows_asked(submission, inputs)}
        cells, problems = _understood(actor, submission, inputs, rows)
        if problems:
            raise FiguresRefused(problems)
        _write(submission, cells)
        named = cells[0].indicator.code if len(cells) == 1 else ""
        record(actor, "submissions.fill", submission, count=len(cells), **({"code": named} if named else {}))
    places = [(row.indicator, row.unit) for row in rows.values()]
    return rows_of(submission, places, relayed=frozenset(key for key, row in rows.items() if row.is_relayed))


def _held(submission: Submission) -> Submission:
    """The report, made where nobody has begun it, held until the transaction ends."""
    made, _new = Submission.objects.get_or_create(
        keeper=submission.keeper,
        provider=submission.provider,
        calendar=submission.calendar,
        period_kind=submission.period_kind,
        year=submission.year,
        index=submission.index,
        defaults={"period_start": submission.period_start, "period_end": submission.period_end},
    )
    return Submission.objects.select_for_update(of=("self",)).select_related("keeper", "provider").get(pk=made.pk)


def _rows_asked(submission: Submission, inputs: Sequence[CellInput]) -> list[Row]:
    wanted = {given.key for given in inputs}
    owing = reportable(submission.keeper_id, submission.provider_id, submission.period).filter(
        indicator__in={key[0] for key in wanted}, unit__in={key[1] for key in wanted}
    )
    places = [(one.indicator, one.unit) for one in owing if (one.indicator_id, one.unit_id) in wanted]
    if len(places) < len(wanted):
        raise Refused("submissions.not_owed")
    return rows_of(submission, places)


def _understood(
    actor: Actor, submission: Submission, inputs: Sequence[CellInput], rows: dict[Key, Row]
) -> tuple[list[Cell], dict[Key, Refused]]:
    reported = _reported(submission, rows)
    papers = papers_named(actor, [text for given in inputs if (text := nfc(given.evidence).strip())])
    cells: list[Cell] = []
    problems: dict[Key, Refused] = {}
    for given in inputs:
        row = rows[given.key]
        try:
            cell = _cell(actor, submission, row, given)
            cell.evidence_document = papers.get(cell.evidence)
            if cell.is_filled and (before := reported.get(given.key)) is not None:
                same = (before.value, before.is_estimate) == (cell.value, cell.is_estimate)
                check_revision(before, cell.is_estimate, same, "sửa")  # the reason comes with the report
            cells.append(cell)
        except Refused as refused:
            problems[given.key] = refused
    return cells, problems


def _reported(submission: Submission, rows: Iterable[Key]) -> dict[Key, Observation]:
    """What the provider reported last for these places in this period."""
    keys = list(rows)
    found = Observation.objects.filter(
        indicator__in={key[0] for key in keys},
        unit__in={key[1] for key in keys},
        provider=submission.provider,
        calendar=submission.calendar,
        period_kind=submission.period_kind,
        year=submission.year,
        index=submission.index,
    )
    ordered = found.select_related("approval", "indicator").order_by("revision")
    return {(one.indicator_id, one.unit_id): one for one in ordered}


def _cell(actor: Actor, submission: Submission, row: Row, given: CellInput) -> Cell:
    typed, missing, note, evidence = (
        nfc(text).strip() for text in (given.typed, given.missing_reason, given.note, given.evidence)
    )
    for name, text in (("typed", typed), ("missing_reason", missing), ("note", note), ("evidence", evidence)):
        if len(text) > _LONGEST[name]:
            raise Refused("indicators.too_long", length=len(text), longest=_LONGEST[name])
    if typed or missing:
        require_living((row.unit,), submission.period)
    if typed and missing:
        raise Refused("indicators.value_or_reason")
    value = None
    if typed and row.cell is not None and row.cell.typed == typed:
        value = row.value  # understood once, and answered where it was asked
    if typed and value is None:
        value = read_figure(
            typed,
            decimals=row.indicator.decimals,
            known=_compared(row),
            is_share=row.indicator.unit_of_measure.strip() == "%" and row.indicator.kind == IndicatorKind.RATIO,
            chosen=given.chosen,
        )
    scaled = None if value is None else to_scaled(value, row.indicator.decimals)
    return Cell(
        submission=submission,
        indicator=row.indicator,
        unit=row.unit,
        typed=typed,
        value=scaled,
        missing_reason=missing,
        is_estimate=given.is_estimate and value is not None,
        note=note,
        evidence=evidence,
        observation=row.cell.observation if row.cell else None,
        finding_id=given.finding or _finding_kept(row.cell, scaled),
        saved_by=actor.user,
        saved_at=timezone.now(),
    )


def _finding_kept(cell: Cell | None, value: int | None) -> int | None:
    """The sentence that a value was taken from, for as long as the value is the same."""
    return cell.finding_id if cell is not None and value is not None and cell.value == value else None


def _compared(row: Row) -> list[Decimal]:
    """The figures that tell how large a likely one is: those before, and the target."""
    found = [value for _period, value, _one in row.known]
    return [*found, from_scaled(row.target.value, row.indicator.decimals)] if row.target and not found else found


_FIELDS = ("typed", "value", "missing_reason", "is_estimate", "note", "evidence", "evidence_document", "finding",
           "saved_by", "saved_at")  # fmt: skip


def _write(submission: Submission, cells: Sequence[Cell]) -> None:
    """Put cells in their places; what is empty altogether leaves no cell behind, unless it was submitted before."""
    empty = {
        (cell.indicator_id, cell.unit_id)
        for cell in cells
        if not (cell.is_filled or cell.note or cell.evidence) and cell.observation is None
    }
    if empty:
        there = Cell.objects.filter(
            submission=submission, indicator__in={key[0] for key in empty}, unit__in={key[1] for key in empty}
        )
        gone = [pk for pk, *key in there.values_list("pk", "indicator", "unit") if tuple(key) in empty]
        Cell.objects.filter(pk__in=gone).delete()
    Cell.objects.bulk_create(
        [cell for cell in cells if (cell.indicator_id, cell.unit_id) not in empty],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["submission", "indicator", "unit"],
        update_fields=list(_FIELDS),
    )


def fill_missing(*, actor: Actor, submission: Submission, reason: str) -> int:
    """Give one reason to all that must be reported and is still empty (ghi chung lý do); give how many."""
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("indicators.no_reason")
    empty = unfilled(submission.keeper_id, submission.provider_id, submission.period, submission)
    inputs = [CellInput(indicator=one.indicator_id, unit=one.unit_id, missing_reason=reason) for one in empty]
    if inputs:
        save_cells(actor=actor, submission=submission, inputs=inputs)
    return len(inputs)
