"""What the list of indicators is (danh sách chỉ tiêu): its columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.tracking.indicators.arithmetic import aim_words, reason_words, rounded
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.words import VERDICTS


def _actual(row: IndicatorRow) -> Decimal | None:
    value = row.actual if row.actual is not None else row.value
    return None if value is None else rounded(value, row.indicator)


def _expected(row: IndicatorRow) -> Decimal | None:
    return None if row.expected is None else rounded(row.expected, row.indicator)


def _progress(row: IndicatorRow) -> Decimal | None:
    return None if row.ratio is None else round(row.ratio * 100, 1)


def _period(row: IndicatorRow) -> str:
    return capfirst(period_name(row.verdict.period)) if row.verdict.period else ""


def _source(row: IndicatorRow) -> str:
    return str(row.target.document) if row.target and row.target.document else ""


def _due(row: IndicatorRow) -> date | None:
    return row.target.due if row.target else None


INDICATORS = Listing(
    "indicators",
    gettext_lazy("Chỉ tiêu"),
    "chi-tieu",
    (
        Column("danh-gia", gettext_lazy("Đánh giá"), lambda row: str(VERDICTS[row.verdict.code].word), 18),
        Column("ma", gettext_lazy("Mã"), lambda row: row.indicator.code, 12, usual=False, order=("indicator__code",),
               in_files=True),
        Column("chi-tieu", gettext_lazy("Chỉ tiêu"), lambda row: row.indicator.name, 56, fixed=True),
        Column("thuc-hien", gettext_lazy("Thực hiện"), _actual, 14, css="num"),
        Column("ky", gettext_lazy("Kỳ"), _period, 18, order=("period_end",)),
        Column("lo-trinh", gettext_lazy("Lộ trình lúc đó"), _expected, 14, css="num"),
        Column("so-voi", gettext_lazy("So với lộ trình, mục tiêu (%)"), _progress, 14, css="hide-s",
               page_head=gettext_lazy("So với lộ trình (|), mục tiêu (¦)"), order=("progress",)),
        Column("muc-tieu", gettext_lazy("Mục tiêu"),
               lambda row: aim_words(row.target, row.indicator) if row.target else "", 32),
        # From here on a page shows the plain value.
        Column("don-vi-tinh", gettext_lazy("Đơn vị tính"), lambda row: row.indicator.unit_of_measure, 12, usual=False,
               plain=True, order=("indicator__unit_of_measure",), in_files=True),
        Column("gia-tri-muc-tieu", gettext_lazy("Giá trị mục tiêu"), lambda row: row.aim, 14, usual=False, plain=True,
               css="num"),
        Column("thoi-han", gettext_lazy("Thời hạn"), _due, 12, usual=False, plain=True),
        Column("nguon", gettext_lazy("Văn bản đề ra"), _source, 28, usual=False, plain=True, in_files=True),
        Column("don-vi", gettext_lazy("Của đơn vị"), lambda row: str(row.unit), 26, usual=False, plain=True,
               order=("unit__sort_key",), in_files=True),
        Column("theo-doi", gettext_lazy("Cơ quan theo dõi"), lambda row: str(row.indicator.lead_unit or ""), 26,
               usual=False, plain=True, order=("indicator__lead_unit__sort_key",), in_files=True),
        Column("ly-do", gettext_lazy("Lý do đánh giá"), lambda row: reason_words(row.verdict), 36, usual=False,
               plain=True),
        Column("loai", gettext_lazy("Loại"), lambda row: row.indicator.get_kind_display(), 18, usual=False, plain=True,
               order=("indicator__kind",)),
        Column("ky-bao-cao", gettext_lazy("Kỳ báo cáo"), lambda row: row.indicator.get_frequency_display(), 14,
               usual=False, plain=True, order=("indicator__frequency",)),
    ),
)  # fmt: skip
