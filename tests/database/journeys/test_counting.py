"""A leader's week in a browser: the period sheet, the list behind a number, the red; a clerk gives to many units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import World, make_unit
from tests.database.tracking.counting.conftest import Golden, golden
from vaocuoc.directory.models import Level, RelationKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
__all__ = ["golden"]


@pytest.fixture
def register(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> Golden:
    monkeypatch.setenv("VAOCUOC_TODAY", golden.day.isoformat())
    return golden


def test_one_task_goes_to_many_units_without_scripts(
    world: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    units = [make_unit(f"Đảng ủy xã Nà {n:02d}", level=Level.COMMUNE) for n in range(6)]
    UnitRelation.objects.bulk_create(
        UnitRelation(kind=RelationKind.PARTY, parent=world.province, child=unit, valid_from=unit.valid_from)
        for unit in units
    )
    rebuild_reach()
    page = signed_in(page_at(390, scripts=False), "chuyenvien")
    page.goto("/nhiem-vu/giao-nhieu-don-vi/")
    page.get_by_label("Nhiệm vụ", exact=True).fill("Rà soát bến đò ngang")
    page.get_by_label("Hạn (không bắt buộc)", exact=True).fill("15/12/2026")
    page.get_by_label("Hạn, sản phẩm riêng").fill("Đảng ủy xã Nà 03; 01/12/2026; Biên bản")
    page.get_by_label("Đảng ủy xã Nà 05").uncheck()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Chưa có gì được ghi.")).to_be_visible()
    page.get_by_role("button", name="Giao 6 nhiệm vụ").click()
    expect(page.get_by_text("0/6 đơn vị đã xong")).to_be_visible()
    general = Task.objects.get(parent=None)
    page = signed_in(page_at(1440), "chuyenvien")
    for address in (
        "/nhiem-vu/giao-nhieu-don-vi/",
        f"/nhiem-vu/{general.pk}/cac-don-vi/",
        f"/nhiem-vu/{general.pk}/tien-do/",
    ):
        page.goto(address)
        check_page(page)
    page.get_by_role("button", name="Chia đều").click()
    expect(page.get_by_text("tính từ việc con").first).to_be_visible()


def test_a_regular_task_shows_its_turns(
    world: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    task = Task.objects.create(
        keeper=world.province,
        code="NV-0001",
        title="Báo cáo tình hình tôn giáo",
        folded="bao cao",
        lead_unit=world.office,
        deadline_kind="regular",
        recurrence="Hằng tháng",
        created_by=world.clerk.user,
    )
    page = signed_in(page_at(1440), "chuyenvien")
    page.goto(f"/nhiem-vu/{task.pk}/chu-ky/")
    check_page(page)
    page.get_by_label("Bắt đầu từ ngày").fill("01/08/2026")
    page.get_by_role("button", name="Lưu chu kỳ").click()
    expect(page.get_by_role("link", name="Tháng 11/2026")).to_be_visible()
    page.goto(f"/nhiem-vu/{task.pk}/")
    expect(page.get_by_text("kỳ này")).to_be_visible()
    check_page(page)


def test_each_number_of_the_sheet_leads_to_its_tasks_and_back(
    register: Golden,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    page = signed_in(page_at(1440), "lanhdao")
    page.goto("/nhiem-vu/tong-hop/?ky=2026")
    expect(page.get_by_text("xong 146")).to_be_visible()
    check_page(page)
    foot = page.get_by_role("row", name="Tổng cộng")
    foot.get_by_role("link", name="146", exact=True).first.click()
    expect(page.get_by_text("146 nhiệm vụ", exact=True)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Phiếu năm 2026").click()
    expect(page.get_by_text("xong 146")).to_be_visible()
    page.goto("/nhiem-vu/can-xu-ly/")
    expect(page.get_by_text("8 nhiệm vụ quá hạn")).to_be_visible()
    check_page(page)
    page.get_by_text("Câu soạn sẵn").first.click()
    expect(page.locator("textarea").first).to_be_visible()
