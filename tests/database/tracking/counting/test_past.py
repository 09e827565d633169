"""A past day counted later is what was counted on that day, whatever was done to the tasks since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import World, make_actor, make_unit
from vaocuoc.config.demo.timeline import VIETNAM, clock_at
from vaocuoc.core.measuring import Span
from vaocuoc.directory.models import Role, Unit
from vaocuoc.directory.organisations.operations import end_unit, record_succession
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.counting.sheets import Narrowing, counted_rows, keys_in, sheet_of
from vaocuoc.tracking.models import Task, TaskBefore
from vaocuoc.tracking.proposing.operations import agree_to_request, ask_correction
from vaocuoc.tracking.responsibility.ledgers import ledger_of
from vaocuoc.tracking.tasks.operations import (
    cancel_task,
    change_deadline,
    close_without_evidence,
    create_task,
    decide_evidence,
    dispute_task,
    edit_task,
    edit_tasks,
    resume_task,
    settle_dispute,
    submit_evidence,
    suspend_task,
    suspend_tasks,
)

BEGIN, END = date(2026, 10, 1), date(2026, 11, 20)


@dataclass
class Office:
    """An office whose days are played one after another, each with its own clock."""

    world: World
    second: Unit
    helper: Actor
    tasks: dict[str, Task]

    def as_of(self, actor: Actor, day: date) -> Actor:
        return replace(actor, today=day, memory=None)

    def task(self, name: str) -> Task:
        return Task.objects.get(pk=self.tasks[name].pk)

    def give(self, name: str, day: date, **fields: Any) -> None:
        values: dict[str, Any] = {
            "keeper": self.world.province, "title": f"Việc {name}", "lead_unit": self.world.department,
            "due": day + timedelta(days=20), "received_on": day, "today": day, "follower": self.world.clerk.post,
        }  # fmt: skip
        self.tasks[name] = create_task(actor=self.as_of(self.world.clerk, day), **(values | fields))


@pytest.fixture
def office(world: World) -> Office:
    second = make_unit("Sở Nông nghiệp")
    helper = make_actor("theodoi", "Chuyên viên theo dõi", world.office, Role.COORDINATOR, world.province)
    return Office(world, second, helper, {})


Deed = Callable[[Office, Actor, date], object]


def _propose(office: Office, clerk: Actor, day: date) -> object:
    focal = office.as_of(office.world.focal, day)
    return ask_correction(
        actor=focal, task=office.task("corrected"), field="product", new_value="Tờ trình", reason="Sai sản phẩm"
    )


def _agree(office: Office, clerk: Actor, day: date) -> object:
    return agree_to_request(actor=clerk, request=office.task("corrected").requests.get())


def _hand_in(office: Office, clerk: Actor, day: date) -> object:
    return submit_evidence(
        actor=office.as_of(office.world.focal, day), task=office.task("proven"), number="1-BC", date=day,
        subject="Báo cáo", level="province",
    )  # fmt: skip


def _confirm(office: Office, clerk: Actor, day: date) -> object:
    evidence = office.task("proven").evidence.get()
    return decide_evidence(actor=clerk, evidence=evidence, accepted=True, completed_on=day, grade="met")


def _end_unit(office: Office, clerk: Actor, day: date) -> object:
    record_succession(
        None, predecessor=office.world.department, successor=office.second, date=day, act="12/NQ", rebuild=False
    )
    return end_unit(None, office.world.department, valid_to=day, rebuild=False)


DEEDS: list[tuple[int, Deed]] = [
    (2, lambda o, c, d: dispute_task(actor=o.as_of(o.world.focal, d), task=o.task("disputed"), reason="Sai hạn")),
    (3, lambda o, c, d: suspend_task(actor=c, task=o.task("rests"), reason="Chờ vốn", until=d + timedelta(days=9))),
    (3, lambda o, c, d: suspend_tasks(actor=c, tasks=[o.task("many")], reason="Chờ vốn")),
    (4, _propose),
    (5, lambda o, c, d: edit_task(actor=c, task=o.task("passed"), version=o.task("passed").version,
                                  lead_unit=o.second, follower=o.helper.post)),
    (6, lambda o, c, d: settle_dispute(actor=c, task=o.task("disputed"), reason="Ghi đúng")),
    (8, _agree),
    (9, lambda o, c, d: edit_tasks(actor=c, tasks=[o.task("many")], follower=o.helper.post)),
    (12, lambda o, c, d: resume_task(actor=c, task=o.task("rests"))),
    (13, lambda o, c, d: change_deadline(actor=c, task=o.task("waits"), new=d + timedelta(days=10), reason="Đã rõ")),
    (14, lambda o, c, d: close_without_evidence(actor=c, task=o.task("again"), reason="Xong", completed_on=d)),
    (15, _hand_in),
    (18, lambda o, c, d: resume_task(actor=c, task=o.task("again"), reason="Chưa đạt")),
    (22, _confirm),
    (25, lambda o, c, d: cancel_task(actor=c, task=o.task("again"), reason="Thôi")),
    (26, lambda o, c, d: resume_task(actor=c, task=o.task("proven"), reason="Sai văn bản")),
    (30, _end_unit),
    (33, lambda o, c, d: close_without_evidence(actor=c, task=o.task("passed"), reason="Xong", completed_on=d)),
]  # fmt: skip


def counted(office: Office, day: date, today: date) -> dict[Any, Any]:
    """All that a sheet says of a day: every line of every group, narrowed too, and the lists behind."""
    clerk = office.as_of(office.world.clerk, today)
    span = Span.until(BEGIN, day, today)
    found: dict[Any, Any] = {}
    post, unit = office.world.clerk.post, office.world.department
    assert post is not None
    narrowings = {"don-vi": Narrowing(follower=post.pk), "theo-doi": Narrowing(unit=unit.pk)}
    for group, narrowed in (("don-vi", None), ("theo-doi", None), *narrowings.items()):
        sheet = sheet_of(clerk, today=today, span=span, group=group, narrowed=narrowed)
        found[narrowed, group] = [(line.name, dict(line.counts)) for line in (*sheet.lines, sheet.total)]
    for column in ("open", "done", "disputed", "due"):
        keys = keys_in(clerk, today=today, span=span, column=column)
        rows = counted_rows(keys, today=today, span=span)
        found[column] = {(row.task.pk, row.state, row.due, row.ended, row.lead, row.follower) for row in rows}
    ledger = ledger_of(post, BEGIN, day, today=today)
    found["ledger"] = [group.keys for group in ledger.groups]
    return found


def test_each_past_day_counted_at_the_end_is_what_was_counted_then(office: Office) -> None:
    names = ("disputed", "rests", "many", "corrected", "passed", "again", "proven", "quiet")
    then: dict[date, dict[Any, Any]] = {}
    for number in range((END - BEGIN).days):
        day = BEGIN + timedelta(days=number)
        deeds = [deed for at, deed in DEEDS if at == number]
        with clock_at(datetime.combine(day, time(9), tzinfo=VIETNAM)):
            if number == 0:
                for name in names:
                    office.give(name, day)
                office.give("waits", day, due=None, deadline_kind="condition", condition="Chờ kết luận")
                office.give("own", day, lead_unit=None, lead_post=office.world.clerk.post)
            for deed in deeds:
                deed(office, office.as_of(office.world.clerk, day), day)
            if deeds or number in (1, 7, 21, 29, 31, 40):
                then[day] = counted(office, day, day)
    assert len(then) > 18
    for day, expected in then.items():
        assert counted(office, day, END) == expected, day


def test_what_was_done_then_but_recorded_later_counts_since_the_real_day(office: Office) -> None:
    with clock_at(datetime.combine(BEGIN, time(9), tzinfo=VIETNAM)):
        office.give("late", BEGIN)
    recorded = BEGIN + timedelta(days=30)
    with clock_at(datetime.combine(recorded, time(9), tzinfo=VIETNAM)):
        clerk = office.as_of(office.world.clerk, recorded)
        done_on = BEGIN + timedelta(days=10)
        close_without_evidence(actor=clerk, task=office.task("late"), reason="Xong", completed_on=done_on)
    total = sheet_of(clerk, today=recorded, span=Span(BEGIN, done_on, done_on)).total
    assert (total.of("done"), total.of("open")) == (1, 0)
    before = done_on - timedelta(days=1)
    assert sheet_of(clerk, today=recorded, span=Span(BEGIN, before, before)).total.of("open") == 1


def test_it_keeps_how_a_task_stood_only_where_it_changed(office: Office) -> None:
    office.give("one", BEGIN)
    task = office.task("one")
    edit_task(actor=office.world.clerk, task=task, version=task.version, product="Kế hoạch")
    assert not TaskBefore.objects.exists()
    dispute_task(actor=office.world.clerk, task=task, reason="Sai")
    assert TaskBefore.objects.get().is_disputed is False


def test_a_sheet_of_a_past_day_asks_a_constant_number_of_queries(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", END.isoformat())
    client.force_login(office.world.clerk.user)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/nhiem-vu/tong-hop/", {"ky": "2026-10"})
        assert "lấy theo hôm nay" not in page.content.decode()
        return len(seen)

    office.give("a", BEGIN)
    cancel_task(actor=office.world.clerk, task=office.task("a"), reason="Thôi")
    asked()
    few = asked()
    for number in range(8):
        office.give(f"b{number}", BEGIN)
        edit_tasks(actor=office.world.clerk, tasks=[office.task(f"b{number}")], lead_unit=office.second)
    assert asked() == few
