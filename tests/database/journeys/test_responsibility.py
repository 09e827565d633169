"""A focal point works from a phone; an overseer notes what stands in the way; a ledger is its holder's first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import BEGIN, TODAY, World, post_of
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.tracking.models import Obstacle, Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

TITLE = "Trình phương án điều chuyển vốn của các dự án giải ngân chậm"
BOTH = (390, 1440)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, title: str = TITLE, **fields: Any) -> Task:
    values: dict[str, Any] = {"lead_unit": world.department, "due": TODAY, "received_on": date(2026, 9, 1)} | fields
    return create_task(actor=world.clerk, keeper=world.province, title=title, product="Tờ trình", today=TODAY, **values)


def test_a_focal_point_does_it_all_on_a_phone_without_leaving_the_list(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    give(world)
    give(world, "Báo cáo kết quả rà soát", due=TODAY - timedelta(days=9))
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/")
    phone.get_by_role("navigation", name="Mục chính, điện thoại").get_by_role("link", name="Việc").click()
    expect(phone.locator("#late")).to_contain_text("Báo cáo kết quả rà soát")
    line = phone.locator("#today .duty", has_text=TITLE)
    expect(line).to_be_visible()
    check_page(phone, widths=BOTH)

    line.get_by_role("link", name="Ghi cập nhật").click()
    sheet = phone.locator("dialog#deed")
    expect(sheet.get_by_label("Nội dung")).to_be_visible()
    check_page(phone, widths=BOTH)
    sheet.get_by_label("Nội dung").fill("Đã lấy ý kiến các chủ đầu tư.")
    sheet.get_by_role("button", name="Ghi cập nhật").click()
    expect(phone.locator(".msg", has_text="Đã ghi cập nhật")).to_be_visible()

    line = phone.locator("#today .duty", has_text=TITLE)
    line.get_by_role("link", name="Nộp minh chứng").click()
    expect(sheet.get_by_label("Số, ký hiệu")).to_be_visible()
    sheet.get_by_label("Số, ký hiệu").fill("412/TTr-STC")
    sheet.get_by_label("Ngày văn bản").fill("19/11/2026")
    sheet.get_by_label("Trích yếu").fill("Phương án điều chuyển vốn")
    sheet.get_by_role("button", name="Nộp minh chứng").click()
    expect(phone.locator("#others .duty", has_text=TITLE)).to_contain_text("Chờ xác nhận")
    expect(phone.locator("#today")).to_have_count(0)

    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto("/viec-cua-toi/")
    desk.locator(".duty", has_text=TITLE).get_by_role("link", name="Xác nhận hoàn thành").click()
    expect(desk.locator("dialog#deed").get_by_label("Ngày hoàn thành thực tế")).to_have_value("19/11/2026")
    desk.locator("dialog#deed").get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(desk.locator(".duty", has_text=TITLE)).to_have_count(0)
    assert Task.objects.get(title=TITLE).closure == "done"


def test_what_is_wrong_in_a_sheet_is_said_in_the_sheet(world: World, page_at: Any, signed_in: Any) -> None:
    give(world)
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/viec-cua-toi/")
    phone.locator(".duty", has_text=TITLE).get_by_role("link", name="Ghi cập nhật").click()
    sheet = phone.locator("dialog#deed")
    expect(sheet.get_by_label("Nội dung")).to_be_visible()
    sheet.get_by_role("button", name="Ghi cập nhật").click()
    expect(sheet.locator(".err, .msg.bad").first).to_be_visible()
    sheet.get_by_label("Nội dung").fill("Đã họp.")
    sheet.get_by_role("button", name="Ghi cập nhật").click()
    expect(phone.locator(".msg", has_text="Đã ghi cập nhật")).to_be_visible()


def test_an_overseer_sees_the_part_and_notes_what_stands_in_the_way(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    give_oversight(
        actor=world.administrator,
        post=post_of(world.leader),
        kind="unit",
        unit=world.department,
        decision="05-QĐ/TU ngày 10/7/2025",
        valid_from=BEGIN,
    )
    give(world, due=TODAY - timedelta(days=9))
    page = signed_in(page_at(1440), "lanhdao")
    page.goto("/phu-trach/")
    expect(page.locator("#vuong")).to_contain_text(TITLE)
    check_page(page, widths=BOTH)
    page.get_by_role("link", name="Ghi nhận khó khăn").click()
    page.get_by_label("Khó khăn, vướng mắc").fill("Chưa bố trí đủ vốn đối ứng")
    page.get_by_label("Cấp tháo gỡ").fill("Thường trực Tỉnh ủy")
    check_page(page, widths=BOTH)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator("#rows")).to_contain_text("Chưa bố trí đủ vốn đối ứng")
    page.get_by_role("link", name="Chưa bố trí đủ vốn đối ứng").click()
    expect(page.get_by_label("Sổ kiến nghị của")).to_be_visible()
    check_page(page, widths=BOTH)
    page.get_by_role("button", name="Ghi thành kiến nghị").click()
    expect(page.locator("main")).to_contain_text("Chưa bố trí đủ vốn đối ứng")
    assert Obstacle.objects.get().proposal is not None


def test_a_ledger_is_seen_and_answered_by_its_holder_first(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    assert world.focal.post is not None
    give(world, lead_unit=None, lead_post=world.focal.post, due=TODAY - timedelta(days=9))
    leader = signed_in(page_at(1440), "lanhdao")
    leader.goto(f"/so-trach-nhiem/{world.focal.post.pk}/")
    leader.get_by_label("Để làm gì").fill("Chuẩn bị kiểm điểm cuối năm")
    leader.get_by_role("button", name="Yêu cầu xem sổ").click()
    expect(leader.locator("main")).to_contain_text("xem và có ý kiến trước")

    holder = signed_in(page_at(390), "dautaichinh")
    holder.goto("/viec-cua-toi/")
    holder.locator("a.name", has_text="Đầu mối Sở Tài chính, từ").click()
    expect(holder.locator("main")).to_contain_text("không phải kết quả đánh giá")
    check_page(holder, widths=BOTH)
    holder.locator("#rieng .line-overdue a").click()
    expect(holder.locator("#danh-sach")).to_contain_text(TITLE)
    check_page(holder, widths=BOTH)
    holder.locator("#danh-sach summary").click()
    holder.get_by_label("Ý kiến về việc này").fill("Chậm do chờ bố trí vốn")
    holder.locator("#danh-sach").get_by_role("button", name="Ghi", exact=True).click()
    expect(holder.locator(".msg", has_text="Đã ghi ý kiến")).to_be_visible()

    leader.goto(f"/so-trach-nhiem/{world.focal.post.pk}/")
    leader.locator("table").get_by_role("link").first.click()
    expect(leader.locator("#rieng")).to_contain_text("Quá hạn, chưa xong")
    leader.locator("#rieng .line-overdue a").click()
    expect(leader.locator("#danh-sach")).to_contain_text("Chậm do chờ bố trí vốn")
