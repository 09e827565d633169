"""The cells of units by indicators as HTML: made by hand, because a template would take longer than the queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vaocuoc.publishing.overview.groups import GROUPS
from vaocuoc.publishing.overview.matrix import COUNTED, CellValue, Row
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.models import Indicator, Target
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.templatetags.ui import verdict_mark
from vaocuoc.ui.words import VERDICTS


@dataclass(frozen=True)
class Head:
    """The head of a column: the indicator, what is asked of the whole, in how many units it is late."""

    indicator: Indicator
    aim: str
    late: int


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it; ``group`` heads the rows that follow where the group begins."""

    pk: int
    name: str
    group: str
    needs: SafeString
    cells: SafeString


def heads(columns: Sequence[Indicator], aims: Mapping[int, Target], late: Mapping[int, int]) -> list[Head]:
    """The heads of the columns on the page."""
    return [
        Head(one, aim_words(aims[one.pk], one, short=True) if one.pk in aims else "", late.get(one.pk, 0))
        for one in columns
    ]


def shown_rows(
    rows: Sequence[Row],
    columns: Sequence[Indicator],
    cells: Mapping[tuple[int, int], CellValue],
    *,
    sizes: Mapping[str, int],
    carried: str,
    as_percent: bool,
) -> list[ShownRow]:
    """The rows of a page. ``sizes`` are those of whole groups; without, rows have no heads of groups."""
    marks = {code: verdict_mark(code, 13) for code in VERDICTS}
    bases = [(one, reverse("indicators:detail", args=[one.pk])) for one in columns]
    shown: list[ShownRow] = []
    before = ""
    for row in rows:
        group = ""
        if sizes and row.group != before:
            group, before = f"{GROUPS[row.group]} ({format_decimal(sizes[row.group])})", row.group
        made = [_cell(cells.get((row.pk, one.pk)), f"{base}?don-vi={row.pk}", one, marks, as_percent=as_percent)
                for one, base in bases]  # fmt: skip
        shown.append(ShownRow(row.pk, row.name, group, _needs(row, marks, carried), SafeString("".join(made))))
    return shown


def _cell(
    cell: CellValue | None, address: str, indicator: Indicator, marks: Mapping[str, SafeString], *, as_percent: bool
) -> str:
    """One cell; what stands in it is digits, addresses of keys and marks, so nothing needs escaping."""
    if cell is None:
        return '<td class="na">·</td>'
    if as_percent:
        figure = "–" if cell.percent is None else f"{format_decimal(cell.percent, 1)}%"
    elif cell.value is None:
        figure = "–" if cell.code != "no_report" else ""
    else:
        figure = format_decimal(cell.value, indicator.decimals)
    return f'<td class="{cell.code}"><a href="{address}">{marks[cell.code]}{figure}</a></td>'


def _needs(row: Row, marks: Mapping[str, SafeString], carried: str) -> SafeString:
    """How many cells of the unit need someone, by verdict, each with the list that it counts."""
    address = reverse("indicators:list")
    made = SafeString()
    for code in COUNTED:
        if number := row.needs.get(code):
            query = f"don-vi={row.pk}&danh-gia={code}" + (f"&{carried}" if carried else "")
            title = _("%(number)s chỉ tiêu: %(word)s") % {"number": number, "word": VERDICTS[code].word}
            made += format_html('<a class="{}" href="{}?{}" title="{}">{}{}</a>', f"n-{code}", address, query, title,
                                marks[code], number)  # fmt: skip
    return made
