"""Scanned pages as pages of words (đọc trang quét): drawn, read by Tesseract, put straight, marked where doubtful.

Pages are drawn one after another, since pdfium knows no threads, and read side by side on all cores.
"""

from __future__ import annotations

import os
import re
import statistics
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pypdfium2

from vaocuoc.formats.assembly import clean
from vaocuoc.formats.pdf.page import Page, Rule, Word
from vaocuoc.formats.pdf.tables import Field, grids
from vaocuoc.formats.scans import mosaic, ruling, tesseract
from vaocuoc.formats.scans.mosaic import Box, Piece
from vaocuoc.formats.scans.rendering import Raster, draw, turned
from vaocuoc.formats.scans.ruling import Stroke
from vaocuoc.formats.scans.tesseract import Seen

_DPI = 200.0  # finer takes longer and is read no better, whatever the scanner gave: measured from 100 to 300
_POINTS = 72.0
_SURE = 80.0  # Tesseract's own figure; below it, a word with digits is doubtful
_NOISE, _DIRT = 60.0, 35.0
_BARS = re.compile(r"[|_¦]+")
_POOR = 70.0  # cells with a word below this are read once more
_MOST_CELLS = 500
_UPRIGHT = 60.0  # a page read with less sureness on the whole may lie on its side
_INSET = 4  # pixels between a ruled line and what is read beside it
_NUMBER = re.compile(r"\d|^[IVXHl]{1,5}$")  # Roman ones among them: the quarter of a year hangs on a stroke
# Letters that are read for digits and the other way round, beside digits or where a digit must stand.
_MISREAD = re.compile(r"\d[OoIlSBZ|]|[OoIlSBZ|]\d|^[OoIlSBZ|]{1,3}[%‰]")
_ABOVE = re.compile(r"[A-ZÀ-Ỹbdđfhklt0-9À-ỹ]")
_BELOW = re.compile(r"[gpqyýỳỷỹỵạặậẹệịọộợụựQ,;()]")

Told = Callable[[int, int], None]


def recognised(document: pypdfium2.PdfDocument, pages: Mapping[int, Page], told: Told | None) -> dict[int, Page]:
    """Those of ``pages`` that could be read from their pictures, by number; none where no program for it is there."""
    program = tesseract.installed()
    if program is None:
        return {}
    found: dict[int, Page] = {}
    cores = _cores()
    waiting: deque[tuple[int, Future[Page | None]]] = deque()
    with ThreadPoolExecutor(cores) as pool:

        def finish() -> None:
            number, future = waiting.popleft()
            page = future.result()
            if page is not None:
                found[number] = page
            done = len(pages) - len(waiting) - undrawn
            if told is not None:
                told(done, len(pages))

        undrawn = len(pages)
        for number, page in pages.items():
            picture = draw(document[number - 1], dpi=_DPI)
            undrawn -= 1
            waiting.append((number, pool.submit(_read, program, page, picture)))
            # Pictures are large: no more of them than cores can soon take.
            if len(waiting) > cores:
                finish()
        while waiting:
            finish()
    return found


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read(program: str, page: Page, picture: Raster) -> Page | None:
    """The page as read; one that lay on its side or upside down is turned, where the program can tell."""
    upright = _look(program, page, picture)
    if upright is None or upright[1] >= _UPRIGHT:
        return upright and upright[0]
    turn = tesseract.turn(program, picture)
    if turn:
        size = (page.height, page.width) if turn in (90, 270) else (page.width, page.height)
        other = _look(program, replace(page, width=size[0], height=size[1]), turned(picture, turn))
        if other is not None and other[1] > upright[1]:
            return other[0]
    return upright[0]


def _look(program: str, page: Page, picture: Raster) -> tuple[Page, float] | None:
    """The page with its words and ruled lines, and how sure the program is of the words on the whole."""
    across, down = ruling.strokes(picture)
    letters = ruling.without(picture, across, down) if across or down else picture
    seen = tesseract.words(program, letters)
    if seen is None:
        return None
    straight = _Straightened(picture, seen)
    words = straight.words()
    read = replace(
        page,
        words=tuple(word for word, _ in words),
        across=tuple(map(straight.across, across)),
        down=tuple(map(straight.down, down)),
    )
    sureness = 0.0 if not words or _on_its_side(seen) else statistics.mean(sure for _, sure in words)
    if sureness >= _UPRIGHT:
        better = _read_cells(program, letters, read, straight, {id(word): sure for word, sure in words})
        read = replace(read, words=tuple(better))
    return read, sureness


def _on_its_side(seen: Iterable[Seen]) -> bool:
    """Do most words stand taller than wide? The program reads these too, but in no order."""
    long = [word for word in seen if len(word.text) > 3]
    return sum(word.bottom - word.top > word.right - word.left for word in long) > len(long) / 2


def _read_cells(
    program: str, letters: Raster, page: Page, straight: _Straightened, sureness: Mapping[int, float]
) -> list[Word]:
    """The words of the page, with those cells of tables read once more that came out empty or doubtful.

    A lone number in a cell is easily taken for dirt when a whole page is looked at.
    """
    fields = [field for grid in grids(page) for field in grid.fields]
    poor = ((field, straight.box(field, letters)) for field in fields if _is_poor(field, sureness))
    boxed = [(field, box) for field, box in poor if box is not None and mosaic.inked(letters, box)][:_MOST_CELLS]
    if not boxed:
        return list(page.words)
    stack, pieces = mosaic.stacked(letters, [box for _, box in boxed])
    again = tesseract.words(program, stack, block=True) or []
    dropped: set[int] = set()
    added: list[Word] = []
    for (field, _), piece in zip(boxed, pieces, strict=True):
        there = [_moved(word, piece) for word in again if piece.top <= (word.top + word.bottom) / 2 < piece.bottom]
        there = [word for word in there if any(map(str.isalnum, word.text))]
        before = [sureness[id(word)] for word in field.words]
        if there and (not before or statistics.mean(w.sureness for w in there) > statistics.mean(before)):
            dropped.update(id(word) for word in field.words)
            added += (word for word, _ in straight.lines(there))
    return [word for word in page.words if id(word) not in dropped] + added


def _is_poor(field: Field, sureness: Mapping[int, float]) -> bool:
    return min((sureness[id(word)] for word in field.words), default=0.0) < _POOR


def _moved(word: Seen, piece: Piece) -> Seen:
    return replace(
        word,
        left=word.left + piece.right_by,
        right=word.right + piece.right_by,
        top=word.top + piece.down_by,
        bottom=word.bottom + piece.down_by,
    )


class _Straightened:
    """From pixels of a sheet that lay a little askew to points of a straight page."""

    def __init__(self, picture: Raster, seen: Iterable[Seen]) -> None:
        self._scale = _POINTS / picture.dpi
        self._middle = (picture.width / 2, picture.height / 2)
        self._seen = [word for word in seen if not _is_dirt(word)]
        by_line = _by_line(self._seen)
        self._slope = _slope(by_line)
        sizes = [size for line in by_line for size in map(_size, line)]
        self._usual = statistics.median(sizes) if sizes else 1.0

    def words(self) -> list[tuple[Word, float]]:
        """All words, each with how sure the program is of it."""
        return list(self.lines(self._seen))

    def lines(self, seen: Iterable[Seen]) -> Iterator[tuple[Word, float]]:
        """Words put straight: those of a line on one base."""
        for line in _by_line(seen):
            size = statistics.median(map(_size, line))
            # A line of small letters alone, or of capitals with marks, has the size of the lines around it.
            size = self._usual if 0.7 * self._usual < size < 1.4 * self._usual else size
            base = statistics.median(self._y(_base(word, size), (word.left + word.right) / 2) for word in line)
            for word in line:
                yield self._word(word, base, size), word.sureness

    def box(self, field: Field, picture: Raster) -> Box | None:
        """Where a cell stands in the picture, without the lines around it; None where that is nowhere."""
        middle_x, middle_y = (field.left + field.right) / 2, (field.top + field.bottom) / 2
        x, y = middle_x / self._scale, middle_y / self._scale
        # Back to the sheet as it lay: the cell's middle is turned, and it stays a box.
        x, y = x - self._slope * (y - self._middle[1]), y + self._slope * (x - self._middle[0])
        wide = (field.right - field.left) / self._scale / 2 - _INSET
        high = (field.bottom - field.top) / self._scale / 2 - _INSET
        left, right = max(0, round(x - wide)), min(picture.width, round(x + wide))
        top, bottom = max(0, round(y - high)), min(picture.height, round(y + high))
        return Box(left, top, right, bottom) if right - left > _INSET and bottom - top > _INSET else None

    def _word(self, word: Seen, base: float, size: float) -> Word:
        middle = (word.top + word.bottom) / 2
        text = clean(word.text)
        return Word(
            text,
            self._x(word.left, middle),
            self._x(word.right, middle),
            base,
            size * self._scale,
            bold=False,
            doubtful=_is_doubtful(text, word.sureness),
        )

    def across(self, stroke: Stroke) -> Rule:
        at = self._y(stroke.at, (stroke.start + stroke.end) / 2)
        return Rule(at, self._x(stroke.start, stroke.at), self._x(stroke.end, stroke.at))

    def down(self, stroke: Stroke) -> Rule:
        at = self._x(stroke.at, (stroke.start + stroke.end) / 2)
        return Rule(at, self._y(stroke.start, stroke.at), self._y(stroke.end, stroke.at))

    def _x(self, x: float, y: float) -> float:
        return (x + self._slope * (y - self._middle[1])) * self._scale

    def _y(self, y: float, x: float) -> float:
        return (y - self._slope * (x - self._middle[0])) * self._scale


def _by_line(seen: Iterable[Seen]) -> list[list[Seen]]:
    lines: dict[tuple[int, int, int], list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _is_dirt(word: Seen) -> bool:
    """Specks, pieces of ruled lines, flourishes: no letters, or a lone one that nobody is sure of."""
    if _BARS.fullmatch(word.text):
        return True
    if len(word.text) <= 2 and word.sureness < _DIRT and not _NUMBER.search(word.text):
        return True
    return word.sureness < _NOISE and not any(map(str.isalnum, word.text))


def _is_doubtful(text: str, sureness: float) -> bool:
    return bool(_MISREAD.search(text)) or (sureness < _SURE and bool(_NUMBER.search(text)))


def _slope(lines: Iterable[list[Seen]]) -> float:
    """How much lines fall to the right, as most long ones do."""
    slopes = []
    for line in lines:
        first, last = line[0], line[-1]
        across = (last.left + last.right - first.left - first.right) / 2
        if len(line) >= 5 and across > 0:
            slopes.append((_base(last, _size(last)) - _base(first, _size(first))) / across)
    return statistics.median(slopes) if len(slopes) >= 3 else 0.0


def _size(word: Seen) -> float:
    """The size of a word's font in pixels, from how high its letters reach."""
    share = 0.46
    if _ABOVE.search(word.text):
        share += 0.22
    if _BELOW.search(word.text):
        share += 0.21
    return max(1.0, (word.bottom - word.top) / share)


def _base(word: Seen, size: float) -> float:
    return word.bottom - 0.21 * size if _BELOW.search(word.text) else float(word.bottom)
