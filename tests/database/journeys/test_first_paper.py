"""From an empty site to a task on the board: the chain that the whole program is for, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PAPER = """TỈNH ỦY MINH GIANG
*
Số 41-TB/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Minh Giang, ngày 18 tháng 11 năm 2026
THÔNG BÁO
kết luận về tiến độ các công trình phòng, chống thiên tai
II- NHIỆM VỤ
1- Giao Sở Tài chính chủ trì, tham mưu bố trí vốn cho kè Khe Lộc, báo cáo Ban Thường vụ Tỉnh ủy \
trước ngày 27/11/2026.
"""


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


def open_office(page: Page) -> None:
    """Steps 1 to 3 of the first run: the office with its administrator, its units, one more person."""
    page.goto("/")
    for label, value in {
        "Tên cơ quan": "Tỉnh ủy Minh Giang",
        "Họ và tên quản trị viên": "Quản trị Thử",
        "Tên đăng nhập": "quantri",
        "Mật khẩu": "mot-cau-de-nho-2026",
        "Nhập lại mật khẩu": "mot-cau-de-nho-2026",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Lưu, sang bước 2").click()
    page.get_by_label("Mỗi dòng một đơn vị").fill("Sở Tài chính\nĐảng ủy xã Yên Thượng")
    page.get_by_role("button", name="Lưu danh sách").click()
    for label, value in {"Họ và tên": "Đầu mối Thử", "Tên đăng nhập": "daumoi", "Chức danh": "Đầu mối"}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Đơn vị").select_option(label="Sở Tài chính")
    page.get_by_label("Vai trò").select_option(label="Đầu mối báo cáo")
    page.get_by_role("button", name="Thêm và in phiếu mật khẩu").click()


def test_it_leads_from_an_empty_site_to_a_task_on_the_board(page_at: Any, check_page: Any, tmp_path: Path) -> None:
    page = page_at(1440)
    open_office(page)
    page.goto("/bat-dau/")
    page.get_by_role("link", name="Đưa văn bản vào").click()
    paper = tmp_path / "41-TB-TU.txt"
    paper.write_text(PAPER, encoding="utf-8")
    page.set_input_files("input[type=file]", paper)
    page.get_by_label("Thường").check()
    page.get_by_role("button", name="Đưa vào").click()
    expect(page.get_by_test_id("outcome")).to_contain_text("Đang chờ đọc")
    read_file(Reading.objects.get().pk)
    document, finding = Document.objects.get(), Finding.objects.get(kind="task")
    page.goto(f"/tai-lieu/{document.pk}/")
    page.set_viewport_size({"width": 1366, "height": 768})  # the screen of most offices
    page.get_by_role("link", name="Rà soát").first.click()
    page.locator(f"#m{finding.pk}").click()
    page.keyboard.press("g")  # the office that the program proposes
    page.keyboard.press("a")
    expect(page.locator("#review-said")).to_contain_text("Đã nhận: Nhiệm vụ")
    task = Task.objects.get()
    assert (str(task.lead_unit), f"{task.due}", task.finding) == ("Sở Tài chính", "2026-11-26", finding)

    page.goto(f"/tai-lieu/{document.pk}/")
    page.locator("main").get_by_role("link", name="Phần việc liên quan đến đơn vị mình").click()
    page.locator("main").get_by_role("button", name="Lập công văn giao việc (1 việc)").click()
    expect(page.locator("main").get_by_role("link", name="Tải tệp Word")).to_be_visible()
    expect(page.locator("main")).to_contain_text("1. Sở Tài chính")
    check_page(page)

    backup = tmp_path / "sao-luu"
    backup.mkdir()
    page.goto("/bat-dau/")
    page.get_by_label("Thư mục sao lưu").fill(str(backup))
    page.get_by_role("button", name="Lưu thư mục").click()
    page.get_by_role("link", name="Vào bảng điều hành").click()
    check_page(page)
    page.get_by_role("link", name=task.title[:40]).click()
    expect(page.locator("blockquote mark").first).to_contain_text("tham mưu bố trí vốn cho kè Khe Lộc")
    check_page(page)
