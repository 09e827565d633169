"""JPEG images: PDF takes them whole; what a camera says of how it was held turns the page."""

from __future__ import annotations

from typing import Literal

from vaocuoc.formats.images.wrapping import Page, Strip

MAGIC = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_SCAN, _END = 0xDA, 0xD9
_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_CENTIMETRE = 2.54
_ORIENTATION = 0x0112
# Mirrored pictures (2, 4, 5, 7) come from no scanner and are turned like their unmirrored kind.
_TURNS = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}


def page(content: bytes) -> Page:
    """The image as a page."""
    if b"\xff\xd9" not in content[-64:]:
        raise ValueError("cut short")
    width = height = channels = turn = 0
    dpi: float | None = None
    adobe = False
    for marker, part in _parts(content):
        if marker in _FRAMES:
            height, width, channels = int.from_bytes(part[1:3], "big"), int.from_bytes(part[3:5], "big"), part[5]
        elif marker == 0xE0 and part.startswith(b"JFIF\x00"):
            dpi = _density(part) or dpi
        elif marker == 0xE1 and part.startswith(b"Exif\x00\x00"):
            turn = _TURNS.get(_orientation(part[6:]), 0)
        elif marker == 0xEE and part.startswith(b"Adobe"):
            adobe = True
    inverted = (1, 0) * 4 if adobe and channels == 4 else ()
    strip = Strip(height, content, "/Filter /DCTDecode")
    return Page(width, height, (strip,), 8, _COLOURS[channels], dpi, turn, inverted)


def _parts(content: bytes) -> list[tuple[int, bytes]]:
    """The marked parts before the pixels."""
    found: list[tuple[int, bytes]] = []
    place = 2
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            raise ValueError("no marker")
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in (_SCAN, _END):
            return found
        if marker in _ALONE:
            place += 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            raise ValueError("a part without length")
        found.append((marker, content[place + 4 : place + 2 + length]))
        place += 2 + length
    raise ValueError("no pixels")


def _density(part: bytes) -> float | None:
    unit, across = part[7], int.from_bytes(part[8:10], "big")
    return {1: float(across), 2: across * _CENTIMETRE}.get(unit)


def _orientation(exif: bytes) -> int:
    """The number by which cameras say how they were held; 1 where nothing is said."""
    order: Literal["little", "big"] = "little" if exif.startswith(b"II") else "big"

    def number(place: int, size: int) -> int:
        return int.from_bytes(exif[place : place + size], order)

    start = number(4, 4)
    for index in range(min(number(start, 2), 500)):
        entry = start + 2 + 12 * index
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 2)
    return 1
