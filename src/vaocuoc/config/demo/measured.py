"""What communes are measured by in the demonstration: four indicators over two years, targets, reports that wait.

A department reports for twelve communes month by month; of the last month two communes reported themselves and wait
for approval, and the report of one was returned. All figures are invented.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vaocuoc.config.demo.desk import CLERK, Desk
from vaocuoc.config.demo.figures import END_OF_2026, SEED, START_OF_2026
from vaocuoc.config.demo.reporting import workday
from vaocuoc.core.calendars import Period, month
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, set_target
from vaocuoc.tracking.indicators.reporting import Entry, approve_figures, submit_figures
from vaocuoc.tracking.indicators.scaling import to_scaled
from vaocuoc.tracking.models import Indicator, Observation
from vaocuoc.tracking.periods.operations import set_term
from vaocuoc.tracking.submissions.filling import CellInput, begin, save_cells
from vaocuoc.tracking.submissions.operations import return_submission, submit
from vaocuoc.ui.numbers import format_decimal

FIRST, LAST = month(2024, 11), month(2026, 10)
COMMUNES = 12
_LEAD = "so-khoa-hoc"
_BOSS = "chanhvanphong"
_OWN_REPORTS = ("xã Yên Thượng", "phường Đông Ninh", "xã Bình Khê")  # the first is returned, the others wait
_OPENED = date(2025, 8, 5)
_NOTE = "Số rà soát theo địa bàn hiện nay"


@dataclass(frozen=True)
class Measured:
    """One indicator: where it stood two years ago and how far it comes in a month; ``aims`` of single communes."""

    code: str
    name: str
    unit: str
    kind: str
    decimals: int
    begins: float
    step: float
    noise: float
    aim: float
    most: float = 1e9


MEASURED = (
    Measured("XA-01", "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến", "%", "ratio", 1, 38, 1.7, 1.4, 80, 100),
    Measured("XA-02", "Số hộ kinh doanh nộp thuế điện tử", "hộ", "stock", 0, 90, 7.5, 5, 300),
    Measured("XA-03", "Số lượt người dân được hướng dẫn kỹ năng số", "lượt", "flow", 0, 60, 1.2, 22, 1100),
    Measured("XA-04", "Tỷ lệ văn bản ký số của xã, phường", "%", "ratio", 1, 70, 1.1, 1.0, 100, 100),
)


def schedule_measured(desk: Desk) -> None:
    """Enter the indicators with who owes them and their targets; write down when each month is reported."""
    day = _OPENED
    set_term(
        actor=desk.clerk(day), unit=desk.province.units["tinh-uy"], name="Nhiệm kỳ 2025 - 2030",
        starts_on=date(2025, 10, 1), ends_on=date(2030, 9, 30),
    )  # fmt: skip
    units = [desk.province.units[f"ubnd {name}"] for name in desk.province.communes[:COMMUNES]]
    indicators = _open(desk, units, day)
    own = [desk.province.units[f"ubnd {name}"] for name in _OWN_REPORTS if name in desk.province.communes[:COMMUNES]]
    period = FIRST
    while period <= LAST:
        when = max(workday(period.end, 5), _OPENED)
        reported = [unit for unit in units if period != LAST or unit not in own]
        desk.timeline.add(when, 15, _report, desk, indicators, units, reported, period)
        period = period.shift(1)
    if own:
        desk.timeline.add(date(2026, 11, 5), 9, _report_themselves, desk, indicators, units, own)


def _open(desk: Desk, units: Sequence[Unit], day: date) -> dict[str, Indicator]:
    clerk = desk.clerk(day)
    found = {}
    for one in MEASURED:
        indicator = found[one.code] = create_indicator(
            actor=clerk, keeper=desk.province.units["tinh-uy"], code=one.code, name=one.name,
            unit_of_measure=one.unit, kind=one.kind, frequency="month", decimals=one.decimals,
            lead_unit=desk.province.units[_LEAD],
        )  # fmt: skip
        for place, unit in enumerate(units):
            oblige(actor=clerk, indicator=indicator, unit=unit, valid_from=FIRST.start)
            aim = min(one.most, one.aim * (0.9 + 0.02 * (place % 8)))
            set_target(
                actor=clerk, indicator=indicator, unit=unit, comparator=">=", value=_rounded(one, aim),
                starts_on=START_OF_2026, due=END_OF_2026, baseline_on=date(2025, 12, 31),
                baseline=None if one.kind == "flow" else _figure(one, place, month(2025, 12)),
            )  # fmt: skip
    return found


def _figure(one: Measured, place: int, period: Period) -> Decimal:
    """A commune's figure of a month: its own pace, some noise, the same at every loading."""
    chance = random.Random(f"{SEED} {one.code} {place} {period.label_code}")  # noqa: S311 - no secret
    months = (period.year - FIRST.year) * 12 + period.index - FIRST.index
    pace = 0.7 + 0.08 * ((place * 5 + len(one.name)) % 9)
    value = one.begins + one.step * pace * months + chance.uniform(-one.noise, one.noise)
    return _rounded(one, min(one.most, max(0.0, value)))


def _rounded(one: Measured, value: float) -> Decimal:
    return round(Decimal(str(value)), one.decimals) if one.decimals else Decimal(round(value))


def _report(
    day: date, desk: Desk, indicators: Mapping[str, Indicator], units: Sequence[Unit], reported: Sequence[Unit],
    period: Period,
) -> None:  # fmt: skip
    """The department reports a month for these communes in one go, and the office approves it."""
    entries = [
        Entry(
            indicator=indicators[one.code], unit=unit, note=_NOTE if period.end < _OPENED else "",
            value=to_scaled(_figure(one, units.index(unit), period), one.decimals),
        )
        for one in MEASURED
        for unit in reported
    ]  # fmt: skip
    written = submit_figures(
        actor=desk.clerk(day), provider=desk.province.units[_LEAD], period=period, submission=None, entries=entries
    )
    kept = Observation.objects.filter(pk__in=[one.pk for one in written.values()])
    approve_figures(
        actor=desk.province.actor(_BOSS, day), observations=list(kept.select_related("approval", "indicator"))
    )


def _report_themselves(
    day: date, desk: Desk, indicators: Mapping[str, Indicator], units: Sequence[Unit], own: Sequence[Unit]
) -> None:
    """Some communes hand in the last month themselves; the clerk returns the first."""
    for number, unit in enumerate(own):
        actor = desk.province.actor("dauyenthuong" if number == 0 else _BOSS, day)
        report = begin(keeper=desk.province.units["tinh-uy"], provider=unit, period=LAST)
        inputs = [
            CellInput(
                indicator=indicators[one.code].pk, unit=unit.pk, note="Theo báo cáo của công chức phụ trách",
                typed=format_decimal(_figure(one, units.index(unit), LAST)),
            )
            for one in MEASURED
        ]  # fmt: skip
        save_cells(actor=actor, submission=report, inputs=inputs)
        report = begin(keeper=desk.province.units["tinh-uy"], provider=unit, period=LAST)
        handed_in = submit(actor=actor, submission=report)
        if number == 0:
            reason = "Số hộ nộp thuế điện tử chưa khớp với cơ quan thuế, đề nghị rà soát"
            return_submission(actor=desk.province.actor(CLERK, day), submission=handed_in, reason=reason)
