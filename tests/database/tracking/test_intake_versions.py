"""A draft that comes back: what was decided of the same sentences is proposed and taken over, nothing made twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import TODAY
from tests.database.tracking.intake_papers import (
    SHORTCOMING,
    TARGET,
    TASK,
    TASK_WITHOUT_DAY,
    TEXT,
    add_finding,
    read_paper,
)
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import File, Finding, Reading
from vaocuoc.tracking.intake.carrying import carry_one, carry_over
from vaocuoc.tracking.intake.earlier import changes_between, earlier_of
from vaocuoc.tracking.intake.operations import accept_finding, reject_finding, undo_decision
from vaocuoc.tracking.intake.outcomes import became_of
from vaocuoc.tracking.models import Descent, Target, Task, TaskSource

pytestmark = pytest.mark.django_db
REWORDED = {**TASK_WITHOUT_DAY, "quote": "hoàn thiện quy chế làm việc của cơ quan"}


def accept(world, finding, **fields):
    return accept_finding(actor=world.clerk, finding_id=finding.pk, version=finding.version, fields=fields, today=TODAY)


def next_version(document, *items) -> list[Finding]:
    """The paper comes back in a newer file, with these findings."""
    old = document.files.get()
    file = File.objects.create(
        document=document, keeper=old.keeper, name="kl-2.txt", sha256="f" * 64, size=1, format="txt"
    )
    text = TEXT.replace("quy chế làm việc.", "quy chế làm việc của cơ quan.")
    reading = Reading.objects.create(
        file=file, reader_version="thử", state="done", text=text, blocks=[], finished_at=timezone.now()
    )
    return [add_finding(reading, item) for item in items]


@pytest.fixture
def again(world):
    """A first version with a task and a target accepted and a shortcoming put aside; its findings come back."""
    document = read_paper(world, TASK, TARGET, SHORTCOMING)
    for finding in Finding.objects.filter(document=document, kind__in=("task", "target")):
        accept(world, finding)
    put_aside = Finding.objects.get(document=document, kind="shortcoming")
    reject_finding(actor=world.clerk, finding_id=put_aside.pk, version=0, reason="Nêu chung")
    return document, next_version(document, TASK, TARGET, SHORTCOMING, REWORDED)


def test_it_takes_over_what_did_not_change_and_makes_nothing_twice(world, again):
    document, findings = again
    carried = carry_over(actor=world.clerk, document=document, finding_ids=[one.pk for one in findings])
    task, target, shortcoming, new = (Finding.objects.get(pk=one.pk) for one in findings)
    assert set(carried.taken) == {task, target, shortcoming}
    assert (task.state, target.state, shortcoming.state, new.state) == ("accepted", "accepted", "rejected", "open")
    assert shortcoming.reject_reason == "Nêu chung"
    assert (Task.objects.count(), Target.objects.count()) == (1, 1)
    assert TaskSource.objects.get().finding == task
    became = became_of([task, target])
    assert became[target.pk].label.startswith("Chỉ tiêu")
    assert set(became) == {task.pk, target.pk}


def test_nothing_is_taken_over_silently(world, again):
    _document, findings = again
    assert {Finding.objects.get(pk=one.pk).state for one in findings} == {"open"}


def test_what_was_taken_over_is_undone_and_the_task_stays(world, again):
    document, findings = again
    carry_over(actor=world.clerk, document=document, finding_ids=[one.pk for one in findings])
    task = Finding.objects.get(pk=findings[0].pk)
    undo_decision(actor=world.clerk, finding_id=task.pk, version=task.version, today=TODAY)
    assert Task.objects.count() == 1
    assert not TaskSource.objects.exists()
    carry_one(actor=world.clerk, finding_id=task.pk, version=task.version + 1)
    assert Descent.objects.get(finding=task).undone_at is None


def test_the_first_decision_is_not_undone_under_the_later_one(world, again):
    document, findings = again
    carry_over(actor=world.clerk, document=document, finding_ids=[one.pk for one in findings])
    first = Finding.objects.get(document=document, kind="task", reading__file__name="kl.txt")
    with pytest.raises(Refused, match=r"intake\.touched"):
        undo_decision(actor=world.clerk, finding_id=first.pk, version=first.version, today=TODAY)
    assert Task.objects.count() == 1


def test_a_third_version_stands_for_the_same_task(world, again):
    document, findings = again
    carry_over(actor=world.clerk, document=document, finding_ids=[one.pk for one in findings])
    third = Reading.objects.create(
        file=findings[0].reading.file,
        reader_version="sau",
        state="done",
        text=TEXT,
        blocks=[],
        finished_at=timezone.now(),
    )
    last = add_finding(third, TASK)
    done = carry_one(actor=world.clerk, finding_id=last.pk, version=0)
    assert TaskSource.objects.filter(task=Task.objects.get()).count() == 2
    assert became_of([done])[done.pk].url == reverse("tasks:detail", args=[Task.objects.get().pk])


def test_a_reworded_sentence_is_shown_with_what_changed(world):
    document = read_paper(world, TASK_WITHOUT_DAY)
    accept(world, Finding.objects.get(document=document), no_due_reason="Văn bản không nêu hạn")
    (reworded,) = next_version(document, REWORDED)
    earlier = earlier_of([reworded])[reworded.pk]
    assert (earlier.accepted, earlier.is_same, earlier.version) == (True, False, 1)
    assert changes_between(earlier.finding.quote, reworded.quote) == [
        ("same", "hoàn thiện quy chế làm việc"),
        ("new", "của cơ quan"),
    ]
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert "Đã nhận ở bản 1; câu đã sửa" in html
    address = reverse("intake:as_before", args=[document.pk, reworded.pk])
    client.post(address, {"version": 0})
    assert Task.objects.count() == 1
    assert TaskSource.objects.get().finding == reworded


def test_what_is_gone_from_the_register_is_left_for_a_person(world, again):
    document, findings = again
    Task.objects.all().delete()
    carried = carry_over(actor=world.clerk, document=document, finding_ids=[one.pk for one in findings])
    assert findings[0] in carried.held
    findings[0].refresh_from_db()
    assert findings[0].state == "open"


def test_the_page_offers_it_and_a_plain_form_does_it(world, again):
    document, _findings = again
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "3 câu đã rà ở bản trước" in client.get(reverse("intake:review", args=[document.pk])).content.decode()
    address = reverse("intake:carry_over", args=[document.pk])
    assert "Nhận lại 3 câu không đổi" in client.get(address).content.decode()
    response = client.post(address, follow=True)
    assert "Đã nhận lại 3 câu" in response.content.decode()
    assert Task.objects.count() == 1
