"""Splitting and merging findings: quotes and places stay, what comes of them is reviewed, and all of it is undone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import TODAY
from tests.database.tracking.intake_papers import SHORTCOMING, TARGET, TASK, TASK_WITHOUT_DAY, only, read_paper
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Finding
from vaocuoc.tracking.intake.listing import Filters
from vaocuoc.tracking.intake.operations import accept_finding, undo_decision
from vaocuoc.tracking.intake.queries import review_of
from vaocuoc.tracking.intake.regrouping import boundaries_of, merge_findings, split_finding, undo_regrouping
from vaocuoc.tracking.models import Descent, Task


def split(world, finding, *places):
    return split_finding(actor=world.clerk, finding_id=finding.pk, version=finding.version, places=places)


def listed(document) -> list[str]:
    review = review_of(document, filters=Filters())
    assert review is not None
    return [Finding.objects.get(pk=line.pk).quote for line in review.lines]


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("rà soát vốn; báo cáo kết quả", ["rà soát vốn; ", "báo cáo kết quả"]),
        ("rà soát các dự án và báo cáo kết quả", ["rà soát các dự án ", "và báo cáo kết quả"]),
        ("rà soát, báo cáo", ["rà soát, báo cáo"]),
        ("rà soát toàn bộ vốn", ["rà soát toàn bộ vốn"]),
    ],
)
def test_a_quote_is_cut_where_another_clause_may_begin(quote, parts):
    edges = [0, *boundaries_of(quote), len(quote)]
    found = [quote[a:b] for a, b in pairwise(edges)]
    assert found == parts or (len(parts) == 1 and "".join(found) == quote)


@given(st.text(alphabet="ab ,;.\nvà", max_size=80))
def test_the_pieces_of_a_quote_are_the_quote(quote):
    edges = [0, *boundaries_of(quote), len(quote)]
    assert edges == sorted(set(edges)) or not quote
    assert "".join(quote[a:b] for a, b in pairwise(edges)) == quote


@pytest.mark.django_db
def test_the_parts_of_a_task_are_tasks_with_their_own_quotes(world):
    document = read_paper(world, TASK)
    origin = only(document)
    place = origin.quote.index("báo cáo")
    one, other = split(world, origin, place)
    origin.refresh_from_db()
    text = origin.reading.text
    for part in (one, other):
        assert text[part.start : part.end] == part.quote
        assert part.fields["owner"] == "Sở Tài chính"
    assert other.quote == "báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026"
    assert (one.fields["receiver"], other.fields["receiver"]) == (None, "Ban Thường vụ Tỉnh ủy")
    assert (origin.quote, origin.state, origin.reject_reason) == (
        TASK["quote"],
        "rejected",
        "Đã tách thành 2 phát hiện",
    )
    assert listed(document) == [one.quote, other.quote]
    for part in (one, other):
        accept_finding(actor=world.clerk, finding_id=part.pk, version=0, today=TODAY)
    assert set(Task.objects.values_list("finding", flat=True)) == {one.pk, other.pk}


@pytest.mark.django_db
def test_a_split_is_undone_and_made_again(world):
    document = read_paper(world, TASK)
    origin = only(document)
    one, _other = split(world, origin, origin.quote.index("báo cáo"))
    opened = undo_regrouping(actor=world.clerk, finding_id=one.pk)
    assert (opened.pk, opened.state) == (origin.pk, "open")
    assert listed(document) == [TASK["quote"]]
    split(world, opened, origin.quote.index("rà soát"))
    assert len(listed(document)) == 2
    assert Descent.objects.filter(undone_at=None).count() == 2


@pytest.mark.django_db
def test_a_split_is_not_undone_under_a_part_that_was_decided(world):
    origin = only(read_paper(world, TASK))
    one, other = split(world, origin, origin.quote.index("báo cáo"))
    done = accept_finding(actor=world.clerk, finding_id=one.pk, version=0, today=TODAY)
    with pytest.raises(Refused, match=r"intake\.regrouped_decided"):
        undo_regrouping(actor=world.clerk, finding_id=other.pk)
    undo_decision(actor=world.clerk, finding_id=one.pk, version=done.version, today=TODAY)
    undo_regrouping(actor=world.clerk, finding_id=other.pk)
    origin.refresh_from_db()
    assert origin.state == "open"


@pytest.mark.django_db
def test_what_was_split_is_not_reopened_by_itself(world):
    origin = only(read_paper(world, TASK))
    split(world, origin, origin.quote.index("báo cáo"))
    origin.refresh_from_db()
    with pytest.raises(Refused, match=r"intake\.gave_way"):
        undo_decision(actor=world.clerk, finding_id=origin.pk, version=origin.version, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("places", [(), (0,), (3,), (10_000,)])
def test_it_refuses_a_split_that_leaves_nothing(world, places):
    origin = only(read_paper(world, TASK))
    with pytest.raises(Refused, match=r"intake\.split_nowhere"):
        split(world, origin, *places)
    assert Finding.objects.count() == 1


@pytest.mark.django_db
def test_a_figure_is_not_split(world):
    with pytest.raises(Refused, match=r"intake\.not_regrouped"):
        split(world, only(read_paper(world, TARGET)), 5)


@pytest.mark.django_db
def test_two_sentences_become_one_and_two_again(world):
    document = read_paper(world, TASK, TASK_WITHOUT_DAY)
    one, other = Finding.objects.filter(document=document).order_by("start")
    made = merge_findings(actor=world.clerk, finding_id=one.pk, version=0, other_id=other.pk, other_version=0)
    assert made.quote == made.reading.text[one.start : other.end]
    assert (made.fields["due"], made.fields["why"][0]) == ("2026-11-29", "by_hand.merge")
    assert listed(document) == [made.quote]
    undo_regrouping(actor=world.clerk, finding_id=made.pk)
    assert listed(document) == [one.quote, other.quote]


@pytest.mark.django_db
def test_it_does_not_merge_what_is_of_another_kind(world):
    document = read_paper(world, SHORTCOMING, TASK)
    one, other = Finding.objects.filter(document=document).order_by("start")
    with pytest.raises(Refused, match=r"intake\.merge_far"):
        merge_findings(actor=world.clerk, finding_id=one.pk, version=0, other_id=other.pk, other_version=0)


@pytest.mark.django_db
def test_the_second_of_two_who_split_is_told(world):
    origin = only(read_paper(world, TASK))
    place = origin.quote.index("báo cáo")
    split(world, origin, place)
    with pytest.raises(Refused, match=r"conflict\.finding_changed"):
        split_finding(actor=world.clerk, finding_id=origin.pk, version=0, places=[place])
    assert Finding.objects.count() == 3


@pytest.mark.django_db
def test_those_who_only_look_split_nothing(world):
    origin = only(read_paper(world, TASK))
    with pytest.raises(Refused, match=r"access\.denied"):
        split_finding(actor=world.leader, finding_id=origin.pk, version=0, places=[20])


@pytest.mark.django_db
def test_splitting_merging_and_undoing_by_plain_forms(world):
    document = read_paper(world, TASK)
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    origin = only(document)
    html = client.get(reverse("intake:split", args=[document.pk, origin.pk])).content.decode()
    place = origin.quote.index("báo cáo")
    assert f'name="places" value="{place}"' in html
    client.post(reverse("intake:split", args=[document.pk, origin.pk]), {"version": 0, "places": [str(place)]})
    one, other = Finding.objects.exclude(pk=origin.pk).order_by("start")
    html = client.get(reverse("intake:review", args=[document.pk]), {"f": one.pk}).content.decode()
    assert "Tách từ một câu dài" in html
    client.post(
        reverse("intake:merge", args=[document.pk, one.pk]), {"version": 0, "other": other.pk, "other_version": 0}
    )
    assert Finding.objects.filter(state="open").count() == 1
    merged = Finding.objects.get(state="open")
    client.post(reverse("intake:undo", args=[document.pk, merged.pk]), {"version": 0})
    assert set(Finding.objects.filter(state="open")) == {one, other}
