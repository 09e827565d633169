"""The list of findings: filters and orders, a long list by parts, where one left it, two reviewers on one card."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, make_actor
from tests.database.tracking.intake_papers import (
    ALL,
    RESULT,
    SHORTCOMING,
    TARGET,
    TASK,
    TASK_WITHOUT_DAY,
    TEXT,
    only,
    read_paper,
)
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Finding
from vaocuoc.documents.readings.queries import REVIEWED_KINDS
from vaocuoc.tracking.intake.listing import WINDOW, Filters
from vaocuoc.tracking.intake.operations import accept_finding, accept_many
from vaocuoc.tracking.intake.queries import review_of
from vaocuoc.tracking.models import Indicator, Shortcoming, Target, Task

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


def browse(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(document) -> str:
    return reverse("intake:review", args=[document.pk])


def kinds(document, **said) -> list[str]:
    review = review_of(document, filters=Filters.of(said))
    assert review is not None
    return [line.kind for line in review.listed]


def test_the_least_sure_comes_first_when_asked(world):
    document = read_paper(world, TASK, TARGET, SHORTCOMING)
    Finding.objects.filter(kind="shortcoming").update(confidence=0.9)
    Finding.objects.filter(kind="target").update(confidence=0.4)
    Finding.objects.filter(kind="task").update(confidence=0.45)
    assert kinds(document, order="doubt") == ["target", "task", "shortcoming"]
    assert kinds(document) == ["shortcoming", "target", "task"]
    assert kinds(document, doubt="1") == ["target", "task"]


def test_it_goes_on_to_the_next_in_the_order_that_is_shown(world):
    document = read_paper(world, TASK, TARGET, SHORTCOMING)
    Finding.objects.filter(kind="target").update(confidence=0.1)
    Finding.objects.filter(kind="shortcoming").update(confidence=0.2)
    review = review_of(document, filters=Filters(order="doubt"))
    assert review is not None
    assert review.selected is not None
    assert review.selected.kind == "target"
    following = review.next_open(review.selected)
    assert following is not None
    assert following.kind == "shortcoming"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"lacks": "when"}, ["task"]),
        ({"lacks": "who"}, []),
        ({"lacks": "product"}, ["task", "task"]),
        ({"lacks": "nothing"}, ["result", "task", "task"]),
        ({"page": "2"}, ["task"]),
        ({"page": "x"}, ["result", "task", "task"]),
        ({"section": "Nhiệm vụ"}, ["task"]),
    ],
)
def test_it_filters_by_what_is_missing_page_and_section(world, said, expected):
    document = read_paper(world, RESULT, TASK, TASK_WITHOUT_DAY)
    Finding.objects.filter(quote=TASK["quote"]).update(page=2, section="Nhiệm vụ")
    assert kinds(document, **said) == expected
    assert browse(world.clerk).get(page(document), said).status_code == 200


def test_a_long_list_and_text_are_shown_by_parts_and_nothing_is_out_of_reach(world):
    document = read_paper(world, *ALL * 40, text=TEXT * 200)
    review = review_of(document, filters=Filters())
    assert review is not None
    client = browse(world.clerk)
    last = review.listed[-1]
    first = client.get(page(document))
    assert len(first.context["cards"]) == WINDOW
    assert first.context["later_card"].pk == review.listed[WINDOW].pk
    response = client.get(page(document), {"f": last.pk})
    shown = {card.finding.pk for card in response.context["cards"]}
    assert last.pk in shown
    assert f'data-f="{response.context["earlier_card"].pk}"' in response.content.decode()
    seen, at = 0, 0
    while True:
        paper = client.get(page(document), {"p": at}).context["paper"]
        assert paper.start <= seen, "a stretch of the text cannot be reached"
        if not paper.has_after:
            break
        seen, at = paper.end, paper.end
    assert paper.end == len(TEXT * 200)


def test_a_script_that_has_not_got_the_card_is_given_the_list_and_the_text(world):
    document = read_paper(world, *ALL * 20, text=TEXT * 200)
    Finding.objects.filter(kind="proposal").update(start=len(TEXT) * 150, end=len(TEXT) * 150 + 9)
    far = Finding.objects.filter(kind="proposal").first()
    assert far is not None
    client = browse(world.clerk)
    asked = {"f": far.pk, "have": "1,2,3", "from": "0", "to": "9000"}
    html = client.get(page(document), asked, headers=SCRIPT).content.decode()
    assert 'id="review-list" hx-swap-oob="true"' in html
    assert re.search(r'id="review-paper"[^>]*hx-swap-oob="true"', html)
    html = client.get(page(document), {**asked, "have": f"1,{far.pk}", "to": "999999"}, headers=SCRIPT).content.decode()
    assert 'id="review-list"' not in html
    assert 'id="review-paper"' not in html


def test_one_comes_back_to_the_card_one_left(world):
    document = read_paper(world)
    client = browse(world.clerk)
    left = Finding.objects.filter(document=document, kind="proposal").get()
    client.get(page(document), {"f": left.pk})
    assert client.get(page(document)).context["open"].finding == left
    other = make_actor("khac", "Chuyên viên khác", world.office, "coordinator", world.province)
    client.force_login(other.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page(document)).context["open"].finding != left


def test_from_another_machine_one_goes_on_behind_the_last_decision(world):
    document = read_paper(world, RESULT, TARGET, TASK, TASK_WITHOUT_DAY)
    task = Finding.objects.get(quote=TASK["quote"])
    accept_finding(actor=world.clerk, finding_id=task.pk, version=0, today=TODAY)
    assert browse(world.clerk).get(page(document)).context["open"].finding.quote == TASK_WITHOUT_DAY["quote"]


@pytest.mark.parametrize("headers", [None, SCRIPT])
def test_the_second_reviewer_sees_what_differs_and_whose_it_is(world, headers):
    document = read_paper(world, TASK)
    finding = only(document)
    client = browse(world.clerk)
    form = client.get(page(document)).context["open"].form
    sent = {name: value for name, value in form.initial.items() if value and name in form.fields}
    accept_finding(actor=world.clerk, finding_id=finding.pk, version=0, fields={"product": "Báo cáo"}, today=TODAY)
    address = reverse("intake:accept", args=[document.pk, finding.pk])
    response = client.post(address, {**sent, "version": 0, "product": "Tờ trình"}, headers=headers)
    html = response.content.decode()
    assert response.status_code == 409
    assert "<td>Báo cáo</td><td>Tờ trình</td>" in html
    assert f"{world.clerk.post}" in html
    assert html.count("<tr>") == 2 or headers is None
    assert Task.objects.get().product == "Báo cáo"


def test_many_are_accepted_all_or_none(world, monkeypatch):
    document = read_paper(world, TASK, TARGET, SHORTCOMING)
    ids = list(Finding.objects.values_list("pk", flat=True))
    # An indicator of this name that keeps no decimals refuses the value after the shortcoming was already made.
    Finding.objects.filter(kind="target").update(
        fields={**Finding.objects.get(kind="target").fields, "value": 16000.123}
    )
    from vaocuoc.tracking.indicators.operations import create_indicator

    create_indicator(
        actor=world.clerk, keeper=world.province, name="Thu ngân sách nhà nước trên địa bàn",
        unit_of_measure="tỷ đồng", kind="flow", frequency="month", decimals=0,
    )  # fmt: skip
    with pytest.raises(Refused, match=r"intake\.batch_refused") as refused:
        accept_many(actor=world.clerk, document=document, finding_ids=ids, today=TODAY)
    assert "16.000 tỷ đồng" in str(refused.value.facts["finding"])
    assert set(Finding.objects.values_list("state", flat=True)) == {"open"}
    for made in (Task, Target, Shortcoming):
        assert not made.objects.exists()
    assert Indicator.objects.count() == 1


def test_a_confirmation_of_other_findings_writes_nothing(world):
    document = read_paper(world, TASK, SHORTCOMING)
    client = browse(world.clerk)
    address = reverse("intake:accept_many", args=[document.pk])
    sent = client.get(address).context["ids"]
    accept_finding(actor=world.clerk, finding_id=Finding.objects.get(kind="task").pk, version=0, today=TODAY)
    html = client.post(address, {"ids": sent}).content.decode()
    assert "Danh sách đã thay đổi" in html
    assert not Shortcoming.objects.exists()


def test_it_names_what_will_be_made_and_what_is_filled_in(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY, TARGET)
    client = browse(world.clerk)
    address = reverse("intake:accept_many", args=[document.pk])
    html = client.get(address).content.decode()
    assert "1 chỉ tiêu, 1 nhiệm vụ, lập 1 chỉ tiêu mới" in html
    assert f"theo dõi: {world.clerk.post}" in html
    assert "1 nhiệm vụ không nêu hạn" in html
    page_ = client.get(address, {"kind": "task", "reason": "1"})
    assert len(page_.context["planned"]) == 2
    client.post(f"{address}?kind=task&reason=1", {"ids": page_.context["ids"]})
    assert set(Task.objects.values_list("no_due_reason", flat=True)) == {"", "Văn bản không nêu hạn"}


def test_the_sheet_tells_every_decision_and_who_went_through_the_whole(world):
    document = read_paper(world)
    task = Finding.objects.get(quote=TASK["quote"])
    accept_finding(actor=world.clerk, finding_id=task.pk, version=0, today=TODAY)
    client = browse(world.clerk)
    address = reverse("intake:minutes", args=[document.pk])
    html = client.get(address).content.decode()
    assert "đã vào sổ 1/3 nhiệm vụ, chỉ tiêu" in html
    assert "Chưa xác nhận đã rà soát toàn văn" in html
    client.post(reverse("intake:mark_reviewed", args=[document.pk]))
    assert f"Toàn văn đã rà soát bởi {world.clerk.user.person}" in client.get(address).content.decode()
    panel = client.get(reverse("library:document", args=[document.pk])).content.decode()
    assert "Toàn văn đã rà soát bởi" in panel


def test_the_page_and_the_register_count_the_review_in_the_same_words(world):
    document = read_paper(world)
    task = Finding.objects.get(quote=TASK["quote"])
    accept_finding(actor=world.clerk, finding_id=task.pk, version=0, today=TODAY)
    asked = Finding.objects.filter(document=document, kind__in=REVIEWED_KINDS).count()
    client = browse(world.clerk)

    def said() -> list[bool]:
        pages = reverse("library:document", args=[document.pk]), reverse("library:list")
        return [words in client.get(one).content.decode() for one in pages]

    words = f"Còn {asked - 1}/{asked} chưa rà"
    assert said() == [True, True]
    client.post(reverse("intake:mark_reviewed", args=[document.pk]))
    words = f"Đã rà toàn văn, để ngỏ {asked - 1}/{asked}"
    assert said() == [True, True]
