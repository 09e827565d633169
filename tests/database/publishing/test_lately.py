"""Counts over very much: once a minute, told with their moment; what is small is counted each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Level
from vaocuoc.directory.people import lately as counting
from vaocuoc.directory.people.lately import lately
from vaocuoc.publishing.board.reporting import coverage
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, submit_observation
from vaocuoc.tracking.models import Indicator


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Whatever another test had counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def owed(world: World) -> Indicator:
    indicator = create_indicator(
        actor=world.clerk, keeper=world.province, name="Kết nạp đảng viên", unit_of_measure="người", kind="flow",
        frequency="month", decimals=0,
    )  # fmt: skip
    for number in range(2):
        unit = make_unit(f"Xã Thứ {number}", level=Level.COMMUNE)
        oblige(actor=world.clerk, indicator=indicator, unit=unit, valid_from=date(2026, 1, 1))
    oblige(actor=world.clerk, indicator=indicator, unit=world.commune, valid_from=date(2026, 1, 1))
    return indicator


def silent(world: World) -> int:
    return len(coverage(world.clerk, today=TODAY).silent)


def report(world: World, indicator: Indicator) -> None:
    submit_observation(
        actor=world.clerk, indicator=indicator, unit=world.commune, provider=world.commune, period=month(2026, 10),
        value=None, missing_reason="Chưa họp xét",
    )  # fmt: skip


def test_what_is_small_is_counted_each_time(world: World, owed: Indicator) -> None:
    before = silent(world)
    report(world, owed)
    assert silent(world) == before - 1
    assert coverage(world.clerk, today=TODAY).at is None


def test_what_is_large_is_counted_once_and_says_when(
    world: World, owed: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "LARGE", 0)
    before = silent(world)
    report(world, owed)
    kept = coverage(world.clerk, today=TODAY)
    assert len(kept.silent) == before
    assert kept.at is not None


def test_what_has_become_old_is_counted_again(world: World, owed: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LARGE", 0)
    before = silent(world)
    report(world, owed)
    monkeypatch.setattr(counting, "_FRESH", -1)
    assert silent(world) == before - 1


def test_one_post_is_never_shown_the_count_of_another(
    world: World, owed: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "LARGE", 0)
    assert silent(world) > 0
    assert coverage(world.outsider, today=TODAY).silent == ()
    assert lately(world.clerk, "other", (), lambda: 7, lambda _found: 1).found == 7


def test_the_board_and_the_list_tell_the_moment(
    world: World, owed: Indicator, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(counting, "LARGE", 0)
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/", "/chua-bao-cao/"):
        assert "Đếm lúc" in client.get(address).content.decode()
