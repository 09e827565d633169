"""Measuring in a browser: a workbook out and back, an issued report read in, targets with parts, the large pictures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from tests.database.publishing.overview.conftest import Given, given
from tests.database.tracking.measuring.test_criteria import poor, version
from tests.database.tracking.readin.conftest import paper
from tests.database.tracking.submissions.conftest import revenue, trained
from tests.database.tracking.workbooks.conftest import row_of, written
from vaocuoc.tracking.criteria.models import CriteriaVersion
from vaocuoc.tracking.indicators.operations import create_indicator, set_target
from vaocuoc.tracking.models import Cell, Indicator, Target
from vaocuoc.tracking.periods.models import Term

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
ENOUGH = (390, 1440)

__all__ = ["given", "paper", "poor", "revenue", "trained", "version"]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_workbook_goes_out_is_filled_and_comes_back(
    world: World, revenue: Indicator, trained: Indicator, page_at: Any, signed_in: Any, check_page: Any, tmp_path: Path
) -> None:
    page = signed_in(page_at(1440), "dautaichinh")
    page.goto(f"/bao-cao-so-lieu/{world.province.pk}/{world.department.pk}/month-2026-10/")
    page.get_by_text("Excel", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bảng Excel").click()
    content = Path(waiting.value.path()).read_bytes()
    filled = tmp_path / "bang.xlsx"
    filled.write_bytes(written(content, {f"I{row_of(content, trained)}": 12, f"I{row_of(content, revenue)}": "7573,9"}))
    page.goto("/bang-excel/nhap/")
    check_page(page, widths=ENOUGH)
    page.locator("input[type=file]").set_input_files(filled)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("button", name="Ghi 2 số vào báo cáo")).to_be_visible()
    check_page(page, widths=ENOUGH)
    page.get_by_role("button", name="Ghi 2 số vào báo cáo").click()
    expect(page.get_by_text("Đã ghi vào báo cáo").first).to_be_visible()
    check_page(page, widths=ENOUGH)
    assert set(Cell.objects.values_list("value", flat=True)) == {12, 75739}


def test_an_issued_report_is_read_into_the_draft(
    world: World, revenue: Indicator, trained: Indicator, paper: Any, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    paper("1. Thu ngân sách nhà nước trên địa bàn 10 tháng đạt 12.480 tỷ đồng.\n")
    page = signed_in(page_at(390), "dautaichinh")
    place = f"{world.province.pk}/{world.department.pk}/month-2026-10"
    page.goto(f"/bao-cao-so-lieu/{place}/tu-van-ban/")
    check_page(page, widths=ENOUGH)
    page.locator("main").get_by_role("link", name="77/BC-STC").first.click()
    expect(page.get_by_text("12.480 tỷ đồng").first).to_be_visible()
    check_page(page, widths=ENOUGH)
    page.get_by_role("button", name="Nhận").first.click()
    expect(page.get_by_text("Đã nhận 1 số.")).to_be_visible()
    page.goto(f"/bao-cao-so-lieu/{place}/")
    expect(page.get_by_label("Giá trị: Thu ngân sách")).to_have_value("12480")
    check_page(page, widths=ENOUGH)


def test_a_target_is_split_into_parts_and_terms_are_entered(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    made = create_indicator(
        actor=world.clerk, keeper=world.province, name="Trường và trạm y tế đạt chuẩn", unit_of_measure="%",
        kind="ratio", frequency="year", decimals=0,
    )  # fmt: skip
    whole = set_target(
        actor=world.clerk, indicator=made, unit=world.province, comparator=">=", value=Decimal(100),
        starts_on=date(2026, 1, 1), due=date(2030, 12, 31),
    )  # fmt: skip
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/chi-tieu/{made.pk}/muc-tieu/{whole.pk}/tach/")
    for number, (name, value) in enumerate((("Trường đạt chuẩn", "100"), ("Trạm y tế đạt chuẩn", "90"))):
        page.locator(f"[name=form-{number}-name]").fill(name)
        page.locator(f"[name=form-{number}-value]").fill(value)
    check_page(page, widths=ENOUGH)
    page.get_by_role("button", name="Tách").click()
    expect(page.get_by_text("Đã tách thành 2 thành phần.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Trạm y tế đạt chuẩn")
    check_page(page, widths=ENOUGH)
    assert Target.objects.filter(part_of=whole).count() == 2

    page.goto("/ky-bao-cao/")
    page.locator("#term_name").fill("Nhiệm kỳ 2025 - 2030")
    page.locator("#term_starts_on").fill("01/10/2025")
    page.get_by_role("button", name="Ghi nhiệm kỳ").click()
    expect(page.get_by_text("Đã ghi nhiệm kỳ.")).to_be_visible()
    check_page(page, widths=ENOUGH)
    assert Term.objects.get().unit == world.province
    page.goto(f"/chi-tieu/{made.pk}/sua/")
    check_page(page, widths=ENOUGH)
    page.goto(f"/chi-tieu/{made.pk}/cach-co-so/")
    check_page(page, widths=ENOUGH)


def test_the_large_pictures_hold_on_every_width(
    world: World, given: Given, version: CriteriaVersion, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto("/ma-tran/")
    expect(page.get_by_role("link", name="Xã Bãi Dâu").first).to_be_visible()
    check_page(page, widths=ENOUGH)
    page.goto(f"/tai-lieu/{given.paper.pk}/chi-tieu/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải báo cáo Word").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    check_page(page, widths=ENOUGH)
    page.goto(f"/chi-tieu/{given.paid.pk}/so-sanh/")
    page.get_by_label("Xếp theo").select_option("ti-le")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_label("Xếp theo")).to_have_value("ti-le")
    check_page(page, widths=ENOUGH)
    page.goto(f"/bo-tieu-chi/{version.pk}/don-vi/{world.commune.pk}/")
    expect(page.get_by_text("Có quy hoạch được duyệt").first).to_be_visible()
    check_page(page, widths=ENOUGH)
