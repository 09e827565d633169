"""``python -m bench.national``: adding up and judging at national size, as ratios measured in one run.

34 provinces, 3,321 communes, 200 indicators, 60 months: 39.85 million figures, one in a hundred missing. Every
candidate runs in a process of its own, so that its peak memory is its own; the time to make its input is told apart
from the work. ``BENCH_INDICATORS=20`` runs a tenth of it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

import numpy as np

from vaocuoc.core.calendars import month
from vaocuoc.core.rollup import Aims, Book, Figures, Job, Measure, Shape, Sheet, Tree, counts, rebuild

PROVINCES, MONTHS, SEED, ROUNDS = 34, 60, 2026, 5
COMMUNES = int(os.environ.get("BENCH_COMMUNES", "3321"))
INDICATORS = int(os.environ.get("BENCH_INDICATORS", "200"))
BEGIN, END = date(2021, 1, 1), date(2025, 12, 31)
BEFORE = date(2020, 12, 31)
PERIODS = tuple(month(2021 + number // 12, number % 12 + 1) for number in range(MONTHS))
PROVINCE_OF = np.arange(COMMUNES) * PROVINCES // COMMUNES
STARTS = np.searchsorted(PROVINCE_OF, np.arange(PROVINCES))
SEASON = tuple((number, Decimal(number + 5)) for number in range(1, 13))
KINDS = [
    (Measure("flow"), Shape(">=", "total", BEGIN, END, owed_since=BEGIN)),
    (Measure("stock"), Shape(">=", "at_date", None, END, has_baseline=True, baseline_on=BEFORE, owed_since=BEGIN)),
    (Measure("flow", "year_to_date"), Shape(">=", "each_year", BEGIN, END, owed_since=BEGIN)),
    (
        Measure("stock"),
        Shape(
            ">=", due=END, has_baseline=True, baseline_on=BEFORE, years=(2021, 2022, 2023, 2024, 2025), owed_since=BEGIN
        ),
    ),
    (Measure("flow", direction="down"), Shape("<=", "total", BEGIN, END, owed_since=BEGIN)),
    (Measure("flow"), Shape(">=", "each_year", BEGIN, END, season=SEASON, owed_since=BEGIN)),
    (Measure("stock"), Shape(">=", "each_year", BEGIN, END, owed_since=BEGIN)),
]
"""Totals of the term, lines from a baseline, year-to-date reports, plans of years, ceilings, seasons, constants."""


def main() -> int:
    """Measure each candidate in a process of its own and print what came out."""
    print(
        f"{INDICATORS} indicators, {PROVINCES} provinces, {COMMUNES:,} communes, {MONTHS} months: {_size():.2f} million"
    )
    found = {name: _child(name, INDICATORS) for name in ("pass", "numpy", "polars", "ours")}
    print(f"{'':<44}{'input s':>9}{'work s':>9}{'peak MB':>9}")
    for name, words in WORDS.items():
        one = found[name]
        print(f"{words:<44}{one['input']:>9.2f}{one['work']:>9.3f}{one['peak']:>9.0f}")
    ours = found["ours"]["work"]
    for name in ("polars", "numpy", "pass"):
        print(f"ours / {name}: {ours / found[name]['work']:.2f}")
    print("verdicts:", ", ".join(f"{code} {number:,}" for code, number in found["ours"]["verdicts"].items()))
    print("growth of ours:")
    for part in (100, 10, 1):
        indicators = max(1, INDICATORS // part)
        one = found["ours"] if part == 1 else _child("ours", indicators)
        size = _size(indicators)
        print(f"  {size:6.2f} million: {one['work']:.4f} s, {one['work'] * 1000 / size:.1f} ms per million")
    tenth = max(1, INDICATORS // 10)
    few, many = _child("one", tenth, communes=COMMUNES // 10), _child("one", INDICATORS)
    print(f"one new figure among {_size(tenth) / 10:.2f} million: {few['work'] * 1000:.2f} ms (median)")
    print(f"one new figure among {_size():.2f} million: {many['work'] * 1000:.2f} ms (median)")
    print(f"ratio: {many['work'] / few['work']:.2f}")
    return 0


WORDS = {
    "pass": "one pass over memory (a sum, two threads)",
    "numpy": "plainest numpy roll-up to provinces",
    "polars": "Polars, streaming group-by",
    "ours": "ours: totals, coverage, expected, verdicts",
}


def _size(indicators: int = 0) -> float:
    return (indicators or INDICATORS) * COMMUNES * MONTHS / 1_000_000


def _child(name: str, indicators: int, *, communes: int = COMMUNES) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.national", name, str(indicators)]
    surroundings = os.environ | {"BENCH_COMMUNES": str(communes)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=surroundings)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _best(do: Callable[[], Any]) -> float:
    """The quickest of some rounds, in seconds: the least disturbed by whatever else the machine does."""
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        do()
        times.append(perf_counter() - begun)
    return min(times)


# --- the figures, the same for every candidate ------------------------------------------------------------------------


def drawn(number: int) -> tuple[np.ndarray, np.ndarray]:
    """The figures of one indicator's communes by month, and what is there of them: 1 a value, 0 nothing, 2 no value."""
    chance = np.random.default_rng([SEED, number])
    measure, _shape = KINDS[number % len(KINDS)]
    values = chance.integers(0, 20_000, (MONTHS, COMMUNES))
    if measure.kind == "stock":
        values += np.linspace(0, 90_000, MONTHS).astype(np.int64)[:, None]
    if measure.reported == "year_to_date":
        for row in range(MONTHS):
            if row % 12:
                values[row] += values[row - 1]
    silent = chance.random(COMMUNES) < 0.1  # one commune in ten forgets one month in ten
    odds = chance.random((MONTHS, COMMUNES))
    state = np.where(silent & (odds < 0.1), np.where(odds < 0.08, 0, 2), 1).astype(np.uint8)
    return np.where(state == 1, values, 0), state


def tree() -> Tree:
    """The country, its provinces, their communes."""
    parents: dict[Any, Any] = {"country": None} | {("province", number): "country" for number in range(PROVINCES)}
    return Tree.of(parents | {("commune", at): ("province", int(above)) for at, above in enumerate(PROVINCE_OF)})


def jobs(indicators: int) -> list[Job]:
    """Every indicator laid out, each unit of the country with its headline target."""
    over = tree()
    days = tuple(period.end + timedelta(days=11) for period in PERIODS)
    sheets = [Sheet(measure, PERIODS, days) for measure, _shape in KINDS]
    return [_job(number, over, sheets[number % len(KINDS)]) for number in range(indicators)]


def _job(number: int, over: Tree, sheet: Sheet) -> Job:
    shape, first = KINDS[number % len(KINDS)][1], len(over) - COMMUNES
    figures = Figures.blank((MONTHS, len(over)))
    figures.values[:, first:], figures.state[:, first:] = drawn(number)
    a_year = 120_000 if sheet.measure.kind == "flow" else 100_000
    aim = np.full(len(over), a_year * (5 if shape.horizon == "total" else 1))
    aim[1:first] *= COMMUNES // PROVINCES
    aim[0] *= COMMUNES
    aim = (aim * np.random.default_rng([SEED, number, 1]).uniform(0.8, 1.2, len(over))).astype(np.int64)
    path = np.stack([aim * year // 5 for year in range(1, 6)])
    return Job(sheet, over, figures, Aims((shape,), np.zeros(len(over), np.intp), aim, aim, aim // 10, path))


# --- the candidates ---------------------------------------------------------------------------------------------------


def one_pass(indicators: int) -> Iterator[Any]:
    """What reading all figures once takes."""
    array = np.stack([drawn(number)[0] for number in range(indicators)])
    yield None
    half = max(1, indicators // 2)
    with ThreadPoolExecutor(2) as pool:
        yield _best(lambda: list(pool.map(np.sum, (array[:half], array[half:]))))


def plain_numpy(indicators: int) -> Iterator[Any]:
    """The sum of each province and month, nothing else."""
    array = np.stack([drawn(number)[0] for number in range(indicators)])
    yield None
    yield _best(lambda: np.add.reduceat(array, STARTS, axis=2))


def polars_group_by(indicators: int) -> Iterator[Any]:
    """The sum of each province and month by the streaming engine, of the narrowest columns, in the best order."""
    import polars

    frame = polars.DataFrame(
        {
            "indicator": np.repeat(np.arange(indicators, dtype=np.uint8), MONTHS * COMMUNES),
            "month": np.tile(np.repeat(np.arange(MONTHS, dtype=np.uint8), COMMUNES), indicators),
            "province": np.tile(PROVINCE_OF.astype(np.uint8), indicators * MONTHS),
            "value": np.concatenate([drawn(number)[0].ravel() for number in range(indicators)]),
        }
    )
    yield None
    summed = frame.lazy().group_by("indicator", "province", "month").agg(polars.col("value").sum())
    assert summed.collect(engine="streaming").height == indicators * PROVINCES * MONTHS
    yield _best(lambda: summed.collect(engine="streaming"))


def ours(indicators: int) -> Iterator[Any]:
    """Normalised, with coverage, three levels, expected by now and the verdict of every unit and month."""
    made = jobs(indicators)
    yield None
    kept: list[Any] = []

    def work() -> None:
        kept[:] = rebuild(made, lambda _job, one: (one.rolled.totals, one.outcomes.copy()))

    seconds = _best(work)
    total = kept[0][0].value[:, 1]
    first = made[0].figures.values[:, 1 + PROVINCES :]
    assert (total == first[:, PROVINCE_OF == 0].sum(axis=1)).all()
    yield seconds, counts(np.stack([outcomes for _totals, outcomes in kept]))


def one_new_figure(indicators: int) -> Iterator[Any]:
    """One figure of a commune changes: its row, its province, the country, their verdicts."""
    books = [Book(job) for job in jobs(indicators)]
    chance = np.random.default_rng(SEED)
    yield None
    times = []
    for _ in range(400):
        book, unit, period = (
            chance.choice(len(books)),
            int(chance.integers(35, 35 + COMMUNES)),
            int(chance.integers(60)),
        )
        begun = perf_counter()
        books[book].put(unit, period, int(chance.integers(20_000)))
        times.append(perf_counter() - begun)
    yield float(np.median(times[20:]))


CANDIDATES = {
    "pass": one_pass,
    "numpy": plain_numpy,
    "polars": polars_group_by,
    "ours": ours,
    "one": one_new_figure,
}


def measure(name: str, indicators: int) -> None:
    """Run one candidate here and print its numbers as JSON."""
    steps, begun = CANDIDATES[name](indicators), perf_counter()
    next(steps)
    made = perf_counter() - begun
    answer = next(steps)
    work, verdicts = answer if isinstance(answer, tuple) else (answer, {})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"input": made, "work": work, "peak": peak, "verdicts": verdicts}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
