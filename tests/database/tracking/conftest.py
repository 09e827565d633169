"""Indicators, targets and tasks for the tests of tracking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.database.conftest import TODAY, World
from vaocuoc.tracking.indicators.operations import create_indicator, set_target
from vaocuoc.tracking.models import Indicator, Target, Task
from vaocuoc.tracking.tasks.operations import create_task


@pytest.fixture
def indicator(world: World) -> Indicator:
    """A monthly share of public investment paid out, reported from the beginning of the year."""
    return create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Tỷ lệ giải ngân vốn đầu tư công năm 2026",
        unit_of_measure="%",
        kind="ratio",
        frequency="month",
        code="KT-04",
        reported="year_to_date",
        decimals=1,
        lead_unit=world.department,
    )


@pytest.fixture
def target(world: World, indicator: Indicator) -> Target:
    """At least 95 % by the end of 2026, from nothing on the last day of 2025."""
    return set_target(
        actor=world.clerk,
        indicator=indicator,
        unit=world.province,
        comparator=">=",
        value=Decimal(95),
        starts_on=date(2026, 1, 1),
        due=date(2026, 12, 31),
        baseline=Decimal(0),
        baseline_on=date(2025, 12, 31),
    )


@pytest.fixture
def give(world: World) -> Callable[..., Task]:
    """Give a task of the province to the department, due at the end of November."""

    def given(**fields: Any) -> Task:
        values: dict[str, Any] = {
            "keeper": world.province,
            "title": "Trình phương án điều chuyển vốn của các dự án giải ngân chậm",
            "lead_unit": world.department,
            "due": date(2026, 11, 30),
            "received_on": date(2026, 9, 1),
            "today": TODAY,
        }
        if "lead_post" in fields:
            del values["lead_unit"]
        return create_task(actor=world.clerk, **(values | fields))

    return given
