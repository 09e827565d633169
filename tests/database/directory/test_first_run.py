from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.database.conftest import PASSWORD, TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.directory.installation.queries import installation, office_name
from vaocuoc.directory.models import Level, Unit, UnitKind, User
from vaocuoc.directory.people.access import Action, actor_for
from vaocuoc.directory.setup import operations
from vaocuoc.directory.setup.operations import guess_unit, read_lines

FIRST_RUN = "/bat-dau/"
OFFICE = {
    "office": "Tỉnh ủy Minh Giang",
    "level": "province",
    "valid_from": "01/07/2025",
    "name": "Quản trị Thử",
    "username": "quantri",
    "password": "mot-cau-de-nho-2026",
    "again": "mot-cau-de-nho-2026",
}


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def site(db: None, client: Client) -> Client:
    """A site right after its first step, its administrator signed in."""
    assert client.post(FIRST_RUN, OFFICE).status_code == 302
    return client


@pytest.mark.usefixtures("db")
def test_it_leads_an_empty_site_to_its_first_run(client: Client) -> None:
    for address in ("/don-vi/", "/dang-nhap/", "/nhat-ky/"):
        assert client.get(address)["Location"] == FIRST_RUN
    page = client.get(FIRST_RUN).content.decode()
    assert page.count('class="nn"') == 5
    assert "Cơ quan sử dụng" in page


def test_one_click_changes_its_language(client: Client, db: None) -> None:
    page = client.get("/bat-dau/").content.decode()
    assert (
        '<button class="btn quiet" name="language" value="en" lang="en" aria-pressed="false">English</button>' in page
    )
    client.post("/tuy-chon/", {"language": "en", "next": "/bat-dau/"})
    assert "First set-up" in client.get("/bat-dau/").content.decode()


@pytest.mark.parametrize(
    ("office", "chosen", "level"),
    [
        ("Đảng ủy xã Yên Thượng", "", "commune"),
        ("Đảng ủy phường Bến Nước, tỉnh Minh Giang", "", "commune"),
        ("Tỉnh ủy Minh Giang", "", "province"),
        ("Chi bộ thôn Đông, xã Yên Thượng", "", "base"),
        ("Đảng ủy xã Yên Thượng", "province", "province"),
    ],
)
def test_the_name_of_the_office_says_its_level_unless_one_is_chosen(
    client: Client, db: None, office: str, chosen: str, level: str
) -> None:
    assert client.post(FIRST_RUN, OFFICE | {"office": office, "level": chosen}).status_code == 302
    assert Unit.objects.get().level == level


def test_a_name_that_says_no_level_asks_for_it(client: Client, db: None) -> None:
    answer = client.post(FIRST_RUN, OFFICE | {"office": "Văn phòng Thử", "level": ""})
    assert answer.status_code == 422
    assert "Tên cơ quan không nói cấp. Chọn cấp." in answer.content.decode()
    assert not Unit.objects.exists()


def test_it_opens_the_site_with_an_administrator_who_can_work(site: Client) -> None:
    user = User.objects.get()
    actor = actor_for(user, today=TODAY)
    unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.level) == ("Tỉnh ủy Minh Giang", UnitKind.PARTY, Level.PROVINCE)
    assert (user.is_administrator, user.must_change_password, office_name()) == (True, False, "Tỉnh ủy Minh Giang")
    assert actor.may(Action.UPLOAD, unit.pk)
    page = site.get(FIRST_RUN).content.decode()
    assert "Mỗi dòng một đơn vị" in page


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"office": ""}, 'id="id_office_error"'),
        ({"username": "Có dấu"}, "không dùng được"),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu chưa dùng được"),
        ({"again": "khac-mot-chut"}, "Hai lần nhập mật khẩu chưa giống nhau"),
        ({"valid_from": "hôm nay"}, 'id="id_valid_from_error"'),
    ],
)
def test_it_opens_nothing_where_something_is_wrong(client: Client, change: dict[str, str], said: str) -> None:
    answer = client.post(FIRST_RUN, OFFICE | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.exists()
    assert not Unit.objects.exists()
    assert installation() is None


def test_it_opens_a_site_only_once(site: Client, client: Client) -> None:
    stranger = Client()
    assert stranger.get(FIRST_RUN)["Location"].endswith("/dang-nhap/")
    assert stranger.post(FIRST_RUN, OFFICE | {"username": "keladot"})["Location"].endswith("/dang-nhap/")
    assert User.objects.count() == 1
    data: dict[str, Any] = {name: value for name, value in OFFICE.items() if name != "again"} | {"valid_from": TODAY}
    with pytest.raises(Refused) as refused, transaction.atomic():
        operations.open_site(**data)
    assert refused.value.code == "setup.already_done"


def test_it_is_closed_to_all_but_the_administrator(world: World, client: Client) -> None:
    client.force_login(world.clerk.user)
    assert client.get(FIRST_RUN).status_code == 403
    assert client.post(FIRST_RUN, {"step": "units", "pasted": "Sở Mới"}).status_code == 403
    assert not Unit.objects.filter(name="Sở Mới").exists()


# --- units ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Đảng ủy xã Yên Thượng", UnitKind.PARTY, Level.COMMUNE),
        ("Đảng uỷ phường Bến Đò", UnitKind.PARTY, Level.COMMUNE),
        ("Đảng ủy Ủy ban nhân dân tỉnh", UnitKind.PARTY, Level.PROVINCE),
        ("UBND xã Yên Thượng", UnitKind.GOVERNMENT, Level.COMMUNE),
        ("Ủy ban nhân dân tỉnh Minh Giang", UnitKind.GOVERNMENT, Level.PROVINCE),
        ("Sở Nông nghiệp và Môi trường", UnitKind.DEPARTMENT, Level.PROVINCE),
        ("Văn phòng Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
        ("Ban Tổ chức Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
        ("Ủy ban Kiểm tra Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", UnitKind.FRONT, Level.PROVINCE),
        ("Hội Nông dân tỉnh", UnitKind.FRONT, Level.PROVINCE),
        ("Thuế tỉnh Minh Giang", UnitKind.VERTICAL, Level.PROVINCE),
        ("Bảo hiểm xã hội tỉnh", UnitKind.VERTICAL, Level.PROVINCE),
        ("Xã Yên Thượng", UnitKind.TERRITORY, Level.COMMUNE),
        ("Chi bộ thôn Một", UnitKind.CELL, Level.BASE),
        ("Công ty cổ phần Thử", UnitKind.ENTERPRISE, Level.PROVINCE),
    ],
)
def test_it_guesses_kind_and_level_by_the_name(name: str, kind: str, level: str) -> None:
    unit = guess_unit(name)
    assert unit is not None
    assert (unit.kind, unit.level) == (kind, level)


def test_it_guesses_nothing_from_a_name_that_tells_nothing() -> None:
    assert guess_unit("Nhóm việc chung") is None


def test_it_reads_a_pasted_list_line_by_line(site: Client) -> None:
    lines = read_lines("1. Sở Tài chính\n\n- Sở Y tế\nSở Tài chính\nKhông rõ\nTỈNH", parent=Unit.objects.get())
    assert [(line.number, line.problem) for line in lines] == [
        (1, ""),
        (3, ""),
        (4, "twice"),
        (5, "unknown"),
        (6, ""),
    ]
    assert read_lines("Tỉnh ủy Minh Giang", parent=None)[0].problem == "there"


def test_it_shows_a_pasted_list_before_it_writes(site: Client) -> None:
    pasted = "Đảng ủy xã Yên Thượng\nSở Tài chính"
    page = site.post(FIRST_RUN, {"step": "units", "pasted": pasted, "preview": "1"}).content.decode()
    assert ("Đọc được 2 đơn vị" in page, "Cấp xã" in page, pasted in page) == (True, True, True)
    assert Unit.objects.count() == 1
    assert site.post(FIRST_RUN, {"step": "units", "pasted": pasted}).status_code == 302
    assert [
        unit.name for unit in actor_for(User.objects.get(), today=TODAY).units(Action.VIEW).order_by("sort_key")
    ] == [
        "Đảng ủy xã Yên Thượng",
        "Sở Tài chính",
        "Tỉnh ủy Minh Giang",
    ]
    assert "Đã có 2 đơn vị" in site.get(FIRST_RUN).content.decode()


def test_it_writes_no_line_when_one_is_wrong(site: Client) -> None:
    answer = site.post(FIRST_RUN, {"step": "units", "pasted": "Sở Tài chính\nKhông rõ loại"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng 2: “Không rõ loại” chưa rõ là loại đơn vị nào" in page
    assert "Chưa ghi dòng nào" in page
    assert Unit.objects.count() == 1


# --- people, document, backup -----------------------------------------------------------------------------------------


def test_it_adds_a_person_with_post_and_role_and_prints_the_slip(site: Client) -> None:
    unit = Unit.objects.get()
    fields = {
        "step": "people",
        "name": "Lãnh đạo Thử",
        "username": "lanhdao",
        "unit": unit.pk,
        "title": "Phó Bí thư Thường trực",
        "role": "leader",
    }
    page = site.post(FIRST_RUN, fields).content.decode()
    assert 'class="secret"' in page
    actor = actor_for(User.objects.get(username="lanhdao"), today=TODAY)
    assert (actor.post_title, actor.may(Action.DIRECT, unit.pk)) == ("Phó Bí thư Thường trực", True)
    answer = site.post(FIRST_RUN, fields)
    assert (answer.status_code, "đã có. Chọn tên khác" in answer.content.decode()) == (422, True)
    assert unit.posts.count() == 2


def test_it_lets_steps_be_put_off_and_taken_up_again(site: Client) -> None:
    for step in ("units", "people", "document", "backup", "nonsense"):
        assert site.post(FIRST_RUN, {"step": step, "skip": "1"}).status_code == 302
    page = site.get(FIRST_RUN).content.decode()
    assert (page.count("Để sau."), "Vào bảng điều hành" in page) == (4, True)
    assert "Mỗi dòng một đơn vị" in site.get(FIRST_RUN + "?step=units").content.decode()


def test_it_takes_a_folder_that_can_hold_backups(site: Client, tmp_path: Path) -> None:
    assert site.post(FIRST_RUN, {"step": "backup", "folder": str(tmp_path)}).status_code == 302
    found = installation()
    assert found is not None
    assert found.backup_folder == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("sao-luu", "không phải đường dẫn đầy đủ"),
        ("{tmp}/khong-co", "Không có thư mục"),
        ("{data}/sao-luu", "nằm trong thư mục dữ liệu"),
        ("/proc", "Không ghi được vào"),
    ],
)
def test_it_says_why_a_folder_cannot_hold_backups(site: Client, tmp_path: Path, folder: str, said: str) -> None:
    inside = settings.DATA_FOLDER / "sao-luu"
    inside.mkdir(parents=True, exist_ok=True)
    answer = site.post(FIRST_RUN, {"step": "backup", "folder": folder.format(tmp=tmp_path, data=settings.DATA_FOLDER)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    inside.rmdir()
    found = installation()
    assert found is not None
    assert found.backup_folder == ""


def test_it_keeps_the_way_in_for_accounts_made_on_the_console(world: World, client: Client) -> None:
    client.force_login(world.administrator.user)
    assert client.get(FIRST_RUN).status_code == 200
    assert User.objects.get(username="quantri").check_password(PASSWORD)
