"""Verdicts on every target of an indicator, at every unit and period, in few passes (đánh giá hàng loạt).

The same seven rules as ``core.measuring.verdict``, on arrays: each period is judged on its own day with what was
reported up to it. A test holds the two to the same code, rule and reason. Comparisons are of whole numbers; where 64
bits could be too few, the same steps run on Python's integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.rollup.aims import Aims, Shape
from vaocuoc.core.rollup.comparing import along_path, standing
from vaocuoc.core.rollup.forms import largest, running_rows
from vaocuoc.core.rollup.layout import EMPTY, NONE, VALUE, Figures, Mask, States, Values
from vaocuoc.core.rollup.one_by_one import judge_singly
from vaocuoc.core.rollup.outcomes import FIRST_OF_PATH, LAST_OF_PATH, Code, Outcomes
from vaocuoc.core.rollup.paths import with_figures
from vaocuoc.core.rollup.planning import Plan, Sheet
from vaocuoc.core.rollup.scratch import Scratch
from vaocuoc.core.rollup.totals import LARGEST
from vaocuoc.core.rollup.units import Places

Chances = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Judged:
    """``outcomes`` are places in ``OUTCOMES`` by period and unit; ``expected`` what the path asks at the end of each
    period, without a value where there is no path; None where it was not asked for."""

    outcomes: Outcomes
    expected: Figures | None = None


def judge(
    sheet: Sheet,
    figures: Figures,
    aims: Aims,
    *,
    probability: Chances | None = None,
    reference: Figures | None = None,
    expected: bool = False,
) -> Judged:
    """Judge every unit's target for every period on that period's day, with the figures up to that period.

    ``probability`` is in parts per million by period and unit, negative where there is none. ``reference`` is what
    relative targets compare with, one column for all or one each. Milestones and relative targets are judged one by
    one.
    """
    shape = figures.values.shape
    judged = Judged(np.zeros(shape, np.uint8), Figures.blank(shape) if expected else None)
    judge_into(judged, sheet, figures, aims, Scratch(), probability=probability, reference=reference)
    return judged


def judge_into(
    judged: Judged,
    sheet: Sheet,
    figures: Figures,
    aims: Aims,
    scratch: Scratch,
    *,
    probability: Chances | None = None,
    reference: Figures | None = None,
) -> None:
    """As :func:`judge`, into arrays that are there already and hold zeros."""
    for form, units in aims.groups() if len(sheet.periods) else ():
        mine = Figures(figures.values[:, units], figures.state[:, units])
        chance = None if probability is None else probability[:, units]
        if form.comparator and form.owed_since and (form.is_relative or sheet.measure.frequency == "date"):
            judge_singly(sheet, mine, aims.take(units), judged.outcomes, units, chance, reference)
            continue
        part = part_of(judged, units)
        _Passes(sheet, form, mine, aims.take(units), part, chance, scratch).run()
        put_back(judged, units, part)


def part_of(judged: Judged, units: slice | Places) -> Judged:
    """The columns of these units; a copy where they do not stand together, to be :func:`put_back`."""
    paths = judged.expected
    return Judged(judged.outcomes[:, units], paths and Figures(paths.values[:, units], paths.state[:, units]))


def put_back(judged: Judged, units: slice | Places, part: Judged) -> None:
    """Write a part that is a copy."""
    if isinstance(units, slice):
        return
    judged.outcomes[:, units] = part.outcomes
    if judged.expected is not None and part.expected is not None:
        judged.expected.values[:, units] = part.expected.values
        judged.expected.state[:, units] = part.expected.state


@dataclass(frozen=True, eq=False)
class _Passes:
    """The units of one shape, judged window by window."""

    sheet: Sheet
    form: Shape
    figures: Figures
    aims: Aims
    into: Judged
    chance: Chances | None
    scratch: Scratch

    def run(self) -> None:
        found = self.into.outcomes
        if not self.form.comparator or self.form.owed_since is None:
            found[list(self.sheet.judged)] = Code.NOTHING_OWED if self.form.comparator else Code.NO_TARGET
            return
        plan = self.sheet.plan(self.form)
        block = None if plan.is_empty else _Block.of(self, plan)
        found[list(plan.without_due)] = Code.NO_DUE
        if plan.before:
            self._before_due(plan, block)
        for place, code in plan.after:
            found[place] = code
        if block is not None and plan.told:
            block.after_due(found)

    def _before_due(self, plan: Plan, block: _Block | None) -> None:
        found, state = self.into.outcomes, self.figures.state
        if block is not None:
            ids = block.before_due(self.into.expected)
            if plan.alike is not None:
                found[plan.alike[0]] = ids[plan.alike[1]]
            else:
                found[list(plan.before)] = ids[list(plan.newest)]
        found[list(plan.blank)] = Code.NO_PERIOD
        if self.chance is not None:
            self._by_probability(plan, self.chance)
        if plan.silences is not None:
            rows = slice(plan.before[0], plan.before[-1] + 1)
            silent = np.equal(state[rows], NONE, out=self.scratch.bools("silent", state[rows].shape))
            np.copyto(found[rows], plan.silences, where=silent)
            return
        for absence in plan.absences:
            silent = ~(state[absence.start : absence.place + 1] != NONE).any(axis=0)
            np.copyto(found[absence.place], np.uint8(absence.code), where=silent)

    def _by_probability(self, plan: Plan, chance: Chances) -> None:
        limits = self.sheet.limits
        likely, risky = (int(part * 1_000_000) for part in (limits.on_track_probability, limits.at_risk_probability))
        for place in plan.before:
            row, odds = self.into.outcomes[place], chance[place]
            given = (odds >= 0) & (row >= FIRST_OF_PATH) & (row <= LAST_OF_PATH)
            code = Code.LIKELY_OFF + (odds >= risky).astype(np.uint8) + (odds >= likely)
            np.copyto(row, code.astype(np.uint8), where=given)


@dataclass(frozen=True, eq=False)
class _Block:
    """The comparable values of a plan's rows: ``total``, of ``years`` years where it is a mean, ``known`` where it is
    known.

    ``reported`` is where a row has something to be judged by; no total is greater than ``peak``.
    """

    passes: _Passes
    plan: Plan
    total: Values
    known: Mask
    state: States
    reported: Mask
    years: Values | None
    peak: int

    @classmethod
    def of(cls, passes: _Passes, plan: Plan) -> _Block:
        sheet, form, scratch = passes.sheet, passes.form, passes.scratch
        values, state = passes.figures.values[plan.rows], passes.figures.state[plan.rows]
        known = np.equal(state, VALUE, out=scratch.bools("known", state.shape))
        reported = np.not_equal(state, NONE, out=scratch.bools("reported", state.shape))
        adds_up, averaged = form.adds_up(sheet.measure), form.horizon == "yearly_average"
        peak = largest(values) * (len(values) if adds_up or averaged else 1)
        if peak > LARGEST:
            values = values.astype(object)
        if adds_up and sheet.measure.reported != "term_to_date":
            totals = np.empty_like(values) if peak > LARGEST else scratch.ints("totals", values.shape)
            into = totals, scratch.bools("complete", state.shape)
            values, known = running_rows(values, known, plan.adds_on, plan.begins, into=into)
            for rows in plan.unknowable:
                known[rows] = False
        years = None
        if averaged and adds_up:
            reported &= plan.closes[:, None]
            years = np.broadcast_to(plan.years, values.shape)
        elif averaged:
            values, years = _sums_of_years(values, known, plan.closes)
        return cls(passes, plan, values, known, state, reported, years, peak)

    @property
    def adds_up(self) -> bool:
        return self.passes.form.adds_up(self.passes.sheet.measure)

    def after_due(self, found: Outcomes) -> None:
        """The verdicts past the due day, where the closing period was reported."""
        rows = sorted({row for _place, row in self.plan.told})
        at = rows if len(rows) > 1 else slice(rows[0], rows[0] + 1)
        good, better = self._standing(at)
        ids = good.view(np.uint8) + np.uint8(Code.MISSED)
        if better is not None:
            ids += better
        self._without_value(ids, at, Code.DUE_GAP, Code.DUE_NO_VALUE)
        for place, row in self.plan.told:
            np.copyto(found[place], ids[rows.index(row)], where=self.reported[row])

    def before_due(self, paths: Figures | None) -> Outcomes:
        """The verdicts of rules 4, 5 and 7 by row; what was last reported stands until the next report.

        ``paths`` is filled with what is expected at the end of each row's period.
        """
        measure, scratch = self.passes.sheet.measure, self.passes.scratch
        rises, whole = self.passes.form.rises(measure), slice(0, len(self.total))
        ids = scratch.bytes("ids", self.total.shape)
        if sum(leg.rows.stop - leg.rows.start for leg in self.plan.legs) < len(ids):
            ids[:] = Code.NO_PATH
        for leg in self.plan.legs:
            years = None if self.years is None else self.years[leg.rows]
            stretch = with_figures(leg, self.passes.aims, adds_up=self.adds_up)
            total, limits = self.total[leg.rows], self.passes.sheet.limits
            if paths is None:
                shown = scratch.ints("shown", total.shape)
            else:
                at = slice(self.plan.rows.start + leg.rows.start, self.plan.rows.start + leg.rows.stop)
                shown, paths.state[at] = paths.values[at], VALUE
            into = ids[leg.rows]
            along_path(stretch, total, self.peak, rises, years, limits, scratch, expected=shown, into=into)
        good, better = self._standing(whole)
        if self.adds_up and not rises:
            np.copyto(ids, np.uint8(Code.CEILING), where=np.logical_not(good, out=good))
        elif measure.kind == "milestone" or self.adds_up:
            np.copyto(ids, np.uint8(Code.REACHED_MET), where=good)
            if better is not None:
                ids += better.view(np.uint8)  # what is better than asked is as good as asked, too
        else:
            np.copyto(ids, np.uint8(Code.REACHED_EARLY), where=good)
        self._without_value(ids, whole, Code.GAP, Code.NO_VALUE)
        if self.plan.silences is None or self.years is not None:
            self._carry_forward(ids)
        return ids

    def _standing(self, rows: slice | list[int]) -> tuple[Mask, Mask | None]:
        years, passes = None if self.years is None else self.years[rows], self.passes
        measure, limits = passes.sheet.measure, passes.sheet.limits
        return standing(passes.form, measure, passes.aims, self.total[rows], years, limits, passes.scratch)

    def _without_value(self, ids: Outcomes, rows: slice | list[int], gap: Code, empty: Code) -> None:
        room = self.passes.scratch.bools("without", ids.shape)
        np.copyto(ids, np.uint8(gap), where=np.logical_not(self.known[rows], out=room))
        np.copyto(ids, np.uint8(empty), where=np.equal(self.state[rows], EMPTY, out=room))

    def _carry_forward(self, ids: Outcomes) -> None:
        silent = np.logical_not(self.reported, out=self.passes.scratch.bools("silent", ids.shape))
        for row, begins in enumerate(self.plan.begins):
            np.copyto(ids[row], np.uint8(Code.NO_PERIOD) if begins else ids[row - 1], where=silent[row])


def _sums_of_years(values: Values, known: Mask, closes: Mask) -> tuple[Values, Values]:
    """The sum of the years' last figures so far with the latest one, and of how many it is."""
    sums, years = np.empty_like(values), np.empty(values.shape, np.int64)
    total, count = np.zeros_like(values[0]), np.zeros(values.shape[1], np.int64)
    for row in range(len(values)):
        sums[row] = total + np.where(known[row], values[row], 0)
        years[row] = count + 1
        if closes[row]:
            total, count = sums[row], count + known[row]
    return sums, years
