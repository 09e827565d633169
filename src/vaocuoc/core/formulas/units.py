"""Units of measure as formulas reckon with them (đơn vị tính trong công thức).

Owns what may be added to what and how sizes of one unit convert: triệu đồng to tỷ đồng, never đồng to people. A
percentage is the plain number that it is written as: ``[A] / [B] * 100`` gives one, and nothing converts it unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from vaocuoc.core.text import nfc

_SIZES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "trăm": 100,
    "chục": 10,
}
_MONEY = {"đồng": "đồng", "vnđ": "đồng", "vnd": "đồng"}
_PLAIN = {
    "": "", "%": "%", "phần trăm": "%", "‰": "‰", "lần": "lần", "điểm": "điểm", "điểm %": "điểm %",
    "điểm phần trăm": "điểm %", "hệ số": "hệ số",
}  # fmt: skip
_PHYSICAL: Mapping[str, tuple[str, Fraction]] = MappingProxyType(
    {
        "m": ("m", Fraction(1)), "km": ("m", Fraction(1000)),
        "m2": ("m2", Fraction(1)), "m²": ("m2", Fraction(1)), "ha": ("m2", Fraction(10**4)),
        "km2": ("m2", Fraction(10**6)), "km²": ("m2", Fraction(10**6)),
        "m3": ("m3", Fraction(1)), "m³": ("m3", Fraction(1)), "lít": ("m3", Fraction(1, 1000)),
        "kg": ("kg", Fraction(1)), "tạ": ("kg", Fraction(100)), "tấn": ("kg", Fraction(1000)),
        "kwh": ("kwh", Fraction(1)), "mwh": ("kwh", Fraction(1000)), "gwh": ("kwh", Fraction(10**6)),
        "kw": ("kw", Fraction(1)), "mw": ("kw", Fraction(1000)), "gw": ("kw", Fraction(10**6)),
    }
)  # fmt: skip
_GROUPED = re.compile(r"1\.000|10\.000|100\.000|100|1000|10000|100000")


@dataclass(frozen=True)
class Measure:
    """A unit taken apart: what is measured with its powers, how large one is, and the name of a plain number (%, lần).

    ``powers`` are sorted, without zeros; the unit of a plain number has none.
    """

    powers: tuple[tuple[str, int], ...] = ()
    size: Fraction = Fraction(1)
    plain: str = ""

    def times(self, other: Measure, power: int = 1) -> Measure:
        """The unit of a product, or of a quotient with ``power`` −1; a plain number loses its name."""
        powers = dict(self.powers)
        for name, count in other.powers:
            powers[name] = powers.get(name, 0) + power * count
        kept = tuple(sorted((name, count) for name, count in powers.items() if count))
        return Measure(kept, self.size * other.size**power)

    def adds_to(self, other: Measure) -> bool:
        """Whether figures of the two may be added or compared."""
        return self.powers == other.powers and (self.plain == other.plain or bool(self.powers))

    def fits(self, wanted: Measure) -> bool:
        """Whether a result of this unit may be given in the wanted one: a nameless plain number is any plain number."""
        return self.powers == wanted.powers and (bool(self.powers) or self.plain in ("", wanted.plain))


def measure_of(unit: str) -> Measure:
    """The unit of an indicator taken apart: "triệu đồng/người/năm" is money, a million, per person and year."""
    first, *per = [" ".join(part.split()) for part in nfc(unit).lower().split("/")]
    if not per and first in _PLAIN:
        return Measure(plain=_PLAIN[first])
    whole = Measure() if first in _PLAIN else _single(first)
    for part in per:
        whole = whole.times(_single(part), -1)
    return whole


def _single(name: str) -> Measure:
    """One unit without "/": a size in words or digits, then what is counted."""
    size, words = Fraction(1), name.split()
    while words and (words[0] in _SIZES or _GROUPED.fullmatch(words[0])):
        word = words.pop(0)
        size *= _SIZES[word] if word in _SIZES else int(word.replace(".", ""))
    rest = " ".join(words)
    if not rest:  # "tỷ" alone is money
        return Measure((("đồng", 1),), size) if size > 1 else Measure()
    base, factor = _PHYSICAL.get(rest, (_MONEY.get(rest, rest), Fraction(1)))
    return Measure(((base, 1),), size * factor)
