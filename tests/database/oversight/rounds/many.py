"""Many figures, tasks and units at once, for pages that must cost the same however many there are."""

from __future__ import annotations

from datetime import date

from tests.database.conftest import TODAY, World
from vaocuoc.core.text import fold
from vaocuoc.directory.models import RelationKind, Unit, UnitRelation
from vaocuoc.oversight.models import Round, RoundReport
from vaocuoc.tracking.indicators.operations import create_indicator, oblige
from vaocuoc.tracking.tasks.operations import create_task


def more_rows(world: World, *, figures: int, tasks: int) -> None:
    """So many more monthly figures and open tasks of the department."""
    for number in range(figures):
        made = create_indicator(
            actor=world.clerk,
            keeper=world.province,
            name=f"Chỉ tiêu thử số {number + 1}",
            unit_of_measure="việc",
            kind="flow",
            frequency="month",
            code=f"TH-{number + 1:02d}",
            decimals=0,
        )
        oblige(actor=world.clerk, indicator=made, unit=world.department, valid_from=date(2026, 1, 1))
    for number in range(tasks):
        create_task(
            actor=world.clerk,
            keeper=world.province,
            title=f"Nhiệm vụ thử số {number + 1}",
            lead_unit=world.department,
            due=date(2026, 12, 20),
            today=TODAY,
        )


def many_reports(round_: Round, count: int, *, parents: int = 34) -> None:
    """So many communes below a few units, each with its report to a round."""
    above = Unit.objects.bulk_create([_unit(f"Tỉnh ủy số {number:02d}", "province") for number in range(parents)])
    below = Unit.objects.bulk_create(
        [_unit(f"Đảng ủy xã số {number:04d}", "commune") for number in range(count)], batch_size=500
    )
    UnitRelation.objects.bulk_create(
        [
            UnitRelation(
                kind=RelationKind.PARTY, parent=above[place % parents], child=unit, valid_from=date(2025, 7, 1)
            )
            for place, unit in enumerate(below)
        ],
        batch_size=500,
    )
    states = ["none", "draft", "submitted", "approved", "returned", "approved"]
    RoundReport.objects.bulk_create(
        [
            RoundReport(
                round=round_,
                provider=unit,
                parent=above[place % parents],
                due=date(2026, 11, 3 + place % 25),
                state=states[place % 6],
                handed_on=date(2026, 11, 2 + place % 18) if states[place % 6] in ("submitted", "approved") else None,
            )
            for place, unit in enumerate(below)
        ],
        batch_size=500,
    )


def _unit(name: str, level: str) -> Unit:
    return Unit(
        name=name, kind="party", level=level, valid_from=date(2025, 7, 1), folded=fold(name), sort_key=name.encode()
    )
