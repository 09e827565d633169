"""Accepting a finding: it becomes what it speaks of, with its source, or is refused at the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone

from tests.database.conftest import TODAY, make_unit
from tests.database.tracking.intake_papers import (
    ALL,
    CONTEXT,
    PROPOSAL,
    REFERENCE,
    RESULT,
    SHORTCOMING,
    TARGET,
    TASK,
    TASK_WITHOUT_DAY,
    TEXT,
    add_finding,
    only,
    read_paper,
)
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import UnitAlias
from vaocuoc.documents.models import Citation, Finding, Reading
from vaocuoc.tracking.indicators.operations import create_indicator
from vaocuoc.tracking.intake.earlier import earlier_of
from vaocuoc.tracking.intake.operations import accept_finding, accept_many, reject_finding
from vaocuoc.tracking.models import Indicator, Observation, Proposal, Shortcoming, Target, Task

pytestmark = pytest.mark.django_db


def accept(world, finding, **fields):
    return accept_finding(actor=world.clerk, finding_id=finding.pk, version=finding.version, fields=fields, today=TODAY)


def refusal_of(world, finding, **fields) -> Refused:
    with pytest.raises(Refused) as refused:
        accept(world, finding, **fields)
    finding.refresh_from_db()
    assert finding.state == "open", "a refusal must leave nothing behind"
    return refused.value


def test_it_makes_a_task_with_its_quote_and_parties(world):
    finding = only(read_paper(world, TASK))
    accept(world, finding)
    task = Task.objects.get()
    assert task.title == "Rà soát vốn chậm giải ngân, báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026"
    assert (task.lead_unit, task.due, task.first_due) == (world.department, date(2026, 11, 29), date(2026, 11, 29))
    assert (task.document, task.finding) == (finding.document, finding)
    assert (task.follower, task.keeper) == (world.clerk.post, world.province)
    assert (task.product_receiver, task.product_level) == ("Ban Thường vụ Tỉnh ủy", "province")
    assert [party.unit for party in task.parties.filter(role="cooperating")] == [world.commune]


def test_it_keeps_the_words_of_a_party_that_the_directory_does_not_know(world):
    accept(world, only(read_paper(world, {**TASK, "cooperating": ["Hội Làm vườn"]})))
    party = Task.objects.get().parties.get(role="cooperating")
    assert (party.unit, party.words) == (None, "Hội Làm vườn")


def test_it_refuses_a_task_without_a_lead(world):
    refusal = refusal_of(world, only(read_paper(world, {**TASK, "owner": None})))
    assert (refusal.code, refusal.facts["field"]) == ("intake.lead_missing", "lead")
    assert not Task.objects.exists()


def test_it_refuses_two_leads_and_says_both(world):
    refusal = refusal_of(world, only(read_paper(world, {**TASK, "owner": "Sở Tài chính, Văn phòng Tỉnh ủy"})))
    assert refusal.code == "intake.lead_several"
    assert refusal.facts["names"] == "Sở Tài chính; Văn phòng Tỉnh ủy"


def test_it_refuses_a_group_as_a_lead(world):
    make_unit("Đảng ủy xã Yên Hạ", level="commune")
    refusal = refusal_of(world, only(read_paper(world, {**TASK, "owner": "các đảng ủy xã, phường"})))
    assert refusal.code == "intake.lead_group"


def test_it_refuses_a_name_that_fits_two_units_of_our_own(world):
    from vaocuoc.directory.models import UnitRelation
    from vaocuoc.directory.organisations.operations import rebuild_reach

    twin = make_unit("Sở Tài chính", "department", code="2")
    UnitRelation.objects.create(kind="party", parent=world.province, child=twin, valid_from=twin.valid_from)
    rebuild_reach()
    assert refusal_of(world, only(read_paper(world, TASK))).code == "intake.lead_ambiguous"


def test_it_takes_our_own_unit_before_a_namesake_elsewhere(world):
    make_unit("Sở Tài chính", "department", code="2")
    accept(world, only(read_paper(world, TASK)))
    assert Task.objects.get().lead_unit == world.department


def test_it_asks_for_a_day_or_the_reason_why_there_is_none(world):
    finding = only(read_paper(world, TASK_WITHOUT_DAY))
    assert refusal_of(world, finding).code == "intake.due_missing"
    accept(world, finding, no_due_reason="Văn bản không nêu hạn")
    task = Task.objects.get()
    assert (task.due, task.no_due_reason) == (None, "Văn bản không nêu hạn")


def test_it_remembers_another_name_when_asked(world):
    finding = only(read_paper(world, {**TASK, "owner": "Ngành tài chính tỉnh"}))
    refusal_of(world, finding)
    accept(world, finding, lead_unit=world.department, remember=True)
    assert UnitAlias.objects.get().name == "Ngành tài chính tỉnh"
    again = only(read_paper(world, {**TASK, "owner": "Ngành tài chính tỉnh"}, number="39-KL/TU"))
    accept(world, again)
    assert set(Task.objects.values_list("lead_unit", flat=True)) == {world.department.pk}


def test_it_keeps_what_a_person_changed_beside_what_was_read(world):
    finding = only(read_paper(world, TASK))
    accept(world, finding, due=date(2026, 12, 15), product="Báo cáo")
    finding.refresh_from_db()
    assert finding.edited == {"due": "15/12/2026", "product": "Báo cáo"}
    assert finding.fields["due"] == "2026-11-29"


def test_it_makes_a_new_indicator_with_its_target(world):
    finding = only(read_paper(world, TARGET))
    accept(world, finding)
    target = Target.objects.get()
    assert (target.finding, target.document, target.unit) == (finding, finding.document, world.province)
    assert (target.comparator, target.due) == (">=", date(2026, 12, 31))
    assert target.indicator.name == "Thu ngân sách nhà nước trên địa bàn"
    assert target.value == 16000 * 10**target.indicator.decimals
    assert (target.indicator.kind, target.indicator.unit_of_measure) == ("flow", "tỷ đồng")


def indicator(world, name="Thu ngân sách nhà nước trên địa bàn", **changes):
    fields = {"unit_of_measure": "tỷ đồng", "kind": "flow", "frequency": "month", "reported": "year_to_date", **changes}
    return create_indicator(actor=world.clerk, keeper=world.province, name=name, **fields)


def test_it_links_a_target_to_the_same_indicator(world):
    there = indicator(world)
    accept(world, only(read_paper(world, TARGET)))
    assert Target.objects.get().indicator == there
    assert Indicator.objects.count() == 1


def test_it_makes_a_new_indicator_where_a_person_says_so(world):
    indicator(world)
    accept(world, only(read_paper(world, TARGET)), indicator=None, name="Thu nội địa")
    assert Target.objects.get().indicator.name == "Thu nội địa"


def test_it_does_not_link_across_units_of_measure(world):
    indicator(world, unit_of_measure="%", kind="ratio")
    accept(world, only(read_paper(world, TARGET)))
    assert Indicator.objects.count() == 2


def test_it_makes_a_value_of_the_linked_indicator(world):
    there = indicator(world)
    finding = only(read_paper(world, RESULT))
    accept(world, finding)
    value = Observation.objects.get()
    assert (value.indicator, value.unit, value.finding) == (there, world.province, finding)
    assert (value.period_kind, value.year, value.index) == ("month", 2026, 10)
    assert value.value == 14862 * 10**there.decimals
    assert value.is_estimate


def test_it_asks_for_the_period_of_a_value(world):
    indicator(world)
    refusal = refusal_of(world, only(read_paper(world, {**RESULT, "period": None})))
    assert (refusal.code, refusal.facts["field"]) == ("intake.period_missing", "period")


def test_it_leaves_nothing_when_the_area_refuses(world):
    indicator(world, decimals=0)
    finding = only(read_paper(world, {**RESULT, "value": 14862.5}))
    assert refusal_of(world, finding).code == "indicators.too_precise"
    assert not Observation.objects.exists()


def test_it_makes_a_shortcoming_and_a_proposal(world):
    document = read_paper(world, SHORTCOMING, PROPOSAL)
    for finding in Finding.objects.filter(document=document):
        accept(world, finding)
    shortcoming, proposal = Shortcoming.objects.get(), Proposal.objects.get()
    assert (shortcoming.text, shortcoming.unit) == ("Tiến độ giải ngân vốn đầu tư công chậm", world.province)
    assert (proposal.addressed_to, proposal.finding.document) == ("Bộ Tài chính", document)


def test_it_confirms_a_citation(world):
    cited = read_paper(world, CONTEXT, number="45-NQ/TW")
    finding = only(read_paper(world, REFERENCE))
    accept(world, finding, cited=cited)
    assert Citation.objects.get(finding=finding).cited == cited


def test_it_marks_context_as_read_and_makes_nothing(world):
    finding = only(read_paper(world, CONTEXT))
    accept(world, finding)
    finding.refresh_from_db()
    assert finding.state == "accepted"
    assert not Indicator.objects.exists()


def test_it_rejects_with_a_reason_only(world):
    finding = only(read_paper(world, TASK))
    with pytest.raises(Refused, match=r"intake\.reason_missing"):
        reject_finding(actor=world.clerk, finding_id=finding.pk, version=0, reason="  ")
    reject_finding(actor=world.clerk, finding_id=finding.pk, version=0, reason="Nêu chung")
    finding.refresh_from_db()
    assert (finding.state, finding.reject_reason) == ("rejected", "Nêu chung")


def test_it_hides_findings_from_outsiders_and_refuses_those_who_only_look(world):
    finding = only(read_paper(world, TASK))
    with pytest.raises(Http404):
        accept_finding(actor=world.outsider, finding_id=finding.pk, version=0, today=TODAY)
    with pytest.raises(Refused, match=r"access\.denied"):
        accept_finding(actor=world.leader, finding_id=finding.pk, version=0, today=TODAY)


def test_it_accepts_many_that_are_complete_and_lists_the_rest(world):
    document = read_paper(world, *ALL)
    ids = Finding.objects.filter(document=document).exclude(kind="context").values_list("pk", flat=True)
    batch = accept_many(actor=world.clerk, document=document, finding_ids=ids, today=TODAY)
    assert {finding.kind for finding in batch.accepted} == {"target", "task", "shortcoming", "proposal", "reference"}
    assert {held.problem.code for held in batch.held} == {
        "intake.due_missing",
        "intake.restates",
        "intake.indicator_missing",
    }
    assert Task.objects.count() == Target.objects.count() == 1
    assert set(Finding.objects.filter(state="open").values_list("kind", flat=True)) == {"task", "result", "context"}


def test_it_accepts_many_only_of_the_document(world):
    document = read_paper(world, CONTEXT)
    other = only(read_paper(world, TASK, number="39-KL/TU"))
    batch = accept_many(actor=world.clerk, document=document, finding_ids=[other.pk], today=TODAY)
    assert batch.accepted == batch.held == ()


def test_it_accepts_numbers_as_a_person_sets_them(world):
    accept(world, only(read_paper(world, TARGET)), value=Decimal("16500.5"), unit=world.commune)
    target = Target.objects.get()
    assert (target.unit, target.value) == (world.commune, int(Decimal("16500.5") * 10**target.indicator.decimals))


def test_it_knows_a_sentence_that_was_accepted_from_an_earlier_version(world):
    document = read_paper(world, TASK)
    accept(world, only(document))
    file = document.files.get()
    newer = Reading.objects.create(
        file=file, reader_version="mới", state="done", text=TEXT, blocks=[], finished_at=timezone.now()
    )
    again = add_finding(newer, TASK)
    assert earlier_of([again])[again.pk].accepted
    batch = accept_many(actor=world.clerk, document=document, finding_ids=[again.pk], today=TODAY)
    assert [held.problem.code for held in batch.held] == ["intake.accepted_before"]
    assert Task.objects.count() == 1
