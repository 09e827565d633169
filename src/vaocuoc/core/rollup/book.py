"""An indicator kept up to date, figure by figure (sổ của một chỉ tiêu): the same as built anew, at a cost that does not
depend on how many figures there are.

A new figure changes its own row, the totals of the units above it and the verdicts of these units, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from vaocuoc.core.rollup.adding import roll_up
from vaocuoc.core.rollup.judging import Judged, judge_into
from vaocuoc.core.rollup.layout import EMPTY, NONE, VALUE, Figures, Row
from vaocuoc.core.rollup.scratch import Scratch
from vaocuoc.core.rollup.standing import Job, official_figures
from vaocuoc.core.rollup.totals import Total, handed_up, own_total


def in_force(rows: Iterable[Row], *, as_of: int | None = None) -> Row | None:
    """Of all reports of one cell the one that counts, as in :func:`lay_out`; None where there is none."""
    seen = [row if as_of is None else row.seen_at(as_of) for row in rows if as_of is None or row.submitted <= as_of]
    return max(seen, key=Row.rank, default=None)


def _copied(figures: Figures) -> Figures:
    return Figures(figures.values.copy(), figures.state.copy())


def _by_unit(figures: Figures) -> Figures:
    """A copy in which one unit's periods stand together in memory: what a book reads and writes."""
    return Figures(np.array(figures.values, order="F"), np.array(figures.state, order="F"))


class Book:
    """The figures in force, the totals and the verdicts of one indicator."""

    def __init__(self, job: Job) -> None:
        rolled = roll_up(job.tree, job.figures, job.owed, official=job.official)
        self._scratch = Scratch()
        official = official_figures(replace(job, figures=_copied(job.figures)), rolled, self._scratch)
        outcomes = np.zeros(official.state.shape, np.uint8)
        judge_into(Judged(outcomes), job.sheet, official, job.aims, self._scratch)
        self.figures, self._official = _by_unit(job.figures), _by_unit(official)
        self.job = replace(job, figures=self.figures)
        self.totals = rolled.totals
        self.outcomes = np.array(outcomes, order="F")

    def put(self, unit: int, period: int, value: int | None, *, reported: bool = True) -> tuple[int, ...]:
        """The figure now in force in a cell: bring up to date what rests on it, and say which units that concerned.

        ``value`` None with ``reported`` is a report without a value, without it no report. Nothing changes where it
        raises ``Refused``: ``rollup.overflow``.
        """
        state = VALUE if value is not None else EMPTY if reported else NONE
        moved = self._moved(unit, period, value)
        self.figures.values[period, unit], self.figures.state[period, unit] = value or 0, state
        for place, total in moved.items():
            column = self._column(place)
            self.totals.value[period, column] = total.value
            self.totals.known[period, column], self.totals.owed[period, column] = total.known, total.owed
        concerned = (unit, *(place for place in moved if place != unit))
        for place in concerned:
            self._settle(place, period)
        self._judge(concerned)
        return concerned

    def _moved(self, unit: int, period: int, value: int | None) -> dict[int, Total]:
        """The new totals above a unit, the nearest first; where nothing is handed up otherwise, nothing moves."""
        tree, official = self.job.tree, self.job.official
        owes, below = self._owes(unit, period), self._below(unit, period)
        before = handed_up(self._own(unit, period), below, official=official)
        after = handed_up(own_total(value, owes=owes), below, official=official)
        found: dict[int, Total] = {}
        for place in tree.above(unit):
            if before == after:
                break
            total, own = self._below(place, period), self._own(place, period)
            found[place] = total.moved(before, after)
            before = handed_up(own, total, official=official)
            after = handed_up(own, found[place], official=official)
        return found

    def _owes(self, unit: int, period: int) -> bool:
        return bool(self.job.tree.count[unit] == 0 if self.job.owed is None else self.job.owed[period, unit])

    def _own(self, unit: int, period: int) -> Total:
        known = self.figures.state[period, unit] == VALUE
        value = int(self.figures.values[period, unit]) if known else None
        return own_total(value, owes=self._owes(unit, period))

    def _below(self, unit: int, period: int) -> Total:
        return self.totals.at(period, self._column(unit)) if self.job.tree.count[unit] else Total()

    def _column(self, unit: int) -> int:
        return int(np.searchsorted(self.job.tree.parents, unit))

    def _settle(self, unit: int, period: int) -> None:
        """The figure by which a unit is judged in one period, as :func:`official_figures` has it."""
        values, state = self._official.values, self._official.state
        below = self._below(unit, period)
        own = self.job.tree.count[unit] == 0
        if not own and self.job.owed is not None:
            own = self._owes(unit, period) if self.job.official == "own" else below.owed == 0
        if own:
            counts = self.job.tree.count[unit] == 0 or self._owes(unit, period)
            state[period, unit] = self.figures.state[period, unit] if counts else NONE
            values[period, unit] = self.figures.values[period, unit]
        else:
            state[period, unit] = VALUE if below.complete else EMPTY if below.known else NONE
            values[period, unit] = below.value if below.complete else 0

    def _judge(self, units: tuple[int, ...]) -> None:
        places = np.array(units)
        figures = Figures(self._official.values[:, places], self._official.state[:, places])
        judged = Judged(np.zeros(figures.state.shape, np.uint8))
        judge_into(judged, self.job.sheet, figures, self.job.aims.take(places), self._scratch)
        self.outcomes[:, places] = judged.outcomes
