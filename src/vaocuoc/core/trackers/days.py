"""Days as trackers write them (ngày trong bảng theo dõi): serials, d/m/y, words; what is no day says what it is.

Nothing is guessed: "Tháng 11" is no day. Where a last day follows from the words, it is a proposal that a person
confirms.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.grids import Cell

DayCode = Literal[
    "none",  # an empty cell
    "day",
    "before",  # "trước ngày 30/11": the day before is the last
    "no_year",
    "month",
    "quarter",
    "year",
    "regular",
    "condition",
    "wrong",  # a day that does not exist, or that no office means
    "unclear",
]

_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_050  # 1970 and 2100: numbers outside are no days
_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2200)  # 31/12/9999 stands in many sheets for "no end": no day to count from
_D = r"(?P<d>\d{1,2})"
_M = r"(?P<m>\d{1,2})"
_Y = r"(?P<y>\d{4}|\d{2})"
_NUMERIC = re.compile(rf"(?<!\d){_D}\s*[/.\-]\s*{_M}\s*[/.\-]\s*{_Y}(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?(?!\d)")
_WORDS = re.compile(rf"(?:ngay )?{_D} thang {_M}(?:,? nam (?P<y>\d{{4}})|[/.\-](?P<y2>\d{{4}}))")
_NO_YEAR = re.compile(
    rf"(?<!\d)(?:{_D}\s*[/.\-]\s*{_M}|{_D.replace('<d>', '<d2>')} thang {_M.replace('<m>', '<m2>')})(?!\d)"
)
_MONTH = re.compile(r"(?:thang |t)(?P<m>1[0-2]|0?[1-9])(?:\s*[/.\-]\s*(?P<y>\d{4})|,? nam (?P<y2>\d{4}))?")
_BARE_MONTH = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*[/.\-]\s*(?P<y>20\d{2})")
_QUARTER = re.compile(r"quy (?P<q>iv|i{1,3}|[1-4])(?:\s*[/.\-]\s*(?P<y>\d{4})|,? nam (?P<y2>\d{4})| (?P<y3>\d{4}))?")
_YEAR = re.compile(r"(?:(?:trong|het|cuoi|den|den het) )?(?:nam )?(?P<y>20\d{2})")
_REGULAR = re.compile(r"thuong xuyen|dinh ky|hang (?:ngay|tuan|thang|quy|nam)|lien tuc|theo (?:thang|quy|nam)\b")
_CONDITION = re.compile(r"(?:khi|sau khi|cho|theo (?:y kien|chi dao|yeu cau|tien do)|ngay sau)\b")
_BEFORE = re.compile(r"\btruoc\b")
_TIME = re.compile(r"^\s*\d{1,2}\s*(?:h|g|gio|:)\s*\d{0,2}\s*(?:phut)?,?\s*(?:ngay)?\s*")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayReading:
    """What a cell says of a day: the day itself, or why there is none and what is proposed."""

    code: DayCode
    day: date | None = None
    proposal: date | None = None
    text: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to be asked: a day, none at all, regular work or a condition."""
        return self.code in ("none", "day", "before", "regular", "condition")


def read_day(cell: Cell, *, near: date | None = None) -> DayReading:
    """Read a cell as a day; ``near`` (the paper's own day, else today) gives the year of proposals that lack one."""
    text = " ".join(nfc(cell.text).split())
    if not text or cell.kind == "error":
        return DayReading("none", text=text)
    if cell.kind == "day":
        day = date.fromisoformat(cell.value[:10])
        return DayReading("day", day, text=text) if day.year in _YEARS else DayReading("wrong", text=text)
    if cell.kind == "number" and (serial := _serial(cell.value)):
        return DayReading("day", serial, text=text)
    return _of_words(text, near)


def swapped(day: date) -> date | None:
    """The day with day and month exchanged, where that is another day that exists."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def _serial(number: str) -> date | None:
    whole = number.partition(".")[0]
    if not whole.isdecimal() or not _FIRST_SERIAL <= int(whole) <= _LAST_SERIAL:
        return None
    return _EPOCH + int(whole) * _DAY


def _of_words(text: str, near: date | None) -> DayReading:
    plain = fold(text)
    for pattern in (_ISO, _NUMERIC, _WORDS):
        if found := pattern.search(plain):
            return _exact(found, plain, text)
    timed = _TIME.sub("", plain)
    return (
        _of_quarter(timed, text, near)
        or _of_month(timed, text, near)
        or _without_year(timed, text, near)
        or _of_rhythm(timed, text)
        or _of_year(timed, text)
        or DayReading("unclear", text=text)
    )


def _exact(found: re.Match[str], plain: str, text: str) -> DayReading:
    groups = found.groupdict()
    year = int(groups["y"] or groups.get("y2") or 0)
    year = year + 2000 if year < 100 else year
    day, month = int(groups["d"]), int(groups["m"])
    several = len(_NUMERIC.findall(plain)) > 1
    value = _made(year, month, day)
    if value is None:
        return DayReading("wrong", proposal=_made(year, day, month), text=text)
    if several:
        return DayReading("unclear", proposal=None, text=text)
    if _BEFORE.search(plain[: found.start()]):
        return DayReading("before", value - _DAY, text=text)
    return DayReading("day", value, text=text)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _year_of(found: re.Match[str], near: date | None) -> int | None:
    groups = found.groupdict()
    written = next((groups[name] for name in ("y", "y2", "y3") if groups.get(name)), None)
    return int(written) if written else near.year if near else None


def _of_quarter(plain: str, text: str, near: date | None) -> DayReading | None:
    found = _QUARTER.search(plain)
    if found is None:
        return None
    year, month = _year_of(found, near), _ROMAN[found["q"]] * 3
    return DayReading("quarter", proposal=_end_of_month(year, month), text=text)


def _of_month(plain: str, text: str, near: date | None) -> DayReading | None:
    found = _MONTH.search(plain) or _BARE_MONTH.fullmatch(plain)
    if found is None or re.search(rf"\d\s*{_MONTH.pattern}", plain):
        return None
    return DayReading("month", proposal=_end_of_month(_year_of(found, near), int(found["m"])), text=text)


def _without_year(plain: str, text: str, near: date | None) -> DayReading | None:
    found = _NO_YEAR.search(plain)
    if found is None:
        return None
    day, month = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
    proposal = _made(near.year, month, day) if near else None
    if near and proposal and proposal < near:
        proposal = _made(near.year + 1, month, day)
    return DayReading("no_year", proposal=proposal, text=text)


def _of_rhythm(plain: str, text: str) -> DayReading | None:
    if _REGULAR.search(plain):
        return DayReading("regular", text=text)
    return DayReading("condition", text=text) if _CONDITION.match(plain) else None


def _of_year(plain: str, text: str) -> DayReading | None:
    found = _YEAR.fullmatch(plain)
    return DayReading("year", proposal=date(int(found["y"]), 12, 31), text=text) if found else None


def _end_of_month(year: int | None, month: int) -> date | None:
    return None if year is None else date(year, month, monthrange(year, month)[1])
