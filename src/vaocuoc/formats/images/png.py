"""PNG images: PDF knows their packing, row filters included, so their data go in unchanged."""

from __future__ import annotations

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.images.wrapping import Page, Strip

MAGIC = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254
_GREY, _RGB, _PALETTE, _GREY_ALPHA, _RGB_ALPHA = 0, 2, 3, 4, 6
_CHANNELS = {_GREY: 1, _RGB: 3, _PALETTE: 1, _GREY_ALPHA: 2, _RGB_ALPHA: 4}
# Transparent colours laid on white paper, c·a + 1 - a, in the small language that PDF has for this.
_GREY_ON_PAPER = "{ dup 1 exch sub 3 1 roll mul add }"
_RGB_ON_PAPER = (
    "{ dup 1 exch sub 5 1 roll dup 3 1 roll mul 4 index add 4 1 roll dup 3 1 roll mul 4 index add 4 1 roll "
    "mul 3 index add 4 -1 roll pop 3 1 roll }"
)
_PROGRAMS = {_GREY_ALPHA: (_GREY_ON_PAPER, 2, 1), _RGB_ALPHA: (_RGB_ON_PAPER, 4, 3)}


def page(content: bytes) -> Page:
    """The image as a page; raises ``image.unsupported`` for interlaced ones, whose rows are not in order."""
    width = height = bits = kind = 0
    data: list[bytes] = []
    palette = b""
    dpi: float | None = None
    for name, chunk in _chunks(content):
        if name == b"IHDR":
            width, height = int.from_bytes(chunk[:4], "big"), int.from_bytes(chunk[4:8], "big")
            bits, kind = chunk[8], chunk[9]
            if chunk[12]:
                raise FormatError("image.unsupported", what="PNG xen kẽ")
        elif name == b"PLTE":
            palette = chunk
        elif name == b"pHYs" and chunk[8] == 1:
            dpi = int.from_bytes(chunk[:4], "big") * _INCH
        elif name == b"IDAT":
            data.append(chunk)
    channels = _CHANNELS[kind]
    if not data or bits not in (1, 2, 4, 8, 16) or (kind == _PALETTE and not palette):
        raise ValueError("no image in it")
    packing = (
        f"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {channels} /BitsPerComponent {bits} "
        f"/Columns {width} >>"
    )
    strip = Strip(height, b"".join(data), packing)
    return Page(width, height, (strip,), bits, _colours(kind, palette), dpi, program=_PROGRAMS.get(kind))


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks up to the end mark; a file without it was cut short."""
    found = []
    place = len(MAGIC)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        name = content[place + 4 : place + 8]
        found.append((name, content[place + 8 : place + 8 + length]))
        if name == b"IEND":
            return found
        place += 12 + length
    raise ValueError("cut short")


def _colours(kind: int, palette: bytes) -> str:
    if kind == _GREY:
        return "/DeviceGray"
    if kind == _RGB:
        return "/DeviceRGB"
    if kind == _PALETTE:
        return f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    return "/DeviceN [/G /A] /DeviceGray" if kind == _GREY_ALPHA else "/DeviceN [/R /G /B /A] /DeviceRGB"
