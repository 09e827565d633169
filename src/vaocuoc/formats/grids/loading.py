"""From a path to the grids of a file, whatever kind of file stands there."""

from __future__ import annotations

from pathlib import Path, PurePath

from vaocuoc.core.trackers.grids import Grid
from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, MEGABYTE, Limits
from vaocuoc.formats.recognition import NAMES, recognise

_SEPARATED = frozenset({".csv", ".tsv"})
_SPREADSHEETS = frozenset({".xls", ".xlt", ".ods", ".xlsb"})


def load_grids(path: Path, *, name: str | None = None, limits: Limits = DEFAULT) -> list[Grid]:
    """The sheets of a workbook, hidden ones too and marked so, or the tables of a paper; in this process.

    Strangers' files go through ``formats.screening.screen_grids``. Raises :class:`FormatError`, ``grid.none`` where
    nothing in the file is a table.
    """
    try:
        if path.stat().st_size > limits.file_bytes:
            size = -(-path.stat().st_size // MEGABYTE)
            raise FormatError("file.too_large", size=size, limit=limits.file_bytes // MEGABYTE)
        grids = _read(path, PurePath(name or path.name), limits)
    except FileNotFoundError:
        raise FormatError("file.missing") from None
    except OSError:
        raise FormatError("file.unreadable") from None
    except RecursionError:
        raise FormatError("file.damaged", format=NAMES["xlsx"]) from None
    if not any(grid.cells for grid in grids if not grid.hidden):
        raise FormatError("grid.none")
    return grids


def _read(path: Path, name: PurePath, limits: Limits) -> list[Grid]:
    # Each reader is imported when a file of its kind comes, as in ``formats.loading``.
    extension = name.suffix.lower()
    if extension in _SEPARATED:
        from vaocuoc.formats.grids import separated

        return separated.read(path, limits)
    if extension in _SPREADSHEETS:
        from vaocuoc.formats.grids import converting, workbooks

        with converting.as_xlsx(path, extension) as converted:
            return workbooks.read(converted, limits)
    if recognise(path, name=str(name)) == "xlsx":
        from vaocuoc.formats.grids import workbooks

        return workbooks.read(path, limits)
    from vaocuoc.formats.grids import papers

    return papers.read(path, str(name), limits)
