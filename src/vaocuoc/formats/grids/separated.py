"""Values parted by commas, semicolons or tabs (.csv, .tsv) as one grid of texts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from vaocuoc.core.text import nfc
from vaocuoc.core.trackers.grids import Cell, Grid
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import Limits
from vaocuoc.formats.text import decode

_SEPARATORS = "\t;,|"


def read(path: Path, limits: Limits) -> list[Grid]:
    """The one grid of the file; raises ``text.encoding``, ``file.too_many_cells``."""
    text = nfc(decode(path.read_bytes()))
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))):
            for column, value in enumerate(row):
                if value.strip():
                    cells[number, column] = Cell(value.strip())
            if len(cells) > limits.cells:
                raise FormatError("file.too_many_cells", limit=limits.cells)
    except csv.Error:
        raise FormatError("file.damaged", format="CSV") from None
    return [Grid("", cells)]


def _separator(text: str) -> str:
    """The mark that parts most of the first lines: Vietnamese Excel writes semicolons, others commas."""
    head = text[:20_000]
    return max(_SEPARATORS, key=head.count) if any(mark in head for mark in _SEPARATORS) else ","
