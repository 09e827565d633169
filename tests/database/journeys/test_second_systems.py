"""A clerk sees what is not entered in the other system, notes it on the task, pastes codes, and sees what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from vaocuoc.tracking.second_systems.models import Kind
from vaocuoc.tracking.second_systems.systems import add_rule, create_system
from vaocuoc.tracking.tasks.operations import change_deadline, create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

TITLES = ("Trình phương án điều chuyển vốn", "Rà soát dự án giải ngân chậm", "Báo cáo kết quả quý IV")
BOTH = (390, 1440)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_clerk_enters_notes_and_sees_what_changed(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    system = create_system(
        actor=world.clerk, keeper=world.province, name="Hệ thống của Trung ương", short_name="HTTW",
        since=date(2026, 1, 1),
    )  # fmt: skip
    add_rule(actor=world.clerk, system=system, kind=Kind.TASK)
    tasks = [
        create_task(
            actor=world.clerk, keeper=world.province, title=title, lead_unit=world.department, product="Tờ trình",
            due=date(2026, 11, 30), today=TODAY,
        )
        for title in TITLES
    ]  # fmt: skip
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto("/viec-cua-toi/")
    page.locator("main").get_by_role("link", name="3 nhiệm vụ chưa nhập vào hệ thống HTTW").first.click()
    expect(page.locator("#rows tbody tr")).to_have_count(3)
    check_page(page, widths=BOTH)

    page.goto(f"/nhiem-vu/{tasks[0].pk}/")
    panel = page.locator("#he-thong-thu-hai")
    panel.get_by_label("Mã ở HTTW").fill("TW-01")
    panel.get_by_role("button", name="Đã nhập").click()
    expect(page.locator("#he-thong-thu-hai")).to_contain_text("TW-01")
    check_page(page, widths=BOTH)

    page.goto("/he-thong-thu-hai/?tinh-trang=missing")
    rows = page.locator("#rows")
    for title in TITLES[1:]:
        rows.get_by_label(f"Chọn {title}").check()
    rows.get_by_role("button", name="Ghi đã nhập, dán mã").click()
    page.get_by_label("Mã ở hệ thống đó, dán từ Excel").fill(
        "\n".join(f"{task.code}\tTW-0{number}" for number, task in enumerate(tasks[1:], 2))
    )
    check_page(page, widths=BOTH)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("2 mục có mã dán vào")
    page.get_by_role("button", name="Ghi đã nhập").click()
    expect(page.locator(".msg", has_text="Đã ghi 2 mục")).to_be_visible()

    change_deadline(actor=world.clerk, task=tasks[1], new=date(2026, 12, 15), reason="Chờ vốn")
    page.goto("/he-thong-thu-hai/?tinh-trang=changed")
    expect(page.locator("#rows")).to_contain_text("30/11/2026 → 15/12/2026")
    page.locator("#rows").get_by_role("link", name=TITLES[1]).click()
    expect(page.locator("main")).to_contain_text("Đã thay đổi ở đây từ khi nhập")
    check_page(page, widths=BOTH)
    page.get_by_role("button", name="Đã nhập, khớp").click()
    expect(page.locator(".facts .tag", has_text="Đã nhập, khớp")).to_be_visible()
