"""Ruled lines in a picture (đường kẻ bảng): found as long dark runs, so that tables in scans keep their cells.

Works on whole rows and columns of bytes, which is fast enough without a library for pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vaocuoc.formats.scans.rendering import Raster

_DARK = bytes(1 if value < 160 else 0 for value in range(256))
_SHORTEST_INCHES = 0.28  # no stroke of a letter is that long
_STEP_PIXELS = 3  # how far apart the rows of one line may lie
_GAP_INCHES = 0.06
_THICKEST_INCHES = 0.06
_MOST_RUNS = 60_000


@dataclass(slots=True)
class Stroke:
    """A line in pixels: from ``start`` to ``end`` along it, from ``low`` to ``high`` across."""

    start: int
    end: int
    low: int
    high: int
    weight: int

    @property
    def at(self) -> float:
        return (self.low + self.high) / 2


def strokes(picture: Raster) -> tuple[list[Stroke], list[Stroke]]:
    """The lines across and the lines down."""
    dark = picture.pixels.translate(_DARK)
    width, height = picture.width, picture.height
    rows = (dark[start : start + width] for start in range(0, width * height, width))
    columns = (dark[column::width] for column in range(width))
    return _lines(rows, picture.dpi), _lines(columns, picture.dpi)


def _lines(rows: Iterable[bytes], dpi: float) -> list[Stroke]:
    """Runs that lie on one another, put together; what is thick is a picture or a stamp and no line."""
    shortest, gap = int(_SHORTEST_INCHES * dpi), int(_GAP_INCHES * dpi)
    opened: list[Stroke] = []
    closed: list[Stroke] = []
    runs = 0
    for number, row in enumerate(rows):
        still: list[Stroke] = []
        for stroke in opened:
            (still if number - stroke.high <= _STEP_PIXELS else closed).append(stroke)
        opened = still
        for start, end in _runs(row, shortest):
            runs += 1
            _join(opened, start, end, number, gap)
        if runs > _MOST_RUNS:
            return []
    thickest = _THICKEST_INCHES * dpi
    return [stroke for stroke in [*closed, *opened] if stroke.weight / (stroke.end - stroke.start) <= thickest]


def _runs(row: bytes, shortest: int) -> Iterator[tuple[int, int]]:
    wanted = b"\x01" * shortest
    start = row.find(wanted)
    while start >= 0:
        end = row.find(b"\x00", start + shortest)
        end = len(row) if end < 0 else end
        yield start, end
        start = row.find(wanted, end)


def _join(opened: list[Stroke], start: int, end: int, number: int, gap: int) -> None:
    touching = [stroke for stroke in opened if stroke.start - gap <= end and start <= stroke.end + gap]
    if not touching:
        opened.append(Stroke(start, end, number, number, end - start))
        return
    first = touching[0]
    for other in touching[1:]:
        opened.remove(other)
        first.start, first.end = min(first.start, other.start), max(first.end, other.end)
        first.low, first.weight = min(first.low, other.low), first.weight + other.weight
    first.start, first.end, first.high = min(first.start, start), max(first.end, end), number
    first.weight += end - start


def without(picture: Raster, across: Iterable[Stroke], down: Iterable[Stroke]) -> Raster:
    """The picture with its lines made white: what is left are letters."""
    pixels = bytearray(picture.pixels)
    width, height = picture.width, picture.height
    dark = picture.pixels.translate(_DARK)
    shortest = int(_SHORTEST_INCHES * picture.dpi)
    for stroke in across:
        for row in range(max(0, stroke.low - 1), min(height, stroke.high + 2)):
            base = row * width
            for start, end in _runs(dark[base + stroke.start : base + stroke.end], shortest // 3):
                pixels[base + stroke.start + start : base + stroke.start + end] = b"\xff" * (end - start)
    for stroke in down:
        for column in range(max(0, stroke.low - 1), min(width, stroke.high + 2)):
            base = stroke.start * width + column
            piece = dark[base : stroke.end * width : width]
            for start, end in _runs(piece, shortest // 3):
                first = base + start * width
                pixels[first : first + (end - start - 1) * width + 1 : width] = b"\xff" * (end - start)
    return Raster(width, height, bytes(pixels), picture.dpi)
