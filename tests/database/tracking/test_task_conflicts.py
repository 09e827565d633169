"""Where two things meet on a task (docs/reference/conflicts.md): two people, a post, a unit that ends."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import TODAY, World, make_actor, make_unit
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Person, Post, PostHolding, Role, Unit
from vaocuoc.directory.organisations.operations import end_unit, record_succession
from vaocuoc.directory.people.operations import end_holding, hold_post
from vaocuoc.notices.models import Message, Receipt
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.responsibility.ledgers import ledger_of
from vaocuoc.tracking.tasks.following import follow_ended_units
from vaocuoc.tracking.tasks.operations import (
    change_deadline,
    close_without_evidence,
    create_task,
    edit_task,
    suspend_task,
)
from vaocuoc.tracking.tasks.queries import row_of, rows_of
from vaocuoc.tracking.tasks.standing import standing_of
from vaocuoc.tracking.tasks.story import reasons_of

Give = Callable[..., Task]


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def sent(task: Task, **changed: str) -> dict[str, str]:
    """The form of a task as its page would send it."""
    lead = f"u{task.lead_unit_id}" if task.lead_unit_id else f"p{task.lead_post_id}"
    return {"title": task.title, "lead": lead, "urgency": "ordinary", "version": str(task.version)} | changed


def test_the_second_of_two_people_sees_the_difference_and_can_send_again(world: World, give: Give) -> None:
    task, client = give(product="Báo cáo"), Client()
    client.force_login(world.leader.user)
    form = sent(task, product="Tờ trình", received_on="01/09/2026")
    edit_task(actor=world.clerk, task=task, version=task.version, product="Kế hoạch")
    address = reverse("tasks:edit", args=[task.pk])
    answer = client.post(address, form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Chỗ khác với bản đang có trong sổ" in shown
    assert "Kế hoạch" in shown
    assert "Tờ trình" in shown
    again = form | {"version": str(answer.context["version"])}
    assert client.post(address, again).status_code == 302
    task.refresh_from_db()
    assert task.product == "Tờ trình"


def test_two_who_decide_on_one_task_the_second_sees_what_the_first_did(world: World, give: Give) -> None:
    """An extension over a day that was moved meanwhile, a cancellation over a task that was passed on."""
    task, other, client = give(), make_unit("Sở Nông nghiệp"), Client()
    client.force_login(world.leader.user)
    extend, cancel = (reverse("tasks:deed", args=[task.pk, name]) for name in ("gia-han", "huy"))
    seen = client.get(extend).context["seen"]
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 10), reason="Chờ ý kiến bộ")
    edit_task(actor=world.clerk, task=task, version=1, lead_unit=other, product="Tờ trình")
    form = {"new": "15/12/2026", "reason": "Chờ họp"}
    answer = client.post(extend, form | {"seen": seen})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Đổi hạn 30/11/2026 thành 10/12/2026: Chờ ý kiến bộ · Chuyên viên tổng hợp" in shown
    assert "Đổi chủ trì từ Sở Tài chính thành Sở Nông nghiệp; Sửa sản phẩm từ" in shown
    assert "Chờ họp" in shown  # what was typed stays
    assert client.post(cancel, {"reason": "Trùng", "seen": seen}).status_code == 409
    task.refresh_from_db()
    assert (task.due, task.closure) == (date(2026, 12, 10), "")
    assert client.post(extend, form | {"seen": answer.context["seen"]}).status_code == 302
    task.refresh_from_db()
    assert task.due == date(2026, 12, 15)


def test_what_only_adds_a_line_meets_nobody(world: World, give: Give) -> None:
    task, client = give(), Client()
    client.force_login(world.focal.user)
    address = reverse("tasks:deed", args=[task.pk, "cap-nhat"])
    seen = client.get(address).context["seen"]
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 10), reason="Chờ ý kiến bộ")
    assert client.post(address, {"text": "Đang làm", "seen": seen}).status_code == 302
    assert task.updates.count() == 1


def test_one_form_sent_from_two_tabs_gives_one_task(world: World) -> None:
    client = Client()
    client.force_login(world.clerk.user)
    page = client.get(reverse("tasks:create"))
    form = {
        "form_key": page.context["form_key"],
        "title": "Lập kế hoạch kiểm tra công vụ",
        "lead": f"u{world.department.pk}",
        "deadline_kind": "day",
        "due": "30/12/2026",
        "urgency": "ordinary",
        "keeper": str(world.province.pk),
    }
    first = client.post(reverse("tasks:create"), form)
    second = client.post(reverse("tasks:create"), form, follow=True)
    assert Task.objects.count() == 1
    assert second.redirect_chain[0][0] == first["Location"]
    assert "đã gửi trước đó" in second.content.decode()
    assert client.post(reverse("tasks:create"), form | {"title": ""}).status_code == 422


def test_a_task_stays_with_the_post_and_whoever_takes_it_is_told(world: World, give: Give) -> None:
    post = world.focal.post
    assert post is not None
    task = give(lead_post=post)
    holding = PostHolding.objects.get(post=post)
    end_holding(None, holding=holding, valid_to=date(2026, 11, 15))
    standing = standing_of(task, [], today=TODAY)
    assert (standing.is_vacant, standing.vacant_since) == (True, date(2026, 11, 15))
    assert world.clerk.post is not None
    told = Receipt.objects.filter(message__kind="tasks.vacant").values_list("post", flat=True)
    assert list(told) == [world.clerk.post.pk]
    client = Client()
    client.force_login(world.clerk.user)
    assert "đang trống" in client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    hold_post(None, person=Person.objects.create(name="Người mới"), post=post, valid_from=TODAY)
    task.refresh_from_db()
    assert task.lead_post == post
    assert Message.objects.get(kind="tasks.post_taken").facts["number"] == 1
    assert not standing_of(task, [], today=TODAY).is_vacant


# --- a unit that ends -------------------------------------------------------------------------------------------------


@pytest.fixture
def dissolved(world: World, give: Give) -> dict[str, Any]:
    """The department with three open tasks and a finished one, and two heirs, one for public investment."""
    tasks = {
        "invest": give(title="Rà soát vốn đầu tư công năm 2026"),
        "land": give(title="Lập bảng giá đất"),
        "paused": give(title="Đề án đầu tư công trung hạn"),
        "done": give(title="Báo cáo đầu tư công quý III"),
    }
    suspend_task(actor=world.clerk, task=tasks["paused"], reason="Chờ vốn")
    close_without_evidence(actor=world.clerk, task=tasks["done"], reason="Đã xong", completed_on=TODAY)
    return tasks | {"heir": make_unit("Sở Kế hoạch"), "second": make_unit("Sở Nông nghiệp")}


def lead(task: Task) -> Unit | Post | None:
    task.refresh_from_db()
    return task.lead_unit or task.lead_post


def succession(world: World, heir: Unit, subject: str = "") -> None:
    record_succession(
        None, predecessor=world.department, successor=heir, date=TODAY, act="12/NQ-HĐND", subject=subject, rebuild=False
    )


def test_a_dissolved_units_tasks_go_by_subject_and_the_rest_back_to_the_giver(
    world: World, dissolved: dict[str, Any]
) -> None:
    succession(world, dissolved["heir"], "đầu tư công")
    assert lead(dissolved["land"]) == world.department  # the unit is still there
    end_unit(None, world.department, valid_to=TODAY, rebuild=False)
    assert [lead(dissolved[name]) for name in ("invest", "paused")] == [dissolved["heir"]] * 2
    assert lead(dissolved["land"]) == world.clerk.post
    assert lead(dissolved["done"]) == world.department  # what is finished stays where it was done
    assert standing_of(dissolved["land"], [], today=TODAY).is_back
    assert set(Message.objects.values_list("kind", flat=True)) >= {"tasks.succeeded", "tasks.left_without_lead"}


@pytest.mark.parametrize("order", list(permutations(("end", "subject", "rest"))))
def test_the_order_of_recording_does_not_matter(
    world: World, dissolved: dict[str, Any], order: tuple[str, ...]
) -> None:
    deeds: dict[str, Callable[[], object]] = {
        "end": lambda: end_unit(None, world.department, valid_to=TODAY, rebuild=False),
        "subject": lambda: succession(world, dissolved["heir"], "đầu tư công"),
        "rest": lambda: succession(world, dissolved["second"]),
    }
    for name in order:
        deeds[name]()
    assert lead(dissolved["invest"]) == dissolved["heir"]
    assert lead(dissolved["land"]) == dissolved["second"]
    assert not standing_of(dissolved["land"], [], today=TODAY).is_back


@pytest.mark.parametrize("order", list(permutations(("end", "first", "second"))))
def test_two_successors_to_everything_leave_it_to_the_giver(
    world: World, dissolved: dict[str, Any], order: tuple[str, ...]
) -> None:
    deeds: dict[str, Callable[[], object]] = {
        "end": lambda: end_unit(None, world.department, valid_to=TODAY, rebuild=False),
        "first": lambda: succession(world, dissolved["heir"]),
        "second": lambda: succession(world, dissolved["second"]),
    }
    for name in order:
        deeds[name]()
    assert lead(dissolved["invest"]) == world.clerk.post


def test_a_unit_that_ends_later_is_followed_on_its_day(
    world: World, dissolved: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    end_unit(None, world.department, valid_to=TODAY + timedelta(days=10), rebuild=False)
    assert (follow_ended_units(), lead(dissolved["land"])) == (0, world.department)
    monkeypatch.setenv("VAOCUOC_TODAY", (TODAY + timedelta(days=10)).isoformat())
    assert (follow_ended_units(), lead(dissolved["land"])) == (3, world.clerk.post)
    assert follow_ended_units() == 0


# --- a parent and its children ----------------------------------------------------------------------------------------


def test_a_parent_with_finished_children_is_warned_of_and_closes_by_its_own_evidence(world: World, give: Give) -> None:
    parent = give(due=date(2026, 11, 18))
    child = give(parent=parent, due=date(2026, 11, 18))
    close_without_evidence(actor=world.clerk, task=child, reason="Đã xong", completed_on=TODAY)
    children = rows_of(Task.objects.filter(parent=parent), today=TODAY)
    day = timezone.localdate()
    assert standing_of(parent, children, today=day + timedelta(days=1)).children_done_on is None
    assert standing_of(parent, children, today=day + timedelta(days=2)).children_done_on == day
    assert row_of(parent, today=TODAY).state.code == "overdue"


def test_results_stand_with_the_time_a_post_was_held(world: World, give: Give) -> None:
    """Two people in one month: who acted is on the row, and the day decides whose time it was."""
    post = world.focal.post
    assert post is not None
    PostHolding.objects.filter(post=post).update(valid_to=date(2026, 11, 15))
    make_actor("nguoimoi", "Người mới", world.department, Role.REPORTER, world.department)
    hold_post(None, person=Person.objects.get(name="Người mới"), post=post, valid_from=date(2026, 11, 15))
    holders = [
        PostHolding.objects.filter(post=post, valid_from__lte=day).exclude(valid_to__lte=day).get().person.name
        for day in (date(2026, 11, 14), date(2026, 11, 15))
    ]
    assert holders == ["Đầu mối Sở Tài chính", "Người mới"]


def test_a_red_task_says_whose_step_it_is_and_what_a_leader_can_do(world: World, give: Give) -> None:
    task = give(due=date(2026, 11, 10))
    reasons = reasons_of(row_of(task, today=TODAY), [], [], TODAY)
    assert [reason.deed for reason in reasons] == ["gia-han", "don-doc", "yeu-cau-minh-chung", "giao-lai"]
    assert "chưa tiếp nhận" in reasons[-1].words


def test_the_same_key_is_refused_by_the_operation_itself(world: World) -> None:
    given = {"keeper": world.province, "lead_unit": world.department, "due": date(2026, 12, 1), "today": TODAY}
    create_task(actor=world.clerk, title="Một việc", form_key="k1", **given)
    with pytest.raises(Refused, match=r"^conflict\.given_already"):
        create_task(actor=world.clerk, title="Một việc", form_key="k1", **given)


def test_a_month_of_two_holders_is_parted_between_them(world: World, give: Give) -> None:
    """What was finished in a holder's days is theirs, what stood open at their end stands in both, nothing twice."""
    post = world.focal.post
    assert post is not None
    handover = date(2026, 11, 15)
    for day in (date(2026, 11, 10), date(2026, 11, 14), handover):
        task = give(lead_post=post)
        close_without_evidence(actor=world.clerk, task=task, reason="Đã xong", completed_on=day)
    give(lead_post=post)
    first = ledger_of(post, date(2026, 11, 1), handover - timedelta(days=1), today=TODAY).groups[0]
    second = ledger_of(post, handover, date(2026, 11, 30), today=TODAY).groups[0]
    whole = ledger_of(post, date(2026, 11, 1), date(2026, 11, 30), today=TODAY).groups[0]
    assert [group.of("on_time") for group in (first, second, whole)] == [2, 1, 3]
    assert not first.keys["on_time"] & second.keys["on_time"]
    assert first.keys["on_time"] | second.keys["on_time"] == whole.keys["on_time"]
    assert [group.of("running") for group in (first, second, whole)] == [2, 1, 1]  # one more was open at the handover
