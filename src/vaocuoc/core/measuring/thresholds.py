"""The numbers that the rules use, as versioned data: a verdict keeps the version it was given by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True)
class Thresholds:
    """One version of the rules (ngưỡng đánh giá).

    ``report_days`` is how many days after the end of a period its report is late; the rest are as in the table of
    verdicts and the states of tasks.
    """

    version: int
    since: date
    report_days: Mapping[str, int]
    on_track_ratio: Decimal = Decimal("1")
    at_risk_ratio: Decimal = Decimal("0.9")
    on_track_probability: Decimal = Decimal("0.7")
    at_risk_probability: Decimal = Decimal("0.3")
    about: Decimal = Decimal("0.02")  # how far from the figure "khoảng" reaches, to both sides
    due_soon_days: int = 7
    overdue_ages: tuple[int, ...] = (7, 30)


THRESHOLDS: Mapping[int, Thresholds] = MappingProxyType(
    {
        1: Thresholds(
            version=1,
            since=date(2026, 1, 1),
            report_days=MappingProxyType({"month": 10, "quarter": 15, "year": 45, "date": 10}),
        ),
    }
)
RULE_VERSION = max(THRESHOLDS)
