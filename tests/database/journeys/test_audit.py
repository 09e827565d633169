"""A change is found by a word, before and after are seen, the seal is kept on paper; a leader sees what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Batch
from vaocuoc.audit.operations import record
from vaocuoc.audit.sealing import seal
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

NAME = "Trần Thị Mẫu"


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_a_change_is_found_by_a_word_and_its_seal_shown(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    with transaction.atomic():
        record(world.clerk, "tasks.edit", world.office, before={"title": "Họp"}, after={"title": "Họp giao ban"})
        record(world.administrator, "people.hold_post", world.office, person_name=NAME)
    seal(now=timezone.now())
    page = signed_in(page_at(1440), "quantri")
    page.set_default_navigation_timeout(90_000)  # the first page of all is the slowest
    page.goto("/nhat-ky/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhật ký")
    check_page(page)
    page.get_by_label("Tìm trong nội dung").fill("giao ban")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("a.name")).to_have_count(1)
    page.locator("a.name").click()
    changes = page.get_by_role("region", name="Trước và sau")
    expect(changes).to_contain_text("Họp giao ban")
    check_page(page)

    page.goto("/nhat-ky/?action=people.hold_post")
    expect(page.locator("a.name")).to_have_count(1)
    expect(page.get_by_text(NAME)).to_have_count(0)
    page.locator("a.name").click()
    page.get_by_label("Họ tên hoặc thư điện tử cần đối chiếu").fill(NAME)
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.get_by_text("Khớp: cán bộ.")).to_be_visible()
    check_page(page)

    page.goto("/nhat-ky/niem-phong/")
    expect(page.get_by_text(f"1:{Batch.objects.get().seal}", exact=True)).to_be_visible()
    check_page(page)


def test_a_leader_goes_from_a_number_to_what_it_counts(
    world: World, page_at: Any, signed_in: Any, check_page: Any
) -> None:
    create_task(
        actor=world.clerk, keeper=world.province, title="Trình phương án điều chuyển vốn", lead_unit=world.department,
        due=TODAY, received_on=TODAY, today=TODAY,
    )  # fmt: skip
    page = signed_in(page_at(390), "lanhdao")
    page.goto("/chat-luong-du-lieu/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chất lượng dữ liệu")
    check_page(page)
    page.get_by_role("link", name="Chưa nêu sản phẩm").click()
    expect(page.get_by_role("link", name="Trình phương án điều chuyển vốn")).to_be_visible()
    check_page(page)
