"""Giving a second system its table (xuất đúng mẫu): its headings in its order, days and states as it writes them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, cast

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views.files import LONG, Writing, ask_for
from vaocuoc.directory.saved_views.leaving import WORKBOOK
from vaocuoc.directory.saved_views.listing import in_batches
from vaocuoc.formats.workbook import Column, Sheet, write_workbook
from vaocuoc.tracking.second_systems.columns import FIELDS, Line, Plain, as_there, at_hand
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, SystemColumn
from vaocuoc.tracking.second_systems.showing import SLUGS
from vaocuoc.tracking.second_systems.subjects import entries_of, joined, model_of
from vaocuoc.ui.clock import today

LISTING = "second_systems"
"""Its name in ``settings.LISTS``: a long table is written by the worker as those of lists are."""
_IN_MEMORY = 1 << 20


def in_their_shape(
    request: HttpRequest, actor: Actor, system: SecondSystem, kind: Kind, ordered: QuerySet[Any]
) -> HttpResponseBase:
    """The rows of a list as a workbook that the system takes in; a long one is left to the worker.

    Nothing stands above the headings: what takes a table in expects them in the first row.
    """
    keys = list(ordered.values_list("pk", flat=True))
    columns = list(system.columns.filter(kind=kind))
    lines = _lines(system, kind, keys, [column.field for column in columns])
    writing: Writing | None = getattr(request, "writing", None)
    if writing is not None:
        with writing.part.open("wb") as file:
            _write(file, system, kind, columns, _told(lines, len(keys), writing))
        return HttpResponse()
    if len(keys) >= LONG:
        return redirect("saved_views:file", ask_for(actor=actor, listing=LISTING, query=_query(request.GET)))
    spooled = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with the response)
    _write(cast(BinaryIO, spooled), system, kind, columns, lines)
    spooled.seek(0)
    name = f"{system.short_name}-{SLUGS[kind]}-{today():%Y-%m-%d}.xlsx"
    return FileResponse(spooled, as_attachment=True, filename=name, content_type=WORKBOOK)


def _query(given: QueryDict) -> str:
    kept = given.copy()
    for name in ("dang", "trang"):
        kept.pop(name, None)
    return kept.urlencode()


def _lines(system: SecondSystem, kind: Kind, keys: Sequence[int], fields: Sequence[str]) -> Iterator[Line]:
    """Every row in order, made some hundreds at a time."""
    day = today()

    def some(part: list[int]) -> list[tuple[Any, Any]]:
        rows: Any = model_of(kind)._default_manager.filter(pk__in=part)
        by_key = {one.pk: one for one in at_hand(joined(rows, kind), kind, day, fields=fields)}
        found = [by_key[key] for key in part if key in by_key]
        entries = entries_of(system, kind, found)
        return [(one, entries.get(one.pk)) for one in found]

    return (Line(number, one, entry) for number, (one, entry) in enumerate(in_batches(keys, some), 1))


def _write(
    file: BinaryIO, system: SecondSystem, kind: Kind, columns: Sequence[SystemColumn], lines: Iterable[Line]
) -> None:
    known = FIELDS[kind]
    widths = [known[column.field].width if column.field in known else 18 for column in columns]
    sheet = Sheet(
        name=system.short_name,
        columns=[Column(column.heading, width) for column, width in zip(columns, widths, strict=True)],
        rows=([_cell(system, kind, column, line) for column in columns] for line in lines),
    )
    write_workbook(file, [sheet], is_long=True)


def _cell(system: SecondSystem, kind: Kind, column: SystemColumn, line: Line) -> Plain:
    field = FIELDS[kind].get(column.field)
    return as_there(system, column.field, field.value(line)) if field else None


def _told(lines: Iterable[Line], count: int, writing: Writing) -> Iterator[Line]:
    for done, line in enumerate(lines, 1):
        writing.tell(done, count)
        yield line
