"""Days as Vietnamese offices write them (31/12/2025), out and in."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vaocuoc.core.calendars import Period, month, quarter, year
from vaocuoc.core.errors import Refused

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_EARLIEST, _LATEST = 1900, 2199


def format_day(day: date) -> str:
    """``31/12/2025``."""
    return f"{day:%d/%m/%Y}"


def format_day_short(day: date, today: date) -> str:
    """``31/12`` within the year of ``today``, else with its year."""
    return f"{day:%d/%m}" if day.year == today.year else format_day(day)


def format_moment(moment: datetime, today: date) -> str:
    """``03/11, 15:20`` in Vietnam's time, with the year where it is another."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{format_day_short(local.date(), today)}, {local:%H:%M}"


def format_age(due: date, today: date) -> str:
    """How a due day stands to today, in days: ``quá hạn 21 ngày``, ``còn hôm nay``, ``còn 3 ngày``."""
    days = (due - today).days
    if days < 0:
        return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days) % {"days": -days}
    if days == 0:
        return _("còn hôm nay")
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": days}


def parse_day(text: str) -> date:
    """``31/12/2025``, ``31-12-2025``, ``31.12.2025`` or ``2025-12-31``.

    Raises ``Refused("ui.not_a_day")``, for a slip of the year (0206, 9999) too.
    """
    plain = text.strip()
    try:
        if found := _DAY_FIRST.fullmatch(plain):
            day, month, year = (int(part) for part in found.groups())
            return likely_day(date(year, month, day))
        if found := _YEAR_FIRST.fullmatch(plain):
            year, month, day = (int(part) for part in found.groups())
            return likely_day(date(year, month, day))
    except ValueError:
        pass
    raise Refused("ui.not_a_day", text=plain)


def likely_day(day: date) -> date:
    """The day itself. Raises ``ValueError`` for one that no office means; days can be counted on from all others."""
    if _EARLIEST <= day.year <= _LATEST:
        return day
    raise ValueError(day)


def period_name(period: Period) -> str:
    """``tháng 11/2026``, ``quý III/2026``, ``6 tháng đầu năm 2026``, ``năm 2026``; a single day as a day."""
    facts = {"index": period.index, "year": period.year}
    if period.kind == "month":
        return _("tháng %(index)s/%(year)s") % facts
    if period.kind == "quarter":
        return _("quý %(roman)s/%(year)s") % {"roman": ("I", "II", "III", "IV")[period.index - 1], "year": period.year}
    if period.kind == "half_year":
        half = _("6 tháng đầu năm %(year)s") if period.index == 1 else _("6 tháng cuối năm %(year)s")
        return half % facts
    if period.kind == "nine_months":
        return _("9 tháng năm %(year)s") % facts
    if period.kind == "year":
        return _("năm %(year)s") % facts
    return format_day(period.start)


def period_days(period: Period) -> str:
    """The days of a period, ``15/10 - 14/11``; both years where they differ."""
    if period.start == period.end:
        return format_day(period.start)
    if period.start.year == period.end.year:
        return f"{period.start:%d/%m} - {period.end:%d/%m}"
    return f"{format_day(period.start)} - {format_day(period.end)}"


_NAMED = re.compile(r"(?P<year>[12]\d{3})(-(?P<month>0[1-9]|1[0-2])|-q(?P<quarter>[1-4]))?")


def period_named(code: str) -> Period | None:
    """The period that an address names: ``2026-11``, ``2026-q4``, ``2026``; None for anything else."""
    found = _NAMED.fullmatch(code) if code.isascii() else None
    if found is None or not 1900 <= int(found["year"]) <= 2999:
        return None
    if found["month"]:
        return month(int(found["year"]), int(found["month"]))
    return quarter(int(found["year"]), int(found["quarter"])) if found["quarter"] else year(int(found["year"]))


def period_stem(period: Period) -> str:
    """How the name of a file names a period, in Vietnamese without marks: ``thang-10-2026``, ``quy-4-2026``."""
    if period.kind == "half_year":
        return f"6-thang-{'dau' if period.index == 1 else 'cuoi'}-nam-{period.year}"
    if period.kind == "month":
        return f"thang-{period.index:02d}-{period.year}"
    if period.kind == "quarter":
        return f"quy-{period.index}-{period.year}"
    if period.kind in ("nine_months", "year"):
        return f"{'9-thang-' if period.kind == 'nine_months' else ''}nam-{period.year}"
    return f"ngay-{period.start:%d-%m-%Y}"


def period_code(period: Period) -> str:
    """How an address names a month, a quarter or a year."""
    if period.kind == "month":
        return f"{period.year}-{period.index:02d}"
    return f"{period.year}-q{period.index}" if period.kind == "quarter" else str(period.year)
