"""Making the workbook that a unit fills (làm bảng Excel): prefilled, protected but for what is asked, and sealed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from vaocuoc.core.calendars import Period
from vaocuoc.tracking.submissions.filling import Row
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import slug_of
from vaocuoc.tracking.workbooks.reasons import ESTIMATE, REASONS
from vaocuoc.tracking.workbooks.sealing import Identity, SealedRow, one_line, site_mark
from vaocuoc.ui.dates import period_days, period_name

FILL_MARK, IDENTITY_MARK = "vaocuoc-nhap", "vaocuoc-nhan-dang"
"""What stands in the first cell of the sheet to fill, and of the hidden one that says what it is."""
VALUE_HEAD = "Giá trị"
KEY, CODE, UNIT, VALUE, MARK, REASON, NOTE, EVIDENCE = 0, 1, 3, 8, 9, 10, 11, 12
"""Columns of the sheet to fill, from 0; the first is hidden and holds the row's key."""

_SHEET, _LISTS, _IDENTITY = "Nhập số liệu", "Danh mục", "Nhận dạng"
_HEADS = (
    ("Khóa", 0),
    ("Mã", 8),
    ("Chỉ tiêu", 34),
    ("Đơn vị", 16),
    ("Đơn vị tính", 8),
    ("Mục tiêu", 12),
    ("Kỳ trước", 11),
    ("Cùng kỳ", 11),
    (VALUE_HEAD, 13),
    ("Ước", 6),
    ("Lý do không có số", 18),
    ("Giải thích", 18),
    ("Tài liệu", 14),
)
"""Together no wider than a page across can show at two thirds of its size."""
_HEAD_ROW = 6
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_LINED = {**_FONT, "border": 1, "border_color": "#9AA3B2", "text_wrap": True}
_OPEN = {"locked": False, "bg_color": "#FFF8DC"}
_LINE_HEIGHT = 15
_LANGUAGE = "[$-42A]"  # Vietnamese: LibreOffice writes 1.234,5 by it; Excel by the language of the machine
_LARGEST = 10**15  # more digits than a spreadsheet keeps: written as text, they stay what they are
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


def compose(submission: Submission, rows: Sequence[Row], *, created: datetime) -> bytes:
    """The workbook of a report with these lines, as .xlsx (bảng Excel của một đơn vị và kỳ)."""
    import xlsxwriter  # noqa: PLC0415 - a megabyte that only these pages need

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": created, "title": title_of(submission.period)})
        page = book.add_worksheet(_SHEET)
        reasons = _reasons(rows)
        lists = book.add_worksheet(_LISTS)
        lists.write_column(0, 0, reasons)
        lists.hide()
        lists.protect()
        _identify(book, identity_of(submission, rows))
        looks = _Looks(book)
        _head(page, submission, looks)
        for number, row in enumerate(rows, _HEAD_ROW + 1):
            _line(page, number, row, submission.period, looks)
        _guide(page, len(rows), len(reasons))
        _lay_out(page, submission)
    return content.getvalue()


def title_of(period: Period) -> str:
    return f"Báo cáo số liệu {period_name(period)}"


def identity_of(submission: Submission, rows: Sequence[Row]) -> Identity:
    """What the workbook of these lines says of itself."""
    return Identity(
        submission.keeper_id,
        submission.provider_id,
        slug_of(submission.period),
        tuple(SealedRow(row.key, one_line(row.indicator.code), one_line(row.unit.name)) for row in rows),
    )


def _reasons(rows: Sequence[Row]) -> list[str]:
    """The reasons to choose from, and those that this report already gives in its own words."""
    own = {row.cell.missing_reason for row in rows if row.cell is not None and row.cell.missing_reason}
    return [*REASONS, *sorted(own - set(REASONS))]


class _Looks:
    """The looks of cells, made once for a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def text(self, *, is_open: bool = False) -> Any:
        return self.of(**_LINED, **(_OPEN | {"num_format": "@"} if is_open else {}))

    def number(self, decimals: int, *, is_open: bool = False) -> Any:
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self.of(**_LINED, num_format=_LANGUAGE + digits, align="right", **(_OPEN if is_open else {}))


def _head(page: Any, submission: Submission, looks: _Looks) -> None:
    plain = looks.of(**_FONT)
    page.write_string(0, 0, FILL_MARK)
    page.write_string(0, 1, title_of(submission.period).upper(), looks.of(**{**_FONT, "bold": True, "font_size": 14}))
    about = f"Đơn vị báo cáo: {submission.provider.name}. Báo cáo cho: {submission.keeper.name}."
    page.write_string(1, 1, f"{about} Kỳ: {period_days(submission.period)}.", looks.of(**_FONT, bold=True))
    instructions = (
        "1. Chỉ điền các ô nền vàng: ghi số vào cột Giá trị theo đúng đơn vị tính; số ước thì chọn “Ước”. "
        "Số 0 là có số liệu và bằng không.",
        "2. Không có số thì để trống Giá trị và chọn lý do; số tăng, giảm khác thường thì ghi một câu ở Giải thích. "
        "Dòng để trống được giữ như trên phần mềm.",
        "3. Không thêm, xóa, đổi chỗ dòng và cột. Lưu tệp .xlsx, gửi lại nơi giao bảng hoặc nhập ở trang Báo cáo "
        "số liệu; chưa ghi gì cho đến khi xem trước và bấm Ghi.",
    )
    for number, text in enumerate(instructions, 2):
        page.write_string(number, 1, text, plain)
    head = looks.of(**{**_LINED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8ECF2"})
    for column, (text, _width) in enumerate(_HEADS):
        page.write_string(_HEAD_ROW, column, text, head)


def _line(page: Any, number: int, row: Row, period: Period, looks: _Looks) -> None:
    indicator, cell = row.indicator, row.cell
    fixed, opened = looks.text(), looks.text(is_open=True)
    decimals = indicator.decimals
    page.write_string(number, KEY, f"{indicator.pk}-{row.unit.pk}", fixed)
    for column, text in (
        (CODE, indicator.code),
        (2, indicator.name),
        (UNIT, row.unit.name),
        (4, indicator.unit_of_measure),
        (5, row.aim or "–"),
    ):
        page.write_string(number, column, text, fixed)
    _number(page, number, 6, row.before[1] if row.before else None, looks.number(decimals))
    _number(page, number, 7, row.last_year(period), looks.number(decimals))
    _number(page, number, VALUE, row.value, looks.number(decimals, is_open=True))
    said = (
        (MARK, ESTIMATE if cell is not None and cell.is_estimate else ""),
        (REASON, cell.missing_reason if cell else ""),
        (NOTE, cell.note if cell else ""),
        (EVIDENCE, cell.evidence if cell else ""),
    )
    for column, text in said:
        page.write_string(number, column, text, opened) if text else page.write_blank(number, column, None, opened)
    texts = [(2, indicator.name), (UNIT, row.unit.name), (4, indicator.unit_of_measure), (5, row.aim), *said]
    lines = max(math.ceil(len(text) / (_HEADS[column][1] * 0.95)) for column, text in texts if text)
    page.set_row(number, _LINE_HEIGHT * lines + 3)


def _number(page: Any, row: int, column: int, value: Decimal | None, look: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, look)
    elif abs(value) < _LARGEST:
        page.write_number(row, column, value, look)
    else:
        page.write_string(row, column, str(value).replace(".", ","), look)


def _guide(page: Any, count: int, reasons: int) -> None:
    """What may be entered where, said by the program that fills it."""
    first, last = _HEAD_ROW + 1, _HEAD_ROW + max(count, 1)
    number = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_LARGEST,
        "maximum": _LARGEST,
        "error_title": "Giá trị không phải là số",
        "error_message": "Ô này chỉ ghi số. Không có số thì để trống, chọn lý do ở cột Lý do không có số.",
    }
    page.data_validation(first, VALUE, last, VALUE, number)
    mark = {"validate": "list", "source": [ESTIMATE], "error_message": "Chọn “Ước” hoặc để trống."}
    page.data_validation(first, MARK, last, MARK, {**mark, "error_title": "Số ước"})
    listed = {
        "validate": "list",
        "source": f"='{_LISTS}'!$A$1:$A${reasons}",
        "error_title": "Lý do không có số",
        "error_message": "Chọn một lý do trong danh sách. Lý do khác thì ghi ở cột Giải thích.",
    }
    page.data_validation(first, REASON, last, REASON, listed)
    for column, most in ((NOTE, 500), (EVIDENCE, 300)):
        page.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "length",
                "criteria": "<=",
                "value": most,
                "error_title": "Ghi quá dài",
                "error_message": f"Ghi không quá {most} ký tự.",
            },
        )


def _lay_out(page: Any, submission: Submission) -> None:
    for column, (_text, width) in enumerate(_HEADS):
        page.set_column(column, column, width, None, {"hidden": column == KEY})
    page.freeze_panes(_HEAD_ROW + 1, 3)
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    provider = submission.provider.name.replace("&", "&&")[:100]
    page.set_footer(f'&L&"Times New Roman"&9{provider}, {period_name(submission.period)}&R&9Trang &P/&N')
    page.set_selection(_HEAD_ROW + 1, VALUE, _HEAD_ROW + 1, VALUE)
    page.activate()


def _identify(book: Any, identity: Identity) -> None:
    """The hidden sheet: what the workbook is of, its rows in order, and the seal over all of it."""
    page = book.add_worksheet(_IDENTITY)
    page.write_column(
        0,
        0,
        [
            IDENTITY_MARK,
            f"mau={identity.version}",
            f"trang={site_mark()}",
            f"so={identity.keeper}",
            f"don-vi={identity.provider}",
            f"ky={identity.period}",
            f"niem-phong={identity.seal()}",
        ],
    )
    for number, row in enumerate(identity.rows):
        page.write_string(number, 1, row.text)
        page.write_string(number, 2, row.code)
        page.write_string(number, 3, row.unit_name)
    page.protect()
    page.very_hidden()
