"""What may come of an indicator (dự báo): the forecast of its finer figures, the last term, the average still needed.

Owns which of these an indicator can have and what they rest on. Figures and codes only; the words stand in
``outlook_words``, the pace it takes in ``pacing``. Computed for one indicator on its own page, from what its verdict
was given: no query of its own. The forecast is kept by the figures it was made from, for it takes tens of milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.core.cache import cache

from vaocuoc.core.calendars import Period, period_containing
from vaocuoc.core.forecasting import (
    SEASONS,
    SamePoint,
    forecast,
    same_point,
)
from vaocuoc.core.forecasting.chances import SEASONS_NEEDED, single_figures
from vaocuoc.core.forecasting.yearly import POINTS_NEEDED
from vaocuoc.core.measuring import Aim, Verdict, VerdictInputs, running
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.judging import IndicatorRow
from vaocuoc.tracking.indicators.pacing import Paces, first_known, now_of, paces_of
from vaocuoc.tracking.periods.queries import term_at

TERM = 5  # years, where no term is entered
_HALF = 6  # months
_HORIZON = 24  # periods; chances were measured for fewer, so nothing farther is shown
_KEPT = 30 * 24 * 3600  # seconds
_METHOD = 1  # part of the key of what is kept: raise it when core.forecasting changes


@dataclass(frozen=True)
class Step:
    """One period to come: the value at its end as the target measures it, and its 80 % interval where there is one."""

    period: Period
    day: date
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Coming:
    """The forecast of monthly or quarterly figures up to the due day, or why there is none (``reason``).

    ``known`` figures from ``first`` to ``last`` were used; ``needed`` is how many it takes before an interval and a
    chance can be given. ``is_whole`` says whether the steps reach the due day.
    """

    reason: str = ""
    steps: tuple[Step, ...] = ()
    known: int = 0
    needed: int = 0
    first: Period | None = None
    last: Period | None = None
    has_season: bool = False
    by_percent: bool = False
    is_whole: bool = True

    @property
    def has_interval(self) -> bool:
        return bool(self.steps) and self.steps[-1].low is not None


@dataclass(frozen=True)
class Outlook:
    """All that can be said of what comes; ``probability`` is that of the verdict, None with ``chance_reason``."""

    due: date
    coming: Coming
    probability: Decimal | None
    chance_reason: str
    paces: Paces | None = None
    same: SamePoint | None = None
    average_needed: Decimal | None = None


def outlook_of(row: IndicatorRow, today: date) -> Outlook | None:
    """What may come by the due day; None without a target to come, or where its parts are judged.

    Two queries where yearly figures are put beside those of the last term.
    """
    seen = row.by_rules or row.verdict
    aim, due = seen.inputs.aim, seen.due
    if aim is None or due is None or due <= today or seen.inputs.parts:
        return None
    clips = row.indicator.unit_of_measure.strip() == "%" and seen.inputs.kind == "ratio"
    coming = _coming(seen, aim, due, is_share=clips)
    return Outlook(
        due=due,
        coming=coming,
        probability=seen.inputs.probability,
        chance_reason=_chance_reason(seen, coming),
        paces=paces_of(seen, aim, due),
        same=_same_point(seen, aim, row.unit, due),
        average_needed=_average_needed(seen, aim, due),
    )


# --- the forecast -----------------------------------------------------------------------------------------------------


def _coming(seen: Verdict, aim: Aim, due: date, *, is_share: bool) -> Coming:
    inputs = seen.inputs
    reason = _not_forecast(inputs, aim)
    if reason:
        return Coming(reason)
    season = SEASONS[inputs.frequency]
    now = now_of(seen, aim)
    if now is None or now.period is None:
        return Coming("no_value", needed=POINTS_NEEDED)
    figures = single_figures(inputs.points, now.period, adds_up=inputs.adds_up, reported=inputs.reported)
    known = sum(figure is not None for figure in figures)
    periods = _periods_ahead(now.period, due, inputs)
    if known < POINTS_NEEDED:
        return Coming("too_few_points", known=known, needed=POINTS_NEEDED)
    if not periods:
        return Coming("at_end", known=known)
    found = _forecast(figures, len(periods), season, as_total=inputs.adds_up)
    there = now.value if inputs.adds_up else Decimal(0)
    limits = _bounds(inputs, aim, figures, there, is_share=is_share)
    is_sure = known >= SEASONS_NEEDED * season and 2 * known >= len(figures)

    def at(value: float) -> Decimal:
        return _within(there + Decimal(f"{value:.6g}"), *limits)

    steps = tuple(
        Step(period, min(period.end, due), at(point), at(low) if is_sure else None, at(high) if is_sure else None)
        for period, point, (low, high) in zip(periods, found.points, found.intervals, strict=False)
    )
    return Coming(
        steps=steps,
        known=known,
        needed=SEASONS_NEEDED * season,
        first=first_known(figures, now.period),
        last=now.period,
        has_season=found.has_season,
        by_percent=found.by_percent,
        is_whole=len(steps) == len(periods) < _HORIZON,
    )


def _not_forecast(inputs: VerdictInputs, aim: Aim) -> str:
    if inputs.kind in ("rank", "milestone"):
        return "kind"
    if aim.is_relative:
        return "relative"
    if aim.horizon == "yearly_average":
        return "average"
    return "" if inputs.frequency in ("month", "quarter") else "yearly"


def _periods_ahead(last: Period, due: date, inputs: VerdictInputs) -> list[Period]:
    """The periods after the last known one up to that of the due day, no more than are ever shown."""
    closing = replace(period_containing(due, inputs.frequency), calendar=inputs.calendar)
    periods: list[Period] = []
    while last < closing and len(periods) < _HORIZON:
        last = last.shift(1)
        periods.append(last)
    return periods


class _Found(NamedTuple):
    points: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    has_season: bool
    by_percent: bool


def _forecast(figures: Sequence[Decimal | None], horizon: int, season: int, *, as_total: bool) -> _Found:
    """The forecast as far as it was measured; the same figures are not forecast twice."""
    given = [None if one is None else float(one) for one in figures]
    asked = json.dumps([_METHOD, given, horizon, season, as_total])
    key = "outlook:" + hashlib.sha256(asked.encode()).hexdigest()
    kept = cache.get(key)
    if kept is not None:
        return _Found(*kept)
    made = forecast(given, horizon=horizon, season=season, as_total=as_total)
    reach = min(horizon, made.measured)
    intervals = tuple(made.interval(ahead, 0.8) for ahead in range(1, reach + 1))
    found = _Found(made.points[:reach], intervals, made.has_season, made.by_percent)
    cache.set(key, tuple(found), _KEPT)
    return found


def _bounds(
    inputs: VerdictInputs, aim: Aim, figures: Sequence[Decimal | None], there: Decimal, *, is_share: bool
) -> tuple[Decimal | None, Decimal | None]:
    """What a value cannot pass: below nothing where nothing ever was, above the whole where it is a share of one."""
    known = [one for one in figures if one is not None]
    low = there if min(known) >= 0 and inputs.kind in ("flow", "stock", "ratio") else None
    is_part = is_share and not inputs.adds_up and max(*known, aim.value, aim.value_high or aim.value) <= 100
    return low, Decimal(100) if is_part else None


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def _chance_reason(seen: Verdict, coming: Coming) -> str:
    """Why the verdict has no probability; ``forecast`` where it has one."""
    if seen.inputs.probability is not None:
        return "forecast"
    if coming.reason in ("yearly", "kind", "relative", "average", "too_few_points"):
        return coming.reason
    if seen.rule not in (6, 7) or not coming.steps:
        return "not_needed"
    if not coming.has_interval:
        return "too_few_points"
    return "not_needed" if coming.is_whole else "too_far"


# --- last term, average -----------------------------------------------------------------------------------------------


def _years_of_term(unit: Unit, due: date) -> tuple[int, int]:
    """The first year that a term's figures are of, and how many: of the unit's term, else of the five-year round.

    A term that begins in the second half of a year is that of the plan from the next year on.
    """
    term = term_at(unit, due)
    if term is None:
        return (due.year - 1) // TERM * TERM + 1, TERM
    first = term.starts_on.year + (term.starts_on.month > _HALF)
    last = term.ends_on.year if term.ends_on else first + TERM - 1
    return first, max(1, last - first + 1)


def _same_point(seen: Verdict, aim: Aim, unit: Unit, due: date) -> SamePoint | None:
    """Yearly figures beside those of the last term, as the target measures them."""
    inputs = seen.inputs
    if inputs.frequency != "year" or inputs.kind == "milestone" or aim.is_relative:
        return None
    start, years = _years_of_term(unit, due)
    if aim.horizon == "total" or (inputs.adds_up and aim.horizon == "at_date"):
        return _same_total(inputs, aim, start, years)
    of_year = {one.period.year: one.value for one in inputs.points if one.value is not None}
    return same_point(of_year, term_start=start, term_years=years)


def _same_total(inputs: VerdictInputs, aim: Aim, start: int, years: int) -> SamePoint | None:
    """Totals of this term beside those of the last; only where the target is one of the whole term."""
    begins = aim.starts_on or (aim.baseline_on + timedelta(days=1) if aim.baseline_on else None)
    if begins != date(start, 1, 1):
        return None
    figures = {start - years - 1: Decimal(0)}
    for since, until in ((start - years, start), (start, start + years)):
        points = [one for one in inputs.points if since <= one.period.year < until]
        totals = running(points, adds_up=True, reported=inputs.reported, since=date(since, 1, 1))
        figures |= {one.period.year: one.value for one in totals if one.value is not None}
    return same_point(figures, term_start=start, term_years=years)


def _average_needed(seen: Verdict, aim: Aim, due: date) -> Decimal | None:
    """What the years left must reach on average for the average of all years to be the target's."""
    period, begins = seen.period, aim.starts_on or (aim.baseline_on + timedelta(days=1) if aim.baseline_on else None)
    if aim.horizon != "yearly_average" or aim.is_relative or seen.actual is None or period is None or begins is None:
        return None
    done, years = period.year - begins.year + 1, due.year - begins.year + 1
    if done < 1 or done >= years or (period.end.month, period.end.day) != (12, 31):
        return None
    return (aim.value * years - seen.actual * done) / (years - done)
