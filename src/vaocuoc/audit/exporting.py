"""The trail as a file (xuất nhật ký): Excel for reading, CSV for machines and for any length."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vaocuoc.audit.models import Entry
from vaocuoc.audit.queries import Reader
from vaocuoc.audit.words import Line, in_words
from vaocuoc.formats.workbook import Column, Sheet, write_workbook

MOST_IN_WORKBOOK = 100_000
"""So many entries go into an Excel file; more go out as CSV."""
_CHUNK = 1_000
_IN_MEMORY = 1 << 20  # bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HEADS: Sequence[tuple[str | Promise, float]] = (
    (_("Dòng số"), 10),
    (_("Lúc"), 20),
    (_("Tài khoản"), 18),
    (_("Với tư cách"), 40),
    (_("Việc đã làm"), 36),
    (_("Mã việc"), 24),
    (_("Đối tượng"), 20),
    (_("Số của đối tượng"), 12),
    (_("Nội dung"), 60),
    (pgettext_lazy("giá trị", "Trước"), 40),
    (pgettext_lazy("giá trị", "Sau"), 40),
)

Row = list[str | int | None]


def rows(found: QuerySet[Entry], reader: Reader) -> Iterator[Row]:
    """Every entry as the cells under ``HEADS``; a thousand in memory at a time."""
    chunk: list[Entry] = []
    for entry in found.iterator(chunk_size=_CHUNK):
        chunk.append(entry)
        if len(chunk) == _CHUNK:
            yield from map(_cells, in_words(chunk, reader))
            chunk = []
    yield from map(_cells, in_words(chunk, reader))


def as_csv(lines: Iterator[Row]) -> Iterator[bytes]:
    """The rows as UTF-8 CSV, piece by piece; no cell can turn into a formula where a spreadsheet opens it."""
    writer = csv.writer(_Echo())
    yield "\ufeff".encode() + writer.writerow([str(head) for head, _width in HEADS])
    for line in lines:
        yield writer.writerow([_harmless(cell) for cell in line])


def as_workbook(lines: Iterator[Row], *, about: str) -> BinaryIO:
    """The rows as an .xlsx file, at its beginning; whoever gets it closes it."""
    spooled = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed by the response
    columns = [Column(str(head), width) for head, width in HEADS]
    title = str(_("Nhật ký"))
    write_workbook(spooled, [Sheet(name=title, title=title, about=about, columns=columns, rows=lines)], is_long=True)
    spooled.seek(0)
    return spooled


def _cells(line: Line) -> Row:
    entry = line.entry
    return [
        entry.pk,
        f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
        entry.username,
        entry.acting_as,
        line.deed,
        entry.action,
        line.object_kind,
        entry.object_id,
        "; ".join(f"{name}: {value}" for name, value in line.facts),
        "; ".join(f"{name}: {old}" for name, old, _new in line.changes),
        "; ".join(f"{name}: {new}" for name, _old, new in line.changes if new),
    ]


def _harmless(cell: str | int | None) -> str | int | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> bytes:
        return text.encode()
