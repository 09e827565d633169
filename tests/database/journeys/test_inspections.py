"""A decision to inspect: the office registers it, the inspector looks, the inspected unit sees what was read."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from tests.database.oversight.test_inspections import give, inspector_of
from vaocuoc.directory.models import InspectionDecision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT, settings.DATA_FOLDER = tmp_path / "files", tmp_path
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_decision_opens_a_unit_to_an_inspector_whose_reading_is_seen(
    world: World, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path
) -> None:
    task = give(world, world.department, "Trình phương án thu ngân sách")
    inspector_of(world)
    page = signed_in(page_at(1440), "quantri")
    page.goto("/kiem-tra/")
    page.get_by_role("link", name="Ghi quyết định").click()
    form = page.locator("main form.form")
    form.get_by_label("Số, ký hiệu quyết định").fill("15-QĐ/UBKT")
    form.get_by_label("Ngày quyết định").fill("20/11/2026")
    form.get_by_label("Nội dung kiểm tra").fill("Kiểm tra việc thực hiện nhiệm vụ được giao")
    form.get_by_label("Người ra quyết định").press_sequentially("thuong truc")
    offered = page.locator("#chuc-danh option")
    expect(offered).to_have_count(1)
    form.get_by_label("Người ra quyết định").fill(offered.get_attribute("value") or "")
    form.get_by_label("Tên thứ 1").fill("Kiểm tra viên, Tỉnh ủy Sơn Khê")
    form.get_by_label("Đơn vị, không gồm đơn vị bên dưới").fill("Sở Tài chính")
    form.get_by_label("Xem đến hết ngày").fill("30/11/2026")
    check_page(page)
    form.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("15-QĐ/UBKT")
    check_page(page)

    page = signed_in(page_at(390), "kiemtra2")
    page.goto("/kiem-tra/")
    page.locator("#rows").get_by_role("link", name="15-QĐ/UBKT").click()
    expect(page.locator("#duoc-mo")).to_contain_text("Sở Tài chính")
    check_page(page)
    page.locator("#duoc-mo").get_by_role("link", name="Nhiệm vụ: 1").click()
    page.locator("#rows").get_by_role("link", name=task.title).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(task.title)
    page.goto("/kiem-tra/dau-hieu/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dấu hiệu cần xem")
    check_page(page)
    page.locator("#rows").get_by_role("link", name="Một giá trị lặp lại từ 3 kỳ liền").click()
    expect(page.locator("#rows")).to_contain_text("Không có mục nào mang dấu hiệu này")
    check_page(page)
    page.goto(f"/kiem-tra/{InspectionDecision.objects.get().pk}/")
    page.get_by_role("button", name="Lập hồ sơ trích xuất").click()
    expect(page.get_by_test_id("archive")).to_contain_text("Đã lập xong")
    check_page(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Tải hồ sơ").click()
    fetched.value.save_as(tmp_path / "ho-so.zip")
    assert "SHA256SUMS" in zipfile.ZipFile(tmp_path / "ho-so.zip").namelist()

    page = signed_in(page_at(1440), "dautaichinh")
    page.goto("/thong-bao/")
    page.locator("main").get_by_role("link", name="15-QĐ/UBKT").first.click()
    expect(page.locator("#da-xem")).to_contain_text(task.title)
    expect(page.locator("#da-xem")).to_contain_text("Kiểm tra viên")
    check_page(page)
