"""From an empty site to one that is used, in a browser; and every page of the directory as every page must be."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.database.conftest import TODAY, World
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.operations import add_alias, record_succession

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Check = Callable[..., None]


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.mark.parametrize("scripts", [True, False])
def test_it_leads_from_an_empty_site_to_one_that_is_used(
    page_at: Callable[..., Page], check_page: Check, scripts: bool
) -> None:
    page = page_at(1440, scripts=scripts)
    page.goto("/")
    assert page.url.endswith("/bat-dau/")
    if scripts:
        check_page(page)
    for label, value in {
        "Tên cơ quan": "Tỉnh ủy Minh Giang",
        "Họ và tên quản trị viên": "Quản trị Thử",
        "Tên đăng nhập": "quantri",
        "Mật khẩu": "mot-cau-de-nho-2026",
        "Nhập lại mật khẩu": "mot-cau-de-nho-2026",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Lưu, sang bước 2").click()
    page.get_by_label("Mỗi dòng một đơn vị").fill("Đảng ủy xã Yên Thượng\nSở Tài chính\nKhông rõ loại")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("1 dòng cần sửa. Chưa ghi dòng nào.")).to_be_visible()
    page.get_by_label("Mỗi dòng một đơn vị").fill("Đảng ủy xã Yên Thượng\nSở Tài chính")
    page.get_by_role("button", name="Xem trước").click()
    if scripts:
        check_page(page)
    page.get_by_role("button", name="Lưu danh sách").click()
    for label, value in {"Họ và tên": "Đầu mối Thử", "Tên đăng nhập": "daumoi", "Chức danh": "Đầu mối"}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Đơn vị").select_option(label="Sở Tài chính")
    page.get_by_label("Vai trò").select_option(label="Đầu mối báo cáo")
    page.get_by_role("button", name="Thêm và in phiếu mật khẩu").click()
    password = page.locator(".secret").inner_text()
    assert len(password) == 14
    if scripts:
        check_page(page)
    page.get_by_role("link", name="Về thiết lập").click()
    page.goto("/bat-dau/")
    for number in (4, 5):
        expect(page.locator("[aria-current=step] .nn")).to_have_text(str(number))
        page.get_by_role("button", name="Để sau").click()
    page.get_by_role("link", name="Vào bảng điều hành").wait_for()
    assert Unit.objects.count() == 3

    newcomer = page_at(390, scripts=scripts)
    newcomer.goto("/")
    newcomer.get_by_label("Tên đăng nhập").fill("daumoi")
    newcomer.get_by_label("Mật khẩu").fill(password)
    newcomer.get_by_role("button", name="Đăng nhập").click()
    assert newcomer.get_by_role("heading", name="Đặt mật khẩu riêng").is_visible()
    newcomer.get_by_label("Mật khẩu hiện tại").fill(password)
    newcomer.get_by_label("Mật khẩu mới", exact=True).fill("rieng-cua-toi-2026")
    newcomer.get_by_label("Nhập lại mật khẩu mới").fill("rieng-cua-toi-2026")
    newcomer.get_by_role("button", name="Đổi mật khẩu").click()
    newcomer.goto("/don-vi/")
    assert newcomer.get_by_role("link", name="Sở Tài chính").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_right_on_every_page_of_the_directory(
    world: World,
    page_at: Callable[..., Page],
    signed_in: Callable[[Page, str], Page],
    check_page: Check,
    scheme: str,
) -> None:
    assert world.focal.post is not None
    add_alias(None, unit=world.department, name="Ngành tài chính")
    record_succession(None, predecessor=world.elsewhere, successor=world.department, date=TODAY, act="Quyết định thử")
    page = page_at(1440, scheme=scheme)
    page.goto("/dang-nhap/")
    check_page(page)
    signed_in(page, "quantri")
    for address in (
        "/don-vi/",
        "/don-vi/?relation=party",
        "/don-vi/moi/",
        reverse("organisations:unit", args=[world.department.pk]),
        reverse("organisations:edit", args=[world.department.pk]),
        "/can-bo/",
        "/can-bo/moi/",
        reverse("people:person", args=[world.focal.user.person.pk]),
        reverse("people:post", args=[world.focal.post.pk]),
        "/chuc-danh/chon/",
        "/mat-khau/",
        "/nhat-ky/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for summary in page.locator("details.act > summary").all():
            summary.click()
        check_page(page)
