"""The parts that every page is made of, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_shows_every_part_to_everyone(page_at: Any, check_page: Any, width: int, scheme: str) -> None:
    page = page_at(width, scheme=scheme)
    page.goto("/parts/")
    check_page(page)


def test_it_checks_open_menus_and_dialogs_too(page_at: Any, check_page: Any) -> None:
    page = page_at(1440)
    page.goto("/parts/")
    page.get_by_label("Người dùng, tùy chọn").click()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()
    check_page(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Đăng xuất").is_visible()


def test_it_shows_the_tabs_and_what_is_beyond_them_on_a_phone(page_at: Any, check_page: Any) -> None:
    page = page_at(390)
    page.goto("/parts/")
    tabs = page.get_by_role("navigation", name="Mục chính, điện thoại")
    tabs.get_by_text("Thêm").click()
    assert not tabs.get_by_text("Nhật ký").is_visible()
    tabs.get_by_text("Danh mục, quản lý").click()
    assert tabs.get_by_text("Nhật ký").is_visible()
    check_page(page, widths=(390,))


def test_it_takes_keys_but_not_while_somebody_types(page_at: Any) -> None:
    page = page_at(1440)
    page.goto("/parts/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Tìm chỉ tiêu, nhiệm vụ, văn bản")
    assert search.evaluate("field => field === document.activeElement")
    page.keyboard.type("a/?b")
    assert search.input_value() == "a/?b"


def test_it_lists_its_keys_and_lets_them_be_turned_off(page_at: Any) -> None:
    page = page_at(1440)
    page.goto("/parts/")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Phím tắt")
    assert sheet.is_visible()
    sheet.get_by_label("Dùng phím tắt trên máy này").uncheck()
    sheet.get_by_role("button", name="Đóng").click()
    page.keyboard.press("?")
    assert not sheet.is_visible()
    page.reload()
    page.keyboard.press("?")
    assert not sheet.is_visible()


def test_it_lines_up_digits(page_at: Any) -> None:
    page = page_at(1440)
    page.goto("/parts/")
    page.evaluate("document.fonts.ready")
    width = """name => { const range = document.createRange();
        range.selectNodeContents(document.getElementById(name)); return range.getBoundingClientRect().width; }"""
    assert page.evaluate(width, "narrow-digits") == pytest.approx(page.evaluate(width, "wide-digits"), abs=0.1)


def test_it_works_without_scripts(page_at: Any) -> None:
    page = page_at(390, scripts=False)
    page.goto("/parts/")
    page.get_by_text("Thêm", exact=True).last.click()
    page.locator(".tabbar").get_by_text("Danh mục, quản lý").click()
    assert page.get_by_role("link", name="Nhật ký").is_visible()
    assert not page.get_by_role("button", name="Phím tắt").is_visible()


def test_it_shows_a_chart_at_the_width_that_fits(page_at: Any) -> None:
    page = page_at(1440)
    page.goto("/parts/")
    assert page.locator(".chart svg:visible").get_attribute("width") == "820"
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator(".chart svg:visible").get_attribute("width") == "340"


def test_it_words_a_refusal_that_no_view_caught(page_at: Any, check_page: Any) -> None:
    page = page_at(1440)
    answer = page.goto("/parts/tu-choi/access.denied/")
    assert answer.status == 403
    assert "Chức danh đang dùng không được làm việc này" in page.inner_text("main")
    check_page(page)
