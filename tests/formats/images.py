"""Image files for tests, packed by hand in the ways of scanners and cameras."""

from __future__ import annotations

import struct
import zlib

from vaocuoc.formats.scans.rendering import Raster

SIDE = 64


def picture(width: int = SIDE, height: int = SIDE) -> Raster:
    """A picture whose upper left quarter is black, the rest white."""
    rows = [bytes(0 if y < height // 2 and x < width // 2 else 255 for x in range(width)) for y in range(height)]
    return Raster(width, height, b"".join(rows), 72)


def png(kind: int, bits: int = 8, *, interlaced: int = 0, width: int = SIDE, height: int = SIDE) -> bytes:
    """A PNG of that picture: kind 0 grey, 2 colours, 3 palette, 4 grey with alpha, 6 colours with alpha."""
    rows = b""
    for y in range(height):
        dark = [y < height // 2 and x < width // 2 for x in range(width)]
        if bits == 1:
            number = int("".join("0" if one else "1" for one in dark), 2)
            row = number.to_bytes(width // 8, "big")
        else:
            # What is transparent is black underneath: it must come out as white paper.
            pixels = {
                0: (b"\x00", b"\xff"),
                2: (b"\x00\x00\x00", b"\xff\xff\xff"),
                3: (b"\x00", b"\x01"),
                4: (b"\x00\xff", b"\x00\x00"),
                6: (b"\x00\x00\x00\xff", b"\x00\x00\x00\x00"),
            }[kind]
            row = b"".join(pixels[0] if one else pixels[1] for one in dark)
        rows += b"\x00" + row
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    if kind == 3:
        chunks.insert(1, (b"PLTE", b"\x00\x00\x00\xff\xff\xff"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def tiff(packing: int, *, white: int = 1, order: str = "<", strips: int = 2, pages: int = 1) -> bytes:
    """A TIFF of that picture: packing 1 none, 4 fax, 8 deflate, 32773 runs; ``white`` 0 has light and dark swapped."""
    content = (b"II*\x00" if order == "<" else b"MM\x00*") + b"\x00" * 4
    link = 4
    for _ in range(pages):
        content, link = _page(content, link, packing, white, order, strips)
    return content


def _page(content: bytes, link: int, packing: int, white: int, order: str, strips: int) -> tuple[bytes, int]:
    pixels = picture().pixels if white else bytes(255 - value for value in picture().pixels)
    high = SIDE // strips
    places, sizes = [], []
    for index in range(strips):
        piece = pixels[index * high * SIDE : (index + 1) * high * SIDE]
        packed = {1: piece, 4: _fax(), 8: zlib.compress(piece), 32773: _runs(piece)}[packing]
        places.append(len(content))
        sizes.append(len(packed))
        content += packed
    offsets = len(content)
    content += struct.pack(f"{order}{strips}I", *places) + struct.pack(f"{order}{strips}I", *sizes)
    at, size = (offsets, offsets + 4 * strips) if strips > 1 else (places[0], sizes[0])
    tags = [
        *((256, SIDE), (257, SIDE), (258, 1 if packing == 4 else 8), (259, packing), (262, white)),
        *((273, at), (277, 1), (278, high), (279, size)),
    ]
    start = len(content)
    content = content[:link] + struct.pack(f"{order}I", start) + content[link + 4 :]
    content += struct.pack(f"{order}H", len(tags))
    for tag, value in tags:
        content += struct.pack(f"{order}HHII", tag, 4, strips if tag in (273, 279) else 1, value)
    return content + b"\x00" * 4, len(content)


def _runs(piece: bytes) -> bytes:
    """PackBits: each pixel of a row as part of a run of at most 128."""
    packed = b""
    for start in range(0, len(piece), SIDE // 2):
        run = piece[start : start + SIDE // 2]
        packed += bytes([257 - len(run)]) + run[:1]
    return packed


def _fax() -> bytes:
    """The picture as group 4 of the fax machines packs it, bit by bit."""
    half = SIDE // 2
    first = "001" + "00110101" + "000001101010" + "1"  # no white, 32 black, the rest white
    same, white_again, white = "111", "0001" + "1", "1"
    bits = first + same * (half - 1) + white_again + white * (half - 1) + "000000000001" * 2
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")
