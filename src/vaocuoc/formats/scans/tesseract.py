"""Words read from a picture by Tesseract (nhận dạng chữ): a program of the machine, with its Vietnamese data.

It runs once for each page, on one core, reads the picture from a pipe and writes no file.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
from dataclasses import dataclass

from vaocuoc.formats.programs import program
from vaocuoc.formats.scans.rendering import Raster

LANGUAGE = "vie"
SECONDS = 60.0
_WORD_LEVEL = "5"
_ROTATE = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
_ASK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was read: its box in pixels from the top left, how sure the program is (0 to 100), and its line."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sureness: float
    line: tuple[int, int, int]


@functools.cache
def installed() -> str | None:
    """The program's path, where it is there with its Vietnamese data."""
    found = program("tesseract")
    if found is None:
        return None
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, timeout=_ASK_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return found if LANGUAGE in told.stdout.decode(errors="replace").split() else None


def words(tesseract: str, picture: Raster, *, block: bool = False) -> list[Seen] | None:
    """The words of a page, or of one ``block`` of lines; None where the program fails or takes longer than a minute."""
    told = _run(tesseract, picture, "-l", LANGUAGE, "--psm", "6" if block else "3", "tsv")
    return None if told is None else [seen for row in told.splitlines() if (seen := _seen(row)) is not None]


def turn(tesseract: str, picture: Raster) -> int:
    """By how much the picture must be turned clockwise to stand upright (0, 90, 180, 270); 0 where nobody can tell."""
    told = _run(tesseract, picture, "-l", "osd", "--psm", "0") or ""
    found = _ROTATE.search(told)
    degrees = int(found[1]) if found is not None else 0
    return degrees if degrees in (90, 180, 270) else 0


def _run(tesseract: str, picture: Raster, *options: str) -> str | None:
    head = f"P5\n{picture.width} {picture.height}\n255\n".encode()
    try:
        done = subprocess.run(
            [tesseract, "stdin", "stdout", "--dpi", str(round(picture.dpi)), *options],
            input=head + picture.pixels,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            # Pages are read side by side: each on a core of its own.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")


def _seen(row: str) -> Seen | None:
    fields = row.split("\t", 11)
    if len(fields) < 12 or fields[0] != _WORD_LEVEL or not fields[11].strip():
        return None
    _page, block, paragraph, line = map(int, fields[1:5])
    left, top, width, height = map(int, fields[6:10])
    text = fields[11].strip()
    return Seen(text, left, top, left + width, top + height, float(fields[10]), (block, paragraph, line))
