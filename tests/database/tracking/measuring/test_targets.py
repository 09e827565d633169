"""Relative, compound and allocated targets, formulas, what people say of verdicts, and what is kept of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.database.conftest import BEGIN, TODAY, World
from tests.database.tracking.measuring.test_rolling import Country, country, report, rows_of
from tests.database.tracking.test_indicator_operations import refusal
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month, year
from vaocuoc.core.measuring import restored, verdict
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.deriving import create_ratio, set_expression, set_parent, set_roll_up
from vaocuoc.tracking.indicators.dividing import Component, allocate_target, by_share, split_target
from vaocuoc.tracking.indicators.judging import judged_at
from vaocuoc.tracking.indicators.operations import create_indicator, edit_indicator, oblige, set_target
from vaocuoc.tracking.indicators.overruling import note_cause, overrule, withdraw_overrule
from vaocuoc.tracking.indicators.records import Cause, Judgement
from vaocuoc.tracking.indicators.standing import bring_up_to_date, indicator_rows, judged_again, standings_of
from vaocuoc.tracking.indicators.versions import history
from vaocuoc.tracking.models import ComputedFigure, Indicator, Target
from vaocuoc.tracking.rollups.operations import rebuild_all

__all__ = ["country"]
YEAR = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}


def yearly(world: World, name: str, **fields: Any) -> Indicator:
    values = {"unit_of_measure": "%", "kind": "ratio", "frequency": "year", "decimals": 1} | fields
    return create_indicator(actor=world.clerk, keeper=world.province, name=name, **values)


def code_at(indicator: Indicator, unit: Any, day: date = TODAY) -> str:
    indicator.refresh_from_db()
    return judged_at([(indicator, unit)], today=day)[0].verdict.code


# --- "thấp hơn bình quân chung" ---------------------------------------------------------------------------------------


def test_a_target_may_ask_for_less_than_the_common_mean(world: World) -> None:
    poor, mean = yearly(world, "Tỷ lệ hộ nghèo", direction="down"), yearly(world, "Tỷ lệ hộ nghèo bình quân chung")
    set_target(
        actor=world.clerk, indicator=poor, unit=world.commune, comparator="<", value=Decimal(0),
        reference_indicator=mean, reference_unit=world.province, **YEAR,
    )  # fmt: skip
    later = date(2027, 2, 1)
    oblige(actor=world.clerk, indicator=poor, unit=world.commune, valid_from=BEGIN)
    report(world, world.commune, 2, year(2026), indicator=poor)
    assert code_at(poor, world.commune, later) == "unjudged"
    report(world, world.province, 3, year(2026), indicator=mean)
    assert code_at(poor, world.commune, later) == "met"
    with refusal("indicators.reference_itself"):
        set_target(actor=world.clerk, indicator=mean, unit=world.province, comparator="<", value=Decimal(0),
                   reference_indicator=mean, reference_unit=world.province, **YEAR)  # fmt: skip
    with refusal("indicators.reference_differs"):
        other = yearly(world, "Số xã", unit_of_measure="xã", kind="stock")
        set_target(actor=world.clerk, indicator=poor, unit=world.province, comparator="<", value=Decimal(0),
                   reference_indicator=other, reference_unit=world.province, **YEAR)  # fmt: skip


def test_a_figure_of_the_reference_outdates_the_verdict_that_rests_on_it(world: World) -> None:
    poor, mean = yearly(world, "Tỷ lệ hộ nghèo", direction="down"), yearly(world, "Bình quân chung")
    set_target(
        actor=world.clerk, indicator=poor, unit=world.province, comparator="<", value=Decimal(0),
        reference_indicator=mean, reference_unit=world.department, starts_on=date(2024, 1, 1), due=date(2030, 12, 31),
    )  # fmt: skip
    report(world, world.province, 2, year(2025), indicator=poor)
    standing = standings_of(world.clerk, today=TODAY).get(indicator=poor)
    assert (standing.code, standing.reason) == ("unjudged", "reference_unknown")
    report(world, world.department, 3, year(2025), indicator=mean)
    assert standings_of(world.clerk, today=TODAY).get(indicator=poor).code == "on_track"


# --- components -------------------------------------------------------------------------------------------------------


def test_a_compound_target_is_met_when_all_its_parts_are(world: World) -> None:
    whole = yearly(world, "Trường và trạm y tế đạt chuẩn")
    target = set_target(
        actor=world.clerk, indicator=whole, unit=world.province, comparator=">=", value=Decimal(100), **YEAR
    )
    parts = split_target(
        actor=world.clerk,
        target=target,
        components=[Component("Trường đạt chuẩn", ">=", Decimal(100)), Component("Trạm đạt chuẩn", ">=", Decimal(90))],
    )
    assert [part.indicator.parent for part in parts] == [whole, whole]
    after = date(2027, 2, 1)
    report(world, world.province, 100, year(2026), indicator=parts[0].indicator)
    report(world, world.province, 89, year(2026), indicator=parts[1].indicator)
    assert code_at(whole, world.province, after) == "missed"
    bring_up_to_date(Indicator.objects.all(), today=after)
    report(world, world.province, 90, year(2026), indicator=parts[1].indicator)
    assert standings_of(world.clerk, today=after).get(indicator=whole).code == "met"
    with refusal("indicators.has_parts"):
        split_target(actor=world.clerk, target=target, components=[Component("A", ">=", Decimal(1))] * 1 + [
            Component("B", ">=", Decimal(1))])  # fmt: skip
    with refusal("indicators.few_parts"):
        split_target(actor=world.clerk, target=target, components=[Component("A", ">=", Decimal(1))])


# --- shares to lower units --------------------------------------------------------------------------------------------


@pytest.fixture
def revenue(world: World) -> Target:
    income = create_indicator(actor=world.clerk, keeper=world.province, name="Thu ngân sách", kind="flow",
                              unit_of_measure="tỷ đồng", frequency="month", decimals=0)  # fmt: skip
    return set_target(
        actor=world.clerk, indicator=income, unit=world.province, comparator=">=", value=Decimal(1000),
        horizon="total", path={"2026": Decimal(1000)}, **YEAR,
    )  # fmt: skip


def test_the_parts_given_to_units_must_reach_the_whole(world: World, revenue: Target) -> None:
    given = {world.department: Decimal(600), world.commune: Decimal(300)}
    with refusal("indicators.parts_differ"):
        allocate_target(actor=world.clerk, target=revenue, values=given)
    assert not revenue.parts.exists()
    made = allocate_target(actor=world.clerk, target=revenue, values=given, reason="Giữ lại 100 tỷ dự phòng")
    assert [(part.unit, part.value, part.part_of) for part in made] == [
        (world.department, 600, revenue), (world.commune, 300, revenue)
    ]  # fmt: skip
    assert made[0].path == {"2026": 600}
    deeds = Entry.objects.filter(action__in=["indicators.target", "indicators.allocate"])
    assert deeds.filter(action="indicators.target").count() == 3
    assert deeds.get(action="indicators.allocate").facts["reason"] == "Giữ lại 100 tỷ dự phòng"
    again = allocate_target(actor=world.clerk, target=revenue, values={world.commune: Decimal(1000)})
    assert [(part.unit, part.value) for part in again] == [(world.commune, 1000)]
    standing = revenue.parts.filter(withdrawn_at__isnull=True)
    assert [(part.unit, part.value) for part in standing] == [(world.commune, 1000)]


def test_shares_divide_to_the_last_unit(world: World, revenue: Target) -> None:
    shares = {world.department.pk: Decimal(1), world.commune.pk: Decimal(1), world.office.pk: Decimal(1)}
    assert sorted(by_share(revenue, shares).values()) == [Decimal(333), Decimal(333), Decimal(334)]
    with refusal("indicators.shares_wrong"):
        by_share(revenue, {world.office.pk: Decimal(0)})


# --- formulas ---------------------------------------------------------------------------------------------------------


def test_a_share_of_a_province_is_its_sums_divided(world: World, country: Country) -> None:
    share = create_ratio(
        actor=world.clerk, keeper=world.province, name="Tỷ lệ hộ nghèo", numerator="Hộ nghèo", denominator="Số hộ",
        measured_in="hộ", kind="stock", frequency="month", rolls_along="party",
    )  # fmt: skip
    above, below = share.components.order_by("pk")
    for commune, poor, all_ in zip(country.communes, (10, 30, 0, 20), (100, 100, 400, 400), strict=True):
        for part, number in ((above, poor), (below, all_)):
            oblige(actor=world.clerk, indicator=part, unit=commune, valid_from=BEGIN)
            report(world, commune, number, indicator=part)
    rows = {
        row.unit_id: row.value for row in ComputedFigure.objects.filter(indicator=share, period_end=date(2026, 10, 31))
    }
    assert rows[country.communes[0].pk] == 100  # 10,0 %
    assert rows[country.regions[0].pk] == 200  # 40 of 200, not the mean of 10 % and 30 % of unequal sizes
    assert rows[country.province.pk] == 60  # 60 of 1000
    before = rows_of(share)
    rebuild_all()
    assert rows_of(share) == before
    with refusal("indicators.computed"):
        report(world, country.province, 5, indicator=share)


def test_a_growth_is_a_formula_over_the_same_period_last_year(world: World) -> None:
    sold = create_indicator(actor=world.clerk, keeper=world.province, name="Doanh thu", kind="flow", code="DT",
                            unit_of_measure="tỷ đồng", frequency="month", decimals=0)  # fmt: skip
    growth = create_indicator(actor=world.clerk, keeper=world.province, name="Tốc độ tăng", kind="growth",
                              unit_of_measure="%", frequency="month", decimals=1)  # fmt: skip
    set_expression(actor=world.clerk, indicator=growth, expression="([DT] / cùng kỳ([DT]) - 1) * 100")

    def shown(period: Any) -> tuple[int | None, str]:
        row = ComputedFigure.objects.get(indicator=growth, unit=world.province, period_end=period.end)
        return row.value, row.reason

    report(world, world.province, 110, month(2026, 9), indicator=sold)
    assert shown(month(2026, 9)) == (None, "missing")
    report(world, world.province, 100, month(2025, 9), indicator=sold)
    assert shown(month(2026, 9)) == (100, "")
    report(world, world.province, 0, month(2025, 9), indicator=sold)
    assert shown(month(2026, 9)) == (None, "division_by_zero")


def test_a_formula_that_cannot_be_is_refused_with_what_is_wrong(world: World) -> None:
    money = yearly(world, "Thu", unit_of_measure="tỷ đồng", kind="flow", code="A")
    people = yearly(world, "Dân số", unit_of_measure="người", kind="stock", code="B")
    shown = yearly(world, "Bình quân", unit_of_measure="tỷ đồng", kind="stock", code="C")
    for expression, code in (
        ("[A] +", "formulas.value_expected"),
        ("[A] + [B]", "formulas.units_differ"),
        ("[A] + [C]", "indicators.formula_circle"),
        ("[A] / [B]", "formulas.result_unit"),
        ("[X] * 2", "indicators.formula_unknown"),
    ):
        with refusal(code):
            set_expression(actor=world.clerk, indicator=shown, expression=expression)
    monthly = create_indicator(actor=world.clerk, keeper=world.province, name="Tháng", kind="flow", code="D",
                               unit_of_measure="tỷ đồng", frequency="month")  # fmt: skip
    with refusal("indicators.formula_periods"):
        set_expression(actor=world.clerk, indicator=shown, expression="[A] + [D]")
    report(world, world.province, 5, month(2026, 10), indicator=monthly)
    with refusal("indicators.has_figures"):
        set_expression(actor=world.clerk, indicator=monthly, expression="[D]")
    with refusal("indicators.parent_circle"):
        set_parent(actor=world.clerk, indicator=money, parent=people)
        set_parent(actor=world.clerk, indicator=people, parent=money)


def test_what_never_adds_up_is_refused(world: World) -> None:
    score = yearly(world, "PAR Index", kind="score", unit_of_measure="điểm")
    share = yearly(world, "Tỷ lệ")
    with refusal("indicators.rolls_never"):
        set_roll_up(actor=world.clerk, indicator=score, rolls_along="party")
    with refusal("indicators.rolls_needs_weight"):
        set_roll_up(actor=world.clerk, indicator=share, rolls_along="party")


# --- what people say --------------------------------------------------------------------------------------------------


def test_a_person_may_judge_otherwise_and_both_are_shown(world: World, indicator: Indicator, target: Target) -> None:
    report(world, world.province, 40, indicator=indicator)
    assert code_at(indicator, world.province) == "off_track"
    with refusal("indicators.no_reason"):
        overrule(actor=world.clerk, target=target, code="at_risk", reason=" ")
    with refusal("indicators.overrule_same"):
        overrule(actor=world.clerk, target=target, code="off_track", reason="Như tính")
    with refusal("access.denied"):
        overrule(actor=world.focal, target=target, code="met", reason="Sắp đạt")
    said = overrule(actor=world.leader, target=target, code="at_risk", reason="Vốn đã phân bổ xong trong tháng 11")
    (row,) = indicator_rows(world.clerk, today=TODAY)
    assert (row.verdict.code, row.verdict.reason) == ("at_risk", "overruled")
    assert row.by_rules is not None
    assert row.by_rules.code == "off_track"
    assert standings_of(world.clerk, today=TODAY).get().code == "at_risk"
    assert Judgement.objects.latest("pk").code == "off_track"  # what the rules said is what is kept
    withdraw_overrule(actor=world.clerk, overrule=said)
    assert standings_of(world.clerk, today=TODAY).get().code == "off_track"
    with refusal("conflict.overrule_changed"):
        withdraw_overrule(actor=world.clerk, overrule=said)


def test_the_lead_says_why_a_target_is_not_reached(world: World, target: Target) -> None:
    note_cause(actor=world.focal, target=target, text="Chậm giải phóng mặt bằng", nature="objective")
    assert Cause.objects.get().made_by == world.focal.user
    with refusal("access.denied"):
        note_cause(actor=world.outsider, target=target, text="Không rõ", nature="objective")
    with refusal("indicators.unknown_choice"):
        note_cause(actor=world.clerk, target=target, text="Không rõ", nature="other")


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_every_kept_verdict_follows_from_its_stored_inputs(world: World, indicator: Indicator, target: Target) -> None:
    for number, value in enumerate((40, 44, 80, 96)):
        standings_of(world.clerk, today=TODAY).count()
        report(world, world.province, value, month(2026, 7 + number), indicator=indicator)
    for day in (TODAY, date(2027, 1, 20), date(2027, 3, 1)):
        standings_of(world.clerk, today=day).count()
    kept = list(Judgement.objects.filter(indicator=indicator).order_by("pk"))
    assert len({(one.code, one.reason) for one in kept}) > 2
    for one in kept:
        again = judged_again(one)
        assert (again.code, again.reason, again.rule) == (one.code, one.reason, one.rule)
        assert verdict(restored(one.inputs), one.day) == again
    number = Judgement.objects.count()
    bring_up_to_date(visible_indicators(world.clerk), today=date(2027, 3, 2))
    assert Judgement.objects.count() == number  # another day, the same verdict from the same figures: nothing new


def test_an_old_verdict_shows_the_passport_of_then(world: World, indicator: Indicator, target: Target) -> None:
    standings_of(world.clerk, today=TODAY).count()
    edit_indicator(actor=world.clerk, indicator=indicator, definition="Chỉ tính vốn ngân sách tỉnh")
    edit_indicator(actor=world.clerk, indicator=indicator, definition="Tính mọi nguồn vốn")
    report(world, world.province, 40, indicator=indicator)
    standings_of(world.clerk, today=TODAY).count()
    assert list(Judgement.objects.order_by("pk").values_list("version", flat=True)) == [1, 3]
    changes = history(indicator)
    assert [change.version.number for change in changes] == [3, 2, 1]
    assert changes[0].changes == (("definition", "Chỉ tính vốn ngân sách tỉnh", "Tính mọi nguồn vốn"),)
    edit_indicator(actor=world.clerk, indicator=indicator, definition="Tính mọi nguồn vốn")
    assert indicator.versions.count() == 3
