"""The quality of the data: each number is what its list shows, and counts the office's own register alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import BEGIN, TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Oversight
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.quality.measures import (
    MEASURES,
    Quality,
    months_before,
    quality_of,
    recorded,
    tasks_behind,
)
from vaocuoc.tracking.quality.views import _register

Give = Callable[..., Task]
LONG_AGO = datetime(2026, 9, 1, 8, tzinfo=UTC)
PLACE = "/chat-luong-du-lieu/"


@pytest.fixture
def give(world: World, give: Give) -> Give:  # told of this morning, with everything said
    def given(**fields: Any) -> Task:
        task = give()
        values = {
            "product": "Tờ trình",
            "authority": "Tỉnh ủy",
            "received_is_estimated": False,
            "told_at": datetime(2026, 11, 20, 1, tzinfo=UTC),
        }
        Task.objects.filter(pk=task.pk).update(**(values | fields))
        task.refresh_from_db()
        return task

    return given


def done(completed: date | None, recorded_on: date) -> dict[str, Any]:
    at = datetime(recorded_on.year, recorded_on.month, recorded_on.day, 3, tzinfo=UTC)
    return {"closure": "done", "completed_on": completed, "closed_at": at}


def measured(world: World) -> Quality:
    return quality_of(world.leader, keeper=world.province.pk, today=TODAY)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("thieu-san-pham", {"product": ""}),
        ("lau-khong-cap-nhat", {"told_at": LONG_AGO}),
        ("lau-khong-cap-nhat", {"told_at": None, "created_at": LONG_AGO}),
        ("ngay-nhan-uoc-tinh", {"received_is_estimated": True}),
        ("thieu-han", {"due": None, "no_due_reason": "Chờ"}),
        ("thieu-cap-quyet-dinh", {"due": TODAY - timedelta(days=1), "authority": ""}),
        ("thieu-minh-chung", done(TODAY, TODAY)),
        ("thieu-ngay-hoan-thanh", done(None, TODAY)),
    ],
)
def test_it_counts_what_is_missing_and_lists_it(world: World, give: Give, code: str, fields: dict[str, Any]) -> None:
    give()
    short = give(**fields)
    figure = next(one for one in measured(world).figures if one.code == code)
    assert figure.count == 1
    assert figure.whole == (2 if not fields.get("closure") and code != "thieu-cap-quyet-dinh" else 1)
    assert list(tasks_behind(world.leader, code, keeper=world.province.pk, today=TODAY)) == [short]


def test_it_finds_nothing_missing_in_a_well_kept_register(world: World, give: Give) -> None:
    give()
    assert [one.code for one in measured(world).figures if one.count] == []


def test_it_tells_how_long_completions_wait_to_be_recorded(world: World, give: Give) -> None:
    for days in (0, 2, 10):
        give(**done(date(2026, 10, 5), date(2026, 10, 5) + timedelta(days=days)))
    give(**done(date(2026, 11, 2), date(2026, 11, 3)))
    give(**done(date(2024, 1, 2), date(2024, 5, 3)))  # too long ago to count
    found = measured(world)
    assert (found.recorded, found.median_days) == (4, 1.5)
    october = next(one for one in found.months if one.first == date(2026, 10, 1))
    assert (october.recorded, october.median_days) == (3, 2)
    behind = recorded(world.leader, world.province.pk, today=TODAY, month=date(2026, 10, 1))
    assert behind.count() == 3


def test_it_covers_twelve_whole_months_that_end_with_this_one() -> None:
    months = months_before(date(2026, 1, 31))
    assert (months[0], months[-1], len(months)) == (date(2025, 2, 1), date(2026, 1, 1), 12)


def test_it_measures_fields_only_where_somebody_looks_after_one(world: World, give: Give) -> None:
    task = give()
    assert "chua-ro-linh-vuc" not in [one.code for one in measured(world).figures]
    Oversight.objects.create(
        post=world.leader.post, kind="field", words="nông thôn mới", decision="05-QĐ/TU", valid_from=BEGIN
    )
    assert list(tasks_behind(world.leader, "chua-ro-linh-vuc", keeper=world.province.pk, today=TODAY)) == [task]


def test_it_counts_no_other_register(world: World, give: Give) -> None:
    give(product="")
    elsewhere = quality_of(world.outsider, keeper=world.elsewhere.pk, today=TODAY)
    assert [one.count for one in elsewhere.figures if one.count] == []


def test_it_is_for_who_keeps_a_register(world: World) -> None:
    assert _register(world.leader) == world.province.pk
    with pytest.raises(Refused, match=r"access\.denied"):
        _register(world.focal)


@pytest.fixture
def browse(world: World, client: Client) -> Client:
    client.force_login(world.leader.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_number_leads_to_its_list(world: World, give: Give, browse: Client) -> None:
    give(product="", told_at=LONG_AGO)
    give(**done(date(2026, 11, 2), date(2026, 11, 12)))
    page = browse.get(PLACE).content.decode()
    for figure in measured(world).figures:
        if figure.count:
            assert f"{PLACE}{figure.code}/" in page
    shown = browse.get(f"{PLACE}ghi-cham/?thang=2026-11").content.decode()
    assert "12/11/2026" in shown
    assert "1 dòng" in shown
    assert "0 dòng" in browse.get(f"{PLACE}ghi-cham/?thang=2026-10").content.decode()


@pytest.mark.parametrize("code", [one for one in MEASURES if one != "chua-ro-linh-vuc"])
def test_it_opens_the_list_of_every_measure(browse: Client, code: str) -> None:
    assert browse.get(f"{PLACE}{code}/").status_code == 200


def test_it_knows_no_other_measure(browse: Client) -> None:
    assert browse.get(f"{PLACE}khac/").status_code == 404
    assert browse.get(f"{PLACE}chua-ro-linh-vuc/").status_code == 404


def test_it_asks_the_same_number_of_questions_for_any_number_of_tasks(give: Give, browse: Client) -> None:
    give(product="")
    browse.get(PLACE)
    for place in (PLACE, f"{PLACE}thieu-san-pham/"):
        with CaptureQueriesContext(connection) as few:
            browse.get(place)
        for _one in range(12):
            give(product="")
        with CaptureQueriesContext(connection) as many:
            browse.get(place)
        assert len(few) == len(many)
