"""Scanned papers for tests: pages of a PDF laid askew on the glass and scanned with the dirt of the machine."""

from __future__ import annotations

import random
from pathlib import Path

import pypdfium2

from vaocuoc.formats.scans.rendering import Raster, as_png, draw


def pictures(pdf: Path, *, dpi: float = 200, dirt: int = 4) -> list[Raster]:
    """The pages as grey pictures whose lowest ``dirt`` bits are noise, with specks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [dirty(draw(page, dpi=dpi), dirt) for page in document]
    finally:
        document.close()


def dirty(picture: Raster, bits: int) -> Raster:
    chance = random.Random(7)  # the same dirt every time
    size = len(picture.pixels)
    mask = int.from_bytes(bytes([(1 << bits) - 1]) * size, "big")
    noise = int.from_bytes(chance.randbytes(size), "big") & mask
    clean = int.from_bytes(picture.pixels, "big")
    pixels = bytearray(((clean | mask) ^ noise).to_bytes(size, "big"))
    for _ in range(size // 20_000 if bits else 0):
        pixels[chance.randrange(size)] = 0
    return Raster(picture.width, picture.height, bytes(pixels), picture.dpi)


def scanned(pdf: Path, path: Path, *, dpi: float = 200, dirt: int = 4, tilt: float = 0.4) -> Path:
    """A PDF of pictures of the pages of another, each turned by ``tilt`` degrees."""
    document = pypdfium2.PdfDocument.new()
    for picture in pictures(pdf, dpi=dpi, dirt=dirt):
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        page = document.new_page(width, height)
        image = pypdfium2.PdfImage.new(document)
        bitmap = pypdfium2.PdfBitmap.new_native(picture.width, picture.height, pypdfium2.raw.FPDFBitmap_Gray)
        for row in range(picture.height):
            start = row * picture.width
            bitmap.buffer[row * bitmap.stride : row * bitmap.stride + picture.width] = picture.pixels[
                start : start + picture.width
            ]
        image.set_bitmap(bitmap)
        matrix = pypdfium2.PdfMatrix().scale(width, height).translate(-width / 2, -height / 2)
        image.set_matrix(matrix.rotate(tilt).translate(width / 2, height / 2))
        page.insert_obj(image)
        page.gen_content()
    document.save(str(path))
    document.close()
    return path


def photographed(pdf: Path, path: Path) -> Path:
    """The first page of a PDF as a PNG file."""
    path.write_bytes(as_png(pictures(pdf)[0]))
    return path
