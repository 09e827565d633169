"""What stands on one page of a PDF: words with their boxes, ruled lines, and whether a picture fills it."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from vaocuoc.formats.legacy import of_font

_SPACES = frozenset((0, 9, 10, 13, 32, 160, 0x2007, 0x202F))
# pdfium gives a hyphen at the end of a line as this.
_LINE_END_HYPHEN = 2
_FONT_NAME_BYTES = 128
# Gaps within a word, as shares of its height.
_WIDEST_GAP = 0.25
_PARTED_GAP = 0.12
_MOST_OVERLAP = 0.5
_MOST_SEGMENTS = 20_000
_THICKEST_LINE = 3.0
_SHORTEST_LINE = 6.0
# A page without text that has at least this to see may be a paper: a share covered by pictures, or shapes of letters.
_SPECK = 0.05
_FEWEST_SHAPES = 200

_Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a piece of one, in points; y grows downwards from the top of the page.

    ``base`` is the line that its letters stand on, ``size`` that of its font: boxes of letters differ from font to
    font. ``spaced``: the file has a space after it, so nothing that follows belongs to it. ``doubtful``: read from a
    picture, and its digits may be wrong.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool = True
    doubtful: bool = False

    @property
    def top(self) -> float:
        return self.base - 0.9 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.25 * self.size

    @property
    def middle(self) -> float:
        return self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: at ``at``, from ``start`` to ``end`` along the other direction."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is seen; ``number`` counts from 1.

    ``pictured``: pictures cover half of it. ``drawn``: there is something to see on it that is not text.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictured: bool
    drawn: bool = False


def look_at(document: pypdfium2.PdfDocument, index: int) -> Page:
    """The page with this index from 0; raises ``pypdfium2.PdfiumError`` where the file is broken there."""
    page = document[index]
    try:
        width, height = page.get_size()
        turn = _turn(page)
        text = page.get_textpage()
        try:
            words = tuple(_words(text, turn))
        finally:
            text.close()
        drawn = _drawn(page, turn, width, height)
        pictured = drawn.pictured > width * height / 2
        seen = drawn.pictured > _SPECK * width * height or drawn.shapes > _FEWEST_SHAPES or drawn.forms > 0
        return Page(index + 1, width, height, words, tuple(drawn.across), tuple(drawn.down), pictured, seen)
    finally:
        page.close()


def _turn(page: pypdfium2.PdfPage) -> _Turn:
    """From the coordinates of the file to those of the page as it is seen, downwards from the top left."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, _Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


@dataclass(slots=True)
class _Piece:
    """Letters that follow each other in the file and on the page."""

    letters: list[str]
    first: int
    left: float
    right: float
    base: float
    size: float

    def goes_on(self, left: float, base: float, *, parted: bool) -> bool:
        """Does a letter that begins here stand next to the last one? ``parted``: pdfium saw a gap without a space."""
        gap = left - self.right
        widest = _PARTED_GAP if parted else _WIDEST_GAP
        return abs(base - self.base) < 0.4 * self.size and -_MOST_OVERLAP < gap / self.size < widest


def _words(text: pypdfium2.PdfTextPage, turn: _Turn) -> Iterator[Word]:
    """Words as far as the file's order gives them whole; ``layout`` joins pieces that touch."""
    piece: _Piece | None = None
    parted = False
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _SPACES:
            # A space that pdfium made up stands for a gap, and where fonts change in a word there is none.
            parted = pdfium.FPDFText_IsGenerated(text, index) == 1
            if piece is not None and not parted:
                yield _word(text, piece, spaced=True)
                piece = None
            continue
        letter = "-" if code == _LINE_END_HYPHEN else _letter(code)
        left, right, base = _place(text, index, turn)
        if piece is not None and (unicodedata.combining(letter) or piece.goes_on(left, base, parted=parted)):
            piece.letters.append(letter)
            piece.right = max(piece.right, right)
        else:
            if piece is not None:
                yield _word(text, piece, spaced=False)
            piece = _Piece([letter], index, left, right, base, _size(text, index))
        parted = False
    if piece is not None:
        yield _word(text, piece, spaced=True)


def _letter(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _word(text: pypdfium2.PdfTextPage, piece: _Piece, *, spaced: bool) -> Word:
    font = _font(text, piece.first)
    letters, encoding = "".join(piece.letters), of_font(font)
    if encoding is not None:
        letters = encoding.decode(letters)
    bold = "Bold" in font or pdfium.FPDFText_GetFontWeight(text, piece.first) >= 600
    return Word(letters, piece.left, piece.right, piece.base, piece.size, bold, spaced)


def _place(text: pypdfium2.PdfTextPage, index: int, turn: _Turn) -> tuple[float, float, float]:
    """The left and right edge of a letter and the line it stands on."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    (x1, _), (x2, _) = turn(box.left, box.top), turn(box.right, box.bottom)
    return min(x1, x2), max(x1, x2), turn(x.value, y.value)[1]


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a letter's font as drawn: many programs set it by scaling a font of size 1."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size: float = pdfium.FPDFText_GetFontSize(text, index) * (scale or 1.0)
    return size if math.isfinite(size) and size > 0 else 1.0


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of a letter's font."""
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(text, index, name, _FONT_NAME_BYTES, None)
    return name.value.decode("utf-8", "replace")


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page: ruled lines, how much pictures cover, how many other shapes there are."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    shapes: int = 0
    forms: int = 0


def _drawn(page: pypdfium2.PdfPage, turn: _Turn, width: float, height: float) -> _Drawn:
    drawn = _Drawn()
    room = _MOST_SEGMENTS
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.shapes += 1
            for (x1, y1), (x2, y2) in _segments(item, turn, room) if room > 0 else ():
                room -= 1
                if abs(y1 - y2) <= _THICKEST_LINE and _SHORTEST_LINE <= abs(x1 - x2) < width * 0.98:
                    drawn.across.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
                elif abs(x1 - x2) <= _THICKEST_LINE and _SHORTEST_LINE <= abs(y1 - y2) < height * 0.98:
                    drawn.down.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictured += _area(item)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            drawn.forms += 1
    return drawn


def _segments(item: Any, turn: _Turn, room: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a drawn path; what only clips is not drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    start = here = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(item), room)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = turn(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        if not all(map(math.isfinite, there)):
            return
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield here, there
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield here, start
            here = start


def _area(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return abs((right.value - left.value) * (top.value - bottom.value))
