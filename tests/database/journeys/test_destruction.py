"""A paper that never should have come in: the clerk proposes to destroy it, the leader confirms, a tombstone stays."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_two_people_destroy_what_should_never_have_come_in(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    paper = upload_document(
        actor=world.clerk, content=BytesIO("Giao Sở Tài chính lập phương án trước ngày 30/11/2026.".encode()),
        name="nham.txt", keeper=world.province, handling="ordinary", today=TODAY,
    )  # fmt: skip
    read_file(Reading.objects.get(file__document=paper).pk)
    create_task(
        actor=world.clerk, keeper=world.province, title="Lập phương án", lead_unit=world.department, due=TODAY,
        received_on=TODAY, today=TODAY, document=paper,
    )  # fmt: skip
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/tai-lieu/{paper.pk}/")
    page.get_by_role("main").get_by_role("link", name="Đề nghị hủy nội dung").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đề nghị hủy nội dung")
    page.get_by_role("button", name="Gửi đề nghị").click()
    page.get_by_label("Số, ngày của quyết định").fill("12-QĐ/VP ngày 19/11/2026")
    page.get_by_label("Lý do").fill("Đưa vào nhầm")
    page.get_by_label("Lập phương án").check()
    check_page(page)
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hủy nội dung:")
    expect(page.locator("#se-huy")).to_contain_text("Lập phương án")
    expect(page.locator("#xac-nhan")).to_have_count(0)
    check_page(page)

    other = signed_in(page_at(390), "lanhdao")
    other.goto("/viec-cua-toi/")
    other.get_by_role("main").get_by_role("link", name="Xem, quyết định").click()
    expect(other.locator("#xac-nhan")).to_be_visible()
    check_page(other)
    other.locator("#xac-nhan").get_by_role("checkbox").check()
    other.locator("#xac-nhan").get_by_role("button", name="Hủy nội dung").click()
    expect(other.get_by_role("heading", name="Nội dung đã bị hủy")).to_be_visible()
    check_page(other)

    page.goto(f"/tai-lieu/{paper.pk}/")
    expect(page.get_by_role("heading", name="Nội dung đã bị hủy")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("12-QĐ/VP ngày 19/11/2026")
    expect(page.get_by_role("main")).not_to_contain_text("Sở Tài chính")
    check_page(page)
    page.goto("/huy-noi-dung/")
    expect(page.locator("#rows")).to_contain_text("Đã hủy nội dung")
    check_page(page)
