"""TIFF images, as scanners make them: pages of strips, each packed in a way that PDF has a word for."""

from __future__ import annotations

from typing import Literal

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.images.wrapping import Page, Strip

MAGICS = (b"II*\x00", b"MM\x00*")

_WIDTH, _HEIGHT, _BITS, _PACKING, _COLOUR, _FILL = 256, 257, 258, 259, 262, 266
_STRIPS, _TURNED, _CHANNELS, _STRIP_ROWS, _STRIP_BYTES = 273, 274, 277, 278, 279
_DPI, _PLANES, _FAX_3, _DPI_UNIT, _PREDICTOR, _PALETTE, _TILES, _TABLES = 282, 284, 292, 296, 317, 320, 322, 347
_KEPT = frozenset(
    {
        *(_WIDTH, _HEIGHT, _BITS, _PACKING, _COLOUR, _FILL, _STRIPS, _TURNED, _CHANNELS, _STRIP_ROWS, _STRIP_BYTES),
        *(_DPI, _PLANES, _FAX_3, _DPI_UNIT, _PREDICTOR, _PALETTE, _TILES, _TABLES),
    }
)
_SIZES = {1: 1, 3: 2, 4: 4, 5: 8, 7: 1, 13: 4}
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _INDEXED, _YCBCR = 0, 1, 2, 3, 6
_PLAIN, _FAX_HUFFMAN, _FAX_GROUP_3, _FAX_GROUP_4, _LZW, _JPEG, _DEFLATE, _DEFLATE_OLD, _RUNS = (
    *(1, 2, 3, 4, 5, 7, 8, 32946),
    32773,
)
_FAXES = frozenset({_FAX_HUFFMAN, _FAX_GROUP_3, _FAX_GROUP_4})
_FILTERS = {_LZW: "LZWDecode", _DEFLATE: "FlateDecode", _DEFLATE_OLD: "FlateDecode"}
_TURNS = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
_MOST_PAGES = 5_000
_MOST_VALUES = 200_000
_CENTIMETRE = 2.54
_BITS_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

_Tags = dict[int, tuple[int, ...]]


def pages(content: bytes) -> list[Page]:
    """The pages of the file; raises ``image.unsupported`` for ways of packing that no scanner uses."""
    order: Literal["little", "big"] = "little" if content.startswith(b"II") else "big"
    found: list[Page] = []
    place = int.from_bytes(content[4:8], order)
    seen: set[int] = set()
    while place and place not in seen and len(found) < _MOST_PAGES:
        seen.add(place)
        tags, place = _directory(content, place, order)
        found.append(_page(content, tags))
    return found


def _directory(content: bytes, place: int, order: Literal["little", "big"]) -> tuple[_Tags, int]:
    """The tags of one page and where the next page's stand."""

    def number(at: int, size: int) -> int:
        piece = content[at : at + size]
        if len(piece) < size:
            raise ValueError("cut short")
        return int.from_bytes(piece, order)

    tags: _Tags = {}
    count = number(place, 2)
    for index in range(count):
        entry = place + 2 + 12 * index
        tag, kind, values = number(entry, 2), number(entry + 2, 2), number(entry + 4, 4)
        size = _SIZES.get(kind)
        if tag not in _KEPT or size is None or values > _MOST_VALUES:
            continue
        at = entry + 8 if size * values <= 4 else number(entry + 8, 4)
        if kind == 5:
            tags[tag] = tuple(number(at + 8 * i, 4) // max(1, number(at + 8 * i + 4, 4)) for i in range(values))
        else:
            tags[tag] = tuple(number(at + size * i, size) for i in range(values))
    return tags, number(place + 2 + 12 * count, 4)


def _page(content: bytes, tags: _Tags) -> Page:
    width, height = tags[_WIDTH][0], tags[_HEIGHT][0]
    bits, channels = tags.get(_BITS, (1,))[0], tags.get(_CHANNELS, (1,))[0]
    packing, colour = tags.get(_PACKING, (_PLAIN,))[0], tags.get(_COLOUR, (_BLACK_IS_ZERO,))[0]
    if _TILES in tags or tags.get(_PLANES, (1,))[0] != 1:
        raise FormatError("image.unsupported", what="TIFF chia ô")
    parameters, inverted = _words(tags, packing, colour, width, bits, channels)
    strips = []
    left = height
    rows = min(tags.get(_STRIP_ROWS, (height,))[0], height)
    for at, size in zip(tags[_STRIPS], tags[_STRIP_BYTES], strict=True):
        piece = content[at : at + size]
        if len(piece) < size or left <= 0 or rows <= 0:
            raise ValueError("cut short")
        here = min(rows, left)
        strips.append(Strip(here, _unfolded(piece, tags, packing), parameters.replace("ROWS", str(here))))
        left -= here
    if left:
        raise ValueError("rows are missing")
    turn = _TURNS.get(tags.get(_TURNED, (1,))[0], 0)
    return Page(width, height, tuple(strips), bits, _colours(tags, colour, channels), _density(tags), turn, inverted)


def _words(tags: _Tags, packing: int, colour: int, width: int, bits: int, channels: int) -> tuple[str, tuple[int, ...]]:
    """How the strips are packed, in PDF's words, and whether light and dark are the other way round."""
    inverted = (1, 0) if colour == _WHITE_IS_ZERO else ()
    if packing == _PLAIN:
        return "", inverted
    if packing == _RUNS:
        return "/Filter /RunLengthDecode", inverted
    if packing == _JPEG:
        return "/Filter /DCTDecode", ()
    if packing in _FAXES:
        k = -1 if packing == _FAX_GROUP_4 else 1 if tags.get(_FAX_3, (0,))[0] & 1 else 0
        aligned = " /EncodedByteAlign true" if packing == _FAX_HUFFMAN else ""
        # Where black is zero, the runs that a fax calls black are the light ones.
        black = "true" if colour == _BLACK_IS_ZERO else "false"
        shape = f"/K {k} /Columns {width} /Rows ROWS{aligned} /BlackIs1 {black}"
        return f"/Filter /CCITTFaxDecode /DecodeParms << {shape} >>", ()
    if packing in _FILTERS:
        shape = f"/Predictor 2 /Colors {channels} /BitsPerComponent {bits} /Columns {width}"
        predicted = f" /DecodeParms << {shape} >>" if tags.get(_PREDICTOR, (1,))[0] == 2 else ""
        return f"/Filter /{_FILTERS[packing]}{predicted}", inverted
    raise FormatError("image.unsupported", what="TIFF nén kiểu lạ")


def _unfolded(piece: bytes, tags: _Tags, packing: int) -> bytes:
    """The strip as PDF's filters expect it."""
    if packing in _FAXES and tags.get(_FILL, (1,))[0] == 2:
        return piece.translate(_BITS_TURNED)
    if packing == _RUNS:
        return piece + b"\x80"
    tables = bytes(tags.get(_TABLES, ()))
    if packing == _JPEG and len(tables) > 4:
        # The tables stand once for all strips; each must carry them itself.
        return tables[:-2] + piece[2:]
    return piece


def _colours(tags: _Tags, colour: int, channels: int) -> str:
    if colour in (_WHITE_IS_ZERO, _BLACK_IS_ZERO) and channels == 1:
        return "/DeviceGray"
    if colour in (_RGB, _YCBCR) and channels == 3:
        return "/DeviceRGB"
    if colour == _INDEXED and channels == 1:
        values = tags[_PALETTE]
        third = len(values) // 3
        mixed = bytes(values[third * part + index] >> 8 for index in range(third) for part in range(3))
        return f"[/Indexed /DeviceRGB {third - 1} <{mixed.hex()}>]"
    raise FormatError("image.unsupported", what="TIFF có hệ màu lạ")


def _density(tags: _Tags) -> float | None:
    value = tags.get(_DPI, (0,))[0]
    return {2: float(value), 3: value * _CENTIMETRE}.get(tags.get(_DPI_UNIT, (2,))[0])
