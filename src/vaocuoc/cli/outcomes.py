"""What became of each file that was to be read (kết quả đọc từng tệp): one after another, or on all cores at once.

Each file is screened in a child of its own and then read within a time; a file that breaks or outlasts its process
costs its own answer, never the others'. Answers come in the order of the files, whichever is ready first.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from vaocuoc.core.errors import Refused
from vaocuoc.core.reading import Reading, read, secrecy_mark
from vaocuoc.formats import screen
from vaocuoc.formats.recognition import EXTENSIONS

Outcome = Reading | Refused
Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and which was the last."""
PageProgress = Callable[[str, int, int], None]
"""Told after each page of a scan: of which file, how many are done, of how many; where files are read in turn."""

SECONDS = 120.0
# So many files wait in line for each core: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 3


def files_of(given: Sequence[str]) -> tuple[str, ...]:
    """The files that names and folders stand for; a folder gives what has a readable ending, in order of path."""
    endings = frozenset().union(*EXTENSIONS.values())
    files: list[str] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            files += sorted(
                str(one)
                for one in path.rglob("*")
                if one.suffix.lower() in endings
                and one.is_file()
                # What an open editor leaves beside a document is no document.
                and not one.name.startswith((".", "~$"))
            )
        else:
            files.append(name)
    return tuple(files)


def outcomes(
    files: Sequence[str], *, cores: int, told: Progress | None = None, told_page: PageProgress | None = None
) -> Iterator[tuple[str, Outcome]]:
    """Read files on so many cores and give each with its outcome, in the order given."""
    several = _in_turn(files, told_page) if cores == 1 or len(files) == 1 else _side_by_side(files, cores)
    for done, (file, outcome) in enumerate(several, start=1):
        if told is not None:
            told(done, len(files), file)
        yield file, outcome


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcome(file: str, told_page: PageProgress | None = None) -> Outcome:
    """Screen and read one file within ``SECONDS``; a refusal is an answer as well."""
    try:
        source = screen(Path(file), told=told_page and partial(told_page, file))
        mark = secrecy_mark(source)
        if mark is not None:
            return Refused("secrecy.marked", mark=mark)
        with _within(SECONDS):
            return read(source)
    except Refused as refused:
        return refused


def _in_turn(files: Sequence[str], told_page: PageProgress | None) -> Iterator[tuple[str, Outcome]]:
    for file in files:
        yield file, outcome(file, told_page)


def _side_by_side(files: Sequence[str], cores: int) -> Iterator[tuple[str, Outcome]]:
    position = 0
    while position < len(files):
        try:
            for answer in _pooled(files[position:], cores):
                yield answer
                position += 1
        except BrokenProcessPool:
            # One of those under way took its process with it. The one waited for is read once more, alone.
            yield files[position], _alone(files[position])
            position += 1


def _pooled(files: Sequence[str], cores: int) -> Iterator[tuple[str, Outcome]]:
    """Keep every core busy with a few files in line; raises ``BrokenProcessPool`` when a process died."""
    waiting: deque[tuple[str, Future[Outcome]]] = deque()
    # Started afresh rather than forked: the same on every system, and no lock is inherited half-held.
    with ProcessPoolExecutor(min(cores, len(files)), mp_context=get_context("spawn")) as pool:
        try:
            for file in files:
                waiting.append((file, pool.submit(outcome, file)))
                if len(waiting) >= cores * _AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _alone(file: str) -> Outcome:
    try:
        return next(_pooled([file], 1))[1]
    except BrokenProcessPool:
        return Refused("reading.crashed")


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Stop what runs inside after ``seconds`` with ``reading.timeout``; only where the system has an alarm."""
    if not hasattr(signal, "setitimer") or sys.platform == "win32":
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise Refused("reading.timeout", seconds=round(seconds))

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
