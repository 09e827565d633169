"""Workbooks of the department's report of October: given out, filled as a person would, handed in again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.database.conftest import World
from tests.database.tracking.submissions.conftest import (  # noqa: F401 (fixtures)
    OCTOBER,
    approved,
    chief,
    fill,
    revenue,
    trained,
)
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.models import Indicator, ReturnedBook, Submission
from vaocuoc.tracking.submissions.filling import begin
from vaocuoc.tracking.workbooks.giving import give_one
from vaocuoc.tracking.workbooks.receiving import receive

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FILL, IDENTITY = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


class Handed(BytesIO):
    """A file as a browser hands it in."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name, self.size = name, len(content)


def report_of(world: World, provider: Any = None) -> Submission:
    return begin(keeper=world.province, provider=provider or world.department, period=OCTOBER)


def given(world: World, actor: Actor | None = None, provider: Any = None) -> bytes:
    """The workbook as it is given out."""
    return give_one(actor=actor or world.focal, submission=report_of(world, provider))[1]


def row_of(content: bytes, indicator: Indicator) -> int:
    """The row of an indicator, from 1, by the hidden key."""
    from vaocuoc.formats.grids.workbooks import read
    from vaocuoc.formats.limits import DEFAULT

    grid = read(BytesIO(content), DEFAULT)[0]  # type: ignore[arg-type]  # a zip file is read from memory as from a path
    return next(
        row + 1 for (row, column), cell in grid.cells.items() if not column and cell.text.startswith(f"{indicator.pk}-")
    )


def written(content: bytes, cells: dict[str, Any], part: str = FILL) -> bytes:
    """The workbook with these cells (``I8``) changed: a number, a text, ``=formula``, or None to empty it."""
    source = zipfile.ZipFile(BytesIO(content))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, _changed(data, cells) if name == part else data)
    return out.getvalue()


def _changed(data: bytes, cells: dict[str, Any]) -> bytes:
    root = ElementTree.fromstring(data)
    found = {cell.get("r"): cell for cell in root.iter(f"{MAIN}c")}
    rows = {row.get("r"): row for row in root.iter(f"{MAIN}row")}
    for place, value in cells.items():
        cell = found.get(place)
        if cell is None:
            row = rows[re.sub(r"\D", "", place)]
            cell = ElementTree.SubElement(row, f"{MAIN}c", {"r": place})
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, str) and value.startswith("="):
            ElementTree.SubElement(cell, f"{MAIN}f").text = value[1:]
        elif isinstance(value, str):
            cell.set("t", "inlineStr")
            ElementTree.SubElement(ElementTree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
        elif value is not None:
            ElementTree.SubElement(cell, f"{MAIN}v").text = str(value)
    return ElementTree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.fixture
def returned(world: World) -> Callable[..., ReturnedBook]:
    """``returned(content)`` hands one workbook in and gives it as it was read."""

    def handed(
        content: bytes, *, actor: Actor | None = None, name: str = "bang.xlsx", asked_for: Any = None
    ) -> ReturnedBook:
        batch = receive(actor=actor or world.focal, files=[Handed(content, name)], asked_for=asked_for or {})
        return batch.books.get()

    return handed
