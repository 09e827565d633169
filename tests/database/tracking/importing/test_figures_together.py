"""Indicators of a file written together are as if each had been written by itself, and so is taking them back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.database.conftest import TODAY, World
from tests.database.tracking.importing.leaving import SOURCE, Change, batch_of, left_by, rows_of
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.importing.indicator_rows import period_of
from vaocuoc.tracking.importing.indicator_writing import undo_indicators, write_indicators
from vaocuoc.tracking.importing.models import ImportRow, Outcome
from vaocuoc.tracking.indicators.deriving import set_roll_up
from vaocuoc.tracking.indicators.models import Direction, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.indicators.operations import (
    create_indicator,
    edit_indicator,
    oblige,
    set_target,
    submit_observation,
)
from vaocuoc.tracking.indicators.records import ComputedFigure, IndicatorVersion
from vaocuoc.tracking.indicators.standing import bring_up_to_date

INDICATOR_TABLES = (Indicator, Target, Observation, Obligation, IndicatorVersion, ComputedFigure, Standing)


def register(world: World) -> list[Indicator]:
    """Indicators that were followed before; two are added up from below, so that figures have sums."""
    known = []
    for number in range(6):
        indicator = create_indicator(
            actor=world.clerk, keeper=world.province, name=f"Số công trình loại {number}", unit_of_measure="công trình",
            kind="flow", frequency="month", decimals=1,
        )  # fmt: skip
        if number < 2:
            oblige(actor=world.clerk, indicator=indicator, unit=world.department, valid_from=date(2026, 1, 1))
            indicator = set_roll_up(actor=world.clerk, indicator=indicator, rolls_along="party")
        set_target(
            actor=world.clerk, indicator=indicator, unit=world.province, comparator=">=", value=Decimal(100 + number),
            due=date(2026, 12, 31),
        )  # fmt: skip
        submit_observation(
            actor=world.clerk, indicator=indicator, unit=world.province, provider=world.province,
            period=period_of("month:2026-9"), value=Decimal(10 + number),
        )  # fmt: skip
        known.append(indicator)
    bring_up_to_date(Indicator.objects.all(), today=TODAY)
    return known


def some_figures(world: World, known: Sequence[Indicator], chance: random.Random) -> list[ImportRow]:
    """Rows that change some of the known indicators and enter some new ones, in any order."""
    changes: list[tuple[models.Model, list[Change]]] = []
    for indicator in chance.sample(list(known), 4):
        changed: list[Change] = []
        if chance.random() < 0.5:
            changed.append(["definition", indicator.definition, "Theo báo cáo tháng"])
        if chance.random() < 0.3:
            changed.append(["lead_unit", None, world.department.pk])
        if chance.random() < 0.6:
            changed.append(["target", None, aim(chance)])
        changed.append([f"result:month:2026-{chance.choice([8, 9])}", None, str(chance.randrange(20))])
        changes.append((indicator, changed))
    rows = rows_of(batch_of(world, "indicators"), changes)
    for place in range(3):
        values = {
            "code": chance.choice(["", "CT-0009", "CT-0003", "KT-1"]), "name": f"Chỉ tiêu mới {place}",
            "unit_of_measure": "xã", "kind": "stock", "frequency": "month", "decimals": 2,
            "lead_unit": chance.choice([None, world.department.pk]), "target": chance.choice([None, aim(chance)]),
            "results": chance.choice([[], [["month:2026-9", "3"], ["month:2026-10", "4"]]]),
            "definition": "", "formula": "", "data_source": "",
        }  # fmt: skip
        row = ImportRow(batch=rows[0].batch, place=90 + place, number=90 + place, outcome=Outcome.NEW, values=values)
        row.save()
        rows.append(row)
    chance.shuffle(rows)
    return rows


def aim(chance: random.Random) -> dict[str, Any]:
    return {
        "comparator": chance.choice([">=", "<="]), "value": str(chance.randrange(50, 90)), "value_high": None,
        "due": "2026-12-31", "baseline": None, "baseline_on": None, "path": {"2026": "50"},
    }  # fmt: skip


def figures_one_by_one(world: World, rows: Sequence[ImportRow]) -> None:
    """Each row by the operations that people have for one indicator."""
    for row in rows:
        if row.indicator is None:
            values = row.values
            wanted, results = values["target"], values["results"]
            taken = values["code"] and Indicator.objects.filter(keeper=world.province, code=values["code"]).exists()
            falls = wanted is not None and wanted["comparator"] == "<="
            indicator = create_indicator(
                actor=world.clerk, keeper=world.province, code="" if taken else values["code"], name=values["name"],
                unit_of_measure="xã", kind="stock", frequency="month", decimals=2,
                direction=Direction.DOWN if falls else Direction.UP,
                lead_unit=Unit.objects.get(pk=values["lead_unit"]) if values["lead_unit"] else None,
            )  # fmt: skip
            words: dict[str, Any] = {}
        else:
            indicator = row.indicator
            new = {name: value for name, _old, value in row.changes}
            wanted = new.pop("target", None)
            results = [
                (name.removeprefix("result:"), new.pop(name)) for name in list(new) if name.startswith("result:")
            ]
            words = new
        if wanted is not None:
            leading = Target.objects.filter(indicator=indicator, withdrawn_at__isnull=True, headline=True).first()
            set_target(
                actor=world.clerk, indicator=indicator, unit=world.province, comparator=wanted["comparator"],
                value=Decimal(wanted["value"]), due=date(2026, 12, 31), path={"2026": Decimal(50)}, replaces=leading,
            )  # fmt: skip
        for label, number in results:
            submit_observation(
                actor=world.clerk, indicator=indicator, unit=world.province, provider=world.province,
                period=period_of(label), value=Decimal(number), revision_reason=SOURCE,
            )  # fmt: skip
        if "lead_unit" in words:
            words["lead_unit"] = Unit.objects.get(pk=words["lead_unit"])
        if words:
            edit_indicator(actor=world.clerk, indicator=indicator, **words)


def anonymous(left: dict[str, Any]) -> dict[str, Any]:
    """Without the keys of rows that are made anew: together they are made in another order."""
    names = ("Target", "Observation", "Obligation", "IndicatorVersion", "ComputedFigure", "Standing", "Indicator")
    codes = {row["id"]: row["code"] for row in left["Indicator"]}
    for name in names:
        left[name] = sorted(
            (
                {
                    column: codes.get(value, value) if column == "indicator_id" else value
                    for column, value in row.items()
                    if column != "id"
                }
                for row in left[name]
            ),
            key=str,
        )
    return left


@pytest.mark.parametrize("seed", range(12))
def test_it_writes_indicators_together_as_one_by_one(world: World, seed: int) -> None:
    rows = some_figures(world, register(world), random.Random(seed))
    alone = left_by(lambda: figures_one_by_one(world, rows), INDICATOR_TABLES)
    together = left_by(lambda: write_indicators(world.clerk, world.province, rows, source=SOURCE), INDICATOR_TABLES)
    assert not alone["refused"]
    assert anonymous(together) == anonymous(alone)


@pytest.mark.parametrize("seed", range(6))
def test_it_takes_indicators_back_together_as_one_by_one(world: World, seed: int) -> None:
    chance = random.Random(seed)
    known = register(world)
    rows = some_figures(world, known, chance)
    write_indicators(world.clerk, world.province, rows, source=SOURCE)
    since = timezone.now()
    touched = chance.choice(known)
    submit_observation(
        actor=world.clerk, indicator=touched, unit=world.province, provider=world.province,
        period=period_of("month:2026-10"), value=Decimal(7),
    )  # fmt: skip
    made = {row.pk: row.indicator for row in rows}

    def undo(some: Sequence[ImportRow]) -> list[str]:
        for row in some:
            row.indicator = made[row.pk]
        undo_indicators(world.clerk, some, since=since, source=SOURCE)
        return [row.state for row in some]

    states: list[list[str]] = []
    alone = left_by(lambda: states.append([state for row in rows for state in undo([row])]), INDICATOR_TABLES)
    together = left_by(lambda: states.append(undo(rows)), INDICATOR_TABLES)
    assert anonymous(together) == anonymous(alone)
    assert states[0] == states[1]


def test_it_writes_more_figures_than_a_question_may_name(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Each of a thousand indicators has verdicts that no longer hold: that is no condition a thousand terms long."""
    batch = batch_of(world, "indicators")
    rows = ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch, place=place, number=place, outcome=Outcome.NEW,
            values={
                "code": "", "name": f"Chỉ tiêu {place}", "unit_of_measure": "xã", "kind": "stock", "frequency": "month",
                "decimals": 0, "lead_unit": None, "target": None, "results": [["month:2026-9", str(place)]],
                "definition": "", "formula": "", "data_source": "",
            },
        )
        for place in range(1_100)
    )  # fmt: skip
    with django_assert_max_num_queries(150):
        write_indicators(world.clerk, world.province, rows, source=SOURCE)
    assert Observation.objects.count() == len(rows)
