"""Ways of looking at lists are kept, shared with one's unit, opened with; columns and files follow the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import World, make_actor
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.lists.columns import UNITS
from vaocuoc.directory.models import DefaultView, Role, SavedView
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.saved_views.listing import Offer
from vaocuoc.directory.saved_views.operations import (
    MOST,
    delete_view,
    open_with,
    rename_view,
    save_view,
    share_view,
)
from vaocuoc.directory.saved_views.queries import canonical, views_of


@pytest.fixture
def as_(client: Client) -> Callable[[Actor], Client]:
    def signed_in(actor: Actor) -> Client:
        client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def names(actor: Actor, listing: str = "tasks") -> list[str]:
    return [view.name for view in views_of(actor, listing)]


def test_it_keeps_a_view_with_its_filters_and_columns(world: World) -> None:
    view = save_view(
        actor=world.clerk, listing="tasks", name=" Quá  hạn ", query="trang-thai=overdue&trang=3&q=&cot=han"
    )
    assert (view.name, view.query) == ("Quá hạn", "cot=han&trang-thai=overdue")
    assert Entry.objects.filter(action="views.save", object_id=view.pk).count() == 1


def test_it_replaces_what_a_name_stood_for(world: World) -> None:
    save_view(actor=world.clerk, listing="tasks", name="Quá hạn", query="trang-thai=overdue")
    save_view(actor=world.clerk, listing="tasks", name="Quá hạn", query="trang-thai=due_soon")
    assert SavedView.objects.get().query == "trang-thai=due_soon"


def test_it_shows_one_only_ones_own_views_and_those_shared_with_the_unit(world: World) -> None:
    colleague = make_actor("dongnghiep", "Phó Chánh Văn phòng", world.office, Role.COORDINATOR, world.province)
    save_view(actor=world.clerk, listing="tasks", name="Riêng", query="q=riêng")
    save_view(actor=world.clerk, listing="tasks", name="Chung", query="q=chung", shared=True)
    assert names(world.clerk) == ["Chung", "Riêng"]
    assert names(colleague) == ["Chung"]
    assert names(world.focal) == names(world.outsider) == names(world.administrator) == []
    assert names(world.clerk, "indicators") == []


def test_it_takes_a_view_from_the_unit_again(world: World) -> None:
    colleague = make_actor("dongnghiep", "Phó Chánh Văn phòng", world.office, Role.COORDINATOR, world.province)
    view = save_view(actor=world.clerk, listing="tasks", name="Chung", query="q=chung", shared=True)
    open_with(actor=colleague, listing="tasks", view=view)
    share_view(actor=world.clerk, view=view, shared=False)
    assert names(colleague) == []
    assert not DefaultView.objects.exists()


def test_it_leaves_a_view_to_whoever_saved_it(world: World) -> None:
    colleague = make_actor("dongnghiep", "Phó Chánh Văn phòng", world.office, Role.COORDINATOR, world.province)
    view = save_view(actor=world.clerk, listing="tasks", name="Chung", query="q=chung", shared=True)
    for deed in (
        lambda: rename_view(actor=colleague, view=view, name="Khác"),
        lambda: share_view(actor=colleague, view=view, shared=False),
        lambda: delete_view(actor=colleague, view=view),
    ):
        with pytest.raises(Refused, match=r"access\.not_own_view"):
            deed()
    assert SavedView.objects.get().name == "Chung"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"listing": "nothing"}, "views.unknown_list"),
        ({"name": " \n "}, "views.no_name"),
        ({"name": "x" * 81}, "views.name_too_long"),
        ({"query": "q=" + "x" * 2000}, "views.query_too_long"),
    ],
)
def test_it_refuses_what_cannot_be_kept(world: World, change: dict[str, str], code: str) -> None:
    given: dict[str, Any] = {"actor": world.clerk, "listing": "tasks", "name": "Tên", "query": ""} | change
    with pytest.raises(Refused, match=code):
        save_view(**given)
    assert not SavedView.objects.exists()


def test_it_refuses_a_taken_name_a_share_without_a_unit_and_one_view_too_many(world: World) -> None:
    save_view(actor=world.clerk, listing="tasks", name="Một", query="")
    two = save_view(actor=world.clerk, listing="tasks", name="Hai", query="")
    with pytest.raises(Refused, match=r"views\.name_taken"):
        rename_view(actor=world.clerk, view=two, name="Một")
    assert rename_view(actor=world.clerk, view=two, name="Ba").name == "Ba"
    with pytest.raises(Refused, match=r"views\.no_unit"):
        save_view(actor=world.administrator, listing="units", name="Chung", query="", shared=True)
    for number in range(MOST - 2):
        save_view(actor=world.clerk, listing="tasks", name=f"Số {number}", query="")
    with pytest.raises(Refused, match=r"views\.too_many"):
        save_view(actor=world.clerk, listing="tasks", name="Thừa", query="")


def test_it_opens_a_bare_list_with_the_chosen_view_and_the_whole_one_when_asked(
    world: World, as_: Callable[[Actor], Client]
) -> None:
    client = as_(world.clerk)
    asked = {"listing": "units", "query": "kind=party", "name": "Tổ chức đảng", "default": "1"}
    assert client.post(reverse("saved_views:save"), asked)["Location"] == "/don-vi/?kind=party"
    assert client.get("/don-vi/")["Location"] == "/don-vi/?kind=party"
    assert "Danh sách mở bằng cách xem “Tổ chức đảng”." in client.get("/don-vi/?kind=party").content.decode()
    assert client.get("/don-vi/?xem=tat-ca").status_code == client.get("/don-vi/?q=").status_code == 200
    view = SavedView.objects.get()
    client.post(reverse("saved_views:change", args=[view.pk, "bo-mac-dinh"]))
    assert client.get("/don-vi/").status_code == 200


def test_it_hides_views_of_others_and_deletes_ones_own(world: World, as_: Callable[[Actor], Client]) -> None:
    view = save_view(actor=world.clerk, listing="units", name="Riêng", query="", default=True)
    assert as_(world.focal).post(reverse("saved_views:change", args=[view.pk, "xoa"])).status_code == 404
    as_(world.clerk).post(reverse("saved_views:change", args=[view.pk, "xoa"]))
    assert not SavedView.objects.exists()
    assert not DefaultView.objects.exists()


def test_it_shows_the_chosen_columns_and_the_fixed_one(world: World, as_: Callable[[Actor], Client]) -> None:
    shown = as_(world.clerk).get("/don-vi/?cot=ma&cot=loai").content.decode()
    assert "<th>Mã</th>" in shown
    assert "<th>Đơn vị</th>" in shown
    assert "<th>Cấp</th>" not in shown
    assert '<input type="hidden" name="cot" value="ma">' in shown, "the filter form forgets the columns"
    unknown = as_(world.clerk).get("/don-vi/?cot=nothing").content.decode()
    assert len(re.findall("<th[ >]", unknown)) == len(UNITS.usual)


def test_it_asks_once_for_the_views_however_many(world: World, as_: Callable[[Actor], Client]) -> None:
    client = as_(world.clerk)
    client.get("/don-vi/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/don-vi/?q=x")
    for number in range(12):
        save_view(actor=world.clerk, listing="units", name=f"Số {number}", query=f"q={number}", shared=number % 2 == 0)
    with CaptureQueriesContext(connection) as many:
        client.get("/don-vi/?q=x")
    assert len(many) == len(few)


@given(
    st.lists(
        st.tuples(st.sampled_from(["q", "trang-thai", "cot", "trang", "xem", "dang"]), st.text("aé&=; ", max_size=4)),
        max_size=8,
    )
)
def test_it_writes_an_address_down_in_one_way(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import parse_qsl, urlencode

    kept = canonical(urlencode(pairs))
    assert canonical(kept) == kept == canonical(urlencode(sorted(pairs, key=lambda pair: pair[0], reverse=True)))
    assert {name for name, _value in parse_qsl(kept)} <= {"q", "trang-thai", "cot"}
    assert sorted(parse_qsl(kept)) == sorted(
        (name, value) for name, value in pairs if value and name in ("q", "trang-thai", "cot")
    )


def test_it_drops_columns_that_show_anyway(world: World) -> None:
    request = RequestFactory().get("/don-vi/", {"cot": sorted(UNITS.usual), "q": "sở"})
    vars(request)["actor"] = world.clerk  # as the middleware sets it
    offer = Offer(request, UNITS)
    assert offer.query == canonical("q=sở")
    assert offer.carried == []
