"""From what is red to a meeting, its conclusions, the notice and the tasks that it gives; an explanation on a phone."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from tests.database.oversight.bodies import sitting, standing_committee
from vaocuoc.oversight.explanations.operations import ask
from vaocuoc.oversight.meetings.models import Conclusion, Meeting
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

LATE = "Trình phương án bồi thường khu tái định cư"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def late_task(world: World) -> Task:
    before = TODAY - timedelta(days=40)
    return create_task(
        actor=world.clerk, keeper=world.province, title=LATE, lead_unit=world.department, product="Phương án",
        due=TODAY - timedelta(days=9), received_on=before, today=before,
    )  # fmt: skip


def test_a_meeting_goes_from_what_is_red_to_a_notice_that_gives_work(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    standing_committee(world)
    late_task(world)
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto("/hop/moi/")
    page.get_by_label("Tên cuộc họp").fill("Hội nghị Ban Thường vụ tháng 11")
    page.get_by_label("Ngày họp").fill("20/11/2026")
    page.get_by_role("button", name="Lập cuộc họp").click()
    expect(page.locator("#thanh-phan")).to_contain_text("Phó Bí thư Thường trực")
    page.get_by_role("button", name=re.compile(f"Đưa vào chương trình.*{LATE[:20]}")).click()
    expect(page.locator("#chuong-trinh")).to_contain_text(LATE)
    check_page(page)

    page.get_by_role("link", name="Chế độ họp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LATE)
    expect(page.get_by_text("Chưa nộp minh chứng.")).to_be_visible()
    check_page(page)
    for text, lead in (("Hoàn thành phương án", "Sở Tài chính"), ("Thống nhất chủ trương", "")):
        page.get_by_label("Kết luận", exact=True).last.fill(text)
        page.get_by_label("Đầu mối chủ trì").fill(lead)
        if lead:
            page.locator("#ghi").get_by_label(re.compile("^Hạn")).fill("30/11/2026")
        page.get_by_role("button", name="Ghi kết luận").click()
        expect(page.locator("#ghi ol")).to_contain_text(text)
    assert Conclusion.objects.count() == 2
    page.locator("#ghi").get_by_label("Kết luận", exact=True).last.blur()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(r"/hop/\d+/$"))
    page.get_by_role("button", name="Lập thông báo kết luận").click()
    expect(page.get_by_label("Bản xem trước")).to_contain_text("Giao Sở Tài chính")
    check_page(page)
    page.get_by_label("Số", exact=True).fill("42")
    page.get_by_label("Ngày ban hành").fill("20/11/2026")
    page.get_by_role("button", name="Đăng ký đã ban hành").click()
    expect(page.get_by_text("đã ban hành", exact=True)).to_be_visible()
    assert Task.objects.get(title="Hoàn thành phương án").document is not None


def test_a_conclusion_is_written_without_scripts_and_an_explanation_answered_on_a_phone(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    meeting: Meeting = sitting(world, standing_committee(world))
    made = ask(
        actor=world.leader, task=late_task(world), asked_unit=world.department, words="Vì sao chậm",
        answer_by=TODAY + timedelta(days=3),
    )  # fmt: skip
    plain = signed_in(page_at(390, scripts=False), "chuyenvien")
    plain.goto(f"/hop/{meeting.pk}/")
    plain.locator("#ghi").get_by_label("Kết luận", exact=True).last.fill("Ghi nhận báo cáo")
    plain.get_by_role("button", name="Ghi kết luận").click()
    expect(plain.locator("#ghi ol")).to_contain_text("Ghi nhận báo cáo")
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto(f"/giai-trinh/{made.pk}/")
    phone.get_by_label("Nội dung giải trình").fill("Chờ giá đất của cấp có thẩm quyền")
    phone.get_by_role("button", name="Gửi giải trình").click()
    expect(phone.locator(".thread")).to_contain_text("Chờ giá đất")
    check_page(phone)


def test_what_is_typed_outlives_a_lost_connection(world: World, page_at: Any, signed_in: Any) -> None:
    meeting = sitting(world, standing_committee(world))
    page = signed_in(page_at(1024), "chuyenvien")
    page.goto(f"/hop/{meeting.pk}/")
    page.locator("#ghi").get_by_label("Kết luận", exact=True).last.fill("Giữ lời này")
    page.context.set_offline(True)
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text("Chưa gửi được vì mất kết nối")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#ghi").get_by_label("Kết luận", exact=True).last).to_have_value("Giữ lời này")
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.locator("#ghi ol")).to_contain_text("Giữ lời này")
    assert Conclusion.objects.count() == 1
