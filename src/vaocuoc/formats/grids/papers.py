"""The tables of a paper (Word, PDF, HTML, Markdown) as grids: their cells are texts, nothing in them is hidden."""

from __future__ import annotations

from pathlib import Path

from vaocuoc.core.reading.pasted import in_plain_text
from vaocuoc.core.source import Block, Source
from vaocuoc.core.trackers.grids import Cell, Grid
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.loading import load

_LONGEST_NAME = 80


def read(path: Path, name: str, limits: Limits) -> list[Grid]:
    """Each table as a grid named by the line above it; raises what ``formats.load`` raises."""
    source = load(path, name=name, limits=limits)
    if not any(block.kind == "cell" for block in source.blocks):
        return _of_text(source.text)
    grids: dict[int, dict[tuple[int, int], Cell]] = {}
    names: dict[int, str] = {}
    above = ""
    for block in source.blocks:
        if block.kind != "cell" or block.table is None:
            above = source.text[block.start : block.end] if block.kind != "furniture" else above
            continue
        names.setdefault(block.table, " ".join(above.split())[:_LONGEST_NAME])
        grids.setdefault(block.table, {})[block.row or 0, block.column or 0] = _cell(source, block)
    return [Grid(names[number], cells) for number, cells in grids.items()]


def _cell(source: Source, block: Block) -> Cell:
    text = source.text[block.start : block.end]
    return Cell(text, row_span=block.row_span, column_span=block.column_span, bold="bold" in block.style)


def _of_text(text: str) -> list[Grid]:
    return [
        Grid("", {(cell.row, cell.column): Cell(text[cell.start : cell.end]) for row in table.rows for cell in row})
        for table in in_plain_text(text)
    ]
