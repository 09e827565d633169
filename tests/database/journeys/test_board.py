"""The board in a browser: the leader from a red line to the task, the focal point to its own work; with no scripts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import BEGIN, TODAY, World
from tests.database.publishing.test_board import give, measure
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.tracking.tasks.operations import add_update, decide_evidence, submit_evidence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

LATE = "Bàn giao mặt bằng đoạn Km12 - Km19"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def busy(world: World) -> None:
    measure(world, "Nhà ở xã hội hoàn thành trong năm", 300)
    late = give(world, LATE, date(2026, 10, 30), product="Biên bản bàn giao")
    add_update(actor=world.clerk, task=late, blocker="41 hộ chưa nhận tiền", blocker_for="Ủy ban nhân dân tỉnh")
    give(world, "Báo cáo rà soát quy hoạch", date(2026, 10, 17), lead_unit=world.office)
    returned = give(world, "Lập danh mục dự án", date(2026, 11, 25))
    evidence = submit_evidence(
        actor=world.focal, task=returned, number="12/BC-STC", date=TODAY, subject="Danh mục", level="province"
    )
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=False, reason="Thiếu phụ lục")


def test_a_leader_goes_from_what_is_late_to_who_can_remove_what_blocks_it(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    busy(world)
    give_oversight(
        actor=None, post=world.leader.post, kind="unit", unit=world.department, decision="05-QĐ/TU", valid_from=BEGIN
    )
    page = signed_in(page_at(1366), "lanhdao")
    page.goto("/")
    check_page(page)
    expect(page.locator("#qua-han")).to_contain_text("Biên bản bàn giao")
    expect(page.locator("#qua-han")).to_contain_text("cấp tháo gỡ: Ủy ban nhân dân tỉnh")
    page.locator("#khau").get_by_role("link", name="Vướng mắc chờ tháo gỡ").click()
    expect(page.locator("#rows")).to_contain_text("Bàn giao mặt bằng đoạn")
    expect(page.get_by_text("bỏ lọc này")).to_be_visible()
    page.goto("/")
    narrowed = page.get_by_role("navigation", name="Phần được phân công")
    narrowed.get_by_role("link", name="Phần phụ trách", exact=True).click()
    expect(page).to_have_url(re.compile("phu-trach=1"))
    expect(page.locator("#qua-han")).not_to_contain_text("Báo cáo rà soát quy hoạch")
    page.locator("nav.rail").get_by_role("link", name="Nhiệm vụ").click()
    expect(page).to_have_url(re.compile("phu-trach=1"))
    page.get_by_role("link", name="Bỏ lọc", exact=True).click()
    expect(page).not_to_have_url(re.compile("phu-trach=1"))


def test_a_focal_point_finds_its_own_work_on_a_phone_without_scripts(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    busy(world)
    phone = signed_in(page_at(390, scheme="dark", scripts=False), "dautaichinh")
    phone.goto("/")
    expect(phone.locator("#viec")).to_contain_text("Bổ sung sản phẩm bị trả lại")
    phone.locator("#viec").get_by_role("link", name=re.compile("Bổ sung")).click()
    expect(phone).to_have_url(re.compile("tra-lai=1"))
    expect(phone.locator("#rows")).to_contain_text("Lập danh mục dự án")
    dark = signed_in(page_at(390, scheme="dark"), "dautaichinh")
    dark.goto("/")
    check_page(dark)


def test_the_scope_is_chosen_without_scripts_and_goes_into_the_address(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    busy(world)
    page = signed_in(page_at(1440, scripts=False), "chuyenvien")
    page.goto("/")
    page.locator(".ctx").get_by_role("link", name=re.compile("Kỳ")).click()
    page.get_by_label(re.compile("Kỳ")).last.select_option("2026-10")
    page.get_by_label("Đơn vị chủ trì").select_option(label="Sở Tài chính")
    page.get_by_role("button", name="Xem nhiệm vụ").click()
    expect(page).to_have_url(re.compile(r"/nhiem-vu/\?.*ky=2026-10"))
    expect(page.locator("#rows")).to_contain_text("Bàn giao mặt bằng")
    expect(page.locator("#rows")).not_to_contain_text("Lập danh mục")
    keys = signed_in(page_at(1440), "quantri")
    keys.goto("/phan-cong/")
    check_page(keys)


def test_the_rail_folds_what_is_not_daily_and_remembers_what_one_opened(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    page = signed_in(page_at(1366), "chuyenvien")
    page.goto("/")
    rail = page.locator("nav.rail")
    expect(rail.get_by_role("link", name="Nhiệm vụ")).to_be_visible()
    expect(rail.get_by_role("link", name="Nhắc việc")).to_be_hidden()
    rail.locator("summary", has_text="Giao việc, đôn đốc").press("Enter")
    rail.get_by_role("link", name="Nhắc việc").click()
    expect(page).to_have_url(re.compile("nhac-viec"))
    check_page(page, widths=(1440, 1366, 1024, 390))
    page.goto("/")
    expect(rail.get_by_role("link", name="Nhắc việc")).to_be_visible()
    rail.locator("summary", has_text="Giao việc, đôn đốc").click()
    page.goto("/don-vi/")
    expect(rail.get_by_role("link", name="Nhắc việc")).to_be_hidden()
    expect(rail.get_by_role("link", name="Đơn vị", exact=True)).to_be_visible()
    page.goto("/")
    page.locator("main").press("g")
    page.locator("main").press("n")
    expect(page).to_have_url(re.compile("/nhiem-vu/"))


def test_a_phone_without_scripts_reaches_what_is_folded(world: World, page_at: Any, signed_in: Any) -> None:
    phone = signed_in(page_at(390, scripts=False), "chuyenvien")
    phone.goto("/")
    bar = phone.locator("nav.tabbar")
    bar.locator("summary", has_text="Thêm").click()
    expect(bar.get_by_role("link", name="Kiến nghị")).to_be_hidden()
    bar.locator("summary", has_text="Theo kỳ, theo vụ việc").click()
    bar.get_by_role("link", name="Kiến nghị").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Kiến nghị")
