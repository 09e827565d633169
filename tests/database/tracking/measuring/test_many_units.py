"""An indicator at more units than a page judges: the first by what needs someone, the others counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level, Unit
from vaocuoc.tracking.indicators import others
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, set_target, submit_observation
from vaocuoc.tracking.indicators.queries import indicator_facts
from vaocuoc.tracking.indicators.standing import bring_up_to_date
from vaocuoc.tracking.models import Indicator


@pytest.fixture
def given(world: World) -> tuple[Indicator, list[Unit]]:
    """An indicator with four communes: the later, the farther from its target; the last without a figure."""
    indicator = create_indicator(
        actor=world.clerk, keeper=world.province, name="Nhà ở xã hội", unit_of_measure="căn", kind="flow",
        frequency="month", decimals=0,
    )  # fmt: skip
    units = [make_unit(f"Xã Thứ {number}", level=Level.COMMUNE) for number in range(4)]
    for number, unit in enumerate(units):
        oblige(actor=world.clerk, indicator=indicator, unit=unit, valid_from=date(2026, 1, 1))
        set_target(
            actor=world.clerk, indicator=indicator, unit=unit, comparator=">=", value=Decimal(100), horizon="total",
            starts_on=date(2026, 1, 1), due=date(2026, 12, 31),
        )  # fmt: skip
        if number < 3:
            submit_observation(
                actor=world.clerk, indicator=indicator, unit=unit, provider=unit, period=month(2026, 10),
                value=Decimal(90 - 40 * number),
            )  # fmt: skip
    bring_up_to_date(Indicator.objects.all(), today=TODAY)
    return indicator, units


def test_all_are_judged_and_added_up_where_they_are_few(given: tuple[Indicator, list[Unit]]) -> None:
    found = indicator_facts(given[0], today=TODAY, unit=given[0].keeper_id).others
    assert (len(found.rows), found.number, found.reported) == (4, 4, 3)
    assert found.total is not None
    assert found.total.value == 90 + 50 + 10


def test_of_many_the_first_are_judged_and_all_counted(
    given: tuple[Indicator, list[Unit]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = indicator_facts(given[0], today=TODAY, unit=given[0].keeper_id).others
    monkeypatch.setattr(others, "ALL", 3)
    monkeypatch.setattr(others, "SHOWN", 2)
    found = indicator_facts(given[0], today=TODAY, unit=given[0].keeper_id).others
    assert [row.unit for row in found.rows] == [row.unit for row in whole.rows[:2]]
    assert (found.number, found.reported, found.total) == (4, 3, None)


def test_the_page_says_how_many_it_leaves_out(
    world: World, given: tuple[Indicator, list[Unit]], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(others, "ALL", 3)
    monkeypatch.setattr(others, "SHOWN", 2)
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/chi-tieu/{given[0].pk}/?don-vi={given[0].keeper_id}").content.decode()
    assert "2 đơn vị cần chú ý nhất trong 4 đơn vị." in page
