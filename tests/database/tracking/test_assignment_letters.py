"""The letter of assignment: written from what was given, changed as a draft, registered once issued; the tables."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word

from tests.database.conftest import TODAY, World, make_unit
from tests.database.tracking.commune_office import (
    REGULAR,
    TO_COMMITTEES,
    TO_GOVERNMENTS,
    TO_NOBODY,
    Commune,
    commune_of,
    found,
    paper_from_above,
)
from vaocuoc.core.errors import Refused
from vaocuoc.documents.library.queries import rows
from vaocuoc.documents.models import Document
from vaocuoc.formats.letters import write_docx
from vaocuoc.tracking.assignment.composing import compose, without_day
from vaocuoc.tracking.assignment.letters import draft_letter, drop_letter, edit_letter, issue_letter, leave_out
from vaocuoc.tracking.assignment.models import DueRule, DutyPhrase, Letter
from vaocuoc.tracking.assignment.office import office_of
from vaocuoc.tracking.assignment.operations import Choice, assign_rows
from vaocuoc.tracking.assignment.queries import papers_without_own, plan_of, tasks_of
from vaocuoc.tracking.assignment.rulebook import (
    begin_table,
    read_phrases,
    save_settings,
    set_due_rule,
    set_duties,
    settings_of,
    starting_organs,
    written_phrases,
)
from vaocuoc.tracking.assignment.tables import duty_phrases
from vaocuoc.tracking.assignment.unlettered import papers_without_letter
from vaocuoc.tracking.recurring.operations import set_recurrence
from vaocuoc.tracking.tasks.models import Task, TaskParty
from vaocuoc.tracking.tasks.operations import cancel_task


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def commune(world: World) -> Commune:
    return commune_of(world)


def given(commune: Commune) -> Document:
    """A paper whose tasks were given to two organs; the third task is nobody's yet."""
    document = paper_from_above(commune)
    leads = {TO_COMMITTEES["quote"]: commune.building, TO_NOBODY["quote"]: commune.front}
    leads |= {TO_GOVERNMENTS["quote"]: commune.building, REGULAR["quote"]: commune.front}
    chosen = []
    for number, (quote, lead) in enumerate(leads.items(), start=1):
        finding = found(document, {"quote": quote})
        due = None if quote == REGULAR["quote"] else date(2026, 12, 11)
        chosen.append(
            Choice(row=number, finding=finding.pk, version=finding.version, lead=lead, product="Báo cáo", due=due)
        )
    assign_rows(actor=commune.clerk, document=document, choices=chosen, today=TODAY)
    return document


def drafted(commune: Commune) -> Letter:
    document = given(commune)
    tasks = plan_of(commune.clerk, document, today=TODAY).without_letter
    return draft_letter(actor=commune.clerk, document=document, tasks=tasks, superior=commune.world.province)


def text_of(letter: Letter) -> str:
    settings = settings_of(letter.keeper)
    word = Word(io.BytesIO(write_docx(compose(letter, tasks_of(letter), settings, today=TODAY))))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


# --- regular work, many receivers -------------------------------------------------------------------------------------


def test_the_turns_of_regular_work_stand_in_no_letter_their_parent_does(commune: Commune) -> None:
    document = given(commune)
    regular = Task.objects.get(document=document, deadline_kind="regular")
    set_recurrence(
        actor=commune.clerk, task=regular, version=None, every="month", rule="day", number=25,
        starts_on=date(2026, 8, 1), today=TODAY,
    )  # fmt: skip
    turns = list(Task.objects.filter(parent=regular))
    plan = plan_of(commune.clerk, document, today=TODAY)
    assert turns
    assert regular in plan.without_letter
    assert not set(turns) & set(plan.without_letter)
    letter = draft_letter(actor=commune.clerk, document=document, tasks=[regular, *turns])
    assert tasks_of(letter) == [regular]
    with pytest.raises(Refused, match="no_tasks"):
        draft_letter(actor=commune.clerk, document=document, tasks=turns)
    rest = plan_of(commune.clerk, document, today=TODAY).without_letter
    draft_letter(actor=commune.clerk, document=document, tasks=rest)
    assert not papers_without_letter(commune.clerk).exists()


def test_many_who_cooperate_are_counted_and_stand_in_a_list(commune: Commune) -> None:
    letter = drafted(commune)
    task = tasks_of(letter)[0]
    units = [make_unit(f"Đảng ủy xã Suối {number}", level="commune") for number in range(1, 13)]
    TaskParty.objects.bulk_create([TaskParty(task=task, role="cooperating", unit=unit) for unit in units])
    paper = compose(letter, tasks_of(letter), settings_of(letter.keeper), today=TODAY)
    body = "\n".join(one.text for one in paper.body)
    assert "12 đảng ủy xã (danh sách kèm theo)" in body
    assert "Suối 7" not in body
    assert "Đảng ủy xã Suối 7" in text_of(letter)
    assert [one.heading for one in paper.lists] == ["DANH SÁCH"]


# --- the words --------------------------------------------------------------------------------------------------------


def test_it_has_one_clause_an_organ_and_goes_to_those_alone(commune: Commune) -> None:
    letter = drafted(commune)
    said = text_of(letter)
    assert f"1. {commune.building.name}" in said
    assert f"2. {commune.front.name}" in said
    assert commune.inspection.name not in said
    assert commune.government.name not in said
    assert said.count(f"- {commune.front.name}") == 2  # addressed, and among who receives it
    assert "Thực hiện Kế hoạch số 12-KH/TU, ngày 10/11/2026 của Ban Thường vụ Tỉnh ủy" in said


def test_it_says_the_day_once_as_the_day_before_which(commune: Commune) -> None:
    letter = drafted(commune)
    said = text_of(letter)
    assert "trước ngày 12/12/2026" in said  # the due day, 11/12, is inclusive
    assert "trước ngày 30/11/2026" not in said  # the paper's own words of the day are left out
    save_settings(
        actor=commune.clerk, keeper=commune.committee, version=0, due_words="by", issuer="ĐẢNG ỦY XÃ",
        speaks_as="Đảng ủy", symbol="CV/ĐU", place="Yên Thượng",
    )  # fmt: skip
    assert "chậm nhất ngày 11/12/2026" in text_of(letter)


@pytest.mark.parametrize(
    ("title", "shorter"),
    [
        ("Rà soát hồ sơ, hoàn thành trước ngày 31/3/2027", "Rà soát hồ sơ"),
        ("Gửi kết quả về Văn phòng chậm nhất ngày 5/12/2026.", "Gửi kết quả về Văn phòng"),
        ("Trình đề án, hoàn thành trong tháng 12/2026", "Trình đề án"),
        ("Báo cáo kết quả trong quý IV/2026", "Báo cáo kết quả"),
        ("Giải ngân vốn trong năm 2026", "Giải ngân vốn trong năm 2026"),
        ("Tổng kết nhiệm kỳ 2020 - 2025", "Tổng kết nhiệm kỳ 2020 - 2025"),
        ("Xong trước ngày 1/1/2027", "Xong trước ngày 1/1/2027"),
    ],
)
def test_it_leaves_out_the_day_that_ends_a_title(title: str, shorter: str) -> None:
    assert without_day(title) == shorter


def test_its_words_can_be_changed_and_two_people_do_not_undo_each_other(commune: Commune) -> None:
    letter = drafted(commune)
    edit_letter(actor=commune.clerk, letter=letter, version=0, opening="Giao các đơn vị:")
    with pytest.raises(Refused) as refused:
        edit_letter(actor=commune.colleague, letter=letter, version=0, opening="Khác")
    assert refused.value.code == "conflict.letter_changed"
    assert "Giao các đơn vị:" in text_of(Letter.objects.get())


def test_a_task_is_given_by_one_letter(commune: Commune) -> None:
    letter = drafted(commune)
    with pytest.raises(Refused) as refused:
        draft_letter(actor=commune.clerk, document=letter.source, tasks=tasks_of(letter))
    assert refused.value.code == "conflict.task_in_letter"
    out = tasks_of(letter)[0]
    leave_out(actor=commune.clerk, letter=letter, task=out)
    assert out not in tasks_of(letter)
    drop_letter(actor=commune.clerk, letter=letter)
    assert len(plan_of(commune.clerk, letter.source, today=TODAY).without_letter) == 4


# --- once issued ------------------------------------------------------------------------------------------------------


def test_an_issued_letter_is_a_document_that_carries_out_its_source(commune: Commune) -> None:
    letter = drafted(commune)
    assert papers_without_own(commune.clerk, TODAY)
    done = issue_letter(
        actor=commune.clerk, letter=letter, version=0, number="115", issued_on=date(2026, 11, 18), today=TODAY
    )
    document = done.document
    assert document is not None
    assert (document.number, document.type, document.issued_on) == ("115-CV/ĐU", "letter", date(2026, 11, 18))
    assert document.carries_out == letter.source
    assert set(document.addressees.values_list("unit", flat=True)) == {commune.building.pk, commune.front.pk}
    assert document.reviewed_by == commune.clerk.user
    assert document.files.get().format == "docx"
    assert {task.received_on for task in tasks_of(done)} == {date(2026, 11, 18)}
    assert papers_without_own(commune.clerk, TODAY) == []
    assert [row.document for row in rows([document])] == [document]
    with pytest.raises(Refused) as refused:
        edit_letter(actor=commune.clerk, letter=done, version=1, opening="Sửa sau khi ban hành")
    assert refused.value.code == "assignment.letter_issued"


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        ("", date(2026, 11, 18), "assignment.no_number"),
        ("115", date(2026, 11, 25), "assignment.issued_in_future"),
    ],
)
def test_it_is_not_issued_without_number_or_before_its_day(commune: Commune, number: str, day: date, code: str) -> None:
    letter = drafted(commune)
    with pytest.raises(Refused) as refused:
        issue_letter(actor=commune.clerk, letter=letter, version=0, number=number, issued_on=day, today=TODAY)
    assert refused.value.code == code
    assert not Letter.objects.get().is_issued


def test_a_number_serves_once(commune: Commune) -> None:
    issue_letter(actor=commune.clerk, letter=drafted(commune), version=0, number="115", issued_on=TODAY, today=TODAY)
    other = paper_from_above(commune, TO_NOBODY, number="13-KH/TU")
    finding = found(other, TO_NOBODY)
    chosen = [Choice(row=1, finding=finding.pk, version=0, lead=commune.front, due=date(2026, 12, 11))]
    tasks = assign_rows(actor=commune.clerk, document=other, choices=chosen, today=TODAY)
    second = draft_letter(actor=commune.clerk, document=other, tasks=tasks)
    with pytest.raises(Refused) as refused:
        issue_letter(actor=commune.clerk, letter=second, version=0, number="115", issued_on=TODAY, today=TODAY)
    assert refused.value.code == "assignment.number_taken"


def test_a_letter_after_a_due_day_is_refused_whole(commune: Commune) -> None:
    letter = drafted(commune)
    Task.objects.filter(pk=tasks_of(letter)[0].pk).update(due=date(2026, 11, 15), received_on=date(2026, 11, 10))
    before = Document.objects.count()
    with pytest.raises(Refused) as refused:
        issue_letter(actor=commune.clerk, letter=letter, version=0, number="115", issued_on=TODAY, today=TODAY)
    assert refused.value.code == "assignment.due_before_letter"
    assert Document.objects.count() == before
    assert not Letter.objects.get().is_issued


def test_a_cancelled_task_keeps_its_clock(commune: Commune) -> None:
    letter = drafted(commune)
    task = cancel_task(actor=commune.clerk, task=tasks_of(letter)[0], reason="Trùng")
    issue_letter(actor=commune.clerk, letter=letter, version=0, number="115", issued_on=TODAY, today=TODAY)
    task.refresh_from_db()
    assert task.received_on == date(2026, 11, 12)


# --- the office's tables ----------------------------------------------------------------------------------------------


def test_the_table_to_begin_with_finds_the_office_units(commune: Commune) -> None:
    office = office_of(commune.clerk, commune.committee, today=TODAY)
    matched = {organ.name: unit for organ, unit in starting_organs(office) if unit}
    assert matched == {
        "Ủy ban nhân dân": commune.government,
        "Ủy ban Mặt trận Tổ quốc": commune.front,
        "Ban Xây dựng Đảng": commune.building,
        "Ủy ban kiểm tra": commune.inspection,
        "Văn phòng cấp ủy": commune.office,
    }
    assert begin_table(actor=commune.clerk, keeper=commune.committee, chosen=matched, today=TODAY) == 5
    with pytest.raises(Refused) as refused:
        begin_table(actor=commune.clerk, keeper=commune.committee, chosen=matched, today=TODAY)
    assert refused.value.code == "assignment.table_begun"


def test_phrases_are_dated_rows_and_saving_the_same_changes_nothing(commune: Commune) -> None:
    def keep(text: str, day: date) -> None:
        set_duties(
            actor=commune.clerk, keeper=commune.committee, organ=commune.front, phrases=read_phrases(text), today=day
        )

    keep("phản biện xã hội\ngiám sát, trừ: giám sát đảng viên; giám sát chuyên đề", date(2026, 11, 1))
    keep("giám sát, trừ: giám sát đảng viên; giám sát chuyên đề\n\n- phản biện xã hội.", TODAY)
    assert DutyPhrase.objects.count() == 2
    keep("phản biện xã hội", TODAY)
    assert [row.words for row in duty_phrases(commune.committee, today=TODAY)] == ["phản biện xã hội"]
    before = duty_phrases(commune.committee, today=date(2026, 11, 10))
    assert "giám sát, trừ: giám sát đảng viên; giám sát chuyên đề" in written_phrases(before)


def test_a_new_rule_ends_the_one_before(commune: Commune) -> None:
    for days in (7, 5):
        set_due_rule(actor=commune.clerk, keeper=commune.committee, document_type="plan", days=days, today=TODAY)
    assert list(DueRule.objects.filter(valid_to=None).values_list("days", flat=True)) == [5]
    assert DueRule.objects.count() == 2


def test_the_settings_are_proposed_from_the_office_and_kept_once_saved(commune: Commune) -> None:
    proposed = settings_of(commune.committee, superior=commune.world.province)
    assert (proposed.regime, proposed.place, proposed.symbol) == ("party", "Yên Thượng", "CV/ĐU")
    assert settings_of(commune.government).regime == "state"
    assert settings_of(commune.world.province).place == "Minh Giang"
    with pytest.raises(Refused) as refused:
        save_settings(actor=commune.clerk, keeper=commune.committee, version=0, issuer="", symbol="CV/ĐU")
    assert refused.value.code == "assignment.settings_incomplete"
