"""The demonstration's indicators, their targets, and sixteen months of reports: on time, late, corrected, missing."""

from __future__ import annotations

import random
from collections.abc import Container
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vaocuoc.config.demo import figures
from vaocuoc.config.demo.desk import CLERK, Desk, plain
from vaocuoc.config.demo.figures import MEASURES, NEW_MEMBERS, POOR_HOUSEHOLDS, Aim, Measure
from vaocuoc.core import calendars
from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import RelationKind
from vaocuoc.documents.models import Document, Finding, FindingKind
from vaocuoc.tracking.indicators.deriving import set_roll_up
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    create_indicator,
    oblige,
    set_target,
    submit_observation,
)
from vaocuoc.tracking.models import Correction, Indicator, Observation
from vaocuoc.tracking.submissions.corrections import decide_correction, propose_correction

UNAPPROVED_FROM = date(2026, 11, 3)
"""Of what is submitted from this day on, some still waits for approval."""
OWED_FROM = date(2025, 8, 1)
_NO_FIGURE = "Chưa có số liệu do chưa họp xét"


def open_register(desk: Desk, day: date) -> dict[str, Indicator]:
    """Enter the indicators in the register of the provincial committee, by their codes; two are added up from below."""
    actor = desk.clerk(day)
    made = {
        measure.code: create_indicator(
            actor=actor,
            keeper=desk.province.units["tinh-uy"],
            code=measure.code,
            name=measure.name,
            unit_of_measure=measure.unit,
            kind=measure.kind,
            frequency=measure.frequency,
            reported=measure.reported,
            direction=measure.direction,
            decimals=measure.decimals,
            lead_unit=desk.province.units[measure.lead],
            parent=None,
            **dict(measure.passport),
        )
        for measure in (*MEASURES, POOR_HOUSEHOLDS, NEW_MEMBERS)
    }
    for measure, order in ((POOR_HOUSEHOLDS, RelationKind.STATE), (NEW_MEMBERS, RelationKind.PARTY)):
        made[measure.code] = set_roll_up(actor=actor, indicator=made[measure.code], rolls_along=order)
    return made


def set_targets(desk: Desk, indicators: dict[str, Indicator], resolution: Document, day: date) -> None:
    """Review the targets of the resolution: each goes to its indicator, with its sentence where the reader found it."""
    findings = desk.open_findings(resolution, FindingKind.TARGET)
    for measure in MEASURES:
        if measure.aim is not None:
            finding = _sentence_of(measure.aim, findings)
            _set_target(desk, indicators[measure.code], measure.aim, resolution, finding, day)
            findings = [other for other in findings if finding is None or other.pk != finding.pk]


def _sentence_of(aim: Aim, findings: list[Finding]) -> Finding | None:
    """The finding that speaks of the aim: its words, and its number."""
    named = [
        finding for finding in findings if aim.words in plain(f"{finding.quote} {finding.fields.get('indicator')}")
    ]
    exact = [finding for finding in named if _number(finding) == Decimal(aim.value)]
    return exact[0] if exact else None


def _number(finding: Finding) -> Decimal | None:
    value = finding.fields.get("value")
    return None if value is None else Decimal(str(value))


def _set_target(
    desk: Desk, indicator: Indicator, aim: Aim, resolution: Document, finding: Finding | None, day: date
) -> None:
    target: dict[str, Any] = {
        "unit": desk.province.units["tinh-uy"],
        "comparator": aim.comparator,
        "value": Decimal(aim.value),
        "value_high": Decimal(aim.high) if aim.high else None,
        "horizon": aim.horizon,
        "starts_on": aim.starts_on,
        "due": aim.due,
        "baseline": Decimal(aim.baseline) if aim.baseline else None,
        "baseline_on": date(2025, 12, 31) if aim.baseline else None,
        "path": {str(year): Decimal(value) for year, value in aim.path},
    }
    if finding is not None:
        desk.accept(finding, day, indicator=indicator, **target)
    else:
        set_target(actor=desk.clerk(day), indicator=indicator, document=resolution, **target)


# --- figures ----------------------------------------------------------------------------------------------------------


def schedule_figures(desk: Desk, indicators: dict[str, Indicator], elsewhere: Container[tuple[str, int, int]]) -> None:
    """Write down when each figure of the province is reported, corrected and approved.

    ``elsewhere`` are the figures that come with a report instead: (indicator, year and month in which the period ends).
    """
    today = desk.timeline.today
    for place, measure in enumerate(MEASURES):
        indicator = indicators[measure.code]
        for (year, index), value in figures.series(measure):
            period = _period(measure, year, index)
            if (measure.code, period.end.year, period.end.month) in elsewhere:
                continue
            estimate = period.end > today
            day = today - timedelta(days=2) if estimate else workday(period.end, 3 + place % 4)
            wrong = measure.revised[1] if measure.revised and (year, index) == (2026, measure.revised[0]) else 0.0
            first = (value * Decimal(str(1 + wrong))).quantize(value) if wrong else value
            desk.timeline.add(day, 14 + place % 3, _report, desk, measure, indicator, period, first, estimate, "")
            if wrong:
                reason = "Số chính thức sau đối chiếu"
                desk.timeline.add(workday(day, 9), 9, _correct, desk, measure, indicator, period, value, reason)


def schedule_communes(desk: Desk, indicators: dict[str, Indicator]) -> None:
    """Write down when communes report: poor households by quarter, new Party members of the last months."""
    actor = desk.clerk(OWED_FROM)
    for number, commune in enumerate(desk.province.communes):
        ubnd, committee = f"ubnd {commune}", f"dang-uy {commune}"
        for code, owing in (("XH-08", ubnd), ("XD-03", committee)):
            unit = desk.province.units[owing]
            oblige(actor=actor, indicator=indicators[code], unit=unit, valid_from=OWED_FROM)
        for (year, index), households in figures.commune_poverty(number):
            period = calendars.quarter(year, index)
            day, hour = workday(period.end, 2 + number % 5), 9 + number % 7
            desk.timeline.add(day, hour, _report_commune, desk, indicators["XH-08"], ubnd, ubnd, period, households)
        for month in (9, 10):
            if month == 10 and number % 6 == 5:
                continue  # silent in the last month: who has not reported must be seen somewhere
            members = None if (number, month) == (17, 10) else figures.commune_members(number, month)
            period = calendars.month(2026, month)
            day, hour = workday(period.end, 2 + number % 6), 8 + number % 8
            desk.timeline.add(
                day, hour, _report_commune, desk, indicators["XD-03"], committee, committee, period, members
            )


def period_of_month(measure: Measure, year: int, month: int) -> Period:
    """The period of the measure that ends with this month."""
    return _period(measure, year, month if measure.frequency == "month" else (month + 2) // 3)


def _period(measure: Measure, year: int, index: int) -> Period:
    if measure.frequency == "month":
        return calendars.month(year, index)
    return calendars.quarter(year, index) if measure.frequency == "quarter" else calendars.year(year)


def workday(day: date, after: int) -> date:
    """The day so many days later, moved on from a week-end."""
    found = day + timedelta(days=after)
    return found + timedelta(days=7 - found.weekday()) if found.weekday() > 4 else found


def _report(
    day: date,
    desk: Desk,
    measure: Measure,
    indicator: Indicator,
    period: Period,
    value: Decimal,
    estimate: bool,
    reason: str,
) -> None:
    """A figure of the province comes in from who leads the indicator."""
    observation = submit_observation(
        actor=desk.province.actor(measure.reporter, day),
        indicator=indicator,
        unit=desk.province.units["tinh-uy"],
        provider=desk.province.units[measure.lead],
        period=period,
        value=value,
        is_estimate=estimate,
        revision_reason=reason,
    )
    approve_later(desk, observation, day, measure.reporter)


def _correct(
    day: date, desk: Desk, measure: Measure, indicator: Indicator, period: Period, value: Decimal, reason: str
) -> None:
    """A figure turns out to be wrong: corrected where it was approved already, else reported again."""
    last = Observation.objects.filter(indicator=indicator, period_end=period.end).order_by("-revision").first()
    if last is None or not hasattr(last, "approval"):
        _report(day, desk, measure, indicator, period, value, False, reason)
        return
    reporter = desk.province.actor(measure.reporter, day)
    correction = propose_correction(actor=reporter, observation=last, value=value, reason=reason)
    approver = "chanhvanphong" if measure.reporter == CLERK else CLERK
    desk.timeline.add(workday(day, 1), 10, _agree, desk, correction, approver)


def _agree(day: date, desk: Desk, correction: Correction, approver: str) -> None:
    decide_correction(actor=desk.province.actor(approver, day), correction=correction, agree=True)


def _report_commune(
    day: date, desk: Desk, indicator: Indicator, subject: str, provider: str, period: Period, value: int | None
) -> None:
    """A commune's figure, typed in by the clerk: but for one, communes have no account."""
    units = desk.province.units
    observation = submit_observation(
        actor=desk.clerk(day),
        indicator=indicator,
        unit=units[subject],
        provider=units[provider],
        period=period,
        value=None if value is None else Decimal(value),
        missing_reason=_NO_FIGURE if value is None else "",
    )
    approve_later(desk, observation, day, CLERK)


def approve_later(desk: Desk, observation: Observation, day: date, reporter: str) -> None:
    """Another than the reporter approves within days; of what came in this month only a part is approved yet."""
    chance = random.Random(f"{figures.SEED} {observation.provider} {observation.indicator_id} {day}")  # noqa: S311
    if day >= UNAPPROVED_FROM and chance.random() < 0.2:
        return
    approver = "chanhvanphong" if reporter == CLERK else CLERK
    desk.timeline.add(workday(day, chance.randint(1, 3)), 10, _approve, desk, observation, approver)


def _approve(day: date, desk: Desk, observation: Observation, approver: str) -> None:
    approve_observation(actor=desk.province.actor(approver, day), observation=observation)
