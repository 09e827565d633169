"""A leader's directives from a task or an indicator: what they ask, who answers, by when."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import BEGIN, TODAY, World, make_actor
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ, Role
from vaocuoc.notices.models import Receipt
from vaocuoc.tracking.assignment.rulebook import set_office_day
from vaocuoc.tracking.directing.duties import duties
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.directing.operations import answer_directive, direct, proposed_day, withdraw_directive
from vaocuoc.tracking.directing.queries import given_by, overdue_count, row_of, waiting_count, waiting_for
from vaocuoc.tracking.models import Indicator, Task
from vaocuoc.tracking.tasks.operations import submit_evidence
from vaocuoc.tracking.urgency.operations import set_urgency_rule
from vaocuoc.tracking.urgency.tables import asked_of

Give = Callable[..., Task]
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}( |$)")


def push(world: World, task: Task, **fields: Any) -> Directive:
    given: dict[str, Any] = {"kind": "push", "text": "Báo cáo tiến độ", "answer_by": TODAY} | fields
    return direct(actor=world.leader, subject=task, **given)


def test_the_urgency_gives_the_day_in_working_days(world: World, give: Give) -> None:
    """24/11/2026 is a holiday by law; TODAY is a Friday."""
    assert proposed_day(give(), today=TODAY) == (WEDNESDAY, 2)
    assert proposed_day(give(urgency="urgent"), today=TODAY) == (date(2026, 11, 23), 1)
    assert proposed_day(give(urgency="express"), today=TODAY) == (TODAY, 0)


def test_an_office_sets_its_own_days_from_a_day_on(world: World) -> None:
    before = asked_of(world.province, today=TODAY)["urgent"]
    given: dict[str, Any] = {"urgency": "urgent", "yellow_days": 6, "answer_days": 3, "acknowledge_hours": 4}
    set_urgency_rule(actor=world.clerk, keeper=world.province, valid_from=TUESDAY, **given)
    assert asked_of(world.province, today=TODAY)["urgent"] == before
    assert asked_of(world.province, today=TUESDAY)["urgent"].answer_days == 3
    with refusal("urgency.days_backwards"):
        set_urgency_rule(actor=world.clerk, keeper=world.province, valid_from=TODAY, **given)


def test_the_lead_is_told_answers_and_the_leader_is_told(world: World, give: Give) -> None:
    task = give()
    directive = push(world, task)
    assert list(waiting_for(world.focal)) == [directive]
    assert (waiting_count(world.clerk), overdue_count(world.clerk, TUESDAY)) == (0, 1)
    with refusal("directing.no_answer"):
        answer_directive(actor=world.focal, directive=directive, answer=" ")
    answer_directive(actor=world.focal, directive=directive, answer="Xong trước ngày 28/11")
    with refusal("conflict.directive_answered"):
        answer_directive(actor=world.focal, directive=directive, answer="Lần nữa")
    assert waiting_count(world.focal) == 0
    assert world.leader.post is not None
    assert world.focal.post is not None
    told = set(Receipt.objects.values_list("message__kind", "post"))
    assert {("directing.push", world.focal.post.pk), ("directing.answered", world.leader.post.pk)} <= told


def test_an_answer_that_came_late_stays_late(world: World, give: Give) -> None:
    directive = push(world, give(), answer_by=TODAY)
    assert row_of(directive, TUESDAY).state == "late"
    Directive.objects.filter(pk=directive.pk).update(answered_at=directive.at, answered_on=TUESDAY)
    found = row_of(Directive.objects.get(), date(2026, 12, 30))
    assert (found.state, found.days_late) == ("answered", 4)


def test_handing_in_the_product_answers_what_asked_for_it(world: World, give: Give) -> None:
    task = give()
    asked, pushed = push(world, task, kind="evidence"), push(world, task)
    submit_evidence(actor=world.focal, task=task, number="41/TTr-STC", date=TODAY, subject="Tờ trình", level="province")
    asked.refresh_from_db()
    pushed.refresh_from_db()
    assert (asked.waits, asked.answer, pushed.waits) == (False, "41/TTr-STC: Tờ trình", True)


def test_reassigning_and_extending_are_carried_out_with_the_directive(world: World, give: Give) -> None:
    task = give()
    push(world, task, kind="reassign", lead_unit=world.commune, answer_by=None)
    push(world, task, kind="extend", new_due=date(2026, 12, 31), answer_by=None)
    task.refresh_from_db()
    assert (task.lead_unit, task.due) == (world.commune, date(2026, 12, 31))
    with refusal("directing.no_lead"):
        push(world, task, kind="reassign")
    with refusal("tasks.due_before_receipt"):
        push(world, task, kind="extend", new_due=date(2026, 1, 1))
    assert given_by(world.leader).count() == 2


def test_only_a_leader_or_the_office_directs_and_only_the_giver_withdraws(world: World, give: Give) -> None:
    task = give()
    with refusal("access.denied"):
        direct(actor=world.focal, subject=task, kind="push", text="Nhanh lên", answer_by=TODAY)
    directive = push(world, task)
    with refusal("access.denied"):
        withdraw_directive(actor=world.clerk, directive=directive)
    assert withdraw_directive(actor=world.leader, directive=directive).waits is False


def test_a_directive_of_a_standing_body_goes_to_the_chief_and_the_deputy_in_charge(world: World, give: Give) -> None:
    organ = Organ.objects.create(unit=world.province, name="Thường trực Tỉnh ủy", valid_from=BEGIN)
    chief = make_actor("chanh", "Chánh Văn phòng", world.office, Role.COORDINATOR, world.province)
    deputy = make_actor("pho", "Phó Chánh Văn phòng", world.office, Role.COORDINATOR, world.province)
    directive = push(world, give(), organ=organ)
    assert set(directive.posts.all()) == {chief.post, deputy.post}
    assert waiting_count(deputy) == 1
    answer_directive(actor=deputy, directive=directive, answer="Đã giao Sở Tài chính báo cáo")


def test_a_holiday_decided_late_moves_what_was_computed_and_nothing_else(world: World, give: Give) -> None:
    task = give(due=WEDNESDAY)
    computed, chosen = push(world, task, answer_by=WEDNESDAY), push(world, task, answer_by=date(2026, 11, 27))
    set_office_day(actor=world.clerk, keeper=world.province, day=WEDNESDAY, is_worked=False, reason="Nghỉ bù")
    for one in (computed, chosen, task):
        one.refresh_from_db()
    assert (computed.answer_by, chosen.answer_by) == (date(2026, 11, 26), date(2026, 11, 27))
    assert task.due == WEDNESDAY


def test_the_figures_of_an_indicator_are_asked_to_be_checked(world: World, indicator: Indicator) -> None:
    leader, focal = Client(), Client()
    leader.force_login(world.leader.user)
    focal.force_login(world.focal.user)
    address = reverse("directing:figures", args=[indicator.pk])
    assert leader.post(address, {"text": "", "answer_by": "25/11/2026"}).status_code == 422
    leader.post(address, {"text": "Số tháng 10 cần xem lại", "answer_by": "31/12/2099"})
    directive = Directive.objects.get()
    assert (directive.unit, directive.kind) == (world.department, "figures")
    focal.post(reverse("directing:answer", args=[directive.pk]), {"answer": "Số đúng theo kho bạc"})
    assert "Số đúng theo kho bạc" in leader.get(reverse("indicators:detail", args=[indicator.pk])).content.decode()


def test_the_task_counts_what_is_not_answered(world: World, give: Give) -> None:
    task = give(due=date(2026, 11, 10))
    push(world, task)
    push(world, task, text="Nêu rõ vướng mắc")
    client = Client()
    client.force_login(world.focal.user)
    shown = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "2 chỉ đạo chưa được trả lời, sớm nhất" in shown
    lists = client.get(reverse("directing:list"), {"xem": "chua-tra-loi"})
    assert "Chưa trả lời 2" in " ".join(lists.content.decode().split())
    assert len(lists.context["rows"]) == 2
    soon = give()
    push(world, soon)
    assert "Vì sao quá hạn" not in client.get(reverse("tasks:detail", args=[soon.pk])).content.decode()
    answer = client.post(reverse("tasks:deed", args=[task.pk, "don-doc"]), {"text": "x"})
    assert answer.status_code == 403


def test_an_overseer_asks_but_changes_nothing(world: World, give: Give) -> None:
    overseer = make_actor("uyvien", "Ủy viên Ban Thường vụ", world.province, Role.VIEWER, world.province)
    task = give(overseers=[overseer.post])
    asked = direct(actor=overseer, subject=task, kind="push", text="Báo cáo tiến độ", answer_by=TUESDAY)
    assert asked.unit == world.department
    with refusal("access.denied"):
        direct(actor=overseer, subject=task, kind="extend", text="Thêm hạn", new_due=date(2026, 12, 31))
    task.refresh_from_db()
    assert task.due == date(2026, 11, 30)


def test_what_waits_for_an_answer_stands_in_my_work(world: World, give: Give) -> None:
    directive = push(world, give())
    (own,) = duties(world.focal)
    (waiting,) = duties(world.leader)
    assert (own.name, own.due, own.waits) == ("Báo cáo tiến độ", TODAY, False)
    assert (waiting.waits, waiting.whom) == (True, "Sở Tài chính")
    answer_directive(actor=world.focal, directive=directive, answer="Xong")
    assert [*duties(world.focal), *duties(world.leader)] == []
