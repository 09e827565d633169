"""A whole indicator at once: added up over the hierarchy and judged at every unit and period (dựng lại một chỉ tiêu).

An indicator is a job of its own; numpy works outside of Python's lock, so jobs run beside each other on threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import local
from typing import TypeVar

import numpy as np

from vaocuoc.core.rollup.adding import Rolled, roll_up
from vaocuoc.core.rollup.aims import Aims
from vaocuoc.core.rollup.judging import Judged, judge_into
from vaocuoc.core.rollup.layout import NONE, Figures, Mask
from vaocuoc.core.rollup.outcomes import Outcomes
from vaocuoc.core.rollup.planning import Sheet
from vaocuoc.core.rollup.scratch import Scratch
from vaocuoc.core.rollup.units import Tree

_Out = TypeVar("_Out")


@dataclass(frozen=True, eq=False)
class Job:
    """One indicator: what is judged, over which tree, the figures in force, who owes them, every unit's target.

    ``owed`` and ``official`` as in :func:`roll_up`; units without a target have an ``Aims`` shape without one.
    """

    sheet: Sheet
    tree: Tree
    figures: Figures
    aims: Aims
    owed: Mask | None = None
    official: str = "below"


@dataclass(frozen=True, eq=False)
class Stand:
    """How an indicator stands: the sums with their coverage, and by period and unit the verdicts and what was
    expected."""

    rolled: Rolled
    outcomes: Outcomes
    expected: Figures | None


def stand(job: Job, slate: Slate | None = None) -> Stand:
    """Add up and judge one indicator. A unit with units below it is judged by its official figure: what was added up,
    once it is complete, or its own.

    With a ``slate`` the answer stands on it, until the next. Raises ``Refused``: ``rollup.overflow``.
    """
    slate = slate or Slate()
    rolled = roll_up(job.tree, job.figures, job.owed, official=job.official, scratch=slate.scratch)
    judged = slate.cleared(job.figures.values.shape)
    judge_into(judged, job.sheet, official_figures(job, rolled, slate.scratch), job.aims, slate.scratch)
    return Stand(rolled, judged.outcomes, judged.expected)


class Slate:
    """Room for the answer of one indicator after the other; one for each thread."""

    def __init__(self) -> None:
        self.scratch = Scratch()

    def cleared(self, shape: tuple[int, ...]) -> Judged:
        """Room for verdicts and expected figures, wiped."""
        outcomes, state = self.scratch.bytes("outcomes", shape), self.scratch.bytes("expected_state", shape)
        outcomes[:], state[:] = 0, 0
        return Judged(outcomes, Figures(self.scratch.ints("expected", shape), state))


def official_figures(job: Job, rolled: Rolled, scratch: Scratch) -> Figures:
    """The figures by which units are judged: their own, or what was added up below them.

    Where units with units below them owe nothing, their columns of ``job.figures`` are room for what was added up.
    """
    own, parents, totals = job.figures, job.tree.parents, rolled.totals
    below = totals.figures()
    if job.owed is None:
        own.values[:, parents], own.state[:, parents] = below.values, below.state
        return own
    official = Figures(scratch.ints("official", own.values.shape), scratch.bytes("state", own.state.shape))
    official.values[:], official.state[:] = own.values, own.state
    owes = job.owed[:, parents]
    takes_own = owes if job.official == "own" else totals.owed == 0
    official.values[:, parents] = np.where(takes_own, own.values[:, parents], below.values)
    official.state[:, parents] = np.where(takes_own, np.where(owes, own.state[:, parents], NONE), below.state)
    return official


def rebuild(jobs: Iterable[Job], use: Callable[[Job, Stand], _Out], *, threads: int = 0) -> Iterator[_Out]:
    """Every indicator anew, some beside each other; what ``use`` makes of each, in the order of the jobs.

    ``use`` must take what it keeps: the arrays of a stand are overwritten by the next. As many ``threads`` as the
    machine has processors, where none are asked for.
    """
    own = local()

    def do(job: Job) -> _Out:
        if not hasattr(own, "slate"):
            own.slate = Slate()
        return use(job, stand(job, own.slate))

    with ThreadPoolExecutor(max_workers=threads or os.cpu_count()) as pool:
        yield from pool.map(do, jobs)
