"""A regime by which departments and communes report every month: figures, tasks and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.database.conftest import TODAY, World, make_actor
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Role, UnitKind
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.models import Regime, Round, RoundReport
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.regimes import Elements, Section, create_regime
from vaocuoc.tracking.indicators.operations import create_indicator, oblige
from vaocuoc.tracking.models import Indicator, Task
from vaocuoc.tracking.tasks.operations import create_task

OCTOBER = month(2026, 10)
BEGIN = date(2026, 1, 1)


def elements(**changes: Any) -> Elements:
    """A monthly report of departments and communes, in words alone unless said."""
    given: dict[str, Any] = {
        "name": "Báo cáo công tác tháng",
        "relation": "party",
        "unit_kinds": [UnitKind.DEPARTMENT, UnitKind.PARTY],
        "working_days": {"commune": 2, "province": 4},
        "sections": (Section("Kết quả nổi bật"), Section("Kiến nghị", required=False)),
    }
    return Elements(**(given | changes))


@pytest.fixture
def trained(world: World) -> Indicator:
    """People trained in a month, owed by the department and the commune."""
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
        oblige(actor=world.clerk, indicator=made, unit=unit, valid_from=BEGIN)
    return made


@pytest.fixture
def task(world: World) -> Task:
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Trình phương án thu hồi tạm ứng",
        lead_unit=world.department,
        due=date(2026, 12, 15),
        today=TODAY,
    )


@pytest.fixture
def make_regime(world: World) -> Callable[..., Regime]:
    """``make_regime(figures="all", ...)``: a monthly regime of the province, in force since January."""

    def made(*, kind: str = "periodic", keeper: Any = None, valid_from: date = BEGIN, **changes: Any) -> Regime:
        return create_regime(
            actor=world.clerk,
            keeper=keeper or world.province,
            kind=kind,
            valid_from=valid_from,
            elements=elements(**changes),
        )

    return made


@pytest.fixture
def october(world: World, make_regime: Callable[..., Regime], trained: Indicator, task: Task) -> Round:
    """The round of October: figures, tasks and two sections."""
    regime = make_regime(figures="all", asks_tasks=True)
    return open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)


@pytest.fixture
def mine(world: World, october: Round) -> RoundReport:
    """What the department owes to it."""
    return RoundReport.objects.get(round=october, provider=world.department)


@pytest.fixture
def reporter_of_commune(world: World) -> Actor:
    return make_actor("dauxa", "Đầu mối xã Yên Thượng", world.commune, Role.REPORTER, world.commune)
