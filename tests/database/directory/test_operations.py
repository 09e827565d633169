from datetime import date, timedelta
from typing import Any

import pytest

from tests.database.conftest import BEGIN, PASSWORD, TODAY, World, make_unit
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import (
    Level,
    Person,
    PostHolding,
    RelationKind,
    Role,
    RoleGrant,
    Unit,
    UnitKind,
    UnitRelation,
    User,
)
from vaocuoc.directory.organisations import operations as organisations
from vaocuoc.directory.people import operations as people
from vaocuoc.directory.people.access import Action, Actor, actor_for

LATER = TODAY + timedelta(days=30)


def seen(actor: Actor) -> set[str]:
    return set(actor.units(Action.VIEW).values_list("name", flat=True))


def again(actor: Actor, today: date = TODAY) -> Actor:
    """The same person in the same post, asked anew."""
    return actor_for(actor.user, today=today)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


# --- units ------------------------------------------------------------------------------------------------------------


def test_it_founds_a_unit_with_its_names_and_an_entry(world: World) -> None:
    unit = organisations.create_unit(
        world.administrator,
        name="  Sở   Y tế ",
        kind=UnitKind.DEPARTMENT,
        level=Level.PROVINCE,
        valid_from=BEGIN,
        aliases=["Ngành y tế"],
    )
    assert unit.name == "Sở Y tế"
    assert unit.folded == "so y te"
    assert [alias.name for alias in unit.aliases.all()] == ["Ngành y tế"]
    entry = Entry.objects.get(action="organisations.create_unit", object_id=unit.pk)
    assert (entry.username, entry.facts["name"]) == ("quantri", "Sở Y tế")


@pytest.mark.usefixtures("db")
def test_it_sorts_units_as_a_vietnamese_list_is_sorted() -> None:
    for name in ("Đảng ủy xã Đông", "Đảng ủy xã Dung", "Đảng ủy xã Ân", "Đảng ủy xã Anh", "Đảng ủy xã Ăng"):
        organisations.create_unit(
            None, name=name, kind=UnitKind.PARTY, level=Level.COMMUNE, valid_from=BEGIN, rebuild=False
        )
    names = [unit.name.split()[-1] for unit in Unit.objects.order_by("sort_key")]
    assert names == ["Anh", "Ăng", "Ân", "Dung", "Đông"]


def test_it_refuses_everybody_but_who_keeps_the_directory(world: World) -> None:
    for actor in (world.clerk, world.focal, world.leader, world.outsider):
        with pytest.raises(Refused) as refused:
            organisations.create_unit(
                actor, name="Sở Mới", kind=UnitKind.DEPARTMENT, level=Level.PROVINCE, valid_from=BEGIN
            )
        assert code_of(refused) == "access.denied"
    assert not Unit.objects.filter(name="Sở Mới").exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "organisations.name_missing"),
        ({"name": "S" * 301}, "organisations.name_too_long"),
        ({"kind": "club"}, "organisations.unknown_kind"),
        ({"name": "Sở Tài chính"}, "organisations.name_taken"),
        ({"code": "H01"}, "organisations.code_taken"),
    ],
)
def test_it_says_why_a_unit_cannot_be_founded(world: World, fields: dict[str, str], code: str) -> None:
    Unit.objects.filter(pk=world.office.pk).update(code="H01")
    given: dict[str, Any] = {
        "name": "Sở Mới",
        "kind": UnitKind.DEPARTMENT,
        "level": Level.PROVINCE,
        "valid_from": BEGIN,
    } | fields
    with pytest.raises(Refused) as refused:
        organisations.create_unit(None, **given)
    assert code_of(refused) == code


def test_it_founds_many_units_or_none(world: World) -> None:
    new = [organisations.NewUnit(name, UnitKind.DEPARTMENT, Level.PROVINCE) for name in ("Sở Một", "Sở Tài chính")]
    before = Entry.objects.count()
    with pytest.raises(Refused):
        organisations.create_units(
            None, units=new, parent=world.province, relation=RelationKind.PARTY, valid_from=BEGIN
        )
    assert not Unit.objects.filter(name="Sở Một").exists()
    assert Entry.objects.count() == before


def test_it_lets_a_reviewer_note_another_name_and_no_more(world: World) -> None:
    organisations.add_alias(world.clerk, unit=world.department, name="Ngành tài chính")
    with pytest.raises(Refused):
        organisations.add_alias(world.outsider, unit=world.department, name="Tên lạ")
    with pytest.raises(Refused):
        organisations.remove_alias(world.clerk, alias=world.department.aliases.get())


def test_it_ends_relations_and_posts_with_the_unit(world: World) -> None:
    organisations.end_unit(world.administrator, world.department, valid_to=LATER, reason="Sắp xếp")
    assert UnitRelation.objects.get(child=world.department).valid_to == LATER
    assert world.department.posts.get().valid_to == LATER
    assert world.department.name in seen(again(world.clerk))
    assert world.department.name not in seen(again(world.clerk, LATER))
    with pytest.raises(Refused) as refused:
        organisations.end_unit(world.administrator, world.department, valid_to=LATER)
    assert code_of(refused) == "organisations.already_ended"


# --- relations and successions ----------------------------------------------------------------------------------------


def test_it_shows_what_is_put_below_from_that_day_on(world: World) -> None:
    ward = make_unit("Đảng ủy phường Bến Đò", level=Level.COMMUNE)
    organisations.relate_units(None, kind=RelationKind.PARTY, parent=world.province, child=ward, valid_from=LATER)
    assert ward.name not in seen(world.clerk)
    assert ward.name in seen(again(world.clerk, LATER))


@pytest.mark.parametrize(
    ("parent", "child", "day", "code"),
    [
        ("province", "province", BEGIN, "organisations.to_itself"),
        ("province", "office", BEGIN, "organisations.already_related"),
        ("office", "province", BEGIN, "organisations.circle"),
        ("province", "elsewhere", BEGIN - timedelta(days=1), "organisations.outside_life"),
    ],
)
def test_it_says_why_units_cannot_be_related(world: World, parent: str, child: str, day: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        organisations.relate_units(
            None,
            kind=RelationKind.PARTY,
            parent=getattr(world, parent),
            child=getattr(world, child),
            valid_from=day,
        )
    assert code_of(refused) == code


def test_it_lets_a_successor_see_what_its_predecessor_saw(world: World) -> None:
    old = make_unit("Đảng ủy xã Cũ", level=Level.COMMUNE)
    older = make_unit("Đảng ủy xã Cũ Hơn", level=Level.COMMUNE)
    assert old.name not in seen(world.clerk)
    for predecessor, successor in ((older, old), (old, world.commune)):
        organisations.record_succession(
            None, predecessor=predecessor, successor=successor, date=TODAY, act="Quyết định thử"
        )
    organisations.end_unit(None, old, valid_to=TODAY)
    assert {old.name, older.name} <= seen(world.clerk)
    assert not {old.name, older.name} & seen(world.outsider)
    assert not again(world.clerk).may(Action.ASSIGN, old.pk)
    assert not {old.name, older.name} & seen(again(world.clerk, TODAY - timedelta(days=1)))


def test_it_keeps_shares_within_the_whole(world: World) -> None:
    def hand_over(successor: Unit, share: int) -> None:
        organisations.record_succession(
            None, predecessor=world.department, successor=successor, date=TODAY, act="Quyết định thử", share_ppm=share
        )

    hand_over(world.office, 600_000)
    with pytest.raises(Refused) as refused:
        hand_over(world.commune, 400_001)
    assert code_of(refused) == "organisations.shares_over_all"
    hand_over(world.commune, 400_000)


def test_it_refuses_a_circle_of_successions(world: World) -> None:
    organisations.record_succession(
        None, predecessor=world.department, successor=world.office, date=TODAY, act="Quyết định thử"
    )
    with pytest.raises(Refused) as refused:
        organisations.record_succession(
            None, predecessor=world.office, successor=world.department, date=TODAY, act="Quyết định thử"
        )
    assert code_of(refused) == "organisations.circle"


# --- accounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"username": "Có dấu"}, "people.username_form"),
        ({"username": "ab"}, "people.username_form"),
        ({"username": "QuanTri"}, "people.username_taken"),
        ({"email": "khong-phai-thu"}, "people.email_form"),
        ({"password": "ngan"}, "people.weak_password"),
        ({"password": "password123"}, "people.weak_password"),
    ],
)
def test_it_says_why_an_account_cannot_be_opened(world: World, fields: dict[str, str], code: str) -> None:
    given: dict[str, Any] = {"username": "nguoimoi", "password": PASSWORD, "email": ""} | fields
    with pytest.raises(Refused) as refused:
        people.create_account(world.administrator, **given)
    assert code_of(refused) == code
    assert not User.objects.filter(username="nguoimoi").exists()


def test_it_keeps_passwords_as_argon2_and_out_of_the_audit_trail(world: World) -> None:
    user = people.create_account(world.administrator, username="nguoimoi", password=PASSWORD)
    people.set_password(world.administrator, user=user, password="mat-khau-thu-hai")
    user.refresh_from_db()
    assert user.password.startswith("argon2$")
    assert user.must_change_password
    assert not [entry for entry in Entry.objects.all() if "mat-khau" in str(entry.facts)]


def test_it_takes_a_person_on_with_account_and_post_or_not_at_all(world: World) -> None:
    post = organisations.create_post(None, unit=world.office, title="Phó Chánh Văn phòng", valid_from=BEGIN)
    person, password = people.take_on(
        world.administrator, name="Cán bộ Thử", username="thu.moi", email="", post=post, valid_from=BEGIN
    )
    assert person.user is not None
    assert person.user.check_password(password)
    assert actor_for(person.user, today=TODAY).post == post
    with pytest.raises(Refused) as refused:
        people.take_on(
            world.administrator, name="Cán bộ Hai", username="thu.hai", email="", post=post, valid_from=BEGIN
        )
    assert code_of(refused) == "people.post_held"
    assert not User.objects.filter(username="thu.hai").exists()
    assert not Person.objects.filter(name="Cán bộ Hai").exists()


def test_it_never_locks_the_last_administrator_out(world: World) -> None:
    with pytest.raises(Refused) as refused:
        people.lock_account(None, user=world.administrator.user)
    assert code_of(refused) == "people.last_administrator"
    with pytest.raises(Refused):
        people.set_administrator(None, user=world.administrator.user, is_administrator=False)
    people.set_administrator(None, user=world.clerk.user, is_administrator=True)
    with pytest.raises(Refused) as refused:
        people.lock_account(world.administrator, user=world.administrator.user)
    assert code_of(refused) == "people.own_account"
    people.lock_account(None, user=world.administrator.user)


# --- posts and roles --------------------------------------------------------------------------------------------------


def test_it_acts_in_the_post_one_chose(world: World) -> None:
    other = organisations.create_post(None, unit=world.commune, title="Phụ trách xã", valid_from=BEGIN)
    people.hold_post(None, person=world.focal.user.person, post=other, valid_from=BEGIN)
    people.grant_role(
        None, post=other, role=Role.COORDINATOR, unit=world.commune, relation=RelationKind.PARTY, valid_from=BEGIN
    )
    first, second = again(world.focal), actor_for(world.focal.user, today=TODAY, post_id=other.pk)
    assert first.may(Action.REPORT, world.department.pk)
    assert not first.may(Action.VIEW, world.commune.pk)
    assert second.may(Action.ASSIGN, world.commune.pk)
    assert not second.may(Action.VIEW, world.department.pk)


def test_it_acts_in_no_post_that_is_not_held_today(world: World) -> None:
    holding = PostHolding.objects.get(person__user=world.focal.user)
    people.end_holding(None, holding=holding, valid_to=TODAY)
    assert actor_for(world.focal.user, today=TODAY, post_id=holding.post_id).post is None
    assert seen(again(world.focal)) == set()


def test_it_takes_a_role_back(world: World) -> None:
    grant = RoleGrant.objects.get(post=world.clerk.post)
    people.end_role(world.administrator, grant=grant, valid_to=TODAY)
    assert seen(again(world.clerk)) == set()
    assert seen(again(world.clerk, TODAY - timedelta(days=1)))
    people.grant_role(
        None, post=grant.post, role=grant.role, unit=grant.unit, relation=grant.relation, valid_from=TODAY
    )
    assert world.commune.name in seen(again(world.clerk))
    with pytest.raises(Refused) as refused:
        people.grant_role(
            None, post=grant.post, role=grant.role, unit=grant.unit, relation=grant.relation, valid_from=TODAY
        )
    assert code_of(refused) == "people.role_granted"


def test_it_ends_the_rights_of_a_post_that_ended(world: World) -> None:
    post = world.clerk.post
    assert post is not None
    organisations.end_post(None, post=post, valid_to=TODAY)
    assert again(world.clerk).post is None
