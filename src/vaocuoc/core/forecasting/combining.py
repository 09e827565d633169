"""Forecasts of a batch: the plain mean of Theta and the damped trend, each on the figures and on their logarithms.

Owns the combination and what is done to a series before and after it. Methods that err in different ways err less
together; the mean has no weights, so there is nothing that could be fitted to the series it is measured on.

* Figures that are all above zero, and not wildly apart, are taken as they are and as logarithms; others as they are.
* From fewer than ``FULL`` points only Theta on the figures is used: a trend that fades, or grows by percent, cannot
  be told from so few.
* A series with a season is cleared of it first and given it back after.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vaocuoc.core.forecasting.seasons import seasonal_terms, spread_over
from vaocuoc.core.forecasting.smoothing import Array, Mask, damped_trend, theta

POINTS_NEEDED = 3
FULL = 6
_APART = 1e4  # the largest figure over the smallest, above which logarithms would see nothing but the smallest


class Prepared(NamedTuple):
    """A batch ready to be forecast: figures of one size without their season, and how to undo that."""

    figures: Array
    terms: Array
    by_percent: Mask
    size: Array

    def logs(self) -> Array:
        """The scale on which errors are measured: logarithms where figures move by percent, else the figures."""
        return to_scale(self.figures, self.by_percent)


def to_scale(figures: Array, by_percent: Mask) -> Array:
    """Figures on the scale of errors."""
    safe = np.where(by_percent[:, None], figures, 1.0)
    return np.where(by_percent[:, None], np.log(safe), figures)


def from_scale(values: Array, by_percent: Mask) -> Array:
    """Back from the scale of errors to figures."""
    safe = np.where(by_percent[:, None], values, 0.0)
    return np.where(by_percent[:, None], np.exp(safe), values)


def prepared(batch: Array, season: int) -> Prepared:
    """Bring every row to one size and take its season out."""
    known = ~np.isnan(batch)
    largest = np.nanmax(np.abs(batch), axis=1)
    size = np.exp2(np.floor(np.log2(np.where(largest > 0, largest, 1.0))))
    figures = batch / size[:, None]
    smallest = np.nanmin(figures, axis=1)
    enough = known.sum(axis=1) >= FULL
    by_percent = enough & (smallest > 0) & (smallest * _APART > np.nanmax(figures, axis=1))
    terms = seasonal_terms(to_scale(figures, by_percent), season)
    if by_percent.any():  # so that the factors, not their logarithms, average to one
        level = np.log(np.exp(terms[by_percent]).mean(axis=1, keepdims=True))
        terms[by_percent] -= level
    without = to_scale(figures, by_percent) - spread_over(terms, batch.shape[1], ahead=False)
    return Prepared(from_scale(without, by_percent), terms, by_percent, size)


def point_forecasts(ready: Prepared, horizon: int) -> Array:
    """The next ``horizon`` points of every row, at the size of the prepared batch, with the season given back."""
    figures = ready.figures
    full = (~np.isnan(figures)).sum(axis=1) >= FULL
    summed, count = theta(figures, horizon), np.ones(len(figures))
    if full.any():
        summed[full] += damped_trend(figures[full], horizon)
        count += full
    rows = ready.by_percent
    if rows.any():
        logs = np.log(figures[rows])
        low, high = _reach(logs)
        for method in (theta, damped_trend):
            summed[rows] += np.exp(np.clip(method(logs, horizon), low, high))
        count += 2 * rows
    ahead = summed / count[:, None]
    if rows.any():
        ahead[rows] = np.maximum(ahead[rows], np.exp(low))
    seasonal = spread_over(ready.terms, horizon, ahead=True)
    return from_scale(to_scale(ahead, rows) + seasonal, rows)


def _reach(logs: Array) -> tuple[Array, Array]:
    """How far growth by percent may lead: as far again as the series has come, and a factor of e."""
    low, high = np.nanmin(logs, axis=1, keepdims=True), np.nanmax(logs, axis=1, keepdims=True)
    beyond = high - low + 1.0
    return low - beyond, high + beyond
