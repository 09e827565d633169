"""A report of a period: filled as typed, handed in whole, returned, approved; nothing half written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import World, make_unit
from tests.database.tracking.submissions.conftest import OCTOBER, number
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.messages.models import Receipt
from vaocuoc.tracking.indicators.operations import approve_observation, oblige, submit_observation
from vaocuoc.tracking.indicators.queries import awaiting_approval
from vaocuoc.tracking.indicators.reporting import FiguresRefused
from vaocuoc.tracking.indicators.typed import WhichNumber
from vaocuoc.tracking.models import Approval, Cell, Indicator, Observation, Step, Submission
from vaocuoc.tracking.submissions.access import returned_to, waiting_for
from vaocuoc.tracking.submissions.filling import CellInput, begin, fill_missing, rows_of, save_cells
from vaocuoc.tracking.submissions.locking import lift_lock, lock_period, set_steps
from vaocuoc.tracking.submissions.models import State
from vaocuoc.tracking.submissions.operations import (
    SeveralRefused,
    approve,
    approve_several,
    return_submission,
    submit,
    take_back,
)
from vaocuoc.tracking.submissions.owed import owed, reports_of

Fill = Callable[..., Submission]


@contextmanager
def refusal(code: str) -> Iterator[Any]:
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code


def problem_of(caught: pytest.ExceptionInfo[FiguresRefused]) -> Refused:
    return next(iter(caught.value.problems.values()))


# --- what is owed -----------------------------------------------------------------------------------------------------


def test_it_asks_a_leading_unit_for_the_registers_figure_and_each_unit_for_its_own(
    world: World, revenue: Indicator, trained: Indicator
) -> None:
    def asked(provider: Any) -> list[tuple[str, Any]]:
        return [(one.indicator.code, one.unit) for one in owed(world.province.pk, provider.pk, OCTOBER)]

    assert asked(world.department) == [("KT-01", world.province), ("XD-02", world.department)]
    assert asked(world.commune) == [("XD-02", world.commune)]
    assert asked(world.province) == []  # what the department leads is the department's to report


def test_it_asks_for_nothing_before_or_after_the_obligation(world: World, trained: Indicator) -> None:
    assert not owed(world.province.pk, world.commune.pk, month(2025, 12)).exists()


def test_it_lists_what_a_unit_has_to_report_and_what_came_back_first(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill
) -> None:
    october = fill({revenue: "100", trained: "5"})
    submit(actor=world.focal, submission=october)
    september = fill({revenue: "90", trained: "4"}, period=month(2026, 9))
    return_submission(actor=world.clerk, submission=submit(actor=world.focal, submission=september), reason="Sai kỳ")
    due = reports_of([world.department.pk], today=world.focal.today)
    assert [(one.period.index, one.state) for one in due] == [(9, State.RETURNED), (10, State.SUBMITTED)]


# --- filling ----------------------------------------------------------------------------------------------------------


def test_it_keeps_what_was_typed_and_what_it_means(world: World, revenue: Indicator, fill: Fill) -> None:
    fill({revenue: "1234,50"})
    cell = Cell.objects.get()
    assert (cell.typed, cell.value) == ("1234,50", 12345)


def test_it_forgets_a_cell_that_was_emptied(world: World, revenue: Indicator, fill: Fill) -> None:
    fill({revenue: "12"})
    fill({revenue: ""})
    assert not Cell.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"typed": "mười hai"}, "ui.not_a_number"),
        ({"typed": "12,34"}, "indicators.too_precise"),
        ({"typed": "9" * 25}, "indicators.too_large"),
        ({"typed": "12", "missing_reason": "và lý do"}, "indicators.value_or_reason"),
        ({"note": "x" * 501}, "indicators.too_long"),
    ],
)
def test_it_writes_nothing_of_a_page_with_one_bad_cell(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill, given: dict[str, str], code: str
) -> None:
    with pytest.raises(FiguresRefused) as caught:
        fill({trained: "5", revenue: given})
    assert {key[0]: refused.code for key, refused in caught.value.problems.items()} == {revenue.pk: code}
    assert not Cell.objects.exists()
    assert not Submission.objects.exists()


def test_it_asks_which_of_two_readings_is_meant_and_writes_the_chosen(
    world: World, fill: Fill, trained: Indicator
) -> None:
    trained.decimals = 3
    trained.save()
    with pytest.raises(FiguresRefused) as caught:
        fill({trained: "1.234"})
    question = problem_of(caught)
    assert isinstance(question, WhichNumber)
    assert [one.value for one in question.readings] == [Decimal(1234), Decimal("1.234")]
    assert not Cell.objects.exists()
    fill({trained: {"typed": "1.234", "chosen": "pointed"}})
    assert Cell.objects.get().value == 1234
    fill({trained: {"typed": "1.234", "note": "Số của ba tháng"}})  # answered once, not asked again
    assert Cell.objects.get().value == 1234


def test_it_reads_a_number_as_the_figures_before_tell(
    world: World, trained: Indicator, fill: Fill, approved: Any
) -> None:
    trained.decimals = 3
    trained.save()
    approved(trained, "1150", period=month(2026, 9))
    fill({trained: "1.234"})
    assert Cell.objects.get(submission__index=10).value == 1_234_000


def test_it_refuses_the_figure_of_a_unit_that_was_dissolved(world: World, trained: Indicator, fill: Fill) -> None:
    world.commune.valid_to = date(2026, 9, 1)
    world.commune.save()
    with pytest.raises(FiguresRefused) as caught:
        fill({trained: "5"}, actor=world.clerk, provider=world.commune)
    assert problem_of(caught).code == "indicators.unit_dissolved"
    fill({trained: "5"}, actor=world.clerk, provider=world.commune, period=month(2026, 8))  # it still was there then


def test_it_takes_only_what_the_unit_owes_and_only_from_who_reports(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill
) -> None:
    report = begin(keeper=world.province, provider=world.commune, period=OCTOBER)
    with refusal("submissions.not_owed"):
        given = CellInput(indicator=revenue.pk, unit=world.commune.pk, typed="5")
        save_cells(actor=world.clerk, submission=report, inputs=[given])
    with refusal("access.denied"):
        fill({trained: "5"}, provider=world.commune)
    with refusal("indicators.not_begun"):
        fill({trained: "5"}, period=month(2026, 12))


# --- handing in -------------------------------------------------------------------------------------------------------


def test_it_is_handed_in_only_when_everything_owed_is_there(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill
) -> None:
    report = fill({revenue: "100"})
    with refusal("submissions.unfilled") as caught:
        submit(actor=world.focal, submission=report)
    assert caught.value.facts == {"count": 1}
    assert not Observation.objects.exists()
    assert fill_missing(actor=world.focal, submission=report, reason="Chưa mở lớp trong tháng") == 1
    submit(actor=world.focal, submission=report)
    found = {one.indicator.code: (one.value, one.missing_reason) for one in Observation.objects.all()}
    assert found == {"KT-01": (1000, ""), "XD-02": (None, "Chưa mở lớp trong tháng")}


def test_a_cumulative_figure_that_falls_asks_for_an_explanation(
    world: World, revenue: Indicator, fill: Fill, approved: Any
) -> None:
    approved(revenue, "100", period=month(2026, 9))
    report = fill({revenue: "95"})
    with refusal("submissions.questions"):
        submit(actor=world.focal, submission=report)
    assert Observation.objects.count() == 1
    fill({revenue: {"typed": "95", "note": "Hoàn thuế 5 tỷ đồng trong tháng"}})
    submit(actor=world.focal, submission=report)
    assert Observation.objects.latest("pk").note == "Hoàn thuế 5 tỷ đồng trong tháng"


def test_what_was_submitted_stays_when_it_is_returned(world: World, revenue: Indicator, fill: Fill) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    with refusal("submissions.not_open"):
        fill({revenue: "101"})
    return_submission(actor=world.clerk, submission=report, reason="Thiếu số của Kho bạc")
    assert list(returned_to(world.focal)) == [report]
    submit(actor=world.focal, submission=fill({revenue: "101"}))
    rows = list(Observation.objects.order_by("revision").values_list("value", "revision_reason"))
    assert rows == [(1000, ""), (1010, "Thiếu số của Kho bạc")]
    assert list(Step.objects.order_by("pk").values_list("deed", flat=True)) == ["submit", "return", "submit"]


def test_a_cell_that_did_not_change_is_not_reported_again(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill
) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100", trained: "5"}))
    take_back(actor=world.focal, submission=report, reason="Nhầm số thu")
    submit(actor=world.focal, submission=fill({revenue: "102"}))
    assert Observation.objects.filter(indicator=trained).count() == 1
    assert Observation.objects.filter(indicator=revenue).count() == 2


# --- approving --------------------------------------------------------------------------------------------------------


def test_another_approves_what_was_submitted(world: World, revenue: Indicator, fill: Fill) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    assert list(waiting_for(world.leader)) == [report]
    assert not awaiting_approval(world.leader).exists()  # one place to approve it, not two
    with refusal("access.denied"):
        approve(actor=world.focal, submission=report)
    with refusal("indicators.in_submission"):
        approve_observation(actor=world.leader, observation=Observation.objects.get())
    approve(actor=world.leader, submission=report)
    assert Approval.objects.get().approved_by == world.leader.user
    with refusal("submissions.not_waiting"):
        approve(actor=world.clerk, submission=report)


def test_who_submitted_does_not_approve(world: World, revenue: Indicator, fill: Fill) -> None:
    report = submit(actor=world.clerk, submission=fill({revenue: "100"}, actor=world.clerk))
    assert not waiting_for(world.clerk).exists()
    with refusal("indicators.approve_own"):
        approve(actor=world.clerk, submission=report)


def test_a_units_own_approver_does_not_approve_for_the_register(
    world: World, chief: Actor, revenue: Indicator, fill: Fill
) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    assert not waiting_for(chief).exists()
    with refusal("access.denied"):
        approve(actor=chief, submission=report)


def test_two_steps_go_from_the_unit_up_by_two_people(
    world: World, chief: Actor, revenue: Indicator, fill: Fill
) -> None:
    set_steps(actor=world.clerk, keeper=world.province, steps=2)
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    assert list(waiting_for(chief)) == [report]
    assert approve(actor=chief, submission=report).state == State.CHECKED
    assert not Approval.objects.exists()
    assert not waiting_for(chief).exists()
    with refusal("access.denied"):
        approve(actor=chief, submission=report)
    assert approve(actor=world.leader, submission=report).state == State.APPROVED
    assert Approval.objects.get().approved_by == world.leader.user


def test_one_person_does_not_take_both_steps(world: World, revenue: Indicator, fill: Fill) -> None:
    set_steps(actor=world.clerk, keeper=world.province, steps=2)
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    approve(actor=world.leader, submission=report)
    assert not waiting_for(world.leader).exists()
    with refusal("submissions.same_person"):
        approve(actor=world.leader, submission=report)


def test_several_are_approved_all_or_none(world: World, revenue: Indicator, trained: Indicator, fill: Fill) -> None:
    first = submit(actor=world.focal, submission=fill({revenue: "100", trained: "1"}))
    own = submit(actor=world.clerk, submission=fill({trained: "5"}, actor=world.clerk, provider=world.commune))
    with pytest.raises(SeveralRefused) as caught:
        approve_several(actor=world.clerk, submissions=[first, own])
    assert caught.value.cause.code == "indicators.approve_own"
    assert not Approval.objects.exists()
    approve_several(actor=world.leader, submissions=[first, own])
    assert Approval.objects.count() == 3


def test_an_approved_figure_is_not_revised_by_reporting_again(
    world: World, revenue: Indicator, approved: Any, fill: Fill
) -> None:
    figure = approved(revenue, "100")
    with refusal("indicators.approved_already"):
        submit_observation(
            actor=world.focal,
            indicator=revenue,
            unit=world.province,
            provider=world.department,
            period=OCTOBER,
            value=Decimal(101),
            revision_reason="Bổ sung",
        )
    assert Observation.objects.get() == figure
    assert number(figure) == 100


# --- closed periods ---------------------------------------------------------------------------------------------------


def test_a_closed_period_takes_no_figure_until_it_is_opened(world: World, revenue: Indicator, fill: Fill) -> None:
    with refusal("access.denied"):
        lock_period(
            actor=world.focal, keeper=world.province, period=OCTOBER, closed_from=date(2026, 11, 10), reason="x"
        )
    with refusal("submissions.lock_before_end"):
        lock_period(
            actor=world.clerk, keeper=world.province, period=OCTOBER, closed_from=date(2026, 10, 31), reason="x"
        )
    lock = lock_period(
        actor=world.clerk, keeper=world.province, period=OCTOBER, closed_from=date(2026, 11, 10), reason="Đã chốt"
    )
    with refusal("submissions.locked_already"):
        lock_period(
            actor=world.clerk, keeper=world.province, period=OCTOBER, closed_from=date(2026, 11, 11), reason="x"
        )
    with refusal("indicators.period_closed"):
        fill({revenue: "100"})
    fill({revenue: "90"}, period=month(2026, 9))
    with refusal("indicators.no_reason"):
        lift_lock(actor=world.clerk, lock=lock, reason=" ")
    lift_lock(actor=world.clerk, lock=lock, reason="Kho bạc gửi bổ sung")
    fill({revenue: "100"})


def test_a_lock_of_a_day_to_come_closes_nothing_yet(world: World, revenue: Indicator, fill: Fill) -> None:
    lock_period(
        actor=world.clerk,
        keeper=world.province,
        period=OCTOBER,
        closed_from=world.clerk.today + timedelta(days=1),
        reason="Chốt",
    )
    fill({revenue: "100"})


def test_what_was_submitted_before_the_lock_is_still_approved(world: World, revenue: Indicator, fill: Fill) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "100"}))
    lock_period(actor=world.clerk, keeper=world.province, period=OCTOBER, closed_from=date(2026, 11, 10), reason="Chốt")
    with refusal("indicators.period_closed"):
        return_submission(actor=world.clerk, submission=report, reason="Sai")
    assert approve(actor=world.leader, submission=report).state == State.APPROVED


# --- size -------------------------------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_the_cells(world: World, trained: Indicator) -> None:
    """A leading unit reports for many units: filling and handing in asks as often for forty as for two."""
    trained.lead_unit = world.department
    trained.save()
    units = [make_unit(f"Xã {place}", level="commune") for place in range(40)]
    for unit in units:
        oblige(actor=world.clerk, indicator=trained, unit=unit, valid_from=date(2026, 1, 1))

    def asked(period: Any, some: list[Any]) -> int:
        report = begin(keeper=world.province, provider=world.department, period=period)
        inputs = [CellInput(indicator=trained.pk, unit=unit.pk, typed="5") for unit in (world.department, *some)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            save_cells(actor=world.focal, submission=report, inputs=inputs)
            report = begin(keeper=world.province, provider=world.department, period=period)
            report = submit(actor=world.focal, submission=report)
            approve(actor=world.leader, submission=report)
            rows_of(report, [(trained, unit) for unit in some])
        return len(queries)

    asked(month(2026, 8), units[:1])  # what is remembered is remembered
    assert asked(month(2026, 9), units[:2]) == asked(OCTOBER, units)


def test_it_tells_the_register_and_the_unit_of_each_step(
    world: World, revenue: Indicator, trained: Indicator, fill: Fill
) -> None:
    report = submit(actor=world.focal, submission=fill({revenue: "10,5", trained: "4"}))
    return_submission(actor=world.clerk, submission=report, reason="Thiếu số của Kho bạc")
    submit(actor=world.focal, submission=fill({revenue: "11"}))
    approve(actor=world.leader, submission=begin(keeper=world.province, provider=world.department, period=OCTOBER))
    told = Receipt.objects.filter(message__kind__startswith="submissions.").order_by("pk")
    assert list(told.filter(post=world.focal.post).values_list("message__kind", flat=True)) == [
        "submissions.returned", "submissions.approved",
    ]  # fmt: skip
    assert "submissions.submitted" in told.filter(post=world.clerk.post).values_list("message__kind", flat=True)
