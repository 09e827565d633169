"""A draft is handed in, checked, corrected and checked again, in a real browser; and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Document, Reading
from vaocuoc.documents.readings.operations import read_file

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEXT = """TỈNH ỦY MINH GIANG
*
Số 12-KH/TU
Minh Giang, ngày 10 tháng 11 năm 2026

KẾ HOẠCH
phát triển nông nghiệp

I. KẾT QUẢ
Có 5/20 chỉ tiêu đạt kế hoạch, chiếm 35%.

II. NHIỆM VỤ
1. Giao Sở Kế hoạch và Đầu tư rà soát danh mục dự án, hoàn thành trước ngày 30/12/2026.
2. Đẩy mạnh công tác tuyên truyền nghị quyết trong cán bộ, đảng viên và Nhân dân.
"""


@pytest.fixture
def draft(world: World, tmp_path: Any, settings: Any) -> Callable[..., Document]:
    settings.MEDIA_ROOT = tmp_path / "files"

    def hand_in(text: str = TEXT, *, replaces: Document | None = None) -> Document:
        document = upload_document(
            actor=world.clerk, content=BytesIO(text.encode()), name="du-thao.txt", keeper=world.province,
            handling="draft", today=TODAY, replaces=replaces,
        )  # fmt: skip
        read_file(Reading.objects.filter(file__document=document).latest("pk").pk)
        return document

    return hand_in


@pytest.mark.parametrize("scripts", [True, False])
def test_it_leads_a_clerk_from_the_draft_to_its_faults(
    draft: Callable[..., Document],
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Callable[..., None],
    scripts: bool,
) -> None:
    document = draft()
    page = signed_in(page_at(1366, scripts=scripts), "chuyenvien")
    page.goto(reverse("library:document", args=[document.pk]))
    page.get_by_role("link", name="Kiểm tra dự thảo").click()
    expect(page.get_by_text("5/20 là 25%, không phải 35%.")).to_be_visible()
    if scripts:
        check_page(page)

    share = page.locator(".said", has_text="5/20 là 25%")
    share.locator("summary").click()
    share.get_by_label("Lý do bỏ qua").fill("số tạm tính")
    share.get_by_role("button", name="Đã xem, bỏ qua").click()
    expect(page.get_by_text("Đã ghi là bỏ qua.")).to_be_visible()
    expect(page.get_by_text("5/20 là 25%, không phải 35%.")).to_have_count(0)
    page.get_by_role("link", name="Đã bỏ qua 1").click()
    expect(page.get_by_text("số tạm tính")).to_be_visible()
    if scripts:
        check_page(page)

    draft(TEXT.replace("Giao Sở Kế hoạch và Đầu tư", "Giao Sở Tài chính"), replaces=document)
    page.goto(reverse("checking:draft", args=[document.pk]))
    expect(page.locator(".fixed")).to_contain_text("Cơ quan không còn")
    if scripts:
        check_page(page)
    page.get_by_role("link", name="Phiếu để in").click()
    expect(page.get_by_role("heading", name="Phiếu kiểm tra dự thảo")).to_be_visible()
    if scripts:
        check_page(page)
