"""A report in a browser: the focal point fills it, the coordinator returns it, it is filled again and approved."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from tests.database.tracking.submissions.conftest import revenue, trained
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.models import Indicator, Observation, Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
ENOUGH = (390, 1024, 1440)

__all__ = ["revenue", "trained"]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_report_is_filled_returned_filled_again_and_approved(
    world: World, revenue: Indicator, trained: Indicator, page_at: Any, signed_in: Any, check_page: Any, watched: Any
) -> None:
    oblige(actor=world.clerk, indicator=revenue, unit=world.province, valid_from=date(2026, 1, 1))
    phone = signed_in(page_at(390), "dautaichinh")
    phone.goto("/bao-cao-so-lieu/")
    check_page(phone, widths=ENOUGH)
    phone.get_by_role("link", name="Báo cáo số liệu tháng 10/2026").click()
    check_page(phone, widths=ENOUGH)

    first = phone.get_by_label("Giá trị: Thu ngân sách")
    first.fill("mười tỷ")
    first.press("Tab")
    expect(phone.get_by_text("“mười tỷ” không phải là số")).to_be_visible()
    assert [one for one in watched.problems if "422" not in one] == []
    watched.problems.clear()  # that the cell was refused is what was asked for
    first.fill("7573,9")
    first.press("Tab")
    expect(phone.get_by_text("Đã lưu: 7.573,9 tỷ đồng")).to_be_visible()
    expect(phone.locator("#counts")).to_contain_text("Đã nhập 1 trên 2 ô")
    second = phone.get_by_label("Giá trị: Số cán bộ được tập huấn")
    second.fill("12")
    second.press("Tab")
    expect(phone.locator("#counts")).to_contain_text("Đã nhập 2 trên 2 ô")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()
    check_page(phone, widths=ENOUGH)

    desk = signed_in(page_at(1440), "chuyenvien")
    desk.goto("/bao-cao-so-lieu/cho-duyet/")
    check_page(desk, widths=ENOUGH)
    desk.get_by_role("link", name="Sở Tài chính").click()
    desk.get_by_label("Lý do").fill("Thiếu số của Kho bạc")
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.locator(".facts")).to_contain_text("Trả lại")

    phone.goto("/bao-cao-so-lieu/")
    phone.get_by_role("link", name="Báo cáo số liệu tháng 10/2026").click()
    expect(phone.get_by_text("Thiếu số của Kho bạc").first).to_be_visible()
    again = phone.get_by_label("Giá trị: Thu ngân sách")
    again.fill("7600")
    again.press("Tab")
    expect(phone.get_by_text("Đã lưu: 7.600 tỷ đồng")).to_be_visible()
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi báo cáo, chờ duyệt.")).to_be_visible()

    desk.goto("/bao-cao-so-lieu/cho-duyet/")
    desk.get_by_label(re.compile("Chọn báo cáo tháng 10/2026")).check()
    desk.get_by_role("button", name="Duyệt các báo cáo đã chọn").click()
    expect(desk.get_by_text("Đã duyệt 1 báo cáo.")).to_be_visible()
    assert Submission.objects.get().state == "approved"
    values = Observation.objects.filter(indicator=revenue).order_by("revision").values_list("value", flat=True)
    assert list(values) == [75739, 76000]

    for address in ("tien-do/", "doi-chieu/", "dinh-chinh/", "khoa-ky/", "tai-ngay/"):
        desk.goto(f"/bao-cao-so-lieu/{address}")
        check_page(desk, widths=ENOUGH)
