from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month, quarter
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    create_indicator,
    edit_indicator,
    oblige,
    retract_observation,
    set_target,
    submit_observation,
    withdraw_target,
)
from vaocuoc.tracking.indicators.queries import (
    IndicatorFilters,
    awaiting_approval,
    indicator_facts,
    propose_indicators,
)
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled
from vaocuoc.tracking.indicators.standing import indicator_rows
from vaocuoc.tracking.models import Approval, Indicator, Obligation, Observation, Target


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}( |$)")


def report(
    world: World, indicator: Indicator, value: str | None, *, actor: Actor | None = None, **fields: object
) -> Observation:
    values: dict[str, Any] = {"unit": world.province, "provider": world.department, "period": month(2026, 10)} | fields
    number = None if value is None else Decimal(value)
    return submit_observation(actor=actor or world.focal, indicator=indicator, value=number, **values)


# --- the register -----------------------------------------------------------------------------------------------------


def test_it_gives_the_next_code_where_none_is_given(world: World) -> None:
    def made(**fields: str) -> str:
        return create_indicator(
            actor=world.clerk,
            keeper=world.province,
            name="Tên",
            unit_of_measure="%",
            kind="ratio",
            frequency="year",
            **fields,
        ).code

    assert [made(), made(code="KT-04"), made()] == ["CT-0001", "KT-04", "CT-0002"]
    with refusal("indicators.code_taken"):
        made(code="KT-04")


def test_it_refuses_what_is_not_an_indicator(world: World) -> None:
    for fields, code in (
        ({"name": " "}, "indicators.no_name"),
        ({"unit_of_measure": ""}, "indicators.no_unit_of_measure"),
        ({"kind": "sum"}, "indicators.unknown_choice"),
        ({"decimals": 7}, "indicators.decimals"),
    ):
        values: dict[str, Any] = {"name": "Tên", "unit_of_measure": "%", "kind": "ratio", "frequency": "year"}
        values |= fields
        with refusal(code):
            create_indicator(actor=world.clerk, keeper=world.province, **values)
    with refusal("access.denied"):
        create_indicator(
            actor=world.focal, keeper=world.province, name="Tên", unit_of_measure="%", kind="ratio", frequency="year"
        )


def test_it_keeps_the_old_words_of_an_indicator(world: World, indicator: Indicator) -> None:
    edit_indicator(actor=world.clerk, indicator=indicator, definition="Vốn đã thanh toán trên kế hoạch")
    assert Entry.objects.latest("pk").facts["before"] == {"definition": ""}


def test_it_shows_an_indicator_to_whom_it_concerns(world: World, indicator: Indicator) -> None:
    for actor, sees in ((world.clerk, True), (world.focal, True), (world.leader, True), (world.outsider, False)):
        assert visible_indicators(actor).filter(pk=indicator.pk).exists() == sees


# --- targets ----------------------------------------------------------------------------------------------------------


def test_it_makes_the_unit_owe_what_it_must_reach(world: World, target: Target) -> None:
    assert Obligation.objects.get().valid_from == date(2026, 1, 1)


def test_it_keeps_an_earlier_target_beside_the_newest(world: World, indicator: Indicator, target: Target) -> None:
    newer = set_target(
        actor=world.leader,
        indicator=indicator,
        unit=world.province,
        comparator=">=",
        value=Decimal(97),
        starts_on=date(2026, 1, 1),
        due=date(2026, 12, 31),
    )
    target.refresh_from_db()
    assert (newer.headline, target.headline, target.withdrawn_at) == (True, False, None)
    facts = indicator_facts(indicator, today=TODAY)
    assert (facts.row.target, [row.target for row in facts.beside]) == (newer, [target])
    withdraw_target(actor=world.clerk, target=newer, reason="Hội đồng điều chỉnh")
    assert indicator_facts(indicator, today=TODAY).row.target == target


def test_it_replaces_a_target_once(world: World, indicator: Indicator, target: Target) -> None:
    fields: dict[str, Any] = {
        "indicator": indicator,
        "unit": world.province,
        "comparator": ">=",
        "due": date(2026, 12, 31),
    }
    newer = set_target(actor=world.clerk, value=Decimal(93), replaces=target, **fields)
    target.refresh_from_db()
    assert target.withdrawn_at is not None
    assert newer.supersedes == target
    with refusal("conflict.target_changed"):
        set_target(actor=world.clerk, value=Decimal(92), replaces=target, **fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"value": Decimal("95.55")}, "indicators.too_precise"),
        ({"value": Decimal("1e30")}, "indicators.too_large"),
        ({"value_high": Decimal(90)}, "indicators.range_backwards"),
        ({"due": date(2025, 1, 1)}, "indicators.days_backwards"),
        ({"comparator": "!="}, "indicators.unknown_choice"),
    ],
)
def test_it_refuses_a_target_that_makes_no_sense(
    world: World, indicator: Indicator, fields: dict[str, object], code: str
) -> None:
    values: dict[str, Any] = {
        "comparator": ">=",
        "value": Decimal(95),
        "starts_on": date(2026, 1, 1),
        "due": date(2026, 12, 31),
    } | fields
    with refusal(code):
        set_target(actor=world.clerk, indicator=indicator, unit=world.province, **values)
    assert not Target.objects.exists()


# --- figures ----------------------------------------------------------------------------------------------------------


def test_it_keeps_every_revision(world: World, indicator: Indicator, target: Target) -> None:
    first = report(world, indicator, "52.1", is_estimate=True)
    second = report(world, indicator, "52.4")
    with refusal("indicators.no_revision_reason"):
        report(world, indicator, "53.4")
    third = report(world, indicator, "53.4", revision_reason="Bổ sung của Ban Quản lý dự án")
    assert [one.revision for one in (first, second, third)] == [1, 2, 3]
    assert list(Observation.objects.order_by("pk").values_list("value", flat=True)) == [521, 524, 534]


def test_it_takes_the_same_figure_once(world: World, indicator: Indicator, target: Target) -> None:
    assert report(world, indicator, "52.1") == report(world, indicator, "52.1")
    assert Observation.objects.count() == 1


def test_it_knows_zero_from_missing(world: World, indicator: Indicator, target: Target) -> None:
    assert report(world, indicator, "0").value == 0
    missing = report(world, indicator, None, missing_reason="Kho bạc chưa chốt", period=month(2026, 9))
    assert (missing.value, missing.missing_reason) == (None, "Kho bạc chưa chốt")
    for value, reason in ((None, ""), ("5", "và lý do")):
        with refusal("indicators.value_or_reason"):
            report(world, indicator, value, missing_reason=reason, period=month(2026, 8))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"period": quarter(2026, 3)}, "indicators.wrong_period"),
        ({"period": month(2026, 10, "state_report")}, "indicators.wrong_period"),
        ({"period": month(2026, 12)}, "indicators.not_begun"),
    ],
)
def test_it_takes_only_periods_of_the_indicator(
    world: World, indicator: Indicator, target: Target, fields: dict[str, object], code: str
) -> None:
    with refusal(code):
        report(world, indicator, "60.6", **fields)


def test_it_never_puts_an_estimate_after_a_final_figure(world: World, indicator: Indicator, target: Target) -> None:
    report(world, indicator, "60.6")
    with refusal("indicators.estimate_after_final"):
        report(world, indicator, "61", is_estimate=True, revision_reason="Ước lại")


def test_it_takes_figures_only_from_who_reports_them(world: World, indicator: Indicator, target: Target) -> None:
    for actor, provider in (
        (world.outsider, world.elsewhere),
        (world.leader, world.department),
        (world.focal, world.commune),
    ):
        with refusal("access.denied"):
            report(world, indicator, "60.6", actor=actor, provider=provider)
    oblige(actor=world.clerk, indicator=indicator, unit=world.commune, valid_from=date(2026, 1, 1))
    assert (
        report(world, indicator, "40", actor=world.clerk, unit=world.commune, provider=world.commune).unit
        == world.commune
    )


def test_it_approves_anothers_latest_figure(world: World, indicator: Indicator, target: Target) -> None:
    first = report(world, indicator, "52.1")
    latest = report(world, indicator, "53.4", revision_reason="Bổ sung")
    assert list(awaiting_approval(world.leader)) == [latest]
    with refusal("access.denied"):
        approve_observation(actor=world.focal, observation=latest)
    with refusal("conflict.observation_changed"):
        approve_observation(actor=world.leader, observation=first)
    approve_observation(actor=world.leader, observation=latest)
    approve_observation(actor=world.clerk, observation=latest)
    assert Approval.objects.get().approved_by == world.leader.user
    own = report(world, indicator, "54", actor=world.clerk, period=month(2026, 11))
    with refusal("indicators.approve_own"):
        approve_observation(actor=world.clerk, observation=own)


def test_it_uses_the_approved_figure_until_the_next_is_approved(
    world: World, indicator: Indicator, target: Target
) -> None:
    approve_observation(actor=world.leader, observation=report(world, indicator, "52.1", is_estimate=True))
    report(world, indicator, "53.4")
    assert indicator_rows(world.clerk, today=TODAY)[0].value == Decimal("52.1")


def test_it_takes_a_figure_back_without_losing_it(world: World, indicator: Indicator, target: Target) -> None:
    first = report(world, indicator, "52.1")
    retract_observation(actor=world.clerk, observation=first, reason="Nhận nhầm câu trong báo cáo")
    row = indicator_rows(world.clerk, today=TODAY)[0]
    assert (row.value, row.verdict.code) == (None, "unjudged")
    assert Observation.objects.count() == 2
    with refusal("conflict.observation_changed"):
        retract_observation(actor=world.clerk, observation=first, reason="Lần nữa")


def test_the_database_itself_keeps_figures_as_they_were(world: World, indicator: Indicator, target: Target) -> None:
    observation = report(world, indicator, "52.1")
    for change in (lambda: Observation.objects.update(value=1), observation.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Observation.objects.get().value == 521


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_it_stores_figures_exactly(value: Decimal) -> None:
    assert from_scaled(to_scaled(value, 3), 3) == value


def test_it_stores_no_figure_that_is_none() -> None:
    for value in ("NaN", "Infinity"):
        with refusal("indicators.not_finite"):
            to_scaled(Decimal(value), 2)


# --- reading ----------------------------------------------------------------------------------------------------------


def test_it_lists_the_red_first_and_filters(world: World, indicator: Indicator, target: Target) -> None:
    report(world, indicator, "60.6")
    other = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Kết nạp đảng viên mới",
        unit_of_measure="đảng viên",
        kind="flow",
        frequency="month",
        decimals=0,
    )
    rows = indicator_rows(world.clerk, today=TODAY)
    assert [(row.indicator.code, row.verdict.code) for row in rows] == [
        ("KT-04", "off_track"),
        (other.code, "unjudged"),
    ]
    for filters, codes in (
        (IndicatorFilters(text="giai ngan"), ["KT-04"]),
        (IndicatorFilters(verdict="unjudged"), [other.code]),
        (IndicatorFilters(lead=world.department.pk), ["KT-04"]),
        (IndicatorFilters(text="không có chữ này"), []),
    ):
        assert [row.indicator.code for row in indicator_rows(world.clerk, today=TODAY, filters=filters)] == codes


def test_it_prefers_the_leading_provider(world: World, indicator: Indicator, target: Target) -> None:
    report(world, indicator, "60.6")
    report(world, indicator, "58", actor=world.clerk, provider=world.province)
    assert indicator_rows(world.clerk, today=TODAY)[0].value == Decimal("60.6")


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [
        ("Tỷ lệ giải ngân vốn đầu tư công năm 2026", True),
        ("tỷ lệ giải ngân vốn đầu tư công", True),
        ("Giải ngân vốn đầu tư công", True),
        ("Tỷ lệ hộ nghèo", False),
        ("", False),
    ],
)
def test_it_proposes_the_indicator_that_a_phrase_means(
    world: World, indicator: Indicator, said: str, is_meant: bool
) -> None:
    found = propose_indicators([said], keeper=world.province)[said]
    assert ([match.indicator for match in found] == [indicator]) == is_meant
