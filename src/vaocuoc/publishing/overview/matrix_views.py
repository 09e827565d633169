"""The page of units by indicators (đơn vị × chỉ tiêu): one page of it, the whole of it as Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of, actor_or_none
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.publishing.overview.cells import Head, ShownRow, heads, shown_rows
from vaocuoc.publishing.overview.groups import GROUPS
from vaocuoc.publishing.overview.matrix import (
    COLUMNS,
    ROWS,
    Matrix,
    MatrixFilters,
    cells_of,
    common_aims,
    in_blocks,
    matrix_of,
)
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.models import Target
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.navigation import OUTPUT, Item
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.words import VERDICTS

MOST_CELLS = 250_000
"""So many cells go into one workbook."""
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def matrix(request: HttpRequest) -> HttpResponseBase:
    """Units by indicators (đơn vị × chỉ tiêu), narrowed by the address; ``dang=xlsx`` gives all of it."""
    actor = actor_of(request)
    filters, document = _filters(request, actor)
    table = matrix_of(actor, today=today(), filters=filters)
    if request.GET.get("dang") == "xlsx":
        return _workbook(request, table, document)
    page = page_of(request, table.rows, size=ROWS)
    columns = page_of(request, table.columns, size=COLUMNS, parameter="ngang")
    cells = cells_of(list(columns), [row.pk for row in page])
    as_percent = request.GET.get("xem") == "lo-trinh"
    carried = _carried(filters)
    context = {
        "table": table,
        "page": page,
        "columns": columns,
        "heads": _heads(table, columns),
        "rows": _rows(page, columns, cells, table, filters, carried, as_percent=as_percent),
        "width": len(columns) + 2,
        "until": max((one.until for one in cells.values() if one.until), default=None),
        "sentence": _sentence(table),
        "filters": filters,
        "as_percent": as_percent,
        "document": document,
        "documents": _documents(actor),
        "leads": _leads(actor),
        "groups": list(GROUPS.items()),
        "below": Unit.objects.filter(pk=filters.below).first() if filters.below else None,
        "is_narrowed": filters != MatrixFilters(by_need=filters.by_need),
        "legend": list(VERDICTS),
    }
    return render(request, "publishing/overview/matrix.html", context)


def _heads(table: Matrix, columns: Page[Any]) -> list[Head]:
    return heads(list(columns), common_aims(list(columns)), table.late)


def _rows(
    page: Page[Any],
    columns: Page[Any],
    cells: Any,
    table: Matrix,
    filters: MatrixFilters,
    carried: str,
    *,
    as_percent: bool,
) -> list[ShownRow]:
    sizes = {} if filters.by_need else table.sizes
    return shown_rows(list(page), list(columns), cells, sizes=sizes, carried=carried, as_percent=as_percent)


def _sentence(table: Matrix) -> str:
    """Which unit and which indicator need someone most."""
    parts = []
    unit, column = table.worst_unit, table.worst_column
    if unit is not None:
        red = unit.needs.get("off_track", 0) + unit.needs.get("missed", 0)
        facts = {"unit": unit.name, "red": format_decimal(red), "risk": format_decimal(unit.needs.get("at_risk", 0))}
        if red and unit.needs.get("at_risk"):
            words = _("%(unit)s cần chú ý nhất: %(red)s chỉ tiêu khó đạt hoặc không đạt, %(risk)s có nguy cơ.")
        elif red:
            words = _("%(unit)s cần chú ý nhất: %(red)s chỉ tiêu khó đạt hoặc không đạt.")
        else:
            words = _("%(unit)s cần chú ý nhất: %(risk)s chỉ tiêu có nguy cơ.")
        parts.append(words % facts)
    if column is not None:
        facts = {"name": column.name, "number": format_decimal(table.late[column.pk])}
        parts.append(_("Chỉ tiêu chậm ở nhiều đơn vị nhất: %(name)s, %(number)s đơn vị.") % facts)
    return " ".join(parts) or _("Không có đơn vị nào khó đạt, không đạt hoặc có nguy cơ.")


# --- what the address asks --------------------------------------------------------------------------------------------


def _filters(request: HttpRequest, actor: Actor) -> tuple[MatrixFilters, Document | None]:
    given = request.GET
    document = None
    if asked := _number(given.get("van-ban", "")):
        document = visible_documents(actor).filter(pk=asked).first()
        if document is None:
            raise Http404
    group = given.get("nhom", "")
    filters = MatrixFilters(
        document=document.pk if document else None,
        lead=_number(given.get("chu-tri", "")),
        group=group if group in GROUPS else "",
        below=_number(given.get("thuoc", "")),
        text=given.get("q", "").strip()[:200],
        by_need=given.get("xep") == "chu-y",
    )
    return filters, document


def _carried(filters: MatrixFilters) -> str:
    """What a link to the list of indicators carries of the filters."""
    given = {"van-ban": filters.document, "chu-tri": filters.lead}
    return urlencode({key: value for key, value in given.items() if value})


def _number(text: str) -> int | None:
    return key_in(text)


def _documents(actor: Actor) -> list[Document]:
    """The papers that set targets, the newest first."""
    aims = Target.objects.filter(document=OuterRef("pk"), withdrawn_at__isnull=True)
    return list(visible_documents(actor).filter(Exists(aims)).order_by("-issued_on", "-pk")[:100])


def _leads(actor: Actor) -> list[Unit]:
    led = visible_indicators(actor).order_by().values("lead_unit")
    return list(Unit.objects.filter(pk__in=led).order_by("sort_key", "pk").only("pk", "name")[:200])


# --- Excel ------------------------------------------------------------------------------------------------------------


def _workbook(request: HttpRequest, table: Matrix, document: Document | None) -> HttpResponseBase:
    """Two sheets, the values and the verdicts in words, of every row and column."""
    if len(table.rows) * len(table.columns) > MOST_CELLS:
        facts = {"most": format_decimal(MOST_CELLS)}
        messages.error(request, _("Bảng có hơn %(most)s ô, chưa lập tệp. Thu hẹp bộ lọc rồi tải lại.") % facts)
        kept = request.GET.copy()
        kept.pop("dang", None)
        return redirect(f"{request.path}?{kept.urlencode()}")
    about = _("%(rows)s đơn vị, %(columns)s chỉ tiêu, đánh giá cho ngày %(day)s") % {
        "rows": format_decimal(len(table.rows)), "columns": format_decimal(len(table.columns)),
        "day": format_day(today()),
    }  # fmt: skip
    about += f". {document}" if document else ""
    first = [Column(_("Đơn vị"), 34), Column(_("Nhóm"), 18), Column(_("Khó đạt, không đạt"), 10),
             Column(_("Có nguy cơ"), 10)]  # fmt: skip
    values = first + [Column(f"{one.name} ({one.unit_of_measure})", 16) for one in table.columns]
    words = [first[0], *(Column(one.name, 16) for one in table.columns)]
    file = BytesIO()
    title = _("Đơn vị × chỉ tiêu")
    sheets = [
        Sheet(_("Giá trị"), values, _values(table), title=title, about=about),
        Sheet(_("Đánh giá"), words, _verdicts(table), title=title, about=about),
    ]
    write_workbook(file, sheets, is_long=True)
    file.seek(0)
    name = f"don-vi-chi-tieu-{today():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def _values(table: Matrix) -> Iterator[Sequence[Value]]:
    for row, cells in in_blocks(table):
        red = row.needs.get("off_track", 0) + row.needs.get("missed", 0)
        head: list[Value] = [row.name, str(GROUPS[row.group]), red, row.needs.get("at_risk", 0)]
        found = [cells.get((row.pk, one.pk)) for one in table.columns]
        yield head + [cell.value if cell else None for cell in found]


def _verdicts(table: Matrix) -> Iterator[Sequence[Value]]:
    words = {code: str(mark.word) for code, mark in VERDICTS.items()}
    for row, cells in in_blocks(table):
        found = [cells.get((row.pk, one.pk)) for one in table.columns]
        yield [row.name, *(words[cell.code] if cell else "·" for cell in found)]


def navigation(request: HttpRequest) -> list[Item]:
    """The table's place in the rail."""
    actor = actor_or_none(request)
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    label = gettext_lazy("Đơn vị × chỉ tiêu")
    return [Item(group=OUTPUT, label=label, icon="n-mx", url_name="overview:matrix", order=60)]
