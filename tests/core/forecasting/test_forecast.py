"""Forecasts of series: what must hold of any series, and of a few that everybody can check."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaocuoc.core.errors import Refused
from vaocuoc.core.forecasting import Forecast, forecast, forecast_many
from vaocuoc.core.forecasting.calibration import SHAPES
from vaocuoc.core.forecasting.combining import FULL
from vaocuoc.core.forecasting.seasons import seasonal_terms
from vaocuoc.core.forecasting.smoothing import damped_trend, theta

figures = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda value: round(value, 3))
series_of_any = st.lists(figures, min_size=3, max_size=40)
series_above_zero = st.lists(st.integers(min_value=1, max_value=10**6).map(float), min_size=3, max_size=40)
seasons = st.sampled_from([1, 4, 12])


def monthly(years: int, *, rise: float = 1.0, noise: float = 0.0) -> list[float]:
    """A rising series with a strong December, as money paid out has it."""
    places = np.arange(12 * years)
    chance = np.random.default_rng(7).normal(0, noise, len(places)) if noise else 0.0
    return list((100 + rise * places) * np.where(places % 12 == 11, 2.0, 1.0) + chance)


def test_it_keeps_a_constant_series_and_is_sure_of_it() -> None:
    coming = forecast([5.0] * 30, horizon=6, season=12)
    assert coming.points == (5.0,) * 6
    assert coming.interval(6, 0.95) == (5.0, 5.0)
    assert (coming.chance_under(6, 5.0), coming.chance_under(6, 5.1)) == (0.0, 1.0)
    assert not coming.has_season


def test_it_carries_a_straight_line_on_but_not_all_of_its_slope() -> None:
    coming = forecast([float(value) for value in range(10, 40)], horizon=3, season=1)
    assert 39.4 < coming.points[0] <= 40.1
    assert 40 < coming.points[2] < 42.1


def test_it_finds_december_again() -> None:
    coming = forecast(monthly(4), horizon=12, season=12)
    assert coming.has_season
    assert coming.points[11] == pytest.approx(2 * (100 + 59), rel=0.08)
    assert max(coming.points[:11]) < 0.7 * coming.points[11]


def test_it_knows_a_season_of_two_years_and_none_of_one() -> None:
    assert forecast(monthly(2), horizon=12, season=12).has_season
    assert not forecast(monthly(2)[:20], horizon=12, season=12).has_season


def test_it_draws_a_season_of_chance_towards_none() -> None:
    noise = np.random.default_rng(3).normal(0, 1, (40, 60))
    means = noise.reshape(40, 5, 12).mean(axis=1)
    assert np.abs(seasonal_terms(noise, 12)).mean() < 0.4 * np.abs(means).mean()


def test_it_refuses_fewer_than_three_points_and_what_is_no_number() -> None:
    with pytest.raises(Refused) as few:
        forecast([1.0, None, 2.0], horizon=1, season=1)
    assert (few.value.code, few.value.facts["known"]) == ("forecast.too_few_points", 2)
    with pytest.raises(Refused) as odd:
        forecast([1.0, 2.0, float("inf")], horizon=1, season=1)
    assert odd.value.code == "forecast.not_a_number"


def test_it_passes_over_a_gap_without_taking_it_for_zero() -> None:
    whole, gap = monthly(4, noise=1.0), list[float | None](monthly(4, noise=1.0))
    gap[17] = gap[30] = None
    with_gap, without = forecast(gap, horizon=6, season=12), forecast(whole, horizon=6, season=12)
    assert with_gap.known == without.known - 2
    assert with_gap.points == pytest.approx(without.points, rel=0.05)


def test_it_gives_a_missing_last_point_more_room() -> None:
    series = monthly(4, noise=3.0)
    assert len(forecast([*series, None], horizon=2, season=12).points) == 2


def test_it_stays_above_zero_where_the_figures_do() -> None:
    falling = [1000 * 0.7**place for place in range(20)]
    coming = forecast(falling, horizon=8, season=1)
    assert coming.interval(8, 0.95)[0] > 0
    assert all(point > 0 for point in coming.points)


def test_it_lasts_with_figures_near_the_largest_there_are() -> None:
    for coming in (forecast([1e307, 8e307, 1.7e308, 2e307, 9e307, 1.6e308, 1e308], horizon=4, season=1),
                   forecast([-1e308, 1e308] * 5, horizon=4, season=1)):  # fmt: skip
        assert np.isfinite(coming.points).all()
        assert np.isfinite(coming.interval(4, 0.95)).all()


def test_it_sums_the_points_to_come() -> None:
    series = monthly(4, noise=2.0)
    single, total = forecast(series, horizon=6, season=12), forecast(series, horizon=6, season=12, as_total=True)
    assert total.points == pytest.approx(np.cumsum(single.points))
    wide = total.interval(6, 0.8)
    assert wide[1] - wide[0] < 6 * (single.interval(6, 0.8)[1] - single.interval(6, 0.8)[0])


def test_its_constants_are_ordered() -> None:
    for shape in SHAPES.values():
        assert list(shape.misses) == sorted(shape.misses)
        assert shape.misses[0] < 0 < shape.misses[-1]


def test_reading_starts_without_numpy() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, vaocuoc.core.reading; print('numpy' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "False"


# --- laws -------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(series_of_any, seasons, st.booleans())
def test_it_forecasts_any_finite_series_the_same_way_twice(series: list[float], season: int, total: bool) -> None:
    once = forecast(series, horizon=5, season=season, as_total=total)
    assert once == forecast(series, horizon=5, season=season, as_total=total)
    assert np.isfinite(once.points).all()
    _check_distribution(once, 5)


def _check_distribution(coming: Forecast, ahead: int) -> None:
    inner, outer = coming.interval(ahead, 0.8), coming.interval(ahead, 0.95)
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    targets = sorted({*inner, *outer, coming.points[ahead - 1], 0.0})
    chances = [coming.chance_under(ahead, target) for target in targets]
    assert chances == sorted(chances)


@settings(max_examples=50, deadline=None)
@given(series_of_any, seasons, st.integers(min_value=-20, max_value=20))
def test_it_scales_with_the_series(series: list[float], season: int, power: int) -> None:
    scale = 2.0**power  # a power of two changes no digit, so the forecast must be the same to the last one
    plain = forecast(series, horizon=4, season=season)
    scaled = forecast([scale * value for value in series], horizon=4, season=season)
    assert scaled.points == tuple(scale * point for point in plain.points)
    assert scaled.interval(4, 0.8) == pytest.approx([scale * end for end in plain.interval(4, 0.8)], rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=FULL, max_size=30), st.integers(-10_000, 10_000))
def test_both_methods_move_with_the_series(series: list[int], by: int) -> None:
    here, there = np.array([series], dtype=float), np.array([series], dtype=float) + by
    for method in (theta, damped_trend):
        assert method(there, 4) == pytest.approx(method(here, 4) + by, abs=1e-3)


@settings(max_examples=50, deadline=None)
@given(series_above_zero, st.integers(min_value=0, max_value=16), st.data())
def test_a_gap_at_the_beginning_changes_nothing(series: list[float], gap: int, data: st.DataObject) -> None:
    season = data.draw(seasons)
    assert forecast([None] * gap + series, horizon=3, season=season) == forecast(series, horizon=3, season=season)


@settings(max_examples=25, deadline=None)
@given(st.lists(series_of_any, min_size=2, max_size=4), seasons)
def test_many_together_are_as_each_alone(many: list[list[float]], season: int) -> None:
    for series, together in zip(many, forecast_many(many, horizon=3, season=season), strict=True):
        size = max(abs(value) for value in series) or 1.0
        assert together.points == pytest.approx(forecast(series, horizon=3, season=season).points, abs=0.05 * size)


@settings(max_examples=40, deadline=None)
@given(series_of_any, seasons, st.floats(0.005, 0.995), st.floats(0.005, 0.995))
def test_a_quantile_and_its_chance_are_one(series: list[float], season: int, first: float, second: float) -> None:
    coming = forecast(series, horizon=2, season=season)
    low, high = sorted([first, second])
    assert coming.quantile(2, low) <= coming.quantile(2, high)
    if coming.has_moved(2) and coming.quantile(2, 0.1) != coming.points[1]:
        assert coming.chance_under(2, coming.quantile(2, low)) == pytest.approx(low, abs=1e-3)
