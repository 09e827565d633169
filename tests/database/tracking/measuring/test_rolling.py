"""Sums over units kept as rows: right, with who is missing, and the same as adding everything up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database.conftest import BEGIN, World, make_unit
from vaocuoc.core.calendars import Period, month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Level, RelationKind, Unit, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.indicators.following import together
from vaocuoc.tracking.indicators.judging import judged_at
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    create_indicator,
    oblige,
    retract_observation,
    set_target,
    submit_observation,
)
from vaocuoc.tracking.indicators.rolling import rebuild
from vaocuoc.tracking.models import ComputedFigure, Indicator, Observation
from vaocuoc.tracking.rollups.operations import rebuild_all

SEPTEMBER, OCTOBER = month(2026, 9), month(2026, 10)


@dataclass
class Country:
    """``province`` over two regions, each over two communes; all communes owe ``new_members``."""

    province: Unit
    regions: list[Unit]
    communes: list[Unit]
    indicator: Indicator


def relate(parent: Unit, child: Unit, since: date = BEGIN) -> UnitRelation:
    return UnitRelation.objects.create(kind=RelationKind.PARTY, parent=parent, child=child, valid_from=since)


def make_indicator(world: World, **fields: Any) -> Indicator:
    values = {"name": "Kết nạp đảng viên", "unit_of_measure": "người", "kind": "flow", "frequency": "month"} | fields
    values.setdefault("decimals", 0)
    rolls = {name: values.pop(name) for name in ("rolls_along", "official", "weight") if name in values}
    made = create_indicator(actor=world.clerk, keeper=world.province, **values)
    for name, value in ({"rolls_along": "party"} | rolls).items():
        setattr(made, name, value)
    made.save()
    return made


@pytest.fixture
def country(world: World) -> Country:
    regions = [make_unit(f"Đảng ủy khu vực {name}") for name in ("Đông", "Tây")]
    communes = [make_unit(f"Đảng ủy xã số {number}", level=Level.COMMUNE) for number in range(4)]
    for region in regions:
        relate(world.province, region)
    for place, commune in enumerate(communes):
        relate(regions[place // 2], commune)
    rebuild_reach()
    indicator = make_indicator(world)
    for commune in communes:
        oblige(actor=world.clerk, indicator=indicator, unit=commune, valid_from=BEGIN)
    return Country(world.province, regions, communes, indicator)


def report(
    world: World, unit: Unit, value: int | None, period: Period = OCTOBER, *, indicator: Indicator, **fields: Any
) -> Observation:
    number = None if value is None else Decimal(value)
    given_: dict[str, Any] = {"provider": unit, "period": period, "revision_reason": "Đối chiếu lại"} | fields
    if value is None:
        given_["missing_reason"] = "Chưa tổng hợp"
    return submit_observation(actor=world.clerk, indicator=indicator, unit=unit, value=number, **given_)


def row(country: Country, unit: Unit, period: Period = OCTOBER) -> tuple[int | None, int, int] | None:
    found = ComputedFigure.objects.filter(indicator=country.indicator, unit=unit, period_end=period.end).first()
    return None if found is None else (found.value, found.known, found.owed)


def rows_of(indicator: Indicator) -> list[tuple[Any, ...]]:
    return sorted(
        ComputedFigure.objects.filter(indicator=indicator).values_list(
            "unit", "origin", "relation", "year", "index", "value", "known", "owed", "weighted", "weights", "reason",
            "is_estimate", "is_approved",
        ),
        key=str,
    )  # fmt: skip


def test_it_adds_up_with_who_is_missing(world: World, country: Country) -> None:
    report(world, country.communes[0], 12, indicator=country.indicator)
    assert row(country, country.regions[0]) == (12, 1, 2)
    assert row(country, country.regions[1]) == (None, 0, 2)
    assert row(country, country.province) == (12, 1, 4)
    report(world, country.communes[1], 0, indicator=country.indicator)  # zero is not missing
    assert row(country, country.regions[0]) == (12, 2, 2)
    report(world, country.communes[2], None, indicator=country.indicator)  # a reason is no figure
    assert row(country, country.province) == (12, 2, 4)
    assert row(country, country.province, SEPTEMBER) is None


def test_a_revision_changes_the_sums_above_it_and_nothing_else(world: World, country: Country) -> None:
    for commune in country.communes:
        report(world, commune, 10, indicator=country.indicator)
        report(world, commune, 7, SEPTEMBER, indicator=country.indicator)
    before = ComputedFigure.objects.get(indicator=country.indicator, unit=country.regions[1], period_end=OCTOBER.end)
    report(world, country.communes[0], 15, indicator=country.indicator)
    assert row(country, country.province) == (45, 4, 4)
    assert row(country, country.province, SEPTEMBER) == (28, 4, 4)
    after = ComputedFigure.objects.get(indicator=country.indicator, unit=country.regions[1], period_end=OCTOBER.end)
    assert after.pk == before.pk
    assert after.value == before.value


def test_the_sum_counts_for_the_parent_only_when_nobody_is_missing(world: World, country: Country) -> None:
    set_target(
        actor=world.clerk, indicator=country.indicator, unit=country.province, comparator=">=", value=Decimal(40),
        starts_on=OCTOBER.start, due=OCTOBER.end,
    )  # fmt: skip
    after = date(2026, 11, 9)

    def verdict() -> tuple[str, Decimal | None]:
        found = judged_at([(country.indicator, country.province)], today=after)[0].verdict
        return found.code, found.actual

    for commune in country.communes[:3]:
        report(world, commune, 10, indicator=country.indicator)
    assert verdict()[0] == "unjudged"
    report(world, country.communes[3], 10, indicator=country.indicator)
    assert verdict() == ("met", Decimal(40))
    report(world, country.province, 38, indicator=country.indicator)  # its own is official by the indicator's rule
    assert verdict() == ("missed", Decimal(38))
    Indicator.objects.filter(pk=country.indicator.pk).update(official="rolled")
    country.indicator.refresh_from_db()
    assert verdict() == ("met", Decimal(40))


def test_it_follows_the_relations_of_then(world: World, country: Country) -> None:
    moved = country.communes[1]
    UnitRelation.objects.filter(child=moved).update(valid_to=date(2026, 10, 1))
    relate(country.regions[1], moved, date(2026, 10, 1))
    rebuild_reach()
    report(world, moved, 5, SEPTEMBER, indicator=country.indicator)
    report(world, moved, 6, OCTOBER, indicator=country.indicator)
    assert row(country, country.regions[0], SEPTEMBER) == (5, 1, 2)
    assert row(country, country.regions[1], OCTOBER) == (6, 1, 3)
    assert row(country, country.province, OCTOBER) == (6, 1, 4)


def test_a_weighted_share_is_recomputed_from_its_parts(world: World, country: Country) -> None:
    households = make_indicator(world, name="Số hộ", unit_of_measure="hộ", kind="stock", frequency="year")
    poor = make_indicator(
        world, name="Tỷ lệ hộ nghèo", unit_of_measure="%", kind="ratio", decimals=1, weight=households
    )
    for commune, number, share in zip(country.communes, (1000, 3000, 0, 0), ("4", "8", None, None), strict=True):
        oblige(actor=world.clerk, indicator=poor, unit=commune, valid_from=BEGIN)
        if share is not None:
            report(world, commune, number, Period("civil", "year", 2025), indicator=households)
            report(world, commune, int(share), indicator=poor)
    found = ComputedFigure.objects.get(indicator=poor, unit=country.regions[0])
    assert (found.value, found.known, found.owed) == (70, 2, 2)  # 7,0 %: (4 × 1000 + 8 × 3000) / 4000
    report(world, country.communes[0], 5000, Period("civil", "year", 2025), indicator=households)
    found.refresh_from_db()
    assert found.value == 55  # (4 × 5000 + 8 × 3000) / 8000
    before = rows_of(poor)
    rebuild(poor)
    assert rows_of(poor) == before


def test_a_weight_of_an_earlier_year_still_holds_when_that_of_another_unit_changes(
    world: World, country: Country
) -> None:
    households = make_indicator(world, name="Số hộ", unit_of_measure="hộ", kind="stock", frequency="year")
    poor = make_indicator(
        world, name="Tỷ lệ hộ nghèo", unit_of_measure="%", kind="ratio", decimals=1, weight=households
    )
    for commune, number, share in zip(country.communes, (1000, 3000), (4, 8), strict=False):
        oblige(actor=world.clerk, indicator=poor, unit=commune, valid_from=BEGIN)
        report(world, commune, number, Period("civil", "year", 2024), indicator=households)
        report(world, commune, share, indicator=poor)
    report(world, country.communes[0], 5000, Period("civil", "year", 2025), indicator=households)
    found = ComputedFigure.objects.get(indicator=poor, unit=country.regions[0])
    assert (found.value, found.known) == (55, 2)  # 5,5 %: (4 × 5000 + 8 × 3000) / 8000, the second by 2024
    before = rows_of(poor)
    rebuild(poor)
    assert rows_of(poor) == before


def test_a_milestone_counts_the_units_that_reached_it(world: World, country: Country) -> None:
    reached = make_indicator(world, name="Xã đạt chuẩn", unit_of_measure="xã", kind="milestone", frequency="date")
    for commune in country.communes:
        oblige(actor=world.clerk, indicator=reached, unit=commune, valid_from=BEGIN)
    for place, day in enumerate((date(2026, 3, 1), date(2026, 5, 1), date(2026, 4, 1))):
        report(world, country.communes[place], 1, Period("civil", "date", day.year, day.timetuple().tm_yday),
               indicator=reached)  # fmt: skip
    found = ComputedFigure.objects.filter(indicator=reached, unit=country.province).order_by("period_end")
    assert [(one.value, one.known) for one in found] == [(1, 1), (2, 2), (3, 3)]
    before = rows_of(reached)
    rebuild(reached)
    assert rows_of(reached) == before


def test_scores_and_shares_without_a_weight_are_never_added_up(world: World, country: Country) -> None:
    for kind in ("score", "rank", "ratio", "growth"):
        indicator = make_indicator(world, name=f"Chỉ tiêu {kind}", kind=kind)
        oblige(actor=world.clerk, indicator=indicator, unit=country.communes[0], valid_from=BEGIN)
        report(world, country.communes[0], 5, indicator=indicator)
        assert rows_of(indicator) == []


def test_the_number_of_queries_does_not_grow_with_the_units(world: World, country: Country) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            report(world, country.communes[0], 3, SEPTEMBER, indicator=country.indicator)
        return len(asked)

    report(world, country.communes[1], 3, SEPTEMBER, indicator=country.indicator)
    few = queries()
    for number in range(20):
        commune = make_unit(f"Đảng ủy xã mới {number}", level=Level.COMMUNE)
        relate(country.regions[0], commune)
        oblige(actor=world.clerk, indicator=country.indicator, unit=commune, valid_from=BEGIN)
    rebuild_reach()
    report(world, country.communes[0], 4, SEPTEMBER, indicator=country.indicator)
    Observation.objects.count()
    with CaptureQueriesContext(connection) as asked:
        report(world, country.communes[0], 5, SEPTEMBER, indicator=country.indicator)
    assert len(asked) <= few + 1


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "report", "empty", "approve", "retract", "oblige", "own", "estimate"]),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(-50, 50),
    ),
    max_size=14,
)


@given(DEEDS, st.sampled_from(["own", "rolled"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bringing_up_to_date_equals_a_rebuild(
    world: World, country: Country, deeds: list[tuple[str, int, int, int]], official: str
) -> None:
    with transaction.atomic():
        Indicator.objects.filter(pk=country.indicator.pk).update(official=official)
        country.indicator.refresh_from_db()
        for deed, place, back, value in deeds:
            _do(world, country, deed, place, OCTOBER.shift(-back), value)
        kept = rows_of(country.indicator)
        rebuild(country.indicator)
        assert rows_of(country.indicator) == kept
        transaction.set_rollback(True)


def _do(world: World, country: Country, deed: str, place: int, period: Period, value: int) -> None:
    unit = country.regions[place % 2] if deed == "own" else country.communes[place]
    if deed == "oblige":
        since = OCTOBER.start + timedelta(days=value)
        oblige(actor=world.clerk, indicator=country.indicator, unit=country.regions[place % 2], valid_from=since)
        return
    found = Observation.objects.filter(indicator=country.indicator, unit=unit, period_end=period.end)
    last = found.select_related("indicator", "unit", "provider").order_by("-revision").first()
    approved = last is not None and hasattr(last, "approval")
    if deed == "approve":
        if last is not None:
            approve_observation(actor=world.leader, observation=last)
    elif deed == "retract":
        if last is not None and not approved:
            retract_observation(actor=world.clerk, observation=last, reason="Nhầm")
    elif not approved and not (deed == "estimate" and last is not None):
        figure = None if deed == "empty" else value
        report(world, unit, figure, period, indicator=country.indicator, is_estimate=deed == "estimate")


def test_a_period_begun_from_the_one_before_is_what_a_rebuild_gives(world: World, country: Country) -> None:
    report(world, country.communes[0], 12, SEPTEMBER, indicator=country.indicator)
    oblige(actor=world.clerk, indicator=country.indicator, unit=country.regions[1], valid_from=date(2026, 10, 5))
    report(world, country.communes[0], 1, indicator=country.indicator)  # not copied: October owes more
    report(world, country.communes[0], 2, month(2026, 11), indicator=country.indicator)  # begun from October
    before = rows_of(country.indicator)
    assert {one.owed for one in ComputedFigure.objects.filter(unit=country.province)} == {4, 3}
    rebuild_all()
    assert rows_of(country.indicator) == before


@given(DEEDS, DEEDS, st.sampled_from(["own", "rolled"]))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_written_together_leave_the_rows_that_single_ones_leave(
    world: World, country: Country, before: list[Any], deeds: list[Any], official: str
) -> None:
    Indicator.objects.filter(pk=country.indicator.pk).update(official=official)
    country.indicator.refresh_from_db()
    found = []
    for held in (False, True):
        with transaction.atomic():
            for deed, place, back, value in before:
                _do(world, country, deed, place, OCTOBER.shift(-back), value)
            with together() if held else transaction.atomic():
                for deed, place, back, value in deeds:
                    _do(world, country, deed, place, OCTOBER.shift(-back), value)
            found.append(rows_of(country.indicator))
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_it_works_out_once_what_is_written_together_and_nothing_where_it_fails(world: World, country: Country) -> None:
    with together():
        for place, commune in enumerate(country.communes):
            report(world, commune, place, indicator=country.indicator)
            with together():  # within another it ends nothing
                pass
            assert row(country, country.province) is None
    assert row(country, country.province) == (6, 4, 4)
    with pytest.raises(Refused), together():
        _reported_then_refused(world, country)
    assert row(country, country.province) == (6, 4, 4)
    assert Observation.objects.filter(indicator=country.indicator).count() == 4
    report(world, country.communes[0], 1, indicator=country.indicator)
    assert row(country, country.province) == (7, 4, 4)


def _reported_then_refused(world: World, country: Country) -> None:
    report(world, country.communes[0], 50, indicator=country.indicator)
    report(world, country.communes[1], 50, month(2027, 1), indicator=country.indicator)  # not begun
