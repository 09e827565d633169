"""Acting for another: delegation, recording for somebody, roles of organs, the rights of who looks after a unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import BEGIN, TODAY, World, make_user
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ, Person, PostHolding, RoleGrant
from vaocuoc.directory.oversight.operations import end_oversight, give_oversight
from vaocuoc.directory.people import operations as people
from vaocuoc.directory.people.access import Action, Actor, actor_for
from vaocuoc.directory.people.delegations import delegate_post, end_delegation, may_delegate, names_behind
from vaocuoc.directory.people.recording import recorded
from vaocuoc.notices.models import Message, Receipt

END = date(2026, 12, 1)


def deputy() -> Person:
    return Person.objects.create(name="Phạm Văn Thử", user=make_user("capphothu"))


def delegate(world: World, person: Person, **more: Any) -> PostHolding:
    assert world.leader.post is not None
    given: dict[str, Any] = {
        "decision": "12-QĐ/TU",
        "scope": "Điều hành công việc",
        "valid_from": TODAY,
        "valid_to": END,
    }
    return delegate_post(actor=more.pop("actor", None), post=world.leader.post, person=person, **(given | more))


def acting(person: Person, day: date = TODAY) -> Actor:
    return actor_for(person.user, today=day)


def test_it_acts_in_the_name_of_the_holder_while_the_delegation_lasts(world: World) -> None:
    person = deputy()
    delegate(world, person)
    actor = acting(person)
    assert actor.may(Action.DIRECT, world.province.pk)
    assert actor.in_name_of == "Phó Bí thư Thường trực"  # the invented holder's name
    assert acting(person, TODAY - timedelta(days=1)).post is None
    assert acting(person, END).post is None


def test_it_does_no_more_than_the_delegation_covers(world: World) -> None:
    person = deputy()
    delegate(world, person, actions=[Action.CONFIRM])
    actor = acting(person)
    assert actor.may(Action.CONFIRM, world.province.pk)
    assert actor.may(Action.VIEW, world.province.pk)
    assert not actor.may(Action.DIRECT, world.province.pk)
    assert not actor.may_somewhere(Action.DIRECT)
    assert not actor.units(Action.ASSIGN).exists()


def test_it_says_in_the_trail_in_whose_name_one_acted(world: World) -> None:
    person = deputy()
    delegate(world, person)
    actor = acting(person)
    assert world.leader.post is not None
    with pytest.raises(Refused):  # a delegate hands nothing on
        delegate(
            world, Person.objects.create(name="Người khác"), actor=actor, valid_from=END, valid_to=date(2027, 1, 1)
        )
    people.set_password(None, user=person.user, password="mot cau rat dai de nho", must_change=False)
    people.change_own_password(actor, old="mot cau rat dai de nho", new="mot cau khac cung rat dai")
    assert Entry.objects.latest("pk").acting_as == f"{world.leader.post} (theo ủy quyền của Phó Bí thư Thường trực)"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"decision": " "}, "delegations.no_decision"),
        ({"scope": ""}, "delegations.no_scope"),
        ({"scope": "dài " * 100}, "delegations.too_long"),
        ({"actions": ["directory"]}, "delegations.unknown_action"),
        ({"valid_to": TODAY}, "organisations.days_backwards"),
        ({"valid_from": date(2020, 1, 1)}, "people.outside_post"),
    ],
)
def test_it_refuses_a_delegation_that_does_not_hold_together(world: World, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        delegate(world, deputy(), **more)
    assert refused.value.code == code


def test_it_refuses_to_delegate_to_the_holder(world: World) -> None:
    with pytest.raises(Refused) as refused:
        delegate(world, world.leader.user.person)
    assert refused.value.code == "delegations.holds_it"


def test_it_never_lets_two_delegations_cover_the_same_on_one_day(world: World) -> None:
    other = Person.objects.create(name="Người thứ hai")
    delegate(world, deputy(), actions=[Action.CONFIRM])
    delegate(world, other, actions=[Action.APPROVE])  # other matters
    with pytest.raises(Refused) as refused:
        delegate(world, Person.objects.create(name="Người thứ ba"), actions=[Action.APPROVE, Action.DIRECT])
    assert refused.value.code == "delegations.overlaps"
    with pytest.raises(Refused):
        delegate(world, Person.objects.create(name="Người thứ tư"))
    delegate(world, other, valid_from=END, valid_to=date(2027, 1, 1))  # the day after


def test_it_ends_a_delegation_early_and_only_once(world: World) -> None:
    person = deputy()
    given = delegate(world, person)
    end_delegation(actor=world.leader, holding=given, valid_to=TODAY + timedelta(days=2))
    assert acting(person, TODAY + timedelta(days=1)).post is not None
    assert acting(person, TODAY + timedelta(days=2)).post is None
    with pytest.raises(Refused) as refused:
        end_delegation(actor=None, holding=given, valid_to=TODAY + timedelta(days=5))
    assert refused.value.code == "delegations.over"


def test_what_a_holder_delegated_ends_on_the_day_they_leave_the_post(world: World) -> None:
    own = PostHolding.objects.get(post=world.leader.post, delegated=False)
    person, other = deputy(), Person.objects.create(name="Người thứ hai", user=make_user("nguoithuhai"))
    given = delegate(world, person)
    later = delegate(world, other, valid_from=END, valid_to=date(2027, 1, 1))
    left = TODAY + timedelta(days=2)
    people.end_holding(None, holding=own, valid_to=left)
    given.refresh_from_db()
    later.refresh_from_db()
    assert given.valid_to == left
    assert later.valid_to == later.valid_from  # taken back whole
    assert acting(person, left - timedelta(days=1)).post is not None
    assert acting(person, left).post is None
    assert acting(other, END).post is None
    assert Entry.objects.filter(action="people.end_delegation").count() == 2
    assert Message.objects.filter(kind="tasks.delegation_ended").count() == 2


def test_what_was_delegated_of_an_empty_post_does_not_end_with_a_later_holder(world: World) -> None:
    own = PostHolding.objects.get(post=world.leader.post, delegated=False)
    people.end_holding(None, holding=own, valid_to=TODAY)
    person = deputy()
    given = delegate(world, person)
    assert given.delegated_by is None
    next_one = Person.objects.create(name="Người kế nhiệm", user=make_user("kenhiem"))
    assert world.leader.post is not None
    held = people.hold_post(None, person=next_one, post=world.leader.post, valid_from=TODAY + timedelta(days=1))
    people.end_holding(None, holding=held, valid_to=TODAY + timedelta(days=3))
    given.refresh_from_db()
    assert given.valid_to == END


def test_a_delegation_does_not_outlast_the_time_of_its_giver(world: World) -> None:
    own = PostHolding.objects.get(post=world.leader.post, delegated=False)
    people.end_holding(None, holding=own, valid_to=END - timedelta(days=1))
    person = deputy()
    with pytest.raises(Refused) as refused:
        delegate(world, person)
    assert refused.value.code == "delegations.outlasts_giver"
    assert delegate(world, person, valid_to=END - timedelta(days=1)).delegated_by == own.person


def test_it_lets_the_holder_and_the_keeper_delegate_and_nobody_else(world: World) -> None:
    assert world.leader.post is not None
    assert may_delegate(world.leader, world.leader.post)
    assert may_delegate(world.administrator, world.leader.post)
    assert not may_delegate(world.clerk, world.leader.post)
    with pytest.raises(Refused):
        delegate(world, deputy(), actor=world.clerk)


def test_it_finds_the_names_behind_deeds(world: World) -> None:
    person = deputy()
    delegate(world, person)
    assert world.leader.post is not None
    at = timezone.make_aware(datetime(2026, 11, 20, 9))
    before = timezone.make_aware(datetime(2026, 11, 19, 9))
    post = world.leader.post.pk
    deeds = [(person.user_id, post, at), (person.user_id, post, before), (world.leader.user.pk, post, at)]
    assert names_behind(deeds) == {(person.user_id, post, at): "theo ủy quyền của Phó Bí thư Thường trực"}


def test_a_delegation_is_told_to_the_post_and_to_the_delegate_and_empties_nothing(world: World) -> None:
    """What follows a post that changes hands follows a delegation too (settings.HOLDING_FOLLOWERS)."""
    assert world.leader.post is not None
    assert world.focal.post is not None
    person = PostHolding.objects.get(post=world.focal.post).person
    given = delegate(world, person, actor=None)
    end_delegation(actor=None, holding=given, valid_to=TODAY + timedelta(days=2))
    days = {"tasks.delegated": END - timedelta(days=1), "tasks.delegation_ended": TODAY + timedelta(days=1)}
    for kind, day in days.items():
        message = Message.objects.get(kind=kind)
        assert message.facts["day"] == day.isoformat()
        told = set(Receipt.objects.filter(message=message).values_list("post", flat=True))
        assert told == {world.leader.post.pk, world.focal.post.pk}
    assert not Message.objects.filter(kind="tasks.vacant").exists()


def test_it_delegates_on_the_page_of_the_post(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    assert world.leader.post is not None
    client.force_login(world.leader.user)
    address = reverse("people:change_post", args=[world.leader.post.pk, "uy-quyen"])
    typed = {
        "person": world.focal.user.person.pk,
        "decision": "12-QĐ/TU",
        "scope": "Điều hành",
        "valid_from": "20/11/2026",
    }
    assert client.post(address, typed | {"valid_to": "19/11/2026"}).status_code == 422
    assert client.post(address, typed | {"valid_to": "01/12/2026"}).status_code == 302
    shown = client.get(reverse("people:post", args=[world.leader.post.pk])).content.decode()
    assert "đang có hiệu lực" in shown
    assert "12-QĐ/TU" in shown
    client.force_login(world.clerk.user)
    assert client.post(address, typed).status_code == 403


# --- recorded for another ---------------------------------------------------------------------------------------------


def test_it_says_for_whom_and_how_it_came_in() -> None:
    assert recorded("Sở Thử", "phone").words == "ghi thay Sở Thử, qua điện thoại"
    assert not recorded()
    for whom, how, code in (("Sở Thử", "", "no_way"), ("", "paper", "no_whom"), ("x" * 301, "paper", "too_long")):
        with pytest.raises(Refused) as refused:
            recorded(whom, how)
        assert refused.value.code == f"recording.{code}"


# --- a group ----------------------------------------------------------------------------------------------------------


def test_any_member_has_the_roles_of_the_organ(world: World) -> None:
    organ = Organ.objects.create(unit=world.province, name="Ban Thường vụ", valid_from=BEGIN)
    assert world.focal.post is not None
    give: dict[str, Any] = {"organ": organ, "role": "leader", "unit": world.province, "relation": "party"}
    grant = people.grant_role_to_group(None, valid_from=TODAY, **give)
    assert not actor_for(world.focal.user, today=TODAY).may(Action.CONFIRM, world.province.pk)
    people.place_in_organ(None, organ=organ, post=world.focal.post, is_member=True)
    member = actor_for(world.focal.user, today=TODAY)
    assert member.may(Action.CONFIRM, world.province.pk)
    assert member.may(Action.REPORT, world.department.pk)
    with pytest.raises(Refused):
        people.grant_role_to_group(None, valid_from=TODAY, **give)
    people.end_group_role(None, grant=grant, valid_to=TODAY + timedelta(days=1))
    assert not actor_for(world.focal.user, today=TODAY + timedelta(days=1)).may(Action.CONFIRM, world.province.pk)


# --- who looks after a unit -------------------------------------------------------------------------------------------


def test_who_looks_after_a_unit_sees_and_directs_there_while_the_decision_holds(world: World) -> None:
    assert world.focal.post is not None
    given = give_oversight(
        actor=None, post=world.focal.post, kind="unit", unit=world.commune, decision="7-QĐ/TU", valid_from=TODAY
    )
    actor = actor_for(world.focal.user, today=TODAY)
    assert actor.oversees(world.commune.pk)
    assert not actor.oversees(world.department.pk)
    assert actor.may(Action.VIEW, world.commune.pk)
    assert actor.may(Action.DIRECT, world.commune.pk)
    assert not actor.may(Action.ASSIGN, world.commune.pk)
    assert not actor.may(Action.DIRECT, world.department.pk)
    end_oversight(actor=None, oversight=given, valid_to=TODAY + timedelta(days=1))
    assert not actor_for(world.focal.user, today=TODAY + timedelta(days=1)).may(Action.VIEW, world.commune.pk)


def test_it_is_never_given_by_hand_to_look_after(world: World) -> None:
    assert world.focal.post is not None
    give: dict[str, Any] = {"post": world.focal.post, "unit": world.commune, "relation": "party", "valid_from": TODAY}
    with pytest.raises(Refused) as refused:
        people.grant_role(None, role="overseer", **give)
    assert refused.value.code == "people.unknown_role"
    assert not RoleGrant.objects.filter(role="overseer").exists()
