"""Values in the cells of indicators (giá trị trong bảng chỉ tiêu): numbers, ranges, comparators; no unit is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.grids import Cell

Comparator = Literal["", "=", ">", ">=", "<", "<=", "~"]
"""How a value compares; empty where the cell says a bare number."""

_NUMBER = r"[-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[-−]?\d+(?:[.,]\d+)?"
_VALUE = re.compile(
    rf"(?P<before>[^\d−-]*?)\s*(?P<low>{_NUMBER})\s*(?:(?:-|–|den)\s*(?P<high>{_NUMBER}))?\s*(?P<after>.*)", re.DOTALL
)
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    (r"khong (?:duoi|thap hon|it hon)|it nhat|toi thieu|>=|≥|\btu\b.*", ">="),
    (r"khong (?:qua|vuot|cao hon|lon hon)(?: qua)?|toi da|nhieu nhat|<=|≤", "<="),
    (r"tren|hon|>", ">"),
    (r"duoi|<", "<"),
    (r"khoang|xap xi|uoc|~", "~"),
    (r"^=$|^bang$|^dat$", "="),
)
_NOTHING = re.compile(r"[-–—x./]*|chua co(?: so lieu)?|khong co(?: so lieu)?|n/a|…", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a cell writes it; ``high`` closes a range, ``rest`` is what stands behind the number."""

    low: Decimal
    high: Decimal | None = None
    comparator: Comparator = ""
    is_percent: bool = False
    rest: str = ""

    @property
    def decimals(self) -> int:
        """How many decimals it needs."""
        return max(_decimals(self.low), _decimals(self.high) if self.high is not None else 0)


def read_value(cell: Cell) -> Value | None:
    """The value of a cell; None where it is empty or says that there is none. Raises ``ValueError`` for other words."""
    text = " ".join(nfc(cell.text).split())
    if not text or cell.kind == "error" or _NOTHING.fullmatch(fold(text)):
        return None
    percent = text.endswith("%")
    if cell.kind == "number":
        number = Decimal(cell.value)
        return Value(_rounded(number * 100 if percent else number), is_percent=percent)
    found = _VALUE.fullmatch(fold(text))
    if found is None:
        raise ValueError(text)
    try:
        low = _parsed(found["low"])
        high = _parsed(found["high"]) if found["high"] else None
    except InvalidOperation:
        raise ValueError(text) from None
    rest = found["after"].strip()
    return Value(low, high, _comparator(found["before"], rest), rest.startswith("%"), rest)


def _comparator(before: str, rest: str) -> Comparator:
    if "tro len" in rest:
        return ">="
    if "tro xuong" in rest:
        return "<="
    for pattern, comparator in _BEFORE:
        if comparator == ">=" and before.strip() == "tu" and "tro len" not in rest:
            continue
        if re.search(pattern, before.strip()):
            return comparator
    return ""


def _parsed(text: str) -> Decimal:
    plain = text.replace("−", "-")
    if re.fullmatch(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def _rounded(number: Decimal) -> Decimal:
    """A calculated number without the dust of binary fractions: six decimals are all that the register keeps."""
    return round(number, 6).normalize() + 0


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
