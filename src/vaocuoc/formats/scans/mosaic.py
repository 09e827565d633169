"""Pieces of a picture set under one another (ghép mảnh ảnh), to be read together in one run of the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vaocuoc.formats.scans.rendering import Raster

_DARK = bytes(1 if value < 128 else 0 for value in range(256))
_LEAST_INK = 12  # pixels; less are specks
_MARGIN_INCHES = 0.12


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of a picture in pixels: from left and top up to, and without, right and bottom."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in the new picture: which one it is, where its rows begin and end there, how far it was moved."""

    index: int
    top: int
    bottom: int
    right_by: int
    down_by: int


def inked(picture: Raster, box: Box) -> bool:
    """Is there anything to read in the box?"""
    rows = _rows(picture, box)
    return sum(row.translate(_DARK).count(1) for row in rows) >= _LEAST_INK


def stacked(picture: Raster, boxes: Sequence[Box]) -> tuple[Raster, list[Piece]]:
    """The boxes of ``picture`` under one another on white, and where each stands."""
    margin = round(_MARGIN_INCHES * picture.dpi)
    width = max(box.right - box.left for box in boxes) + 2 * margin
    blank = b"\xff" * width
    lines = [blank] * margin
    pieces = []
    for index, box in enumerate(boxes):
        top = len(lines)
        room = b"\xff" * (width - margin - (box.right - box.left))
        lines += (blank[:margin] + row + room for row in _rows(picture, box))
        pieces.append(Piece(index, top, len(lines), box.left - margin, box.top - top))
        lines += [blank] * margin
    return Raster(width, len(lines), b"".join(lines), picture.dpi), pieces


def _rows(picture: Raster, box: Box) -> Iterable[bytes]:
    for row in range(box.top, box.bottom):
        start = row * picture.width
        yield picture.pixels[start + box.left : start + box.right]
