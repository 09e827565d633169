"""A PDF around packed pixels (bọc ảnh thành PDF): one page for each image, of its size on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_POINTS_PER_INCH = 72
_A4_SIDE = 842.0  # points
_SMALLEST_SIDE, _LARGEST_SIDE = 250.0, 3400.0  # points; the longer side, from a card to A0


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of an image as they are packed; ``parameters`` are the words of PDF that say how."""

    rows: int
    content: bytes
    parameters: str


@dataclass(frozen=True, slots=True)
class Page:
    """An image: its size in pixels, its strips from the top, how colours are meant, how it is turned (0, 90, 180, 270).

    ``colours`` are the words of PDF for its colour space; where a ``program`` (its text, how many colours go in and
    come out) turns one space into another, they are the beginning of it. ``dpi`` is None where nothing says it.
    """

    width: int
    height: int
    strips: tuple[Strip, ...]
    bits: int
    colours: str
    dpi: float | None = None
    turn: int = 0
    inverted: tuple[int, ...] = ()
    program: tuple[str, int, int] | None = None


def as_pdf(pages: Sequence[Page]) -> bytes:
    """The file: a catalogue, then for each page itself, its drawing and its strips."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        kids.append(len(objects) + 1)
        objects += _page_objects(page, first=len(objects) + 1)
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return _file(objects)


def _page_objects(page: Page, *, first: int) -> list[bytes]:
    longer = max(page.width, page.height)
    scale = _POINTS_PER_INCH / page.dpi if page.dpi else 0.0
    if not _SMALLEST_SIDE <= longer * scale <= _LARGEST_SIDE:
        # Cameras and screens say nothing of paper: such an image is taken for a page of A4.
        scale = _A4_SIDE / longer
    width, height = page.width * scale, page.height * scale
    drawing, names, top = [], [], height
    for index, strip in enumerate(page.strips):
        high = strip.rows * scale
        top -= high
        drawing.append(f"q {width:.4f} 0 0 {high:.4f} 0 {top:.4f} cm /I{index} Do Q")
        names.append(f"/I{index} {first + 2 + index} 0 R")
    head = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.4f} {height:.4f}] /Rotate {page.turn} "
        f"/Contents {first + 1} 0 R /Resources << /XObject << {' '.join(names)} >> >> >>"
    )
    decode = f" /Decode [{' '.join(map(str, page.inverted))}]" if page.inverted else ""
    last = first + 2 + len(page.strips)
    colours = page.colours if page.program is None else f"[{page.colours} {last} 0 R]"
    strips = [
        _stream(
            f"/Type /XObject /Subtype /Image /Width {page.width} /Height {strip.rows} "
            f"/BitsPerComponent {page.bits} /ColorSpace {colours}{decode} {strip.parameters}",
            strip.content,
        )
        for strip in page.strips
    ]
    programs = [] if page.program is None else [_program(*page.program)]
    return [head.encode(), _stream("", "\n".join(drawing).encode()), *strips, *programs]


def _program(text: str, into: int, out: int) -> bytes:
    return _stream(f"/FunctionType 4 /Domain [{'0 1 ' * into}] /Range [{'0 1 ' * out}]", text.encode())


def _stream(words: str, content: bytes) -> bytes:
    return f"<< {words} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    pieces = [b"%PDF-1.7\n"]
    places = []
    position = len(pieces[0])
    for number, content in enumerate(objects, start=1):
        piece = f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        places.append(position)
        position += len(piece)
        pieces.append(piece)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    pieces.append(
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{position}\n%%EOF\n".encode()
    )
    return b"".join(pieces)
