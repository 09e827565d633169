import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.database.conftest import BEGIN, PASSWORD, TODAY, World
from vaocuoc.directory.models import RelationKind, Role, User
from vaocuoc.directory.organisations.operations import create_post
from vaocuoc.directory.people import operations as people

LOGIN = "/dang-nhap/"
UNITS = "/don-vi/"


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_it_leads_to_the_asked_page_after_signing_in(world: World, client: Client) -> None:
    answer = client.get(UNITS + "?kind=party")
    assert answer["Location"] == f"{LOGIN}?next=%2Fdon-vi%2F%3Fkind%3Dparty"
    answer = sign_in(client, "chuyenvien", next=UNITS + "?kind=party")
    assert answer["Location"] == UNITS + "?kind=party"
    assert client.get(UNITS).status_code == 200


def test_it_leads_to_no_other_site(world: World, client: Client) -> None:
    assert sign_in(client, "chuyenvien", next="https://noi-khac.example/")["Location"] == "/"
    assert sign_in(client, "chuyenvien", next="khong-phai-trang")["Location"] == "/"  # no view of that name


def test_it_takes_the_name_in_any_case(world: World, client: Client) -> None:
    assert sign_in(client, " ChuyenVien ").status_code == 302


def test_it_sends_a_whole_page_to_htmx(world: World, client: Client) -> None:
    answer = client.get(UNITS, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/nhat-ky/?trang=2"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["HX-Redirect"] == f"{LOGIN}?next=%2Fnhat-ky%2F"


def test_it_rotates_the_session(world: World, client: Client) -> None:
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "chuyenvien")
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_it_says_how_many_tries_are_left_and_then_for_how_long_it_is_shut(world: World, client: Client) -> None:
    for left in range(settings.AXES_FAILURE_LIMIT - 1, 0, -1):
        answer = sign_in(client, "chuyenvien", "sai-mat-khau")
        assert answer.status_code == 422
        assert f"Còn {left} lần thử trước khi tạm khóa 15 phút" in answer.content.decode()
    answer = sign_in(client, "chuyenvien", "sai-mat-khau")
    assert answer.status_code == 429
    assert "tạm khóa trên máy này trong 15 phút" in answer.content.decode()
    assert sign_in(client, "chuyenvien").status_code == 429
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "lanhdao").status_code == 302


def test_it_tells_nobody_which_accounts_there_are(world: World, client: Client) -> None:
    there = sign_in(client, "chuyenvien", "sai-mat-khau").content.decode()
    nowhere = sign_in(client, "khongco.ai", "sai-mat-khau").content.decode()
    assert ("Còn 4 lần" in there, "Còn 4 lần" in nowhere) == (True, True)


def test_it_signs_out_after_silence(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, "chuyenvien")
    client.get(UNITS)
    session = client.session
    session["seen"] -= settings.IDLE_MINUTES * 60 - 5
    session.save()
    assert client.get(UNITS).status_code == 200
    session = client.session
    session["seen"] -= settings.IDLE_MINUTES * 60 + 5
    session.save()
    answer = client.get(UNITS)
    assert answer["Location"] == f"{LOGIN}?next=%2Fdon-vi%2F&reason=idle"
    assert "quá 30 phút không thao tác" in client.get(answer["Location"]).content.decode()
    assert client.get(UNITS).status_code == 302


def test_it_takes_no_question_of_a_page_itself_for_work(world: World, client: Client) -> None:
    sign_in(client, "chuyenvien")
    client.get(UNITS)
    session = client.session
    session["seen"] -= 20 * 60
    session.save()
    before = client.session["seen"]
    client.get(UNITS, headers={"X-Background": "1"})
    assert client.session["seen"] == before
    client.get(UNITS)
    assert client.session["seen"] > before


def test_it_signs_out_only_by_post(world: World, client: Client) -> None:
    sign_in(client, "chuyenvien")
    assert client.get(reverse("people:logout")).status_code == 405
    assert client.get(UNITS).status_code == 200
    client.post(reverse("people:logout"))
    assert client.get(UNITS).status_code == 302


def test_it_ends_every_session_of_a_locked_account(world: World, client: Client) -> None:
    sign_in(client, "chuyenvien")
    people.lock_account(world.administrator, user=world.clerk.user)
    assert client.get(UNITS).status_code == 302
    assert sign_in(client, "chuyenvien").status_code == 422


def test_it_ends_other_sessions_when_the_password_changes(world: World, client: Client) -> None:
    other = Client()
    for one in (client, other):
        sign_in(one, "chuyenvien")
    new = "mot-cau-de-nho-2026"
    answer = client.post(reverse("people:password"), {"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 302
    assert client.get(UNITS).status_code == 200
    assert other.get(UNITS).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai-mat-khau", "mot-cau-de-nho-2026", "mot-cau-de-nho-2026", "Mật khẩu hiện tại chưa đúng"),
        (PASSWORD, "mot-cau-de-nho-2026", "mot-cau-khac-2026", "Hai lần nhập mật khẩu mới chưa giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "trùng mật khẩu cũ"),
        (PASSWORD, "ngan", "ngan", "Mật khẩu chưa dùng được"),
    ],
)
def test_it_says_why_a_password_is_refused(
    world: World, client: Client, old: str, new: str, again: str, said: str
) -> None:
    client.force_login(world.clerk.user)
    answer = client.post(reverse("people:password"), {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.get(pk=world.clerk.user.pk).check_password(PASSWORD)


def test_it_asks_for_an_own_password_before_anything_else(world: World, client: Client) -> None:
    people.set_password(world.administrator, user=world.clerk.user, password="mat-khau-tren-phieu")
    answer = sign_in(client, "chuyenvien", "mat-khau-tren-phieu", next=UNITS)
    assert client.get(UNITS)["Location"] == reverse("people:password")
    assert "Đặt mật khẩu riêng" in client.get(reverse("people:password")).content.decode()
    assert client.post(reverse("people:preferences"), {"language": "en"}).status_code == 302
    new = "mot-cau-de-nho-2026"
    client.post(reverse("people:password"), {"old": "mat-khau-tren-phieu", "new": new, "again": new})
    assert client.get(UNITS).status_code == 200
    assert answer.status_code == 302


# --- the post one acts in ---------------------------------------------------------------------------------------------


@pytest.fixture
def two_posts(world: World) -> World:
    """``focal`` also takes part in the commune."""
    post = create_post(None, unit=world.commune, title="Phụ trách xã", valid_from=BEGIN)
    people.hold_post(None, person=world.focal.user.person, post=post, valid_from=BEGIN)
    people.grant_role(
        None, post=post, role=Role.COORDINATOR, unit=world.commune, relation=RelationKind.PARTY, valid_from=BEGIN
    )
    return world


def listed(client: Client) -> set[str]:
    return set(re.findall(r'class="name"[^>]*>([^<]+)<', client.get(UNITS).content.decode()))


def test_it_asks_for_the_post_and_then_leads_on(two_posts: World, client: Client) -> None:
    answer = sign_in(client, "dautaichinh", next=UNITS)
    assert answer["Location"] == reverse("people:choose_post")
    page = client.get(answer["Location"]).content.decode()
    assert "Phụ trách xã" in page
    assert "Đầu mối Sở Tài chính" in page
    assert listed(client) == {"Tỉnh ủy Minh Giang", "Sở Tài chính"}
    post = two_posts.commune.posts.get()
    before = client.session.session_key
    answer = client.post(reverse("people:choose_post"), {"post": post.pk})
    assert answer["Location"] == UNITS
    assert client.session.session_key != before
    assert listed(client) == {"Tỉnh ủy Minh Giang", "Đảng ủy xã Yên Thượng"}


def test_it_lets_nobody_choose_a_post_they_do_not_hold(two_posts: World, client: Client) -> None:
    client.force_login(two_posts.focal.user)
    assert two_posts.clerk.post is not None
    assert client.post(reverse("people:choose_post"), {"post": two_posts.clerk.post.pk}).status_code == 404


def test_it_falls_back_when_the_chosen_post_is_given_up(two_posts: World, client: Client) -> None:
    client.force_login(two_posts.focal.user)
    post = two_posts.commune.posts.get()
    client.post(reverse("people:choose_post"), {"post": post.pk})
    people.end_holding(None, holding=post.holdings.get(), valid_to=BEGIN + timedelta(days=1))
    assert listed(client) == {"Tỉnh ủy Minh Giang", "Sở Tài chính"}


# --- language and look ------------------------------------------------------------------------------------------------


def test_it_speaks_vietnamese_whatever_the_browser_speaks(world: World, client: Client) -> None:
    page = client.get(LOGIN, headers={"Accept-Language": "en-US,en"}).content.decode()
    assert '<html lang="vi"' in page
    client.post(reverse("people:preferences"), {"language": "en"})
    assert '<html lang="en"' in client.get(LOGIN).content.decode()


def test_it_keeps_language_and_look_with_the_account(world: World, client: Client) -> None:
    client.force_login(world.clerk.user)
    client.post(reverse("people:preferences"), {"language": "en", "next": UNITS})
    client.post(reverse("people:preferences"), {"theme": "dark", "next": UNITS})
    client.post(reverse("people:preferences"), {"language": "xx", "theme": "pink"})
    other = Client()
    other.force_login(world.clerk.user)
    assert '<html lang="en" data-theme="dark"' in other.get(UNITS).content.decode()
    other.post(reverse("people:preferences"), {"theme": "system"})
    assert "data-theme" not in other.get(UNITS).content.decode()
