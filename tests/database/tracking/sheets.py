"""What an .xlsx file really holds, read from its parts: texts, numbers, days by their format, freeze and filter."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

_SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Page:
    """The first sheet: rows of values with empty ones as None, where it is frozen, what it filters."""

    rows: list[tuple[Any, ...]]
    frozen: str
    filtered: str


def read_page(content: bytes) -> Page:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iterfind(".//m:numFmt", _SPACE)}
    formats = [codes.get(one.get("numFmtId"), "") for one in styles.iterfind("m:cellXfs/m:xf", _SPACE)]
    rows = []
    for row in sheet.iterfind(".//m:row", _SPACE):
        found = {_column(cell): _value(cell, formats) for cell in row.iterfind("m:c", _SPACE)}
        rows.append(tuple(found.get(place) for place in range(max(found, default=-1) + 1)))
    pane, filtered = sheet.find(".//m:pane", _SPACE), sheet.find("m:autoFilter", _SPACE)
    return Page(
        rows,
        str(pane.get("topLeftCell")) if pane is not None else "",
        str(filtered.get("ref")) if filtered is not None else "",
    )


def _column(cell: ElementTree.Element) -> int:
    place = 0
    for letter in re.findall("^[A-Z]+", str(cell.get("r")))[0]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: ElementTree.Element, formats: list[str | None]) -> Any:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    number = cell.find("m:v", _SPACE)
    if number is None:
        return None
    value = float(str(number.text))
    if formats[int(cell.get("s", "0"))] == "dd/mm/yyyy":
        return _DAY_ZERO + timedelta(days=int(value))
    return value
