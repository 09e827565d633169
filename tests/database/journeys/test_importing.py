"""Taking a tracker in, in a real browser: handed in, explained, looked at, written, undone; axe on each page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import World
from tests.database.tracking.importing.trackers import workbook
from vaocuoc.tracking.importing.models import BatchState, ImportBatch
from vaocuoc.tracking.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

HEADINGS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Hạn xử lý", "Tiến độ")
ROWS = [
    [1, "Xây dựng kế hoạch chuyển đổi số của ngành", "Sở Tài chính", "15/12/2026", "Đang thực hiện"],
    [2, "Rà soát quy chế làm việc", "Văn phòng Tỉnh ủy", "20/12/2026", "Gần xong"],
    [3, "Báo cáo kết quả tiếp dân", "Sở Tài chính", "30/12/2026", "Đang thực hiện"],
]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_clerk_takes_a_tracker_in_and_takes_it_back(
    scripts: bool, world: World, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path
) -> None:
    def check() -> None:
        if scripts:  # axe itself is a script
            check_page(page)

    page = signed_in(page_at(1440, scripts=scripts), "chuyenvien")
    page.goto("/nhap/")
    check()
    page.set_input_files("input[type=file]", workbook(tmp_path / "so-theo-doi.xlsx", ROWS, HEADINGS))
    page.locator("main form button.pri").first.click()
    expect(page).to_have_url(re.compile(r"/cot/$"))
    check()
    page.locator("main form button.pri").first.click()
    batch = ImportBatch.objects.get()
    page.goto(f"/nhap/{batch.pk}/gia-tri/")
    check()
    page.goto(f"/nhap/{batch.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("so-theo-doi.xlsx")
    check()
    page.get_by_role("button", name="dòng vào sổ").click()
    expect(page.locator("main")).to_contain_text("Hoàn tác được đến")
    assert Task.objects.filter(keeper=world.province).count() == 2  # the third word of progress is not known: it waits
    check()
    page.goto("/nhap/cho-bo-sung/")
    check()
    page.goto(f"/nhap/{batch.pk}/")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("main")).to_contain_text("Đã hoàn tác")
    check()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert not Task.objects.filter(keeper=world.province).exists()
