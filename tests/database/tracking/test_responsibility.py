"""Ledgers of posts, their holders first; an overseer's notes of obstacles and what becomes of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import BEGIN, TODAY, World, make_user
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import PostHolding
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.directory.people import operations as people
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.delegations import delegate_post
from vaocuoc.tracking.models import LedgerRequest, Obstacle, Proposal, Task
from vaocuoc.tracking.responsibility.asking import (
    answer_ledger,
    ask_for_ledger,
    days_first,
    holder_in,
    is_open,
    read_ledger,
    remark_on,
    remarks_of,
    set_days_first,
)
from vaocuoc.tracking.responsibility.ledgers import COLUMNS, ledger_of
from vaocuoc.tracking.responsibility.obstacles import (
    get_obstacle,
    note_obstacle,
    raise_as_blocker,
    raise_as_proposal,
    standing_obstacles,
    visible_obstacles,
)
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.operations import (
    create_task,
    decide_evidence,
    dispute_task,
    submit_evidence,
    suspend_task,
)

YEAR = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def give(world: World, title: str, due: date, **fields: Any) -> Task:
    values: dict[str, Any] = {"lead_post": world.focal.post, "received_on": date(2026, 3, 1), **fields}
    return create_task(actor=world.clerk, keeper=world.province, title=title, due=due, today=TODAY, **values)


def finish(world: World, task: Task, on: date, grade: str = "met") -> None:
    evidence = submit_evidence(
        actor=world.focal, task=task, number="1/BC", date=on, subject="Kết quả", level="province"
    )
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=True, completed_on=on, grade=grade)


def numbers(world: World, first: date = YEAR, last: date = TODAY, group: int = 0) -> dict[str, int]:
    assert world.focal.post is not None
    found = ledger_of(world.focal.post, first, last, today=TODAY).groups[group]
    return {code: found.of(code) for code in COLUMNS if found.of(code)}


# --- the numbers ------------------------------------------------------------------------------------------------------


def test_it_counts_what_the_post_leads_and_sets_apart_what_no_rate_holds(world: World) -> None:
    finish(world, give(world, "Đúng hạn", date(2026, 10, 10)), date(2026, 10, 1), "beyond")
    finish(world, give(world, "Trễ", date(2026, 9, 1)), date(2026, 9, 15))
    give(world, "Quá hạn", date(2026, 11, 1))
    give(world, "Đang làm", date(2026, 12, 31))
    dispute_task(actor=world.clerk, task=give(world, "Đính chính", date(2026, 10, 1)), reason="Sai đơn vị")
    suspended = suspend_task(actor=world.clerk, task=give(world, "Tạm dừng", date(2026, 10, 1)), reason="Chờ luật")
    Task.objects.filter(pk=suspended.pk).update(closed_at=timezone.make_aware(datetime(2026, 10, 5)))
    give(world, "Của người khác", date(2026, 10, 1), lead_post=None, lead_unit=world.commune)
    assert numbers(world) == {
        "all": 4, "on_time": 1, "late": 1, "beyond": 1, "overdue": 1, "running": 1, "disputed": 1, "suspended": 1,
    }  # fmt: skip
    assert world.focal.post is not None
    own = ledger_of(world.focal.post, YEAR, TODAY, today=TODAY).groups[0]
    assert own.rates == [("on_time", 1, 2), ("late", 1, 2), ("beyond", 1, 2)]


def test_what_one_oversees_is_answered_jointly_and_counted_once(world: World) -> None:
    assert world.focal.post is not None
    give_oversight(
        actor=None, post=world.focal.post, kind="unit", unit=world.commune, decision="5-QĐ/TU", valid_from=BEGIN
    )
    give(world, "Của xã", date(2026, 11, 1), lead_post=None, lead_unit=world.commune)
    give(world, "Nêu tên phụ trách", date(2026, 11, 1), lead_post=None, lead_unit=world.office,
         overseers=[world.focal.post])  # fmt: skip
    give(world, "Trực tiếp", date(2026, 11, 1), overseers=[world.focal.post])
    assert numbers(world) == {"all": 1, "overdue": 1}
    assert numbers(world, group=1) == {"all": 2, "overdue": 2}


def test_a_post_held_by_two_in_one_month_gives_results_to_the_time_of_each(world: World) -> None:
    assert world.focal.post is not None
    post, change = world.focal.post, date(2026, 10, 16)
    finish(world, give(world, "Xong nửa đầu tháng", date(2026, 10, 10)), date(2026, 10, 8))
    finish(world, give(world, "Xong nửa sau tháng", date(2026, 10, 30)), date(2026, 10, 20))
    people.end_holding(None, holding=PostHolding.objects.get(post=post), valid_to=change)
    second = people.create_person(None, name="Người đến sau")
    people.hold_post(None, person=second, post=post, valid_from=change)
    before, after = (date(2026, 10, 1), change - timedelta(days=1)), (change, date(2026, 10, 31))
    assert numbers(world, *before)["on_time"] == 1
    assert numbers(world, *after)["on_time"] == 1
    assert numbers(world, *before)["running"] == 1  # the other task was still open then
    assert holder_in(post, *before).name != holder_in(post, *after).name == "Người đến sau"
    with pytest.raises(Refused) as refused:
        holder_in(post, before[0], after[1])
    assert refused.value.code == "responsibility.two_holders"


def test_it_asks_as_many_queries_for_many_tasks_as_for_few(world: World) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            numbers(world)
        return len(queries)

    give(world, "Một việc", date(2026, 11, 1))
    few = ask()
    for number in range(6):
        give(world, f"Việc {number}", date(2026, 11, 1))
    assert ask() == few


# --- who sees it when -------------------------------------------------------------------------------------------------


def asked(world: World) -> LedgerRequest:
    assert world.focal.post is not None
    return ask_for_ledger(
        actor=world.leader, post=world.focal.post, first=YEAR, last=TODAY, reason="Chuẩn bị đánh giá quý"
    )


def on(actor: Actor, day: date) -> Actor:
    return actor_for(actor.user, today=day)


def test_its_holder_sees_it_first_and_others_after_or_when_the_days_are_over(world: World) -> None:
    request = asked(world)
    assert request.opens_on == date(2026, 11, 27)  # Friday and five working days
    with pytest.raises(Refused) as refused:
        read_ledger(actor=world.leader, request=request)
    assert refused.value.code == "responsibility.not_open"
    read_ledger(actor=on(world.leader, request.opens_on), request=request)
    assert not is_open(request, TODAY)
    read_ledger(actor=world.focal, request=request)
    assert is_open(LedgerRequest.objects.get(), TODAY)


def test_every_reading_by_another_is_in_the_trail_and_the_holders_own_is_not(world: World) -> None:
    request = asked(world)
    read_ledger(actor=world.focal, request=request)
    read_ledger(actor=world.focal, request=request)
    for _time in range(2):
        read_ledger(actor=world.leader, request=request)
    found = list(Entry.objects.filter(action__startswith="responsibility.").values_list("action", "username"))
    assert found.count(("responsibility.read_ledger", "lanhdao")) == 2
    assert found.count(("responsibility.see_ledger", "dautaichinh")) == 1
    assert ("responsibility.read_ledger", "dautaichinh") not in found


def test_only_the_holder_answers_and_colleagues_see_nothing(client: Client, world: World) -> None:
    task = give(world, "Trình phương án", date(2026, 11, 1))
    request = asked(world)
    with pytest.raises(Refused):
        answer_ledger(actor=world.leader, request=request, text="Tôi nói hộ")
    answer_ledger(actor=world.focal, request=request, text="Việc chậm do chờ vốn")
    remark_on(actor=world.focal, request=request, task=task, text="Đã đề nghị gia hạn")
    remark_on(actor=world.focal, request=request, task=task, text="Đã được gia hạn")
    assert remarks_of(request)[task.pk].text == "Đã được gia hạn"
    address = reverse("responsibility:request", args=[request.pk])
    wanted = {world.focal: 200, world.leader: 200, world.clerk: 403, world.outsider: 404}
    for who, status in wanted.items():
        client.force_login(who.user)
        assert client.get(address).status_code == status, who.user


def test_who_may_ask_finds_the_posts_and_a_colleague_is_offered_none(client: Client, world: World) -> None:
    client.force_login(world.leader.user)
    address = reverse("responsibility:ledgers")
    assert "Đầu mối Sở Tài chính" in client.get(address).content.decode()
    for text, there in (("tai chinh", True), ("Đầu mối", True), ("yên thượng", False)):
        page = client.get(address, {"tim": text})
        assert ("Đầu mối Sở Tài chính" in page.content.decode()) == there, text
        assert page.context["others"] is not None
    client.force_login(world.focal.user)
    page = client.get(address)
    assert page.context["others"] is None
    assert "Sổ của chức danh khác" not in page.content.decode()


def test_each_number_opens_its_list_and_the_paper_says_what_it_is(client: Client, world: World) -> None:
    give(world, "Trình phương án", date(2026, 11, 1))
    request = asked(world)
    client.force_login(world.focal.user)
    address = reverse("responsibility:request", args=[request.pk])
    assert "không phải kết quả đánh giá" in client.get(address).content.decode()
    shown = client.get(address, {"nhom": "rieng", "loai": "overdue"}).content.decode()
    assert "Trình phương án" in shown.split('id="danh-sach"')[1]
    import docx

    paper = docx.Document(BytesIO(client.get(address, {"tep": "docx"}).content))
    assert any("không phải kết quả đánh giá" in paragraph.text for paragraph in paper.paragraphs)
    assert any("Trình phương án" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)


def test_the_days_first_are_data_with_an_effective_day(world: World) -> None:
    set_days_first(actor=world.administrator, days=10, valid_from=TODAY + timedelta(days=1))
    assert (days_first(TODAY), days_first(TODAY + timedelta(days=1))) == (5, 10)
    for actor, days in ((world.clerk, 3), (world.administrator, 0)):
        with pytest.raises(Refused):
            set_days_first(actor=actor, days=days, valid_from=TODAY)


def test_a_delegate_does_with_a_task_of_the_post_only_what_is_covered(world: World) -> None:
    task = give(world, "Trình phương án", TODAY)
    assert world.focal.post is not None
    given: dict[str, Any] = {
        "decision": "12-GUQ",
        "scope": "Nộp báo cáo",
        "valid_from": TODAY,
        "valid_to": date(2027, 1, 1),
    }
    for name, actions, may in (("uyquyenmot", ["report"], False), ("uyquyenhai", ["update"], True)):
        person = people.create_person(None, name=name, user=make_user(name))
        delegate_post(actor=None, post=world.focal.post, person=person, actions=actions, **given)
        assert rights_on(actor_for(person.user, today=TODAY), task).update is may


# --- notes of obstacles -----------------------------------------------------------------------------------------------


def overseer(world: World) -> tuple[Actor, Any]:
    post = world.leader.post
    assert post is not None
    part = give_oversight(
        actor=None, post=post, kind="unit", unit=world.department, decision="5-QĐ/TU", valid_from=BEGIN
    )
    return actor_for(world.leader.user, today=TODAY), part


def test_a_note_is_kept_in_time_and_written_anew_beside_the_old(world: World) -> None:
    actor, part = overseer(world)
    first = note_obstacle(actor=actor, text="Thiếu vốn đối ứng", period="2026-11", oversight=part)
    second = note_obstacle(actor=actor, text="Thiếu 12 tỷ đồng vốn đối ứng", period="2026-11", replaces=first)
    assert list(standing_obstacles(visible_obstacles(actor))) == [second]
    assert Obstacle.objects.get(pk=first.pk).text == "Thiếu vốn đối ứng"
    with pytest.raises(Refused) as refused:
        note_obstacle(actor=actor, text="Lần nữa", period="2026-11", replaces=first)
    assert refused.value.code == "responsibility.replaced"


def test_a_note_becomes_a_blocker_or_a_proposal_once(world: World) -> None:
    actor, part = overseer(world)
    task = give(world, "Trình phương án", TODAY, lead_post=None, lead_unit=world.department)
    note = note_obstacle(
        actor=actor, text="Thiếu vốn", period="2026-11", oversight=part, removable_by="Thường trực", task=task
    )
    raise_as_blocker(actor=actor, obstacle=note)
    task.refresh_from_db()
    assert task.is_blocked
    with pytest.raises(Refused) as refused:
        raise_as_proposal(actor=world.clerk, obstacle=note, keeper=world.province)
    assert refused.value.code == "responsibility.raised_already"
    other = note_obstacle(actor=actor, text="Thiếu hướng dẫn", period="2026-q4", removable_by="Bộ Tài chính")
    with pytest.raises(Refused):
        raise_as_blocker(actor=actor, obstacle=other)  # of no task
    raise_as_proposal(actor=world.clerk, obstacle=other, keeper=world.province)
    assert Proposal.objects.get().addressed_to == "Bộ Tài chính"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "  "}, "responsibility.no_text"),
        ({"text": "dài " * 300}, "responsibility.too_long"),
        ({"period": "2020-01"}, "responsibility.unknown_period"),
        ({"period": "vô nghĩa"}, "responsibility.unknown_period"),
    ],
)
def test_a_note_that_says_nothing_is_refused(world: World, more: dict[str, str], code: str) -> None:
    actor, _part = overseer(world)
    with pytest.raises(Refused) as refused:
        note_obstacle(actor=actor, **({"text": "Thiếu vốn", "period": "2026-11"} | more))
    assert refused.value.code == code
    assert not Obstacle.objects.exists()


def test_who_oversees_nothing_notes_nothing_and_others_do_not_see_it(world: World) -> None:
    with pytest.raises(Refused):
        note_obstacle(actor=world.focal, text="Thiếu vốn", period="2026-11")
    actor, _part = overseer(world)
    note = note_obstacle(actor=actor, text="Thiếu vốn", period="2026-11")
    assert get_obstacle(world.clerk, note.pk) == note
    for stranger in (world.focal, world.outsider):
        with pytest.raises(Http404):
            get_obstacle(stranger, note.pk)


def test_the_overseers_page_shows_the_part_and_asks_a_constant_number_of_queries(client: Client, world: World) -> None:
    overseer(world)
    client.force_login(world.leader.user)

    def ask() -> tuple[int, str]:
        client.get("/phu-trach/")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/phu-trach/")
        assert answer.status_code == 200
        return len(queries), answer.content.decode()

    give(world, "Trình phương án", date(2026, 11, 1), lead_post=None, lead_unit=world.department)
    few, shown = ask()
    assert "Trình phương án" in shown
    assert world.department.name in shown
    for number in range(9):
        give(world, f"Việc {number}", date(2026, 11, 1), lead_post=None, lead_unit=world.department)
    assert ask()[0] == few


def test_notes_are_written_on_their_page(client: Client, world: World) -> None:
    overseer(world)
    client.force_login(world.leader.user)
    address = reverse("responsibility:obstacles")
    assert client.post(address, {"text": "Thiếu vốn", "period": "2026-11", "task": "NV-9999"}).status_code == 422
    assert client.post(address, {"text": "Thiếu vốn", "period": "2026-11"}).status_code == 302
    note = Obstacle.objects.get()
    assert client.get(reverse("responsibility:obstacle", args=[note.pk])).status_code == 200
    again = client.post(
        reverse("responsibility:obstacle", args=[note.pk]), {"text": "Thiếu 12 tỷ", "period": "2026-11"}
    )
    assert again.status_code == 302
    assert Obstacle.objects.count() == 2
    client.force_login(world.focal.user)
    assert client.post(address, {"text": "Thiếu vốn", "period": "2026-11"}).status_code == 403
