"""What a lead proposes about a task, and what the giver's decision does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.notices.models import Message, Receipt
from vaocuoc.tracking.models import Task, TaskRequest
from vaocuoc.tracking.proposing.duties import duties
from vaocuoc.tracking.proposing.operations import (
    agree_to_request,
    ask_correction,
    ask_extension,
    decline_request,
    refuse_task,
    withdraw_request,
)
from vaocuoc.tracking.proposing.queries import proposed_by, waiting_count, waiting_for
from vaocuoc.tracking.tasks.queries import row_of, task_counts

Give = Callable[..., Task]
LATER = date(2026, 12, 20)


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}( |$)")


def extension(world: World, task: Task, **fields: Any) -> TaskRequest:
    given: dict[str, Any] = {"new_due": LATER, "reason": "Chờ thẩm định giá", "done_so_far": "Đã họp hai lần"} | fields
    return ask_extension(actor=world.focal, task=task, **given)


def test_it_extends_only_when_the_giver_agrees_and_tells_both(world: World, give: Give) -> None:
    task = give(due=date(2026, 11, 10))
    asked = extension(world, task)
    assert row_of(task, today=TODAY).state.code == "overdue"  # the clock runs on
    assert list(waiting_for(world.clerk)) == [asked]
    agree_to_request(actor=world.clerk, request=asked)
    task.refresh_from_db()
    assert (task.due, task.first_due, waiting_count(world.clerk)) == (LATER, date(2026, 11, 10), 0)
    assert task.deadline_changes.get().reason == "Chờ thẩm định giá"
    told = set(Receipt.objects.values_list("message__kind", "post"))
    assert world.clerk.post is not None
    assert world.focal.post is not None
    assert {("requests.extend", world.clerk.post.pk), ("requests.agreed", world.focal.post.pk)} <= told


def test_it_agrees_in_part_with_another_day(world: World, give: Give) -> None:
    task = give()
    asked = agree_to_request(actor=world.leader, request=extension(world, task), new_due=date(2026, 12, 10))
    task.refresh_from_db()
    assert (asked.state, asked.decided_due, task.due) == ("partly", date(2026, 12, 10), date(2026, 12, 10))


def test_it_keeps_one_open_proposal_of_a_kind(world: World, give: Give) -> None:
    task = give()
    first = extension(world, task)
    with refusal("requests.open_already"):
        extension(world, task, new_due=date(2026, 12, 30))
    refuse_task(actor=world.focal, task=task, reason="Không thuộc chức năng")
    withdraw_request(actor=world.focal, request=first)
    extension(world, task, new_due=date(2026, 12, 30))
    assert proposed_by(world.focal).count() == 3


def test_it_declines_with_a_reason_and_changes_nothing(world: World, give: Give) -> None:
    task = give()
    asked = extension(world, task)
    with refusal("requests.no_words"):
        decline_request(actor=world.clerk, request=asked, decision=" ")
    decline_request(actor=world.clerk, request=asked, decision="Đã gia hạn một lần")
    with refusal("conflict.request_decided"):
        agree_to_request(actor=world.leader, request=asked)
    task.refresh_from_db()
    assert task.due == date(2026, 11, 30)


def test_nothing_is_half_done_where_the_operation_refuses(world: World, give: Give) -> None:
    parent = give(due=date(2026, 12, 1))
    task = give(parent=parent)
    asked = extension(world, task)
    with refusal("tasks.due_after_parent"):
        agree_to_request(actor=world.clerk, request=asked)
    assert waiting_count(world.clerk) == 1
    assert not Entry.objects.filter(action="requests.agree").exists()


def test_a_refused_task_runs_on_and_goes_where_the_giver_sends_it(world: World, give: Give) -> None:
    task = give()
    asked = refuse_task(actor=world.focal, task=task, reason="Không thuộc chức năng", goes_to=world.commune)
    task.refresh_from_db()
    assert task.lead_unit == world.department
    agree_to_request(actor=world.clerk, request=asked, lead_unit=world.office)
    task.refresh_from_db()
    assert (task.lead_unit, task.acknowledged_at) == (world.office, None)
    again = refuse_task(actor=world.clerk, task=task, reason="Nhầm", on_behalf_of="Văn phòng", received_how="phone")
    with refusal("requests.no_lead"):
        agree_to_request(actor=world.leader, request=again)


def test_a_correction_is_counted_apart_until_it_is_decided_and_then_written(world: World, give: Give) -> None:
    task = give(due=date(2026, 11, 1))
    asked = ask_correction(actor=world.focal, task=task, field="product", new_value="Tờ trình", reason="Ghi thiếu")
    assert task_counts(world.clerk, TODAY).disputed == 1
    agree_to_request(actor=world.clerk, request=asked)
    task.refresh_from_db()
    assert (task.product, task.is_disputed) == ("Tờ trình", False)
    with refusal("requests.not_a_day"):
        ask_correction(actor=world.focal, task=task, field="due", new_value="cuối năm", reason="Sai")
    day = ask_correction(actor=world.focal, task=task, field="due", new_value="15/12/2026", reason="Sai")
    agree_to_request(actor=world.clerk, request=day)
    task.refresh_from_db()
    assert (task.due, task.is_disputed) == (date(2026, 12, 15), False)


def test_whoever_proposed_does_not_decide_but_a_clerk_who_wrote_it_down_may(world: World, give: Give) -> None:
    task = give()
    own = ask_extension(actor=world.clerk, task=task, new_due=LATER, reason="Chậm", done_so_far="Đã họp")
    with refusal("requests.decide_own"):
        agree_to_request(actor=world.clerk, request=own)
    with refusal("access.denied"):
        agree_to_request(actor=world.focal, request=own)
    withdraw_request(actor=world.clerk, request=own)
    written = ask_extension(
        actor=world.clerk, task=task, new_due=LATER, reason="Chậm", done_so_far="Đã họp", on_behalf_of="Sở Tài chính"
    )
    assert agree_to_request(actor=world.clerk, request=written).state == "agreed"


def test_the_pages_propose_and_decide(world: World, give: Give) -> None:
    task, focal, clerk = give(), Client(), Client()
    focal.force_login(world.focal.user)
    clerk.force_login(world.clerk.user)
    form = {"new_due": "20/12/2026", "reason": "Chờ vốn", "done_so_far": ""}
    address = reverse("tasks:deed", args=[task.pk, "de-nghi-gia-han"])
    answer = focal.post(address, form)
    assert (answer.status_code, "Chưa nêu đã làm được gì" in answer.content.decode()) == (422, True)
    focal.post(address, form | {"done_so_far": "Đã họp"})
    asked = task.requests.get()
    assert "Đề nghị gia hạn đến 20/12/2026" in clerk.get(reverse("proposing:list")).content.decode()
    assert focal.post(reverse("proposing:decide", args=[asked.pk]), {"quyet": "co"}).status_code == 403
    clerk.post(reverse("proposing:decide", args=[asked.pk]), {"quyet": "co", "new_due": "10/12/2026"})
    shown = clerk.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "Đồng ý một phần, hạn 10/12/2026" in shown
    assert Message.objects.filter(kind="requests.partly").exists()


def test_what_waits_for_a_decision_stands_in_my_work(world: World, give: Give) -> None:
    extension(world, give())
    (decide,) = duties(world.clerk)
    (wait,) = duties(world.focal)
    assert (decide.name, decide.waits) == ("Đề nghị gia hạn đến 20/12/2026", False)
    assert (wait.waits, wait.whom) == (True, "Tỉnh ủy Minh Giang")
