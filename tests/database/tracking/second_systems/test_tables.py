"""The table that a second system takes in, codes pasted, and its own file held against ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests.database.conftest import TODAY, World, streamed
from tests.database.tracking.second_systems.conftest import workbook
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers import Cell
from vaocuoc.formats.grids import load_grids
from vaocuoc.jobs import worker
from vaocuoc.tracking.models import SecondSystem, SystemComparison, SystemEntry
from vaocuoc.tracking.second_systems import comparing, exporting, matching
from vaocuoc.tracking.second_systems.columns import guessed, state_there
from vaocuoc.tracking.second_systems.models import Kind
from vaocuoc.tracking.second_systems.operations import note_same
from vaocuoc.tracking.second_systems.pasting import codes_in
from vaocuoc.tracking.second_systems.systems import edit_system, lay_out_columns, name_states

pytestmark = pytest.mark.django_db
HEADS = ["Mã định danh", "Nội dung", "Cơ quan thực hiện", "Hạn xử lý", "Tình trạng", "Ghi chú"]
FIELDS = ["theirs", "title", "lead", "due", "state", ""]


@pytest.fixture
def laid(world: World, system: SecondSystem) -> SecondSystem:
    """The system with the columns of its own table, and its word of a running task."""
    pairs = list(zip(HEADS, FIELDS, strict=True))
    lay_out_columns(actor=world.clerk, system=system, kind=Kind.TASK, columns=pairs)
    return name_states(actor=world.clerk, system=system, words={"not_started": "Đang xử lý"})


def signed(world: World, who: str = "clerk") -> Client:
    client = Client()
    client.force_login(getattr(world, who).user)
    return client


def exported(client: Client, system: SecondSystem, folder: Path, **filters: str) -> list[dict[str, Cell]]:
    """The rows of the table below its headings, by heading; the first row is that of the headings."""
    answer = client.get(reverse("second_systems:list"), {"he-thong": system.pk, "dang": "xlsx", **filters})
    path = folder / "xuat.xlsx"
    path.write_bytes(streamed(answer))
    first, *rows = load_grids(path)[0].rows().values()
    heads = {column: cell.text for column, cell in first.items()}
    return [{"": Cell("\t".join(heads.values()))}, *({heads[at]: cell for at, cell in row.items()} for row in rows)]


def test_it_gives_the_table_as_the_system_takes_it_in(
    world: World, laid: SecondSystem, give: Any, tmp_path: Path
) -> None:
    task = give()
    note_same(actor=world.clerk, system=laid, kind=Kind.TASK, subject=task, entered_on=TODAY, code="TW-9")
    head, row = exported(signed(world), laid, tmp_path)
    assert head[""].text.split("\t") == HEADS
    assert row["Mã định danh"].text == "TW-9"
    assert row["Cơ quan thực hiện"].text == "Sở Tài chính"
    assert (row["Hạn xử lý"].kind, row["Hạn xử lý"].value) == ("day", "2026-11-30")
    assert row["Tình trạng"].text == "Đang xử lý"
    assert "Ghi chú" not in row


@pytest.mark.parametrize(("day_format", "written"), [("vn", "30/11/2026"), ("iso", "2026-11-30")])
def test_it_writes_days_as_the_system_does(
    world: World, laid: SecondSystem, give: Any, tmp_path: Path, day_format: str, written: str
) -> None:
    give()
    edit_system(actor=world.clerk, system=laid, day_format=day_format)
    assert exported(signed(world), laid, tmp_path)[1]["Hạn xử lý"] == Cell(written, value="")


def test_it_gives_only_what_the_list_is_narrowed_to(
    world: World, laid: SecondSystem, give: Any, tmp_path: Path
) -> None:
    give(title="Rà soát dự án chậm")
    entered = give(title="Lập kế hoạch vốn")
    note_same(actor=world.clerk, system=laid, kind=Kind.TASK, subject=entered, entered_on=TODAY)
    rows = exported(signed(world), laid, tmp_path, **{"tinh-trang": "missing"})
    assert [row["Nội dung"].text for row in rows[1:]] == ["Rà soát dự án chậm"]


@pytest.mark.django_db(transaction=True)
def test_it_leaves_a_long_table_to_the_worker(
    world: World, laid: SecondSystem, give: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    give()
    monkeypatch.setattr(exporting, "LONG", 1)
    settings.DATA_FOLDER = tmp_path
    clerk = signed(world)
    answer = clerk.get(reverse("second_systems:list"), {"he-thong": laid.pk, "dang": "xlsx"})
    assert resolve(answer["Location"]).view_name == "saved_views:file"
    worker.run(until_idle=True)
    given = clerk.get(f"{answer['Location']}tai-ve/")
    path = tmp_path / "xuat.xlsx"
    path.write_bytes(streamed(given))
    head, row = load_grids(path)[0].rows().values()
    assert [cell.text for cell in head.values()] == HEADS
    assert row[1].text.startswith("Trình phương án")


def test_it_writes_figures_as_numbers(world: World, system: SecondSystem, report: Any, tmp_path: Path) -> None:
    report("61.5")
    said = exported(signed(world), system, tmp_path, loai="so-lieu")[1]
    assert (said["Mã chỉ tiêu ở đây"].text, said["Kỳ"].text) == ("KT-04", "tháng 10/2026")
    assert (said["Giá trị"].kind, said["Giá trị"].value) == ("number", "61.5")


def test_it_reads_pasted_codes_by_our_code_or_in_order(give: Any) -> None:
    first, second = give(), give(title="Việc khác")
    chosen = [first, second]
    by_code = codes_in(Kind.TASK, chosen, f"Mã\tMã ở đó\n{second.code}\tB-2\n{first.code.lower()}\tA-1\nNV-9\tX")
    assert by_code.codes == {first.pk: "A-1", second.pk: "B-2"}
    assert by_code.unknown == ("NV-9",)
    assert codes_in(Kind.TASK, chosen, "A-1\nB-2\n").codes == {first.pk: "A-1", second.pk: "B-2"}
    assert codes_in(Kind.TASK, chosen, "A-1\n\n").codes == {first.pk: "A-1"}
    assert codes_in(Kind.TASK, chosen, "  \n").codes == {}


def test_it_guesses_fields_for_headings() -> None:
    assert guessed(Kind.TASK, ["TT", "Mã định danh", "Nội dung", "Thời hạn", "Cột lạ"]) == [
        "order", "theirs", "title", "due", "",
    ]  # fmt: skip


def theirs(world: World, system: SecondSystem, rows: list[list[Any]], heads: Any = None) -> SystemComparison:
    content = workbook(heads or HEADS, rows)
    return comparing.read_theirs(
        actor=world.clerk, system=system, kind=Kind.TASK, content=content, name="xuat.xlsx"
    )  # fmt: skip


def test_it_shows_row_by_row_what_differs_and_writes_nothing_yet(world: World, laid: SecondSystem, give: Any) -> None:
    right, late, lost = give(title="Một"), give(title="Hai"), give(title="Ba")
    for task, code in ((right, "TW-1"), (late, "TW-2"), (lost, "TW-3")):
        note_same(actor=world.clerk, system=laid, kind=Kind.TASK, subject=task, entered_on=date(2026, 11, 2), code=code)
    kept = {entry.pk: (entry.stand, entry.at) for entry in SystemEntry.objects.all()}
    rows = [
        ["TW-1", "Một.", "SỞ TÀI CHÍNH", date(2026, 11, 30), "đang xử lý", ""],
        ["TW-2", "Hai", "Sở Tài chính", "15/12/2026", "Đã hoàn thành", ""],
        ["TW-2", "Hai", "Sở Tài chính", "15/12/2026", "Đã hoàn thành", ""],
        ["TW-8", "Không quen", "", "", "", ""],
    ]
    made = theirs(world, laid, rows)
    found = comparing.compared(world.clerk, laid, Kind.TASK, made.rows, today=TODAY)
    assert [one.outcome for one in found] == ["same", "different", "twice", "unknown"]
    said = [(one.field, one.ours, one.theirs) for one in found[1].differences]
    assert said == [("due", "30/11/2026", "15/12/2026"), ("state", "Đang xử lý", "Đã hoàn thành")]
    assert [entry.task_id for entry in comparing.not_in_file(made)] == [lost.pk]
    assert {entry.pk: (entry.stand, entry.at) for entry in SystemEntry.objects.all()} == kept

    counts = comparing.write_comparison(actor=world.clerk, comparison=made, today=TODAY)
    assert (counts["same"], counts["different"]) == (1, 1)
    entry = SystemEntry.objects.get(task=late)
    assert (entry.stand, entry.entered_on) == ("different", date(2026, 11, 2))  # the day it was entered stays
    assert "15/12/2026" in entry.theirs
    with pytest.raises(Refused, match="comparison_written"):
        comparing.write_comparison(actor=world.clerk, comparison=made, today=TODAY)


def test_it_finds_tasks_by_our_own_code_and_takes_theirs_over(world: World, system: SecondSystem, give: Any) -> None:
    task = give()
    made = theirs(world, system, [["TW-77", task.code]], heads=["Mã ở hệ thống đó", "Mã nhiệm vụ ở đây"])
    comparing.write_comparison(actor=world.clerk, comparison=made, today=TODAY)
    assert SystemEntry.objects.get(task=task).code == "TW-77"


def test_it_finds_a_figure_by_indicator_unit_and_period(world: World, system: SecondSystem, report: Any) -> None:
    report("61.5")
    report("55", period=month(2026, 9))
    heads = ["Mã chỉ tiêu ở đây", "Đơn vị", "Kỳ", "Giá trị"]
    rows: list[list[Any]] = [
        ["KT-04", "Tỉnh ủy Minh Giang", "Tháng 10/2026", 61.5],
        ["KT-04", "Tỉnh ủy Minh Giang", "tháng 9/2026", "54,5"],
        ["KT-04", "Tỉnh ủy Sơn Khê", "tháng 9/2026", 1],
    ]
    made = comparing.read_theirs(
        actor=world.clerk, system=system, kind=Kind.FIGURE, content=workbook(heads, rows), name="so.xlsx"
    )
    found = comparing.compared(world.clerk, system, Kind.FIGURE, made.rows, today=TODAY)
    assert [one.outcome for one in found] == ["same", "different", "unknown"]
    assert [(one.ours, one.theirs) for one in found[1].differences] == [("55", "54,5")]


def test_it_says_where_not_every_figure_was_looked_through(
    world: World, system: SecondSystem, report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("61.5")
    report("55", period=month(2026, 9))
    heads = ["Mã chỉ tiêu ở đây", "Kỳ", "Giá trị"]
    rows: list[list[Any]] = [["KT-04", "tháng 9/2026", 55], ["KT-04", "tháng 10/2026", 61.5]]
    asked: dict[str, Any] = {"actor": world.clerk, "system": system, "kind": Kind.FIGURE, "name": "so.xlsx"}
    made = comparing.read_theirs(content=workbook(heads, rows), **asked)
    monkeypatch.setattr(matching, "MOST_LOOKED_THROUGH", 1)
    found = comparing.compared(world.clerk, system, Kind.FIGURE, made.rows, today=TODAY)
    assert sorted(one.outcome for one in found) == ["same", "unsearched"]
    client = Client()
    client.force_login(world.clerk.user)
    page = " ".join(client.get(reverse("second_systems:comparison", args=[made.pk])).content.decode().split())
    assert "1 dòng chưa tìm thấy: các mã của tệp có hơn" in page


@pytest.mark.parametrize(
    ("heads", "rows", "code"),
    [
        (["Cột một", "Cột hai"], [["a", "b"]], "no_head"),
        (HEADS, [["", "Một", "", "", "", ""]], "nothing_read"),
    ],
)
def test_it_refuses_a_file_without_codes(
    world: World, laid: SecondSystem, heads: list[str], rows: list[list[Any]], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        theirs(world, laid, rows, heads)
    assert not SystemComparison.objects.exists()


def test_it_refuses_a_file_where_the_table_has_no_code(world: World, system: SecondSystem) -> None:
    lay_out_columns(actor=world.clerk, system=system, kind=Kind.TASK, columns=[("Nội dung", "title")])
    with pytest.raises(Refused, match="no_code_column"):
        theirs(world, system, [["a"]], ["Nội dung"])


def test_it_calls_states_as_the_system_does(laid: SecondSystem) -> None:
    assert state_there(laid, "not_started") == "Đang xử lý"
    assert state_there(laid, "overdue") == "Quá hạn"
