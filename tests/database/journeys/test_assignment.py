"""From a plan above to a registered letter in a browser: by keyboard, on every width, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from tests.database.tracking.commune_office import TO_NOBODY, Commune, commune_of, found, paper_from_above
from vaocuoc.tracking.assignment.operations import Choice, assign_rows
from vaocuoc.tracking.models import Letter, Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def commune(world: World) -> Commune:
    made = commune_of(world)
    made.duties()
    return made


def test_many_tasks_are_given_by_keyboard_and_become_a_letter(
    commune: Commune,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    document = paper_from_above(commune)
    page = signed_in(page_at(1366), "vanphongxa")
    page.goto(f"/tai-lieu/{document.pk}/giao-viec/")
    check_page(page)
    page.get_by_role("link", name="việc đã đủ").click()
    lead = page.get_by_label("Chủ trì, hàng 1", exact=True)
    lead.focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Kế hoạch tuyên truyền")
    page.keyboard.press("Enter")
    expect(page.get_by_text("nhiệm vụ cho")).to_be_visible()
    assert Task.objects.filter(product="Kế hoạch tuyên truyền").count() == 1
    check_page(page)
    page.get_by_role("button", name="Lập công văn giao việc").click()
    expect(page.get_by_label("Bản xem trước")).to_contain_text("ĐẢNG CỘNG SẢN VIỆT NAM")
    check_page(page)
    page.get_by_label("Số", exact=True).fill("21")
    page.get_by_label("Ngày ban hành").fill("20/11/2026")
    page.get_by_role("button", name="Đăng ký đã ban hành").click()
    expect(page.get_by_text("đã ban hành", exact=True)).to_be_visible()
    assert Letter.objects.get().is_issued


def test_the_office_tables_hold_on_every_width(
    commune: Commune,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
) -> None:
    document = paper_from_above(commune)
    finding = found(document, TO_NOBODY)
    given = Choice(row=1, finding=finding.pk, version=finding.version, lead=commune.front, due=date(2026, 12, 11))
    assign_rows(actor=commune.clerk, document=document, choices=[given], today=TODAY)
    page = signed_in(page_at(390, scripts=False), "vanphongxa")
    page.goto("/giao-viec/")
    expect(page.get_by_role("heading", name="Giao việc", exact=True)).to_be_visible()
    page = signed_in(page_at(1440), "vanphongxa")
    page.goto("/giao-viec/")
    expect(page.get_by_role("heading", name="Việc đã giao chưa có công văn")).to_be_visible()
    addresses = ["", "chuc-nang/", f"chuc-nang/{commune.front.pk}/", "han/", "the-thuc/"]
    for address in addresses:
        page.goto(f"/giao-viec/{address}")
        check_page(page)
