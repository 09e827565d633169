"""How figures are kept as far as their words tell (cách tính của số liệu): kind, decimals, period, way of reporting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from vaocuoc.core.calendars import Period, month, on_date, quarter, year
from vaocuoc.core.text import fold
from vaocuoc.tracking.indicators.models import Direction, Frequency, Horizon, IndicatorKind, Reported
from vaocuoc.tracking.intake.task_words import flatten

FALLS = re.compile(r"\b(giảm|hộ nghèo|thất nghiệp|tai nạn|nợ đọng|tồn đọng|quá hạn|suy dinh dưỡng)\b", re.IGNORECASE)
_GROWS = re.compile(r"\b(tốc độ tăng|tăng trưởng|tăng|giảm)\b", re.IGNORECASE)
_HAPPENS = re.compile(
    r"\b(thu|chi|vốn|giải ngân|thu hút|xuất khẩu|nhập khẩu|kim ngạch|kết nạp|thành lập|trồng|đón|khách|doanh thu|"
    r"sản lượng|giá trị sản xuất|đào tạo|giải quyết việc làm|xóa|xây mới)\b",
    re.IGNORECASE,
)
_SHARED = ("%", "điểm %")
_FINE = re.compile(r"%|tỷ|triệu|nghìn|usd|đồng|ha|km|m2|m3|tấn|tạ|kg|điểm|lần|mw|kwh", re.IGNORECASE)


def kind_of(words: str, measure: str, basis: str | None = None) -> str:
    """How values of an indicator add up, as far as its words tell (loại chỉ tiêu); a person sees and may change it."""
    share = measure.lower().removesuffix("/năm") in _SHARED
    if share and (_GROWS.search(words) or basis == "previous_period"):
        return IndicatorKind.GROWTH
    if share:
        return IndicatorKind.RATIO
    if "điểm" in measure.lower():
        return IndicatorKind.SCORE
    if "xếp hạng" in words.lower() or "thứ hạng" in words.lower():
        return IndicatorKind.RANK
    return IndicatorKind.FLOW if _HAPPENS.search(words) else IndicatorKind.STOCK


def same_measure(one: str, other: str) -> bool:
    """Whether two units of measure are written alike; a figure without one may belong anywhere."""
    left, right = (fold(text).strip().removesuffix("/nam").removesuffix(" dong") for text in (one, other))
    return not left or not right or left == right


def decimals_for(measure: str, values: Iterable[Decimal | None]) -> int:
    """With how many decimals a new indicator is kept: none for what is counted, two for what is measured."""
    written = max((max(0, -int(value.as_tuple().exponent)) for value in values if value is not None), default=0)
    return min(6, max(written, 2 if _FINE.search(measure) else 0))


def comparator_of(said: str | None, direction: str) -> str:
    """The sign of a target; a bare figure is a floor, or a ceiling where less is better."""
    if said in (">", "<", ">=", "<="):
        return said
    return "<=" if direction == Direction.DOWN else ">="


def horizon_of(quote: str, measure: str, kind: str) -> str:
    """How a target is to be held (cách tính đạt), as far as its sentence and unit of measure say."""
    flat = flatten(quote).lower()
    measure = measure.lower()
    if "bình quân" in flat or measure.endswith("/năm"):
        return Horizon.YEARLY_AVERAGE
    if re.search(r"\b(hằng năm|hàng năm|mỗi năm)\b", flat):
        return Horizon.EACH_YEAR
    return Horizon.TOTAL if kind == IndicatorKind.FLOW and "giai đoạn" in flat else Horizon.AT_DATE


def period_of(start: date | None, end: date | None) -> Period | None:
    """The stored period that days of a result fill, by its end where they fill none exactly."""
    if end is None:
        return None
    for made in (month(end.year, end.month), quarter(end.year, (end.month + 2) // 3), year(end.year)):
        if made.end == end and (start is None or start == made.start):
            return made
    if start is not None and start.month == start.day == 1 and month(end.year, end.month).end == end:
        return month(end.year, end.month) if start.year == end.year else year(end.year)
    return on_date(end)


def how_reported(start: date | None, end: date | None) -> tuple[str, str]:
    """Frequency and way of reporting of a new indicator, from the days of its first figure."""
    period = period_of(start, end)
    frequency = period.kind if period else Frequency.YEAR
    if start is None or end is None or period is None or period.start <= start:
        return frequency, Reported.PER_PERIOD
    return frequency, Reported.YEAR_TO_DATE if start.year == end.year else Reported.TERM_TO_DATE
