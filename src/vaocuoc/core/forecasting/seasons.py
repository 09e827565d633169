"""The pattern that a series repeats each year, no stronger than the figures prove it (tính mùa vụ).

Owns the estimate of seasonal terms. A month's term is the mean distance of that month's figures from the yearly
average around them. Of few years such means are mostly chance, so all are drawn towards zero by the share of their
spread that chance alone would give (James and Stein): a clear season stays whole, a doubtful one fades, and there is no
test that could fall either way.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from vaocuoc.core.forecasting.smoothing import Array

SEASONS_NEEDED = 2


def seasonal_terms(series: Array, season: int) -> Array:
    """What each place of the season adds: rows of the batch by ``season``, the place right after the last column first.

    ``season`` is 12 for months, 4 for quarters, 1 for none. Rows with fewer than two full seasons of figures get zeros.
    """
    terms = np.zeros((len(series), season))
    if season == 1 or series.shape[1] < SEASONS_NEEDED * season:
        return terms
    known = (~np.isnan(series)).sum(axis=1)
    begun = series.shape[1] - np.argmax(~np.isnan(series), axis=1)
    long, short = begun >= 3 * season, (begun < 3 * season) & (known >= SEASONS_NEEDED * season)
    if long.any():
        terms[long] = _shrunk(series[long] - _moving(_filled(series[long]), season), season, 0)
    if short.any():  # a yearly average would eat half of the points: a straight line stands for it
        terms[short] = _shrunk(series[short] - _straight(series[short]), season, 1)
    return terms


def spread_over(terms: Array, columns: int, *, ahead: bool) -> Array:
    """The terms laid along the columns of a batch, or along the points to come."""
    places = np.arange(columns) if ahead else np.arange(columns) - columns
    return terms[:, places % terms.shape[1]]


def _shrunk(away: Array, season: int, lost: int) -> Array:
    """Mean of each place, drawn towards zero by the share that chance would give; ``lost`` degrees went to a trend."""
    places = (np.arange(away.shape[1]) - away.shape[1]) % season
    at = [away[:, places == place] for place in range(season)]
    counts = np.stack([(~np.isnan(part)).sum(axis=1) for part in at], axis=1)
    means = np.stack([np.nansum(part, axis=1) for part in at], axis=1) / np.maximum(counts, 1)
    means = np.where(counts > 0, means - means.mean(axis=1, keepdims=True), 0.0)
    rest = np.nansum((away - means[:, places]) ** 2, axis=1)
    total = counts.sum(axis=1)
    chance = rest / np.maximum(total - season - lost, 1) / np.maximum(total / season, 1)
    seen = (means**2).sum(axis=1) / (season - 1)
    kept = np.where(seen > 0, 1 - chance / np.where(seen > 0, seen, 1.0), 0.0)
    terms: Array = means * np.clip(kept, 0.0, 1.0)[:, None]
    return terms


def _moving(series: Array, season: int) -> Array:
    """The average of the year around each point; NaN where there is no whole year around it."""
    weights = np.full(season + 1, 1.0 / season)
    weights[0] = weights[-1] = 0.5 / season
    if season % 2:
        weights = np.full(season, 1.0 / season)
    half = len(weights) // 2
    averages = np.full_like(series, np.nan)
    averages[:, half : series.shape[1] - half] = (sliding_window_view(series, len(weights), axis=1) * weights).sum(-1)
    return averages


def _straight(series: Array) -> Array:
    places = np.arange(series.shape[1], dtype=float)
    known = ~np.isnan(series)
    count = known.sum(axis=1)
    middle = (known * places).sum(axis=1) / count
    mean = np.nansum(series, axis=1) / count
    away = np.where(known, places - middle[:, None], 0.0)
    slope = (np.where(known, series, 0.0) * away).sum(axis=1) / (away**2).sum(axis=1)
    line: Array = mean[:, None] + slope[:, None] * (places - middle[:, None])
    return line


def _filled(series: Array) -> Array:
    """Gaps inside a row bridged by a straight line, for the average of the year alone."""
    if not np.isnan(series).any():
        return series
    filled = series.copy()
    places = np.arange(series.shape[1])
    for row in filled:
        known = np.flatnonzero(~np.isnan(row))
        inside = slice(known[0], known[-1] + 1)
        row[inside] = np.interp(places[inside], known, row[known])
    return filled
