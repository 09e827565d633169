"""How far forecasts of a series have missed, measured on the series itself (độ bất định).

Owns the rolling origins: the newest points are hidden, one, two, three ... at a time, the rest is forecast as if
nothing more were known, and the misses are kept. They give each series its own width. How the width grows with the
distance and what shape the misses have are constants of ``calibration``.
"""

from __future__ import annotations

import numpy as np

from vaocuoc.core.forecasting.calibration import Shape
from vaocuoc.core.forecasting.combining import FULL, Prepared, point_forecasts, prepared, to_scale
from vaocuoc.core.forecasting.smoothing import Array

HIDDEN = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18)
_PRIOR = 4.0  # the usual step from one point to the next counts as much as four misses


def widths(batch: Array, ready: Prepared, season: int, shape: Shape) -> Array:
    """The width of each row on the scale of its errors: the mean miss one point ahead, in what ``shape`` speaks of."""
    misses = rolling_misses(batch, ready, season, as_total=shape.as_total)
    return widths_of(misses, usual_steps(ready), shape.growth)


def widths_of(misses: Array, steps: Array, growth: float) -> Array:
    """Mean miss and usual step, pooled; misses of farther points count by how much farther misses grow."""
    ahead = grown(misses.shape[-1], growth)
    known = ~np.isnan(misses)
    missed = np.where(known, np.abs(misses) / ahead, 0.0).sum(axis=(1, 2))
    pooled: Array = (missed + _PRIOR * steps) / (known.sum(axis=(1, 2)) + _PRIOR)
    return pooled


def grown(horizon: int, growth: float) -> Array:
    """How many times the first point's width is that of each point ahead: ``growth`` more with each."""
    times: Array = 1.0 + growth * np.arange(horizon, dtype=np.float64)
    return times


def usual_steps(ready: Prepared) -> Array:
    """The mean step from one figure to the next, the season taken out; zero where no two figures are neighbours."""
    steps = np.abs(np.diff(ready.logs(), axis=1))
    known = ~np.isnan(steps)
    mean: Array = np.where(known, steps, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean


def rolling_misses(batch: Array, ready: Prepared, season: int, *, as_total: bool) -> Array:
    """Actual less forecast on the scale of errors: rows by origins by points ahead, NaN where nothing can be said.

    As totals the sums of the points so far are compared; after a gap no sum is known.
    """
    rows, columns = batch.shape
    hidden = [count for count in HIDDEN if columns - count >= FULL]
    misses = np.full((rows, len(hidden), max(hidden, default=0)), np.nan)
    if not hidden:
        return misses
    shown = np.full((len(hidden), rows, columns), np.nan)
    actual = np.full_like(np.moveaxis(misses, 1, 0), np.nan)
    for place, count in enumerate(hidden):
        shown[place, :, count:] = batch[:, : columns - count]
        actual[place, :, :count] = batch[:, columns - count :]
    enough = ((~np.isnan(shown)).sum(axis=2) >= FULL) & ~np.isnan(actual).all(axis=2)
    past = prepared(shown[enough], season) if enough.any() else None
    if past is None:
        return misses
    ahead = point_forecasts(past, misses.shape[2]) * past.size[:, None]
    found = actual[enough]
    if as_total:
        ahead, found = np.cumsum(ahead, axis=1), np.cumsum(found, axis=1)
    of_row = np.nonzero(enough)[1]
    by_percent, size = ready.by_percent[of_row], ready.size[of_row, None]
    moved = np.moveaxis(misses, 1, 0)
    moved[enough] = to_scale(found / size, by_percent) - to_scale(ahead / size, by_percent)
    return misses
