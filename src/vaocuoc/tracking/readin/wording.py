"""Why a sentence is proposed for a place, in words (lý do đề xuất)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.tracking.readin.matching import Reason
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.numbers import format_decimal

REASONS: dict[str, str | Promise] = {
    "same_name": _("Đúng tên chỉ tiêu"),
    "taught": _("Cơ quan đã dạy: “%(words)s” là chỉ tiêu này"),
    "like_name": _("Tên trong câu gần như tên chỉ tiêu: “%(words)s”"),
    "near_name": _("Tên trong câu gần giống: “%(words)s”"),
    "unit_named": _("Câu nêu tên %(unit)s"),
    "own_unit": _("Câu không nêu đơn vị nào khác"),
    "converted": _("Quy đổi từ %(said)s sang %(wanted)s"),
    "bound": _("Câu ghi “hơn”, “trên”: không phải số đúng"),
    "period_said": _("Câu nêu đúng kỳ"),
    "period_by_title": _("Kỳ theo tiêu đề văn bản"),
    "period_guessed": _("Kỳ suy từ câu trước"),
    "period_open": _("Số đến ngày %(day)s, chưa hết kỳ"),
    "level": _("Số tại thời điểm"),
    "as_cumulative": _("Số lũy kế, như cách báo cáo của chỉ tiêu"),
    "as_in_period": _("Số trong kỳ, như cách báo cáo của chỉ tiêu"),
    "way_by_series": _("Câu không nói lũy kế hay trong kỳ; số nối tiếp các kỳ trước"),
    "way_unsaid": _("Câu không nói lũy kế hay trong kỳ"),
    "added_up": _("Cộng dồn: %(before)s đến hết %(period)s + %(value)s trong kỳ"),
    "taken_off": _("Trừ ra: lũy kế %(value)s − các kỳ trước %(before)s"),
    "several_rows": _("Câu cũng có thể là “%(name)s”"),
    "doubtful": _("Bản quét: chữ số có thể đọc sai"),
    "rounded": _("Làm tròn đến %(decimals)s chữ số sau dấu phẩy"),
}
_SHOWN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Decimal, format_decimal),
    (Period, period_name),
    (date, format_day),
)


def reason_words(reasons: Iterable[Reason]) -> list[str]:
    """The reasons of a proposal, each a short sentence."""
    return [str(REASONS[one.code]) % {name: _shown(fact) for name, fact in one.facts.items()} for one in reasons]


def _shown(fact: object) -> object:
    return next((show(fact) for kind, show in _SHOWN if isinstance(fact, kind)), fact)
