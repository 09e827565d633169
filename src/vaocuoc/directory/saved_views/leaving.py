"""A list on its way out (danh sách ra tệp, ra giấy): an Excel file of any length, a page to print."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, Protocol, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.files import LONG, Writing, ask_for
from vaocuoc.formats.workbook import Column as SheetColumn
from vaocuoc.formats.workbook import Sheet, write_workbook
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

Cell = str | int | Decimal | date | datetime | None

MOST_ON_PAPER = 1_000
"""So many rows are laid out on one page to print; more are for Excel."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 1 << 20  # bytes of a file that are kept in memory before they go to the disk


class _Laid(Protocol):
    """What is asked of a list that leaves (see ``listing.Offer``)."""

    @property
    def columns(self) -> Sequence[Any]: ...
    @property
    def title(self) -> Any: ...
    @property
    def listing(self) -> Any: ...
    @property
    def query(self) -> str: ...


def workbook(
    request: HttpRequest, laid: _Laid, cells: Iterable[list[Cell]], *, count: int, about: str
) -> HttpResponseBase:
    """The list as an .xlsx file: title, filters in words, frozen heads, days as days and numbers as numbers.

    A long list is left to the worker (see ``files``), and the answer leads to where it will be; the worker comes here
    again with a request that brings the file to write.
    """
    writing: Writing | None = getattr(request, "writing", None)
    if writing is not None:
        with writing.part.open("wb") as file:
            _write(file, laid, _told(cells, count, writing), count=count, about=about)
        return HttpResponse()
    if count >= LONG:
        key = ask_for(actor=actor_of(request), listing=laid.listing.name, query=laid.query)
        return redirect("saved_views:file", key)
    spooled = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with the response)
    _write(cast(BinaryIO, spooled), laid, cells, count=count, about=about)
    spooled.seek(0)
    name = f"{laid.listing.stem}-{today():%Y-%m-%d}.xlsx"
    return FileResponse(spooled, as_attachment=True, filename=name, content_type=WORKBOOK)


def _write(file: BinaryIO, laid: _Laid, cells: Iterable[list[Cell]], *, count: int, about: str) -> None:
    told = _("Bộ lọc: %(about)s. %(count)s dòng, xuất ngày %(day)s.") % {
        "about": about, "count": format_decimal(count), "day": format_day(today())
    }  # fmt: skip
    sheet = Sheet(
        name=str(laid.title),
        title=str(laid.title),
        about=told,
        columns=[SheetColumn(str(column.head), column.width) for column in laid.columns],
        rows=([_plain(cell) for cell in row] for row in cells),
    )
    write_workbook(file, [sheet], is_long=True)


def _told(cells: Iterable[list[Cell]], count: int, writing: Writing) -> Iterator[list[Cell]]:
    for done, row in enumerate(cells, 1):
        writing.tell(done, count)
        yield row


def on_paper(request: HttpRequest, laid: _Laid, cells: Iterator[list[Cell]], *, count: int, about: str) -> HttpResponse:
    """The list as a page to print (in): title, filters in words, the day, how many rows."""
    rows = [[(shown(cell), isinstance(cell, (int, Decimal))) for cell in row] for row in islice(cells, MOST_ON_PAPER)]
    context = {"list": laid, "rows": rows, "count": count, "left_out": count - len(rows), "about": about}
    return render(request, "saved_views/paper.html", context)


def _plain(cell: Cell) -> str | int | Decimal | date | None:
    """A moment goes into a cell as its day and time in Vietnam, in words: cells have no time zone."""
    return shown(cell) if isinstance(cell, datetime) else cell


def shown(cell: Cell) -> str:
    """A value in words, as Vietnamese offices write it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return format_day(cell)
    return cell if isinstance(cell, str) else format_decimal(cell)
