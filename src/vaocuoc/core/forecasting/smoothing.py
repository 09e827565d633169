"""Exponential smoothing of many series at once (san số mũ): level, damped trend, Theta.

Owns the recursions and the choice of their parameters. Everything works on a batch: one row a series, the newest point
in the last column, NaN where there is no figure. A gap moves the state on and teaches it nothing. There is no search
and no random start: every parameter set of a small grid is tried, the states it begins with are solved for by least
squares, and the set with the smallest one-step errors wins, so the same series always gives the same forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

_ROWS = 256  # rows of one pass: what a pass works on stays in the processor's cache
_TINY = 1e-12


@dataclass(frozen=True)
class Grid:
    """The parameter sets that are tried: weight of the newest error in level and trend, and the trend's damping."""

    level: Array
    trend: Array
    damping: Array

    @property
    def has_trend(self) -> bool:
        return bool(self.trend.any())


def _grid(rows: list[tuple[float, float, float]]) -> Grid:
    level, trend, damping = np.array(rows).T
    return Grid(np.ascontiguousarray(level), np.ascontiguousarray(trend), np.ascontiguousarray(damping))


LEVEL = _grid([(weight, 0.0, 0.0) for weight in (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)])
DAMPED = _grid(
    [
        (weight, weight * share, damping)
        for weight, share, damping in product(
            (0.05, 0.15, 0.3, 0.5, 0.75, 0.99), (0.02, 0.1, 0.3, 0.6), (0.8, 0.9, 0.97)
        )
    ]
)


def damped_trend(series: Array, horizon: int) -> Array:
    """Forecasts of the next ``horizon`` points by a level and a trend that fades; rows of the batch by points."""
    return _forecast(series, DAMPED, horizon)


def theta(series: Array, horizon: int) -> Array:
    """Forecasts by the Theta method: the mean of the straight line through all points, carried on, and of the level of
    the series with its distance from that line doubled."""
    places = np.arange(series.shape[1]) - series.shape[1] + 1.0
    end, slope = _line(series, places)
    line = end[:, None] + slope[:, None] * places
    ahead = end[:, None] + slope[:, None] * np.arange(1, horizon + 1)
    return (_forecast(2 * series - line, LEVEL, horizon) + ahead) / 2


def _line(series: Array, places: Array) -> tuple[Array, Array]:
    """The least-squares line of each row: its value at the last column and its slope a column."""
    known = ~np.isnan(series)
    count = known.sum(axis=1)
    middle = (known * places).sum(axis=1) / count
    mean = np.nansum(series, axis=1) / count
    away = np.where(known, places - middle[:, None], 0.0)
    slope = (np.where(known, series - mean[:, None], 0.0) * away).sum(axis=1) / np.maximum((away**2).sum(axis=1), _TINY)
    return mean - slope * middle, slope


def _forecast(series: Array, grid: Grid, horizon: int) -> Array:
    """The forecasts of the best parameter set of each row; rows are brought to one size first, and back after."""
    last = np.take_along_axis(series, _last_known(series)[:, None], axis=1)
    span = np.nanmax(np.abs(series - last), axis=1, keepdims=True)
    size = np.exp2(np.floor(np.log2(np.where(span > 0, span, 1.0))))  # a power of two: scaling costs no digit
    even = (series - last) / size
    done = [_best(even[start : start + _ROWS], grid, horizon) for start in range(0, len(even), _ROWS)]
    return np.concatenate(done) * size + last


def _last_known(series: Array) -> NDArray[np.intp]:
    known = ~np.isnan(series)
    last: NDArray[np.intp] = series.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    return last


def _best(series: Array, grid: Grid, horizon: int) -> Array:
    """Run every parameter set over the rows; solve for the first states; carry the best set on.

    The recursion is linear in its first level and first trend. It is run on the data from zero, and on no data from a
    level of one and from a trend of one; the errors of any other beginning are a sum of these three.
    """
    known = ~np.isnan(series)
    values = np.where(known, series, 0.0)
    begun = np.logical_or.accumulate(known, axis=1)
    parts = 3 if grid.has_trend else 2
    level = np.zeros((parts, len(series), len(grid.level)))
    trend = np.zeros_like(level)
    level[1] = 1.0
    if grid.has_trend:
        trend[2] = 1.0
    products = np.zeros((parts, parts, *level.shape[1:]))
    for column in range(series.shape[1]):
        live = begun[:, column]
        if not live.any():
            continue
        expected = level + grid.damping * trend
        error = -expected
        error[0] += values[:, column, None]
        error *= known[:, column, None]
        for first in range(parts):
            products[first, first:] += error[first] * error[first:]
        error_moves = live[:, None]
        level = np.where(error_moves, expected + grid.level * error, level)
        if grid.has_trend:
            trend = np.where(error_moves, grid.damping * trend + grid.trend * error, trend)
    first_level, first_trend, loss = _solved(products)
    chosen = (np.arange(len(series)), loss.argmin(axis=1))
    weights = np.stack([np.ones_like(first_level[chosen]), first_level[chosen], first_trend[chosen]][:parts])
    end_level = (weights * level[:, chosen[0], chosen[1]]).sum(axis=0)
    end_trend = (weights * trend[:, chosen[0], chosen[1]]).sum(axis=0)
    fading = np.cumsum(grid.damping[chosen[1], None] ** np.arange(1, horizon + 1), axis=1)
    ahead: Array = end_level[:, None] + end_trend[:, None] * fading
    return ahead


def _solved(products: Array) -> tuple[Array, Array, Array]:
    """First level and trend that make the sum of squared errors least, and that sum, from the sums of products."""
    data, by_level, level_squared = products[0, 0], products[0, 1], np.maximum(products[1, 1], _TINY)
    if len(products) == 2:
        level = -by_level / level_squared
        return level, np.zeros_like(level), data + level * by_level
    by_trend, across, trend_squared = products[0, 2], products[1, 2], products[2, 2] + _TINY
    scale = np.maximum(level_squared * trend_squared - across**2, _TINY)
    level = (across * by_trend - trend_squared * by_level) / scale
    trend = (across * by_level - level_squared * by_trend) / scale
    return level, trend, data + level * by_level + trend * by_trend
