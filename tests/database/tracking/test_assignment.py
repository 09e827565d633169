"""Giving the tasks of a paper from above: whom they concern, who is proposed to lead, by which day, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.database.conftest import TODAY, World
from tests.database.tracking.commune_office import (
    DOUBTFUL,
    REGULAR,
    TO_COMMITTEES,
    TO_GOVERNMENTS,
    TO_NOBODY,
    TO_OTHERS,
    Commune,
    commune_of,
    found,
    paper_from_above,
)
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.assignment.operations import Choice, RowRefused, RowsTaken, assign_rows, say_no_own_paper
from vaocuoc.tracking.assignment.proposing import Concern, Row
from vaocuoc.tracking.assignment.queries import completeness_of, papers_without_own, plan_of
from vaocuoc.tracking.assignment.rulebook import set_due_rule, set_office_day
from vaocuoc.tracking.assignment.wording import day_reason
from vaocuoc.tracking.intake.operations import reject_finding, undo_decision
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.operations import create_task


@pytest.fixture
def commune(world: World) -> Commune:
    made = commune_of(world)
    made.duties()
    return made


def row_of(commune: Commune, item: dict[str, Any], document: Document | None = None) -> Row:
    document = document or paper_from_above(commune, item)
    plan = plan_of(commune.clerk, document, today=TODAY)
    return next(row for row in plan.rows if row.finding.quote == item["quote"])


def choose(finding: Finding, lead: Any, **fields: Any) -> Choice:
    given = {"row": 1, "finding": finding.pk, "version": finding.version, "due": date(2026, 12, 11)} | fields
    return Choice(lead=lead, **given)


# --- whom it concerns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "concern"),
    [
        (TO_COMMITTEES, Concern.OURS),
        (TO_GOVERNMENTS, Concern.OURS),
        (REGULAR, Concern.OURS),
        (TO_NOBODY, Concern.NOBODY),
        (TO_OTHERS, Concern.OTHERS),
    ],
)
def test_it_tells_what_concerns_us(commune: Commune, item: dict[str, Any], concern: Concern) -> None:
    assert row_of(commune, item).concern == concern


def test_it_concerns_us_where_we_only_cooperate(commune: Commune) -> None:
    row = row_of(commune, {**TO_OTHERS, "cooperating": ["các đảng ủy xã, phường"]})
    assert (row.concern, row.cooperates) == (Concern.OURS, True)


# --- who leads --------------------------------------------------------------------------------------------------------


def test_it_proposes_the_organ_with_the_longest_phrase_and_says_why(commune: Commune) -> None:
    lead = row_of(commune, TO_NOBODY).lead
    assert (lead.lead, lead.words, lead.doubt) == (commune.front, "giám sát và phản biện xã hội", "")
    assert row_of(commune, TO_COMMITTEES).lead.lead == commune.building


def test_it_leaves_a_shared_word_doubtful_with_who_else_could_be(commune: Commune) -> None:
    lead = row_of(commune, DOUBTFUL).lead
    assert not lead.is_sure
    assert lead.doubt == "supervision"
    assert commune.front in {other.unit for other in lead.others}


def test_it_takes_the_unit_of_ours_that_the_paper_names(commune: Commune) -> None:
    lead = row_of(commune, {**TO_OTHERS, "owner": commune.inspection.name}).lead
    assert (lead.lead, lead.reason) == (commune.inspection, "named")


# --- by which day -----------------------------------------------------------------------------------------------------


def test_it_keeps_the_day_of_the_paper(commune: Commune) -> None:
    day = row_of(commune, TO_GOVERNMENTS).day
    assert (day.source, day.day) == ("paper", date(2026, 11, 29))  # a Sunday, as the paper says


def test_it_counts_ten_days_and_says_why_it_moved(commune: Commune) -> None:
    set_due_rule(actor=commune.clerk, keeper=commune.committee, document_type="plan", days=22, today=TODAY)
    day = row_of(commune, TO_COMMITTEES).day
    assert day.day == date(2026, 12, 14)
    assert "thứ bảy 12/12 → thứ hai 14/12" in day_reason(day, TODAY)


def test_it_keeps_off_the_office_own_days(commune: Commune) -> None:
    plain = row_of(commune, TO_COMMITTEES).day.day
    assert plain == date(2026, 11, 30)
    set_office_day(actor=commune.clerk, keeper=commune.committee, day=plain, is_worked=False, reason="Nghỉ bù")
    assert row_of(commune, TO_NOBODY).day.day == date(2026, 12, 1)


def test_a_rule_that_has_passed_counts_from_today(commune: Commune) -> None:
    set_due_rule(
        actor=commune.clerk, keeper=commune.committee, document_type="", days=3, counted_from="issued", today=TODAY
    )
    row = row_of(commune, TO_COMMITTEES)
    assert row.day.rule is not None
    assert row.day.rule.base_passed
    assert row.day.day == date(2026, 11, 23)


def test_it_asks_no_day_of_regular_work(commune: Commune) -> None:
    assert row_of(commune, REGULAR).day.source == "regular"


# --- giving -----------------------------------------------------------------------------------------------------------


def test_it_gives_many_rows_and_fills_in_the_rest(commune: Commune) -> None:
    document = paper_from_above(commune)
    chosen = [
        choose(found(document, TO_COMMITTEES), commune.building, row=1, product="Kế hoạch"),
        choose(found(document, TO_NOBODY), commune.front, row=2),
        choose(found(document, REGULAR), commune.office, row=3, due=None),
    ]
    given = assign_rows(actor=commune.clerk, document=document, choices=chosen, today=TODAY)
    assert [task.lead_unit for task in given] == [commune.building, commune.front, commune.office]
    first = given[0]
    assert (first.product, first.due, first.product_level) == ("Kế hoạch", date(2026, 12, 11), "commune")
    assert first.follower == first.assigned_by == commune.clerk.post
    assert given[2].recurrence == "hằng quý"
    assert Entry.objects.filter(action="tasks.assign").count() == 3
    assert Entry.objects.get(action="assignment.assign").facts["count"] == 3


def test_it_gives_all_or_nothing(commune: Commune) -> None:
    document = paper_from_above(commune)
    chosen = [
        choose(found(document, TO_COMMITTEES), commune.building, row=1),
        choose(found(document, TO_NOBODY), commune.front, row=2, due=date(2026, 11, 1)),
    ]
    with pytest.raises(RowRefused) as refused:
        assign_rows(actor=commune.clerk, document=document, choices=chosen, today=TODAY)
    assert refused.value.row == 2
    assert not Task.objects.exists()
    assert found(document, TO_COMMITTEES).state == "open"


def test_the_second_of_two_is_told_which_rows_are_done_and_by_whom(commune: Commune) -> None:
    document = paper_from_above(commune)
    first, second = found(document, TO_COMMITTEES), found(document, TO_NOBODY)
    assign_rows(actor=commune.colleague, document=document, choices=[choose(first, commune.building)], today=TODAY)
    with pytest.raises(RowsTaken) as refused:
        assign_rows(
            actor=commune.clerk,
            document=document,
            choices=[choose(first, commune.front, row=1), choose(second, commune.front, row=2)],
            today=TODAY,
        )
    assert [(one.row, one.by) for one in refused.value.taken] == [(1, "Chánh Văn phòng")]
    assert Task.objects.count() == 1
    assert found(document, TO_NOBODY).state == "open"


def test_it_completes_a_task_that_was_accepted_without_its_day(commune: Commune) -> None:
    document = paper_from_above(commune, TO_COMMITTEES)
    task = create_task(
        actor=commune.clerk, keeper=commune.committee, title="Rà soát hồ sơ", lead_unit=commune.office,
        no_due_reason="Văn bản không nêu hạn", document=document, today=TODAY,
    )  # fmt: skip
    assert plan_of(commune.clerk, document, today=TODAY).incomplete == [task]
    chosen = Choice(
        row=1, task=task.pk, version=task.version, lead=commune.building, product="Hồ sơ", due=date(2026, 12, 4)
    )
    (given,) = assign_rows(actor=commune.clerk, document=document, choices=[chosen], today=TODAY)
    assert (given.lead_unit, given.product, given.due) == (commune.building, "Hồ sơ", date(2026, 12, 4))


def test_what_was_given_can_be_undone_one_by_one(commune: Commune) -> None:
    document = paper_from_above(commune)
    assign_rows(
        actor=commune.clerk, document=document, choices=[choose(found(document, TO_NOBODY), commune.front)], today=TODAY
    )
    finding = found(document, TO_NOBODY)
    undo_decision(actor=commune.clerk, finding_id=finding.pk, version=finding.version, today=TODAY)
    assert not Task.objects.exists()


def test_who_may_not_assign_is_refused(commune: Commune) -> None:
    document = paper_from_above(commune)
    with pytest.raises(Refused) as refused:
        assign_rows(actor=commune.world.outsider, document=document, choices=[], today=TODAY)
    assert refused.value.code == "access.denied"


# --- completeness -----------------------------------------------------------------------------------------------------


def test_it_counts_what_is_entered_of_what_was_found(commune: Commune) -> None:
    document = paper_from_above(commune)
    assign_rows(
        actor=commune.clerk, document=document, choices=[choose(found(document, TO_NOBODY), commune.front)], today=TODAY
    )
    other = found(document, TO_OTHERS)
    reject_finding(actor=commune.clerk, finding_id=other.pk, version=other.version, reason="Không thuộc trách nhiệm")
    complete = completeness_of([document])[document.pk]
    assert (complete.entered, complete.expected, complete.left) == (1, 5, 4)


def test_a_paper_from_above_waits_until_an_own_one_carries_it_out(commune: Commune) -> None:
    document = paper_from_above(commune)
    by_words = paper_from_above(
        commune, TO_NOBODY, issuer_unit=None, issuer="Ban Bí thư", number="9-CT/TW", received_on=None
    )
    paper_from_above(commune, TO_NOBODY, issuer_unit=commune.government, issuer="UBND xã", number="3-KH/UBND")
    paper_from_above(commune, TO_NOBODY, type="report", number="4-BC/TU")
    for own in ("Ban Thường vụ Đảng ủy xã Yên Thượng", "Ban Chấp hành Đảng bộ xã Yên Thượng, tỉnh Minh Giang"):
        paper_from_above(commune, TO_NOBODY, issuer_unit=None, issuer=own, number="5-NQ/ĐU")
    waiting = papers_without_own(commune.clerk, TODAY)
    assert [(row.document, row.days) for row in waiting] == [(by_words, 10), (document, 8)]
    paper_from_above(
        commune, TO_NOBODY, carries_out=document, issuer_unit=commune.committee, issuer="Đảng ủy xã", number="7-KH/ĐU"
    )
    say_no_own_paper(actor=commune.clerk, document=by_words, reason="Chỉ để biết")
    assert papers_without_own(commune.clerk, TODAY) == []
    assert papers_without_own(commune.world.outsider, TODAY) == []
