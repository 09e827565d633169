"""Reading a table of the work calendar as it is pasted from Word or Excel (dán bảng chương trình làm việc).

Columns are told apart by their headings; without headings they are: content, who prepares, who appraises, time, note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.intake.addressing import Directory, post_named, posts_to_choose

MOST_ROWS = 400
_COLUMNS = ("title", "preparer", "appraiser", "time", "note")
_HEADINGS = {
    "title": ("noi dung", "van ban", "ten van ban", "cong viec", "de an", "noi dung cong viec", "ten noi dung"),
    "preparer": ("co quan chuan bi", "don vi chuan bi", "chuan bi", "chu tri", "co quan chu tri", "don vi chu tri",
                 "co quan tham muu", "don vi tham muu", "co quan trinh", "don vi trinh"),
    "appraiser": ("tham dinh", "co quan tham dinh", "don vi tham dinh", "tham tra"),
    "time": ("thoi gian", "thang", "thoi gian trinh", "thoi gian thuc hien", "du kien", "thoi gian du kien", "ngay"),
    "note": ("ghi chu",),
    "": ("tt", "stt", "so tt"),
}  # fmt: skip
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_MONTH = re.compile(r"(?:thang\s*)?\b(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_BARE = re.compile(r"\bthang\s*(\d{1,2})\b")
_NUMBER = re.compile(r"^\d{1,2}$")
_QUARTER = re.compile(r"\bquy\s*(iv|iii|ii|i|[1-4])\b(?:\s*[/-]\s*(\d{4}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Pasted:
    """One row as it was understood: ``problem`` is the code of what keeps it from being entered."""

    line: int
    fields: Mapping[str, Any]
    problem: str = ""
    near: str = ""


def read_table(text: str, *, actor: Actor, keeper: Unit, year: int, today: date) -> list[Pasted]:
    """The rows of a pasted table (các dòng của bảng); a constant number of queries."""
    lines = [
        (number, [" ".join(cell.split()) for cell in line.split("\t")])
        for number, line in enumerate(nfc(text).splitlines(), start=1)
        if line.strip()
    ]
    columns = _columns(lines[0][1]) if lines else None
    rows = lines[1:] if columns else lines
    given = [(number, _cells(cells, columns or _plain(cells))) for number, cells in rows[:MOST_ROWS]]
    posts = posts_to_choose(keeper, today=today)
    directory = Directory(
        [cells["preparer"] for _, cells in given], keeper=keeper, today=today, seen=actor.visible_units()
    )
    return [_row(number, cells, directory, posts, year) for number, cells in given if any(cells.values())]


def _columns(cells: Sequence[str]) -> list[str] | None:
    """Which column is which, by a row of headings; None where the row is none."""
    names = [
        next((name for name, known in _HEADINGS.items() if fold(cell).strip(" .:") in known), None) for cell in cells
    ]
    return [name or "" for name in names] if "title" in names and len([name for name in names if name]) > 1 else None


def _plain(cells: Sequence[str]) -> list[str]:
    numbered = len(cells) > 1 and _NUMBER.match(cells[0].rstrip(". ")) is not None
    return ["", *_COLUMNS] if numbered else list(_COLUMNS)


def _cells(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    found = dict.fromkeys(_COLUMNS, "")
    for name, cell in zip(columns, cells, strict=False):
        if name:
            found[name] = cell
    return found


def _row(number: int, cells: Mapping[str, str], directory: Directory, posts: Sequence[Post], year: int) -> Pasted:
    fields: dict[str, Any] = {
        "title": cells["title"][:1000],
        "appraiser": cells["appraiser"][:300],
        "note": cells["note"][:500],
    }
    near = ""
    if words := cells["preparer"]:
        answer = directory.one(words)
        post = post_named(words, posts)
        if post is not None:
            fields["preparer_post"] = post
        elif answer.unit is not None:
            fields["preparer_unit"] = answer.unit
        else:
            fields["preparer_words"] = words[:300]
            near = "; ".join(unit.name for unit in answer.candidates[:3])
    plan = time_of(cells["time"], year)
    if not cells["title"]:
        return Pasted(number, fields, "no_title", near)
    if plan is None:
        return Pasted(number, fields, "no_time", near)
    fields["planned_month"], fields["planned_on"] = plan
    return Pasted(number, fields, "", near)


def time_of(words: str, year: int) -> tuple[date, date | None] | None:
    """The month, and the day where one is named: "15/11/2026", "11/2026", "tháng 11", "11", "quý IV" (its last)."""
    said = fold(words).strip(" .")
    try:
        if found := _QUARTER.search(said):
            quarter = _ROMAN.get(found[1]) or int(found[1])
            return date(int(found[2] or year), quarter * 3, 1), None
        if found := _DAY.search(said):
            day = date(int(found[3]), int(found[2]), int(found[1]))
            return day.replace(day=1), day
        if found := _MONTH.search(said):
            return date(int(found[2]), int(found[1]), 1), None
        if found := _BARE.search(said):
            return date(year, int(found[1]), 1), None
        if _NUMBER.match(said):
            return date(year, int(said), 1), None
    except ValueError:
        return None
    return None
