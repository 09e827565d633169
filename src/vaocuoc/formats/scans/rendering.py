"""Pictures of pages (ảnh trang): a page of a PDF drawn in grey, and PNG written from it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import pypdfium2

_POINTS_PER_INCH = 72
_MOST_PIXELS = 20_000_000


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture in grey: one byte a pixel, rows from the top, nothing between them; ``dpi`` as drawn."""

    width: int
    height: int
    pixels: bytes
    dpi: float


def draw(page: pypdfium2.PdfPage, *, dpi: float) -> Raster:
    """The page as it is seen, at most twenty million pixels large. Raises ``pypdfium2.PdfiumError``."""
    width, height = page.get_size()
    wanted = width * height * (dpi / _POINTS_PER_INCH) ** 2
    if wanted > _MOST_PIXELS:
        dpi *= (_MOST_PIXELS / wanted) ** 0.5
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
    try:
        return Raster(bitmap.width, bitmap.height, _packed(bitmap), dpi)
    finally:
        bitmap.close()


def _packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The bitmap's bytes without what pads its rows."""
    pixels = bytes(bitmap.buffer)
    if bitmap.stride == bitmap.width:
        return pixels
    rows = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return b"".join(pixels[start : start + bitmap.width] for start in rows)


def turned(picture: Raster, turn: int) -> Raster:
    """The picture turned clockwise by 90, 180 or 270 degrees."""
    pixels, width, height = picture.pixels, picture.width, picture.height
    if turn == 180:
        return Raster(width, height, pixels[::-1], picture.dpi)
    columns = (pixels[column::width] for column in range(width))
    rows = [column[::-1] for column in columns] if turn == 90 else list(columns)[::-1]
    return Raster(height, width, b"".join(rows), picture.dpi)


def as_png(raster: Raster) -> bytes:
    """The picture as a PNG file."""
    rows = b"".join(
        b"\x00" + raster.pixels[start : start + raster.width]
        for start in range(0, raster.width * raster.height, raster.width)
    )
    head = struct.pack(">IIBBBBB", raster.width, raster.height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
