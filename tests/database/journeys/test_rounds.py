"""A round of reports in a browser: answered by keyboard alone and on a phone; chased, returned, approved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from tests.database.oversight.rounds.conftest import OCTOBER, make_regime, october, task, trained
from tests.database.oversight.rounds.many import more_rows
from vaocuoc.oversight.models import Regime, Round, RoundReport
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.tracking.models import Indicator, Observation, Submission, Task, TaskUpdate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
ENOUGH = (390, 1024, 1440)
FIGURES, TASKS = 20, 15

__all__ = ["make_regime", "october", "task", "trained"]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


class Keyboard:
    """Types figures and words, and counts every other key that is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_twenty_figures_and_fifteen_tasks_are_answered_by_keyboard_alone(
    world: World, october: Round, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    more_rows(world, figures=FIGURES - 1, tasks=TASKS - 1)
    report = RoundReport.objects.get(round=october, provider=world.department)
    page = signed_in(page_at(1440), "dautaichinh")
    page.goto(f"/bao-cao-ky/bao-cao/{report.pk}/")
    expect(page.locator("#missing")).to_contain_text("20 số liệu, 15 nhiệm vụ, 1 mục")
    check_page(page, widths=ENOUGH)

    keys = Keyboard(page)
    first = page.locator("[data-row]").first
    first.focus()
    for place in range(FIGURES):
        focused = page.locator("[data-row]").nth(place)
        expect(focused).to_be_focused()
        keys.type(str(10 + place))
        keys.press("Enter")
    for place in range(TASKS):
        focused = page.locator("[data-row]").nth(FIGURES + place)
        expect(focused).to_be_focused()
        keys.type(f"Đã làm phần {place + 1}")
        keys.press("Enter")
    expect(page.locator("[data-row]").nth(FIGURES + TASKS)).to_be_focused()
    assert keys.pressed <= 2 * (FIGURES + TASKS), "more than two keystrokes a row"
    expect(page.get_by_text("Đã lưu lúc")).to_have_count(FIGURES + TASKS)
    keys.type("Hoàn thành các việc được giao trong tháng")
    for _part in range(2):
        keys.press("Tab")
    expect(page.locator("#missing")).to_contain_text("Đã đủ, gửi được.")
    page.get_by_role("button", name="Gửi báo cáo").focus()
    keys.press("Enter")
    expect(page.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()
    assert Observation.objects.filter(provider=world.department).count() == FIGURES
    assert TaskUpdate.objects.count() == TASKS


def test_a_unit_answers_on_a_phone_and_the_office_returns_and_approves(
    world: World, october: Round, trained: Indicator, task: Task, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/bao-cao-ky/")
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("link", name="Báo cáo công tác tháng, tháng 10/2026").first.click()
    figure = phone.get_by_label("Giá trị: Số cán bộ được tập huấn")
    figure.fill("12")
    figure.press("Tab")
    expect(phone.get_by_text("12 người")).to_be_visible()
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_label("Lý do còn thiếu")).to_be_visible()
    check_page(phone, widths=ENOUGH)
    phone.get_by_label("Lý do còn thiếu").fill("Chờ ý kiến của Kho bạc")
    phone.get_by_role("button", name="Gửi, kèm lý do còn thiếu").click()
    expect(phone.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()
    check_page(phone, widths=ENOUGH)

    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto(f"/bao-cao-ky/{october.pk}/")
    expect(desk.get_by_text("1 trên 2 đơn vị đã gửi.")).to_be_visible()
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("button", name="Đôn đốc 1 đơn vị chưa gửi").click()
    expect(desk.get_by_text("Đã đôn đốc 1 đơn vị.")).to_be_visible()
    desk.get_by_role("link", name="Sở Tài chính").click()
    expect(desk.get_by_text("Gửi khi còn thiếu: Chờ ý kiến của Kho bạc")).to_be_visible()
    desk.get_by_label("Lý do").fill("Bổ sung kết quả nổi bật")
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.get_by_text("Đã trả lại báo cáo.")).to_be_visible()

    phone.goto(f"/bao-cao-ky/bao-cao/{RoundReport.objects.get(provider=world.department).pk}/")
    expect(phone.get_by_text("Bổ sung kết quả nổi bật").first).to_be_visible()
    words = phone.get_by_label("1. Kết quả nổi bật")
    words.fill("Hoàn thành hai lớp tập huấn")
    words.press("Tab")
    expect(phone.locator("#missing")).to_contain_text("1 nhiệm vụ")
    told = phone.get_by_label("Kết quả trong kỳ: Trình phương án thu hồi tạm ứng")
    told.fill("Đã trình dự thảo")
    told.press("Tab")
    expect(phone.locator("#missing")).to_contain_text("Đã đủ, gửi được.")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()

    desk.goto("/bao-cao-ky/")
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("link", name="Sở Tài chính").click()
    desk.get_by_role("button", name="Duyệt báo cáo").click()
    expect(desk.get_by_text("Đã duyệt báo cáo.")).to_be_visible()
    assert Submission.objects.get(provider=world.department).state == "approved"


def test_a_regime_is_set_and_a_round_opened(
    world: World, trained: Indicator, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto("/bao-cao-ky/che-do/")
    desk.get_by_role("link", name="Đặt chế độ báo cáo").first.click()
    check_page(desk, widths=ENOUGH)
    desk.get_by_label("Tên báo cáo").fill("Báo cáo công tác xây dựng Đảng")
    desk.get_by_label("Các mục bắt buộc của đề cương").fill("Kết quả nổi bật")
    desk.get_by_role("button", name="Lưu chế độ").click()
    expect(desk.get_by_text("Không có đơn vị nào phải báo cáo.")).to_be_visible()
    desk.get_by_label("Theo hệ thống").select_option("party")
    desk.get_by_role("button", name="Lưu chế độ").click()
    expect(desk.get_by_text("Đã đặt chế độ báo cáo.")).to_be_visible()
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("link", name="Mở kỳ báo cáo").click()
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("button", name="Mở kỳ và báo cho đơn vị").click()
    expect(desk.get_by_text("Đã mở kỳ báo cáo và báo cho các đơn vị.")).to_be_visible()
    assert Round.objects.get().reports.count() == 3
    desk.goto("/bao-cao-ky/che-do/")
    check_page(desk, widths=ENOUGH)


def test_a_report_is_saved_and_sent_without_scripts(
    world: World, make_regime: Callable[..., Regime], trained: Indicator, page_at: Any, signed_in: Any
) -> None:
    made = open_round(actor=world.clerk, regime=make_regime(figures="all"), today=TODAY, period=OCTOBER)
    report = RoundReport.objects.get(round=made, provider=world.department)
    page = signed_in(page_at(1440, scripts=False), "dautaichinh")
    page.goto(f"/bao-cao-ky/bao-cao/{report.pk}/")
    page.get_by_label("Giá trị: Số cán bộ được tập huấn").fill("12")
    page.get_by_label("1. Kết quả nổi bật").fill("Xong hai lớp")
    page.locator(".bar").get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu nháp.")).to_be_visible()
    expect(page.get_by_label("1. Kết quả nổi bật")).to_have_value("Xong hai lớp")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()
    report.refresh_from_db()
    assert report.state == "submitted"


def test_what_is_typed_while_the_network_is_down_is_said_kept_and_saved_later(
    world: World,
    october: Round,
    trained: Indicator,
    task: Task,
    page_at: Any,
    signed_in: Any,
    check_page: Any,
    watched: Any,
) -> None:
    report = RoundReport.objects.get(round=october, provider=world.department)
    phone = signed_in(page_at(390), "dautaichinh")
    address = f"/bao-cao-ky/bao-cao/{report.pk}/"
    phone.goto(address)
    told = phone.get_by_label("Kết quả trong kỳ: Trình phương án thu hồi tạm ứng")
    note = phone.locator("[data-unsaved]")
    expect(note).to_be_hidden()

    phone.context.set_offline(True)
    told.fill("Đã trình dự thảo")
    told.press("Tab")
    expect(note).to_contain_text("Mất kết nối, chưa lưu được.")
    expect(note).to_contain_text("Số ô chưa lưu: 1")
    watched.problems[:] = [
        one for one in watched.problems if not one.startswith("htmx:")
    ]  # that it did not get through
    check_page(phone, widths=ENOUGH)
    phone.context.set_offline(False)
    expect(note).to_be_hidden()
    expect(phone.locator("#missing")).not_to_contain_text("nhiệm vụ")
    assert report.tasks.get().text == "Đã trình dự thảo"

    words = phone.get_by_label("1. Kết quả nổi bật")
    words.press_sequentially("Hai lớp tập huấn")
    phone.goto("about:blank")  # the page is left before the field is, as when a phone shuts a browser down
    phone.goto(address)
    expect(note).to_contain_text("Lần trước có ô gõ mà chưa lưu được")
    expect(words).to_have_value("Hai lớp tập huấn")
    assert not report.texts.exists(), "what came back is saved when it is said to be"
    phone.get_by_role("button", name="Lưu các ô này").click()
    expect(phone.locator("#missing")).not_to_contain_text("1 mục")
    expect(note).to_be_hidden()
    phone.reload()
    expect(note).to_be_hidden()
    expect(words).to_have_value("Hai lớp tập huấn")


def test_the_office_chases_a_round_by_letter(
    world: World, october: Round, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto(f"/bao-cao-ky/{october.pk}/")
    desk.get_by_role("link", name="Đôn đốc bằng công văn").click()
    expect(desk.get_by_label("Dòng nhắn, không có nội dung")).to_have_value(re.compile("kỳ báo cáo chốt ngày"))
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("button", name="Lập dự thảo").click()
    expect(desk.get_by_role("heading", name="Công văn đôn đốc kỳ báo cáo")).to_be_visible()
    expect(desk.get_by_role("cell", name="Sở Tài chính")).to_be_visible()
    check_page(desk, widths=ENOUGH)
    desk.get_by_label("Số", exact=True).fill("215")
    desk.get_by_label("Ngày ban hành").fill("20/11/2026")
    desk.get_by_role("button", name="Đăng ký đã ban hành").click()
    expect(desk.get_by_text("Các đơn vị trong danh sách đã được báo.")).to_be_visible()
    desk.goto(f"/bao-cao-ky/{october.pk}/")
    expect(desk.locator("main").get_by_text("đã đôn đốc 1 lần").first).to_be_visible()
    check_page(desk, widths=ENOUGH)
