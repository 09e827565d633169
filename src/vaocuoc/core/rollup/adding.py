"""Adding up over the units of one hierarchy, with coverage (cộng theo cấp, độ phủ).

One pass over the array from the lowest level up: families stand side by side, so a level is one ``reduceat``. Integers
make the sum exact and free of order; what could pass an integer is refused.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup.forms import largest
from vaocuoc.core.rollup.layout import EMPTY, NONE, VALUE, Figures, Mask, Values
from vaocuoc.core.rollup.scratch import Scratch
from vaocuoc.core.rollup.totals import LARGEST, Total, difference, own_total
from vaocuoc.core.rollup.units import Places, Tree

Counts = NDArray[np.int32]
Parts = tuple[Values, Mask | Counts, Mask | Counts]


@dataclass(frozen=True, eq=False)
class Totals:
    """Sums with their coverage by period and unit: ``known`` of ``owed`` parts."""

    value: Values
    known: Counts
    owed: Counts

    def at(self, period: int, column: int) -> Total:
        """One of them as plain numbers."""
        return Total(int(self.value[period, column]), int(self.known[period, column]), int(self.owed[period, column]))

    def figures(self) -> Figures:
        """As figures to be judged: a sum counts where it is complete; with parts missing it is no value yet."""
        complete = (self.owed > 0) & (self.known == self.owed)
        state = np.where(complete, VALUE, np.where(self.known > 0, EMPTY, NONE)).astype(np.uint8)
        return Figures(np.where(complete, self.value, 0), state)

    def take(self, columns: slice | Places) -> Totals:
        """Only these columns."""
        return Totals(self.value[:, columns], self.known[:, columns], self.owed[:, columns])


@dataclass(frozen=True, eq=False)
class Rolled:
    """What stands below each unit that has units below it; the columns are ``tree.parents``."""

    tree: Tree
    totals: Totals

    def of(self, unit: Hashable, period: int) -> Total:
        """What was added up below a unit in one period."""
        column = int(np.searchsorted(self.tree.parents, self.tree.place[unit]))
        return self.totals.at(period, column)


def own_totals(figures: Figures, owed: Mask | None = None) -> Totals:
    """Every unit's own figure as a part; what nobody owes does not count."""
    known = figures.known if owed is None else figures.known & owed
    value = figures.values if owed is None else np.where(known, figures.values, 0)
    owes = np.ones(known.shape, np.int32) if owed is None else owed.astype(np.int32)
    return Totals(value, known.astype(np.int32), owes)


def roll_up(
    tree: Tree,
    figures: Figures,
    owed: Mask | None = None,
    *,
    official: str = "below",
    scratch: Scratch | None = None,
) -> Rolled:
    """Add up over the hierarchy, from the lowest level up (tổng hợp theo hệ thống).

    ``owed`` None says that every unit without units below it owes every period, and no other does. ``official`` as in
    :func:`handed_up`. Raises ``Refused``: ``rollup.overflow``.
    """
    scratch = scratch or Scratch()
    values, state = figures.values, figures.state
    known = np.equal(state, VALUE, out=scratch.bools("known", state.shape))
    if owed is None:  # what units with units below them report themselves is never handed up: nothing to mask
        owes = np.broadcast_to(tree.count == 0, state.shape)
    else:
        owes = owed
        known &= owes
        values = np.where(known, values, 0)
    return Rolled(tree, _sum_levels(tree, _exact(values, len(tree)), known, owes, official, owed is None))


def roll_up_totals(tree: Tree, own: Totals, *, official: str = "below") -> Rolled:
    """As :func:`roll_up`, of parts that are totals themselves (what a unit took over from those before it)."""
    return Rolled(tree, _sum_levels(tree, _exact(own.value, len(tree)), own.known, own.owed, official, False))


def _exact(values: Values, times: int) -> Values:
    """The values in a form whose sums cannot wrap: Python's integers where 64 bits could be too few."""
    return values if largest(values) * times <= LARGEST else values.astype(object)


def _sum_levels(
    tree: Tree, values: Values, known: Mask | Counts, owed: Mask | Counts, official: str, leaves_only: bool
) -> Totals:
    periods, parents = len(values), tree.parents
    totals = Totals(*(np.zeros((periods, len(parents)), dtype) for dtype in (np.int64, np.int32, np.int32)))
    column = np.full(len(tree), -1, np.intp)
    column[parents] = np.arange(len(parents))
    for upper, lower in zip(reversed(tree.levels[:-1]), reversed(tree.levels[1:]), strict=True):
        mine = parents[(parents >= upper.start) & (parents < upper.stop)]
        starts = tree.first[mine] - lower.start
        parts: Parts = (values[:, lower], known[:, lower], owed[:1, lower] if leaves_only else owed[:, lower])
        if tree.count[lower].any():
            parts = _handed(tree, totals, parts, lower, column, official)
        sums = [np.add.reduceat(parts[0], starts, axis=1)]
        sums += [np.add.reduceat(part, starts, axis=1, dtype=np.int32) for part in parts[1:]]
        where = column[mine]
        totals.value[:, where] = _fit(sums[0])
        totals.known[:, where], totals.owed[:, where] = sums[1], sums[2]
    return totals


def _handed(
    tree: Tree,
    totals: Totals,
    own: Parts,
    level: slice,
    column: Places,
    official: str,
) -> Parts:
    """What the units of a level give up: their own figures, or what was added up below them."""
    with_children = np.flatnonzero(tree.count[level])
    below = column[level][with_children]
    shape = (len(totals.value), own[0].shape[1])
    value = np.array(np.broadcast_to(own[0], shape))
    known = np.array(np.broadcast_to(own[1], shape), np.int32)
    owed = np.array(np.broadcast_to(own[2], shape), np.int32)
    owes = owed[:, with_children] > 0
    from_below = ~owes if official == "own" else totals.owed[:, below] > 0

    def give(part: NDArray[Any], rolled: NDArray[Any]) -> None:
        part[:, with_children] = np.where(from_below, rolled[:, below], part[:, with_children])

    give(value, totals.value)
    give(known, totals.known)
    give(owed, totals.owed)
    return value, known, owed


def _fit(sums: Values) -> Values:
    """Sums as 64-bit integers. Raises ``Refused``: ``rollup.overflow``."""
    if sums.dtype == object and sums.size and largest(sums) > LARGEST:
        raise Refused("rollup.overflow", value=largest(sums))
    return sums.astype(np.int64, copy=False)


def missing(
    tree: Tree, figures: Figures, owed: Mask | None, unit: Hashable, period: int, *, official: str = "below"
) -> list[Hashable]:
    """Who owes a figure below a unit in one period and has not given it, in tree order (đơn vị còn thiếu)."""

    def owes(place: int) -> bool:
        return bool(tree.count[place] == 0 if owed is None else owed[period, place])

    def owing_below(place: int) -> Iterator[int]:
        for child in tree.below(place):
            deeper = list(owing_below(child))
            if owes(child) and (official == "own" or not deeper):
                yield child
            else:
                yield from deeper

    places = sorted(owing_below(tree.place[unit]))
    return [tree.units[place] for place in places if figures.state[period, place] != VALUE]


def beside(tree: Tree, figures: Figures, owed: Mask | None, rolled: Rolled, unit: Hashable, period: int) -> int | None:
    """A unit's own figure less what was added up below it; None where one of the two is not known."""
    place = tree.place[unit]
    value = int(figures.values[period, place]) if figures.state[period, place] == VALUE else None
    return difference(own_total(value, owes=True), rolled.of(unit, period))
