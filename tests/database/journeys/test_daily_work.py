"""A day of the office in a browser: the focal point at a phone, the clerk, the leader; without scripts; in English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from tests.database.tracking.intake_papers import TARGET, TASK, only, read_paper
from vaocuoc.core.calendars.periods import month
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, submit_observation
from vaocuoc.tracking.models import Indicator, Observation, Shortcoming, Task
from vaocuoc.tracking.tasks.operations import create_task, submit_evidence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

TITLE = "Trình phương án điều chuyển vốn của các dự án giải ngân chậm"
ENOUGH = (390, 1440)


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, title: str = TITLE, **fields: Any) -> Task:
    """A task of the province to the department, due in ten days."""
    values = {"lead_unit": world.department, "due": date(2026, 11, 30), "received_on": date(2026, 9, 1)} | fields
    return create_task(actor=world.clerk, keeper=world.province, title=title, product="Tờ trình", today=TODAY, **values)


def revenue(world: World, document: Document | None = None, finding: Finding | None = None) -> Indicator:
    """The year's revenue, far behind its path; the target stands in the document."""
    indicator = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng",
        kind="flow",
        frequency="month",
        reported="year_to_date",
        decimals=0,
        lead_unit=world.department,
    )
    set_target(
        actor=world.clerk,
        indicator=indicator,
        unit=world.province,
        comparator=">=",
        value=Decimal(16_000),
        starts_on=date(2026, 1, 1),
        due=date(2026, 12, 31),
        baseline=Decimal(0),
        baseline_on=date(2025, 12, 31),
        document=document,
        finding=finding,
    )
    submit_observation(
        actor=world.clerk,
        indicator=indicator,
        unit=world.province,
        provider=world.province,
        period=month(2026, 10),
        value=Decimal(6_000),
    )
    return indicator


def hand_in(page: Page) -> None:
    page.get_by_role("link", name="Nộp minh chứng").click()
    page.get_by_label("Số, ký hiệu").fill("412/TTr-STC")
    page.get_by_label("Ngày văn bản").fill("19/11/2026")
    page.get_by_label("Trích yếu").fill("Phương án điều chuyển vốn")
    page.get_by_role("button", name="Nộp minh chứng").click()


def test_it_takes_a_task_from_the_focal_points_phone_to_a_confirmed_result(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    task = give(world)
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/")
    phone.goto("/nhiem-vu/")
    phone.get_by_role("link", name="Của tôi").click()
    expect(phone).to_have_url(re.compile("cua-toi=1"))
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_label("Cập nhật tiến độ").fill("Đã lấy ý kiến các chủ đầu tư.")
    phone.get_by_role("button", name="Ghi cập nhật").click()
    expect(phone.locator(".thread")).to_contain_text("Đã lấy ý kiến các chủ đầu tư.")
    hand_in(phone)
    expect(phone.locator(".facts")).to_contain_text("Chờ xác nhận")
    expect(phone.get_by_role("link", name="Xác nhận hoàn thành")).to_have_count(0)
    check_page(phone, widths=ENOUGH)
    refused = phone.goto(f"/nhiem-vu/{task.pk}/xac-nhan/")
    assert refused.status == 403

    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto("/")
    desk.locator(".todo").get_by_role("link", name="Xác nhận").click()
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("link", name="Xác nhận hoàn thành").click()
    expect(desk.get_by_label("Ngày hoàn thành thực tế")).to_have_value("19/11/2026")
    check_page(desk, widths=ENOUGH)
    desk.get_by_label("Vượt", exact=True).check()
    desk.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(desk.locator(".facts")).to_contain_text("Hoàn thành đúng hạn")
    task.refresh_from_db()
    assert (task.completed_on, task.grade) == (date(2026, 11, 19), "beyond")


def test_who_handed_in_does_not_confirm(world: World, page_at: Any, signed_in: Any) -> None:
    task = give(world, lead_unit=world.office)
    facts = {"number": "05-TTr/VPTU", "date": TODAY, "subject": "Phương án", "level": "province"}
    submit_evidence(actor=world.clerk, task=task, **facts)
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/nhiem-vu/{task.pk}/")
    expect(page.get_by_text("Người nộp không tự xác nhận")).to_be_visible()
    page.goto(f"/nhiem-vu/{task.pk}/xac-nhan/")
    page.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(page.locator("main .msg.bad, main .err").first).to_be_visible()
    task.refresh_from_db()
    assert task.closure == ""


def test_the_leader_comes_from_the_boards_sentence_to_the_sentence_of_the_document(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    document = read_paper(world, TARGET)
    revenue(world, document, only(document))
    page = signed_in(page_at(1440), "lanhdao")
    page.goto("/")
    check_page(page)
    page.get_by_role("link", name="1 chỉ tiêu khó đạt").click()
    page.get_by_role("link", name="Thu ngân sách nhà nước trên địa bàn").click()
    expect(page.locator(".verdict")).to_contain_text("Khó đạt")
    expect(page.locator("blockquote mark")).to_have_text("16.000 tỷ đồng")
    check_page(page)
    page.get_by_role("link", name="Mở văn bản").first.click()
    expect(page.locator(".paper mark")).to_have_text("16.000 tỷ đồng")
    expect(page.locator(".paper mark")).to_be_in_viewport()
    check_page(page)


def test_lists_pages_and_forms_work_without_scripts(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, TASK)
    give(world, "Rà soát quy hoạch các bến thủy nội địa", document=document)
    give(world)
    revenue(world, document)
    page = signed_in(page_at(1024, scripts=False), "chuyenvien")

    page.goto("/nhiem-vu/")
    page.get_by_label("Tìm trong mã, nội dung, sản phẩm").fill("ra soat")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    page.get_by_role("link", name="Rà soát quy hoạch").click()
    page.get_by_text("Việc khác").click()
    page.get_by_role("link", name="Sửa nhiệm vụ").click()
    page.get_by_label("Sản phẩm", exact=False).first.fill("Báo cáo rà soát")
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("Báo cáo rà soát")

    page.goto("/chi-tieu/")
    page.get_by_role("link", name="Thu ngân sách nhà nước").click()
    page.get_by_role("link", name="Nhập số liệu").click()
    page.locator("main").get_by_label("Kỳ", exact=False).first.select_option(label="tháng 9/2026")
    page.get_by_label("Giá trị", exact=False).first.fill("mười nghìn")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator(".err").first).to_be_visible()
    page.get_by_label("Giá trị", exact=False).first.fill("5.200")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("#so-lieu")).to_contain_text("5.200")
    assert Observation.objects.count() == 2

    page.goto("/tai-lieu/")
    page.get_by_role("link", name="38-KL/TU").first.click()
    page.get_by_role("link", name="Sửa thông tin").click()
    page.get_by_label("Số, ký hiệu", exact=False).first.fill("39-KL/TU")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("39-KL/TU")

    page.goto("/han-che/")
    page.get_by_role("link", name="Thêm hạn chế").first.click()
    page.get_by_label("Hạn chế", exact=False).first.fill("Tiến độ lập hồ sơ quyết toán chậm")
    page.locator("main form[method=post] button").click()
    expect(page.locator("main")).to_contain_text("Tiến độ lập hồ sơ quyết toán chậm")
    assert Shortcoming.objects.count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_changing_the_language_keeps_the_page(world: World, page_at: Any, signed_in: Any, scripts: bool) -> None:
    give(world)
    page = signed_in(page_at(1440, scripts=scripts), "chuyenvien")
    page.goto("/nhiem-vu/?trang-thai=open")
    address = page.url
    page.get_by_label("Người dùng, tùy chọn").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == address
    expect(page.get_by_role("heading", level=1)).to_have_text("Tasks")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_label("User, options").click()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ")
    assert page.url == address
