"""A sum as it was known on a day: from what had been reported by then, whatever came later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database.conftest import BEGIN, World, make_unit
from tests.database.tracking.measuring.test_rolling import (
    OCTOBER,
    Country,
    _do,
    country,
    make_indicator,
    relate,
    report,
)
from vaocuoc.config.demo.timeline import clock_at
from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Level
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.indicators.then import sums_known
from vaocuoc.tracking.models import Indicator

__all__ = ["country"]

FIRST = datetime.combine(date(2026, 11, 1), time(9), tzinfo=timezone.get_default_timezone())
Clock = Callable[[int], None]


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Sets the clock to nine o'clock of a day of November."""
    with ExitStack() as turned:

        def at(number: int) -> None:
            turned.close()
            turned.enter_context(clock_at(FIRST + timedelta(days=number - 1)))

        yield at


def on(number: int) -> date:
    return date(2026, 11, number)


def test_a_sum_of_a_past_day_leaves_out_what_came_later(world: World, country: Country, clock: Clock) -> None:
    one, two, three, _four = country.communes
    clock(3)
    report(world, one, 10, indicator=country.indicator)
    report(world, two, 20, indicator=country.indicator)
    clock(5)
    report(world, one, 13, indicator=country.indicator)  # a revision
    report(world, three, 0, indicator=country.indicator)
    known = {number: sums_known(country.indicator, country.province, on(number))[0] for number in (2, 3, 4, 5)}
    said = {number: (row.value_then, row.known_then, row.owed_then, row.changed) for number, row in known.items()}
    assert said == {2: (None, 0, 4, True), 3: (30, 2, 4, True), 4: (30, 2, 4, True), 5: (33, 3, 4, False)}
    assert known[3].value_now == Decimal(33)


def test_a_weighted_share_goes_by_the_weights_of_then(world: World, country: Country, clock: Clock) -> None:
    households = make_indicator(world, name="Số hộ", unit_of_measure="hộ", kind="stock", frequency="year")
    poor = make_indicator(
        world, name="Tỷ lệ hộ nghèo", unit_of_measure="%", kind="ratio", decimals=1, weight=households
    )
    clock(3)
    for commune, number, share in zip(country.communes, (1000, 3000), (4, 8), strict=False):
        oblige(actor=world.clerk, indicator=poor, unit=commune, valid_from=BEGIN)
        report(world, commune, number, Period("civil", "year", 2025), indicator=households)
        report(world, commune, share, indicator=poor)
    clock(6)
    report(world, country.communes[0], 5000, Period("civil", "year", 2025), indicator=households)
    (row,) = sums_known(poor, country.regions[0], on(5))
    assert (row.value_then, row.value_now) == (Decimal(7), Decimal("5.5"))


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "report", "empty", "approve", "retract", "own", "estimate"]),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(-50, 50),
    ),
    min_size=2,
    max_size=10,
)


@given(DEEDS, st.sampled_from(["own", "rolled"]))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_known_of_a_day_later_is_what_was_known_on_it(
    world: World, country: Country, clock: Clock, deeds: list[Any], official: str
) -> None:
    with transaction.atomic():
        Indicator.objects.filter(pk=country.indicator.pk).update(official=official)
        country.indicator.refresh_from_db()
        then = {}
        for number, (deed, place, back, value) in enumerate(deeds, start=1):
            clock(number)
            _do(world, country, deed, place, OCTOBER.shift(-back), value)
            rows = sums_known(country.indicator, country.province, on(number))
            assert not any(row.changed for row in rows)  # on its own day it is what the kept rows say
            then[number] = {row.period: (row.value_then, row.known_then) for row in rows}
        for number, expected in then.items():
            later = sums_known(country.indicator, country.province, on(number))
            found = {row.period: (row.value_then, row.known_then) for row in later}
            assert {period: said for period, said in found.items() if said[1]} == expected
        transaction.set_rollback(True)


def test_the_page_shows_them_and_asks_as_often_for_many_units(
    world: World, country: Country, clock: Clock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    clock(3)
    report(world, country.communes[0], 10, indicator=country.indicator)
    clock(5)
    report(world, country.communes[1], 5, indicator=country.indicator)
    client.force_login(world.clerk.user)
    asked = {"chi_tieu": country.indicator.pk, "ngay": "04/11/2026"}

    def page() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(reverse("submissions:as_of"), asked)
        return len(seen), answer.content.decode()

    page()
    few, shown = page()
    assert "1 trên 4 đơn vị" in shown
    assert "2 trên 4 đơn vị" in shown
    for number in range(6):
        commune = make_unit(f"Đảng ủy xã mới {number}", level=Level.COMMUNE)
        relate(country.regions[0], commune)
        oblige(actor=world.clerk, indicator=country.indicator, unit=commune, valid_from=BEGIN)
    rebuild_reach()
    page()  # the first judges again what rests on who owes
    assert page()[0] == few
