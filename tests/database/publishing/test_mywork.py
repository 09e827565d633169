"""My work: what waits for a post, in the order that matters, and what can be done from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import TODAY, World
from vaocuoc.directory.people import reach
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.duties import SHOWN, Duty, When, duties_of, in_order
from vaocuoc.tracking.directing.operations import direct
from vaocuoc.tracking.models import Task, TaskUpdate
from vaocuoc.tracking.proposing.operations import refuse_task
from vaocuoc.tracking.tasks.operations import add_update, create_task, decide_evidence, submit_evidence

HOME = "/viec-cua-toi/"


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, title: str, due: date | None, **fields: Any) -> Task:
    values: dict[str, Any] = {"lead_unit": world.department, "received_on": date(2026, 9, 1), **fields}
    if due is None:
        values.setdefault("no_due_reason", "Chờ kế hoạch vốn")
    return create_task(actor=world.clerk, keeper=world.province, title=title, due=due, today=TODAY, **values)


def hand_in(world: World, task: Task) -> Any:
    return submit_evidence(
        actor=world.focal, task=task, number="15/BC-STC", date=TODAY, subject="Kết quả", level="province"
    )


def of(actor: Actor, kind: str = "") -> list[Duty]:
    return [duty for duty in duties_of(actor) if duty.kind.startswith(kind)]


def parts(actor: Actor, kind: str = "") -> dict[When, list[str]]:
    return {when: [duty.name for duty in rows] for when, rows in in_order(of(actor, kind), TODAY).items() if rows}


def test_it_puts_what_one_owes_by_its_day(world: World) -> None:
    for title, days in (("Sau", 9), ("Hôm nay", 0), ("Trễ", -3), ("Trong tuần", 1), ("Trễ nhất", -40)):
        give(world, title, TODAY + timedelta(days=days))
    give(world, "Chưa có hạn", None)
    give(world, "Của xã", TODAY, lead_unit=world.commune)
    assert parts(world.focal, "tasks") == {
        When.LATE: ["Trễ nhất", "Trễ"],
        When.TODAY: ["Hôm nay"],
        When.WEEK: ["Trong tuần"],
        When.LATER: ["Sau", "Chưa có hạn"],
    }


def test_what_was_handed_in_waits_for_its_giver(world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    hand_in(world, task)
    (waiting,) = of(world.focal, "tasks")
    assert waiting.waits
    assert waiting.whom == world.province.name
    (asked,) = of(world.clerk, "tasks.confirm")
    assert asked.name == "Trình phương án"
    assert not of(world.outsider)


def test_a_leader_confirms_what_they_gave_and_not_the_whole_register(world: World) -> None:
    hand_in(world, give(world, "Văn phòng giao", TODAY))
    own = create_task(
        actor=world.leader,
        keeper=world.province,
        title="Lãnh đạo giao",
        lead_unit=world.department,
        due=TODAY,
        today=TODAY,
    )
    hand_in(world, own)
    assert [duty.name for duty in of(world.leader, "tasks.confirm")] == ["Lãnh đạo giao"]
    assert len(of(world.clerk, "tasks.confirm")) == 2


def test_what_came_back_says_why(world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    decide_evidence(actor=world.clerk, evidence=hand_in(world, task), accepted=False, reason="Thiếu phụ lục")
    (duty,) = of(world.focal, "tasks")
    assert "Thiếu phụ lục" in duty.note
    assert not duty.waits


def test_it_ends_with_the_number_of_the_rest(world: World) -> None:
    made = [give(world, f"Việc {number}", TODAY + timedelta(days=number)) for number in range(2)]
    Task.objects.bulk_create(
        [replace_task(made[0], number, TODAY + timedelta(days=5 + number)) for number in range(SHOWN + 1)]
    )
    duties = of(world.focal, "tasks")
    assert len(duties) == SHOWN + 1
    assert duties[-1].rest == 3
    assert duties[-1].due == TODAY + timedelta(days=5 + SHOWN - 2)


def replace_task(task: Task, number: int, due: date) -> Task:
    from copy import copy

    made = copy(task)
    made.pk = None
    made._state.adding = True
    made.code, made.due, made.first_due = f"NV-T{number}", due, due
    return made


def test_it_asks_as_many_queries_for_many_as_for_few(client: Client, world: World) -> None:
    def ask(who: Actor) -> int:
        client.force_login(who.user)
        client.get(HOME)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(HOME).status_code == 200
        return len(queries)

    for days in (-1, 0, 9):
        hand_in(world, give(world, f"Nộp {days}", TODAY + timedelta(days=days)))
        give(world, f"Làm {days}", TODAY + timedelta(days=days))
    few = [ask(who) for who in (world.focal, world.clerk, world.leader)]
    for days in range(12):
        hand_in(world, give(world, f"Nộp thêm {days}", TODAY + timedelta(days=days)))
        give(world, f"Làm thêm {days}", TODAY + timedelta(days=days))
    assert [ask(who) for who in (world.focal, world.clerk, world.leader)] == few


def test_it_says_the_same_to_a_post_with_more_units_than_are_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked, late = give(world, "Vướng", TODAY), give(world, "Chậm", TODAY - timedelta(days=3))
    add_update(actor=world.focal, task=blocked, text="Đã họp", blocker="Chưa có vốn")
    refuse_task(actor=world.focal, task=late, reason="Không thuộc chức năng")
    hand_in(world, give(world, "Nộp", TODAY))
    direct(actor=world.leader, subject=blocked, kind="push", text="Báo cáo tiến độ", answer_by=TODAY)
    readers = (world.clerk, world.leader, world.focal)
    named = [list(duties_of(replace(who, memory={}, reach_mark=None))) for who in readers]
    monkeypatch.setattr(reach, "NAMED", 1)
    looked_up = [list(duties_of(replace(who, memory={}, reach_mark=None))) for who in readers]
    monkeypatch.setattr(reach, "READ", 0)
    unread = [list(duties_of(replace(who, memory={}, reach_mark=None))) for who in readers]
    assert named == looked_up == unread == [list(duties_of(who)) for who in readers]
    assert all(named)


def test_it_updates_from_the_list_and_comes_back_to_it(client: Client, world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    add_update(actor=world.focal, task=task, text="Đã nhận")
    client.force_login(world.focal.user)
    address = reverse("mywork:deed", args=[task.pk, "cap-nhat"])
    assert address in client.get(HOME).content.decode()
    assert client.post(address, {}).status_code == 422
    answer = client.post(address, {"text": "Đã họp với các chủ đầu tư"})
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert TaskUpdate.objects.filter(task=task).latest("pk").text == "Đã họp với các chủ đầu tư"
    over = client.post(address, {"text": "Thêm"}, headers={"HX-Request": "true"})
    assert over["HX-Redirect"] == HOME


def test_a_sheet_is_a_part_of_a_page(client: Client, world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    client.force_login(world.focal.user)
    address = reverse("mywork:deed", args=[task.pk, "minh-chung"])
    whole, sheet = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in sheet.content.decode()
    assert "deed-title" in sheet.content.decode()


def test_nobody_does_here_what_they_may_not_do_there(client: Client, world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    client.force_login(world.focal.user)
    assert client.get(reverse("mywork:deed", args=[task.pk, "xac-nhan"])).status_code == 403
    assert client.get(reverse("mywork:deed", args=[task.pk, "khong-co"])).status_code == 404
    client.force_login(world.outsider.user)
    assert client.get(reverse("mywork:deed", args=[task.pk, "cap-nhat"])).status_code == 404


def test_without_a_post_nothing_waits(client: Client, world: World) -> None:
    nobody = replace(actor_for(world.administrator.user, today=TODAY), memory={})
    assert list(duties_of(nobody)) == []
    client.force_login(world.administrator.user)
    assert "Không có việc nào" in client.get(HOME).content.decode()


DAYS = st.none() | st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


DUTIES = st.builds(
    Duty,
    kind=st.just("x"),
    what=st.just(""),
    name=st.text(max_size=3),
    url=st.just(""),
    due=DAYS,
    urgency=st.integers(0, 3),
    waits=st.booleans(),
)


@given(st.lists(DUTIES))
def test_every_duty_stands_in_one_part_in_the_order_of_days(duties: list[Duty]) -> None:
    found = in_order(duties, TODAY)
    assert sorted(map(id, duties)) == sorted(id(duty) for rows in found.values() for duty in rows)
    for when, rows in found.items():
        days = [duty.due or date.max for duty in rows]
        assert days == sorted(days)
        assert all(duty.waits == (when is When.OTHERS) for duty in rows)
    assert all(duty.due is not None and duty.due < TODAY for duty in found[When.LATE])
