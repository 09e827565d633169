"""The page of units beside each other on one indicator (so sánh đơn vị)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from vaocuoc.core.calendars import Period
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.publishing.overview.comparison import (
    MOST_BY_SHARE,
    Compared,
    Comparison,
    Judged,
    by_share,
    compared_rows,
    comparison_lately,
    judged_rows,
    lacking_rows,
)
from vaocuoc.publishing.overview.drawing import Bar, bars
from vaocuoc.publishing.overview.files import comparison_workbook
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.arithmetic import aim_words, share_base_words, with_unit
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.models import Indicator, Obligation
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.paging import page_of

_ROWS = 50
_LACKING = 200


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Units compared on like terms: the same indicator, period and definition, each beside its own target."""
    actor = actor_of(request)
    indicator = get_indicator(actor, pk)
    order = request.GET.get("xep", "")
    asked = _period(request.GET.get("ky", ""))
    of_sums = request.GET.get("so") == "cong"
    found = comparison_lately(indicator, asked=asked, by_name=order == "danh-ba", of_sums=of_sums)
    orders = [("", _("giá trị")), ("danh-ba", _("danh bạ"))]
    if found is not None and len(found.units) <= MOST_BY_SHARE:
        orders.append(("ti-le", _("tỷ lệ so với mục tiêu")))
        found = by_share(found, today=today()) if order == "ti-le" else found
    context: dict[str, object] = {"indicator": indicator, "found": found, "orders": orders, "order": order}
    if found is not None and request.GET.get("dang") == "xlsx":
        rows = compared_rows(found, found.units)
        return comparison_workbook(found, rows, _sentence(found, rows), today=today())
    if found is not None:
        page = page_of(request, found.units, size=_ROWS)
        rows = compared_rows(found, [*page, *(found.extremes or ())])
        sentence = _sentence(found, rows)
        judged = judged_rows(found, rows[: len(page)], today=today())
        context |= {
            "page": page,
            "rows": [_words(one, indicator) for one in judged],
            "lacking": lacking_rows(found, found.lacking[:_LACKING]),
            "periods": [(code_of(one), one) for one in found.periods],
            "period": code_of(found.period),
            "before": found.period.same_last_year(),
            "sentence": sentence,
            "unsure": _unsure(found),
            "drawing": _drawing(found, judged, sentence),
            "is_share": indicator.unit_of_measure.strip() == "%",
        }
    return render(request, "publishing/overview/compare.html", context)


def code_of(period: Period) -> str:
    """How the address names a period: its kind, year and number within it."""
    return f"{period.calendar}.{period.kind}.{period.year}.{period.index}"


def _period(text: str) -> Period | None:
    parts = text.split(".")
    if len(parts) != 4 or not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in parts[2:]):
        return None
    try:
        return Period(parts[0], parts[1], int(parts[2]), int(parts[3]))
    except ValueError:
        return None


def _sentence(found: Comparison, rows: Sequence[Compared]) -> str:
    """How many have a figure, who stands highest, lowest, in the middle; ``rows`` hold at least the extremes."""
    indicator = found.indicator
    facts = {
        "period": capfirst(period_name(found.period)),
        "have": format_decimal(len(found.units)),
        "owing": format_decimal(len(found.units) + len(found.lacking)),
    }
    words = _("%(period)s: %(have)s/%(owing)s đơn vị có số.") % facts
    if len(found.units) > 1 and found.extremes and found.middle is not None:
        known = {row.unit.pk: row for row in rows}
        high, low = (known[unit] for unit in found.extremes)
        extremes = {
            "high": high.unit,
            "low": low.unit,
            "most": with_unit(high.value, indicator),
            "least": with_unit(low.value, indicator),
            "middle": with_unit(round(found.middle, indicator.decimals), indicator),
        }
        words += (
            " " + _("Cao nhất: %(high)s, %(most)s; thấp nhất: %(low)s, %(least)s; đứng giữa: %(middle)s.") % extremes
        )
    return words


def _words(one: Judged, indicator: Indicator) -> tuple[Judged, str, str]:
    """A row with its target, and from where the part of it is counted."""
    aim = aim_words(one.row.target, indicator) if one.row.target else ""
    return one, aim, share_base_words(one.then, indicator)


def _unsure(found: Comparison) -> str:
    """How many figures are not firm, of what sort; empty where all are."""
    said = [
        (found.estimates, ngettext("%(count)s số ước", "%(count)s số ước", found.estimates)),
        (found.unapproved, ngettext("%(count)s số chưa duyệt", "%(count)s số chưa duyệt", found.unapproved)),
    ]
    return ", ".join(words % {"count": format_decimal(count)} for count, words in said if count)


def _drawing(found: Comparison, judged: list[Judged], sentence: str) -> str:
    """The bars of the page; a target is drawn where it is asked of the same figure."""
    indicator = found.indicator
    made = [
        Bar(
            one.compared.unit.name,
            one.compared.value,
            format_decimal(one.compared.value, indicator.decimals),
            one.row.aim if one.then.actual == one.compared.value else None,
            not one.compared.is_firm,
        )
        for one in judged
    ]
    return bars(made, sentence)


def indicator_panel(request: HttpRequest, row: IndicatorRow) -> str | None:
    """The way from an indicator to its units beside each other, where several owe it."""
    owing = Obligation.objects.filter(indicator=row.indicator).exclude(unit=row.indicator.keeper_id)
    number = owing.order_by().values("unit").distinct().count()
    if number < 2:
        return None
    context = {"indicator": row.indicator, "number": number}
    return render_to_string("publishing/overview/_indicator_panel.html", context, request)
