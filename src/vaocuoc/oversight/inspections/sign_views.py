"""The page of signs that help an inspection, each with its definition and its denominator; as Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.leaving import Cell, workbook
from vaocuoc.oversight.inspections.access import require_inspecting
from vaocuoc.oversight.inspections.exporting import MOST
from vaocuoc.oversight.inspections.figures import indicators_opened
from vaocuoc.oversight.inspections.naming import options
from vaocuoc.oversight.inspections.selection import MOST_RUNS, filters_of, sign_form
from vaocuoc.oversight.inspections.signs import SIGNS, Filters, Sign, counted
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import with_unit
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.paging import page_of

_ROWS = 40
_BATCH = 500


@dataclass(frozen=True)
class Line:
    """One row of a sign: the object and where it leads, whose it is, what was seen."""

    name: str
    unit: str
    seen: str
    address: str = ""
    more: str = ""


@dataclass(frozen=True)
class _Head:
    head: str
    width: float


@dataclass(frozen=True)
class _Listing:
    name: str
    stem: str


@dataclass(frozen=True)
class _Laid:
    """What the writer of files asks of a list."""

    title: str
    columns: tuple[_Head, ...]
    listing: _Listing
    query: str


@require_safe
def signs(request: HttpRequest) -> HttpResponseBase:
    """Every sign with its number (dấu hiệu), or the rows of the one that the address names."""
    actor = actor_of(request)
    require_inspecting(actor)
    form = sign_form(actor, request.GET)
    filters = filters_of(actor, form)
    code = form.cleaned_data.get("sign") or ""
    context: dict[str, Any] = {"form": form, "query": _query(request), "names": options(form.offered())}
    if code not in SIGNS:
        context["counted"] = counted(actor, filters, form.cleaned_data.get("kind") or "")
        return render(request, "oversight/inspections/signs.html", context)
    sign, rows = SIGNS[code], SIGNS[code].rows(actor, filters)
    if request.GET.get("dang") == "xlsx":
        return _as_workbook(request, actor, sign, rows, filters)
    page = page_of(request, rows, size=_ROWS)
    context |= {
        "sign": sign,
        "code": code,
        "whole": sign.whole(actor, filters).count(),
        "page": page,
        "lines": lines_of(actor, page.object_list, filters),
        "may_take_out": page.paginator.count <= (MOST_RUNS if code == "lap-lai" else MOST),
    }
    return render(request, "oversight/inspections/sign.html", context)


def _query(request: HttpRequest) -> str:
    """The address behind the question mark without page and format."""
    kept = request.GET.copy()
    for name in ("trang", "dang"):
        kept.pop(name, None)
    return kept.urlencode()


def _as_workbook(request: HttpRequest, actor: Actor, sign: Sign, rows: Any, filters: Filters) -> HttpResponseBase:
    heads = ((pgettext("dòng", "Mục"), 70), (_("Đơn vị"), 40), (_("Dấu hiệu"), 60), (_("Thông tin thêm"), 40))
    laid = _Laid(str(sign.name), tuple(_Head(*head) for head in heads), _Listing("signs", "dau-hieu"), _query(request))
    count = rows.count()
    return workbook(request, laid, _cells(actor, rows, count, filters), count=count, about=_about(sign, filters))


def _about(sign: Sign, filters: Filters) -> str:
    words = [str(sign.meaning)]
    if filters.first:
        words.append(_("từ ngày %(day)s") % {"day": format_day(filters.first)})
    if filters.last:
        words.append(_("đến hết ngày %(day)s") % {"day": format_day(filters.last)})
    if filters.scope:
        words.append(_("theo quyết định %(number)s") % {"number": filters.scope.number})
    return "; ".join(words)


def _cells(actor: Actor, rows: Any, count: int, filters: Filters) -> Iterator[list[Cell]]:
    for start in range(0, count, _BATCH):
        for line in lines_of(actor, rows[start : start + _BATCH], filters):
            yield [line.name, line.unit, line.seen, line.more]


def lines_of(actor: Actor, rows: Iterable[Any], filters: Filters) -> list[Line]:
    """Rows of any sign in words, each leading to its object; for figures a query more, and one a decision."""
    rows = list(rows)
    figures = [row for row in rows if hasattr(row, "indicator")]
    if not figures:
        return [_of_task(row) for row in rows]
    keys = {row.indicator.pk for row in figures}
    whole = set(visible_indicators(actor).filter(pk__in=keys).values_list("pk", flat=True))
    hidden = keys - whole
    scopes = (filters.scope,) if filters.scope else actor.opened() if hidden else ()
    opened = [(scope, _opened(scope, hidden)) for scope in scopes]
    return [_of_figure(row, whole, _under(row, opened)) for row in figures]


def _opened(scope: Scope, keys: set[int]) -> set[int]:
    return set(indicators_opened(scope).filter(pk__in=keys).values_list("pk", flat=True))


def _under(row: Any, opened: list[tuple[Scope, set[int]]]) -> int | None:
    """The decision that opens a figure, where its indicator's own page does not."""
    units = {row.unit.pk, row.provider.pk}
    return next((one.decision for one, keys in opened if row.indicator.pk in keys and units & one.units), None)


def _of_task(row: Any) -> Line:
    task: Task = row if isinstance(row, Task) else row.task
    return Line(
        name=f"{task.code} {task.title}",
        unit=str(task.lead_unit or task.lead_post),
        seen=_seen(row),
        address=reverse("tasks:detail", args=[task.pk]),
        more=_more(row),
    )


def _seen(row: Any) -> str:
    if hasattr(row, "moved_on"):
        facts = {
            "old": format_day(row.old),
            "new": format_day(row.new) if row.new else "–",
            "day": format_day(row.moved_on),
        }
        return _("Ngày %(day)s đổi hạn %(old)s thành %(new)s") % facts
    if isinstance(row, Task) and hasattr(row, "waited"):
        facts = {"days": row.waited, "done": _day(row.completed_on), "day": _local(row.closed_at)}
        return _("Hoàn thành %(done)s, ghi %(day)s, sau %(days)s ngày") % facts
    if isinstance(row, Task):
        return _("Ghi hoàn thành %(day)s, không có minh chứng được xác nhận") % {"day": _local(row.closed_at)}
    facts = {"number": row.number, "day": format_day(row.date), "done": _day(row.task.completed_on)}
    return _("Hoàn thành %(done)s, minh chứng %(number)s ngày %(day)s") % facts


def _more(row: Any) -> str:
    if hasattr(row, "moved_on"):
        return f"{row.reason} ({row.by_post or row.by})"
    if isinstance(row, Task):
        return row.product and _("Sản phẩm: %(product)s") % {"product": row.product}
    return str(row.subject)


def _of_figure(row: Any, whole: set[int], under: int | None) -> Line:
    indicator: Indicator = row.indicator
    address = ""
    if indicator.pk in whole:
        address = f"{reverse('indicators:detail', args=[indicator.pk])}?don-vi={row.unit.pk}"
    elif under is not None:
        address = reverse("inspections:indicator", args=[under, indicator.pk])
    provider = _("nơi báo cáo: %(name)s") % {"name": row.provider} if row.provider != row.unit else ""
    if hasattr(row, "length"):
        facts = {
            "value": _value(row.value, indicator),
            "number": row.length,
            "first": format_day(row.first),
            "last": format_day(row.last),
        }
        seen = _("%(value)s trong %(number)s kỳ liền, từ %(first)s đến %(last)s") % facts
        return Line(str(indicator), str(row.unit), seen, address, provider)
    facts = {
        "old": _value(row.value, indicator),
        "new": _value(row.later_value, indicator),
        "day": _local(row.later_at),
        "end": format_day(row.period_end),
    }
    seen = _("Kỳ đến %(end)s: duyệt %(old)s, ngày %(day)s báo cáo lại %(new)s") % facts
    return Line(
        str(indicator), str(row.unit), seen, address, "; ".join(one for one in (row.later_reason, provider) if one)
    )


def _value(value: int | None, indicator: Indicator) -> str:
    if value is None:
        return _("rút số")
    return with_unit(from_scaled(value, indicator.decimals), indicator)


def _local(at: Any) -> str:
    return format_day(timezone.localdate(at)) if at else "–"


def _day(day: date | None) -> str:
    return format_day(day) if day else "–"
