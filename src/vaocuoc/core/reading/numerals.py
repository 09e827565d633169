"""Numbers as official papers write them (số): grouped, decimal, ranges, "5/20", in words.

Recognition only: what is measured is for ``figures``. Thousands stand apart by dots and decimals by a comma; a dot
followed by other than three digits is read as a decimal point, since papers slip into it ("6.5%").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vaocuoc.core.reading.engine import Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, a range (``high``) or a part of a whole (``of``); ``words`` says that it was written in words."""

    value: Decimal
    high: Decimal | None = None
    of: Decimal | None = None
    words: bool = False


# A grouped number must not swallow a date ("17.4.2025") or a numbering ("1.2.3"): what follows is checked.
_N = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,3}(?: \d{3})+(?:,\d{1,4})?(?=\s*(?:đồng|tỷ|tỉ|triệu|usd|người|tấn|ha|hộ|m3|m2))"
_N += r"|\d{1,9}(?:[.,]\d{1,4})?"
_END = r"(?![\d]|[.,]\d)"
_FREE = r"(?<![\w.,/])"


def decimal(text: str) -> Decimal | None:
    """Read a number written with Vietnamese separators ("1.234,5"); None where it is not one."""
    text = re.sub(r"\s+", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return Decimal(text.replace(",", "."))
    return None


_WHOLE = re.compile(rf"(?P<a>{_N}){_END}")


def number_at(text: str, position: int) -> tuple[Decimal, int] | None:
    """The plain number written at a place of a surface and where it ends, whatever stands before it."""
    match = _WHOLE.match(text, position)
    value = decimal(match["a"]) if match else None
    return (value, match.end()) if match and value is not None else None


def _one(match: re.Match[str]) -> Numeral | None:
    value = decimal(match["a"])
    return None if value is None else Numeral(value)


def _range(match: re.Match[str]) -> Numeral | None:
    low, high = decimal(match["a"]), decimal(match["b"])
    return Numeral(low, high=high) if low is not None and high is not None and low < high else None


def _part(match: re.Match[str]) -> Numeral | None:
    part, whole = decimal(match["a"]), decimal(match["b"])
    return Numeral(part, of=whole) if part is not None and whole else None


_DIGIT = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_DIGIT |= {"chín": 9, "mốt": 1, "bẩy": 7}
# "năm" alone is the word for a year far more often than five.
_UNIT_WORD = "một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín"


def _words(match: re.Match[str]) -> Numeral | None:
    total, current = 0, 0
    for word in match["a"].split():
        if word == "mười":
            current = 10
        elif word in {"linh", "lẻ"}:
            continue
        elif word in {"mươi", "chục"}:
            current *= 10
        elif word == "trăm":
            total, current = total + current * 100, 0
        elif word in _DIGIT:
            current += _DIGIT[word]
    return Numeral(Decimal(total + current), words=True)


def _zero(match: re.Match[str]) -> Numeral:
    return Numeral(Decimal(0), words=True)


RULES: tuple[Rule[Numeral], ...] = (
    Rule("number.range", "#", rf"{_FREE}(?P<a>{_N})\s*(?:-|đến|tới)\s*(?P<b>{_N}){_END}", _range),
    Rule("number.part", "#", rf"{_FREE}(?P<a>{_N})\s*/\s*(?P<b>{_N}){_END}(?!/)", _part),
    Rule("number.plain", "#", rf"{_FREE}(?P<a>{_N}){_END}", _one),
    Rule(
        "number.hundreds",
        "một hai ba bốn năm sáu bảy bẩy tám chín",
        rf"(?<!\w)(?P<a>(?:{_UNIT_WORD}|năm) trăm(?: (?:linh|lẻ) (?:{_UNIT_WORD}|năm|tư)| (?:{_UNIT_WORD}|năm)? ?(?:mười|mươi)(?: (?:{_UNIT_WORD}|mốt|tư|lăm))?)?)(?!\w)",
        _words,
    ),
    Rule(
        "number.tens",
        "hai ba bốn năm sáu bảy tám chín mười",
        rf"(?P<a>(?:(?:{_UNIT_WORD}|năm) )?(?:mười|mươi)(?: (?:{_UNIT_WORD}|mốt|tư|lăm))?)(?!\w)",
        _words,
    ),
    Rule(
        "number.zero",
        "không",
        r"không (?:còn|có|để xảy ra|phát sinh|xảy ra|để phát sinh)(?= (?:hộ|chi bộ|xã|phường|thôn|bản|ấp|buôn|làng|huyện|vụ|ca|trường hợp|học sinh|nhà|đảng viên|đảng bộ|tổ chức đảng|đơn vị|người|khu phố|trẻ|điểm|đơn thư|phòng học|cơ sở|nợ đọng xây dựng)(?!\w)(?! (?:nào|hợp lệ|khác)))",
        _zero,
    ),
    Rule("number.word", "một hai ba bốn sáu bảy tám chín", rf"(?<!\w)(?P<a>{_UNIT_WORD})(?!\w)", _words),
)
NUMERALS = RuleSet(RULES)
