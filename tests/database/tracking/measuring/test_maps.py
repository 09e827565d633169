"""The map of then and of today: what units that are gone reported stays theirs, and arrives at their successors."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from tests.database.tracking.measuring.test_rolling import OCTOBER, SEPTEMBER, Country, country, relate, report
from vaocuoc.directory.models import Level, Succession, Unit, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.rollups.queries import Line, lines_of_then, lines_of_today, missing_below, parts_of

__all__ = ["country"]
MERGED = date(2026, 10, 1)


def succeed(country: Country, old: Unit, new: Unit, share: int | None) -> None:
    Succession.objects.create(predecessor=old, successor=new, share_ppm=share, date=MERGED, act="Nghị quyết 01")
    Unit.objects.filter(pk=old.pk).update(valid_to=MERGED)
    UnitRelation.objects.filter(child=old).update(valid_to=MERGED)


@pytest.fixture
def merged(world: World, country: Country) -> Unit:
    """Two communes of the eastern region became one on 1 October; September was reported by the two."""
    for commune, value in zip(country.communes, (10, 5, 3, 2), strict=True):
        report(world, commune, value, SEPTEMBER, indicator=country.indicator)
    new = make_unit("Đảng ủy xã mới", level=Level.COMMUNE)
    relate(country.regions[0], new, MERGED)
    for old in country.communes[:2]:
        succeed(country, old, new, 1_000_000)
    rebuild_reach()
    oblige(actor=world.clerk, indicator=country.indicator, unit=new, valid_from=MERGED)
    for old in country.communes[:2]:
        country.indicator.obligations.filter(unit=old).update(valid_to=MERGED)
    report(world, new, 16, OCTOBER, indicator=country.indicator)
    return new


def told(lines: list[Line]) -> list[tuple[int, int | None, int, int]]:
    return [(one.period.index, None if one.rolled is None else int(one.rolled), one.known, one.owed) for one in lines]


def test_a_merger_keeps_its_past_on_both_maps(world: World, country: Country, merged: Unit) -> None:
    then = lines_of_then(country.indicator, country.province)
    assert told(then) == [(10, 16, 1, 3), (9, 20, 4, 4)]
    today = lines_of_today(country.indicator, country.province, [line.period for line in then], today=TODAY)
    assert told(today) == told(then)
    east = lines_of_today(country.indicator, country.regions[0], [OCTOBER, SEPTEMBER], today=TODAY)
    assert told(east) == [(10, 16, 1, 1), (9, 15, 2, 2)]


def test_a_part_without_a_declared_share_is_not_carried(world: World, country: Country, merged: Unit) -> None:
    Succession.objects.filter(predecessor=country.communes[1]).update(share_ppm=None)
    (line,) = lines_of_today(country.indicator, country.province, [SEPTEMBER], today=TODAY)
    assert (line.rolled, line.known, line.owed) == (15, 3, 4)


def test_it_names_who_is_missing(world: World, country: Country, merged: Unit) -> None:
    lacking = missing_below(country.indicator, country.province, OCTOBER)
    assert [unit.name for unit in lacking] == [unit.name for unit in country.communes[2:]]
    west, east = parts_of(country.indicator, country.province, OCTOBER)
    assert (west.unit, west.line.missing, east.unit, east.line.missing) == (
        country.regions[1], 2, country.regions[0], 0
    )  # fmt: skip


def test_the_page_asks_the_same_number_of_queries(
    world: World, country: Country, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user)
    page = reverse("rollups:sheet", args=[country.indicator.pk])

    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page + query).status_code == 200
        return len(asked)

    report(world, country.communes[0], 4, indicator=country.indicator)
    queries("")
    few = [queries(query) for query in ("", "?ban-do=hom-nay", "?thieu=1")]
    for number in range(8):
        commune = make_unit(f"Đảng ủy xã thêm {number}", level=Level.COMMUNE)
        relate(country.regions[number % 2], commune)
        oblige(actor=world.clerk, indicator=country.indicator, unit=commune, valid_from=BEGIN)
    rebuild_reach()
    for period in (SEPTEMBER, OCTOBER.shift(-2)):
        report(world, country.communes[0], 4, period, indicator=country.indicator)
    queries("")  # the first reader judges what has changed
    assert [queries(query) for query in ("", "?ban-do=hom-nay", "?thieu=1")] == few
