"""What becomes of single rows: held, asked, done elsewhere, updated, taken in twice, undone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.database.conftest import TODAY, World, make_unit
from tests.database.tracking.importing.conftest import questions, take
from tests.database.tracking.importing.trackers import workbook
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import RelationKind, Unit, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.tracking.importing.exporting import give_back
from vaocuoc.tracking.importing.models import BatchState, ImportBatch, ImportChoice, ImportProfile, ImportRow
from vaocuoc.tracking.importing.operations import (
    answer_questions,
    apply_batch,
    choose_columns,
    complete_row,
    discard_batch,
    drop_row,
    receive_file,
    undo_batch,
)
from vaocuoc.tracking.importing.resolving import parts_of
from vaocuoc.tracking.tasks.models import Evidence, Task, TaskUpdate
from vaocuoc.tracking.tasks.operations import add_update, change_deadline, edit_task
from vaocuoc.tracking.tasks.queries import row_of

HEADINGS = (
    "STT", "Số kết luận", "Ngày ban hành", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Phối hợp", "Hạn", "Tiến độ",
    "Ngày hoàn thành", "Kết quả",
)  # fmt: skip


def row(text: str, lead: str = "Sở Tài chính", due: Any = "", state: str = "Đang làm", **more: Any) -> list[Any]:
    return [
        1, more.get("number", "5-KL/TU"), more.get("issued", date(2026, 3, 2)), text, lead, more.get("partners", ""),
        due, state, more.get("done", ""), more.get("told", ""),
    ]  # fmt: skip


def book(path: Path, *rows: list[Any], **more: Any) -> Path:
    return workbook(path, rows, HEADINGS, **more)


def outcomes(batch: ImportBatch) -> list[str]:
    return [one.outcome for one in batch.rows.order_by("place")]


def received(world: World, path: Path) -> ImportBatch:
    batch = receive_file(actor=world.clerk, kind="tasks", keeper=world.province, content=path, name=path.name)
    return choose_columns(actor=world.clerk, batch=batch, mapping=batch.mapping, sheets=batch.sheets_chosen)


def answer(world: World, batch: ImportBatch, **values: str) -> ImportBatch:
    """Answer questions by their kind."""
    asked = questions(world.clerk, batch)
    answers = {key: (one.text, values[one.kind]) for key, one in asked.items() if one.kind in values}
    return answer_questions(actor=world.clerk, batch=batch, answers=answers)


# --- held, never guessed ----------------------------------------------------------------------------------------------


def test_it_holds_a_row_that_lacks_something_and_names_it(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", lead="", due="1/12/2026"), row("Trình sổ", due="Tháng 12"))
    batch = take(world.clerk, world.province, path)
    assert [(one.outcome, one.missing) for one in batch.rows.order_by("place")] == [
        ("held", ["lead"]),
        ("held", ["due"]),
    ]
    apply_batch(actor=world.clerk, batch=batch)
    assert (Task.objects.count(), ImportRow.objects.filter(state="waiting").count()) == (0, 2)


def test_it_proposes_the_last_day_of_a_quarter_and_writes_it_only_when_confirmed(world: World, tmp_path: Path) -> None:
    batch = received(world, book(tmp_path / "a.xlsx", row("Lập sổ", due="Quý IV/2026")))
    assert outcomes(batch) == ["held"]
    (asked,) = questions(world.clerk, batch).values()
    assert (asked.preset, [one.value for one in asked.proposals]) == ("", ["d:2026-12-31"])
    batch = answer(world, batch, due="d:2026-12-31")
    apply_batch(actor=world.clerk, batch=batch)
    assert Task.objects.get().due == date(2026, 12, 31)
    assert not ImportChoice.objects.exists(), "a quarter is another day in another year"


def test_it_completes_a_held_row_on_the_screen(world: World, tmp_path: Path) -> None:
    apply_batch(
        actor=world.clerk,
        batch=take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="Tháng 12"))),
    )
    waiting = ImportRow.objects.get(state="waiting")
    complete_row(actor=world.clerk, row=waiting, values={"due": "2026-12-20", "no_due_reason": ""})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.task.due) == ("completed", date(2026, 12, 20))
    with pytest.raises(Refused, match="row_settled"):
        complete_row(actor=world.clerk, row=waiting, values={})


def test_it_completes_a_held_row_by_a_new_import(world: World, tmp_path: Path) -> None:
    apply_batch(
        actor=world.clerk,
        batch=take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="Tháng 12"))),
    )
    apply_batch(
        actor=world.clerk,
        batch=take(world.clerk, world.province, book(tmp_path / "b.xlsx", row("Lập sổ", due="20/12/2026"))),
    )
    assert Task.objects.count() == 1
    assert not ImportRow.objects.filter(state="waiting").exists()


def test_it_keeps_one_waiting_row_however_often_the_file_comes(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", due="Tháng 12"))
    for _ in range(2):
        apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    assert ImportRow.objects.filter(state="waiting").count() == 1


def test_it_lets_a_waiting_row_be(world: World, tmp_path: Path) -> None:
    apply_batch(
        actor=world.clerk,
        batch=take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="Tháng 12"))),
    )
    drop_row(actor=world.clerk, row=ImportRow.objects.get(state="waiting"))
    assert not ImportRow.objects.filter(state="waiting").exists()


def test_it_flags_a_due_day_that_may_be_the_wrong_way_round(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", due="9/5/2026", issued=date(2026, 7, 1)))
    one = take(world.clerk, world.province, path).rows.get()
    assert (one.outcome, one.missing, one.notes[0]) == (
        "held",
        ["due"],
        ["due_before_issue", "2026-05-09", "2026-09-05"],
    )


# --- asked once -------------------------------------------------------------------------------------------------------


def test_it_asks_for_an_unknown_word_once_and_remembers_the_answer(world: World, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", *(row(f"Việc {n}", lead="Sở KHĐT", due="1/12/2026", state="Làm dở") for n in range(3))
    )
    batch = received(world, path)
    asked = questions(world.clerk, batch)
    assert {one.kind: one.count for one in asked.values()} == {"lead": 3, "state": 3}
    batch = answer(world, batch, lead=f"u:{world.department.pk}", state="running")
    assert outcomes(batch) == ["new"] * 3
    again = received(
        world, book(tmp_path / "b.xlsx", row("Việc khác", lead="Sở KHĐT", due="1/12/2026", state="Làm dở"))
    )
    assert (outcomes(again), again.counts["questions"]) == (["new"], 0)


def test_it_asks_which_of_two_units_in_one_cell_leads(world: World, tmp_path: Path) -> None:
    both = "Sở Tài chính, Đảng ủy xã Yên Thượng"
    batch = received(world, book(tmp_path / "a.xlsx", row("Lập sổ", lead=both, due="1/12/2026")))
    (asked,) = questions(world.clerk, batch).values()
    assert (asked.reason, asked.preset) == ("several_units", "")
    assert asked.proposals[0].value == f"u:{world.department.pk}+{world.commune.pk}"
    batch = answer(world, batch, lead=asked.proposals[0].value)
    apply_batch(actor=world.clerk, batch=batch)
    task = Task.objects.get()
    assert (task.lead_unit, [party.unit for party in task.parties.all()]) == (world.department, [world.commune])


def test_it_never_guesses_among_three_units(world: World, tmp_path: Path) -> None:
    for place in ("Thượng", "Trung", "Hạ"):
        unit = make_unit(f"Ban Quản lý dự án {place} Giang", UnitKind.DEPARTMENT)
        UnitRelation.objects.create(
            kind=RelationKind.PARTY, parent=world.province, child=unit, valid_from=unit.valid_from
        )
    rebuild_reach()
    batch = received(world, book(tmp_path / "a.xlsx", row("Lập sổ", lead="Ban Quản lý dự án", due="1/12/2026")))
    (asked,) = questions(world.clerk, batch).values()
    assert (outcomes(batch), asked.preset, asked.reason, len(asked.proposals)) == (["held"], "", "several_fit", 3)


def test_it_proposes_nothing_that_the_clerk_may_not_see(world: World, tmp_path: Path) -> None:
    batch = received(world, book(tmp_path / "a.xlsx", row("Lập sổ", lead="Tỉnh ủy Sơn Khê", due="1/12/2026")))
    (asked,) = questions(world.clerk, batch).values()
    assert f"u:{world.elsewhere.pk}" not in {one.value for one in asked.proposals}


def test_it_remembers_the_meaning_of_columns_by_the_shape(world: World, tmp_path: Path) -> None:
    batch = receive_file(
        actor=world.clerk,
        kind="tasks",
        keeper=world.province,
        content=book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")),
        name="a.xlsx",
    )
    choose_columns(actor=world.clerk, batch=batch, mapping={**batch.mapping, "ket qua": "note"}, sheets=[0])
    again = receive_file(
        actor=world.clerk,
        kind="tasks",
        keeper=world.province,
        content=book(tmp_path / "b.xlsx", row("Khác", due="1/12/2026")),
        name="b.xlsx",
    )
    assert (again.mapping["ket qua"], again.profile) == ("note", ImportProfile.objects.get())


# --- states, as gaps --------------------------------------------------------------------------------------------------


def test_it_judges_a_done_row_only_by_a_real_day(world: World, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        row("Không ngày", due="1/9/2026", state="Xong"),
        row("Có ngày", due="1/9/2026", state="Xong", done="5/9/2026"),
    )
    batch = take(world.clerk, world.province, path)
    assert outcomes(batch) == ["done_outside", "done_dated"]
    apply_batch(actor=world.clerk, batch=batch)
    states = [row_of(task, today=TODAY).state.code for task in Task.objects.order_by("pk")]
    assert (states, Evidence.objects.count()) == (["done_unjudged", "done_late"], 0)


def test_it_hands_in_what_waits_for_acceptance_where_the_row_names_the_paper(world: World, tmp_path: Path) -> None:
    told = "Báo cáo 45-BC/STC ngày 10/11/2026 về kết quả"
    path = book(
        tmp_path / "a.xlsx",
        row("Có văn bản", due="1/12/2026", state="Chờ nghiệm thu", told=told),
        row("Chỉ có chữ", due="1/12/2026", state="Chờ nghiệm thu", told="đã báo cáo miệng"),
    )
    batch = take(world.clerk, world.province, path)
    assert outcomes(batch) == ["awaiting", "awaiting"]
    apply_batch(actor=world.clerk, batch=batch)
    evidence = Evidence.objects.get()
    assert (evidence.number, evidence.date, evidence.accepted) == ("45-BC/STC", date(2026, 11, 10), None)
    assert row_of(Task.objects.get(title="Có văn bản"), today=TODAY).state.code == "submitted"


def test_it_takes_sorts_of_units_named_in_one_breath_for_one_partner() -> None:
    assert parts_of("Các sở, ngành; UBND các xã, phường, đặc khu") == ["Các sở, ngành", "UBND các xã, phường, đặc khu"]
    assert parts_of("các sở, ban, ngành") == []
    assert parts_of("Sở Tài chính, Sở Y tế") == ["Sở Tài chính", "Sở Y tế"]


def test_it_keeps_partners_in_their_own_words(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026", partners="Văn phòng Tỉnh ủy; các đơn vị liên quan"))
    apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    parties = Task.objects.get().parties.order_by("pk")
    assert [(party.unit, party.words) for party in parties] == [(world.office, ""), (None, "các đơn vị liên quan")]


def test_it_gives_the_unit_of_a_group_to_the_rows_below(world: World, tmp_path: Path) -> None:
    rows = [
        ["I", "Sở Tài chính", ""],
        [1, "Lập sổ", "1/12/2026"],
        ["II", "Đảng ủy xã Yên Thượng", ""],
        [2, "Trình sổ", "1/12/2026"],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, ("TT", "Nội dung", "Hạn"))
    apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    assert [task.lead_unit for task in Task.objects.order_by("pk")] == [world.department, world.commune]


def test_it_shows_hidden_rows_and_takes_them_only_when_asked(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Hiện", due="1/12/2026"), row("Ẩn", due="1/12/2026"), hidden=(5,))
    batch = take(world.clerk, world.province, path)
    assert [(one.outcome, one.reason, one.hidden) for one in batch.rows.order_by("place")] == [
        ("new", "", False),
        ("skipped", "hidden", True),
    ]
    asked = choose_columns(actor=world.clerk, batch=batch, mapping=batch.mapping, sheets=[0], take_hidden=True)
    assert outcomes(asked) == ["new", "new"]


# --- again, and otherwise ---------------------------------------------------------------------------------------------


def imported(world: World, tmp_path: Path, *rows: list[Any]) -> ImportBatch:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", *rows))
    apply_batch(actor=world.clerk, batch=batch)
    batch.refresh_from_db()
    return batch


def returned(world: World, batch: ImportBatch, path: Path, **cells: Any) -> ImportBatch:
    """The office's own form given back, with some cells of its first row changed by a colleague, taken in again."""
    from vaocuoc.formats.grids import load_grids

    path.write_bytes(give_back(world.clerk, batch, today=TODAY))
    rows = load_grids(path)[0].rows()
    head = [cell.text for _, cell in sorted(rows[2].items())]
    lines = [[rows[n].get(c).text if c in rows[n] else "" for c in range(len(head))] for n in sorted(rows) if n > 2]
    for heading, text in cells.items():
        lines[0][head.index(heading)] = text
    return take(world.clerk, world.province, workbook(path, lines, head))


def test_it_says_old_and_new_before_it_updates(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026"))
    again = returned(world, batch, tmp_path / "b.xlsx", **{"Hạn": "15/12/2026", "Tiến độ": "Xong", "Kết quả": "Đã gửi"})
    one = again.rows.get()
    assert one.outcome == "update"
    assert one.changes == [
        ["due", "2026-12-01", "2026-12-15"],
        ["closure", "", "done"],
        ["told", "", "Đã gửi"],
    ]
    apply_batch(actor=world.clerk, batch=again)
    task = Task.objects.get()
    assert (task.due, task.first_due, task.closure, task.completed_on) == (
        date(2026, 12, 15),
        date(2026, 12, 1),
        "done",
        None,
    )


def test_it_does_not_undo_by_an_old_file_what_was_changed_here(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026"))
    apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    change_deadline(actor=world.leader, task=Task.objects.get(), new=date(2026, 12, 20), reason="Chờ vốn")
    one = take(world.clerk, world.province, path).rows.get()
    assert (one.outcome, one.notes) == ("same", [["changed_here", "due"]])


def test_it_erases_nothing_by_an_empty_cell(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026", told="Đang soạn"))
    again = returned(world, batch, tmp_path / "b.xlsx", **{"Hạn": "", "Kết quả": "", "Đơn vị chủ trì": ""})
    assert [one.outcome for one in again.rows.all()] == ["same"]


def test_it_gives_back_what_was_changed_here_in_the_same_form(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026"), row("Trình sổ", due="2/12/2026"))
    task = Task.objects.order_by("pk")[0]
    edit_task(actor=world.clerk, task=task, version=task.version, title="Lập sổ theo dõi chung")
    add_update(actor=world.clerk, task=task, text="Đã lấy ý kiến")
    again = returned(world, batch, tmp_path / "b.xlsx")
    cells = again.rows.order_by("place")[0].cells
    assert (cells["Nội dung nhiệm vụ"], cells["Kết quả"], cells["Mã nhiệm vụ"]) == (
        "Lập sổ theo dõi chung",
        "Đã lấy ý kiến",
        task.code,
    )
    assert {one.outcome for one in again.rows.all()} == {"same"}


def test_it_skips_the_second_of_two_equal_rows(world: World, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        row("Lập sổ", due="1/12/2026"),
        row("Lập  SỔ", due="1/12/2026"),
        row("Lập sổ", due="1/1/2027"),
    )
    batch = take(world.clerk, world.province, path)
    assert [(one.outcome, one.reason) for one in batch.rows.order_by("place")] == [
        ("new", ""),
        ("skipped", "duplicate"),
        ("new", ""),
    ]


def test_it_recognises_a_task_that_was_given_here(world: World, tmp_path: Path) -> None:
    from vaocuoc.tracking.tasks.operations import create_task

    create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Lập sổ",
        lead_unit=world.department,
        due=date(2026, 12, 1),
        today=TODAY,
    )
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    assert outcomes(batch) == ["same"]


def test_it_shows_the_preview_anew_where_the_register_has_changed(world: World, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026"))
    first, second = (take(world.clerk, world.province, path) for _ in range(2))
    apply_batch(actor=world.clerk, batch=first)
    with pytest.raises(Refused, match="import_changed"):
        apply_batch(actor=world.clerk, batch=second)
    assert (Task.objects.count(), outcomes(second)) == (1, ["same"])


# --- undone -----------------------------------------------------------------------------------------------------------


def test_it_undoes_a_batch_but_for_what_someone_has_touched(world: World, tmp_path: Path) -> None:
    batch = imported(
        world, tmp_path, row("Lập sổ", due="1/12/2026", told="Đang soạn"), row("Trình sổ", due="2/12/2026")
    )
    add_update(actor=world.clerk, task=Task.objects.get(title="Trình sổ"), text="Đã bắt đầu")
    undone = undo_batch(actor=world.clerk, batch=batch, now=timezone.now())
    assert [task.title for task in Task.objects.all()] == ["Trình sổ"]
    assert (undone.state, [one.state for one in batch.rows.order_by("place")]) == (
        BatchState.UNDONE,
        ["undone", "kept"],
    )
    entry = Entry.objects.get(action="imports.undo")
    assert (entry.facts["undone"], entry.facts["kept"]) == (1, 1)


def test_it_gives_an_updated_task_its_old_words_again(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026"))
    again = returned(world, batch, tmp_path / "b.xlsx", **{"Hạn": "15/12/2026", "Tiến độ": "Xong", "Kết quả": "Đã gửi"})
    apply_batch(actor=world.clerk, batch=again)
    undo_batch(actor=world.clerk, batch=again, now=timezone.now())
    task = Task.objects.get()
    assert (task.due, task.closure, task.is_started, TaskUpdate.objects.count()) == (date(2026, 12, 1), "", False, 0)


def test_it_undoes_nothing_after_a_day(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026"))
    with pytest.raises(Refused, match="too_late"):
        undo_batch(actor=world.clerk, batch=batch, now=timezone.now() + timedelta(hours=25))
    assert Task.objects.count() == 1


def test_it_takes_the_same_file_in_again_after_an_undo(world: World, tmp_path: Path) -> None:
    batch = imported(world, tmp_path, row("Lập sổ", due="1/12/2026"))
    undo_batch(actor=world.clerk, batch=batch, now=timezone.now())
    assert outcomes(take(world.clerk, world.province, tmp_path / "a.xlsx")) == ["new"]


def test_it_writes_an_entry_for_the_batch_and_one_for_each_task(world: World, tmp_path: Path) -> None:
    imported(world, tmp_path, row("Lập sổ", due="1/12/2026"), row("Trình sổ", due="2/12/2026"))
    assert Entry.objects.filter(action="imports.apply").count() == 1
    assert Entry.objects.filter(action="tasks.take_over").count() == 2


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["focal", "outsider", "administrator"])
def test_it_lets_nobody_import_into_a_register_that_is_not_theirs(world: World, tmp_path: Path, who: str) -> None:
    path = book(tmp_path / "a.xlsx", row("Lập sổ"))
    with pytest.raises(Refused, match=r"access\.denied"):
        receive_file(actor=getattr(world, who), kind="tasks", keeper=world.province, content=path, name="a.xlsx")


def test_it_throws_an_unwritten_batch_away(world: World, tmp_path: Path) -> None:
    batch = received(world, book(tmp_path / "a.xlsx", row("Lập sổ")))
    discard_batch(actor=world.clerk, batch=batch)
    assert (ImportBatch.objects.count(), Task.objects.count()) == (0, 0)


def test_it_keeps_a_task_when_its_row_goes(world: World, committee: Unit, tmp_path: Path) -> None:
    """Rows are memory: nothing of the register hangs on them."""
    imported(world, tmp_path, row("Lập sổ", due="1/12/2026"))
    ImportBatch.objects.all().delete()
    assert Task.objects.count() == 1
