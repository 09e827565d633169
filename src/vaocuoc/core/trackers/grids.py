"""A sheet or a table as cells in rows and columns, with what each holds beside what it shows (lưới ô)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CellKind = Literal["text", "number", "day", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its first row and column.

    ``text`` is what is displayed. ``value`` is the number or the ISO day behind it, for errors the mark (``#REF!``, or
    ``formula`` where a formula was never calculated). ``formula`` tells that the value was calculated.
    """

    text: str
    kind: CellKind = "text"
    value: str = ""
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    formula: bool = False


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or table: cells by (row, column) from 0, and what the program that keeps it hides."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: frozenset[int] = field(default=frozenset())

    def rows(self) -> dict[int, dict[int, Cell]]:
        """The cells by row, then by column, both in order; cells without text are left out."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if cell.text.strip():
                found.setdefault(row, {})[column] = cell
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain lists and strings, to be kept or sent through a pipe."""
        return {
            "name": self.name,
            "hidden": self.hidden,
            "hidden_rows": sorted(self.hidden_rows),
            "hidden_columns": sorted(self.hidden_columns),
            "cells": [
                [
                    row,
                    column,
                    cell.text,
                    cell.kind,
                    cell.value,
                    cell.row_span,
                    cell.column_span,
                    cell.bold,
                    cell.formula,
                ]
                for (row, column), cell in self.cells.items()
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Grid:
        """The grid that :meth:`as_json` gave."""
        return cls(
            kept["name"],
            {(row, column): Cell(*rest) for row, column, *rest in kept["cells"]},
            kept["hidden"],
            frozenset(kept["hidden_rows"]),
            frozenset(kept["hidden_columns"]),
        )
