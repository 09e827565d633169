"""Asking where a figure comes from, beside the list, with the keyboard, on the phone and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import month
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, submit_observation
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def figures(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """One red indicator and one overdue task."""
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    one = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Số công trình nước sạch",
        unit_of_measure="công trình",
        kind="flow",
        frequency="month",
        code="NS-01",
        reported="year_to_date",
        decimals=0,
    )
    set_target(
        actor=world.clerk,
        indicator=one,
        unit=world.province,
        comparator=">=",
        value=Decimal(90),
        starts_on=date(2026, 1, 1),
        due=date(2026, 12, 31),
        baseline=Decimal(0),
        baseline_on=date(2025, 12, 31),
    )
    submit_observation(
        actor=world.clerk,
        indicator=one,
        unit=world.province,
        provider=world.province,
        period=month(2026, 10),
        value=Decimal(31),
    )
    create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Lắp đồng hồ đo nước",
        lead_unit=world.department,
        due=date(2026, 10, 30),
        received_on=date(2026, 9, 1),
        today=TODAY,
    )
    return world


def test_a_figure_says_where_it_comes_from_without_leaving_the_list(
    figures: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto("/chi-tieu/?xem=tat-ca")
    asked = page.locator("main").get_by_role("link", name="Từ đâu? NS-01")
    asked.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Từ đâu?")
    expect(box.get_by_text("Chuyên viên tổng hợp").first).to_be_visible()
    expect(box.get_by_text("bản ngưỡng 1", exact=False).first).to_be_visible()
    check_page(page)
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(asked).to_be_focused()
    page.goto("/")
    page.locator("#dem").get_by_role("link", name="Từ đâu? Nhiệm vụ").click()
    expect(box.get_by_role("link", name="Quá hạn")).to_be_visible()
    box.get_by_role("link", name="Quá hạn").click()
    expect(page.locator("#rows").get_by_text("Lắp đồng hồ đo nước")).to_be_visible()


def test_it_says_so_on_a_phone_and_without_scripts(
    figures: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(390, scripts=False), "chuyenvien")
    page.goto("/nhiem-vu/?xem=tat-ca")
    page.locator("#rows .src").click()
    expect(page.get_by_role("heading", name="Từ đâu?", level=1)).to_be_visible()
    expect(page.locator("main").get_by_text("20/11/2026 − 30/10/2026")).to_be_visible()
    phone = signed_in(page_at(390), "chuyenvien")
    for address in ("/tu-dau/", "/chi-tieu/?xem=tat-ca", "/nhiem-vu/?xem=tat-ca"):
        phone.goto(address)
        check_page(phone)
