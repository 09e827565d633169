"""Handing in papers in a real browser: watched while read, refused in one line each, with and without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import World
from tests.database.documents.conftest import PAPER, counts, kept_files, make_docx
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.readings.operations import read_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def hand_in(page: Page, *paths: Path) -> None:
    page.goto("/tai-lieu/dua-vao/")
    page.set_input_files("input[type=file]", list(paths))
    page.get_by_label("Thường").check()
    page.get_by_role("button", name="Đưa vào").click()


def test_a_clerk_hands_in_a_paper_and_watches_it_being_read(
    world: World, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path
) -> None:
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto("/tai-lieu/")
    check_page(page)
    page.get_by_role("link", name="Đưa tài liệu vào").click()
    check_page(page)
    hand_in(page, write(tmp_path, "07-CTr-TU.docx", make_docx()), write(tmp_path, "thu.txt", b"Thu ngan sach\n"))
    outcomes = page.get_by_test_id("outcome")
    expect(outcomes).to_have_count(2, timeout=30_000)
    expect(outcomes.first).to_contain_text("Đang chờ đọc")
    check_page(page)
    document = Document.objects.get(title="07-CTr-TU")
    watching = signed_in(page_at(390), "chuyenvien")
    watching.goto(f"/tai-lieu/{document.pk}/")
    expect(watching.get_by_test_id("reading")).to_contain_text("Đang chờ đọc")
    for reading in Reading.objects.all():
        read_file(reading.pk)
    expect(outcomes.first).to_contain_text("Đọc xong trong", timeout=30_000)
    expect(watching.get_by_role("heading", level=1)).to_contain_text("07-CTr/TU", timeout=30_000)
    check_page(watching)
    expect(page.get_by_role("link", name="Mở văn bản").first).to_be_visible()
    page.get_by_role("link", name="Mở văn bản").first.click()
    finding = Finding.objects.filter(document=document, kind="target").first()
    assert finding is not None
    expect(page.locator(f"#s{finding.start} + mark")).to_contain_text(finding.quote)
    expect(page.locator(".ulist").first).to_contain_text("Chỉ tiêu")
    check_page(page)
    page.goto("/tim-kiem/?q=ngan sach")
    expect(page.locator("mark").first).to_be_visible()
    check_page(page)


def test_bad_files_give_one_line_each_and_leave_nothing(
    world: World, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path, data_folder: Path
) -> None:
    page = signed_in(page_at(1366), "chuyenvien")
    bad = [
        write(tmp_path, "rong.docx", b""),
        write(tmp_path, "anh.docx", b"\x89PNG\r\n\x1a\n" + bytes(400)),
        write(tmp_path, "cut.docx", make_docx()[:3000]),
        write(tmp_path, "mat.txt", "MẬT\n\nTỈNH ỦY\n\nSố 05-BC/TU\n\nBÁO CÁO\n".encode()),
    ]
    hand_in(page, *bad)
    outcomes = page.get_by_test_id("outcome")
    expect(outcomes).to_have_count(4, timeout=60_000)
    for place, words in enumerate(("Tệp rỗng", "anh.docx", "bị cắt cụt", "dấu chỉ độ mật")):
        expect(outcomes.nth(place)).to_contain_text(words)
        assert outcomes.nth(place).locator("p").count() == 1
    assert counts() == (0, 0, 0)
    assert kept_files(data_folder) == []
    check_page(page)


def test_a_file_over_the_limit_is_not_even_sent(
    world: World, page_at: Any, signed_in: Any, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    page = signed_in(page_at(1366), "chuyenvien")
    hand_in(page, write(tmp_path, "to.txt", b"a" * 1_500_000))
    expect(page.get_by_test_id("outcome")).to_contain_text("vượt giới hạn 1 MB")
    assert counts() == (0, 0, 0)


def test_it_works_the_same_without_scripts(world: World, page_at: Any, signed_in: Any, tmp_path: Path) -> None:
    page = signed_in(page_at(390, scripts=False), "chuyenvien")
    hand_in(page, write(tmp_path, "a.txt", PAPER.encode()), write(tmp_path, "b.docx", b""))
    expect(page.get_by_test_id("outcome")).to_have_count(2)
    page.get_by_role("link", name="Mở văn bản").click()
    read_file(Reading.objects.get().pk)
    page.get_by_role("link", name="Xem lại").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("07-CTr/TU")


def test_the_files_of_chosen_papers_can_be_fetched_again_without_leaving_the_page(
    world: World, page_at: Any, signed_in: Any, tmp_path: Path
) -> None:
    page = signed_in(page_at(1440), "chuyenvien")
    hand_in(page, write(tmp_path, "07-CTr-TU.docx", make_docx()))
    expect(page.get_by_test_id("outcome")).to_have_count(1, timeout=30_000)
    page.goto("/tai-lieu/?xem=tat-ca")
    page.locator("tbody input[type=checkbox]").first.check()
    fetch = page.get_by_role("button", name="Tải tệp của các dòng đã chọn")
    for _ in range(2):
        with page.expect_download() as download:
            fetch.click()
        assert download.value.suggested_filename.endswith(".zip")
        page.wait_for_function("() => !document.querySelector('form[data-sent]')")
