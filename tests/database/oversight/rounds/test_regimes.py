"""Regimes: what cannot be asked, versions by their day, what they ask in a year, what is asked twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.database.conftest import TODAY, World
from tests.database.oversight.rounds.conftest import BEGIN, OCTOBER, elements
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.oversight.models import Regime
from vaocuoc.oversight.rounds.access import visible_regimes
from vaocuoc.oversight.rounds.inventory import doubles, inventory
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.regimes import create_regime, end_regime, revise_regime, version_at
from vaocuoc.tracking.indicators.operations import create_indicator
from vaocuoc.tracking.models import Indicator


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "rounds.no_name"),
        ({"cycle": "once"}, "rounds.no_cycle"),
        ({"working_days": {}}, "rounds.no_deadline"),
        ({"working_days": {"commune": 0}}, "rounds.deadline_before_cutoff"),
        ({"working_days": {"commune": 5, "province": 3}}, "rounds.levels_out_of_order"),
        ({"relation": ""}, "rounds.nobody_owes"),
        ({"sections": ()}, "rounds.asks_nothing"),
        ({"figures": "listed"}, "rounds.asks_nothing"),
    ],
)
def test_it_refuses_what_cannot_be_asked(world: World, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        create_regime(
            actor=world.clerk, keeper=world.province, kind="periodic", valid_from=BEGIN, elements=elements(**changes)
        )
    assert refused.value.code == code
    assert not Regime.objects.exists()


def test_it_lists_only_figures_of_its_own_register_and_calendar(world: World, trained: Indicator) -> None:
    state = create_indicator(
        actor=world.clerk, keeper=world.province, name="Thu ngân sách", unit_of_measure="tỷ đồng", kind="flow",
        frequency="month", calendar="state_report",
    )  # fmt: skip
    elsewhere = create_indicator(
        actor=world.outsider,
        keeper=world.elsewhere,
        name="Số hộ",
        unit_of_measure="hộ",
        kind="stock",
        frequency="month",
    )
    for indicator, code in ((state, "rounds.calendars_mixed"), (elsewhere, "rounds.other_register")):
        with pytest.raises(Refused, match=code):
            create_regime(
                actor=world.clerk, keeper=world.province, kind="periodic", valid_from=BEGIN,
                elements=elements(figures="listed", indicators=[trained, indicator]),
            )  # fmt: skip


def test_it_is_set_by_who_coordinates_the_register(world: World) -> None:
    for actor in (world.focal, world.outsider, world.administrator):
        with pytest.raises(Refused, match=r"access\.denied"):
            create_regime(actor=actor, keeper=world.province, kind="periodic", valid_from=BEGIN, elements=elements())


def test_a_version_holds_from_its_day_and_rounds_keep_what_they_were_asked(
    world: World, make_regime: Callable[..., Regime]
) -> None:
    regime = make_regime()
    first = open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    revise_regime(
        actor=world.clerk, regime=regime, valid_from=date(2026, 11, 1), elements=elements(name="Báo cáo tháng, mẫu mới")
    )
    second = open_round(actor=world.clerk, regime=regime, today=TODAY, period=month(2026, 11))
    assert (first.version.name, second.version.name) == ("Báo cáo công tác tháng", "Báo cáo tháng, mẫu mới")
    assert version_at(regime, date(2026, 10, 31)) == first.version
    with pytest.raises(Refused, match=r"rounds\.version_used"):
        revise_regime(actor=world.clerk, regime=regime, valid_from=date(2026, 11, 1), elements=elements())


def test_a_version_that_no_round_follows_is_replaced(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = make_regime()
    for name in ("Bản nháp", "Bản đúng"):
        revise_regime(actor=world.clerk, regime=regime, valid_from=date(2027, 1, 1), elements=elements(name=name))
    assert list(regime.versions.order_by("valid_from").values_list("name", flat=True)) == [
        "Báo cáo công tác tháng",
        "Bản đúng",
    ]


def test_an_ended_regime_opens_no_more(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = end_regime(actor=world.clerk, regime=make_regime(), on=date(2026, 10, 1), reason="Thay bằng chế độ mới")
    with pytest.raises(Refused, match=r"rounds\.regime_ended"):
        open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    assert open_round(actor=world.clerk, regime=regime, today=TODAY, period=month(2026, 9)).title


def test_the_burden_is_what_units_owe_times_the_year(
    world: World, make_regime: Callable[..., Regime], trained: Indicator
) -> None:
    monthly = make_regime(figures="all")
    open_round(actor=world.clerk, regime=monthly, today=TODAY, period=OCTOBER)
    yearly = make_regime(name="Báo cáo năm", cycle="year", figures="listed", indicators=[trained], sections=())
    outward = make_regime(name="Báo cáo bộ", receiver="Bộ Tài chính", relation="")
    found = {one.regime.pk: one for one in inventory(visible_regimes(world.clerk), today=TODAY)}
    assert (found[monthly.pk].units, found[monthly.pk].figures_a_year) == (2, 24)
    assert (found[monthly.pk].reports_a_year, found[monthly.pk].texts_a_year) == (24, 48)
    assert found[yearly.pk].figures_a_year == 2
    assert found[outward.pk].figures_a_year == 0


def test_a_figure_that_two_regimes_ask_is_told(
    world: World, make_regime: Callable[..., Regime], trained: Indicator
) -> None:
    make_regime(figures="all")
    yearly = make_regime(name="Báo cáo năm", cycle="year", figures="listed", indicators=[trained], sections=())
    burdens = inventory(visible_regimes(world.clerk), today=TODAY)
    (double,) = doubles(burdens)
    assert double.name == trained.name
    assert double.typed_once
    end_regime(actor=world.clerk, regime=yearly, on=TODAY, reason="Trùng")
    assert doubles(inventory(visible_regimes(world.clerk), today=TODAY)) == []


def test_the_inventory_costs_the_same_however_many_there_are(
    world: World, make_regime: Callable[..., Regime], trained: Indicator, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        make_regime(name=f"Chế độ {number}", figures="listed", indicators=[trained])
    with django_assert_max_num_queries(9):
        doubles(inventory(visible_regimes(world.clerk), today=TODAY))
