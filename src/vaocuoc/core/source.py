"""What a reader is given: the text of a file and where its parts stand (văn bản nguồn và bố cục).

``vaocuoc.formats`` makes a :class:`Source` from a file; the reader knows nothing of files, and what makes a source need
not know the reader. Offsets are 0-based Unicode character offsets into ``Source.text``, which is NFC; ``start``
inclusive, ``end`` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A physical part of a document: a heading, a paragraph, a list item or a table's cell.

    ``level`` counts headings from 1. ``page`` counts from 1 where the file has pages. ``table`` (from 1 in the
    document), ``row`` and ``column`` (from 0) are set for cells alone; a merged cell is given once, at its first
    row and column, with its spans. ``furniture`` is what repeats on pages (heads, feet, page numbers).
    ``style`` carries hints of the file itself (``bold``, ``italic``, ``center``, ``right``, and ``unruled`` for a cell
    without lines around it, so that merged ones do not show), never a meaning.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    style: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file with its blocks in order of ``start``.

    Plain text comes with ``blocks=()``: the reader finds its parts itself. Blocks do not overlap, and text between
    blocks is white space alone where ``blocks`` is not empty.

    ``pages`` is how many pages the file has, where it has any. ``is_scanned``: some page is a picture of a paper (bản
    quét); ``unread`` are those pages that could not be read here, and ``doubtful`` the spans of words with digits that
    were read with little certainty: a person has to look at the picture.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    is_scanned: bool = False
    unread: tuple[int, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
