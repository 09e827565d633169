"""A request for explanation: asked from what is red, answered in its thread, accepted or asked again, counted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.database.conftest import TODAY, World
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import actor_for
from vaocuoc.notices.models import Receipt
from vaocuoc.oversight import reminders
from vaocuoc.oversight.explanations.access import visible_explanations
from vaocuoc.oversight.explanations.duties import duties
from vaocuoc.oversight.explanations.models import Explanation, ExplanationState
from vaocuoc.oversight.explanations.operations import accept, answer, ask, ask_again, usual_day, withdraw
from vaocuoc.oversight.explanations.queries import AskingCounts, counts
from vaocuoc.tracking.indicators.operations import create_indicator, oblige, set_target, submit_observation
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = pytest.mark.django_db

FRIDAY = TODAY  # 20/11/2026


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def late(world: World) -> Task:
    before = TODAY - timedelta(days=40)
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Trình phương án bồi thường",
        lead_unit=world.department,
        due=TODAY - timedelta(days=9),
        received_on=before,
        today=before,
    )


def asked(world: World, task: Task, *, by: date = TODAY) -> Explanation:
    return ask(actor=world.leader, task=task, asked_unit=world.department, words="Vì sao chậm", answer_by=by)


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world, name).user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_three_working_days_are_offered(world: World) -> None:
    assert usual_day(world.province, today=FRIDAY) == date(2026, 11, 26)  # 24/11 is a holiday


def test_it_is_asked_answered_and_accepted(world: World, late: Task) -> None:
    made = asked(world, late)
    assert Receipt.objects.filter(message__kind="explanations.asked", post=world.focal.post).exists()
    answer(actor=world.focal, explanation=made, text="Chờ giá đất")
    made.refresh_from_db()
    assert made.state == ExplanationState.ANSWERED
    accept(actor=world.leader, explanation=made)
    made.refresh_from_db()
    assert made.state == ExplanationState.ACCEPTED
    assert counts(Explanation.objects.all(), today=TODAY) == AskingCounts(in_time=1)


def test_the_same_is_not_asked_twice_at_a_time(world: World, late: Task) -> None:
    asked(world, late)
    with pytest.raises(Refused, match=r"conflict\.explanation_open"):
        asked(world, late)


def test_each_asking_counts_by_its_own_day(world: World, late: Task) -> None:
    made = asked(world, late)
    answer(actor=world.focal, explanation=made, text="Đang làm")
    ask_again(actor=world.leader, explanation=made, words="Nêu ngày", answer_by=TODAY + timedelta(days=3))
    later = actor_for(world.focal.user, today=TODAY + timedelta(days=5))
    assert counts(Explanation.objects.all(), today=TODAY).waiting == 1
    assert counts(Explanation.objects.all(), today=later.today).unanswered == 1
    answer(actor=later, explanation=made, text="Ngày 30/11")
    found = counts(Explanation.objects.all(), today=later.today)
    assert (found.asked, found.in_time, found.late, found.judged) == (2, 1, 1, 2)


def test_a_withdrawn_one_is_counted_apart(world: World, late: Task) -> None:
    withdraw(actor=world.leader, explanation=asked(world, late), reason="Đã rõ")
    assert counts(Explanation.objects.all(), today=TODAY) == AskingCounts(withdrawn=1)


def test_who_answered_does_not_accept(world: World, late: Task) -> None:
    made = asked(world, late)
    answer(actor=world.clerk, explanation=made, text="Chờ giá đất", on_behalf_of="Sở Tài chính, qua điện thoại")
    with pytest.raises(Refused, match=r"explanations\.own_answer"):
        accept(actor=world.clerk, explanation=made)


def test_the_asked_may_not_ask_nor_decide(world: World, late: Task) -> None:
    with pytest.raises(Refused, match=r"access\.denied"):
        ask(actor=world.focal, task=late, asked_unit=world.department, words="Hỏi", answer_by=TODAY)
    made = asked(world, late)
    answer(actor=world.focal, explanation=made, text="Chờ")
    with pytest.raises(Refused, match=r"access\.denied"):
        accept(actor=world.focal, explanation=made)
    assert not visible_explanations(world.outsider).exists()


def test_it_waits_in_the_work_of_both(world: World, late: Task) -> None:
    made = asked(world, late)
    assert [one.kind for one in duties(world.focal)] == ["explanations.owed"]
    assert [(one.kind, one.waits) for one in duties(world.leader)] == [("explanations.waiting", True)]
    answer(actor=world.focal, explanation=made, text="Chờ")
    assert [one.kind for one in duties(world.leader)] == ["explanations.answered"]


def test_the_morning_reminds_before_and_after_the_day(world: World, late: Task) -> None:
    asked(world, late, by=TODAY + timedelta(days=1))
    told = {}
    for after in range(7):
        day = TODAY + timedelta(days=after)
        before = Receipt.objects.count()
        reminders.remind(day)
        told[after] = Receipt.objects.count() - before
    assert told == {0: 1, 1: 0, 2: 1, 3: 0, 4: 0, 5: 1, 6: 0}


# --- the pages --------------------------------------------------------------------------------------------------------


def test_the_button_stands_on_an_overdue_task_alone(world: World, late: Task) -> None:
    fresh = create_task(
        actor=world.clerk, keeper=world.province, title="Lập danh mục", lead_unit=world.department,
        due=TODAY + timedelta(days=30), today=TODAY,
    )  # fmt: skip
    leader = client_of(world, "leader")
    address = f"/giai-trinh/moi/?nhiem-vu={late.pk}"
    assert address in leader.get(f"/nhiem-vu/{late.pk}/").content.decode()
    assert "/giai-trinh/moi/" not in leader.get(f"/nhiem-vu/{fresh.pk}/").content.decode()
    assert "/giai-trinh/moi/" not in client_of(world, "focal").get(f"/nhiem-vu/{late.pk}/").content.decode()


def test_a_red_figure_is_asked_about_from_its_page(world: World) -> None:
    figure = create_indicator(
        actor=world.clerk, keeper=world.province, name="Thu ngân sách", unit_of_measure="tỷ đồng", kind="flow",
        frequency="month", lead_unit=world.department,
    )  # fmt: skip
    set_target(
        actor=world.clerk, indicator=figure, unit=world.province, comparator=">=", value=Decimal(100), due=TODAY,
        horizon="total", starts_on=date(2026, 1, 1),
    )  # fmt: skip
    oblige(actor=world.clerk, indicator=figure, unit=world.province, valid_from=date(2026, 1, 1))
    submit_observation(
        actor=world.clerk, indicator=figure, unit=world.province, provider=world.province, period=month(2026, 9),
        value=Decimal(7),
    )  # fmt: skip
    leader = client_of(world, "leader")
    address = f"/giai-trinh/moi/?chi-tieu={figure.pk}&don-vi={world.province.pk}"
    assert address.replace("&", "&amp;") in leader.get(f"/chi-tieu/{figure.pk}/").content.decode()
    data = {"whom": f"d{world.department.pk}", "words": "Vì sao thấp", "answer_by": "25/11/2026"}
    assert leader.post(address, data).status_code == 302
    made = Explanation.objects.get()
    assert (made.indicator, made.unit, made.asked_unit) == (figure, world.province, world.department)
    assert client_of(world, "focal").get(f"/giai-trinh/{made.pk}/").status_code == 200


def test_the_list_says_how_many_of_how_many(world: World, late: Task) -> None:
    made = asked(world, late)
    answer(actor=world.focal, explanation=made, text="Chờ")
    shown = client_of(world, "leader").get("/giai-trinh/").content.decode()
    assert "đúng hạn 1/1 lượt" in shown


def test_the_office_says_for_whom_it_records(world: World, late: Task) -> None:
    made = asked(world, late)
    clerk = client_of(world, "clerk")
    address = f"/giai-trinh/{made.pk}/tra-loi/"
    assert clerk.post(address, {"text": "Chờ giá đất"}).status_code == 422
    assert clerk.post(address, {"text": "Chờ giá đất", "on_behalf_of": "Sở Tài chính"}).status_code == 302
