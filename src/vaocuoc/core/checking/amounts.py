"""Numbers as printed, with the precision that the printing claims (số như đã in): "91,3" stands for 91.25 to 91.35."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed number, which stands for anything that would be printed so."""

    value: Decimal
    step: Decimal
    """One unit of its last printed place."""

    @property
    def half(self) -> Decimal:
        return self.step / 2

    @property
    def low(self) -> Decimal:
        return self.value - self.half

    @property
    def high(self) -> Decimal:
        return self.value + self.half


def amount(text: str) -> Amount | None:
    """Read a number printed as offices do; "1.234" is grouped, "22.3" has a foreign point."""
    text = text.strip()
    plain = text.replace(".", "").replace(",", ".") if _GROUPED.fullmatch(text) else text.replace(",", ".")
    try:
        value = Decimal(plain)
    except ArithmeticError:
        return None
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return Amount(value, Decimal(1).scaleb(-places))


def may_be_share(part: Amount, whole: Amount, percent: Amount) -> bool:
    """Whether ``percent`` can be part of whole, whatever was rounded; a cut-off last place is forgiven."""
    if whole.low <= 0:
        return True
    low, high = 100 * part.low / whole.high, 100 * part.high / whole.low
    exact = part.half == whole.half == Decimal("0.5")  # counts are exact: "5/20" is not 4.5 to 5.5
    if exact and part.value < 1000 and whole.value < 1000:
        low = high = 100 * part.value / whole.value
    slack = 2 * percent.half
    return low - slack <= percent.value <= high + slack


def may_be_growth(before: Amount, after: Amount, percent: Amount, *, falls: bool) -> bool:
    """Whether a rise (or fall) by ``percent`` leads from one to the other."""
    if before.low <= 0:
        return True
    low, high = 100 * (after.low / before.high - 1), 100 * (after.high / before.low - 1)
    if before.value < 1000 and before.half == after.half == Decimal("0.5"):
        low = high = 100 * (after.value / before.value - 1)
    if falls:
        low, high = -high, -low
    slack = 2 * percent.half
    return low - slack <= percent.value <= high + slack
