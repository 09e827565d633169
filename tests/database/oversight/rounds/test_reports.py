"""A unit's report: one page over the same figures, handed in whole or with a reason, decided up the tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.database.conftest import TODAY, World, make_actor
from tests.database.oversight.rounds.conftest import BEGIN, OCTOBER
from tests.database.oversight.rounds.many import more_rows
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Role
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import duties_of
from vaocuoc.notices.models import Receipt
from vaocuoc.oversight.models import Regime, ReportStep, Round, RoundReport, TaskAnswer, TextAnswer
from vaocuoc.oversight.rounds.access import owed_by, waiting_for
from vaocuoc.oversight.rounds.answering import (
    TaskInput,
    TextInput,
    mark_of,
    missing_in,
    save_figures,
    save_tasks,
    save_texts,
)
from vaocuoc.oversight.rounds.asking import submissions_of, tasks_asked
from vaocuoc.oversight.rounds.chasing import chase
from vaocuoc.oversight.rounds.opening import close_round, open_round
from vaocuoc.oversight.rounds.operations import approve_report, hand_in, record_sent, return_report, take_back
from vaocuoc.oversight.rounds.page import page_for
from vaocuoc.oversight.rounds.progress import GROUPS, group_of, in_group, progress_of
from vaocuoc.tracking.indicators.locks import PeriodLock
from vaocuoc.tracking.indicators.operations import oblige
from vaocuoc.tracking.models import Indicator, Observation, Submission, Task, TaskUpdate
from vaocuoc.tracking.recurring.operations import set_recurrence
from vaocuoc.tracking.submissions.filling import CellInput, begin, save_cells
from vaocuoc.tracking.submissions.locking import set_steps
from vaocuoc.tracking.submissions.operations import approve as approve_figures
from vaocuoc.tracking.submissions.operations import return_submission, submit
from vaocuoc.tracking.tasks.operations import create_task


def fill(actor: Actor, report: RoundReport, indicator: Indicator, task: Task | None, figure: str = "12") -> None:
    save_figures(
        actor=actor,
        report=report,
        inputs=[CellInput(indicator=indicator.pk, unit=report.provider_id, typed=figure)],
    )
    if task is not None:
        save_tasks(actor=actor, report=report, inputs=[TaskInput(task.pk, "Đã trình dự thảo")])
    section = report.round.version.sections.get(place=1)
    save_texts(actor=actor, report=report, inputs=[TextInput(section.pk, "Hoàn thành hai lớp tập huấn")])


@pytest.fixture
def handed(world: World, mine: RoundReport, trained: Indicator, task: Task) -> RoundReport:
    fill(world.focal, mine, trained, task)
    return hand_in(actor=world.focal, report=mine)


def test_what_is_typed_stands_in_the_submission_of_the_period(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    fill(world.focal, mine, trained, task)
    submission = Submission.objects.get(provider=world.department)
    assert (submission.period, submission.cells.get().value) == (OCTOBER, 12)
    mine.refresh_from_db()
    assert mine.state == "draft"
    assert not missing_in(mine)
    assert not TaskUpdate.objects.exists()


def test_handing_in_writes_figures_and_tells_of_tasks_once(
    world: World, handed: RoundReport, trained: Indicator, task: Task
) -> None:
    assert (handed.state, handed.handed_on, handed.turn) == ("submitted", TODAY, 1)
    assert Submission.objects.get(provider=world.department).state == "submitted"
    assert Observation.objects.get(indicator=trained).value == 12
    assert TaskUpdate.objects.get(task=task).text == "Đã trình dự thảo"
    return_report(actor=world.clerk, report=handed, reason="Thiếu số lớp")
    hand_in(actor=world.focal, report=handed)
    assert TaskUpdate.objects.count() == 1
    assert list(ReportStep.objects.order_by("pk").values_list("deed", flat=True)) == ["submit", "return", "submit"]


def test_what_is_missing_needs_a_reason_that_is_kept(world: World, mine: RoundReport, trained: Indicator) -> None:
    with pytest.raises(Refused, match=r"rounds\.missing") as refused:
        hand_in(actor=world.focal, report=mine)
    assert refused.value.facts == {"figures": 1, "tasks": 1, "sections": 1}
    done = hand_in(actor=world.focal, report=mine, missing_reason="Chờ số của Kho bạc")
    assert (done.state, done.missing_reason) == ("submitted", "Chờ số của Kho bạc")
    assert Observation.objects.get(indicator=trained).missing_reason == "Chờ số của Kho bạc"


def test_a_wrong_figure_keeps_nothing(world: World, mine: RoundReport, trained: Indicator) -> None:
    with pytest.raises(Refused, match="figures_refused"):
        fill(world.focal, mine, trained, None, figure="mười hai")
    mine.refresh_from_db()
    assert mine.state == "none"


def test_only_who_reports_fills_and_only_another_approves(world: World, handed: RoundReport) -> None:
    with pytest.raises(Refused, match=r"access\.denied"):
        approve_report(actor=world.focal, report=handed)
    with pytest.raises(Refused, match=r"access\.denied"):
        take_back(actor=world.leader, report=handed, reason="Sửa")
    assert list(waiting_for(world.leader)) == [handed]
    done = approve_report(actor=world.leader, report=handed)
    assert (done.state, Submission.objects.get(provider=world.department).state) == ("approved", "approved")
    assert not waiting_for(world.leader).exists()
    told = Receipt.objects.filter(post=world.focal.post, message__kind="rounds.approved")
    assert told.count() == 1


def test_two_steps_go_up_the_tree_by_two_people(
    world: World, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    set_steps(actor=world.clerk, keeper=world.province, steps=2)
    chief = make_actor("giamdoc", "Giám đốc", world.department, Role.APPROVER, world.department)
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    assert approve_report(actor=chief, report=mine).state == "checked"
    with pytest.raises(Refused, match=r"access\.denied"):
        approve_report(actor=chief, report=mine)
    assert approve_report(actor=world.clerk, report=mine).state == "approved"
    assert Submission.objects.get(provider=world.department).state == "approved"


def test_who_handed_in_does_not_approve(world: World, mine: RoundReport, trained: Indicator, task: Task) -> None:
    fill(world.clerk, mine, trained, task)
    hand_in(actor=world.clerk, report=mine)
    with pytest.raises(Refused, match=r"rounds\.approve_own"):
        approve_report(actor=world.clerk, report=mine)


def test_a_returned_report_tells_its_unit_why_and_opens_again(world: World, handed: RoundReport) -> None:
    returned = return_report(actor=world.clerk, report=handed, reason="Thiếu số lớp")
    assert (returned.state, returned.is_open) == ("returned", True)
    assert Submission.objects.get(provider=world.department).state == "returned"
    told = Receipt.objects.get(post=world.focal.post, message__kind="rounds.returned")
    assert told.message.facts["reason"] == "Thiếu số lớp"
    with pytest.raises(Refused, match=r"rounds\.not_waiting"):
        approve_report(actor=world.leader, report=handed)


def test_a_report_of_figures_alone_follows_what_happens_to_them(
    world: World, make_regime: Callable[..., Regime], trained: Indicator
) -> None:
    regime = make_regime(figures="listed", indicators=[trained], sections=())
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    report = RoundReport.objects.get(round=made, provider=world.department)
    submission = begin(keeper=world.province, provider=world.department, period=OCTOBER)
    cells = [CellInput(indicator=trained.pk, unit=world.department.pk, typed="7")]
    save_cells(actor=world.focal, submission=submission, inputs=cells)
    submission = submit(actor=world.focal, submission=Submission.objects.get())
    states = []
    for deed in (
        lambda: None,
        lambda: return_submission(actor=world.clerk, submission=submission, reason="Kiểm tra lại"),
        lambda: submit(actor=world.focal, submission=Submission.objects.get()),
        lambda: approve_figures(actor=world.leader, submission=Submission.objects.get()),
    ):
        deed()
        report.refresh_from_db()
        states.append(report.state)
    assert states == ["submitted", "returned", "submitted", "approved"]


def test_figures_handed_in_alone_leave_the_words_to_be_given(
    world: World, mine: RoundReport, trained: Indicator
) -> None:
    cells = [CellInput(indicator=trained.pk, unit=world.department.pk, typed="7")]
    save_figures(actor=world.focal, report=mine, inputs=cells)
    submit(actor=world.focal, submission=Submission.objects.get())
    mine.refresh_from_db()
    assert (mine.state, missing_in(mine).figures, missing_in(mine).sections) == ("draft", 0, 1)


def test_a_closed_period_or_round_takes_nothing_more(
    world: World, october: Round, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    lock = PeriodLock.objects.create(
        keeper=world.province, period_kind="month", year=2026, index=10, closed_from=TODAY, reason="Đã tổng hợp",
        set_by=world.clerk.user,
    )  # fmt: skip
    with pytest.raises(Refused, match=r"indicators\.period_closed"):
        fill(world.focal, mine, trained, task)
    lock.delete()
    close_round(actor=world.clerk, round_=october, reason="Đã tổng hợp")
    with pytest.raises(Refused, match=r"rounds\.closed"):
        fill(world.focal, mine, trained, task)
    assert not owed_by(world.focal).exists()


def test_the_last_words_stand_beside(world: World, october: Round, handed: RoundReport) -> None:
    approve_report(actor=world.leader, report=handed)
    following = open_round(actor=world.clerk, regime=october.regime, today=TODAY, period=month(2026, 11))
    page = page_for(RoundReport.objects.get(round=following, provider=world.department), today=TODAY)
    assert page.texts[0].before is not None
    assert page.texts[0].before.text == "Hoàn thành hai lớp tập huấn"
    assert page.figures[0].before is not None
    assert page.figures[0].before[1] == 12
    assert page.tasks[0].last is not None


def test_the_page_costs_the_same_with_many_rows(
    world: World, mine: RoundReport, trained: Indicator, task: Task, django_assert_max_num_queries: Any
) -> None:
    more_rows(world, figures=19, tasks=14)
    report = RoundReport.objects.select_related("round__regime__keeper", "round__version", "provider").get(pk=mine.pk)
    with django_assert_max_num_queries(20):
        page = page_for(report, today=TODAY)
    assert (len(page.figures), len(page.tasks)) == (20, 15)


def test_it_goes_out_with_the_number_and_day_of_its_paper(world: World, make_regime: Callable[..., Regime]) -> None:
    regime = make_regime(name="Báo cáo quyết toán", receiver="Bộ Tài chính", relation="", sections=())
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    report = made.reports.get()
    assert report.provider == world.province
    with pytest.raises(Refused, match=r"rounds\.outward"):
        hand_in(actor=world.clerk, report=report)
    with pytest.raises(Refused, match=r"rounds\.sent_in_future"):
        record_sent(actor=world.clerk, report=report, number="45-BC/TU", sent_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match=r"access\.denied"):
        record_sent(actor=world.focal, report=report, number="45-BC/TU", sent_on=TODAY)
    sent = record_sent(actor=world.clerk, report=report, number="45-BC/TU", sent_on=TODAY)
    assert (sent.state, sent.sent_number, group_of(sent, TODAY)) == ("sent", "45-BC/TU", "handed_late")


def test_a_report_to_a_body_outside_leaves_the_figures_in_my_work(
    world: World, make_regime: Callable[..., Regime], trained: Indicator
) -> None:
    """Such a report holds no figures here, so they are still asked for by themselves."""
    oblige(actor=world.clerk, indicator=trained, unit=world.province, valid_from=BEGIN)
    reporter = make_actor("dautinh", "Đầu mối Tỉnh ủy", world.province, Role.REPORTER, world.province)
    asked = {duty.name for duty in duties_of(reporter) if duty.kind == "submissions.owed"}
    assert asked
    regime = make_regime(receiver="Bộ Tài chính", relation="", sections=(), figures="all")
    open_round(actor=world.clerk, regime=regime, today=TODAY, period=OCTOBER)
    assert {duty.name for duty in duties_of(reporter) if duty.kind == "submissions.owed"} == asked


def test_a_regular_task_that_comes_in_turns_is_asked_by_its_turns(
    world: World, october: Round, mine: RoundReport, task: Task
) -> None:
    holder = create_task(
        actor=world.clerk, keeper=world.province, title="Báo cáo tôn giáo", lead_unit=world.department, due=None,
        deadline_kind="regular", recurrence="Hằng tháng", today=TODAY,
    )  # fmt: skip
    assert set(tasks_asked(mine)) == {task, holder}
    set_recurrence(
        actor=world.clerk, task=holder, version=None, today=TODAY, every="month", rule="day", number=25,
        starts_on=TODAY.replace(day=1),
    )  # fmt: skip
    (turn,) = holder.children.all()
    assert set(tasks_asked(mine)) == {task, turn}
    owed = {duty.code for duty in duties_of(world.focal) if duty.kind == "tasks.lead"}
    assert owed == {task.code, turn.code}


def test_chasing_reaches_only_those_who_have_not_handed_in(
    world: World, october: Round, handed: RoundReport, reporter_of_commune: Actor
) -> None:
    assert chase(actor=world.clerk, round_=october, reports=RoundReport.objects.filter(round=october)) == 1
    told = Receipt.objects.filter(message__kind="rounds.chase")
    assert [one.post for one in told] == [reporter_of_commune.post]
    with pytest.raises(Refused, match=r"rounds\.nobody_to_chase"):
        chase(actor=world.clerk, round_=october, reports=RoundReport.objects.filter(round=october))
    with pytest.raises(Refused, match=r"access\.denied"):
        chase(actor=world.focal, round_=october, reports=RoundReport.objects.filter(round=october))


def test_every_report_is_in_one_group_on_every_day(world: World, october: Round, handed: RoundReport) -> None:
    reports = RoundReport.objects.filter(round=october)
    for days in range(-30, 40, 5):
        day = TODAY + timedelta(days=days)
        numbers = progress_of(reports, today=day)
        assert sum(numbers.of(name) for name in GROUPS) == reports.count()
        for name in GROUPS:
            listed = reports.filter(in_group(name, day))
            assert listed.count() == numbers.of(name)
            assert all(group_of(one, day) == name for one in listed)


def test_one_task_of_another_register_is_not_taken(world: World, mine: RoundReport, task: Task) -> None:
    task.lead_unit = world.office
    task.save()
    with pytest.raises(Refused, match=r"rounds\.task_not_asked"):
        save_tasks(actor=world.focal, report=mine, inputs=[TaskInput(task.pk, "Xong")])
    assert not TaskAnswer.objects.exists()


def test_a_report_begun_says_when_it_was_saved(world: World, mine: RoundReport, trained: Indicator) -> None:
    fill(world.focal, mine, trained, None)
    (line,) = page_for(mine, today=TODAY).figures
    assert line.saved_at is not None
    assert timezone.now() - line.saved_at < timedelta(minutes=5)
    assert [one.state for one in submissions_of(mine)] == ["draft"]


def test_words_of_another_are_not_lost_unseen(world: World, mine: RoundReport) -> None:
    section = mine.round.version.sections.get(place=1)
    save_texts(actor=world.focal, report=mine, inputs=[TextInput(section.pk, "Bản của đầu mối")])
    with pytest.raises(Refused, match=r"conflict\.section_changed"):
        save_texts(actor=world.clerk, report=mine, inputs=[TextInput(section.pk, "Bản của văn phòng")])
    assert TextAnswer.objects.get().text == "Bản của đầu mối"
    seen = TextInput(section.pk, "Bản gộp", seen=mark_of(TextAnswer.objects.get()))
    save_texts(actor=world.clerk, report=mine, inputs=[seen])
    assert TextAnswer.objects.get().text == "Bản gộp"
