"""Tables as the reader takes them: cells by row and column, whatever file they come from (bảng).

Owns the shape alone. ``pasted`` finds tables in plain text, ``columns`` says what a column holds, ``annexes`` and
``targets`` say what a row means.
"""

from __future__ import annotations

from dataclasses import dataclass

from vaocuoc.core.source import Block


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table by its place and its span of text (white space off both ends)."""

    row: int
    column: int
    start: int
    end: int
    page: int | None = None
    row_span: int = 1
    column_span: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its number in the document (from 1) and its rows of cells in order of columns.

    ``exact`` tells that the file itself says which cells are merged. Where it does not (``pasted`` text), an empty cell
    may be the rest of a merged one; where the columns are not ``placed`` either, a short row may lack any of its cells.
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    exact: bool = True
    placed: bool = True

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return min(cell.start for row in self.rows for cell in row)

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max(cell.end for row in self.rows for cell in row)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.column_span for row in self.rows for cell in row)


def of_blocks(blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """Put the cell blocks of a source together as tables."""
    tables: dict[int, dict[int, list[Cell]]] = {}
    unruled: set[int] = set()
    for block in blocks:
        if block.kind == "cell" and block.table is not None and block.row is not None and block.column is not None:
            if "unruled" in block.style:
                unruled.add(block.table)
            row = tables.setdefault(block.table, {}).setdefault(block.row, [])
            row.append(
                Cell(
                    block.row,
                    block.column,
                    block.start,
                    block.end,
                    block.page,
                    block.row_span,
                    block.column_span,
                    bold="bold" in block.style,
                )
            )
    return tuple(
        Table(
            number,
            tuple(tuple(sorted(cells, key=lambda cell: cell.column)) for _, cells in sorted(rows.items())),
            exact=number not in unruled,
        )
        for number, rows in sorted(tables.items())
    )
