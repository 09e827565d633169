"""The card of a task in a browser: what its lead does in few actions, what it proposes, what a leader asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.database.conftest import TODAY, World
from vaocuoc.directory.models import Organ
from vaocuoc.tracking.models import Directive, Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

ENOUGH = (390, 1440)
MOST_ACTIONS = 5


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, **fields: Any) -> Task:
    values = {"lead_unit": world.department, "due": date(2026, 11, 10), "received_on": date(2026, 9, 1)} | fields
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Trình phương án điều chuyển vốn",
        product="Tờ trình",
        product_level="province",
        today=TODAY,
        **values,
    )


@dataclass
class Hand:
    """Counts what a person does: each click, each field typed into, each choice made."""

    page: Page
    actions: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.actions += 1

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).fill(words)
        self.actions += 1

    def choose(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).select_option(label=words)
        self.actions += 1

    def rest(self) -> int:
        done, self.actions = self.actions, 0
        return done


@pytest.mark.parametrize("width", [390, 1440])
def test_an_update_a_blocker_and_the_product_take_at_most_five_actions_each(
    world: World, page_at: Any, signed_in: Any, check_page: Any, width: int
) -> None:
    Organ.objects.create(unit=world.province, name="Ban Thường vụ Tỉnh ủy", valid_from=date(2025, 7, 1))
    task = give(world)
    page = signed_in(page_at(width), "dautaichinh")
    page.goto(f"/nhiem-vu/{task.pk}/")
    hand = Hand(page)

    hand.type("Cập nhật tiến độ", "Đã lấy ý kiến các chủ đầu tư.")
    hand.click(page.get_by_role("button", name="Ghi cập nhật"))
    expect(page.locator(".thread")).to_contain_text("Đã lấy ý kiến các chủ đầu tư.")
    assert hand.rest() <= MOST_ACTIONS

    hand.click(page.get_by_text("Nêu vướng mắc, ghi thay"))
    hand.type("Vướng mắc", "Chưa có mặt bằng")
    hand.choose("Ai tháo gỡ", "Ban Thường vụ Tỉnh ủy (Tỉnh ủy Minh Giang)")
    hand.click(page.get_by_role("button", name="Ghi cập nhật"))
    expect(page.locator(".need").first).to_contain_text("Chưa có mặt bằng")
    assert hand.rest() <= MOST_ACTIONS
    check_page(page, widths=ENOUGH)

    hand.click(page.get_by_role("link", name="Nộp minh chứng").first)
    hand.type("Số, ký hiệu", "412/TTr-STC")
    hand.type("Ngày văn bản", "19/11/2026")
    hand.type("Trích yếu", "Phương án điều chuyển vốn")
    hand.click(page.get_by_role("button", name="Nộp minh chứng"))
    expect(page.locator(".facts")).to_contain_text("Chờ xác nhận")
    assert hand.rest() <= MOST_ACTIONS


def test_what_the_lead_proposes_on_a_phone_is_decided_at_the_desk(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    task = give(world)
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto(f"/nhiem-vu/{task.pk}/")
    phone.get_by_role("button", name="Tiếp nhận").click()
    expect(phone.locator(".thread")).to_contain_text("Tiếp nhận nhiệm vụ")
    phone.locator("summary", has_text=re.compile("^Đề nghị")).click()
    phone.get_by_role("link", name="Đề nghị gia hạn").click()
    phone.get_by_label("Đề nghị hạn mới").fill("20/12/2026")
    phone.get_by_label("Lý do").fill("Chờ thẩm định giá đất")
    phone.get_by_label("Đã làm được đến nay").fill("Đã có dự thảo lần hai")
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.locator(".need").first).to_contain_text("Đề nghị gia hạn đến 20/12/2026")
    expect(phone.locator(".facts")).to_contain_text("Quá hạn")

    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto("/de-nghi/")
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("link", name="Đề nghị gia hạn đến 20/12/2026").click()
    expect(desk.get_by_label("Hạn được chấp nhận")).to_have_value("20/12/2026")
    desk.get_by_role("button", name="Không đồng ý").click()
    expect(desk.locator(".err").first).to_be_visible()
    check_page(desk, widths=ENOUGH)
    desk.get_by_label("Hạn được chấp nhận").fill("10/12/2026")
    desk.get_by_role("button", name="Đồng ý", exact=True).click()
    expect(desk.locator(".thread")).to_contain_text("Đồng ý một phần, hạn 10/12/2026")
    task.refresh_from_db()
    assert task.due == date(2026, 12, 10)


def test_a_leader_pushes_from_the_reason_and_the_answer_comes_back(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    task = give(world)
    leader = signed_in(page_at(1440), "lanhdao")
    leader.goto(f"/nhiem-vu/{task.pk}/")
    expect(leader.locator(".why")).to_contain_text("Chưa có cập nhật nào")
    check_page(leader, widths=ENOUGH)
    leader.locator(".why li", has_text="Chưa có cập nhật nào").get_by_role("link", name="Đôn đốc").click()
    expect(leader.get_by_label("Trả lời trước hết ngày")).to_have_value("25/11/2026")
    leader.get_by_role("button", name="Gửi đôn đốc").click()
    expect(leader.locator(".need").first).to_contain_text("1 chỉ đạo chưa được trả lời")

    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/chi-dao/")
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("link", name=re.compile("Đôn đốc")).click()
    phone.get_by_label("Trả lời", exact=True).fill("Trình trước ngày 28/11")
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.locator(".thread")).to_contain_text("Trình trước ngày 28/11")
    assert not Directive.objects.get().waits


def test_the_other_new_pages_are_sound(world: World, page_at: Any, signed_in: Any, check_page: Any) -> None:
    give(world)
    page = signed_in(page_at(1440), "chuyenvien")
    for address in ("/nhiem-vu/can-quyet-dinh/", "/giao-viec/do-khan/", "/nhiem-vu/moi/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check_page(page, widths=ENOUGH)


def test_two_who_extend_one_task_the_second_sees_what_the_first_did(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    task = give(world)
    desk, phone = signed_in(page_at(1440), "lanhdao"), signed_in(page_at(390), "chuyenvien")
    for page in (desk, phone):
        page.goto(f"/nhiem-vu/{task.pk}/gia-han/")
        page.get_by_label("Hạn mới").fill("10/12/2026" if page is desk else "20/12/2026")
        page.get_by_label("Lý do").fill("Chờ ý kiến của bộ" if page is desk else "Chờ hội nghị")
    desk.locator("main").get_by_role("button", name="Gia hạn").click()
    expect(desk.locator(".thread")).to_contain_text("Đổi hạn 10/11/2026 thành 10/12/2026: Chờ ý kiến của bộ")
    again = phone.locator("main").get_by_role("button", name="Gia hạn")
    again.click()
    expect(phone.locator("main")).to_contain_text("Đổi hạn 10/11/2026 thành 10/12/2026: Chờ ý kiến của bộ")
    expect(phone.get_by_label("Hạn mới")).to_have_value("20/12/2026")
    check_page(phone, widths=ENOUGH)
    again.click()
    expect(phone.locator(".thread")).to_contain_text("Đổi hạn 10/12/2026 thành 20/12/2026: Chờ hội nghị")
    check_page(phone, widths=ENOUGH)
