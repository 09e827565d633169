"""Verdicts kept as rows say on every day, after every deed, what judging afresh says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    create_indicator,
    oblige,
    set_target,
    submit_observation,
    withdraw_target,
)
from vaocuoc.tracking.indicators.queries import IndicatorFilters, judged
from vaocuoc.tracking.indicators.standing import (
    bring_up_to_date,
    indicator_rows,
    red_count,
    standing_counts,
    standings_of,
)
from vaocuoc.tracking.models import Indicator, Standing, Target

Kept = dict[tuple[int, int], tuple[str, str]]


def kept(world: World, today: date, unit: int | None = None) -> Kept:
    rows = standings_of(world.clerk, today=today, filters=IndicatorFilters(unit=unit))
    return {(row.indicator_id, row.unit_id): (row.code, row.reason) for row in rows}


def afresh(world: World, today: date, unit: int | None = None) -> Kept:
    rows = judged(list(visible_indicators(world.clerk).select_related("keeper")), today=today, unit=unit)
    return {(row.indicator.pk, row.unit.pk): (row.verdict.code, row.verdict.reason) for row in rows}


def agree(world: World) -> Kept:
    for day in (TODAY, date(2027, 2, 1), date(2027, 6, 1)):
        assert kept(world, day) == afresh(world, day), day
    for unit in (world.province, world.commune, world.department):
        assert kept(world, TODAY, unit.pk) == afresh(world, TODAY, unit.pk), unit
    return kept(world, TODAY)


def test_it_follows_every_deed_and_every_day(world: World, indicator: Indicator) -> None:
    key = (indicator.pk, world.province.pk)
    assert agree(world) == {key: ("unjudged", "no_target")}
    aim = set_target(
        actor=world.clerk, indicator=indicator, unit=world.province, comparator=">=", value=Decimal(95),
        starts_on=date(2026, 1, 1), due=date(2026, 12, 31), baseline=Decimal(0), baseline_on=date(2025, 12, 31),
    )  # fmt: skip
    assert agree(world)[key][0] == "no_report"
    oblige(actor=world.clerk, indicator=indicator, unit=world.province, valid_from=date(2025, 1, 1))
    agree(world)
    reported = submit_observation(
        actor=world.focal, indicator=indicator, unit=world.province, provider=world.department,
        period=month(2026, 10), value=Decimal("40"),
    )  # fmt: skip
    assert agree(world)[key][0] == "off_track"
    assert red_count(world.clerk, today=TODAY) == 1
    approve_observation(actor=world.clerk, observation=reported)
    assert agree(world)[key][0] == "off_track"
    at_commune = set_target(
        actor=world.clerk, indicator=indicator, unit=world.commune, comparator=">=", value=Decimal(90),
        starts_on=date(2026, 1, 1), due=date(2026, 12, 31), baseline=Decimal(0), baseline_on=date(2025, 12, 31),
    )  # fmt: skip
    assert set(agree(world)) == {key}
    withdraw_target(actor=world.clerk, target=aim, reason="Nghị quyết mới")
    assert set(agree(world)) == {(indicator.pk, world.commune.pk)}
    withdraw_target(actor=world.clerk, target=at_commune, reason="Nghị quyết mới")
    assert agree(world) == {key: ("unjudged", "no_target")}


def test_it_counts_what_it_lists(world: World, indicator: Indicator, target: Target) -> None:
    for number in range(3):
        create_indicator(
            actor=world.clerk, keeper=world.province, name=f"Chỉ tiêu {number}", unit_of_measure="%", kind="stock",
            frequency="year",
        )  # fmt: skip
    counts = standing_counts(standings_of(world.clerk, today=TODAY))
    for code, number in counts.items():
        assert number == len(indicator_rows(world.clerk, today=TODAY, filters=IndicatorFilters(verdict=code)))
    assert sum(counts.values()) == 4


def test_it_judges_only_what_is_out_of_date(world: World, indicator: Indicator, target: Target) -> None:
    other = create_indicator(
        actor=world.clerk, keeper=world.province, name="Chỉ tiêu khác", unit_of_measure="%", kind="stock",
        frequency="year",
    )  # fmt: skip
    assert bring_up_to_date(Indicator.objects.all(), today=TODAY) == 2
    assert bring_up_to_date(Indicator.objects.all(), today=TODAY) == 0
    Standing.outdate(other.pk)
    assert bring_up_to_date(Indicator.objects.all(), today=TODAY) == 1
    assert bring_up_to_date(Indicator.objects.all(), today=date(2026, 11, 21)) == 2


def test_reading_what_is_up_to_date_writes_nothing(world: World, indicator: Indicator, target: Target) -> None:
    red_count(world.clerk, today=TODAY)
    with CaptureQueriesContext(connection) as asked:
        red_count(world.clerk, today=TODAY)
    assert [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "(SELECT"))] == []


def test_a_unit_without_a_target_is_asked_for_by_name_only(world: World, indicator: Indicator, target: Target) -> None:
    hamlet = make_unit("Thôn Bản Lầu")
    assert kept(world, TODAY, hamlet.pk) == {}
