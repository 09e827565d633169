"""The office asks all communes for programmes of their own, notes one that came on paper, and sees who is late."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage.operations import ask_units
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

ISSUED = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_resolution_is_followed_to_the_units_that_carry_it_out(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    resolution = Document.objects.create(
        keeper=world.province, type="resolution", number="01-NQ/TU", title="Về phát triển kinh tế số",
        issued_on=ISSUED, uploaded_by=world.clerk.user, folded="",
    )  # fmt: skip
    create_task(
        actor=world.clerk, keeper=world.province, title="Lập quỹ phát triển kinh tế số", lead_unit=world.commune,
        due=TODAY, received_on=ISSUED, today=TODAY, document=resolution,
    )  # fmt: skip
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/tai-lieu/{resolution.pk}/")
    page.locator("#trien-khai").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triển khai")
    page.get_by_role("link", name="Nhiệm vụ mà chủ trì chưa có tài khoản").click()
    expect(page.locator("#con-thieu")).to_contain_text("Đảng ủy xã Yên Thượng")

    page.locator("#nhom").get_by_role("link", name="Đánh dấu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đột phá")
    check_page(page)
    page.get_by_label("Lập quỹ phát triển kinh tế số").check()
    page.get_by_role("button", name="Đột phá").click()
    expect(page.locator("main")).to_contain_text("Đã đánh dấu 1 mục")
    page.get_by_role("link", name="Triển khai", exact=True).click()
    expect(page.locator("#nhom")).to_contain_text("1/1 mục có nhiệm vụ thực hiện")

    page.get_by_role("link", name="Yêu cầu ban hành").click()
    page.get_by_label("Mọi đảng ủy cấp xã").check()
    page.get_by_label("Ban hành chậm nhất").fill("01/03/2026")
    check_page(page)
    page.get_by_role("button", name="Ghi yêu cầu").click()
    expect(page.locator("#don-vi")).to_contain_text("quá hạn 264 ngày")
    check_page(page)

    page.get_by_role("link", name="Ghi chương trình Đảng ủy xã Yên Thượng").click()
    expect(page.get_by_role("heading", name="Ghi chương trình riêng không có tệp")).to_be_visible()
    check_page(page)
    page.locator("#ghi").get_by_label("Số, ký hiệu").fill("9-CTr/ĐU")
    page.locator("#ghi").get_by_label("Ngày ban hành").fill("11/03/2026")
    page.locator("#ghi").get_by_role("button", name="Ghi").click()
    expect(page.locator("#don-vi")).to_contain_text("chậm 10 ngày")
    page.get_by_role("link", name="Ban hành chậm 1").click()
    expect(page.locator("#don-vi")).to_contain_text("9-CTr/ĐU")
    check_page(page)


def test_a_unit_finds_the_programme_it_owes_in_its_work(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    resolution = Document.objects.create(
        keeper=world.province, type="resolution", number="01-NQ/TU", title="Về phát triển kinh tế số",
        issued_on=ISSUED, uploaded_by=world.clerk.user, folded="",
    )  # fmt: skip
    ask_units(actor=world.clerk, document=resolution, units=[world.department], due=date(2026, 3, 1))
    task = create_task(
        actor=world.clerk, keeper=world.province, title="Lập quỹ phát triển kinh tế số", lead_unit=world.department,
        due=TODAY, received_on=ISSUED, today=TODAY, document=resolution,
    )  # fmt: skip
    page = signed_in(page_at(390), "dautaichinh")
    page.goto("/viec-cua-toi/")
    page.locator("main").get_by_role("link", name="Ghi chương trình").click()
    expect(page.locator("main")).to_contain_text("quá hạn 264 ngày")
    check_page(page)
    page.locator("#ghi").get_by_label("Số, ký hiệu").fill("9-KH/STC")
    page.locator("#ghi").get_by_label("Ngày ban hành").fill("11/03/2026")
    page.locator("#ghi").get_by_role("button", name="Ghi").click()
    expect(page.locator("main")).to_contain_text("ban hành chậm 10 ngày")
    check_page(page)

    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/nhiem-vu/{task.pk}/")
    panel = page.locator("#nhom")
    panel.get_by_label("Nhóm").select_option(label="Nhiệm vụ trọng tâm")
    panel.get_by_role("button", name="Lưu nhóm").click()
    expect(page.locator("#nhom")).to_contain_text("theo Nghị quyết 01-NQ/TU")
    page.goto("/nhiem-vu/")
    page.get_by_label("Nhóm việc lớn").select_option(label="Nhiệm vụ trọng tâm")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("main")).to_contain_text("Lập quỹ phát triển kinh tế số")
    expect(page.get_by_label("Nhóm việc lớn")).to_have_value("key")
    check_page(page)
