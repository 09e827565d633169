"""Per period, year to date, term to date: the same facts in a form that can be compared (chuẩn hóa cách báo cáo).

A gap stays a gap: a running total is known where everything before it is, a period's own figure where the two totals
that it lies between are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup.layout import EMPTY, NONE, VALUE, Figures, Mask, States, Values
from vaocuoc.core.rollup.totals import LARGEST


def closes_year(period: Period) -> bool:
    """Whether a period is the last of its year."""
    return period.shift(1).year != period.year


def to_running(figures: Figures, periods: Sequence[Period], *, reported: str) -> Figures:
    """The totals since the first period, which must begin what is counted (lũy kế từ đầu).

    ``reported`` is ``per_period``, ``year_to_date`` or ``term_to_date``. Raises ``Refused``: ``rollup.overflow``.
    """
    if reported == "term_to_date" or not len(figures.values):
        return figures
    refuse_overflow(figures.values, len(periods))
    adds_on = [reported == "per_period" or closes_year(period) for period in periods]
    totals, known = running_rows(figures.values, figures.known, adds_on)
    return _figures(totals, known, figures.state)


def running_rows(
    values: Values,
    known: Mask,
    adds_on: Sequence[bool],
    begins: Sequence[bool] = (),
    *,
    into: tuple[Values, Mask] | None = None,
) -> tuple[Values, Mask]:
    """Running totals and where they are known, row by row; cells that are not known hold no meaning.

    ``adds_on`` says of each row whether the rows after it add to its total, or to the total that it began with;
    ``begins`` where the total begins anew.
    """
    totals, complete = into or (np.empty_like(values), np.empty_like(known))
    nothing, everything = np.zeros_like(values[0]), np.ones_like(known[0])
    before, all_before = nothing, everything
    for at, goes_on in enumerate(adds_on):
        if begins and begins[at]:
            before, all_before = nothing, everything
        total, whole = totals[at], complete[at]
        np.add(before, values[at], out=total)
        np.logical_and(all_before, known[at], out=whole)
        if goes_on:
            before, all_before = total, whole
    return totals, complete


def to_per_period(figures: Figures, periods: Sequence[Period], *, reported: str) -> Figures:
    """The figure of each period alone (số trong kỳ). Raises ``Refused``: ``rollup.overflow``."""
    if reported == "per_period" or len(periods) == 0:
        return figures
    refuse_overflow(figures.values, 2)
    values, known = figures.values.copy(), figures.known
    own = known.copy()
    goes_on = np.array([reported == "term_to_date" or not closes_year(period) for period in periods[:-1]], np.bool_)
    values[1:][goes_on] -= figures.values[:-1][goes_on]
    own[1:][goes_on] &= known[:-1][goes_on]
    if reported == "year_to_date" and periods[0].shift(-1).year == periods[0].year:
        own[0] = False  # the year began before the first period: its own part cannot be told
    return _figures(values, own, figures.state)


def refuse_overflow(values: Values, times: int) -> None:
    """Raise ``Refused`` (``rollup.overflow``) where so many of these values could pass what an integer holds."""
    if values.size and largest(values) * times > LARGEST:
        raise Refused("rollup.overflow", value=largest(values) * times)


def largest(values: Values) -> int:
    """The greatest size of a value."""
    return max(abs(int(values.max())), abs(int(values.min()))) if values.size else 0


def _figures(values: Values, known: Mask, state: States) -> Figures:
    return Figures(
        np.where(known, values, 0), np.where(known, VALUE, np.where(state == NONE, NONE, EMPTY)).astype(np.uint8)
    )
