"""What an address asks of the list of indicators (bộ lọc chỉ tiêu)."""

from __future__ import annotations

from django.http import QueryDict

from vaocuoc.tracking import narrowing
from vaocuoc.tracking.indicators.queries import IndicatorFilters
from vaocuoc.ui.dates import period_named
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.words import VERDICTS


def number(text: str) -> int | None:
    """A key that stands in an address; None where it is none."""
    return key_in(text)


def filters_from(parameters: QueryDict) -> IndicatorFilters:
    """The filters that an address asks for; what makes no sense narrows nothing."""
    verdict = parameters.get("danh-gia", "")
    return IndicatorFilters(
        text=parameters.get("q", "").strip()[:200],
        verdict=verdict if verdict in VERDICTS else "",
        lead=number(parameters.get("chu-tri", "")),
        document=number(parameters.get("van-ban", "")),
        unit=number(parameters.get("don-vi", "")),
        period=period_named(parameters.get("ky", "")),
        overseen=parameters.get("phu-trach") == "1",
        more=narrowing.asked_of(narrowing.INDICATORS, parameters),
    )
