"""What misses look like: constants measured once, on what was known before (hiệu chỉnh).

Owns three numbers for each kind of series: how the width grows with the distance, the shape of the misses in widths,
and how far ahead that was measured. They come from 3,003 published series of business and public statistics, from their
**histories alone**: the last points of each history were hidden and forecast; the points that came after were left for
judging. ``python -m bench.backtest --calibrate FILE`` prints this table again. No constant belongs to any one series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CHANCES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995)


@dataclass(frozen=True)
class Shape:
    """The misses of one kind of series.

    The width at ``h`` points ahead is the row's own times ``1 + growth * (h - 1)``; ``misses`` are the quantiles at
    ``CHANCES`` of (actual − forecast) / width. ``reach`` is how many points ahead it was measured for.
    ``as_total`` when it speaks of the sum of all points to come and not of the last one.
    """

    season: int
    as_total: bool
    growth: float
    reach: int
    misses: tuple[float, ...]


SHAPES: Mapping[tuple[int, bool], Shape] = MappingProxyType(
    {
        (1, False): Shape(
            1,
            False,
            0.42,
            8,
            (
                -5.855,
                -4.733,
                -3.496,
                -2.587,
                -1.877,
                -1.158,
                -0.745,
                -0.431,
                -0.134,
                0.156,
                0.496,
                0.936,
                1.625,
                2.319,
                3.055,
                4.152,
                4.993,
            ),
        ),
        (1, True): Shape(
            1,
            True,
            0.2,
            8,
            (
                -5.573,
                -4.470,
                -3.279,
                -2.449,
                -1.791,
                -1.120,
                -0.724,
                -0.414,
                -0.128,
                0.171,
                0.512,
                0.964,
                1.630,
                2.327,
                3.093,
                4.020,
                4.814,
            ),
        ),
        (4, False): Shape(
            4,
            False,
            0.32,
            8,
            (
                -4.784,
                -3.514,
                -2.427,
                -1.721,
                -1.094,
                -0.482,
                -0.121,
                0.163,
                0.414,
                0.672,
                0.968,
                1.337,
                1.954,
                2.580,
                3.253,
                4.523,
                5.794,
            ),
        ),
        (4, True): Shape(
            4,
            True,
            0.14,
            8,
            (
                -4.269,
                -3.358,
                -2.323,
                -1.637,
                -1.059,
                -0.465,
                -0.115,
                0.167,
                0.422,
                0.678,
                0.963,
                1.322,
                1.935,
                2.618,
                3.314,
                4.540,
                5.958,
            ),
        ),
        (12, False): Shape(
            12,
            False,
            0.1,
            18,
            (
                -6.075,
                -4.832,
                -3.423,
                -2.518,
                -1.728,
                -0.996,
                -0.579,
                -0.263,
                0.010,
                0.277,
                0.574,
                0.959,
                1.578,
                2.228,
                2.943,
                4.161,
                5.318,
            ),
        ),
        (12, True): Shape(
            12,
            True,
            0.04,
            18,
            (
                -5.998,
                -4.781,
                -3.419,
                -2.498,
                -1.689,
                -0.939,
                -0.529,
                -0.226,
                0.047,
                0.314,
                0.611,
                0.999,
                1.637,
                2.300,
                3.061,
                4.240,
                5.430,
            ),
        ),
    }
)
