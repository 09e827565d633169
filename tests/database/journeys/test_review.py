"""The review in a real browser: from a file to the register by keys alone, and by plain forms without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import World
from tests.database.tracking.intake_papers import ALL, TASK, TEXT, read_paper
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PAPER = """TỈNH ỦY MINH GIANG
*
Số 38-KL/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Minh Giang, ngày 16 tháng 11 năm 2026
KẾT LUẬN
về nhiệm vụ trọng tâm các tháng cuối năm 2026
II- NHIỆM VỤ
1- Giao Sở Tài chính chủ trì, phối hợp với các đảng ủy xã, phường rà soát vốn của các dự án giải ngân chậm, \
báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026.
"""


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


def open_review(page: Page, document: Document) -> None:
    page.goto(f"/tai-lieu/{document.pk}/ra-soat/")
    expect(page.get_by_role("button", name="Sửa")).to_be_visible()  # the scripts are there


def selected(page: Page) -> int:
    return int(page.locator("[data-selected]").get_attribute("data-selected") or 0)


def press(page: Page, key: str) -> None:
    """Press a key that makes a step, and wait until the step is taken."""
    before = page.locator("[data-selected]").get_attribute("data-selected")
    page.keyboard.press(key)
    expect(page.locator("[data-selected]")).not_to_have_attribute("data-selected", before or "")


def test_a_clerk_takes_a_paper_from_upload_to_the_register_by_keys(
    world: World, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path
) -> None:
    paper = tmp_path / "38-KL-TU.txt"
    paper.write_text(PAPER, encoding="utf-8")
    page = signed_in(page_at(1366), "chuyenvien")
    page.goto("/tai-lieu/dua-vao/")
    page.set_input_files("input[type=file]", paper)
    page.get_by_label("Thường").check()
    page.get_by_role("button", name="Đưa vào").click()
    expect(page.get_by_test_id("outcome").first).to_contain_text("Đang chờ đọc")
    for reading in Reading.objects.all():
        read_file(reading.pk)
    document = Document.objects.get()
    page.goto(f"/tai-lieu/{document.pk}/")
    page.get_by_role("link", name="Rà soát").first.click()
    task = Finding.objects.get(document=document, kind="task")
    while selected(page) != task.pk:
        press(page, "j")
    expect(page.get_by_role("button", name="Gợi ý")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.locator("#review-said")).to_contain_text("Đã nhận: Nhiệm vụ")
    made = Task.objects.get()
    assert (made.lead_unit, made.finding, made.document) == (world.department, task, document)
    assert made.product == "Báo cáo Ban Thường vụ Tỉnh ủy"
    page.goto(f"/nhiem-vu/{made.pk}/")
    expect(page.get_by_text(task.quote[:40]).first).to_be_visible()
    check_page(page)


def test_keys_go_edit_reject_and_undo(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world)
    page = signed_in(page_at(1440), "chuyenvien")
    open_review(page, document)
    first = selected(page)
    press(page, "j")
    press(page, "k")
    assert selected(page) == first
    page.keyboard.press("x")
    expect(page.locator("[data-reject] input[type=radio]").first).to_be_focused()
    press(page, "Enter")
    expect(page.locator(f"#c{first}")).to_contain_text("Đã bỏ")
    expect(page.locator(f"#m{first}")).to_have_class("f k-result rej")
    press(page, "u")
    assert selected(page) == first
    assert Finding.objects.get(pk=first).state == "open"
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    press(page, "j")


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, *ALL)
    finding = Finding.objects.filter(document=document, kind="task").order_by("start").last()
    assert finding is not None
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/tai-lieu/{document.pk}/ra-soat/?f={finding.pk}")
    page.locator("[data-field=product]").fill("Quy chế sửa đổi")
    page.locator("h2.ti").click()
    page.keyboard.press("a")
    expect(page.locator("[data-row=due] .err")).to_contain_text("Chưa có hạn")
    expect(page.locator("[data-field=product]")).to_have_value("Quy chế sửa đổi")
    page.locator("[data-field=due]").fill("31/12/2026")
    page.keyboard.press("Enter")
    expect(page.locator("#review-said")).to_contain_text("Đã nhận")
    task = Task.objects.get()
    assert (f"{task.due}", task.product) == ("2026-12-31", "Quy chế sửa đổi")


def test_two_reviewers_do_not_undo_each_other(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world)
    finding = Finding.objects.filter(document=document, kind="shortcoming").get()
    first, second = (signed_in(page_at(1440), "chuyenvien") for _ in range(2))
    for page in (first, second):
        page.goto(f"/tai-lieu/{document.pk}/ra-soat/?f={finding.pk}")
    press(first, "a")
    expect(first.locator(f"#c{finding.pk}")).to_contain_text("Đã nhận")
    second.keyboard.press("a")
    expect(second.locator("#review-said")).to_contain_text("Chuyên viên tổng hợp")
    expect(second.locator(f"#c{finding.pk}")).to_contain_text("Đã nhận")
    assert Finding.objects.get(pk=finding.pk).version == 1


def test_everything_works_without_scripts(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world)
    finding = Finding.objects.filter(document=document, kind="task").order_by("start").first()
    assert finding is not None
    page = signed_in(page_at(1440, scripts=False), "chuyenvien")
    page.goto(f"/tai-lieu/{document.pk}/ra-soat/")
    page.locator(f"#m{finding.pk}").click()
    page.get_by_role("button", name="Nhận", exact=False).first.click()
    assert Task.objects.get().finding == finding
    expect(page.locator("#review-said")).to_contain_text("Đã nhận")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark"), (1440, "light")])
def test_it_can_be_read_by_everyone(
    world: World, page_at: Any, signed_in: Any, check_page: Any, width: int, scheme: str
) -> None:
    document = read_paper(world)
    page = signed_in(page_at(width, scheme=scheme), "chuyenvien")
    for kind in ("task", "target"):
        finding = Finding.objects.filter(document=document, kind=kind).first()
        assert finding is not None
        page.goto(f"/tai-lieu/{document.pk}/ra-soat/?f={finding.pk}")
        page.locator("[data-reject] summary").click()
        check_page(page)
    task = Finding.objects.filter(document=document, kind="task").first()
    assert task is not None
    for rest in ("phieu-sau-ro/", "phieu-ra-soat/", "nhan-nhieu/", "nhu-ban-truoc/", "them/", f"{task.pk}/tach/"):
        page.goto(f"/tai-lieu/{document.pk}/ra-soat/{rest}")
        check_page(page)


def test_a_task_is_split_merged_and_put_back_by_keys(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, *ALL)
    finding = Finding.objects.filter(document=document, kind="task").order_by("start").first()
    assert finding is not None
    page = signed_in(page_at(1366), "chuyenvien")
    open_review(page, document)
    while selected(page) != finding.pk:
        press(page, "j")
    page.keyboard.press("s")
    box = page.locator(f'.splitting input[value="{finding.quote.index("báo cáo")}"]')
    expect(page.locator(".splitting input[type=checkbox]").first).to_be_focused()
    box.check()
    press(page, "Enter")
    expect(page.locator("#review-said")).to_contain_text("Đã tách thành 2 phát hiện")
    first = Finding.objects.get(pk=selected(page))
    assert first.quote == finding.quote[: finding.quote.index(", báo cáo")]
    expect(page.locator(f"#m{first.pk}")).to_be_visible()
    press(page, "m")
    merged = Finding.objects.get(pk=selected(page))
    assert merged.quote == finding.quote
    press(page, "u")
    press(page, "u")
    assert selected(page) == finding.pk
    assert Finding.objects.get(pk=finding.pk).state == "open"


def test_a_suggestion_is_taken_with_one_key(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, {**TASK, "owner": "Sở Tài chánh"})
    page = signed_in(page_at(1366), "chuyenvien")
    open_review(page, document)
    page.keyboard.press("1")
    expect(page.locator('[data-press="1"]')).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("#review-said")).to_contain_text("Đã nhận: Nhiệm vụ")
    assert Task.objects.get().lead_unit == world.department


def test_words_selected_in_the_text_are_added_by_hand(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, TASK)
    page = signed_in(page_at(1366), "chuyenvien")
    open_review(page, document)
    page.get_by_text("Kiến nghị Bộ Tài chính phân bổ vốn").first.click(click_count=3)
    page.keyboard.press("t")
    expect(page.get_by_label("Trích nguyên văn")).to_have_value(re.compile("^Kiến nghị Bộ Tài chính phân bổ vốn"))
    page.get_by_label("Loại").select_option("proposal")
    page.get_by_role("button", name="Thêm và mở thẻ").click()
    expect(page.locator("[data-selected] h2")).to_contain_text("Kiến nghị")


def test_a_long_paper_goes_on_beyond_what_is_shown(world: World, page_at: Any, signed_in: Any) -> None:
    document = read_paper(world, *ALL * 12, text=TEXT * 80)
    for number, finding in enumerate(Finding.objects.filter(document=document).order_by("pk")):
        move = len(TEXT) * (number // len(ALL)) * 6
        Finding.objects.filter(pk=finding.pk).update(start=finding.start + move, end=finding.end + move)
    page = signed_in(page_at(1366), "chuyenvien")
    open_review(page, document)
    before = int(page.locator(".card").last.locator("a.go").get_attribute("data-f") or 0)
    page.locator(f"#c{before} a.go").click()
    expect(page.locator("[data-selected]")).to_have_attribute("data-selected", str(before))
    press(page, "j")
    expect(page.locator(f"#c{before}")).to_have_count(0)
    expect(page.locator(f"#m{selected(page)}")).to_be_visible()
    press(page, "k")
    assert selected(page) == before
