"""The outlook of an indicator: what its page says of what may come, to whom, and from how many figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from math import sin
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import Period, month, year
from vaocuoc.tracking.indicators import outlook
from vaocuoc.tracking.indicators.judging import judged_at
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, set_target, submit_observation
from vaocuoc.tracking.indicators.outlook import Outlook, outlook_of
from vaocuoc.tracking.indicators.pacing import is_met_by, led_by
from vaocuoc.tracking.models import Indicator

SINCE = date(2019, 1, 1)
OF_2026 = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}
OF_TERM = {"starts_on": date(2026, 1, 1), "due": date(2030, 12, 31)}


def made(world: World, figures: dict[Period, Any], *, target: dict[str, Any], **fields: Any) -> Indicator:
    """An indicator of the province with its figures and one target."""
    values: dict[str, Any] = {"name": "Thu ngân sách", "unit_of_measure": "tỷ đồng", "kind": "flow", "decimals": 1}
    values |= {"frequency": "month"} | fields
    indicator = create_indicator(actor=world.clerk, keeper=world.province, **values)
    oblige(actor=world.clerk, indicator=indicator, unit=world.province, valid_from=SINCE)
    set_target(actor=world.clerk, indicator=indicator, unit=world.province, **({"comparator": ">="} | target))
    for period, value in figures.items():
        submit_observation(
            actor=world.clerk, indicator=indicator, unit=world.province, provider=world.province, period=period,
            value=round(Decimal(str(value)), values["decimals"]),
        )  # fmt: skip
    return indicator


def months(count: int, last: Period | None = None) -> dict[Period, Any]:
    last = last or month(2026, 10)
    return {last.shift(n - count + 1): 1000 + 9 * n + 40 * sin(n * n) for n in range(count)}


def seen(world: World, indicator: Indicator, today: date = TODAY) -> Outlook:
    found = outlook_of(judged_at([(indicator, world.province)], today=today)[0], today)
    assert found is not None
    return found


def page(indicator: Indicator, actor: Any, **asked: str) -> str:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("indicators:detail", args=[indicator.pk]), asked)
    assert answer.status_code == 200
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


@pytest.fixture(autouse=True)
def without_what_was_kept() -> None:
    cache.clear()


# --- monthly figures --------------------------------------------------------------------------------------------------


def test_it_forecasts_a_total_up_to_its_due_day_with_an_interval(world: World) -> None:
    indicator = made(world, months(34), target={"value": Decimal(15800), **OF_2026})
    found = seen(world, indicator)
    last = found.coming.steps[-1]
    assert [step.day for step in found.coming.steps] == [date(2026, 11, 30), date(2026, 12, 31)]
    assert last.low is not None
    assert last.high is not None
    there = judged_at([(indicator, world.province)], today=TODAY)[0].actual
    assert there is not None
    assert there < last.low < last.value < last.high
    assert abs(last.value - there - 2 * 1300) < 150
    assert found.probability is not None
    assert found.chance_reason == "forecast"
    # what the verdict's probability rests on and what the page draws are one forecast
    assert (found.probability > Decimal("0.1")) == (last.high > 15800)


def test_it_says_the_forecast_to_all_and_the_chance_to_who_coordinates_or_leads(world: World) -> None:
    indicator = made(world, months(34), target={"value": Decimal(15800), **OF_2026}, lead_unit=world.department)
    for actor, may_see in ((world.clerk, True), (world.leader, True), (world.focal, False)):
        shown = page(indicator, actor)
        assert "Nếu giữ đà như các kỳ đã qua, đến 31/12/2026 ước" in shown
        assert "khoảng 80%:" in shown
        assert "Đã dùng số của 34 tháng, từ tháng 1/2024 đến tháng 10/2026" in shown
        assert ("Khả năng đạt mục tiêu" in shown) is may_see


def test_it_gives_no_interval_from_less_than_two_years(world: World) -> None:
    indicator = made(world, months(10), target={"value": Decimal(15800), **OF_2026})
    found = seen(world, indicator)
    assert found.coming.steps
    assert not found.coming.has_interval
    assert (found.probability, found.chance_reason) == (None, "too_few_points")
    shown = page(indicator, world.clerk)
    assert "khoảng 80%:" not in shown
    assert "Mới có 10 tháng số liệu, cần 24 tháng" in shown


def test_it_forecasts_nothing_from_fewer_than_three_figures(world: World) -> None:
    two = {month(2026, 9): 5, month(2026, 10): 6}
    indicator = made(world, two, kind="stock", target={"value": Decimal(10), **OF_2026})
    assert (seen(world, indicator).coming.reason, seen(world, indicator).coming.steps) == ("too_few_points", ())
    shown = page(indicator, world.clerk)
    assert "Chưa dự báo: mới có 2 số, cần ít nhất 3." in shown
    assert "Mới có 2 số, cần ít nhất 3 để biết tốc độ đã qua." in shown


def test_it_cuts_a_share_off_at_the_whole(world: World) -> None:
    rising = {month(2026, 10).shift(n - 29): 70 + n + sin(n * n) for n in range(30)}
    target = {"value": Decimal(99), "due": date(2027, 12, 31), "starts_on": date(2026, 1, 1)}
    indicator = made(world, rising, kind="ratio", unit_of_measure="%", target=target)
    steps = seen(world, indicator).coming.steps
    assert max(step.high for step in steps if step.high is not None) == 100
    assert all(step.value <= 100 for step in steps)


def test_it_goes_no_farther_than_was_measured(world: World) -> None:
    indicator = made(world, months(30), kind="stock", target={"value": Decimal(2000), **OF_TERM})
    found = seen(world, indicator)
    assert (len(found.coming.steps), found.coming.is_whole, found.chance_reason) == (18, False, "too_far")
    assert "Xa hơn nữa, đến hạn 31/12/2030, chưa có căn cứ để dự báo." in page(indicator, world.clerk)


def test_the_same_figures_are_forecast_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    indicator = made(world, months(34), target={"value": Decimal(15800), **OF_2026})
    first = seen(world, indicator)
    made_for: list[Any] = []
    monkeypatch.setattr(outlook, "forecast", lambda *figures, **asked: made_for.append(figures))
    assert seen(world, indicator) == first
    assert made_for == []


# --- pace, last term, what if -----------------------------------------------------------------------------------------


def forest(world: World) -> Indicator:
    figures = dict(zip(range(2019, 2026), ("50", "50.4", "51.2", "52.6", "53.1", "54", "55"), strict=True))
    target = {"value": Decimal(60), "baseline": Decimal(55), "baseline_on": date(2025, 12, 31), **OF_TERM}
    return made(
        world, {year(at): value for at, value in figures.items()},
        kind="ratio", unit_of_measure="%", frequency="year", name="Độ che phủ", target=target,
    )  # fmt: skip


def test_yearly_figures_get_arithmetic_that_a_hand_can_check(world: World) -> None:
    indicator = forest(world)
    submit_observation(
        actor=world.clerk, indicator=indicator, unit=world.province, provider=world.province, period=year(2026),
        value=Decimal(56),
    )  # fmt: skip
    found = seen(world, indicator, date(2027, 2, 1))
    assert found.coming.reason == "yearly"
    assert found.probability is None
    assert found.paces is not None
    assert found.paces.required == 1  # from 56 to 60 in four years
    assert found.paces.so_far == 1
    assert found.paces.usual is not None
    assert round(found.paces.usual, 4) == round(Decimal(6) / 7, 4)
    assert found.same is not None
    assert (found.same.year_of_term, found.same.then, found.same.difference) == (1, Decimal("51.2"), Decimal("4.8"))


def test_a_pace_that_is_supposed_leads_to_a_value_and_a_day(world: World) -> None:
    indicator = forest(world)
    row = judged_at([(indicator, world.province)], today=TODAY)[0]
    led = led_by(row, Decimal(1))
    assert led is not None
    assert (led.value, led.arrives, led.in_time) == (Decimal(60), date(2030, 12, 31), True)
    assert is_met_by(row, Decimal(60))
    assert not is_met_by(row, Decimal("59.9"))


def test_the_small_form_works_with_an_address_alone(world: World) -> None:
    indicator = forest(world)
    shown = page(indicator, world.clerk, them="1")
    assert "Đến 31/12/2030 là 60%, đạt mục tiêu; tới mức 60% vào 31/12/2030." in shown
    assert "Đến 31/12/2030 là 57,5%, chưa đạt mục tiêu; tới mức 60% vào 31/12/2035." in page(
        indicator, world.clerk, them="0,5"
    )
    assert "với tốc độ này không tới mức 60%" in page(indicator, world.clerk, them="-1")
    assert "là 100%" in page(indicator, world.clerk, them="50")
    wrong = page(indicator, world.clerk, them="một ít")
    assert "một ít" in wrong
    assert "đạt mục tiêu; tới mức" not in wrong


def test_a_ceiling_says_what_it_still_allows(world: World) -> None:
    figures = {month(2026, at): 10 for at in range(1, 11)}
    indicator = made(
        world, figures, name="Vụ cháy", unit_of_measure="vụ", decimals=0, direction="down",
        target={"comparator": "<=", "value": Decimal(130), **OF_2026},
    )  # fmt: skip
    found = seen(world, indicator)
    assert found.paces is not None
    assert (found.paces.is_room, found.paces.required, found.paces.usual) == (True, 15, 10)


def test_an_average_says_what_the_years_left_must_reach(world: World) -> None:
    figures = {year(2025): 9, year(2026): 10}
    target = {
        "value": Decimal(10), "horizon": "yearly_average", "starts_on": date(2025, 1, 1), "due": date(2029, 12, 31),
    }  # fmt: skip
    indicator = made(world, figures, kind="growth", unit_of_measure="%", frequency="year", target=target)
    found = seen(world, indicator, date(2027, 2, 1))
    assert found.average_needed == Decimal(31) / 3  # 50 less 19 in three years


def test_a_target_whose_time_has_begun_goes_on_from_the_last_known_level(world: World) -> None:
    found = seen(world, forest(world))  # nothing reported for 2026 yet
    assert found.paces is not None
    assert (found.paces.required, found.paces.goal) == (1, 60)


def test_nothing_is_said_once_the_due_day_is_there(world: World) -> None:
    indicator = made(world, months(34), target={"value": Decimal(15800), **OF_2026})
    row = judged_at([(indicator, world.province)], today=date(2027, 1, 10))[0]
    assert outlook_of(row, date(2027, 1, 10)) is None


def test_the_outlook_asks_the_database_nothing(world: World) -> None:
    indicator = made(world, months(34), target={"value": Decimal(15800), **OF_2026})
    row = judged_at([(indicator, world.province)], today=TODAY)[0]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert outlook_of(row, TODAY) is not None
        assert led_by(row, Decimal(1200)) is not None
    assert len(asked) == 0
