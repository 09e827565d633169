"""A paper withdrawn after tasks came from it: they stay, are marked and listed; nothing more is taken from it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY
from tests.database.tracking.intake_papers import SHORTCOMING, TARGET, TASK, only, read_paper
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Finding
from vaocuoc.tracking.intake.operations import accept_finding, accept_many
from vaocuoc.tracking.intake.withdrawing import reinstate_source, undecided_of, withdraw_source
from vaocuoc.tracking.models import Task

pytestmark = pytest.mark.django_db


def accept(world, finding, **fields):
    return accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, fields=fields, today=TODAY)


def withdraw(world, document, **changes):
    said = {"on": date(2026, 11, 18), "reason": "Thay bằng Kết luận số 41-KL/TU", **changes}
    return withdraw_source(actor=world.clerk, document=document, today=TODAY, **said)


def test_what_came_of_it_stays_and_waits_for_a_decision(world, monkeypatch):
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")
    document = read_paper(world, TASK, TARGET, SHORTCOMING)
    for kind in ("task", "target"):
        accept(world, Finding.objects.get(kind=kind))
    withdraw(world, document)
    assert len(undecided_of(document)) == 2
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    task = Task.objects.get()
    marked = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "văn bản nguồn đã thu hồi ngày" in marked
    panel = client.get(reverse("library:document", args=[document.pk])).content.decode()
    assert "2 nhiệm vụ, chỉ tiêu chờ quyết định" in panel
    listed = client.get(reverse("intake:withdraw", args=[document.pk])).content.decode()
    assert task.title in listed


def test_nothing_more_is_taken_from_it_until_the_note_is_taken_back(world):
    document = read_paper(world, TASK)
    withdraw(world, document)
    with pytest.raises(Refused, match=r"intake\.document_withdrawn"):
        accept(world, only(document))
    with pytest.raises(Refused, match=r"intake\.document_withdrawn"):
        accept_many(actor=world.clerk, document=document, finding_ids=[only(document).pk], today=TODAY)
    reinstate_source(actor=world.clerk, document=document)
    accept(world, only(document))
    assert Task.objects.count() == 1


def test_a_task_that_another_paper_orders_too_rests_on_that_one(world):
    document = read_paper(world, TASK)
    accept(world, only(document))
    other = read_paper(world, TASK, number="39-KL/TU")
    accept(world, only(other), existing=Task.objects.get())
    withdraw(world, document)
    assert len(undecided_of(document)) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "intake.withdrawal_reason"),
        ({"on": date(2026, 11, 21)}, "intake.withdrawal_day"),
        ({"on": date(2026, 11, 1)}, "intake.withdrawal_day"),
    ],
)
def test_it_says_what_is_wrong(world, changes, code):
    with pytest.raises(Refused) as refused:
        withdraw(world, read_paper(world, TASK), **changes)
    assert refused.value.code == code


def test_those_who_only_look_withdraw_nothing(world):
    with pytest.raises(Refused, match=r"access\.denied"):
        withdraw_source(actor=world.leader, document=read_paper(world, TASK), on=TODAY, reason="x", today=TODAY)
