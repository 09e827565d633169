"""The period sheet, the list behind each of its numbers, and its ways out (phiếu tổng hợp)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import COLUMNS
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import opened
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.assignment.views.asking import superior_of
from vaocuoc.tracking.counting.columns import COUNTED
from vaocuoc.tracking.counting.outputs import paper_of, rate_words, workbook_of
from vaocuoc.tracking.counting.periods import Asked, asked_period, offered_periods
from vaocuoc.tracking.counting.sheets import (
    GROUPS,
    Line,
    Narrowing,
    PeriodSheet,
    counted_rows,
    keys_in,
    sheet_of,
)
from vaocuoc.tracking.counting.wording import DEFINITIONS, HEADS, SHOWN
from vaocuoc.tracking.registers import own_register
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of

_ROWS = 40
_LINES = 50
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NARROW = {"so": "keeper", "chu-tri": "unit", "theo-doi": "follower", "van-ban": "document"}
INTERNAL = "noi-bo"


@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The tasks of a period counted by unit, follower, paper or field; ``dang`` gives a workbook or a paper."""
    actor = actor_of(request)
    actor_may_view(actor)
    asked = asked_period(request.GET, today=today())
    group, narrowed = _group(request), _narrowing(request)
    counted = sheet_of(actor, today=today(), span=asked.span, group=group, narrowed=narrowed)
    is_internal = request.GET.get("ban") == INTERNAL and actor.may_somewhere(Action.ASSIGN)
    sheets = [counted]
    if is_internal and group != "theo-doi":
        sheets.append(sheet_of(actor, today=today(), span=asked.span, group="theo-doi", narrowed=narrowed))
    if request.GET.get("dang") == "xlsx":
        name = f"phieu-{asked.stem}.xlsx"
        book = workbook_of(sheets, words=asked.words)
        return FileResponse(book, as_attachment=True, filename=name, content_type=_WORKBOOK)
    if request.GET.get("dang") == "docx":
        return _paper(actor, sheets, asked, is_internal)
    is_paper = request.GET.get("dang") == "in"
    page = page_of(request, counted.lines, size=max(len(counted.lines), 1) if is_paper else _LINES)
    context = {
        "asked": asked,
        "sheet": counted,
        "page": page,
        "tables": [
            (one, [_shown(request, one, line) for line in (page if place == 0 else one.lines)])
            for place, one in enumerate(sheets)
        ],
        "totals": {one.group: _shown(request, one, one.total) for one in sheets},
        "group": group,
        "groups": list(GROUPS.items()),
        "offered": offered_periods(today()),
        "heads": [(head, [(name, HEADS[name]) for name in names]) for head, names in SHOWN],
        "names": [name for _head, names in SHOWN for name in names],
        "definitions": DEFINITIONS,
        "is_internal": is_internal,
        "may_internal": actor.may_somewhere(Action.ASSIGN),
        "keepers": _keepers(actor),
        "narrowed": narrowed,
        "narrowing": _narrow_words(narrowed),
        "is_paper": is_paper,
        "own": (request.GET.get("tu", ""), request.GET.get("den", "")),
    }
    return render(request, "tracking/counting/paper.html" if is_paper else "tracking/counting/sheet.html", context)


@require_safe
def tasks(request: HttpRequest) -> HttpResponseBase:
    """The tasks behind a number of the sheet, as they stood on the day of the count."""
    actor, offer = actor_of(request), opened(request, COUNTED)
    actor_may_view(actor)
    if offer.elsewhere is not None:
        return offer.elsewhere
    asked, group = asked_period(request.GET, today=today()), _group(request)
    column = request.GET.get("cot-so", "open")
    if column not in COLUMNS:
        raise Http404
    line = key_in(request.GET.get("dong", ""))
    narrowed = _narrowing(request)
    keys = keys_in(actor, today=today(), span=asked.span, column=column, group=group, line=line, narrowed=narrowed)
    words = [(_("kỳ"), asked.words), (_("cột"), HEADS[column]), (_("tính đến hết ngày"), format_day(asked.span.seen))]
    if offer.leaves:
        rows = counted_rows(keys, today=today(), span=asked.span)
        return offer.leave(rows, count=len(keys), filters=words)
    page = page_of(request, keys, size=_ROWS)
    page.object_list = offer.with_plain(counted_rows([*page.object_list], today=today(), span=asked.span))
    context = {
        "asked": asked,
        "list": offer,
        "page": page,
        "count": len(keys),
        "column": HEADS[column],
        "line_name": _line_name(actor, group, line),
        "back": f"{reverse('counting:sheet')}?{_query(request, 'dong', 'cot-so', 'cot', 'trang')}",
        "is_past": asked.span.seen < today(),
    }
    return render(request, "tracking/counting/tasks.html", context)


def actor_may_view(actor: Actor) -> None:
    """Raise ``Refused("access.denied")`` for who reads no register at all."""
    if not actor.may_somewhere(Action.VIEW):
        raise Refused("access.denied", action=str(Action.VIEW))


# --- what the address asks --------------------------------------------------------------------------------------------


def _group(request: HttpRequest) -> str:
    asked = request.GET.get("nhom", "")
    return asked if asked in GROUPS else "don-vi"


def _narrowing(request: HttpRequest) -> Narrowing:
    return Narrowing(**{field: key_in(request.GET.get(name, "")) for name, field in _NARROW.items()})


def _query(request: HttpRequest, *without: str) -> str:
    kept = [(name, value) for name in request.GET for value in request.GET.getlist(name) if name not in without]
    return urlencode([(name, value) for name, value in kept if value])


def _shown(request: HttpRequest, sheet: PeriodSheet, line: Line) -> dict[str, Any]:
    """A line with the address of each of its numbers."""
    base = _query(request, "trang", "dang", "ban", "nhom", "dong", "cot-so")
    at = "" if line is sheet.total else f"&dong={line.key}"
    address = f"{reverse('counting:tasks')}?{base}{'&' if base else ''}nhom={sheet.group}{at}&cot-so="
    cells = [(name, line.of(name), f"{address}{name}") for _head, names in SHOWN for name in names]
    return {"line": line, "cells": cells, "rate": rate_words(line), "overdue": line.of("overdue")}


def _keepers(actor: Actor) -> list[Unit]:
    """The registers that one sees, where they are several."""
    seen = actor.units(Action.VIEW).filter(pk__in=Task.objects.order_by().values("keeper"))
    found = list(seen.order_by("sort_key", "pk")[:100])
    return found if len(found) > 1 else []


def _narrow_words(narrowed: Narrowing) -> bool:
    return replace(narrowed, keeper=None) != Narrowing()


def _line_name(actor: Actor, group: str, line: int | None) -> str:
    if line is None:
        return ""
    if group == "don-vi":
        return str(Unit.objects.filter(pk=line).values_list("name", flat=True).first() or "")
    return str(GROUPS[group])


def _paper(actor: Actor, sheets: list[PeriodSheet], asked: Asked, is_internal: bool) -> HttpResponse:
    keeper = Unit.objects.filter(pk=sheets[0].narrowed.keeper or own_register(actor) or 0).first()
    keeper = keeper or (actor.post.unit if actor.post else None)
    if keeper is None:
        raise Http404
    settings = settings_of(keeper, superior=superior_of(keeper, actor))
    content = paper_of(sheets, settings, words=asked.words, is_internal=is_internal, today=today())
    response = HttpResponse(content, content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="phieu-{asked.stem}.docx"'
    return response
