"""How Excel displays a number (định dạng số), in Vietnamese: 1.234,5 and 31/12/2025."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys(range(14, 18), "dd/mm/yyyy"),
    17: "mm/yyyy",
    **dict.fromkeys(range(18, 22), "hh:mm"),
    22: "dd/mm/yyyy hh:mm",
    **dict.fromkeys((37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((45, 46, 47), "hh:mm"),
}

# A piece of a number format: a literal, what takes no part in the text, digits, or a letter of a date.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)'
    r"|(?P<general>General)|(?P<am>AM/PM|A/P)|(?P<date>[dmyhs]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNIFICANT = Context(prec=10, rounding=ROUND_HALF_UP)
_LAST_SERIAL = 2_958_465
# Excel counts 29 February 1900, which never was: days after it are one less from here on.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - dates of a sheet have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a number format: text before and after the digits, and what is done to them."""

    before: str = ""
    after: str = ""
    digits: str | None = None
    percent: bool = False
    date: frozenset[str] = frozenset()


def shown(number: Decimal, code: str, *, from_1904: bool = False) -> str:
    """``number`` as Excel displays it under the number format ``code``, with Vietnamese separators."""
    sections = _sections(code)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if section.date:
        return _moment(number, section.date, from_1904=from_1904)
    if section.digits is None and (section.before or section.after):
        return section.before + section.after
    digits = _general(number) if section.digits is None else _grouped(number, section.digits, percent=section.percent)
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    return f"{sign}{section.before}{digits}{section.after}"


def day_of(number: Decimal, code: str, *, from_1904: bool = False) -> date | None:
    """The day that a number is under a format that shows days; None under any other."""
    section = _sections(code)[0]
    if "d" not in section.date or not 0 < number <= _LAST_SERIAL:
        return None
    days = int(number)
    return ((_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days + (not from_1904 and days < 60))).date()


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    # A semicolon inside quotes is text; everything else parts positive, negative, zero.
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code) or [""]
    return tuple(_section(part) for part in parts[:3])


def _section(code: str) -> _Section:
    before, after, digits, date, percent = "", "", None, set(), False
    for piece in _PIECE.finditer(code):
        literal = piece["quoted"] or piece["escaped"] or piece["currency"] or piece["other"] or ""
        if piece["date"]:
            date.add(piece["date"][0].lower())
        elif piece["digits"] and digits is None:
            digits = piece["digits"]
        elif digits is None and not piece["general"]:
            before += literal
        else:
            after += literal
        percent = percent or piece["other"] == "%"
    if date and digits is None:
        return _Section(date=frozenset(date))
    return _Section(before.replace("@", ""), after.replace("@", ""), digits, percent)


def _grouped(number: Decimal, digits: str, *, percent: bool) -> str:
    whole, _, fraction = digits.partition(".")
    # A comma after the last digit shows thousands, two show millions.
    scale = len(digits) - len(digits.rstrip(","))
    number = number.scaleb(2 * percent - 3 * scale)
    most = sum(fraction.count(place) for place in "0#?")
    least = fraction.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, Context(prec=400))
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    if most > least:
        kept, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{kept}.{tail}" if tail else kept
    return text.translate(str.maketrans(",.", ".,"))


def _general(number: Decimal) -> str:
    """Up to ten significant digits and no grouping: 2025 is mostly a year."""
    text = f"{_SIGNIFICANT.plus(number):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def _moment(serial: Decimal, parts: frozenset[str], *, from_1904: bool) -> str:
    """A day, a month, a year or a time, as far as the format shows them."""
    if not 0 <= serial <= _LAST_SERIAL:
        return _general(serial)
    days = int(serial)
    if not from_1904 and 0 < days < 60:
        days += 1
    minutes = int((serial % 1 * _MINUTES_A_DAY).to_integral_value(ROUND_HALF_UP))
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days, minutes=min(minutes, _MINUTES_A_DAY - 1))
    day = ""
    if "d" in parts:
        day = f"{moment.day:02d}/{moment.month:02d}/{moment.year}"
    elif "y" in parts:
        day = f"{moment.month:02d}/{moment.year}" if "m" in parts else str(moment.year)
    elif "m" in parts and "h" not in parts and "s" not in parts:
        day = f"{moment.month:02d}/{moment.year}"
    time = f"{moment.hour:02d}:{moment.minute:02d}" if "h" in parts and (minutes or not day) else ""
    return " ".join(part for part in (day, time) if part)
