"""The forecast of a series: its points to come, and how likely each value is (dự báo).

Owns the way from figures to a distribution. Not owned: what a target asks for (``chances``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite, log
from sys import float_info

import numpy as np

from vaocuoc.core.errors import Refused
from vaocuoc.core.forecasting.calibration import CHANCES, SHAPES, Shape
from vaocuoc.core.forecasting.combining import POINTS_NEEDED, point_forecasts, prepared
from vaocuoc.core.forecasting.smoothing import Array
from vaocuoc.core.forecasting.spread import grown, widths

SEASONS = {"month": 12, "quarter": 4, "year": 1}
_SAME = 1e-9  # figures nearer than this part of their size are one figure
_LARGEST = float_info.max
_MOST, _LEAST = CHANCES[-1], CHANCES[0]


@dataclass(frozen=True)
class Forecast:
    """The points to come of one series, nearest first, and what may happen around them (dự báo và khoảng tin cậy).

    ``points`` are in the unit of the series: point ``n`` stands at place ``n - 1``. With ``as_total`` each is the sum
    of all points up to it, and so are the chances. ``known`` is how many figures it rests on, ``has_season`` whether a
    yearly pattern moves them by at least half of what a forecast misses, ``by_percent`` whether misses are counted in
    percent of the forecast.
    ``measured`` is how many points ahead the chances were measured for; beyond it they are carried on.
    """

    points: tuple[float, ...]
    season: int
    as_total: bool
    known: int
    has_season: bool
    by_percent: bool
    measured: int
    _widths: tuple[float, ...]
    _size: float

    def quantile(self, ahead: int, chance: float) -> float:
        """The value that the point ``ahead`` (1 is the next) stays under with this chance, 0.005 to 0.995."""
        misses = self._shape.misses
        return self._moved(ahead, float(np.interp(chance, CHANCES, misses)))

    def interval(self, ahead: int, level: float) -> tuple[float, float]:
        """The two values between which the point stays with chance ``level`` (0.8, 0.95), as much left on each side."""
        return self.quantile(ahead, (1 - level) / 2), self.quantile(ahead, (1 + level) / 2)

    def chance_under(self, ahead: int, value: float) -> float:
        """The chance that the point stays under ``value``.

        Never below 0.005 nor above 0.995, beyond which nothing was measured; 0 or 1 where the series has never moved.
        """
        width, point = self._widths[ahead - 1], self.points[ahead - 1]
        if width == 0:
            return 0.0 if self.is_same(point, value) or value < point else 1.0
        if self.by_percent:
            if value <= 0:
                return _LEAST
            away = log(value) - log(point)
        else:
            away = (value - point) / self._size
        return float(np.clip(np.interp(away / width, self._shape.misses, CHANCES), _LEAST, _MOST))

    def has_moved(self, ahead: int) -> bool:
        """Whether there is anything uncertain: not for a series that has never left its value or its line."""
        return self._widths[ahead - 1] > 0

    def is_same(self, one: float, other: float) -> bool:
        """Whether two figures differ by no more than arithmetic does."""
        return abs(one - other) <= _SAME * max(abs(one), abs(other), self._size)

    @property
    def _shape(self) -> Shape:
        return SHAPES[self.season, self.as_total]

    def _moved(self, ahead: int, misses: float) -> float:
        point, away = self.points[ahead - 1], misses * self._widths[ahead - 1]
        if not self.by_percent:
            return _finite(point + away * self._size)
        return _finite(point * exp(min(away, 700.0)))


def forecast(figures: Sequence[float | None], *, horizon: int, season: int, as_total: bool = False) -> Forecast:
    """Forecast one series: its figures in order, oldest first, None where one is missing (dự báo một chuỗi).

    ``season`` is how many points make a year: 12, 4 or 1. Raises ``Refused``: ``forecast.too_few_points`` below three
    figures, ``forecast.not_a_number`` for what is not finite.
    """
    return forecast_many([figures], horizon=horizon, season=season, as_total=as_total)[0]


def forecast_many(
    series: Sequence[Sequence[float | None]], *, horizon: int, season: int, as_total: bool = False
) -> list[Forecast]:
    """Forecast many series of one season together, which costs far less than one by one; results in their order."""
    if horizon < 1 or (season, as_total) not in SHAPES:
        raise ValueError(f"no forecast of {horizon} points with a season of {season}")
    if not series:
        return []
    batch = _batch([_trimmed(figures) for figures in series])
    shape = SHAPES[season, as_total]
    ready = prepared(batch, season)
    points = point_forecasts(ready, horizon)
    if as_total:
        points = np.cumsum(points, axis=1)
    wide = widths(batch, ready, season, shape)[:, None] * grown(horizon, shape.growth)
    return [
        Forecast(
            points=tuple(_finite(point) for point in points[row] * ready.size[row]),
            season=season,
            as_total=as_total,
            known=int((~np.isnan(batch[row])).sum()),
            has_season=bool(np.abs(ready.terms[row]).max() > max(wide[row, 0] / 2, _SAME)),
            by_percent=bool(ready.by_percent[row]),
            measured=shape.reach,
            _widths=tuple(wide[row].tolist()),
            _size=float(ready.size[row]),
        )
        for row in range(len(batch))
    ]


def _trimmed(figures: Sequence[float | None]) -> list[float]:
    """Figures from the first known to the last place, gaps as NaN. A gap at the end stays: it is a point to skip."""
    values = [float("nan") if figure is None else float(figure) for figure in figures]
    known = [place for place, figure in enumerate(figures) if figure is not None]
    if not all(isfinite(values[place]) for place in known):
        raise Refused("forecast.not_a_number")
    if len(known) < POINTS_NEEDED:
        raise Refused("forecast.too_few_points", known=len(known), needed=POINTS_NEEDED)
    return values[known[0] :]


def _batch(rows: Sequence[Sequence[float]]) -> Array:
    columns = max(len(row) for row in rows)
    batch = np.full((len(rows), columns), np.nan)
    for place, row in enumerate(rows):
        batch[place, columns - len(row) :] = row
    return batch


def _finite(value: float) -> float:
    return float(min(max(value, -_LARGEST), _LARGEST))


assert all(low <= high for shape in SHAPES.values() for low, high in pairwise(shape.misses))
__all__ = ["SEASONS", "Forecast", "forecast", "forecast_many"]
