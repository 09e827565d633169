"""The morning's reminders: to whom, once, repeated, lowered with a reason, by the table of the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, post_of
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Oversight, OversightKind, Post
from vaocuoc.notices.models import Message, Receipt
from vaocuoc.tracking.escalation.models import (
    Condition,
    EscalationEntry,
    EscalationScan,
    EscalationTable,
    Quiet,
    TaskLevel,
    Whom,
)
from vaocuoc.tracking.escalation.operations import save_table, scan
from vaocuoc.tracking.escalation.planning import plan
from vaocuoc.tracking.escalation.tables import DEFAULT, Row, Table, table_of
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.operations import change_deadline, create_task

DUE = date(2026, 11, 18)  # a Wednesday; TODAY is the Friday after


@pytest.fixture
def task(world: World) -> Task:
    return create_task(
        actor=world.clerk, keeper=world.province, title="Báo cáo thu ngân sách nông thôn mới", product="Báo cáo",
        lead_unit=world.department, follower=world.clerk.post, due=DUE, today=TODAY - timedelta(days=30),
        received_on=TODAY - timedelta(days=30),
    )  # fmt: skip


def told() -> set[tuple[str, int]]:
    """What escalation told whom."""
    rows = Receipt.objects.filter(message__kind__startswith="escalation.")
    return set(rows.values_list("message__kind", "post_id"))


def posts(*actors: Any) -> set[int]:
    return {actor.post.pk for actor in actors}


def receivers() -> set[int]:
    return {post for _kind, post in told()}


def test_it_climbs_day_by_day_telling_more_people(task: Task, world: World) -> None:
    scan(today=DUE - timedelta(days=4))
    assert not told()
    scan(today=DUE - timedelta(days=3))
    assert receivers() == posts(world.focal, world.clerk)
    Receipt.objects.all().delete()
    scan(today=DUE + timedelta(days=1))
    assert receivers() == posts(world.focal, world.clerk, world.leader)  # the leader of the unit above
    assert list(EscalationEntry.objects.order_by("pk").values_list("name", "event")) == [
        ("Vàng", "raised"), ("Đỏ", "raised"),
    ]  # fmt: skip


def test_it_sends_a_day_once_whoever_asks_again(task: Task) -> None:
    assert scan(today=TODAY)
    count = Message.objects.count()
    assert scan(today=TODAY) is None
    assert Message.objects.count() == count
    assert EscalationScan.objects.get().raised == 1


def test_it_passes_the_levels_between_in_one_message(task: Task) -> None:
    scan(today=DUE + timedelta(days=5))
    (entry,) = EscalationEntry.objects.all()
    assert (entry.name, entry.level) == ("Đỏ đặc biệt", 3)
    assert Message.objects.filter(kind="escalation.overdue_answer").count() == 1


def test_it_repeats_every_third_day_but_not_on_days_off(task: Task) -> None:
    scan(today=DUE + timedelta(days=3))  # Saturday: a new level goes out
    assert EscalationEntry.objects.filter(event="raised").count() == 1
    scan(today=DUE + timedelta(days=5))
    assert not EscalationEntry.objects.filter(event="repeated").exists()
    scan(today=DUE + timedelta(days=6))  # the third day, 24 November, is a day off
    assert not EscalationEntry.objects.filter(event="repeated").exists()
    scan(today=DUE + timedelta(days=7))
    assert EscalationEntry.objects.filter(event="repeated").count() == 1
    TaskLevel.objects.update(sent_on=DUE)
    scan(today=DUE + timedelta(days=10))  # Saturday
    assert EscalationEntry.objects.filter(event="repeated").count() == 1


def test_it_writes_down_a_lowered_level_with_its_reason_and_tells_nobody(task: Task, world: World) -> None:
    scan(today=DUE + timedelta(days=1))
    change_deadline(actor=world.clerk, task=task, new=TODAY + timedelta(days=20), reason="Chờ số liệu quý")
    before = Message.objects.filter(kind__startswith="escalation.").count()
    scan(today=DUE + timedelta(days=2))
    lowered = EscalationEntry.objects.get(event="lowered")
    assert (lowered.reason, lowered.level) == ("extended", 0)
    assert Message.objects.filter(kind__startswith="escalation.").count() == before


def test_it_lowers_what_was_finished(task: Task) -> None:
    scan(today=DUE + timedelta(days=1))
    Task.objects.filter(pk=task.pk).update(closure=Closure.DONE, completed_on=DUE)
    scan(today=DUE + timedelta(days=2))
    assert EscalationEntry.objects.get(event="lowered").reason == "done"


def test_it_reminds_the_acceptor_where_evidence_waits(task: Task, world: World) -> None:
    Task.objects.filter(pk=task.pk).update(evidence_since=DUE - timedelta(days=1))
    scan(today=DUE)
    assert told() == {("escalation.evidence_waits", *posts(world.clerk))}
    scan(today=DUE + timedelta(days=1))
    assert ("escalation.late_acceptance", post_of(world.leader).pk) in told()
    assert post_of(world.focal).pk not in receivers()


def test_it_leaves_disputed_tasks_and_those_without_a_day(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(is_disputed=True)
    scan(today=TODAY)
    assert not told()


def test_it_tells_who_oversees_the_unit_or_the_field(task: Task, world: World) -> None:
    member = Post.objects.create(unit=world.province, title="Ủy viên phụ trách", valid_from=BEGIN)
    Oversight.objects.create(
        post=member, kind=OversightKind.FIELD, words="nông thôn mới", decision="QĐ 1", valid_from=BEGIN
    )
    second = Post.objects.create(unit=world.province, title="Ủy viên khác", valid_from=BEGIN)
    Oversight.objects.create(
        post=second, kind=OversightKind.UNIT, unit=world.department, decision="QĐ 1", valid_from=BEGIN
    )
    scan(today=DUE + timedelta(days=1))
    assert {member.pk, second.pk} <= receivers()


def test_it_works_by_the_offices_own_table_from_its_day_on(task: Task, world: World) -> None:
    own = Table(
        rows=(Row("Nhắc", Condition.OVERDUE, (2, 1, 1, 1), (Whom.FOLLOWER,)),), quiet=Quiet.ALL, valid_from=TODAY
    )
    save_table(actor=world.clerk, keeper=world.province, table=own, reason="Theo quy chế mới", today=TODAY)
    assert table_of(world.province, TODAY - timedelta(days=1)) is DEFAULT
    assert table_of(world.province, TODAY).rows == own.rows
    scan(today=DUE + timedelta(days=1))
    Receipt.objects.all().delete()
    scan(today=TODAY)
    entry = EscalationEntry.objects.get(day=TODAY)
    assert entry.event == "lowered"  # level 2 of the old table, level 1 of the new
    assert not receivers()


def test_it_holds_everything_back_on_days_off_where_the_table_says_so(task: Task, world: World) -> None:
    saturday = DUE + timedelta(days=3)
    own = Table(rows=DEFAULT.rows, quiet=Quiet.ALL, valid_from=TODAY)
    save_table(actor=world.clerk, keeper=world.province, table=own, reason="Theo quy chế mới", today=TODAY)
    scan(today=saturday)
    assert not told()
    scan(today=saturday + timedelta(days=2))
    assert told()


def test_it_refuses_a_table_that_cannot_work(world: World) -> None:
    def code(*rows: Row, valid_from: date | None = TODAY, reason: str = "Lý do") -> str:
        with pytest.raises(Refused) as refused:
            save_table(
                actor=world.clerk, keeper=world.province, table=Table(rows=rows, valid_from=valid_from), reason=reason,
                today=TODAY,
            )  # fmt: skip
        return refused.value.code

    good = Row("Đỏ", Condition.OVERDUE, (1, 1, 1, 1), (Whom.OWNER,))
    assert code() == "escalation.no_rows"
    assert code(good, valid_from=None) == "escalation.no_day"
    assert code(good, valid_from=TODAY - timedelta(days=1)) == "escalation.day_passed"
    assert code(good, reason=" ") == "escalation.no_reason"
    assert code(Row("Đỏ", Condition.OVERDUE, (1, 1, 1, 1), ())) == "escalation.nobody"
    assert code(Row("Đỏ", Condition.OVERDUE, (1, 1, 1, 1), (Whom.NAMED,))) == "escalation.no_posts"
    later = Row("Đỏ đặc biệt", Condition.OVERDUE, (3, 3, 3, 3), (Whom.OWNER,))
    assert code(later, good) == "escalation.disorder"
    assert not EscalationTable.objects.exists()
    with pytest.raises(Refused, match="access"):
        save_table(
            actor=world.focal, keeper=world.province, table=Table(rows=(good,), valid_from=TODAY), reason="x",
            today=TODAY,
        )  # fmt: skip


def test_it_previews_without_writing(task: Task, world: World) -> None:
    found = plan(TODAY, keeper=world.province, table=DEFAULT)
    assert [one.row.name for one in found if one.row] == ["Đỏ"]
    assert not EscalationEntry.objects.exists()
    assert not TaskLevel.objects.exists()


def test_it_asks_a_constant_number_of_queries_however_many_tasks(world: World) -> None:
    def queries(day: date, count: int) -> int:
        for number in range(count):
            create_task(
                actor=world.clerk, keeper=world.province, title=f"Việc {day} {number}", product="Báo cáo",
                lead_unit=world.department, due=DUE, today=TODAY - timedelta(days=30),
                received_on=TODAY - timedelta(days=30),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            scan(today=day)
        return len(seen)

    few = queries(DUE + timedelta(days=1), 2)
    assert queries(DUE + timedelta(days=2), 30) <= few + 4  # writing goes in parts; nothing is asked for each


def client_of(actor: Any) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_shows_what_was_sent_on_a_day_and_the_history_on_the_task(task: Task, world: World) -> None:
    scan(today=TODAY)
    client = client_of(world.clerk)
    page = client.get(reverse("escalation:home"), {"ngay": "20/11/2026"}).content.decode()
    assert task.code in page
    assert "Đỏ" in page
    assert "Đầu mối Sở Tài chính" in page
    assert "Lịch sử nhắc việc" in client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert (
        task.code
        not in client_of(world.outsider).get(reverse("escalation:home"), {"ngay": "20/11/2026"}).content.decode()
    )


def _form(**more: str) -> dict[str, Any]:
    row = {"name": "Đỏ", "condition": "overdue", "days": "1", "repeat": "3/2/1/1", "answer": "2", "whom": ["owner"]}
    head = {"so-dong": "1", "valid_from": "01/12/2099", "quiet": "repeats", "hierarchy": "party", "reason": "Quy chế"}
    return {**head, **{f"r0-{name}": value for name, value in row.items()}, **more}


def test_it_previews_and_saves_the_table_on_its_screen(task: Task, world: World, monkeypatch: Any) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client, address = client_of(world.clerk), reverse("escalation:edit")
    assert "3/5/5/5" in client.get(address).content.decode()
    looked = client.post(address, _form(**{"xem-truoc": "1"}))
    assert looked.status_code == 200
    assert "Nếu áp dụng bảng này hôm nay" in looked.content.decode()
    assert task.code in looked.content.decode()
    assert not EscalationTable.objects.exists()
    assert client.post(address, _form(**{"r0-days": "ba"})).status_code == 422
    assert client.post(address, _form()).status_code == 302
    saved = EscalationTable.objects.get().rungs.get()
    assert (saved.days, saved.repeat, saved.answer) == ([1, 1, 1, 1], [3, 2, 1, 1], [2, 2, 2, 2])
    assert client_of(world.focal).get(address).status_code == 403
