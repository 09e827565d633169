"""Lists in a browser: a way of looking kept and opened with, columns, many rows changed; with scripts and without."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from vaocuoc.directory.saved_views import leaving
from vaocuoc.jobs import worker
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.operations import cancel_task, create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, title: str) -> Task:
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title=title,
        lead_unit=world.department,
        due=date(2026, 11, 1),
        received_on=date(2026, 9, 1),
        today=TODAY,
    )


def test_it_keeps_a_view_and_changes_many_rows(world: World, page_at: Any, signed_in: Any, check_page: Any) -> None:
    tasks = [give(world, f"Rà soát danh mục {number}") for number in range(3)]
    cancel_task(actor=world.clerk, task=give(world, "Việc đã hủy"), reason="Trùng")
    page = signed_in(page_at(), "chuyenvien")
    page.goto("/nhiem-vu/")
    page.get_by_text("Cột, sắp xếp", exact=True).click()
    page.get_by_label("Độ khẩn").check()
    check_page(page)
    page.get_by_role("button", name="Hiện như đã chọn").click()
    page.get_by_text("Lưu cách xem này").click()
    page.get_by_label("Tên cách xem").fill("Có độ khẩn")
    page.get_by_label("Mở danh sách bằng cách xem này").check()
    page.get_by_role("button", name="Lưu cách xem").click()
    page.goto("/nhiem-vu/")
    expect(page.get_by_role("columnheader", name="Độ khẩn")).to_be_visible()
    expect(page.get_by_role("link", name="Có độ khẩn")).to_have_attribute("aria-current", "true")

    expect(page.get_by_label("Với các dòng đã chọn")).to_be_hidden()
    page.get_by_label("Chọn mọi dòng của trang").check()
    expect(page.get_by_text("Đã chọn 4 dòng")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Tiếp tục").click()
    check_page(page)
    page.get_by_label("Hạn mới").fill("15/12/2026")
    page.get_by_label("Lý do").fill("Chờ vốn")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("3 dòng sẽ đổi, 1 dòng không đổi được.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ghi thay đổi 3 dòng").click()
    expect(page.get_by_text("Đã đổi 3 dòng.")).to_be_visible()
    assert {Task.objects.get(pk=task.pk).due for task in tasks} == {date(2026, 12, 15)}


def test_it_works_without_scripts_at_a_phone(world: World, page_at: Any, signed_in: Any) -> None:
    task = give(world, "Rà soát danh mục")
    page = signed_in(page_at(390, scripts=False), "chuyenvien")
    page.goto("/nhiem-vu/?trang-thai=overdue")
    page.get_by_label(f"Chọn {task.code}").check()
    page.get_by_label("Với các dòng đã chọn").select_option("do-khan")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Độ khẩn").select_option("urgent")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Ghi thay đổi 1 dòng").click()
    expect(page.get_by_text("Đã đổi 1 dòng.")).to_be_visible()
    task.refresh_from_db()
    assert task.urgency == "urgent"


def test_it_shows_every_list_and_its_paper_whole(world: World, page_at: Any, signed_in: Any, check_page: Any) -> None:
    give(world, "Rà soát danh mục")
    create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm", unit=world.department)
    create_proposal(actor=world.clerk, keeper=world.province, text="Bổ sung vốn")
    page = signed_in(page_at(), "chuyenvien")
    for address in ("/han-che/", "/kien-nghi/", "/don-vi/", "/chuc-danh/", "/nhiem-vu/?dang=in", "/cach-xem/tasks/"):
        page.goto(address)
        check_page(page)


def test_it_sorts_a_list_and_has_a_long_one_written(
    world: World, page_at: Any, signed_in: Any, check_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "LONG", 3)
    for number in range(4):
        give(world, f"Rà soát danh mục {number}")
    page = signed_in(page_at(), "chuyenvien")
    page.goto("/nhiem-vu/?xem=tat-ca")
    page.get_by_role("link", name="Mã", exact=True).click()
    expect(page.get_by_role("columnheader", name="Mã")).to_have_attribute("aria-sort", "ascending")
    check_page(page)
    page.get_by_role("link", name="Mã", exact=True).click()
    expect(page.get_by_role("columnheader", name="Mã")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody tr").first).to_contain_text("NV-0004")
    page.get_by_role("link", name="Excel của danh sách đang lọc").click()
    expect(page.get_by_text("Đang chờ đến lượt ghi tệp Excel")).to_be_visible()
    check_page(page)
    worker.run(until_idle=True)
    expect(page.get_by_text("Đã ghi xong tệp Excel")).to_be_visible(timeout=30_000)
    check_page(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải tệp").click()
    assert given.value.suggested_filename.endswith(".xlsx")
