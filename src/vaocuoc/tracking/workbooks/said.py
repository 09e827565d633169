"""What a row that comes from a spreadsheet says, before it is compared with anything (nội dung một dòng)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers.grids import EMPTY, Cell
from vaocuoc.tracking.indicators.reporting import Key

_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)  # the digits that a spreadsheet keeps of a number


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a row cannot be taken: a code of ``refusals`` with its facts, and the column that it is about."""

    code: str
    column: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def refused(self) -> Refused:
        return Refused(self.code, **dict(self.facts))


@dataclass(frozen=True, slots=True)
class Said:
    """One row: ``number`` where its cell holds a number, else ``typed``, its text; the rest as it stands.

    ``row`` counts from 1 as the spreadsheet does. ``chosen`` answers which of two readings of a number is meant.
    """

    row: int
    key: Key
    typed: str = ""
    number: Decimal | None = None
    mark: str = ""
    reason: str = ""
    note: str = ""
    evidence: str = ""
    chosen: str = ""
    flaw: Flaw | None = None
    code: str = ""

    @property
    def has_value(self) -> bool:
        return bool(self.typed) or self.number is not None

    @property
    def is_empty(self) -> bool:
        texts = (self.typed, self.mark, self.reason, self.note, self.evidence)
        return self.number is None and self.flaw is None and not any(texts)

    def answered(self, chosen: str) -> Said:
        return replace(self, chosen=chosen)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        flaw = self.flaw
        return {
            "row": self.row,
            "key": list(self.key),
            "typed": self.typed,
            "number": None if self.number is None else str(self.number),
            "mark": self.mark,
            "reason": self.reason,
            "note": self.note,
            "evidence": self.evidence,
            "chosen": self.chosen,
            "flaw": [flaw.code, flaw.column, dict(flaw.facts)] if flaw else None,
            "code": self.code,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Said:
        """The row that :meth:`as_json` gave."""
        flaw = kept["flaw"]
        fields = {name: kept[name] for name in ("row", "typed", "mark", "reason", "note", "evidence", "chosen", "code")}
        return cls(
            **fields,
            key=(kept["key"][0], kept["key"][1]),
            number=None if kept["number"] is None else Decimal(kept["number"]),
            flaw=Flaw(flaw[0], flaw[1], tuple(flaw[2].items())) if flaw else None,
        )


def value_of(cell: Cell, *, column: str, measure: str) -> tuple[str, Decimal | None, Flaw | None]:
    """What a cell for a value holds: a text, a number or why neither can be taken.

    A number shown as a percentage is one hundred times what stands behind it; where the unit of measure is no
    percentage, it is refused. Errors and formulas without a result are refused, days too.
    """
    if cell.kind == "error":
        if cell.value == "formula":
            return "", None, Flaw("workbooks.no_value", column)
        return "", None, Flaw("workbooks.cell_error", column, (("text", cell.value or cell.text),))
    if cell.kind == "day":
        return "", None, Flaw("workbooks.day_in_number", column, (("text", cell.text),))
    if cell.kind == "number" and cell.value:
        number = _EXCEL.create_decimal(Decimal(cell.value))
        return ("", *_of_share(number, cell.text, column, measure))
    text = cell.text.strip()
    if text.endswith("%") and measure.strip() == "%":
        text = text[:-1].rstrip()
    return text[:200], None, None


def _of_share(number: Decimal, shown: str, column: str, measure: str) -> tuple[Decimal | None, Flaw | None]:
    if not shown.rstrip().endswith("%"):
        return number, None
    if measure.strip() == "%":
        return number * 100, None
    return None, Flaw("workbooks.not_a_share", column, (("text", shown), ("measure", measure)))


def plain(number: Decimal) -> Decimal:
    """Without zeros at the end, never in powers of ten."""
    try:
        short = number.normalize()
        return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
    except InvalidOperation:
        return number


def text_in(cells: dict[int, Cell], column: int) -> str:
    """The text of a cell for words; a formula's error says nothing."""
    cell = cells.get(column, EMPTY)
    return "" if cell.kind == "error" else cell.text.strip()
