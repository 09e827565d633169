"""Writing of simple workbooks (.xlsx, bảng tính ra): titled tables with frozen heads, ready to print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

Value = str | int | float | Decimal | date | None

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_LARGEST_NUMBER = 10**15
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_LINED = {**_FONT, "border": 1, "text_wrap": True}
_DAY = "dd/mm/yyyy"
_LINE_HEIGHT = 16
_HIGHEST_ROW = 409
_A3, _A4 = 8, 9
_LISTS = "Danh mục"
_CHOOSABLE = 2000
"""So many rows below the head drop their choices down; at most 26 columns have any."""
_BOLDER = "  "
"""What the button of the filter and bold letters take of a head's width."""
_WIDE = 200  # characters: what A4 across can show in letters one can read


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and what may be chosen in its cells (a list to drop down)."""

    head: str
    width: float = 18
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, optional lines above the table (title, what it is about) and below (a note), the columns, and
    rows of as many values.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str | None = None
    note: str | None = None
    about: str | None = None


def write_workbook(
    target: Path | BinaryIO, sheets: Sequence[Sheet], *, created: datetime | None = None, is_long: bool = False
) -> None:
    """Write the sheets as one .xlsx file; ``created`` is stated in it (now, if not given).

    ``is_long`` keeps one row in memory at a time, for sheets of any length.

    Texts stay texts whatever they begin with, so that no cell turns into a formula. Numbers are shown with grouping and
    as many decimals as they have, days as dd/mm/yyyy.
    """
    import xlsxwriter

    place = str(target) if isinstance(target, Path) else target
    way = {"constant_memory": True} if is_long else {"in_memory": True}
    with xlsxwriter.Workbook(place, {**way, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        if created is not None:
            book.set_properties({"created": created})
        taken: set[str] = set()
        pages = [(_write(book, sheet, _free_name(sheet.name, taken)), sheet) for sheet in sheets]
        _offer_choices(book, pages, _free_name(_LISTS, taken))


def _free_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    plain = _FORBIDDEN.sub(" ", name).strip().strip("'")[:_LONGEST_NAME] or "Bảng"
    free, count = plain, 1
    while free.casefold() in taken:
        count += 1
        free = f"{plain[: _LONGEST_NAME - 4]} ({count})"
    taken.add(free.casefold())
    return free


def _offer_choices(book: Any, pages: Sequence[tuple[tuple[Any, int], Sheet]], name: str) -> None:
    """Let the cells of columns with choices drop them down, from a hidden sheet: lists in cells are short."""
    offered = [(page, head, at, each) for (page, head), sheet in pages for at, each in enumerate(sheet.columns)]
    offered = [one for one in offered if one[3].choices]
    if not offered:
        return
    lists = book.add_worksheet(name)
    lists.hide()
    for place, (page, head, at, each) in enumerate(offered):
        lists.write_column(0, place, each.choices)
        column = chr(ord("A") + place)
        source = f"='{name}'!${column}$1:${column}${len(each.choices)}"
        # A warning, not a bar: what the list lacks may be written all the same and is asked for when it comes back.
        page.data_validation(
            head + 1, at, head + _CHOOSABLE, at, {"validate": "list", "source": source, "error_type": "warning"}
        )


def _write(book: Any, sheet: Sheet, name: str) -> tuple[Any, int]:
    """Write one sheet; the page and the row of its heads."""
    page = book.add_worksheet(name)
    head = book.add_format({**_LINED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8ECF2"})
    formats = _Formats(book)
    row = 0
    if sheet.title is not None:
        page.write_string(row, 0, sheet.title, book.add_format({**_FONT, "bold": True, "font_size": 14}))
        row = 2
    if sheet.about is not None:
        page.write_string(1, 0, sheet.about, book.add_format({**_FONT, "italic": True}))
    for column, each in enumerate(sheet.columns):
        page.set_column(column, column, each.width)
        page.write_string(row, column, each.head, head)
    page.set_row(row, _height([f"{each.head}{_BOLDER}" for each in sheet.columns], sheet.columns))
    page.freeze_panes(row + 1, 0)
    page.repeat_rows(row)
    first = row
    for values in sheet.rows:
        row += 1
        page.set_row(row, _height(values, sheet.columns))
        for column, value in enumerate(values):
            _write_value(page, row, column, value, formats)
    if sheet.columns and row > first:
        page.autofilter(first, 0, row, len(sheet.columns) - 1)
    if sheet.note is not None:
        page.write_string(row + 2, 0, sheet.note, book.add_format({**_FONT, "italic": True}))
    page.set_landscape()
    page.set_paper(_A4 if sum(each.width for each in sheet.columns) < _WIDE else _A3)
    page.fit_to_pages(1, 0)
    page.set_footer(f'&C&"{_FONT["font_name"]}"&P/&N')
    return page, first


def _height(values: Sequence[Value], columns: Sequence[Column]) -> float:
    """The height in points that a row's wrapped texts need: not every program finds it by itself."""
    lines = 1
    for value, column in zip(values, columns, strict=False):
        if isinstance(value, str):
            lines = max(lines, sum(math.ceil(len(line) / column.width) or 1 for line in value.split("\n")))
    return min(_LINE_HEIGHT * lines + 2, _HIGHEST_ROW)


class _Formats:
    """The looks of cells, made once for a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def of(self, number_format: str | None) -> Any:
        """Lines and wrapping, with this number format."""
        key = number_format or ""
        if key not in self._made:
            self._made[key] = self._book.add_format({**_LINED, **_placed(number_format)})
        return self._made[key]


def _placed(number_format: str | None) -> dict[str, Any]:
    """Where in its cell a value stands: numbers and days keep clear of the words in the next column."""
    if number_format is None:
        return {}
    where = {"align": "center"} if number_format == _DAY else {"align": "right", "indent": 1}
    return {"num_format": number_format, **where}


def _write_value(page: Any, row: int, column: int, value: Value, formats: _Formats) -> None:
    if value is None:
        page.write_blank(row, column, None, formats.of(None))
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats.of(_DAY))
    elif isinstance(value, str):
        page.write_string(row, column, value[:_LONGEST_TEXT], formats.of(None))
    elif not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        # More digits than Excel keeps: written as text, they stay what they are.
        page.write_string(row, column, str(value), formats.of(None))
    else:
        page.write_number(row, column, value, formats.of(_number_format(value)))


def _number_format(value: int | float | Decimal) -> str:
    decimals = len(f"{Decimal(str(value)).normalize():f}".partition(".")[2])
    return "#,##0" + ("." + "0" * decimals if decimals else "")
