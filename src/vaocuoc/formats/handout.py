"""Writing of simple papers (.docx, phiếu in ra): headings, lines and lined tables on A4, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

_FONT = "Times New Roman"
_POINTS = 12


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the paper's own title, in the middle."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A lined table: heads, widths in millimetres (A4 upright holds 165), and rows of as many texts."""

    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]


def write_handout(target: BinaryIO, pieces: Iterable[Heading | Line | Grid]) -> None:
    """Write the pieces in order as one .docx file, with the margins that offices use (20, 15, 20, 30 mm)."""
    import docx
    from docx.shared import Mm, Pt

    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(20), Mm(15)
    section.bottom_margin, section.left_margin = Mm(20), Mm(30)
    paper.styles["Normal"].font.name = _FONT
    paper.styles["Normal"].font.size = Pt(_POINTS)
    for piece in pieces:
        if isinstance(piece, Heading):
            _heading(paper, piece)
        elif isinstance(piece, Line):
            paper.add_paragraph(_clean(piece.text))
        else:
            _grid(paper, piece)
    paper.save(target)


def _heading(paper: Any, piece: Heading) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = paper.add_paragraph()
    run = line.add_run(_clean(piece.text))
    run.bold = True
    run.font.size = Pt(_POINTS + (3 if piece.level == 1 else 1))
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_before = Pt(_POINTS)  # a table above leaves no room by itself
    if piece.level == 1:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _grid(paper: Any, piece: Grid) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = paper.add_table(rows=0, cols=len(piece.heads), style="Table Grid")
    table.autofit = False
    for number, row in enumerate([piece.heads, *piece.rows]):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, piece.widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(_clean(text)).bold = number == 0
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # on every page
    for column, width in zip(table.columns, piece.widths, strict=True):
        column.width = Mm(width)  # programs differ in which of the two they go by


def _clean(text: str) -> str:
    """Characters that XML cannot hold are left out."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
