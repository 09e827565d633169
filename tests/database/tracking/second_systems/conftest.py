"""A second system of the province, and tasks and figures that must stand in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from tests.database.conftest import World
from vaocuoc.core.calendars import month
from vaocuoc.formats.workbook import Column, Sheet, write_workbook
from vaocuoc.tracking.indicators.operations import submit_observation
from vaocuoc.tracking.models import Indicator, Observation, SecondSystem
from vaocuoc.tracking.second_systems.models import Kind
from vaocuoc.tracking.second_systems.systems import add_rule, create_system

SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def system(world: World) -> SecondSystem:
    """A system that takes everything of the province's register, entered by its office."""
    made = create_system(
        actor=world.clerk,
        keeper=world.province,
        name="Hệ thống theo dõi nhiệm vụ của Trung ương",
        short_name="HTTW",
        since=SINCE,
        takes_figures=True,
        takes_targets=True,
    )
    for kind in Kind:
        add_rule(actor=world.clerk, system=made, kind=kind)
    return made


@pytest.fixture
def report(world: World, indicator: Indicator) -> Callable[..., Observation]:
    """Report a figure of October at the province by the department, or as asked."""

    def reported(value: str | None = "61.5", **fields: Any) -> Observation:
        given: dict[str, Any] = {
            "unit": world.province,
            "provider": world.department,
            "period": month(2026, 10),
            "value": Decimal(value) if value else None,
        }
        return submit_observation(actor=world.clerk, indicator=indicator, **(given | fields))

    return reported


def workbook(heads: list[str], rows: list[list[Any]]) -> BytesIO:
    """A workbook with these headings in its first row."""
    file = BytesIO()
    write_workbook(file, [Sheet("Xuất", [Column(head) for head in heads], rows)])
    file.seek(0)
    return file
