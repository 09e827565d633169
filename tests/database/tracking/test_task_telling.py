"""Taking a task in, what blocks it, writing down for another, the level of the product, stopping for a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import BEGIN, TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ
from vaocuoc.notices.models import Receipt
from vaocuoc.tracking.models import Evidence, Task
from vaocuoc.tracking.tasks.facts import stray_facts
from vaocuoc.tracking.tasks.operations import (
    acknowledge_task,
    add_update,
    decide_evidence,
    remove_blocker,
    resume_by_day,
    submit_evidence,
    suspend_task,
)
from vaocuoc.tracking.tasks.queries import TaskFilters, row_of, tasks_of
from vaocuoc.tracking.urgency.tables import taking_in

Give = Callable[..., Task]


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}( |$)")


def hand_in(world: World, task: Task, **fields: Any) -> Evidence:
    given = {"number": "9/BC-STC", "date": date(2026, 11, 12), "subject": "Báo cáo", "level": "province"} | fields
    return submit_evidence(actor=world.focal, task=task, **given)


def test_a_task_is_taken_in_once_by_whom_and_when(world: World, give: Give) -> None:
    task = give()
    assert row_of(task, today=TODAY).step == "unacknowledged"
    with refusal("access.denied"):
        acknowledge_task(actor=world.leader, task=task)
    first = acknowledge_task(actor=world.focal, task=task)
    again = acknowledge_task(actor=world.clerk, task=task)
    assert (again.acknowledged_as, again.acknowledged_at) == (world.focal.post, first.acknowledged_at)
    assert row_of(task, today=TODAY).step == "moving"
    assert row_of(task, today=TODAY).state.code == "not_started"  # the work has not begun, the clock runs
    assert tasks_of(world.clerk, today=TODAY, filters=TaskFilters(step="unacknowledged")).count() == 0


def test_an_express_task_is_taken_in_within_two_working_hours(world: World, give: Give) -> None:
    task = give(urgency="express")
    friday = timezone.make_aware(datetime(2026, 11, 20, 16, 0))
    Task.objects.filter(pk=task.pk).update(created_at=friday)
    task.refresh_from_db()
    by = timezone.make_aware(datetime(2026, 11, 23, 8, 30))
    assert (taking_in(task, now=by).by, taking_in(task, now=by).is_late) == (by, False)
    assert taking_in(task, now=by + timedelta(minutes=1)).is_late
    assert taking_in(give(), now=by).by is None


def test_a_blocker_names_who_removes_it_and_falls_when_it_is_removed(world: World, give: Give) -> None:
    organ = Organ.objects.create(unit=world.province, name="Ban Thường vụ", valid_from=BEGIN)
    assert world.leader.post is not None
    organ.posts.add(world.leader.post)
    task = give()
    first = add_update(actor=world.focal, task=task, blocker="Chưa có mặt bằng", blocker_organ=organ)
    second = add_update(actor=world.focal, task=task, blocker="Thiếu vốn", blocker_for="Bộ chủ quản")
    assert Receipt.objects.filter(message__kind="tasks.blocked", post=world.leader.post).count() == 1
    assert row_of(task, today=TODAY).blocker == "Thiếu vốn"
    remove_blocker(actor=world.clerk, update=second, removal="Đã bố trí 2 tỷ đồng")
    assert row_of(task, today=TODAY).blocker_for == str(organ)
    assert stray_facts() == []
    with refusal("conflict.blocker_removed"):
        remove_blocker(actor=world.clerk, update=second, removal="Lần nữa")
    remove_blocker(actor=world.focal, update=first, removal="Đã bàn giao")
    task.refresh_from_db()
    assert (task.is_blocked, row_of(task, today=TODAY).blocker, stray_facts()) == (False, "", [])


def test_what_needs_a_decision_is_listed_with_sentences_to_send_on(world: World, give: Give) -> None:
    task, client = give(), Client()
    add_update(actor=world.focal, task=task, blocker="Chưa có mặt bằng", blocker_for="UBND tỉnh")
    client.force_login(world.leader.user)
    shown = client.get(reverse("tasks:deciding")).content.decode()
    assert "Kính đề nghị UBND tỉnh cho ý kiến tháo gỡ: Chưa có mặt bằng" in shown
    address = reverse("tasks:deed", args=[task.pk, "thao-go"])
    assert client.post(address, {"update": task.updates.get().pk, "removal": ""}).status_code == 422
    client.post(address, {"update": task.updates.get().pk, "removal": "Đã giao mặt bằng"})
    assert "Chưa có mặt bằng" not in client.get(reverse("tasks:deciding")).content.decode()
    assert "Đã tháo gỡ ngày" in client.get(reverse("tasks:detail", args=[task.pk])).content.decode()


def test_a_clerk_writes_down_for_whom_and_how_it_was_received(world: World, give: Give) -> None:
    task, client = give(), Client()
    client.force_login(world.clerk.user)
    told = {"text": "Đã họp", "on_behalf_of": "Sở Tài chính", "received_how": "phone"}
    client.post(reverse("tasks:deed", args=[task.pk, "cap-nhat"]), told)
    form = {"number": "9/BC", "date": "12/11/2026", "subject": "Báo cáo", "level": "province"}
    client.post(reverse("tasks:deed", args=[task.pk, "minh-chung"]), form | told)
    shown = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "Ghi thay Sở Tài chính, qua điện thoại" in shown
    assert task.evidence.get().on_behalf_of == "Sở Tài chính"


def test_what_did_not_reach_its_level_closes_nothing(world: World, give: Give) -> None:
    task = give(product_level="province")
    evidence = hand_in(world, task, level="commune")
    with refusal("tasks.wrong_level"):
        decide_evidence(actor=world.clerk, evidence=evidence, accepted=True, grade="met")
    evidence.refresh_from_db()
    assert evidence.accepted is None
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=False, reason="Chưa gửi đúng cấp")
    higher = hand_in(world, task, level="central")
    decide_evidence(actor=world.clerk, evidence=higher, accepted=True, grade="met", completed_on=date(2026, 11, 12))
    assert row_of(task, today=TODAY).state.code == "done_on_time"


def test_an_objective_cause_is_confirmed_of_a_late_task_alone_and_it_stays_late(world: World, give: Give) -> None:
    late, early = give(due=date(2026, 11, 1)), give()
    given: dict[str, Any] = {"accepted": True, "grade": "met", "completed_on": date(2026, 11, 12)}
    with refusal("tasks.cause_without_lateness"):
        decide_evidence(actor=world.clerk, evidence=hand_in(world, early), objective_cause="Bão", **given)
    decide_evidence(actor=world.clerk, evidence=hand_in(world, late), objective_cause="Bão số 9", **given)
    late.refresh_from_db()
    assert (late.objective_cause, row_of(late, today=TODAY).state.code) == ("Bão số 9", "done_late")


def test_a_late_acceptance_is_said_to_be_the_acceptors(world: World, give: Give) -> None:
    task, client = give(due=date(2026, 11, 15)), Client()
    hand_in(world, task)
    client.force_login(world.focal.user)
    shown = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "là của bên xác nhận, Tỉnh ủy Minh Giang" in shown


def test_a_suspended_task_goes_on_by_itself_on_its_day(
    world: World, give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = give()
    with refusal("tasks.resumes_in_past"):
        suspend_task(actor=world.clerk, task=task, reason="Chờ vốn", until=TODAY)
    suspend_task(actor=world.clerk, task=task, reason="Chờ vốn", until=TODAY + timedelta(days=3))
    monkeypatch.setenv("VAOCUOC_TODAY", (TODAY + timedelta(days=2)).isoformat())
    assert resume_by_day() == 0
    monkeypatch.setenv("VAOCUOC_TODAY", (TODAY + timedelta(days=3)).isoformat())
    assert (resume_by_day(), resume_by_day()) == (1, 0)
    task.refresh_from_db()
    assert (task.closure, task.suspended_until) == ("", None)
    assert Receipt.objects.filter(message__kind="tasks.resumed", post=world.focal.post).exists()


def test_an_invalid_form_of_a_deed_answers_422(world: World, give: Give) -> None:
    task, client = give(), Client()
    client.force_login(world.clerk.user)
    answer = client.post(reverse("tasks:deed", args=[task.pk, "gia-han"]), {})
    assert (answer.status_code, "Chưa có hạn mới" in answer.content.decode()) == (422, True)
