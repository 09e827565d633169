"""A new day: verdicts are judged by the worker, not by the first reader; bases, passports, evidence as papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import TODAY, World, make_unit
from tests.database.tracking.measuring.test_rolling import report
from tests.database.tracking.measuring.test_targets import yearly
from vaocuoc.core.calendars import year
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.indicators import standing
from vaocuoc.tracking.indicators.deriving import set_base, set_expression
from vaocuoc.tracking.indicators.models import Base
from vaocuoc.tracking.indicators.queries import IndicatorFilters
from vaocuoc.tracking.models import ComputedFigure, Indicator, IndicatorVersion, Standing

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few rows are judged for a reader that two indicators are too many."""
    monkeypatch.setattr(standing, "JUDGED_AT_ONCE", 1)
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_it_shows_yesterdays_verdicts_and_asks_the_worker_where_many_are_out_of_date(
    world: World, few: None, client: Client
) -> None:
    for name in ("Một", "Hai", "Ba"):
        yearly(world, name)
    standing.judge_again.call()
    assert standing.left_behind(world.clerk, today=TODAY, filters=IndicatorFilters()) == 0
    Standing.objects.update(day=TODAY - timedelta(days=1))
    left = standing.left_behind(world.clerk, today=TODAY, filters=IndicatorFilters())
    assert left == 2  # at least: nobody counts farther than needed
    assert not Standing.objects.filter(day=TODAY).exists()
    client.force_login(world.clerk.user)
    assert "đang được tính lại" in client.get("/chi-tieu/").content.decode()
    standing.judge_again.call()
    assert "đang được tính lại" not in client.get("/chi-tieu/").content.decode()


def test_it_reads_with_as_many_queries_however_much_is_out_of_date(world: World, few: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            standing.red_count(world.clerk, today=TODAY)
        return len(queries)

    for number in range(3):
        yearly(world, f"Chỉ tiêu {number}")
    standing.judge_again.call()
    Standing.objects.update(day=None)
    asked()  # the worker was asked for once
    before = asked()
    for number in range(3, 12):
        yearly(world, f"Chỉ tiêu {number}")
    assert asked() == before


# --- the base of growth -----------------------------------------------------------------------------------------------


def test_it_counts_growth_from_the_base_that_the_indicator_declares(world: World) -> None:
    sold = yearly(world, "Doanh thu", unit_of_measure="tỷ đồng", kind="flow", code="DT")
    growth = yearly(world, "Tốc độ tăng", unit_of_measure="%", kind="growth", code="TD")
    set_expression(actor=world.clerk, indicator=growth, expression="([DT] / kỳ gốc([DT]) - 1) * 100")
    for when, value in ((2023, 50), (2024, 80), (2025, 100)):
        report_of_year(world, sold, when, value)

    def grown() -> int | None:
        row = ComputedFigure.objects.get(indicator=growth, unit=world.province, year=2025)
        return None if row.value is None else row.value // 10**growth.decimals

    assert grown() == 100  # from the first year that has a figure
    set_base(actor=world.clerk, indicator=growth, base=Base.PREVIOUS)
    assert grown() == 25
    set_base(actor=world.clerk, indicator=growth, base=Base.FIXED, base_year=2024)
    assert grown() == 25
    set_base(actor=world.clerk, indicator=growth, base=Base.FIXED, base_year=2020)
    assert grown() is None
    with pytest.raises(Refused, match=r"indicators\.base_year"):
        set_base(actor=world.clerk, indicator=growth, base=Base.FIXED, base_year=2050)


def report_of_year(world: World, indicator: Indicator, when: int, value: int) -> None:
    report(world, world.province, value, year(when), indicator=indicator)


# --- the passport -----------------------------------------------------------------------------------------------------


def test_it_keeps_why_and_by_what_a_passport_was_changed(world: World, client: Client) -> None:
    indicator = yearly(world, "Tỷ lệ che phủ rừng")
    client.force_login(world.clerk.user)
    page = f"/chi-tieu/{indicator.pk}/sua/"
    given = {"name": indicator.name, "unit_of_measure": "%", "direction": "up", "definition": "Cả rừng trồng"}
    refused = client.post(page, given)
    assert "Chưa nêu lý do sửa" in refused.content.decode()
    done = client.post(page, given | {"reason": "Theo hướng dẫn mới", "official_provider": "subject"})
    assert done.status_code == 302
    last = IndicatorVersion.objects.order_by("-number")[0]
    assert (last.reason, last.words["definition"], last.words["official_provider"]) == (
        "Theo hướng dẫn mới", "Cả rừng trồng", "subject",
    )  # fmt: skip
    assert "Theo hướng dẫn mới" in client.get(f"/chi-tieu/{indicator.pk}/lich-su/").content.decode()


def test_it_takes_the_order_of_units_with_the_new_indicator(world: World, client: Client) -> None:
    client.force_login(world.clerk.user)
    given = {
        "keeper": world.province.pk, "name": "Số đảng viên mới", "unit_of_measure": "người", "direction": "up",
        "kind": "flow", "frequency": "month", "reported": "per_period", "calendar": "civil", "decimals": "0",
        "rolls_along": "party",
    }  # fmt: skip
    assert client.post("/chi-tieu/moi/", given).status_code == 302
    assert Indicator.objects.get(name="Số đảng viên mới").rolls_along == "party"
    never = client.post("/chi-tieu/moi/", given | {"kind": "rank", "name": "Thứ hạng"})
    assert never.status_code == 422
    assert "không cộng được" in never.content.decode()
    assert not Indicator.objects.filter(name="Thứ hạng").exists()


def test_a_unit_below_is_not_judged_for_a_reader_who_asks_little(world: World) -> None:
    make_unit("Thôn Bản Lầu")
    yearly(world, "Một")
    assert standing.left_behind(world.clerk, today=TOMORROW, filters=IndicatorFilters()) == 0
    assert Standing.objects.get().day == TOMORROW
