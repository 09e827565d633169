from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record
from vaocuoc.directory.models import Level, Person, RelationKind, RoleGrant, Unit, UnitKind, UnitRelation
from vaocuoc.directory.organisations import operations as organisations
from vaocuoc.directory.people import operations as people
from vaocuoc.directory.people.delegations import delegate_post
from vaocuoc.documents.models import Document


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def keeper(world: World, client: Client) -> Client:
    client.force_login(world.administrator.user)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def change(client: Client, unit: Unit, what: str, **fields: object) -> Any:
    return client.post(reverse("organisations:change", args=[unit.pk, what]), fields)


# --- units ------------------------------------------------------------------------------------------------------------


def test_it_lists_what_one_sees(world: World, client: Client) -> None:
    client.force_login(world.focal.user)
    page = text(client, "/don-vi/")
    assert (world.department.name in page, world.province.name in page) == (True, True)
    assert (world.commune.name in page, world.elsewhere.name in page) == (False, False)


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("q=tai chinh", "Sở Tài chính", "Văn phòng Tỉnh ủy"),
        ("q=TÀI CHÍNH", "Sở Tài chính", "Văn phòng Tỉnh ủy"),
        ("kind=office", "Văn phòng Tỉnh ủy", "Sở Tài chính"),
        ("level=commune", "Đảng ủy xã Yên Thượng", "Sở Tài chính"),
        ("kind=nonsense&trang=99", "Sở Tài chính", "Không có đơn vị nào"),
    ],
)
def test_it_narrows_the_list(world: World, client: Client, query: str, there: str, away: str) -> None:
    client.force_login(world.clerk.user)
    page = text(client, f"/don-vi/?{query}")
    rows = page[page.index("<tbody>") :]
    assert (f">{there}<" in rows, f'">{away}</a>' in rows) == (True, False)


def test_it_keeps_the_way_down_to_what_was_looked_for(world: World, client: Client) -> None:
    client.force_login(world.clerk.user)
    page = text(client, "/don-vi/?relation=party&q=yen thuong")
    rows = page[page.index("<tbody>") :]
    assert rows.index(">Tỉnh ủy Minh Giang<") < rows.index(">Đảng ủy xã Yên Thượng<")
    assert ">Sở Tài chính<" not in rows


def test_it_shows_who_holds_a_post_to_all_who_see_the_unit_and_changes_to_the_keeper(
    world: World, client: Client
) -> None:
    people.edit_person(None, person=world.focal.user.person, name="Người Giữ Tên", user=world.focal.user)
    address = reverse("organisations:unit", args=[world.department.pk])
    client.force_login(world.clerk.user)
    page = text(client, address)
    assert ("Đầu mối Sở Tài chính" in page, "Người Giữ Tên" in page, "Sửa" in page) == (True, True, False)
    client.force_login(world.administrator.user)
    page = text(client, address)
    assert ("Người Giữ Tên" in page, "Sửa" in page) == (True, True)


def test_it_hides_what_one_does_not_see(world: World, client: Client) -> None:
    client.force_login(world.focal.user)
    for name in ("unit", "edit"):
        assert client.get(reverse(f"organisations:{name}", args=[world.elsewhere.pk])).status_code == 404
    assert change(client, world.elsewhere, "ten-khac", name="Tên lạ").status_code == 404
    answer = client.get(reverse("organisations:edit", args=[world.department.pk]))
    assert answer.status_code == 403
    assert "không được làm việc này" in answer.content.decode()


def test_it_founds_a_unit_below_another(keeper: Client, world: World) -> None:
    fields = {
        "name": "Đảng ủy phường Bến Đò",
        "kind": UnitKind.PARTY,
        "level": Level.COMMUNE,
        "valid_from": "01/07/2025",
        "parent": world.province.pk,
        "relation": RelationKind.PARTY,
    }
    answer = keeper.post("/don-vi/moi/", fields)
    unit = Unit.objects.get(name="Đảng ủy phường Bến Đò")
    assert answer["Location"] == reverse("organisations:unit", args=[unit.pk])
    assert unit in world.clerk.visible_units()
    answer = keeper.post("/don-vi/moi/", fields | {"valid_from": "31-31-2025", "name": ""})
    assert answer.status_code == 422
    assert Unit.objects.filter(level=Level.COMMUNE).count() == 2


def test_it_changes_a_unit_by_the_forms_of_its_page(keeper: Client, world: World) -> None:
    unit = world.department
    assert change(keeper, unit, "ten-khac", name="Ngành tài chính").status_code == 302
    assert change(keeper, unit, "co-quan", name="Ban Giám đốc", valid_from="01/08/2025").status_code == 302
    organ = unit.organs.get()
    assert (
        change(keeper, unit, "chuc-danh", title="Giám đốc", organs=organ.pk, valid_from="01/08/2025").status_code == 302
    )
    assert [post.title for post in organ.posts.all()] == ["Giám đốc"]
    fields = {"kind": "state", "parent": world.province.pk, "valid_from": "1.8.2025"}
    assert change(keeper, unit, "quan-he", **fields).status_code == 302
    relation = UnitRelation.objects.get(kind="state", child=unit)
    assert change(keeper, unit, "het-quan-he", relation=relation.pk, valid_to="2026-01-01").status_code == 302
    fields = {"successor": world.office.pk, "date": "20/11/2026", "act": "Quyết định thử", "share": "33,3333"}
    assert change(keeper, unit, "ke-thua", **fields).status_code == 302
    page = text(keeper, reverse("organisations:unit", args=[unit.pk]))
    for words in ("Ngành tài chính", "Ban Giám đốc", "Giám đốc", "33,3333", "Quyết định thử", "01/01/2026"):
        assert words in page
    assert change(keeper, unit, "bo-ten-khac", alias=unit.aliases.get().pk).status_code == 302
    assert change(keeper, unit, "ket-thuc", valid_to="01/12/2026", reason="Sắp xếp").status_code == 302
    assert f"{Unit.objects.get(pk=unit.pk).valid_to:%d/%m/%Y}" == "01/12/2026"
    assert keeper.post(reverse("organisations:change", args=[unit.pk, "khong-co"])).status_code == 404


def test_it_says_in_place_why_a_change_is_refused(keeper: Client, world: World) -> None:
    answer = change(keeper, world.province, "quan-he", kind="party", parent=world.office.pk, valid_from="20/11/2026")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Văn phòng Tỉnh ủy” đang ở dưới “Tỉnh ủy Minh Giang”, đặt như vậy thành vòng" in page
    assert '<details class="act" open>' in page


def test_it_edits_what_was_written_and_tells_what_changed(keeper: Client, world: World) -> None:
    fields = {
        "name": "Sở Tài chính tỉnh",
        "kind": UnitKind.DEPARTMENT,
        "level": Level.PROVINCE,
        "valid_from": "01/07/2025",
    }
    address = reverse("organisations:edit", args=[world.department.pk])
    assert keeper.post(address, fields).status_code == 302
    entry = Entry.objects.get(action="organisations.edit_unit")
    assert entry.facts == {"changed": {"name": ["Sở Tài chính", "Sở Tài chính tỉnh"]}}
    assert "Sở Tài chính → Sở Tài chính tỉnh" in text(keeper, reverse("organisations:unit", args=[world.department.pk]))
    assert keeper.post(address, fields | {"name": "Văn phòng Tỉnh ủy", "kind": "office"}).status_code == 422


# --- people -----------------------------------------------------------------------------------------------------------


def test_it_prints_a_slip_once_and_lets_its_owner_in(keeper: Client, world: World) -> None:
    post = organisations.create_post(None, unit=world.office, title="Phó Chánh Văn phòng", valid_from=BEGIN)
    fields = {"name": "Cán bộ Thử", "username": "can.bo", "post": post.pk, "valid_from": "20/11/2026"}
    answer = keeper.post("/can-bo/moi/", fields)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    page = answer.content.decode()
    password = page.split('class="secret">')[1].split("<")[0]
    owner = Client()
    assert owner.post("/dang-nhap/", {"username": "can.bo", "password": password}).status_code == 302
    assert owner.get("/don-vi/")["Location"] == reverse("people:password")
    person = Person.objects.get(name="Cán bộ Thử")
    assert password not in text(keeper, reverse("people:person", args=[person.pk]))
    assert "đã có. Chọn tên khác" in keeper.post("/can-bo/moi/", fields | {"post": ""}).content.decode()


def test_it_finds_people_by_name_account_and_post(keeper: Client, world: World) -> None:
    for words, found in (("dau moi", True), ("dautaichinh", True), ("SO TAI CHINH", True), ("khong co", False)):
        assert ("dautaichinh" in text(keeper, f"/can-bo/?q={words}").split("<tbody>")[-1]) == found or not found


def test_it_changes_a_person_by_the_forms_of_their_page(keeper: Client, world: World) -> None:
    person = world.focal.user.person
    post = organisations.create_post(None, unit=world.office, title="Phó Chánh Văn phòng", valid_from=BEGIN)

    def submit(what: str, **fields: object) -> int:
        return keeper.post(reverse("people:change_person", args=[person.pk, what]), fields).status_code

    assert submit("edit", name="Tên Mới") == 302
    assert submit("hold", post=post.pk, valid_from="20/11/2026") == 302
    assert submit("hold", post=post.pk, valid_from="20/11/2026") == 422
    assert submit("end", holding=post.holdings.get().pk, valid_to="21/11/2026") == 302
    assert submit("lock") == 302
    assert not Person.objects.get(pk=person.pk).user.is_active
    assert submit("unlock") == 302
    assert submit("administrator") == 302
    assert Person.objects.get(pk=person.pk).user.is_administrator
    assert submit("no-administrator") == 302
    assert submit("khong-co") == 404
    page = text(keeper, reverse("people:person", args=[person.pk]))
    assert ("Tên Mới" in page, "21/11/2026" in page) == (True, True)


def test_it_hands_a_new_slip_out(keeper: Client, world: World) -> None:
    answer = keeper.post(reverse("people:reset_password", args=[world.focal.user.person.pk]))
    password = answer.content.decode().split('class="secret">')[1].split("<")[0]
    world.focal.user.refresh_from_db()
    assert world.focal.user.check_password(password)
    alone = people.create_person(None, name="Chưa có tài khoản")
    answer = keeper.post(reverse("people:reset_password", args=[alone.pk]), {"username": "x"})
    assert answer.status_code == 422
    assert keeper.post(reverse("people:reset_password", args=[alone.pk]), {"username": "moi.lap"}).status_code == 200
    alone.refresh_from_db()
    assert alone.user is not None


def test_it_gives_roles_and_takes_them_back(keeper: Client, world: World) -> None:
    post = world.focal.post
    assert post is not None
    address = reverse("people:change_post", args=[post.pk, "role"])
    fields = {"role": "viewer", "unit": world.commune.pk, "relation": "party", "valid_from": "20/11/2026"}
    assert keeper.post(address, fields).status_code == 302
    assert "đã có vai trò này" in keeper.post(address, fields).content.decode()
    grant = RoleGrant.objects.get(role="viewer")
    end = reverse("people:change_post", args=[post.pk, "end-role"])
    assert keeper.post(end, {"grant": grant.pk, "valid_to": "sai"}).status_code == 422
    assert keeper.post(end, {"grant": grant.pk, "valid_to": "20/11/2026"}).status_code == 302
    assert "Đầu mối báo cáo" in text(keeper, reverse("people:post", args=[post.pk]))


# --- audit ------------------------------------------------------------------------------------------------------------


def test_it_shows_the_audit_trail_as_far_as_one_inspects(world: World, client: Client) -> None:
    organisations.add_alias(world.clerk, unit=world.department, name="Tên của chuyên viên")
    organisations.add_alias(world.administrator, unit=world.department, name="Tên của quản trị")
    client.force_login(world.administrator.user)
    page = text(client, "/nhat-ky/")
    assert ("Tên của chuyên viên" in page, "Tên của quản trị" in page) == (True, True)
    client.force_login(world.leader.user)
    assert client.get("/nhat-ky/").status_code == 403
    assert world.leader.post is not None
    people.grant_role(
        None, post=world.leader.post, role="inspector", unit=world.province, relation="party", valid_from=TODAY
    )
    page = text(client, "/nhat-ky/")
    assert ("Tên của chuyên viên" in page, "Tên của quản trị" in page) == (True, False)


def test_the_audit_trail_leads_only_to_pages_that_open(world: World, client: Client) -> None:
    document = Document.objects.create(
        keeper=world.province, title="Thử", uploaded_by=world.clerk.user, received_on=TODAY, folded="thu"
    )
    record(None, "readings.done", document, found={"task": 2, "target": 1}, filled=["issuer", "number"], added=[4, 5])
    organisations.add_alias(world.administrator, unit=world.department, name="Tên khác")
    client.force_login(world.administrator.user)
    page = text(client, "/nhat-ky/")
    assert "đã đọc ra: Nhiệm vụ 2, Chỉ tiêu 1 · đã điền theo văn bản: cơ quan ban hành, số, ký hiệu" in page
    assert "số nơi nhận thêm: 2" in page
    assert f"/don-vi/{world.department.pk}/" in page
    assert f"/tai-lieu/{document.pk}/" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("username=quantri", 1),
        ("username=khongco", 0),
        ("object_type=directory.unit", 2),
        ("object_type=directory.unit&object_id=999999", 0),
        ("start=01/01/2020&end=02/01/2020", 0),
        ("start=01/01/2020", 2),
        ("start=khong-phai-ngay", 2),
        ("object_type=nonsense", 2),
    ],
)
def test_it_narrows_the_audit_trail(keeper: Client, world: World, query: str, count: int) -> None:
    organisations.add_alias(world.clerk, unit=world.department, name="Một")
    organisations.add_alias(world.administrator, unit=world.office, name="Hai")
    page = text(keeper, f"/nhat-ky/?{query}")
    assert page.count(">Ghi tên gọi khác</a>") == count  # the lines, not the choice of deeds


# --- bounds -----------------------------------------------------------------------------------------------------------


def queries_of(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


@pytest.mark.parametrize(
    "address", ["/don-vi/", "/don-vi/?relation=party", "/can-bo/", "/nhat-ky/", "unit", "person", "post"]
)
def test_it_asks_as_often_for_many_as_for_few(keeper: Client, world: World, address: str) -> None:
    assert world.focal.post is not None
    person = world.focal.user.person
    address = {
        "unit": reverse("organisations:unit", args=[world.province.pk]),
        "person": reverse("people:person", args=[person.pk]),
        "post": reverse("people:post", args=[world.focal.post.pk]),
    }.get(address, address)
    organisations.add_alias(world.administrator, unit=world.province, name="Một tên")
    keeper.get(address)
    few = queries_of(lambda: keeper.get(address))
    for number in range(12):
        unit = make_unit(f"Đảng ủy xã Thử {number}", level=Level.COMMUNE)
        organisations.relate_units(
            world.administrator, kind="party", parent=world.province, child=unit, valid_from=BEGIN, rebuild=False
        )
        post = organisations.create_post(None, unit=world.province, title=f"Ủy viên {number}", valid_from=BEGIN)
        people.hold_post(None, person=people.create_person(None, name=f"Người {number}"), post=post, valid_from=BEGIN)
        common: dict[str, Any] = {
            "decision": "05-QĐ/TU",
            "scope": "Ký thay",
            "valid_from": BEGIN,
            "valid_to": date(2027, 1, 1),
        }
        delegate_post(actor=None, person=person, post=post, **common)
        people.grant_role(None, post=post, role="viewer", unit=unit, relation="party", valid_from=BEGIN)
        people.grant_role(None, post=world.focal.post, role="viewer", unit=unit, relation="party", valid_from=BEGIN)
    organisations.rebuild_reach()
    assert queries_of(lambda: keeper.get(address)) == few
