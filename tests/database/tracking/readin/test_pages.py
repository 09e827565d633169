"""The pages of reading an issued report in: without scripts, with a constant number of queries, for who may report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.operations import create_indicator, oblige
from vaocuoc.tracking.models import Cell, Indicator
from vaocuoc.tracking.readin.queries import board_of


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def test_a_report_is_chosen_read_in_and_the_rest_asked_for(
    world: World, at: Any, revenue: Indicator, trained: Indicator, paper: Any, report: Any
) -> None:
    document = paper("1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng.\n")
    focal, place = at(world.focal), [world.province.pk, world.department.pk, "month-2026-10"]
    chosen = focal.get(reverse("readin:choose", args=place)).content.decode()
    address = reverse("readin:paper", args=[*place, document.pk])
    assert address in chosen
    assert "đúng kỳ" in chosen
    page = focal.get(address).content.decode()
    assert "12.480 tỷ đồng</mark>" in page
    assert trained.name in page
    said = focal.post(address, {"viec": "nhan-het"}, follow=True).content.decode()
    assert "Đã nhận 1 số." in said
    filled = focal.get(reverse("submissions:report", args=place)).content.decode()
    assert filled.index(trained.name) < filled.index(revenue.name)  # what is left comes first
    assert "Từ đâu?" in filled
    assert "12.480 tỷ đồng</mark>" in filled


def test_a_wrong_number_is_answered_at_its_place_with_what_was_typed(
    world: World, at: Any, revenue: Indicator, paper: Any, report: Any
) -> None:
    document = paper()
    line = board_of(report(), document).lines[0]
    address = reverse("readin:paper", args=[world.province.pk, world.department.pk, "month-2026-10", document.pk])
    data = {
        "viec": "nhan",
        "o": f"{revenue.pk}-{world.province.pk}",
        "cau": line.proposals[0].said.passage,
        "so": "mười hai",
    }
    answer = at(world.focal).post(address, data)
    assert answer.status_code == 422
    assert 'value="mười hai"' in answer.content.decode()
    assert not Cell.objects.exists()


def test_the_page_asks_as_often_for_many_places_as_for_one(
    world: World, at: Any, revenue: Indicator, paper: Any
) -> None:
    document = paper()
    address = reverse("readin:paper", args=[world.province.pk, world.department.pk, "month-2026-10", document.pk])
    focal = at(world.focal)
    focal.get(address)
    with CaptureQueriesContext(connection) as few:
        focal.get(address)
    for number in range(12):
        made = create_indicator(
            actor=world.clerk,
            keeper=world.province,
            name=f"Số hồ sơ loại {number}",
            unit_of_measure="hồ sơ",
            kind="flow",
            frequency="month",
            decimals=0,
        )
        oblige(actor=world.clerk, indicator=made, unit=world.department, valid_from=date(2026, 1, 1))
    focal.get(address)  # the rail judges the new indicators once
    with CaptureQueriesContext(connection) as many:
        assert focal.get(address).status_code == 200
    assert len(many) == len(few)


def test_who_does_not_report_is_told_and_who_does_not_see_finds_nothing(
    world: World, at: Any, revenue: Indicator, paper: Any
) -> None:
    document = paper()
    address = reverse("readin:paper", args=[world.province.pk, world.department.pk, "month-2026-10", document.pk])
    assert at(world.leader).get(address).status_code == 403
    assert at(world.outsider).get(address).status_code == 404


def test_a_file_that_is_handed_in_leads_back_and_no_other_site_does(world: World, at: Any) -> None:
    clerk = at(world.clerk)
    here = reverse("readin:choose", args=[world.province.pk, world.department.pk, "month-2026-10"])
    assert f'value="{here}"' in clerk.get(reverse("library:upload"), {"ve": here}).content.decode()
    assert 'name="ve"' not in clerk.get(reverse("library:upload"), {"ve": "//example.org/"}).content.decode()
