"""From a morning's reminders to the bell, the task, the letter that pushes, and the line to send by other means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from vaocuoc.tracking.escalation.operations import scan
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tasks(world: World, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[Task]:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    settings.MEDIA_ROOT = tmp_path / "files"
    made = [
        create_task(
            actor=world.clerk,
            keeper=world.province,
            title=title,
            lead_unit=world.department,
            follower=world.clerk.post,
            product="Báo cáo",
            due=TODAY - timedelta(days=days),
            received_on=TODAY - timedelta(days=60),
            today=TODAY - timedelta(days=60),
        )
        for title, days in (("Báo cáo thu ngân sách nhà nước", 2), ("Trình phương án sắp xếp trụ sở", 9))
    ]
    scan(today=TODAY)
    return made


def test_it_leads_from_the_bell_to_what_fell_due(
    tasks: list[Task],
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(390), "dautaichinh")
    page.goto("/")
    bell = page.get_by_role("link", name=re.compile(r"Thông báo, \d+ chưa đọc"))
    expect(bell).to_be_visible()
    bell.click()
    expect(page.get_by_role("heading", name="Thông báo", level=1)).to_be_visible()
    first = page.get_by_role("listitem").filter(has_text=tasks[1].code).first
    expect(first).to_contain_text("quá hạn 9 ngày")
    check_page(page)
    first.get_by_role("button", name=re.compile("^Mở")).click()
    expect(page).to_have_url(re.compile(reverse("tasks:detail", args=[tasks[1].pk]) + "$"))
    expect(page.get_by_role("heading", name="Lịch sử nhắc việc")).to_be_visible()
    page.goto(reverse("notices:list"))
    other = page.get_by_role("listitem").filter(has_text=tasks[0].code).first
    other.get_by_role("link", name=re.compile(tasks[0].code)).click()
    expect(page).to_have_url(re.compile(reverse("tasks:detail", args=[tasks[0].pk]) + "$"))
    expect(page.get_by_role("link", name="Thông báo, không có gì chưa đọc")).to_be_visible()
    page.goto(reverse("notices:list"))
    page.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    expect(page.get_by_text("là đã đọc")).to_be_visible()
    expect(page.get_by_role("link", name="Thông báo, không có gì chưa đọc")).to_be_visible()


def test_it_pushes_a_unit_by_letter_from_what_was_sent_in_the_morning(
    tasks: list[Task],
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(), "chuyenvien")
    page.goto(reverse("escalation:home"))
    expect(page.get_by_role("cell", name=re.compile("Đỏ đặc biệt"))).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Đôn đốc bằng công văn").click()
    expect(page.get_by_role("heading", name="Lập công văn đôn đốc")).to_be_visible()
    page.get_by_text("Dòng nhắn gửi kênh khác").click()
    line = page.get_by_label("Dòng nhắn, không có nội dung: Sở Tài chính")
    expect(line).to_have_value(re.compile(f"xem .*{tasks[0].code}.* trên Vào Cuộc trước 17:00 ngày"))
    check_page(page)
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", name="Công văn đôn đốc", level=1)).to_be_visible()
    expect(page.get_by_text("còn 2 nhiệm vụ quá hạn")).to_be_visible()
    check_page(page)
    page.get_by_label("Số", exact=True).fill("27")
    page.get_by_label(re.compile("Ngày ban hành")).fill("20/11/2026")
    page.get_by_role("button", name="Đăng ký đã ban hành").click()
    expect(page.get_by_text("đã ban hành", exact=True)).to_be_visible()
    page.goto(reverse("tasks:detail", args=[tasks[0].pk]))
    expect(page.get_by_role("heading", name=re.compile("Đã đôn đốc bằng công văn"))).to_be_visible()


def test_it_shows_what_a_changed_table_would_send_before_it_is_saved(
    tasks: list[Task],
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(), "chuyenvien")
    page.goto(reverse("escalation:table"))
    expect(page.get_by_text("Bảng có sẵn của chương trình")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Đổi bảng").click()
    expect(page.get_by_role("heading", name="Đổi bảng nhắc việc")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Xem trước hôm nay sẽ gửi gì").click()
    expect(page.get_by_role("heading", name="Nếu áp dụng bảng này hôm nay")).to_be_visible()
    page.get_by_label("Lý do đổi bảng").fill("Theo quy chế làm việc mới")
    page.get_by_role("button", name="Lưu bảng").click()
    expect(page.get_by_text("Đã lưu bảng nhắc việc")).to_be_visible()
    expect(page.get_by_text("Theo quy chế làm việc mới")).to_be_visible()


def test_it_lets_one_choose_how_to_be_told(
    world: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(), "dautaichinh")
    page.goto(reverse("notices:preferences"))
    check_page(page)
    page.get_by_role("button", name="Lập địa chỉ lịch").click()
    expect(page.get_by_label("Địa chỉ lịch, chỉ hiện lần này")).to_have_value(re.compile(r"\.ics$"))
    page = signed_in(page_at(), "quantri")
    page.goto(reverse("notices:mail"))
    expect(page.get_by_role("heading", name="Thư điện tử", level=1)).to_be_visible()
    check_page(page)
