"""A register whose indicators were given to wards, communes and a department, with figures of several months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level, Unit
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document
from vaocuoc.formats.grids import load_grids
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, submit_observation
from vaocuoc.tracking.models import Indicator


@dataclass
class Given:
    """``paid`` was given to four units: ``good`` is on its path, ``bad`` far behind, ``silent`` never reported."""

    paper: Document
    paid: Indicator
    poor: Indicator
    good: Unit
    bad: Unit
    silent: Unit


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def report(
    world: World, indicator: Indicator, unit: Unit, at: int, value: float, year: int = 2026, **more: Any
) -> None:
    submit_observation(
        actor=world.clerk, indicator=indicator, unit=unit, provider=unit, period=month(year, at),
        value=Decimal(str(value)), **more,
    )  # fmt: skip


def aim(world: World, indicator: Indicator, unit: Unit, value: float, **more: Any) -> None:
    fields = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31), "baseline": Decimal(0)} | more
    set_target(
        actor=world.clerk, indicator=indicator, unit=unit, comparator=">=", value=Decimal(str(value)),
        baseline_on=date(2025, 12, 31), **fields,
    )  # fmt: skip


@pytest.fixture
def given(world: World) -> Given:
    content = BytesIO("Tỷ lệ giải ngân đạt 95%.".encode())
    paper = upload_document(
        actor=world.clerk, keeper=world.province, content=content, name="nq.txt", handling="ordinary", today=TODAY
    )
    made = [
        create_indicator(
            actor=world.clerk, keeper=world.province, name=name, unit_of_measure="%", kind="ratio",
            frequency="month", code=code, reported="year_to_date", decimals=1, lead_unit=world.department,
        )
        for name, code in (("Tỷ lệ giải ngân vốn", "KT-01"), ("Tỷ lệ trường đạt chuẩn", "XH-02"))
    ]  # fmt: skip
    paid, poor = made
    good = make_unit("Phường Bến Nghè", level=Level.COMMUNE)
    bad = make_unit("Xã Bãi Dâu", level=Level.COMMUNE)
    silent = make_unit("Đặc khu Cồn Cát", level=Level.COMMUNE)
    aim(world, paid, world.province, 95, document=paper)
    for unit in (good, bad, silent):
        aim(world, paid, unit, 90, document=paper)
    aim(world, poor, bad, 60, document=paper)
    report(world, paid, world.province, 10, 50)
    report(world, paid, good, 10, 80)
    report(world, paid, bad, 10, 20)
    report(world, poor, bad, 10, 10, is_estimate=True)
    return Given(paper, paid, poor, good, bad, silent)


def sheets_of(answer: Any, folder: Path) -> list[list[list[str]]]:
    """The cells of each sheet of a workbook that was handed out, as words."""
    path = folder / "out.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    return [
        [[cell.text for _column, cell in sorted(row.items())] for _number, row in sorted(grid.rows().items())]
        for grid in load_grids(path)
    ]
