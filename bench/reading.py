"""``python -m bench.reading``: how fast text is read, how that grows, and what the worst of texts cost.

Times are of this machine at this moment; ratios hold on others too. Printed are: milliseconds for 10,000 characters of
the demonstration's papers; texts of 0.1, 1 and 10 million characters, each in a process of its own, with its memory;
runs of one thing, short and four times as long; how long ``vaocuoc read`` takes over a file of one line; a folder of
papers on one core and on all. ``--quick`` leaves the longest text out.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile
from time import perf_counter

from vaocuoc.core.source import Source

ROUNDS, STARTS, PAPERS = 5, 9, 40
SIZES = (100_000, 1_000_000, 10_000_000)
SHORT, LONG = 20_000, 80_000
COMMAND = Path(sys.executable).parent / "vaocuoc"


def main() -> int:
    """Print what was measured."""
    match sys.argv[1:]:
        case ["--size", size]:
            print(json.dumps(_measured(int(size))))
        case given if set(given) <= {"--quick"}:
            measure_papers()
            _measure_growth(SIZES[:-1] if given else SIZES)
            _measure_runs()
            _measure_start()
            _measure_folder()
        case _:
            print("usage: python -m bench.reading [--quick]", file=sys.stderr)
            return 2
    return 0


def measure_papers() -> None:
    """Milliseconds for 10,000 characters, of each paper of the demonstration that is read with its layout."""
    from vaocuoc.core.reading import read
    from vaocuoc.formats import load

    total, characters = 0.0, 0
    for path in _papers():
        source = load(path)
        total += best(partial(read, source))
        characters += len(source.text)
    print(f"papers with their layout: {total / characters * 10_000_000:.1f} ms per 10,000 characters")
    text = _text(characters)
    taken = best(lambda: read(Source(text)))
    print(f"the same as plain text:   {taken / len(text) * 10_000_000:.1f} ms per 10,000 characters")


def _measure_growth(sizes: tuple[int, ...]) -> None:
    """Each size in a process of its own: memory that one has taken is not counted for the next."""
    print(f"\n{'characters':>12}{'seconds':>10}{'ms per 10,000':>15}{'findings':>10}{'MB':>7}")
    for size in sizes:
        command = [sys.executable, "-m", "bench.reading", "--size", str(size)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, findings, megabytes = json.loads(printed)
        print(
            f"{size:>12,}{seconds:>10.2f}{seconds / size * 10_000_000:>15.1f}{findings:>10,}{megabytes:>7.0f}",
            flush=True,
        )


def _measured(size: int) -> tuple[float, int, float]:
    from vaocuoc.core.reading import read

    read(Source(_text(10_000)))  # rules are made at their first use
    source = Source(_text(size))
    begun = perf_counter()
    reading = read(source)
    return perf_counter() - begun, len(reading.items), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure_runs() -> None:
    """Runs of one thing: four times the text should take about four times as long."""
    from tests.fuzz.found import RUNS

    from vaocuoc.core.reading import read

    print(f"\n{'a run of':<28}{f'ms {SHORT:,}':>12}{f'ms {LONG:,}':>12}{'ratio':>8}")
    rows = []
    for name, unit in RUNS.items():
        short, long = (best(partial(read, Source((unit * (n // len(unit) + 1))[:n])), rounds=1) for n in (SHORT, LONG))
        rows.append((long, short, name))
    for long, short, name in sorted(rows, reverse=True):
        print(f"{name:<28}{short * 1000:>12.0f}{long * 1000:>12.0f}{long / short:>8.1f}")


def _measure_start() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mot-dong.txt"
        path.write_text("Giao Sở Xây dựng rà soát quy hoạch trước ngày 30/11/2026.", encoding="utf-8")
        times = [_timed(str(COMMAND), "read", "--format", "json", str(path)) for _ in range(STARTS)]
    print(f"\nvaocuoc read of one line: {statistics.median(times) * 1000:.0f} ms (median of {STARTS} processes)")


def _measure_folder() -> None:
    with tempfile.TemporaryDirectory() as folder:
        papers = _papers()
        for number in range(PAPERS):
            paper = papers[number % len(papers)]
            copyfile(paper, Path(folder) / f"{number:02}-{paper.name}")
        one = _timed(str(COMMAND), "read", "--format", "json", "--jobs", "1", folder)
        every = _timed(str(COMMAND), "read", "--format", "json", folder)
    print(
        f"a folder of {PAPERS} papers: {one:.1f} s on one core, {every:.1f} s on all ({one / every:.1f} times as fast)"
    )


def _timed(*command: str) -> float:
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - begun


def _papers() -> list[Path]:
    import vaocuoc

    folder = Path(vaocuoc.__file__).parent / "config" / "demo" / "papers"
    return sorted(path for path in folder.iterdir() if path.suffix in {".docx", ".pdf"})


def _text(size: int) -> str:
    """So many characters of the demonstration's papers, one after the other."""
    from vaocuoc.formats import load

    whole = "\n\n".join(load(path).text for path in _papers())
    return (whole * (size // len(whole) + 1))[:size]


def best(do: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """The quickest of some rounds, in seconds: the least disturbed by whatever else the machine does."""
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        do()
        times.append(perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
