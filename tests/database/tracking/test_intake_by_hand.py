"""What a person adds, what a scan asks for, and what a sentence is linked to instead of making it twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY
from tests.database.tracking.intake_papers import RESULT, TARGET, TASK, TEXT, only, read_paper
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading.catalogue import rule_names
from vaocuoc.documents.models import Finding, Reading
from vaocuoc.tracking.indicators.operations import create_indicator
from vaocuoc.tracking.intake.by_hand import add_by_hand
from vaocuoc.tracking.intake.operations import accept_finding, accept_many, undo_decision
from vaocuoc.tracking.intake.reasons import FAMILIES, reasons_of
from vaocuoc.tracking.models import Task, TaskService, TaskSource

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def add(world, document, kind, quote, **more):
    reading = Reading.objects.get(file__document=document)
    return add_by_hand(actor=world.clerk, document=document, reading=reading, kind=kind, quote=quote, **more)


@pytest.mark.django_db
def test_a_sentence_that_was_missed_is_found_in_the_text_and_understood(world):
    document = read_paper(world, TARGET)
    made = add(world, document, "task", "Văn phòng  Tỉnh ủy\nhoàn thiện quy chế làm việc")
    assert TEXT[made.start : made.end] == made.quote == "Văn phòng Tỉnh ủy hoàn thiện quy chế làm việc"
    assert (made.state, made.fields["why"][0]) == ("open", "by_hand.added")
    figure = add(world, document, "result", "Toàn tỉnh có 62 xã, phường")
    assert (figure.fields["value"], figure.fields["role"]) == (62, "result")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "quote", "code"),
    [
        ("task", " ", "intake.quote_missing"),
        ("task", "không có trong văn bản", "intake.quote_not_found"),
        ("target", "16.000 tỷ đồng", "intake.finding_exists"),
        ("target", "Tiến độ giải ngân vốn đầu tư công chậm", "intake.value_missing"),
    ],
)
def test_it_says_what_is_wrong_with_what_was_added(world, kind, quote, code):
    document = read_paper(world, TARGET)
    with pytest.raises(Refused) as refused:
        add(world, document, kind, quote)
    assert refused.value.code == code
    assert Finding.objects.count() == 1


@pytest.mark.django_db
def test_of_a_page_without_text_the_typed_words_stand(world):
    document = read_paper(world, TARGET)
    Finding.objects.all().delete()
    Reading.objects.update(text="", blocks=[], is_scanned=True, pages=3)
    client = client_of(world.clerk)
    address = reverse("intake:add", args=[document.pk])
    said = {"kind": "task", "quote": "Giao Sở Tài chính lập dự toán trước ngày 30/11/2026", "page": "2"}
    response = client.post(address, said)
    made = only(document)
    assert response.url.endswith(f"?f={made.pk}#c{made.pk}")
    assert (made.page, made.quote) == (2, said["quote"])
    html = client.get(response.url).content.decode()
    assert said["quote"] in html
    accept_finding(actor=world.clerk, finding_id=made.pk, version=0, fields={"lead": world.department}, today=TODAY)
    assert Task.objects.get().finding == made


@pytest.mark.django_db
def test_a_wrong_number_is_said_at_its_field(world):
    document = read_paper(world, TARGET)
    said = {"kind": "target", "quote": "Tiến độ giải ngân vốn đầu tư công chậm", "value": "12,3,4"}
    response = client_of(world.clerk).post(reverse("intake:add", args=[document.pk]), said)
    assert response.status_code == 422
    assert "“12,3,4” không phải là số" in response.content.decode()


@pytest.mark.django_db
def test_doubtful_digits_are_marked_and_must_be_confirmed(world):
    create_indicator(
        actor=world.clerk, keeper=world.province, name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng", kind="flow", frequency="month", reported="year_to_date",
    )  # fmt: skip
    document = read_paper(world, RESULT)
    finding = only(document)
    Reading.objects.update(is_scanned=True, doubtful=[[finding.start, finding.start + 6]])
    client = client_of(world.clerk)
    page = reverse("intake:review", args=[document.pk])
    response = client.get(page)
    html = response.content.decode()
    assert '<span class="doubt"><span class="sr">chưa chắc: </span>14.862</span>' in html
    with pytest.raises(Refused, match=r"intake\.digits_unchecked"):
        accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, today=TODAY)
    batch = accept_many(actor=world.clerk, document=document, finding_ids=[finding.pk], today=TODAY)
    assert [held.problem.code for held in batch.held] == ["intake.digits_unchecked"]
    form = response.context["open"].form
    sent = {name: value for name, value in form.initial.items() if value and name in form.fields}
    address = reverse("intake:accept", args=[document.pk, finding.pk])
    assert client.post(address, {"version": 0, **sent}).status_code == 422
    assert client.post(address, {"version": 0, **sent, "digits": "on"}).status_code == 302
    finding.refresh_from_db()
    assert finding.state == "accepted"


@pytest.mark.django_db
def test_a_task_already_there_gets_a_source_and_no_second_task(world):
    accept_finding(actor=world.clerk, finding_id=only(read_paper(world, TASK)).pk, version=0, today=TODAY)
    task = Task.objects.get()
    document = read_paper(world, TASK, number="39-KL/TU")
    finding = only(document)
    client = client_of(world.clerk)
    html = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert f"{task.code} đã có trong sổ, tên gần giống 100%" in html
    batch = accept_many(actor=world.clerk, document=document, finding_ids=[finding.pk], today=TODAY)
    assert [held.problem.code for held in batch.held] == ["intake.task_alike"]
    assert Task.objects.count() == 1
    client.post(
        reverse("intake:accept", args=[document.pk, finding.pk]),
        {"version": 0, "title": "x", "deadline_kind": "day", "take": f"existing:{task.pk}"},
    )
    assert (TaskSource.objects.get().task, Task.objects.count()) == (task, 1)
    assert "Nguồn khác của nhiệm vụ" in client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    finding.refresh_from_db()
    undo_decision(actor=world.clerk, finding_id=finding.pk, version=finding.version, today=TODAY)
    assert (TaskSource.objects.count(), Task.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_a_task_serves_an_indicator(world):
    indicator = create_indicator(
        actor=world.clerk, keeper=world.province, name="Tỷ lệ giải ngân", unit_of_measure="%", kind="ratio",
        frequency="month",
    )  # fmt: skip
    finding = only(read_paper(world, TASK))
    accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, fields={"serves": indicator}, today=TODAY)
    assert TaskService.objects.get().indicator == indicator
    html = client_of(world.clerk).get(reverse("tasks:detail", args=[Task.objects.get().pk])).content.decode()
    assert "Phục vụ chỉ tiêu" in html


@pytest.mark.django_db
def test_only_units_that_the_reviewer_sees_are_proposed(world):
    from vaocuoc.tracking.intake.proposing import drafts_for

    finding = only(read_paper(world, {**TASK, "owner": "Tỉnh ủy Sơn Khê"}))
    draft = drafts_for([finding], document=finding.document, today=TODAY, actor=world.clerk)[finding.pk]
    assert draft.lead.unit is None
    assert world.elsewhere not in draft.lead.candidates


def test_every_rule_of_the_reader_has_its_words():
    names = [name for names in rule_names().values() for name in names]
    assert {name.split(".")[0] for name in names} <= set(FAMILIES)
    assert all(reason.words != reason.rule for reason in reasons_of(names))
