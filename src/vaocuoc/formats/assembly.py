"""Putting a :class:`Source` together (ghép văn bản nguồn): clean text, blocks in order, headings and items by look.

Readers hand in paragraphs and tables as they find them; here their text becomes NFC with plain spaces, offsets are
counted, and what a file does not say of itself (which bold line is a heading) is told from how it looks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vaocuoc.core.source import Block, BlockKind, Source
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.legacy import repaired
from vaocuoc.formats.limits import Limits

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x0b"),
    " ",
)
_DROPPED = dict.fromkeys(
    [*range(9), *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]
)
_CLEANED = {
    **_SPACES,
    **_DROPPED,
    0x2011: "-",
    # Signs of symbol fonts, which have no letters of their own in Unicode.
    0xF02D: "-",
    0xF02B: "+",
    **dict.fromkeys((0xF06E, 0xF076, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC), "•"),
    **dict.fromkeys((0x0A, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n"),
}
_RUN_OF_SPACES = re.compile(r"[ \t]+")
_LINE_EDGES = re.compile(r" ?\n[ \n]*")

_ITEM = re.compile(r"(?:[-–—+•*·▪◦]|\(?[a-zđ]{1,2}[.)]|\(?\d{1,3}[.)/-]|\d{1,2}(?:\.\d{1,2})+\.?)\s")
_LONGEST_HEADING = 300
# How headings look, from the outermost in: the rank of the first shape that fits is made dense over the document.
_SHAPES = (
    re.compile(r"[IVXLC]+\s?[-.)–/]\s?\S"),
    re.compile(r"[A-HĐ]\s?[-.)–/]\s?\S"),
    re.compile(r"\d{1,3}\s?[-.)–/]\s?\D"),
    re.compile(r"\d{1,2}\.\d{1,2}[-.)]?\s"),
    re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[-.)]?\s"),
    re.compile(r"[a-zđ]\s?[-.)]\s"),
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a file gives it; ``level`` where the file itself calls it a heading.

    ``layout`` is text that stands in columns for its looks (letterheads, signatures): never a heading. ``doubtful`` are
    spans of a text that is clean already.
    """

    text: str
    level: int | None = None
    page: int | None = None
    style: frozenset[str] = frozenset()
    item: bool = False
    layout: bool = False
    furniture: bool = False
    caption: bool = False
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell as a file gives it, at its first row and column (from 0)."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    style: frozenset[str] = frozenset()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells, in any order."""

    cells: tuple[Cell, ...]


def clean(text: str) -> str:
    """NFC with plain spaces, no invisible characters, single line breaks, no space at line edges."""
    plain = unicodedata.normalize("NFC", text).translate(_CLEANED)
    return _LINE_EDGES.sub("\n", _RUN_OF_SPACES.sub(" ", plain)).strip()


def assemble(parts: Iterable[Paragraph | Table], limits: Limits) -> Source:
    """The source of a document of these parts: paragraphs on lines, cells of a row set apart by tabs.

    Empty parts and empty cells are left out. Raises ``file.too_many_cells`` and ``file.too_long``.
    """
    tidy = _headings_by_look([part for part in map(_cleaned, _in_unicode(list(parts))) if part is not None])
    pieces: list[str] = []
    blocks: list[Block] = []
    doubtful: list[tuple[int, int]] = []
    position = tables = cells = 0
    for part in tidy:
        if isinstance(part, Paragraph):
            blocks.append(_block(part, position))
            doubtful += ((position + start, position + end) for start, end in part.doubtful)
            pieces += [part.text, "\n"]
            position += len(part.text) + 1
        else:
            tables += 1
            cells += len(part.cells)
            if cells > limits.cells:
                raise FormatError("file.too_many_cells", limit=limits.cells)
            for cell, after in _in_order(part.cells):
                end = position + len(cell.text)
                blocks.append(_cell_block(cell, tables, position, end))
                doubtful += ((position + begin, position + stop) for begin, stop in cell.doubtful)
                pieces += [cell.text, after]
                position = end + 1
        if position > limits.characters:
            raise FormatError("file.too_long", limit=limits.characters)
    return Source("".join(pieces[:-1]), tuple(blocks), doubtful=tuple(doubtful))


def _in_unicode(parts: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """The parts with what is in an encoding before Unicode decoded; told by the text, where fonts told nothing."""
    texts = [part.text for part in parts if isinstance(part, Paragraph)]
    texts += [cell.text for part in parts if isinstance(part, Table) for cell in part.cells]
    after = repaired(texts)
    if after == texts:
        return parts
    known = dict(zip(texts, after, strict=True))
    return [
        replace(part, text=known[part.text])
        if isinstance(part, Paragraph)
        else Table(tuple(replace(cell, text=known[cell.text]) for cell in part.cells))
        for part in parts
    ]


def _cleaned(part: Paragraph | Table) -> Paragraph | Table | None:
    if isinstance(part, Paragraph):
        text = clean(part.text)
        return replace(part, text=text) if text else None
    cells = tuple(replace(cell, text=text) for cell in part.cells if (text := clean(cell.text)))
    return Table(cells) if cells else None


def _in_order(cells: Iterable[Cell]) -> list[tuple[Cell, str]]:
    """Cells by row and column, each with what separates it from the next."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    following = [*(cell.row for cell in ordered[1:]), None]
    return [(cell, "\t" if cell.row == row else "\n") for cell, row in zip(ordered, following, strict=True)]


def _block(paragraph: Paragraph, start: int) -> Block:
    kind: BlockKind = "paragraph"
    if paragraph.furniture:
        kind = "furniture"
    elif paragraph.caption:
        kind = "caption"
    elif paragraph.level is not None:
        kind = "heading"
    elif paragraph.item or (not paragraph.layout and _ITEM.match(paragraph.text)):
        kind = "item"
    level = paragraph.level if kind == "heading" else None
    return Block(kind, start, start + len(paragraph.text), level=level, page=paragraph.page, style=paragraph.style)


def _cell_block(cell: Cell, table: int, start: int, end: int) -> Block:
    return Block(
        "cell",
        start,
        end,
        page=cell.page,
        table=table,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        style=cell.style,
    )


def _headings_by_look(parts: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Give a level to bold or capital lines that no style calls headings; ranks are made dense from 1.

    Levels that the file states itself are kept; lines known by look come below the highest stated one of their kind
    only through the shape of their number, so a document that mixes both still nests.
    """
    ranks = {id(part): rank for part in parts if isinstance(part, Paragraph) and (rank := _rank(part)) is not None}
    dense = {rank: level for level, rank in enumerate(sorted(set(ranks.values())), start=1)}
    return [
        replace(part, level=dense[ranks[id(part)]]) if isinstance(part, Paragraph) and id(part) in ranks else part
        for part in parts
    ]


def _rank(paragraph: Paragraph) -> int | None:
    """Where a line that looks like a heading stands among headings; None for all other lines."""
    text = paragraph.text
    if paragraph.level is not None or paragraph.layout or paragraph.furniture or paragraph.caption:
        return None
    if len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return None
    if "bold" not in paragraph.style and not (text.isupper() and len(text) > 3):
        return None
    if text.endswith((";", ",")):
        return None
    if "center" in paragraph.style:
        return 0
    return next((rank for rank, shape in enumerate(_SHAPES, start=1) if shape.match(text)), len(_SHAPES) + 1)
