"""Readings for people (trình bày kết quả đọc): a table on the terminal, a workbook with a sheet for each kind."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import BinaryIO, TypeVar

from vaocuoc.core.reading import AnyItem, Document, Figure, Proposal, Reading, Reference, Shortcoming, Task
from vaocuoc.core.reading.items import Period
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook

_Kind = TypeVar("_Kind", bound=AnyItem)

_ROLES = {"target": "Chỉ tiêu", "result": "Kết quả", "context": "Bối cảnh"}
_KINDS = {"task": "Nhiệm vụ", "reference": "Dẫn chiếu", "shortcoming": "Hạn chế", "proposal": "Kiến nghị"}
_COMPARATORS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}
_CLEARS = ("who", "what", "when", "responsible", "authority", "product")
_CLEAR_NAMES = ("rõ người", "rõ việc", "rõ thời gian", "rõ trách nhiệm", "rõ thẩm quyền", "rõ sản phẩm")
_NARROWEST_QUOTE = 24


def as_table(file: str, reading: Reading, *, width: int) -> str:
    """The reading as lines of at most ``width`` characters: what was found, its words, value, due day and owner."""
    heads = ("Loại", "Trích nguyên văn", "Giá trị", "Thời hạn", "Chủ trì, nơi nhận")
    rows = [(_kind(item), _quote(item), _value(item), _due(item), _owner(item)) for item in reading.items]
    lines = [*_document_lines(file, reading.document), ""]
    if not rows:
        return "\n".join([*lines, "Không tìm thấy số liệu, nhiệm vụ, dẫn chiếu, hạn chế, kiến nghị nào.", "", ""])
    widths = _widths([heads, *rows], width)
    lines += [_row(heads, widths), "  ".join("─" * each for each in widths)]
    for row in rows:
        lines += _wrapped(row, widths)
    return "\n".join([*lines, "", _count(reading.items), "", ""])


def write_readings(stream: BinaryIO, readings: Iterable[tuple[str, Reading]]) -> None:
    """Write the readings of files as one workbook: a sheet for each kind of finding, the file's name in each row."""
    found = [(PurePath(file).name, reading) for file, reading in readings]
    figures = [(file, item) for file, reading in found for item in reading.items if isinstance(item, Figure)]
    sheets = [Sheet("Văn bản", _DOCUMENT_COLUMNS, [_document_row(file, reading) for file, reading in found])]
    for role, name in _ROLES.items():
        rows = [_figure_row(file, item) for file, item in figures if item.role == role]
        sheets.append(Sheet(name, _FIGURE_COLUMNS, rows))
    sheets += [
        Sheet("Nhiệm vụ", _TASK_COLUMNS, _rows(found, Task, _task_row)),
        Sheet("Dẫn chiếu", _REFERENCE_COLUMNS, _rows(found, Reference, _reference_row)),
        Sheet("Hạn chế", _QUOTE_COLUMNS, _rows(found, Shortcoming, _quote_row)),
        Sheet("Kiến nghị", [*_QUOTE_COLUMNS, Column("Gửi", 24)], _rows(found, Proposal, _proposal_row)),
    ]
    write_workbook(stream, [sheet for sheet in sheets if sheet.rows])


_FILE = Column("Tệp", 24)
_PLACE = Column("Trang", 8)
_SECTION = Column("Mục", 20)
_QUOTE = Column("Trích nguyên văn", 60)
_DOCUMENT_COLUMNS = [
    _FILE,
    Column("Loại", 16),
    Column("Số, ký hiệu", 18),
    Column("Ngày", 12),
    Column("Cơ quan ban hành", 30),
    Column("Trích yếu", 60),
    Column("Nhiệm kỳ", 14),
]
_FIGURE_COLUMNS = [
    _FILE,
    _PLACE,
    _SECTION,
    Column("Chỉ tiêu", 48),
    Column("So sánh", 9),
    Column("Giá trị", 12),
    Column("Đến", 12),
    Column("Trên tổng số", 12),
    Column("Đơn vị tính", 16),
    Column("Thời hạn", 12),
    Column("Từ ngày", 12),
    Column("Đến ngày", 12),
    Column("Chủ trì", 28),
    _QUOTE,
]
_TASK_COLUMNS = [
    _FILE,
    _PLACE,
    _SECTION,
    Column("Nhiệm vụ, trích nguyên văn", 60),
    Column("Chủ trì", 28),
    Column("Phối hợp", 32),
    Column("Thời hạn", 12),
    Column("Thường xuyên", 13),
    Column("Sản phẩm", 28),
    Column("Nơi nhận", 22),
    *(Column(name.capitalize(), 12) for name in _CLEAR_NAMES),
]
_REFERENCE_COLUMNS = [
    _FILE,
    _PLACE,
    Column("Loại", 20),
    Column("Số, ký hiệu", 20),
    Column("Cơ quan ban hành", 36),
    _QUOTE,
]
_QUOTE_COLUMNS = [_FILE, _PLACE, _SECTION, _QUOTE]


def _document_row(file: str, reading: Reading) -> list[Value]:
    found = reading.document
    term = None if found.term is None else f"{found.term.start} - {found.term.end}"
    return [file, found.type, found.number, found.date, found.issuer, found.title, term]


def _figure_row(file: str, item: Figure) -> list[Value]:
    period = item.period or Period(None, None)
    return [
        file,
        item.page,
        item.section,
        item.indicator,
        _COMPARATORS[item.comparator].strip(),
        item.value,
        item.value_high,
        item.of,
        item.unit,
        item.due,
        period.start,
        period.end,
        item.owner,
        _quote(item),
    ]


def _task_row(file: str, item: Task) -> list[Value]:
    clears = ["có" if getattr(item.clears, name) else "chưa" for name in _CLEARS]
    regular = "có" if item.recurring else None
    helpers = "; ".join(item.cooperating) or None
    head: list[Value] = [file, item.page, item.section, _quote(item), item.owner, helpers, item.due, regular]
    return [*head, item.product, item.receiver, *clears]


def _reference_row(file: str, item: Reference) -> list[Value]:
    return [file, item.page, item.type, item.number, item.issuer, _quote(item)]


def _quote_row(file: str, item: Shortcoming) -> list[Value]:
    return [file, item.page, item.section, _quote(item)]


def _proposal_row(file: str, item: Proposal) -> list[Value]:
    return [file, item.page, item.section, _quote(item), item.to]


def _rows(
    readings: Iterable[tuple[str, Reading]], kind: type[_Kind], row: Callable[[str, _Kind], list[Value]]
) -> list[list[Value]]:
    return [row(file, item) for file, reading in readings for item in reading.items if isinstance(item, kind)]


def _document_lines(file: str, document: Document) -> list[str]:
    number = " ".join(part for part in (document.type, document.number) if part)
    day = None if document.date is None else f"ngày {_day(document.date)}"
    named = ", ".join(part for part in (number, day, document.issuer) if part)
    return [line for line in (file, named, document.title) if line]


def _quote(item: AnyItem) -> str:
    """The quote on one line."""
    return " ".join(item.quote.split())


def _kind(item: AnyItem) -> str:
    return _ROLES[item.role] if isinstance(item, Figure) else _KINDS[item.kind]


def _value(item: AnyItem) -> str:
    if isinstance(item, Reference):
        return item.number or ""
    if not isinstance(item, Figure):
        return ""
    value = _number(item.value)
    if item.value_high is not None:
        value += f" - {_number(item.value_high)}"
    if item.of is not None:
        value += f"/{_number(item.of)}"
    unit = item.unit or ""
    return f"{_COMPARATORS[item.comparator]}{value}{'' if unit.startswith('%') else ' '}{unit}".rstrip()


def _due(item: AnyItem) -> str:
    if isinstance(item, Task) and item.recurring and item.due is None:
        return "thường xuyên"
    return _day(item.due) if isinstance(item, Figure | Task) and item.due is not None else ""


def _owner(item: AnyItem) -> str:
    if isinstance(item, Figure | Task):
        return item.owner or ""
    if isinstance(item, Proposal):
        return item.to or ""
    return (item.issuer or "") if isinstance(item, Reference) else ""


def _number(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: short ones as wide as they need, up to a bound; the quote gets the rest."""
    bounds = (10, 0, 20, 12, 26)
    wanted = [min(max(len(row[column]) for row in rows), bound) for column, bound in enumerate(bounds)]
    rest = width - sum(wanted) - 2 * (len(bounds) - 1)
    wanted[1] = max(_NARROWEST_QUOTE, rest)
    return wanted


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{each}}" for cell, each in zip(cells, widths, strict=True)).rstrip()


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [textwrap.wrap(cell, each) or [""] for cell, each in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    padded = [column + [""] * (height - len(column)) for column in columns]
    return [_row(line, widths) for line in zip(*padded, strict=True)]


def _count(items: Sequence[AnyItem]) -> str:
    kinds = [_kind(item) for item in items]
    names = [*_ROLES.values(), *_KINDS.values()]
    counted = ", ".join(f"{kinds.count(name)} {name.lower()}" for name in names if name in kinds)
    return f"Tìm thấy {len(items)}: {counted}."
