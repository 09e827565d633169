"""The top bar says what a page is narrowed to: short words whole, long ones cut and said whole where the focus is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông của tỉnh"
CUT = """shown => shown.filter(item => item.scrollWidth > item.clientWidth).map(item => item.textContent)"""
OVERLAPS = """bar => {
  const parts = [...bar.parentElement.querySelectorAll(".brand, .ctx > *, .find, .right")];
  const ends = parts.filter(one => one.offsetWidth).map(one => one.getBoundingClientRect());
  return ends.some((one, place) => place && one.left < ends[place - 1].right - 1);
}"""


@pytest.mark.parametrize("width", [1024, 1366, 1440])
def test_a_chosen_group_fits_beside_the_rest(world: World, page_at: Any, signed_in: Any, width: int) -> None:
    page = signed_in(page_at(width), "chuyenvien")
    page.goto("/nhiem-vu/?nhom-viec=programme&ky=2026-q4")
    bar = page.locator(".ctx")
    expect(bar.get_by_role("link", name="Bỏ lọc", exact=True)).to_be_visible()
    assert bar.locator("a:visible > span").evaluate_all(CUT) == []
    assert not bar.evaluate(OVERLAPS)


@pytest.mark.parametrize("width", [390, 1024, 1366, 1440])
def test_what_is_cut_is_said_whole_where_the_focus_is(
    world: World, page_at: Any, signed_in: Any, check_page: Any, width: int
) -> None:
    world.department.name = LONG
    world.department.save()
    page = signed_in(page_at(width), "chuyenvien")
    page.goto(f"/nhiem-vu/?nhom-viec=programme&ky=2026-q4&chu-tri={world.department.pk}")
    bar = page.locator(".ctx")
    assert not bar.evaluate(OVERLAPS)
    cut = bar.locator("a:visible").first
    said = "() => getComputedStyle(document.activeElement, '::after').visibility"
    page.locator(".brand").focus()
    page.keyboard.press("Tab")
    expect(cut).to_be_focused()
    assert LONG in cut.get_attribute("data-whole")
    assert page.evaluate(said) == "visible"
    check_page(page, widths=(width,))
    page.keyboard.press("Escape")
    assert page.evaluate(said) == "hidden"
