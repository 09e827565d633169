from collections.abc import Callable
from datetime import date

import pytest

from tests.database.conftest import TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.models import Evidence, Task
from vaocuoc.tracking.tasks.operations import (
    add_update,
    cancel_task,
    change_deadline,
    close_without_evidence,
    create_task,
    decide_evidence,
    dispute_task,
    edit_task,
    resume_task,
    settle_dispute,
    submit_evidence,
    suspend_task,
)
from vaocuoc.tracking.tasks.queries import row_of

Give = Callable[..., Task]


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}( |$)")


def hand_in(world: World, task: Task, day: date = date(2026, 11, 12)) -> Evidence:
    return submit_evidence(
        actor=world.focal,
        task=task,
        number="412/TTr-STC",
        date=day,
        subject="Tờ trình điều chuyển vốn",
        level="province",
    )


def state(task: Task, today: date = TODAY) -> str:
    return row_of(task, today=today).state.code


def test_it_numbers_tasks_of_a_register_one_after_another(give: Give) -> None:
    assert [give().code, give().code] == ["NV-0001", "NV-0002"]


def test_it_keeps_the_parties_known_and_unknown(world: World, give: Give) -> None:
    task = give(
        cooperating=[world.commune, "các hội quần chúng"], through=[world.office], overseers=[world.leader.post]
    )
    assert {(party.role, str(party.unit or party.post or party.words)) for party in task.parties.all()} == {
        ("cooperating", "Đảng ủy xã Yên Thượng"),
        ("cooperating", "các hội quần chúng"),
        ("overseer", "Phó Bí thư Thường trực, Tỉnh ủy Minh Giang"),
        ("through", "Văn phòng Tỉnh ủy"),
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "  "}, "tasks.no_title"),
        ({"lead_unit": None}, "tasks.no_lead"),
        ({"due": None}, "tasks.no_due"),
        ({"due": date(2026, 8, 1)}, "tasks.due_before_receipt"),
        ({"due": None, "deadline_kind": "condition"}, "tasks.no_condition"),
        ({"due": None, "deadline_kind": "after_issue", "days_after_issue": 10}, "tasks.no_issue_day"),
        ({"urgency": "now"}, "tasks.unknown_choice"),
        ({"title": "x" * 1001}, "tasks.too_long"),
    ],
)
def test_it_refuses_a_task_that_is_not_clear(give: Give, fields: dict[str, object], code: str) -> None:
    with refusal(code):
        give(**fields)
    assert not Task.objects.exists()


def test_it_lets_one_lead_only(world: World, give: Give) -> None:
    with refusal("tasks.two_leads"):
        create_task(
            actor=world.clerk,
            keeper=world.province,
            title="Việc của hai đầu mối",
            lead_unit=world.department,
            lead_post=world.leader.post,
            due=date(2026, 12, 1),
            today=TODAY,
        )


def test_it_keeps_a_child_within_its_parent(world: World, give: Give) -> None:
    parent = give(due=date(2026, 11, 25))
    with refusal("tasks.due_after_parent"):
        give(parent=parent)
    child = give(parent=parent, due=date(2026, 11, 25))
    with refusal("tasks.due_before_child"):
        change_deadline(actor=world.clerk, task=parent, new=date(2026, 11, 24), reason="Rút ngắn")
    with refusal("tasks.due_after_parent"):
        change_deadline(actor=world.clerk, task=child, new=date(2026, 11, 26), reason="Xin thêm")


def test_it_closes_by_evidence_that_another_confirms(world: World, give: Give) -> None:
    task = give()
    assert state(task) == "not_started"
    evidence = hand_in(world, task)
    assert state(task) == "submitted"
    assert state(task, date(2026, 12, 1)) == "late_acceptance"
    with refusal("access.denied"):
        decide_evidence(actor=world.focal, evidence=evidence, accepted=True, completed_on=evidence.date, grade="met")
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=True, completed_on=evidence.date, grade="met")
    task.refresh_from_db()
    assert (state(task), task.completed_on, task.grade) == ("done_on_time", date(2026, 11, 12), "met")
    with refusal("conflict.evidence_decided"):
        decide_evidence(actor=world.leader, evidence=evidence, accepted=False, reason="Xem lại")


def test_it_never_lets_the_submitter_confirm(world: World, give: Give) -> None:
    task = give()
    evidence = submit_evidence(
        actor=world.clerk, task=task, number="12-BC/VPTU", date=TODAY, subject="Báo cáo", level="province"
    )
    with refusal("tasks.confirm_own"):
        decide_evidence(actor=world.clerk, evidence=evidence, accepted=True, completed_on=TODAY, grade="met")


def test_it_guesses_no_day_of_completion(world: World, give: Give) -> None:
    evidence = hand_in(world, give())
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=True, grade="met")
    assert state(evidence.task) == "done_unjudged"


def test_it_returns_evidence_with_a_reason_and_takes_the_next(world: World, give: Give) -> None:
    task = give()
    evidence = hand_in(world, task)
    with refusal("tasks.evidence_waiting"):
        hand_in(world, task)
    with refusal("tasks.no_reason"):
        decide_evidence(actor=world.clerk, evidence=evidence, accepted=False)
    decide_evidence(actor=world.clerk, evidence=evidence, accepted=False, reason="Chưa gửi tới cấp nhận sản phẩm")
    assert state(task) == "in_progress"
    hand_in(world, task)
    assert state(task) == "submitted"


def test_it_refuses_a_document_of_tomorrow(world: World, give: Give) -> None:
    with refusal("tasks.day_in_future"):
        hand_in(world, give(), date(2026, 11, 21))


def test_it_keeps_the_first_deadline_beside_the_one_in_force(world: World, give: Give) -> None:
    task = give()
    with refusal("access.denied"):
        change_deadline(actor=world.focal, task=task, new=date(2026, 12, 15), reason="Xin thêm")
    change_deadline(actor=world.leader, task=task, new=date(2026, 12, 15), reason="Chờ phê duyệt giá đất")
    task.refresh_from_db()
    assert (task.first_due, task.due) == (date(2026, 11, 30), date(2026, 12, 15))
    change = task.deadline_changes.get()
    assert (change.old, change.new, change.by_post) == (date(2026, 11, 30), date(2026, 12, 15), world.leader.post)


def test_it_fills_in_a_missing_day(world: World, give: Give) -> None:
    task = give(due=None, no_due_reason="Chờ làm việc với cơ quan chủ trì")
    assert (state(task), row_of(task, today=TODAY).state.days) == ("needs_due", 80)
    change_deadline(actor=world.clerk, task=task, new=date(2026, 12, 20), reason="Đã thống nhất")
    task.refresh_from_db()
    assert (task.first_due, task.no_due_reason, state(task)) == (date(2026, 12, 20), "", "not_started")


def test_it_edits_only_what_the_person_saw(world: World, give: Give) -> None:
    task = give()
    edit_task(actor=world.clerk, task=task, version=task.version, product="Tờ trình", cooperating=[world.commune])
    with refusal("conflict.task_changed"):
        edit_task(actor=world.leader, task=task, version=task.version, product="Báo cáo")
    task.refresh_from_db()
    assert (task.product, task.parties.get().unit) == ("Tờ trình", world.commune)


def test_it_lets_the_lead_and_the_office_tell_and_nobody_else(world: World, give: Give) -> None:
    task = give()
    add_update(actor=world.focal, task=task, text="Đã rà soát 14 dự án")
    add_update(
        actor=world.clerk, task=task, text="Qua điện thoại: còn 3 dự án", on_behalf_of="Sở Tài chính, điện thoại"
    )
    add_update(actor=world.leader, task=task, text="Đề nghị báo cáo trước ngày 25/11")
    with refusal("access.denied"):
        add_update(actor=world.outsider, task=task, text="Góp ý")
    with refusal("tasks.empty_update"):
        add_update(actor=world.focal, task=task, text="  ")
    assert state(task) == "in_progress"


def test_it_suspends_cancels_and_opens_again(world: World, give: Give) -> None:
    task = give()
    suspend_task(actor=world.clerk, task=task, reason="Chờ kế hoạch vốn")
    assert state(task) == "suspended"
    resume_task(actor=world.clerk, task=task)
    assert state(task) == "not_started"
    cancel_task(actor=world.leader, task=task, reason="Lồng ghép vào việc khác")
    assert state(task) == "cancelled"
    with refusal("tasks.no_reason"):
        resume_task(actor=world.clerk, task=task)
    with refusal("tasks.closed"):
        add_update(actor=world.focal, task=task, text="Đang làm")


def test_it_notes_as_done_what_no_document_proves(world: World, give: Give) -> None:
    task = give()
    with refusal("tasks.no_reason"):
        close_without_evidence(actor=world.clerk, task=task, reason="")
    close_without_evidence(actor=world.clerk, task=task, reason="Việc từ trước khi dùng chương trình")
    assert state(task) == "done_unjudged"


def test_it_counts_a_disputed_task_apart_until_decided(world: World, give: Give) -> None:
    task = give(due=date(2026, 10, 30))
    dispute_task(actor=world.focal, task=task, reason="Hạn ghi sai so với văn bản")
    assert not row_of(task, today=TODAY).state.is_red
    settle_dispute(actor=world.clerk, task=task, reason="Hạn ghi đúng")
    assert row_of(task, today=TODAY).state.is_red


def test_it_writes_an_entry_for_each_deed(world: World, give: Give) -> None:
    task = give()
    decide_evidence(actor=world.clerk, evidence=hand_in(world, task), accepted=True, completed_on=TODAY, grade="beyond")
    actions = Entry.objects.filter(object_type="tracking.task").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["tasks.assign", "tasks.hand_in", "tasks.confirm"]
