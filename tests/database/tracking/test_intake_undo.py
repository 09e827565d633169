"""Undoing: what was made is taken back only while nobody has touched it; and two reviewers never undo each other."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.db import connection, connections

from tests.database.conftest import TODAY
from tests.database.tracking.intake_papers import PROPOSAL, RESULT, SHORTCOMING, TARGET, TASK, only, read_paper
from vaocuoc.core.calendars import year
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Finding
from vaocuoc.tracking.indicators.operations import create_indicator, period_of, submit_observation
from vaocuoc.tracking.intake.operations import accept_finding, reject_finding, undo_decision
from vaocuoc.tracking.models import Indicator, Observation, Proposal, Shortcoming, Target, Task
from vaocuoc.tracking.tasks.operations import add_update

pytestmark = pytest.mark.django_db


def accept(world, item, **fields) -> Finding:
    finding = only(read_paper(world, item))
    return accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, fields=fields, today=TODAY)


def undo(world, finding: Finding) -> Finding:
    finding.refresh_from_db()
    return undo_decision(actor=world.clerk, finding_id=finding.pk, version=finding.version, today=TODAY)


@pytest.mark.parametrize(
    ("item", "model"), [(TASK, Task), (TARGET, Indicator), (SHORTCOMING, Shortcoming), (PROPOSAL, Proposal)]
)
def test_it_takes_back_what_nobody_touched(world, item, model):
    finding = accept(world, item)
    assert model.objects.count() == 1
    undo(world, finding)
    finding.refresh_from_db()
    assert finding.state == "open"
    assert not model.objects.exists()


def test_it_accepts_again_after_undoing(world):
    finding = accept(world, TASK)
    undo(world, finding)
    finding.refresh_from_db()
    accept_finding(actor=world.clerk, finding_id=finding.pk, version=finding.version, today=TODAY)
    assert Task.objects.count() == 1


def test_it_keeps_a_task_that_somebody_updated(world):
    finding = accept(world, TASK)
    add_update(actor=world.clerk, task=Task.objects.get(), text="Đã họp triển khai")
    with pytest.raises(Refused, match=r"intake\.touched"):
        undo(world, finding)
    finding.refresh_from_db()
    assert finding.state == "accepted"
    assert Task.objects.count() == 1


def test_it_keeps_an_indicator_that_was_there_before(world):
    create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng",
        kind="flow",
        frequency="month",
    )
    finding = accept(world, TARGET)
    undo(world, finding)
    assert Indicator.objects.count() == 1
    assert not Target.objects.filter(withdrawn_at__isnull=True).exists()


def test_it_keeps_an_indicator_that_has_values_since(world):
    finding = accept(world, TARGET)
    indicator = Indicator.objects.get()

    submit_observation(
        actor=world.clerk,
        indicator=indicator,
        unit=world.province,
        provider=world.province,
        period=year(2025),
        value=Decimal(1),
    )
    with pytest.raises(Refused, match=r"intake\.touched"):
        undo(world, finding)
    assert Target.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_it_takes_a_value_back_by_a_further_revision(world):
    indicator = create_indicator(
        actor=world.clerk,
        keeper=world.province,
        name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng",
        kind="flow",
        frequency="month",
    )
    finding = accept(world, RESULT)
    undo(world, finding)
    first, second = Observation.objects.filter(indicator=indicator).order_by("revision")
    assert first.finding == finding
    assert (second.value, period_of(second)) == (None, period_of(first))
    assert second.missing_reason


def test_it_opens_what_was_rejected(world):
    finding = only(read_paper(world, TASK))
    reject_finding(actor=world.clerk, finding_id=finding.pk, version=0, reason="Nêu chung")
    undo(world, finding)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_it_says_when_there_is_nothing_to_undo(world):
    finding = only(read_paper(world, TASK))
    with pytest.raises(Refused, match=r"intake\.nothing_to_undo"):
        undo(world, finding)


def test_the_second_of_two_is_told_who_was_first(world):
    finding = accept(world, TASK)
    with pytest.raises(Refused) as refused:
        accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, today=TODAY)
    assert refused.value.code == "conflict.finding_changed"
    assert refused.value.facts["by"] == str(world.clerk.post)
    assert Task.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_task(world):
    finding = only(read_paper(world, TASK))
    start, outcomes = threading.Barrier(2), []

    def review() -> None:
        try:
            start.wait(10)
            accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, today=TODAY)
            outcomes.append("accepted")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection only: two at once are tried on PostgreSQL")
    reviewers = [threading.Thread(target=review) for _ in range(2)]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join(30)
    assert sorted(outcomes) == ["accepted", "conflict.finding_changed"]
    assert Task.objects.count() == 1
