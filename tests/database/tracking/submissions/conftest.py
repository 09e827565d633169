"""A department that owes two figures of October, one of them cumulative, to the provincial committee."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.database.conftest import World, make_actor
from vaocuoc.core.calendars import Period, month
from vaocuoc.directory.models import Role
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import create_indicator, oblige
from vaocuoc.tracking.models import Indicator, Observation, Submission
from vaocuoc.tracking.submissions.filling import CellInput, begin, save_cells
from vaocuoc.tracking.submissions.operations import approve, submit

OCTOBER = month(2026, 10)


@pytest.fixture
def revenue(world: World) -> Indicator:
    """Revenue counted from the beginning of the year, led by the department for the province."""
    made = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng",
        kind="flow",
        frequency="month",
        code="KT-01",
        reported="year_to_date",
        decimals=1,
        lead_unit=world.department,
    )
    oblige(actor=world.clerk, indicator=made, unit=world.province, valid_from=date(2026, 1, 1))
    return made


@pytest.fixture
def trained(world: World) -> Indicator:
    """People trained in a month, of each unit; the department and the commune owe it."""
    made = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Số cán bộ được tập huấn",
        unit_of_measure="người",
        kind="flow",
        frequency="month",
        code="XD-02",
        decimals=0,
    )
    for unit in (world.department, world.commune):
        oblige(actor=world.clerk, indicator=made, unit=unit, valid_from=date(2026, 1, 1))
    return made


@pytest.fixture
def chief(world: World) -> Actor:
    """Approves for the department itself, not for the province."""
    return make_actor("giamdoc", "Giám đốc", world.department, Role.APPROVER, world.department)


@pytest.fixture
def fill(world: World) -> Callable[..., Submission]:
    """``fill({indicator: "12,5"}, period=..., provider=...)`` by the focal point; gives the report."""

    def filled(
        values: dict[Indicator, str | dict[str, Any]],
        *,
        actor: Actor | None = None,
        provider: Any = None,
        period: Period = OCTOBER,
    ) -> Submission:
        provider = provider or world.department
        report = begin(keeper=world.province, provider=provider, period=period)
        inputs = []
        for indicator, given in values.items():
            unit = world.province if indicator.lead_unit_id == provider.pk else provider
            fields = {"typed": given} if isinstance(given, str) else given
            inputs.append(CellInput(indicator=indicator.pk, unit=unit.pk, **fields))
        save_cells(actor=actor or world.focal, submission=report, inputs=inputs)
        return begin(keeper=world.province, provider=provider, period=period)

    return filled


@pytest.fixture
def approved(world: World, fill: Callable[..., Submission]) -> Callable[..., Observation]:
    """An approved figure of one indicator: filled, submitted by the focal point, approved by the leader."""

    def made(indicator: Indicator, value: str, *, period: Period = OCTOBER) -> Observation:
        report = submit(actor=world.focal, submission=fill({indicator: value}, period=period))
        approve(actor=world.leader, submission=report)
        return Observation.objects.filter(indicator=indicator, period_end=period.end).latest("pk")

    return made


def number(observation: Observation) -> Decimal | None:
    return None if observation.value is None else Decimal(observation.value).scaleb(-observation.indicator.decimals)
