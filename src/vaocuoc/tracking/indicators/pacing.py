"""How fast an indicator must move to its target, how fast it moves, where a pace leads (tốc độ cần đạt, giả định)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.forecasting import WhatIf, pace_required, usual_pace, what_if
from vaocuoc.core.forecasting.chances import Stretch, single_figures, stretch_met
from vaocuoc.core.measuring import THRESHOLDS, Aim, Verdict, VerdictInputs
from vaocuoc.tracking.indicators.judging import IndicatorRow

PER_YEAR = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class Paces:
    """How fast it must move from now to the target, a period, beside how fast it moves (tốc độ cần đạt).

    Of what adds up these are amounts of a period, else changes. ``is_room`` says that ``required`` is what a ceiling
    still allows. ``usual`` is the mean over the figures from ``first`` to ``last``; None below three (``known``).
    ``goal`` is the value to be reached, None where it is there already. ``begins_anew``: each year counts by itself.
    """

    required: Decimal | None
    goal: Decimal | None
    is_room: bool
    so_far: Decimal | None
    usual: Decimal | None
    known: int
    first: Period | None = None
    last: Period | None = None
    adds_up: bool = False
    begins_anew: bool = False


def led_by(row: IndicatorRow, pace: Decimal) -> WhatIf | None:
    """Where a pace a period leads (giả định): the value on the due day and the day of arrival; None where unknown."""
    seen = row.by_rules or row.verdict
    aim, due = seen.inputs.aim, seen.due
    now = now_of(seen, aim)
    if aim is None or due is None or now is None or not _has_pace(seen, aim):
        return None
    goal = _goal(seen, aim, now.value)
    target, rises = (goal.value, goal.rises) if goal else (now.value, True)
    yearly = pace * PER_YEAR[seen.inputs.frequency]
    return what_if(value=now.value, on=now.day, pace=yearly, target=target, due=due, rises=rises)


def is_met_by(row: IndicatorRow, value: Decimal) -> bool:
    """Whether a value on the due day would meet the target."""
    seen = row.by_rules or row.verdict
    return seen.inputs.aim is not None and _met(seen, seen.inputs.aim).holds(value)


class _Now(NamedTuple):
    """Where a figure stands: the value that is compared, the day it tells of, the period it came for."""

    value: Decimal
    day: date
    period: Period | None


def now_of(seen: Verdict, aim: Aim | None) -> _Now | None:
    """What there is to go on from: the verdict's own figure; of a level else the last known one, or the baseline."""
    inputs = seen.inputs
    if seen.actual is not None and seen.period is not None:
        return _Now(seen.actual, seen.period.end, seen.period)
    if inputs.adds_up or aim is None or aim.is_relative or aim.horizon == "yearly_average":
        return None
    known = [one for one in inputs.points if one.value is not None and seen.due and one.period.end <= seen.due]
    if known:
        last = max(known, key=lambda one: one.period.end)
        assert last.value is not None
        return _Now(last.value, last.period.end, last.period)
    return _Now(aim.baseline, aim.baseline_on, None) if aim.baseline is not None and aim.baseline_on else None


class _Goal(NamedTuple):
    value: Decimal
    rises: bool


def _met(seen: Verdict, aim: Aim) -> Stretch:
    return stretch_met(aim, seen.inputs.direction, THRESHOLDS[seen.inputs.rule_version].about)


def _goal(seen: Verdict, aim: Aim, value: Decimal) -> _Goal | None:
    """The nearest value that meets the target, and whether it lies above; None where the target is met as it stands."""
    met = _met(seen, aim)
    if met.holds(value):
        return None
    if met.low is not None and value <= met.low:
        return _Goal(met.low, True)
    return _Goal(met.high, False) if met.high is not None else None


def _has_pace(seen: Verdict, aim: Aim) -> bool:
    """Whether steps from period to period can be counted: not of ranks, rates of growth, averages, distances."""
    inputs = seen.inputs
    if inputs.frequency not in PER_YEAR or inputs.kind in ("rank", "milestone", "growth"):
        return False
    return not aim.is_relative and aim.horizon != "yearly_average"


def paces_of(seen: Verdict, aim: Aim, due: date) -> Paces | None:
    inputs, now = seen.inputs, now_of(seen, aim)
    if now is None or not _has_pace(seen, aim) or now.day >= due:
        return None
    goal, met, per = _goal(seen, aim, now.value), _met(seen, aim), PER_YEAR[inputs.frequency]
    is_room = goal is None and inputs.adds_up and met.low is None and met.high is not None
    target = met.high if is_room else goal.value if goal else None
    required, so_far = None, None
    if target is not None:
        begins = None if inputs.adds_up else aim.baseline
        pace = pace_required(
            value=now.value, on=now.day, target=target, due=due, baseline=begins, baseline_on=aim.baseline_on
        )
        required, so_far = pace.required / per, None if pace.so_far is None else pace.so_far / per
    figures = _lately(inputs, now.period) if now.period else []
    known = {place: figure for place, figure in enumerate(figures) if figure is not None}
    return Paces(
        required, target, is_room, so_far, _usual(known, adds_up=inputs.adds_up), len(known),
        first_known(figures, now.period) if now.period and known else None, now.period,
        adds_up=inputs.adds_up, begins_anew=aim.horizon == "each_year",
    )  # fmt: skip


def _lately(inputs: VerdictInputs, last: Period) -> list[Decimal | None]:
    """The figures that tell the usual pace: of the last twelve months or four quarters, of all years."""
    figures = single_figures(inputs.points, last, adds_up=inputs.adds_up, reported=inputs.reported)
    if inputs.reported == "year_to_date" and not inputs.adds_up:  # begins anew every year
        return figures[-last.index :]
    per = PER_YEAR[inputs.frequency]
    return figures if per == 1 else figures[-per - (not inputs.adds_up) :]


def _usual(figures: dict[int, Decimal], *, adds_up: bool) -> Decimal | None:
    """The mean amount, or the mean change, of a period; None from fewer than three figures."""
    try:
        change = usual_pace(figures)
    except Refused:
        return None
    return sum(figures.values(), Decimal(0)) / len(figures) if adds_up else change


def first_known(figures: Sequence[Decimal | None], last: Period) -> Period:
    """The period of the first figure that is known."""
    place = next(place for place, figure in enumerate(figures, start=1) if figure is not None)
    return last.shift(place - len(figures))
