"""Numbers as Vietnamese offices write them (1.234,5), out and in; every screen, chart and form uses these two ways."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from vaocuoc.core.errors import Refused

MINUS = "\N{MINUS SIGN}"

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN = re.compile(r"\d+(,\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_POINTED = re.compile(r"\d+\.\d+")


class AmbiguousNumber(Refused):
    """``1.234`` is 1234 with a Vietnamese group and one and a bit with a foreign point; only the caller can know."""

    def __init__(self, text: str, grouped: Decimal, pointed: Decimal) -> None:
        super().__init__(
            "ui.ambiguous_number", text=text, grouped=format_decimal(grouped), pointed=format_decimal(pointed)
        )
        self.grouped = grouped
        self.pointed = pointed


def format_decimal(value: Decimal | int | float, decimals: int | None = None) -> str:
    """``1234.5`` as ``1.234,5``; ``decimals`` fixes how many are printed, else as many as the value has.

    A float is taken by its shortest spelling, so 0.1 prints 0,1. Halves round away from zero, as offices round.
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    whole, _, fraction = text.partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if number < 0 else ""
    return sign + whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def format_scaled(value: int, decimals: int, shown: int | None = None) -> str:
    """A stored value, an integer scaled by ten to ``decimals``; ``shown`` is how many decimals are printed."""
    return format_decimal(Decimal(value).scaleb(-decimals), shown)


def parse_number(text: str, *, point: bool | None = None) -> Decimal:
    """What a person typed or pasted: ``1.234,5``, ``1234,5``, ``1 234,5``, ``−1,8``, ``60,6``.

    A single dot before three digits, as in ``1.234``, raises ``AmbiguousNumber`` unless ``point`` says how the source
    writes: False for Vietnamese groups, True for a decimal point. Raises ``Refused("ui.not_a_number")`` for the rest.
    """
    shown = text.strip()
    plain = _SPACES.sub("", shown).replace(MINUS, "-").replace("\u2013", "-")
    sign, digits = (-1, plain[1:]) if plain.startswith("-") else (1, plain.removeprefix("+"))
    if not digits.isascii():
        raise Refused("ui.not_a_number", text=shown)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) and point is not False:
        pointed = sign * Decimal(digits)
        if point:
            return pointed
        raise AmbiguousNumber(shown, sign * Decimal(digits.replace(".", "")), pointed)
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return sign * Decimal(digits.replace(".", "").replace(",", "."))
    if _POINTED.fullmatch(
        digits
    ):  # 60.6 and 0.125 can only be points: groups have three digits and a first that counts
        return sign * Decimal(digits)
    raise Refused("ui.not_a_number", text=shown)
