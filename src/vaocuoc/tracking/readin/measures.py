"""Units of measure as papers write them (đơn vị tính): told apart, and a value turned from one into another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vaocuoc.core.text import fold, nfc

_TIMES = {"nghin": 3, "ngan": 3, "van": 4, "trieu": 6, "ty": 9}
_MEASURED: dict[str, tuple[str, int]] = {
    # One size each of length, area, mass ...: (what is measured, power of ten against the smallest).
    "m": ("length", 0), "km": ("length", 3),
    "m2": ("area", 0), "ha": ("area", 4), "km2": ("area", 6),
    "kg": ("mass", 0), "yen": ("mass", 1), "ta": ("mass", 2), "tan": ("mass", 3),
    "kwh": ("energy", 0), "mwh": ("energy", 3), "gwh": ("energy", 6),
    "kw": ("power", 0), "mw": ("power", 3),
}  # fmt: skip
_SPELT = {"met": "m", "ki lo met": "km", "hec ta": "ha", "m²": "m2", "km²": "km2", "phan tram": "%", "vnd": "dong"}
_PEOPLE = (
    "can bo", "cong chuc", "vien chuc", "dang vien", "hoi vien", "doan vien", "lao dong", "cong nhan", "hoc sinh",
    "sinh vien", "giao vien", "bac si", "hoc vien", "nong dan", "thanh nien", "em", "chau",
)  # fmt: skip
_PEOPLE_OF = tuple(f"{one} " for one in _PEOPLE)
_POWERS = re.compile(rf"^({'|'.join(_TIMES)})\b\s*")
_PER_YEAR = re.compile(r"\s*/\s*nam$")


@dataclass(frozen=True)
class Measure:
    """A unit of measure taken apart: what is counted, of which quantity, and the power of ten before it."""

    counted: str
    quantity: str
    power: int


@dataclass(frozen=True)
class Turned:
    """A value in another unit of measure. ``alike`` says how surely the two measure the same thing (0 to 1)."""

    value: Decimal
    alike: float
    is_changed: bool


def measure_of(text: str) -> Measure:
    """A unit of measure as written: ``nghìn lượt khách``, ``tỷ đồng``, ``ha``; money without its name is đồng."""
    plain = _PER_YEAR.sub("", " ".join(fold(nfc(text)).split()))
    power = 0
    while (found := _POWERS.match(plain)) is not None:
        power += _TIMES[found[1]]
        plain = plain[found.end() :]
    plain = _SPELT.get(plain, plain)
    if not plain and power >= 6:
        plain = "dong"
    quantity, own = _MEASURED.get(plain, (plain, 0))
    return Measure(plain, quantity, power + own)


def turned(value: Decimal, said: str, wanted: str) -> Turned | None:
    """``value`` of the unit ``said`` in the unit ``wanted`` (quy đổi đơn vị tính); None where they differ.

    What is counted may be named shorter on one side: ``lượt`` for ``lượt khách``, ``hộ`` for ``hộ nghèo``.
    """
    one, other = measure_of(said), measure_of(wanted)
    if not one.quantity and not one.power:  # a bare number, as in a table whose head names the unit
        return Turned(value, 0.85, is_changed=False)
    if one.quantity == other.quantity:
        alike = 1.0
    elif "%" in (one.quantity[:1], other.quantity[:1]) or one.quantity.startswith("diem"):
        return None
    elif any(_is_wider(*pair) for pair in ((one.quantity, other.quantity), (other.quantity, one.quantity))):
        alike = 0.97
    else:
        return None
    steps = one.power - other.power
    return Turned(value.scaleb(steps) if steps else value, alike, is_changed=bool(steps))


def _is_wider(wide: str, narrow: str) -> bool:
    """Whether one word counts what the other does: ``hộ`` and ``hộ nghèo``, ``người`` and ``đảng viên``."""
    if not wide or wide in _MEASURED or narrow in _MEASURED:
        return False
    return f"{narrow} ".startswith(f"{wide} ") or (wide == "nguoi" and f"{narrow} ".startswith(_PEOPLE_OF))
