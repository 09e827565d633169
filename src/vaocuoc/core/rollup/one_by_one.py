"""Verdicts one by one, through ``core.measuring.verdict``: for what is too seldom to have passes of its own.

Milestones come on any day, and relative targets compare with another series.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.measuring import Point, VerdictInputs, verdict
from vaocuoc.core.rollup.aims import Aims
from vaocuoc.core.rollup.layout import NONE, VALUE, Figures
from vaocuoc.core.rollup.outcomes import NUMBERS, Outcome, Outcomes
from vaocuoc.core.rollup.planning import Sheet


def judge_singly(
    sheet: Sheet,
    figures: Figures,
    aims: Aims,
    found: Outcomes,
    units: slice | NDArray[np.intp],
    chance: NDArray[np.int32] | None,
    reference: Figures | None,
) -> None:
    """Judge each of these units' targets in each period, into ``found``, whose columns are ``units``."""
    places = np.arange(found.shape[1])[units]
    for column, place in enumerate(places):
        beside = () if reference is None else points_of(sheet, reference, int(place) % reference.values.shape[1])
        inputs = _inputs(sheet, aims, column)
        for row, day in enumerate(sheet.days):
            if day is None:
                continue
            odds = -1 if chance is None else int(chance[row, column])
            given = replace(
                inputs,
                points=tuple(points_of(sheet, figures, column, row)),
                reference=tuple(one for one in beside if one.period <= sheet.periods[row]),
                probability=None if odds < 0 else Decimal(odds).scaleb(-6),
            )
            seen = verdict(given, day)
            found[row, place] = NUMBERS[Outcome(seen.code, seen.rule, seen.reason)]


def points_of(sheet: Sheet, figures: Figures, column: int, last: int | None = None) -> list[Point]:
    """One unit's figures up to a period as the rules see them, in scaled numbers."""
    stop = len(sheet.periods) if last is None else last + 1
    return [
        Point(sheet.periods[row], Decimal(int(figures.values[row, column])) if state == VALUE else None)
        for row, state in enumerate(figures.state[:stop, column])
        if state != NONE
    ]


def _inputs(sheet: Sheet, aims: Aims, column: int) -> VerdictInputs:
    measure = sheet.measure
    return VerdictInputs(
        kind=measure.kind,
        aim=aims.aim(column),
        points=(),
        owed_since=aims.shapes[aims.shape_of[column]].owed_since,
        reported=measure.reported,
        frequency=measure.frequency,
        calendar=measure.calendar,
        direction=measure.direction,
        rule_version=measure.rule_version,
    )
