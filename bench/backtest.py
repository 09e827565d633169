"""``python -m bench.backtest FILE``: forecasts judged by series whose future is known.

FILE is a CSV, plain or gzipped, with the columns series, period (yearly, quarterly, monthly, other), part (history,
future) and values, blank-separated; each part of a series is one row. Every history is forecast by the program as it
ships; only then its future is read. Printed are the error per kind of series beside plain methods, the coverage of the
80 and 95 % intervals, the table of "target reached by the last point", and the time. The last line sums up all series.

``--calibrate`` prints the constants of ``core.forecasting.calibration`` anew, from the histories alone; ``--plot FILE``
draws the table of calibration.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np

from vaocuoc.core.forecasting.calibration import CHANCES
from vaocuoc.core.forecasting.combining import point_forecasts, prepared, to_scale
from vaocuoc.core.forecasting.forecast import Forecast, forecast, forecast_many
from vaocuoc.core.forecasting.smoothing import Array
from vaocuoc.core.forecasting.spread import grown, rolling_misses, usual_steps, widths_of

SEASON = {"yearly": 1, "quarterly": 4, "monthly": 12, "other": 1}
LEVELS = (0.8, 0.95)
TARGETS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
GROWTHS = tuple(step / 50 for step in range(51))
CHUNK = 60
KEPT, FEWEST = 8, 20  # points that a shortened history keeps, series that a day of ending needs


class Case(NamedTuple):
    """One series: what was known, and what came."""

    name: str
    kind: str
    history: list[float]
    future: list[float]


class Score(NamedTuple):
    """How one series was forecast: errors in percent, parts of the future inside, targets reached."""

    kind: str
    error: float
    plain: float
    line: float
    inside: tuple[float, float]
    reached: tuple[bool, ...]
    sum_inside: tuple[bool, ...]
    sum_reached: tuple[bool, ...]


def main() -> int:
    """Print what was measured."""
    given = argparse.ArgumentParser(prog="python -m bench.backtest")
    given.add_argument("file", type=Path)
    given.add_argument("--calibrate", action="store_true")
    given.add_argument("--plot", type=Path)
    asked = given.parse_args()
    try:
        cases = read(asked.file)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        print(f"{asked.file}: not a file of series: {error}", file=sys.stderr)
        return 2
    if asked.calibrate:
        calibrate(cases)
        return 0
    return judge(cases, asked.plot)


def read(path: Path) -> list[Case]:
    """The series of a file in its order. Raises ``ValueError`` for a part or a kind that is missing or unknown."""
    parts: dict[str, dict[str, list[float]]] = {}
    kinds: dict[str, str] = {}
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as packed:
        lines = io.TextIOWrapper(packed, encoding="utf-8", newline="")
        for row in csv.DictReader(lines):
            kinds[row["series"]] = row["period"]
            parts.setdefault(row["series"], {})[row["part"]] = [float(value) for value in row["values"].split()]
    for name, kind in kinds.items():
        if kind not in SEASON or set(parts[name]) != {"history", "future"}:
            raise ValueError(f"series {name} of kind {kind} with {', '.join(parts[name])}")
    return [Case(name, kind, parts[name]["history"], parts[name]["future"]) for name, kind in kinds.items()]


# --- judging ----------------------------------------------------------------------------------------------------------


def judge(cases: list[Case], plot: Path | None) -> int:
    """Forecast every series on every core, then say how it went."""
    start = perf_counter()
    chunks = list(_chunks(cases))
    with ProcessPoolExecutor() as pool:
        scores = [score for chunk in pool.map(_scored, chunks) for score in chunk]
    took = perf_counter() - start
    print(f"{len(scores)} series of {len(cases)} in {took:.1f} s, {1000 * took / max(len(scores), 1):.1f} ms a series "
          "with its eleven rolling origins")  # fmt: skip
    _say_single(cases)
    _say_errors(scores)
    table = _say_targets(scores)
    if plot is not None:
        draw(table, plot)
    inside = np.array([score.inside for score in scores]).mean(axis=0)
    error = np.mean([score.error for score in scores])
    print(f"smape={error:.2f} coverage80={inside[0]:.2f} coverage95={inside[1]:.2f}")
    return 0


def _chunks(cases: list[Case]) -> Iterator[list[Case]]:
    """Series of one season and one horizon, like lengths together."""
    order = sorted(cases, key=lambda case: (SEASON[case.kind], len(case.future), len(case.history), case.name))
    chunk: list[Case] = []
    for case in order:
        if len(case.history) < 3 or not case.future:
            continue
        if chunk and (len(chunk) == CHUNK or _like(chunk[0]) != _like(case)):
            yield chunk
            chunk = []
        chunk.append(case)
    if chunk:
        yield chunk


def _like(case: Case) -> tuple[int, int, str]:
    return SEASON[case.kind], len(case.future), case.kind


def _scored(chunk: list[Case]) -> list[Score]:
    season, horizon, _kind = _like(chunk[0])
    ahead = forecast_many([case.history for case in chunk], horizon=horizon, season=season)
    sums = forecast_many([case.history for case in chunk], horizon=horizon, season=season, as_total=True)
    return [_score(case, one, total) for case, one, total in zip(chunk, ahead, sums, strict=True)]


def _score(case: Case, ahead: Forecast, total: Forecast) -> Score:
    future, last = np.array(case.future), len(case.future)
    inside = []
    for level in LEVELS:
        bands = [ahead.interval(place, level) for place in range(1, last + 1)]
        inside.append(float(np.mean([low <= value <= high for value, (low, high) in zip(future, bands, strict=True)])))
    whole, sum_bands = float(future.sum()), [total.interval(last, level) for level in LEVELS]
    return Score(
        kind=case.kind,
        error=smape(future, np.array(ahead.points)),
        plain=smape(future, _naive(case)),
        line=smape(future, _line(case)),
        inside=(inside[0], inside[1]),
        reached=tuple(bool(future[-1] >= ahead.quantile(last, chance)) for chance in TARGETS),
        sum_inside=tuple(low <= whole <= high for low, high in sum_bands),
        sum_reached=tuple(whole >= total.quantile(last, chance) for chance in TARGETS),
    )


def smape(actual: Array, ahead: Array) -> float:
    """Mean of 200 |actual − forecast| / (|actual| + |forecast|), in percent; where both are zero, zero."""
    apart, size = np.abs(actual - ahead), np.abs(actual) + np.abs(ahead)
    return float(np.mean(200 * apart / np.where(size > 0, size, 1.0)))


def _naive(case: Case) -> Array:
    """The last year again, or the last figure."""
    season = min(SEASON[case.kind], len(case.history))
    return np.resize(case.history[-season:], len(case.future))


def _line(case: Case) -> Array:
    """The straight line through the history, carried on."""
    known, ahead = len(case.history), len(case.future)
    slope, start = np.polyfit(np.arange(known), case.history, 1)
    line: Array = start + slope * np.arange(known, known + ahead)
    return line


def _say_single(cases: list[Case]) -> None:
    """How long one series takes by itself, as a page asks for it."""
    some = [case for case in cases if len(case.history) >= 3 and case.future][:: max(1, len(cases) // 20)][:20]
    start = perf_counter()
    for case in some:
        forecast(case.history, horizon=len(case.future), season=SEASON[case.kind])
    print(f"one series by itself: {1000 * (perf_counter() - start) / max(len(some), 1):.0f} ms")


def _say_errors(scores: list[Score]) -> None:
    print(f"\n{'':10} {'series':>7} {'sMAPE':>7} {'last year':>10} {'line':>7} {'in 80 %':>8} {'in 95 %':>8}")
    for kind in [*SEASON, "all"]:
        some = [score for score in scores if kind in ("all", score.kind)]
        if not some:
            continue
        row = np.array([(score.error, score.plain, score.line, *score.inside) for score in some]).mean(axis=0)
        print(f"{kind:10} {len(some):7} {row[0]:7.2f} {row[1]:10.2f} {row[2]:7.2f} {row[3]:8.3f} {row[4]:8.3f}")


def _say_targets(scores: list[Score]) -> list[tuple[float, float]]:
    """Targets set at a percentile of the forecast for the last point: how many were reached, against how many said."""
    print(f"\n{'target at percentile':24}" + "".join(f"{round(100 * chance):7}" for chance in TARGETS))
    said = [1 - chance for chance in TARGETS]
    print(f"{'said to be reached':24}" + "".join(f"{share:7.2f}" for share in said))
    happened: list[float] = []
    for kind in [*SEASON, "all"]:
        some = [score.reached for score in scores if kind in ("all", score.kind)]
        if some:
            happened = [float(share) for share in np.mean(some, axis=0)]
            print(f"{'reached, ' + kind:24}" + "".join(f"{share:7.2f}" for share in happened))
    sums = np.mean([score.sum_reached for score in scores], axis=0)
    print(f"{'sum of the points, all':24}" + "".join(f"{share:7.2f}" for share in sums))
    within = np.mean([score.sum_inside for score in scores], axis=0)
    print(f"the sum of all points to come lies within 80 %: {within[0]:.3f}, within 95 %: {within[1]:.3f}")
    print(
        f"largest difference in a bin, over all: {max(abs(a - b) for a, b in zip(said, happened, strict=True)):.3f}\n"
    )
    return list(zip(said, happened, strict=True))


# --- calibrating ------------------------------------------------------------------------------------------------------


def calibrate(cases: list[Case]) -> None:
    """Print the constants from the histories alone, ended at several days: their last points are hidden and forecast.

    As many are hidden as the future has. Histories are ended early as well, so that no one year's turn of the economy
    passes for a habit of forecasts.
    """
    for season in (1, 4, 12):
        for as_total in (False, True):
            growth, reach, misses = _shape(cases, season, as_total)
            numbers = ", ".join(f"{miss:.3f}" for miss in misses)
            print(f"        ({season}, {as_total}): Shape({season}, {as_total}, {growth}, {reach}, ({numbers})),")


def _shape(cases: list[Case], season: int, as_total: bool) -> tuple[float, int, list[float]]:
    """The growth under which misses are of one size at all distances, the farthest of them, their quantiles."""
    found: list[tuple[Array, Array, Array]] = []
    for kind in [kind for kind, points in SEASON.items() if points == season]:
        for third in range(7):
            some = [ended for case in cases if case.kind == kind and (ended := _ended(case, third)) is not None]
            if len(some) >= FEWEST:
                found.append(_held_out(some, season, as_total))
    flatness = [_unevenness(found, growth) for growth in GROWTHS]
    growth = GROWTHS[int(np.argmin(flatness))]
    scaled = [_scaled(part, growth) for part in found]
    misses = np.concatenate([part.ravel() for part in scaled])
    return growth, max(part.shape[1] for part in scaled), list(np.quantile(misses, CHANCES))


def _ended(case: Case, thirds: int) -> Case | None:
    """The case with its history ended so many thirds of the horizon early; None where too little would be left."""
    ahead = len(case.future)
    history = case.history[: len(case.history) - thirds * ahead // 3]
    return case._replace(history=history) if len(history) >= ahead + KEPT else None


def _held_out(cases: list[Case], season: int, as_total: bool) -> tuple[Array, Array, Array]:
    """Misses on the hidden end of the histories; rolling misses and usual steps of what was left of them."""
    hidden = len(cases[0].future)
    longest = max(len(case.history) for case in cases)
    whole = np.full((len(cases), longest), np.nan)
    for row, case in enumerate(cases):
        whole[row, longest - len(case.history) :] = case.history
    shown, actual = whole[:, :-hidden], whole[:, -hidden:]
    ready = prepared(shown, season)
    ahead, actual = point_forecasts(ready, hidden), actual / ready.size[:, None]
    if as_total:
        ahead, actual = np.cumsum(ahead, axis=1), np.cumsum(actual, axis=1)
    misses = to_scale(actual, ready.by_percent) - to_scale(ahead, ready.by_percent)
    return misses, rolling_misses(shown, ready, season, as_total=as_total), usual_steps(ready)


def _scaled(part: tuple[Array, Array, Array], growth: float) -> Array:
    misses, rolling, steps = part
    wide = widths_of(rolling, steps, growth)
    moved = wide > 0
    scaled: Array = misses[moved] / (wide[moved, None] * grown(misses.shape[1], growth))
    return scaled


def _unevenness(found: list[tuple[Array, Array, Array]], growth: float) -> float:
    """How much the mean size of misses differs between distances."""
    sizes = [np.abs(_scaled(part, growth)).mean(axis=0) for part in found]
    return float(np.sum([size.std() / size.mean() * len(size) for size in sizes]))


# --- drawing ----------------------------------------------------------------------------------------------------------


def draw(table: list[tuple[float, float]], path: Path) -> None:
    """The table of calibration as a drawing: what was said against what happened, and the line where both agree."""
    import vl_convert

    axis = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 6}}
    rows = [{"said": said, "reached": reached} for said, reached in table]
    within = [{"said": end, "low": max(end - 0.05, 0), "high": min(end + 0.05, 1)} for end in (0, 0.05, 0.95, 1)]
    spec = {
        "width": 300, "height": 300, "background": "white", "config": {"font": "sans-serif", "view": {"stroke": None}},
        "layer": [
            {
                "data": {"values": within},
                "mark": {"type": "area", "color": "#DDE3EA"},
                "encoding": {"x": {"field": "said", **axis, "title": "said to be reached"},
                             "y": {"field": "low", **axis},
                             "y2": {"field": "high"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "line", "point": True, "color": "#1F4E79"},
                "encoding": {"x": {"field": "said", **axis, "title": "said to be reached"},
                             "y": {"field": "reached", **axis, "title": "was reached"}},
            },
        ],
    }  # fmt: skip
    path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
