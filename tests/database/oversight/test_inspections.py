"""Inspections: what a decision opens and to whom, from day to day, what is noted of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.database.conftest import BEGIN, TODAY, World, make_actor, make_unit, make_user
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.models import (
    InspectionDecision,
    Level,
    Person,
    Post,
    PostHolding,
    RelationKind,
    Role,
    Unit,
    UnitKind,
    UnitRelation,
)
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.notices.messages.models import Receipt
from vaocuoc.oversight.inspections.access import visible_decisions
from vaocuoc.oversight.inspections.figures import visible_figures
from vaocuoc.oversight.inspections.forms import DecisionForm
from vaocuoc.oversight.inspections.operations import Opening, close_decision, register_decision
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.operations import create_indicator, submit_observation
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.operations import create_task

LAST = TODAY + timedelta(days=10)


def inspector_of(world: World) -> Actor:
    """Somebody of a post without any role."""
    user = make_user("kiemtra2")
    post = Post.objects.create(unit=world.elsewhere, title="Kiểm tra viên", valid_from=BEGIN)
    PostHolding.objects.create(
        person=Person.objects.create(name="Kiểm tra viên", user=user), post=post, valid_from=BEGIN
    )
    return actor_for(user, today=TODAY)


def again(actor: Actor, day: date = TODAY) -> Actor:
    return actor_for(actor.user, today=day)


def decide(world: World, inspector: Actor, opening: Opening | None = None, **changed: Any) -> InspectionDecision:
    assert inspector.post is not None
    given: dict[str, Any] = {
        "number": "15-QĐ/UBKT",
        "decided_on": TODAY,
        "about": "Kiểm tra việc thực hiện nhiệm vụ được giao",
        "giver": world.leader.post,
        "first_day": TODAY,
        "last_day": LAST,
        "inspectors": [inspector.post],
        "opening": opening or Opening(units=[world.department]),
    }
    return register_decision(actor=world.administrator, **(given | changed))


def give(world: World, unit: Unit, title: str = "Trình phương án", **more: Any) -> Task:
    common = {"actor": world.clerk, "keeper": world.province, "due": TODAY, "today": TODAY}
    return create_task(title=title, lead_unit=unit, **(common | more))


def sign_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


# --- registering ------------------------------------------------------------------------------------------------------


def test_who_gives_roles_registers_and_everybody_concerned_is_told(world: World) -> None:
    inspector = inspector_of(world)
    made = decide(world, inspector)
    told = set(Receipt.objects.filter(message__kind="inspections.opened").values_list("post", flat=True))
    assert {getattr(actor.post, "pk", None) for actor in (world.leader, world.focal, inspector)} <= told
    assert Entry.objects.filter(action="inspections.register", object_id=made.pk).exists()
    for actor in (world.leader, world.focal, again(inspector), world.administrator):
        assert visible_decisions(actor).filter(pk=made.pk).exists(), actor
    assert not visible_decisions(world.outsider).exists()


@pytest.mark.parametrize("who", ["clerk", "focal", "leader", "outsider"])
def test_nobody_else_registers_or_closes_one(world: World, who: str) -> None:
    made = decide(world, inspector_of(world))
    actor = getattr(world, who)
    with pytest.raises(Refused) as refused:
        close_decision(actor=actor, decision=made, reason="Thôi", today=TODAY)
    assert refused.value.code == "access.denied"
    assert InspectionDecision.objects.get().closed_on is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": " "}, "inspections.no_number"),
        ({"last_day": TODAY - timedelta(days=1)}, "inspections.days_backwards"),
        ({"last_day": TODAY + timedelta(days=500)}, "inspections.too_many_days"),
        ({"inspectors": []}, "inspections.no_inspector"),
        ({"opening": Opening()}, "inspections.no_unit"),
    ],
)
def test_it_refuses_what_is_not_whole_and_keeps_nothing(world: World, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(world, inspector_of(world), **changed)
    assert refused.value.code == code
    assert not InspectionDecision.objects.exists()


def test_the_same_decision_is_registered_once_until_it_is_closed(world: World) -> None:
    inspector = inspector_of(world)
    made = decide(world, inspector)
    with pytest.raises(Refused) as refused:
        decide(world, inspector)
    assert refused.value.code == "inspections.registered_already"
    close_decision(actor=world.administrator, decision=made, reason="Ghi sai đơn vị", today=TODAY)
    assert decide(world, inspector).pk != made.pk


# --- what it opens ----------------------------------------------------------------------------------------------------


def test_it_opens_the_tasks_of_its_units_from_day_to_day_and_nothing_more(world: World) -> None:
    inside, outside = give(world, world.department), give(world, world.commune)
    inspector = inspector_of(world)
    decide(world, inspector, first_day=TODAY + timedelta(days=1))
    seen = {
        number: set(visible_tasks(again(inspector, TODAY + timedelta(days=number))).values_list("pk", flat=True))
        for number in (0, 1, 10, 11)
    }
    assert seen == {0: set(), 1: {inside.pk}, 10: {inside.pk}, 11: set()}
    assert outside.pk not in seen[1]


def test_a_page_is_there_while_the_decision_stands_and_404_before_and_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = give(world, world.department)
    inspector = inspector_of(world)
    made = decide(world, inspector)
    client, address = sign_in(inspector), reverse("tasks:detail", args=[task.pk])
    for day, status in ((TODAY - timedelta(days=1), 404), (TODAY, 200), (LAST, 200), (LAST + timedelta(days=1), 404)):
        monkeypatch.setenv("VAOCUOC_TODAY", day.isoformat())
        assert client.get(address).status_code == status, day
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    close_decision(actor=world.administrator, decision=made, reason="Xong sớm", today=TODAY)
    assert client.get(address).status_code == 404


def test_it_may_be_limited_to_a_field_a_paper_and_a_period(world: World) -> None:
    rural = give(world, world.department, "Thẩm định hồ sơ nông thôn mới")
    give(world, world.department, "Trình phương án thu ngân sách")
    inspector = inspector_of(world)
    decide(world, inspector, Opening(units=[world.department], fields=["nông thôn mới"]))
    assert list(visible_tasks(again(inspector))) == [rural]
    early = create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Việc cũ",
        lead_unit=world.department,
        received_on=date(2026, 1, 5),
        due=date(2026, 2, 1),
        today=date(2026, 1, 5),
    )
    Task.objects.filter(pk=early.pk).update(
        closure=Closure.DONE, completed_on=date(2026, 2, 1), closed_at=timezone.make_aware(datetime(2026, 2, 1))
    )
    of_spring = Opening(units=[world.department], period_first=date(2026, 1, 1), period_last=date(2026, 3, 31))
    other = inspector_named(world, "kiemtra3")
    decide(world, other, of_spring, number="16-QĐ/UBKT")
    assert list(visible_tasks(again(other))) == [early]
    of_autumn = Opening(units=[world.department], period_first=date(2026, 3, 1))
    third = inspector_named(world, "kiemtra4")
    decide(world, third, of_autumn, number="17-QĐ/UBKT")
    assert early not in visible_tasks(again(third))


def inspector_named(world: World, name: str) -> Actor:
    user = make_user(name)
    post = Post.objects.create(unit=world.elsewhere, title=name, valid_from=BEGIN)
    PostHolding.objects.create(person=Person.objects.create(name=name, user=user), post=post, valid_from=BEGIN)
    return actor_for(user, today=TODAY)


def test_figures_of_its_units_are_opened_without_the_page_that_shows_every_unit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    made = {"unit_of_measure": "tỷ đồng", "kind": "flow", "frequency": "month"}
    indicator = create_indicator(actor=world.clerk, keeper=world.province, name="Thu", **made)
    for unit, value in ((world.department, 5), (world.commune, 777)):
        submit_observation(
            actor=world.clerk,
            indicator=indicator,
            unit=unit,
            provider=unit,
            period=month(2026, 9),
            value=Decimal(value),
        )
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    actor = again(inspector)
    assert [one.unit for one in visible_figures(actor)] == [world.department]
    assert not visible_indicators(actor).exists()
    client = sign_in(inspector)
    assert client.get(reverse("indicators:detail", args=[indicator.pk])).status_code == 404
    page = client.get(reverse("inspections:indicator", args=[decision.pk, indicator.pk]))
    assert page.status_code == 200
    assert "777" not in page.content.decode()
    outside = sign_in(world.outsider).get(reverse("inspections:indicator", args=[decision.pk, indicator.pk]))
    assert outside.status_code == 404


def test_the_standing_inspector_stays_as_they_are(world: World) -> None:
    task = give(world, world.department)
    standing = make_actor("ubkt", "Chủ nhiệm Ủy ban Kiểm tra", world.office, Role.INSPECTOR, world.province)
    assert visible_tasks(standing).filter(pk=task.pk).exists()
    assert standing.may_audit()


def test_a_decision_opens_no_audit_trail_and_lets_nothing_be_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    task = give(world, world.department)
    inspector = inspector_of(world)
    decide(world, inspector)
    client = sign_in(inspector)
    assert client.get(reverse("audit:list")).status_code == 403
    assert client.post(reverse("tasks:deed", args=[task.pk, "cap-nhat"]), {"text": "Đã xong"}).status_code in (403, 404)
    assert client.get(reverse("organisations:unit", args=[world.department.pk])).status_code == 404


# --- a law: units by subjects by days ---------------------------------------------------------------------------------

_FIELDS = ("nông thôn mới", "chuyển đổi số")
_TASKS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("", *_FIELDS))), min_size=1, max_size=5)
_SCOPES = st.lists(
    st.tuples(
        st.sets(st.integers(0, 3), min_size=1, max_size=2),
        st.booleans(),
        st.sets(st.sampled_from(_FIELDS), max_size=1),
        st.integers(0, 6),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=2,
)


class TestScopes(TestCase):
    """A class only because Hypothesis needs Django's, which rolls back every example."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tasks=_TASKS, scopes=_SCOPES, day=st.integers(0, 9))
    def test_what_is_seen_is_units_by_subjects_by_days(self, tasks: Any, scopes: Any, day: int) -> None:
        top, middle, low, beside = units = [make_unit(f"Đơn vị {number}") for number in range(4)]
        for parent, child in ((top, middle), (middle, low)):
            UnitRelation.objects.create(kind=RelationKind.PARTY, parent=parent, child=child, valid_from=BEGIN)
        rebuild_reach()
        below = {0: {0, 1, 2}, 1: {1, 2}, 2: {2}, 3: {3}}
        keeper = make_unit("Sổ", UnitKind.OFFICE, Level.PROVINCE)
        clerk = make_actor("chuyenvien", "Chuyên viên", keeper, Role.COORDINATOR, keeper)
        made = [
            Task.objects.create(
                keeper=keeper,
                code=f"NV-{number}",
                title=f"Việc {words}",
                lead_unit=units[unit],
                due=TODAY,
                created_by=clerk.user,
                folded=fold(f"Việc {words}"),
            )
            for number, (unit, words) in enumerate(tasks)
        ]
        user = make_user("kiemtra")
        post = Post.objects.create(unit=beside, title="Kiểm tra viên", valid_from=BEGIN)
        person = Person.objects.create(name="Kiểm tra viên", user=user)
        PostHolding.objects.create(person=person, post=post, valid_from=BEGIN)
        expected: set[int] = set()
        for number, (opened, with_below, fields, first, length) in enumerate(scopes):
            chosen = [units[unit] for unit in opened]
            opening = Opening(
                units=[] if with_below else chosen, with_below=chosen if with_below else [], fields=sorted(fields)
            )
            register_decision(
                actor=None,
                number=f"{number}-QĐ/UBKT",
                decided_on=TODAY,
                about="Kiểm tra",
                giver=post,
                first_day=TODAY + timedelta(days=first),
                last_day=TODAY + timedelta(days=first + length),
                inspectors=[post],
                opening=opening,
            )
            if not first <= day <= first + length:
                continue
            reached = {lower for unit in opened for lower in (below[unit] if with_below else {unit})}
            for task, (unit, words) in zip(made, tasks, strict=True):
                if unit in reached and (not fields or words in fields):
                    expected.add(task.pk)
        actor = actor_for(user, today=TODAY + timedelta(days=day))
        for one in (actor, actor.remembering()):
            assert set(visible_tasks(one).values_list("pk", flat=True)) == expected


# --- the form ---------------------------------------------------------------------------------------------------------


def test_units_are_named_in_the_form_and_none_is_guessed(world: World) -> None:
    commune = Unit.objects.get(pk=world.commune.pk)
    twin = make_unit(commune.name, UnitKind(commune.kind), Level(commune.level))
    Unit.objects.filter(pk=commune.pk).update(code="00123")
    Unit.objects.filter(pk=twin.pk).update(code="00456")
    sent = {
        "number": "15-QĐ/UBKT",
        "decided_on": "20/11/2026",
        "about": "Kiểm tra",
        "giver": str(world.leader.post),
        "inspectors": [str(inspector_of(world).post)],
        "first_day": "20/11/2026",
        "last_day": "30/11/2026",
    }
    form = DecisionForm(sent | {"units": f"Sở Tài chính\n{commune.name}; Sở Không Có"}, today=TODAY)
    assert not form.is_valid()
    ambiguous, unknown = form.errors["units"]
    assert "00123" in ambiguous
    assert "00456" in ambiguous
    assert "Sở Không Có" in unknown
    form = DecisionForm(sent | {"units": "so tai chinh\n00456", "with_below": world.province.name}, today=TODAY)
    assert form.is_valid(), form.errors
    opening = form.registered()["opening"]
    assert (list(opening.units), list(opening.with_below)) == ([world.department, twin], [world.province])
    page = sign_in(world.administrator).get(reverse("inspections:register")).content.decode()
    assert '<textarea name="units"' in page


def test_posts_are_named_with_their_unit_where_several_bear_the_title(world: World) -> None:
    inspector = inspector_of(world).post
    other = Post.objects.create(unit=world.commune, title="Kiểm tra viên", valid_from=BEGIN)
    twin = Post.objects.create(unit=world.commune, title="Kiểm tra viên", valid_from=BEGIN)
    data = {"number": "1", "decided_on": "20/11/2026", "about": "Kiểm tra", "first_day": "20/11/2026",
            "last_day": "30/11/2026", "units": "Sở Tài chính"}  # fmt: skip
    client = sign_in(world.administrator)
    address = reverse("inspections:register")

    def sent(giver: str, *inspectors: str) -> str:
        return client.post(address, data | {"giver": giver, "inspectors": inspectors}).content.decode()

    leader = str(world.leader.post)
    page = sent("Ông Không Có", "kiem tra vien")
    assert "Không có chức danh “Ông Không Có”" in page
    assert "Có nhiều chức danh là “kiem tra vien”" in page
    assert f"Kiểm tra viên, {world.commune} (số {twin.pk})" in page
    assert 'value="kiem tra vien"' in page, "what was typed stays"
    assert "Gần nhất" in sent(leader.split(",", maxsplit=1)[0][:5], str(inspector))
    assert not InspectionDecision.objects.exists()
    sent(leader.upper(), f"{inspector}; Kiểm tra viên, {world.commune} (số {twin.pk})", str(inspector), "")
    made = InspectionDecision.objects.get()
    assert made.giver == world.leader.post
    assert set(made.inspectors.values_list("post", flat=True)) == {getattr(inspector, "pk", 0), twin.pk}
    assert other.pk != twin.pk


def test_names_are_offered_while_one_types_and_without_a_script(world: World) -> None:
    inspector_of(world)
    client = sign_in(world.administrator)
    address = reverse("inspections:suggest")
    offered = client.get(address, {"inspectors": f"Chánh án; kiểm tra {world.elsewhere.name[-3:]}"}).content.decode()
    assert offered == f'<option value="Kiểm tra viên, {world.elsewhere}"></option>'
    assert client.get(address, {"giver": "khong-ai"}).content == b""
    page = client.get(reverse("inspections:register")).content.decode()
    assert f'<option value="Kiểm tra viên, {world.elsewhere}"></option>' in page
    assert "<select" not in page.split("<main", maxsplit=1)[1]
    boxes = [box for box in page.split("<input") if 'name="inspectors"' in box]
    assert len(boxes) > 1
    assert not any(" required" in box.split(">", maxsplit=1)[0] for box in boxes), "not every box must be filled"
    assert sign_in(world.focal).get(address, {"giver": "a"}).status_code == 403
