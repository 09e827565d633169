"""The pages of the review by plain links and forms, and with the parts that a script asks for."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.tracking.intake_papers import (
    ALL,
    CONTEXT,
    REFERENCE,
    RESTATED,
    RESULT,
    TARGET,
    TASK,
    TASK_WITHOUT_DAY,
    read_paper,
)
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Finding, Reading
from vaocuoc.tracking.models import Target, Task

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def browse(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


def page(document) -> str:
    return reverse("intake:review", args=[document.pk])


def decide(client, finding, what, headers=None, **data):
    address = reverse(f"intake:{what}", args=[finding.document_id, finding.pk])
    return client.post(address, {"version": finding.version, **data}, headers=headers)


def texts(client, finding) -> dict[str, str]:
    """What the card's form would send if nobody changed anything."""
    form = client.get(f"{page(finding.document)}?f={finding.pk}").context["open"].form
    return {name: value for name, value in form.initial.items() if value and name in form.fields}


def test_it_shows_the_text_with_every_finding_marked(world):
    document = read_paper(world)
    html = browse(world.clerk).get(page(document)).content.decode()
    for finding in Finding.objects.filter(document=document):
        assert f'id="m{finding.pk}"' in html
    assert "Nhiệm vụ, chưa rà" in html


def test_it_is_hidden_from_outsiders_and_read_only_for_those_who_may_not_review(world):
    document = read_paper(world)
    assert browse(world.outsider).get(page(document)).status_code == 404
    html = browse(world.leader).get(page(document)).content.decode()
    assert 'id="decide"' not in html
    assert "Soát xong toàn văn" not in html


def test_it_says_that_a_document_is_not_read_yet(world):
    document = read_paper(world)
    Reading.objects.update(state="waiting", finished_at=None)
    response = browse(world.clerk).get(page(document))
    assert response.status_code == 200
    assert "chưa đọc xong" in response.content.decode()


def test_it_filters_by_kind_and_state(world):
    document = read_paper(world)
    client = browse(world.clerk)
    listed = client.get(f"{page(document)}?kind=task").context["cards"]
    assert {card.finding.kind for card in listed} == {"task"}
    everything = client.get(page(document)).context["cards"]
    assert "context" not in {card.finding.kind for card in everything}
    assert client.get(f"{page(document)}?kind=nothing&f=abc").status_code == 200


def test_it_counts_what_asks_for_a_decision(world):
    document = read_paper(world)
    progress = browse(world.clerk).get(page(document)).context["progress"]
    assert (progress.done, progress.total) == (0, len(ALL) - 1)


def test_accepting_by_a_plain_form_makes_the_task_and_goes_on(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY)
    client = browse(world.clerk)
    first, second = Finding.objects.filter(document=document).order_by("start")
    response = decide(client, first, "accept", **texts(client, first))
    assert response.status_code == 302
    assert f"f={second.pk}" in response.url
    assert Task.objects.get().finding == first
    assert "Đã nhận: Nhiệm vụ" in client.get(response.url).content.decode()


def test_taking_the_suggestion_fills_what_the_paper_leaves_out(world):
    document = read_paper(world, TASK_WITHOUT_DAY)
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    decide(client, finding, "accept", take=["no_due_reason", "product"], **texts(client, finding))
    task = Task.objects.get()
    assert (task.no_due_reason, task.product) == ("Văn bản không nêu hạn", "Quy chế làm việc")


def test_taking_a_candidate_gives_the_lead(world):
    document = read_paper(world, {**TASK, "owner": "Sở Tài chánh"})
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    card = client.get(page(document)).content.decode()
    assert f'value="lead:{world.department.pk}"' in card
    decide(client, finding, "accept", take=f"lead:{world.department.pk}", **texts(client, finding))
    assert Task.objects.get().lead_unit == world.department


def test_of_several_leads_one_is_taken_and_the_others_cooperate(world):
    document = read_paper(world, {**TASK, "owner": "Sở Tài chính, Văn phòng Tỉnh ủy", "cooperating": []})
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    decide(client, finding, "accept", take=f"lead:{world.department.pk}", **texts(client, finding))
    task = Task.objects.get()
    assert task.lead_unit == world.department
    assert [party.unit for party in task.parties.filter(role="cooperating")] == [world.office]


def test_a_restated_figure_is_offered_to_be_put_aside(world):
    document = read_paper(world, RESTATED)
    html = browse(world.clerk).get(page(document)).content.decode()
    assert "Số này nhắc lại số liệu khác trong cùng câu" in html
    assert 'value="Nhắc lại số liệu đã nêu trong câu" checked' in html


def test_errors_stand_at_their_fields_and_nothing_is_written(world):
    document = read_paper(world, {**TASK, "owner": None})
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    response = decide(client, finding, "accept", title="Rà soát", deadline_kind="day", due="31/13/2026")
    assert response.status_code == 422
    assert "“31/13/2026” không phải là ngày" in response.content.decode()
    response = decide(client, finding, "accept", title="Rà soát", deadline_kind="day", due="30/11/2026")
    assert "Chưa có đơn vị chủ trì" in response.content.decode()
    assert not Task.objects.exists()


def test_a_target_is_linked_as_the_person_chose(world):
    document = read_paper(world, TARGET)
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    decide(client, finding, "accept", **{**texts(client, finding), "value": "16.500,5", "value_high": "17.000"})
    target = Target.objects.get()
    assert (target.value, target.value_high) == (1650050, 1700000)


def test_a_wrong_period_is_said_in_one_line(world):
    document = read_paper(world, RESULT)
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    response = decide(client, finding, "accept", **{**texts(client, finding), "period": "tháng mười"})
    assert "không phải là kỳ báo cáo" in response.content.decode()


def test_a_script_gets_the_two_cards_that_changed_and_news_for_the_text(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY)
    client = browse(world.clerk)
    first, second = Finding.objects.filter(document=document).order_by("start")
    response = decide(client, first, "accept", headers=SCRIPT, **texts(client, first))
    html = response.content.decode()
    assert f'id="c{first.pk}"' in html
    assert f'id="c{second.pk}"' in html
    assert "<main" not in html
    news = json.loads(response.headers["HX-Trigger-After-Swap"])["intake:step"]
    assert news["selected"] == second.pk
    assert {"id": first.pk, "state": "accepted", "name": "Nhiệm vụ, đã nhận"} in news["news"]


def test_the_second_reviewer_sees_who_was_first(world):
    document = read_paper(world, TASK)
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    sent = texts(client, finding)
    decide(client, finding, "accept", **sent)
    response = decide(client, finding, "reject", reason="Trùng")
    assert response.status_code == 409
    assert f"{world.clerk.post}" in response.content.decode()
    response = decide(client, finding, "accept", headers=SCRIPT, **sent)
    assert "Đã nhận" in response.content.decode()
    assert Task.objects.count() == 1


def test_rejecting_and_undoing_by_plain_forms(world):
    document = read_paper(world, TASK)
    client = browse(world.clerk)
    finding = Finding.objects.get(document=document)
    decide(client, finding, "reject", reason="Nêu chung, không giao cụ thể")
    finding.refresh_from_db()
    assert finding.state == "rejected"
    html = client.get(page(document)).content.decode()
    assert "Lý do: Nêu chung" in html
    decide(client, finding, "undo")
    finding.refresh_from_db()
    assert finding.state == "open"


def test_another_document_is_not_reached_through_this_one(world):
    finding = Finding.objects.get(document=read_paper(world, TASK))
    other = read_paper(world, CONTEXT, number="39-KL/TU")
    address = reverse("intake:accept", args=[other.pk, finding.pk])
    assert browse(world.clerk).post(address, {"version": 0}).status_code == 404


def test_many_are_shown_before_they_are_accepted(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY, REFERENCE)
    client = browse(world.clerk)
    address = reverse("intake:accept_many", args=[document.pk])
    before = client.get(f"{address}?kind=task")
    assert (len(before.context["planned"]), len(before.context["held"])) == (1, 1)
    assert "Chưa có hạn" in before.content.decode()
    assert f'href="{page(document)}?f=' in before.content.decode()
    assert not Task.objects.exists()
    client.post(f"{address}?kind=task", {"ids": before.context["ids"]})
    assert Task.objects.count() == 1


def test_the_whole_text_is_marked_as_gone_through(world):
    document = read_paper(world, TASK)
    client = browse(world.clerk)
    address = reverse("intake:mark_reviewed", args=[document.pk])
    client.post(address)
    document.refresh_from_db()
    assert document.reviewed_by == world.clerk.user
    client.post(address, {"reviewed": "0"})
    document.refresh_from_db()
    assert document.reviewed_at is None


def test_the_sheet_lists_what_is_missing(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY)
    response = browse(world.clerk).get(reverse("intake:sheet", args=[document.pk]))
    assert [row["missing"] for row in response.context["rows"]] == [2, 3]


def test_units_are_suggested_by_name(world):
    html = browse(world.clerk).get(reverse("intake:units"), {"q": "so tai"}).content.decode()
    assert "Sở Tài chính" in html


def test_the_number_of_queries_does_not_grow_with_the_findings(world):
    small = read_paper(world)
    large = read_paper(world, *ALL * 12, number="40-KL/TU")
    client = browse(world.clerk)

    def queries(document, address, **headers) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, headers=headers).status_code == 200
        return len(seen)

    def asked(document) -> list[int]:
        task = Finding.objects.filter(document=document, kind="task").first()
        client.get(page(document))
        return [
            queries(document, f"{page(document)}?f={task.pk}"),
            queries(document, f"{page(document)}?f={task.pk}", **SCRIPT),
            queries(document, reverse("intake:sheet", args=[document.pk])),
            queries(document, reverse("intake:accept_many", args=[document.pk])),
        ]

    counts = asked(small)
    assert asked(large) == counts
    assert max(counts) <= 38
