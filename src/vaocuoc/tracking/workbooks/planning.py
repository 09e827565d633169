"""What would become of each row (xem trước): new, changed from what to what, the same, left empty, or refused and why.

The figures are understood by the very operation that saves what is typed on the page, tried and taken back; so the
preview cannot promise what writing would refuse.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.reporting import FiguresRefused, Key
from vaocuoc.tracking.indicators.typed import GROUPED, POINTED, Reading, WhichNumber
from vaocuoc.tracking.submissions.filling import CellInput, Row, rows_of, save_cells
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import reportable
from vaocuoc.tracking.workbooks.composing import VALUE_HEAD
from vaocuoc.tracking.workbooks.reasons import OTHER, REASONS
from vaocuoc.tracking.workbooks.said import Said, plain
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.refusals import sentence

NEW, CHANGED, SAME, EMPTY, FAULTY = "new", "changed", "same", "empty", "faulty"
OUTCOMES = (FAULTY, CHANGED, NEW, SAME, EMPTY)
_MARKS = {"uoc", "x", "co", "1", "u", "so uoc", "uoc tinh"}
_NO_MARKS = {"", "khong", "0", "-", "–"}
_THOUSAND = 1000
_COLUMNS = {
    "workbooks.unknown_reason": "Lý do không có số",
    "workbooks.other_needs_note": "Giải thích",
    "workbooks.unknown_mark": "Ước",
}


@dataclass(frozen=True)
class Planned:
    """One row as it is shown before anything is written; words, not codes, so that it can be kept."""

    row: int
    key: str
    code: str
    name: str
    unit: str
    measure: str
    outcome: str
    old: str = ""
    new: str = ""
    line: str = ""
    column: str = ""
    questions: list[list[str]] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """All rows of a workbook or of what was pasted, and the cells to save."""

    lines: list[Planned]
    inputs: list[CellInput]

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(line.outcome for line in self.lines))

    @property
    def faults(self) -> list[Planned]:
        return [line for line in self.lines if line.outcome == FAULTY]

    @property
    def signature(self) -> str:
        """What tells this plan from another: what would be written over what."""
        told = [[line.key, line.outcome, line.old, line.new] for line in self.lines if line.outcome in (NEW, CHANGED)]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]

    def kept(self) -> list[dict[str, Any]]:
        return [line.as_json() for line in self.lines]


def plan_rows(actor: Actor, submission: Submission, said: Sequence[Said]) -> Plan:
    """What would become of these rows in a report; nothing is written.

    Raises ``Refused`` for what stands in the way of all of it: ``access.denied``, ``indicators.period_closed``,
    ``indicators.not_begun``, ``submissions.not_open``. Nothing does where no row says anything new.
    """
    rows = _rows(submission, [one.key for one in said])
    problems: dict[int, Refused] = {}
    inputs: dict[int, CellInput] = {}
    outcomes: dict[int, str] = {}
    for place, one in enumerate(said):
        row = rows.get(one.key)
        try:
            given = None if row is None else _input(one, row)
        except Refused as refused:
            problems[place], outcomes[place] = refused, FAULTY
            continue
        if row is None:
            outcomes[place] = EMPTY if one.is_empty else FAULTY
            if not one.is_empty:
                problems[place] = one.flaw.refused if one.flaw else Refused("submissions.not_owed")
        elif given is None:
            outcomes[place] = EMPTY
        elif _is_same(given, one, row):
            outcomes[place] = SAME
        else:
            inputs[place] = given
    understood, refused_at = _tried(actor, submission, list(inputs.values()))
    kept: list[CellInput] = []
    for place, given in inputs.items():
        if given.key in refused_at:
            problems[place], outcomes[place] = refused_at[given.key], FAULTY
            continue
        before = rows[given.key]
        outcomes[place] = CHANGED if before.cell is not None and before.cell.is_filled else NEW
        kept.append(given)
    lines = [
        _planned(one, rows.get(one.key), outcomes[place], understood.get(one.key), problems.get(place))
        for place, one in enumerate(said)
    ]
    return Plan(lines, kept)


def _rows(submission: Submission, keys: Iterable[Key]) -> dict[Key, Row]:
    wanted = set(keys)
    owing = reportable(submission.keeper_id, submission.provider_id, submission.period)
    owing = owing.filter(indicator__in={key[0] for key in wanted}, unit__in={key[1] for key in wanted})
    places: list[tuple[Indicator, Unit]] = [
        (one.indicator, one.unit) for one in owing if (one.indicator_id, one.unit_id) in wanted
    ]
    return {row.key: row for row in rows_of(submission, places)}


# --- one row ----------------------------------------------------------------------------------------------------------


def _input(said: Said, row: Row) -> CellInput | None:
    """What a row asks to be saved, as if it were typed; None where it asks nothing."""
    if said.flaw is not None:
        raise said.flaw.refused
    cell = row.cell
    if not said.has_value and not said.reason:
        kept = (cell.note, cell.evidence, cell.is_estimate) if cell else ("", "", False)
        beside = (said.note, said.evidence, bool(said.mark))
        if any(beside) and beside != kept:
            raise Refused("workbooks.nothing_beside")
        return None
    is_estimate = _mark(said.mark)
    if said.reason and said.reason not in REASONS and (cell is None or said.reason != cell.missing_reason):
        raise Refused("workbooks.unknown_reason", text=said.reason[:80])
    if said.reason == OTHER and not said.note:
        raise Refused("workbooks.other_needs_note")
    typed, chosen = _typed(said, row)
    return CellInput(
        indicator=row.indicator.pk,
        unit=row.unit.pk,
        typed=typed,
        missing_reason=said.reason,
        is_estimate=is_estimate,
        note=said.note,
        evidence=said.evidence,
        chosen=chosen,
    )


def _mark(text: str) -> bool:
    plain_text = fold(text).strip()
    if plain_text in _MARKS:
        return True
    if plain_text in _NO_MARKS:
        return False
    raise Refused("workbooks.unknown_mark", text=text[:40])


def _typed(said: Said, row: Row) -> tuple[str, str]:
    """What one would have typed on the page, and which reading of it is meant."""
    if said.number is None:
        return said.typed, said.chosen
    number = plain(said.number)
    if (readings := _two_readings(number, row.indicator.decimals)) is not None:
        chosen = next((one.value for one in readings if one.key == said.chosen), None)
        if chosen is None:
            raise WhichNumber(format_decimal(number), readings)
        number = chosen
    # Written with groups it is what the page shows; 1.234 is then 1234, for a spreadsheet says which number it holds.
    text = format_decimal(number)
    if row.cell is not None and row.cell.typed == text and row.value != number:
        text = text.replace(".", "")  # the page keeps how it once understood the same spelling
    return text, GROUPED


def _two_readings(number: Decimal, decimals: int) -> tuple[Reading, Reading] | None:
    """A number with three decimals where fewer are kept may be a group that a foreign spreadsheet took for a point."""
    in_groups = number * _THOUSAND
    exponent = number.as_tuple().exponent
    if decimals >= 3 or exponent != -3 or not 1 <= abs(number) < _THOUSAND:
        return None
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Reading(GROUPED, plain(in_groups)), Reading(POINTED, rounded, number)


def _is_same(given: CellInput, said: Said, row: Row) -> bool:
    """Whether the report says all of it already."""
    cell = row.cell
    if cell is None or not cell.is_filled:
        return False
    beside = (cell.missing_reason, cell.is_estimate, cell.note, cell.evidence)
    # An estimate of nothing is no estimate: the page drops the mark too.
    if beside != (given.missing_reason, given.is_estimate and said.has_value, given.note, given.evidence):
        return False
    if said.number is not None and not said.chosen:
        return row.value == plain(said.number)
    return cell.typed == given.typed


# --- trying -----------------------------------------------------------------------------------------------------------


class _TakenBack(Exception):
    """Ends a trial, so that nothing of it stays."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows


def _tried(
    actor: Actor, submission: Submission, inputs: Sequence[CellInput]
) -> tuple[dict[Key, Row], dict[Key, Refused]]:
    """How the report would understand these cells, and what it refuses; at most two trials, both taken back."""
    refused: Mapping[Key, Refused] = {}
    for _attempt in range(2):
        left = [given for given in inputs if given.key not in refused]
        if not left:
            break
        try:
            with transaction.atomic():
                raise _TakenBack(save_cells(actor=actor, submission=submission, inputs=left))
        except _TakenBack as trial:
            return {row.key: row for row in trial.rows}, dict(refused)
        except FiguresRefused as several:
            refused = {**refused, **several.problems}
    return {}, dict(refused)


# --- words ------------------------------------------------------------------------------------------------------------


def _planned(said: Said, row: Row | None, outcome: str, after: Row | None, problem: Refused | None) -> Planned:
    fields: dict[str, Any] = {"row": said.row, "key": f"{said.key[0]}-{said.key[1]}", "outcome": outcome}
    if row is None:
        fields |= {"code": said.code, "name": "", "unit": "", "measure": ""}
    else:
        indicator = row.indicator
        fields |= {"code": indicator.code, "name": indicator.name, "unit": row.unit.name}
        fields |= {"measure": indicator.unit_of_measure, "old": words_of(row)}
    if problem is not None:
        fields |= {"line": sentence(problem), "column": _column(said, problem), "new": _shown(said)}
        if isinstance(problem, WhichNumber):
            fields["questions"] = [[one.key, format_decimal(one.value), _rounding(one)] for one in problem.readings]
    elif after is not None and outcome in (NEW, CHANGED):
        fields |= {"new": words_of(after), "asks": list(after.warnings) if after.needs_note else []}
    return Planned(**fields)


def words_of(row: Row) -> str:
    """What a cell says, in words: "1.234,5, số ước"; nothing where it is empty."""
    cell = row.cell
    if cell is None or not cell.is_filled:
        return ""
    if row.value is None:
        words = _("không có số: %(reason)s") % {"reason": cell.missing_reason}
    else:
        words = format_decimal(row.value)
    if cell.is_estimate:
        words += _(", số ước")
    beside = [text for text in (cell.note, cell.evidence) if text]
    return words + (f" ({'; '.join(beside)})" if beside else "")


def _rounding(reading: Reading) -> str:
    if reading.rounded_from is None:
        return ""
    return _("làm tròn từ %(number)s") % {"number": format_decimal(reading.rounded_from)}


def _shown(said: Said) -> str:
    return format_decimal(plain(said.number)) if said.number is not None else said.typed or said.reason


def _column(said: Said, problem: Refused) -> str:
    return said.flaw.column if said.flaw else _COLUMNS.get(problem.code, VALUE_HEAD)
