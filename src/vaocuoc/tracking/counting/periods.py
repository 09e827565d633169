"""The period that a sheet is for (kỳ của phiếu): ISO week, month, quarter, year, or days of one's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import month, period_containing, year
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import Span
from vaocuoc.ui.dates import format_day, parse_day, period_code, period_name, period_named, period_stem

_WEEK = re.compile(r"(?P<year>[12]\d{3})-w(?P<week>0[1-9]|[1-4]\d|5[0-3])")
_LONGEST = 366 * 5


@dataclass(frozen=True)
class Asked:
    """A period with its code for the address and its words; ``problem`` says what was wrong with what was asked."""

    span: Span
    code: str
    words: str
    problem: str = ""

    @property
    def stem(self) -> str:
        """How the name of a file names it, in Vietnamese without marks: ``tuan-47-2026``, ``thang-10-2026``."""
        if week := _WEEK.fullmatch(self.code):
            return f"tuan-{week['week']}-{week['year']}"
        if named := period_named(self.code):
            return period_stem(named)
        return f"tu-{self.span.first:%d-%m-%Y}-den-{self.span.last:%d-%m-%Y}"


def asked_period(parameters: QueryDict, *, today: date) -> Asked:
    """The period that an address asks for; this week where it asks for none.

    Days of one's own (``tu``, ``den``) win over a named period. What cannot be read is said, and this week is shown.
    """
    try:
        if own := _own(parameters, today):
            return own
    except Refused as refused:
        text = str(refused.facts.get("text", ""))
        said = _("“%(text)s” không phải là ngày. Ghi như 31/12/2026.") % {"text": text} if text else str(refused.code)
        return _week(today, today, said)
    except ValueError as wrong:
        return _week(today, today, str(wrong))
    code = parameters.get("ky", "")
    if found := _WEEK.fullmatch(code) if code.isascii() else None:
        try:
            return _week(date.fromisocalendar(int(found["year"]), int(found["week"]), 1), today)
        except ValueError:
            return _week(today, today, _("Năm đó không có tuần này."))
    if named := period_named(code):
        return Asked(Span.until(named.start, named.end, today), code, period_name(named))
    return _week(today, today)


def offered_periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods to choose from, by kind: code and words, the latest first."""
    weeks = [_week(today - timedelta(days=7 * back), today) for back in range(9)]
    months = [month(today.year, today.month).shift(-back) for back in range(13)]
    quarters = [period_containing(today, "quarter").shift(-back) for back in range(6)]
    years = [year(today.year - back) for back in range(3)]
    return [
        (_("Tuần"), [(one.code, one.words) for one in weeks]),
        (_("Tháng"), [(period_code(one), period_name(one)) for one in months]),
        (_("Quý"), [(period_code(one), period_name(one)) for one in quarters]),
        (_("Năm"), [(period_code(one), period_name(one)) for one in years]),
    ]


def _own(parameters: QueryDict, today: date) -> Asked | None:
    begin, end = parameters.get("tu", "").strip(), parameters.get("den", "").strip()
    if not begin and not end:
        return None
    if not begin or not end:
        raise ValueError(_("Khoảng ngày cần cả ngày đầu và ngày cuối."))
    first, last = parse_day(begin), parse_day(end)
    if last < first:
        raise ValueError(_("Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày."))
    if first > today:
        raise ValueError(_("Khoảng ngày chưa bắt đầu, chưa có gì để tổng hợp."))
    if (last - first).days > _LONGEST:
        raise ValueError(_("Khoảng ngày dài quá năm năm. Chọn khoảng ngắn hơn."))
    code = f"{first:%Y%m%d}-{last:%Y%m%d}"
    words = _("từ ngày %(first)s đến ngày %(last)s") % {"first": format_day(first), "last": format_day(last)}
    return Asked(Span.until(first, last, today), code, words)


def _week(day: date, today: date, problem: str = "") -> Asked:
    first = day - timedelta(days=day.weekday())
    iso = first.isocalendar()
    words = _("tuần %(week)s/%(year)s") % {"week": iso.week, "year": iso.year}
    return Asked(Span.until(first, first + timedelta(days=6), today), f"{iso.year}-w{iso.week:02d}", words, problem)
