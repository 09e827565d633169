"""Ratios, growth and milestones over units: from their parts, never from each other (tỷ lệ, tốc độ tăng, mốc).

A ratio rolls up as two sums and one division. A unit counts where both its parts are known. A ratio that is reported
without parts needs a declared weight: then value times weight and the weight are the two sums.
"""

from __future__ import annotations

import numpy as np

from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup.adding import Rolled, Totals, roll_up
from vaocuoc.core.rollup.forms import largest, refuse_overflow
from vaocuoc.core.rollup.layout import EMPTY, NONE, VALUE, Figures, Mask, Values
from vaocuoc.core.rollup.totals import LARGEST, ratio_value
from vaocuoc.core.rollup.units import Tree


def roll_up_ratio(
    tree: Tree, numerator: Figures, denominator: Figures, owed: Mask | None = None, *, scale: int
) -> tuple[Totals, Rolled, Rolled]:
    """A ratio over units, with the two sums it comes from (tỷ lệ tính lại từ tử số và mẫu số).

    ``scale`` is what the quotient is multiplied with: 100 times ten to the ratio's decimals for a percentage whose
    parts have equal decimals. Coverage is of units that gave both parts; where the sum of denominators is zero nothing
    is known.
    """
    top, bottom = both_known(numerator, denominator)
    above, under = roll_up(tree, top, owed), roll_up(tree, bottom, owed)
    value, known = divided(above.totals.value, under.totals.value, scale=scale)
    counts = np.where(known, above.totals.known, 0).astype(np.int32)
    return Totals(value, counts, above.totals.owed), above, under


def roll_up_weighted(
    tree: Tree, ratio: Figures, weight: Figures, owed: Mask | None = None
) -> tuple[Totals, Rolled, Rolled]:
    """A directly reported ratio by its declared weight (bình quân gia quyền): the weight is a figure of the same unit
    and period, such as its number of households. Raises ``Refused``: ``rollup.overflow``."""
    first, second = both_known(ratio, weight)
    if largest(first.values) * largest(second.values) > LARGEST:
        raise Refused("rollup.overflow", value=largest(first.values) * largest(second.values))
    return roll_up_ratio(tree, Figures(first.values * second.values, first.state), second, owed, scale=1)


def both_known(one: Figures, other: Figures) -> tuple[Figures, Figures]:
    """Two series where each has a value only where both have; a report of one of them is a report without a value."""
    known = one.known & other.known
    reported = (one.state != NONE) | (other.state != NONE)
    state = np.where(known, VALUE, np.where(reported, EMPTY, NONE)).astype(np.uint8)
    return Figures(np.where(known, one.values, 0), state), Figures(np.where(known, other.values, 0), state)


def growth(now: Totals, base: Totals, *, scale: int) -> Totals:
    """The growth of a sum over its base series (cùng kỳ, kỳ trước, kỳ gốc), both rolled up already.

    Known where both are complete: sums of different units do not compare.
    """
    complete = (now.known == now.owed) & (base.known == base.owed) & (now.owed > 0) & (base.owed > 0)
    refuse_overflow(np.concatenate((now.value, base.value)), 2)
    value, known = divided(now.value - base.value, np.abs(base.value), scale=scale)
    known &= complete
    return Totals(np.where(known, value, 0), np.where(known, now.known, 0).astype(np.int32), now.owed)


def reached(figures: Figures) -> Figures:
    """Milestones as a count: one for a unit that has reached it (số đơn vị đạt), none for one that has not."""
    return Figures((figures.values != 0).astype(np.int64), figures.state)


def divided(top: Values, bottom: Values, *, scale: int) -> tuple[Values, Mask]:
    """``top / bottom * scale``, rounded half away from zero, and where there is such; in whole numbers throughout.

    Raises ``Refused``: ``rollup.overflow``.
    """
    known = bottom != 0
    if 2 * largest(top) * scale + largest(bottom) > LARGEST:
        found = [
            ratio_value(int(one), int(other), scale=scale) or 0
            for one, other in zip(top.flat, bottom.flat, strict=True)
        ]
        return np.array(found, np.int64).reshape(top.shape), known
    size = np.abs(bottom)
    quotient = (2 * np.abs(top) * scale + size) // np.where(known, 2 * size, 1)
    return np.where(known, np.where((top < 0) == (bottom < 0), quotient, -quotient), 0), known
