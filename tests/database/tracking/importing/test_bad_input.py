"""Files as offices and strangers send them: each has one clear answer, and nothing is half done."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
import xlsxwriter

from tests.database.conftest import World
from tests.database.tracking.importing.conftest import take
from tests.database.tracking.importing.trackers import workbook
from tests.system import program
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.importing.models import ImportBatch
from vaocuoc.tracking.importing.operations import apply_batch, receive_file
from vaocuoc.tracking.tasks.models import Task

HEADINGS = ("STT", "Nội dung", "Đơn vị chủ trì", "Hạn", "Tiến độ")
ROW = (1, "Lập sổ", "Sở Tài chính", "1/12/2026", "Đang làm")


def refusal(world: World, path: Path, kind: str = "tasks") -> str:
    with pytest.raises(Refused) as refused:
        receive_file(actor=world.clerk, kind=kind, keeper=world.province, content=path, name=path.name)
    assert not ImportBatch.objects.exists()
    return refused.value.code


def test_it_reads_what_formulas_gave_and_says_what_they_did_not(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ("1", "Lập sổ", "Sở Tài chính"))
        sheet.write_formula(1, 3, "=TODAY()+10", day, (date(2026, 12, 1) - date(1899, 12, 30)) // timedelta(days=1))
        sheet.write_row(2, 0, ("2", "Trình sổ", "Sở Tài chính"))
        sheet.write_formula(2, 3, "=A99+#REF!", day, "#REF!")
    batch = take(world.clerk, world.province, path)
    first, second = batch.rows.order_by("place")
    assert (first.outcome, first.values["due"]) == ("new", "2026-12-01")
    assert (second.outcome, second.values["due"], second.notes) == ("new", None, [["error_cell", "#REF!"]])


def test_it_reads_the_data_of_a_workbook_with_macros_and_no_macro(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [ROW], HEADINGS).rename(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    assert take(world.clerk, world.province, path).counts["new"] == 1


def test_it_says_that_a_workbook_has_a_password(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(world, path) == "file.protected"


@pytest.mark.parametrize("headings", [("Bài", "Điểm"), ("STT", "Họ và tên", "Chức vụ")])
def test_it_says_that_no_sheet_has_a_head(world: World, tmp_path: Path, headings: tuple[str, ...]) -> None:
    assert refusal(world, workbook(tmp_path / "a.xlsx", [("1", "2")], headings)) == "imports.no_head"


def test_it_says_that_an_empty_workbook_has_no_table(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    xlsxwriter.Workbook(str(path)).close()
    assert refusal(world, path) in ("grid.none", "imports.no_head")


def test_it_refuses_a_hundred_thousand_rows_in_one_line(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, 100_001):
            sheet.write_row(number, 0, (number, f"Việc {number}", "Sở Tài chính"))
    assert refusal(world, path) == "imports.too_many_rows"


def test_it_refuses_a_sheet_that_bears_a_mark_of_secrecy(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TỐI MẬT\n\nSTT;Nội dung;Đơn vị chủ trì\n1;Lập sổ;Sở Tài chính\n", "utf-8")
    assert refusal(world, path) == "secrecy.marked"


def test_it_leaves_hidden_sheets_alone(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        shown, hidden = book.add_worksheet("Hiện"), book.add_worksheet("Ẩn")
        for sheet, text in ((shown, "Việc hiện"), (hidden, "Việc ẩn")):
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, (1, text, *ROW[2:]))
        hidden.hide()
    batch = take(world.clerk, world.province, path)
    assert [row.values["title"] for row in batch.rows.all()] == ["Việc hiện"]
    assert [(sheet.name, sheet.hidden) for sheet in batch.sheets.order_by("place")] == [("Hiện", False), ("Ẩn", True)]


def test_it_takes_the_sheets_of_all_rooms_together(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for room in ("Phòng Tổng hợp", "Phòng Quản trị"):
            sheet = book.add_worksheet(room)
            sheet.write_row(2, 0, HEADINGS)
            sheet.write_row(3, 0, (1, f"Việc của {room}", *ROW[2:]))
    apply_batch(actor=world.clerk, batch=take(world.clerk, world.province, path))
    assert Task.objects.count() == 2


def test_it_takes_a_table_of_word_with_merged_cells(world: World, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Biểu theo dõi nhiệm vụ (giả định)")
    table = document.add_table(rows=5, cols=5, style="Table Grid")
    lines = [HEADINGS, ("1", "Lập sổ", "Sở Tài chính", "1/12/2026", "Đang làm"), ("2", "Trình sổ", "", "2/12/2026", ""),
             ("II. Lĩnh vực khác", "", "", "", ""), ("3", "Báo cáo", "Đảng ủy xã Yên Thượng", "", "Xong")]  # fmt: skip
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).merge(table.cell(3, 4))
    path = tmp_path / "a.docx"
    document.save(str(path))
    batch = take(world.clerk, world.province, path)
    found = [(row.outcome, row.values.get("lead_unit")) for row in batch.rows.order_by("place")]
    department, commune = world.department.pk, world.commune.pk
    assert found == [("new", department), ("new", department), ("skipped", None), ("done_outside", commune)]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_it_takes_values_parted_by_any_mark(world: World, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(mark.join(map(str, line)) for line in (HEADINGS, ROW)), "utf-8-sig")
    assert take(world.clerk, world.province, path).counts["new"] == 1


@pytest.mark.system
@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_it_takes_old_and_other_spreadsheets(world: World, tmp_path: Path, extension: str) -> None:
    import subprocess

    office = program("soffice", "old spreadsheets made by LibreOffice")
    path = workbook(tmp_path / "a.xlsx", [ROW], HEADINGS)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", extension]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    assert take(world.clerk, world.province, path.with_suffix(f".{extension}")).counts["new"] == 1


def test_it_says_what_old_spreadsheets_need(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_python = tmp_path / "bin"
    only_python.mkdir()
    for name in ("python3",):
        (only_python / name).symlink_to(shutil.which(name) or "/usr/bin/python3")
    monkeypatch.setenv("PATH", str(only_python))
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"))
    assert refusal(world, path) == "grid.needs_office"


def test_it_refuses_two_columns_of_one_field_and_a_table_without_its_text(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [ROW], HEADINGS)
    with pytest.raises(Refused, match="column_twice"):
        take(world.clerk, world.province, path, mapping={"tien do": "due"})
    with pytest.raises(Refused, match="needs_columns"):
        take(world.clerk, world.province, path, mapping={"noi dung": ""})


def test_it_takes_two_tables_that_call_the_same_differently(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    for headings, row in (
        (["STT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời hạn"], ["1", "Lập sổ", "Sở Tài chính", "5/12/2026"]),
        (["STT", "Nội dung", "Chủ trì", "Hạn"], ["2", "Kiểm kê", "Sở Tài chính", "6/12/2026"]),
    ):
        table = document.add_table(rows=0, cols=4)
        for line in (headings, row):
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
        document.add_paragraph("(tiếp theo)")
    document.save(str(path))
    batch = take(world.clerk, world.province, path)
    apply_batch(actor=world.clerk, batch=batch)
    assert set(Task.objects.values_list("title", "due")) == {
        ("Lập sổ", date(2026, 12, 5)),
        ("Kiểm kê", date(2026, 12, 6)),
    }


@pytest.mark.parametrize("mark", ["#REF!", "#N/A", " #VALUE! ", "########"])
def test_it_does_not_ask_what_the_mark_of_an_error_means(world: World, tmp_path: Path, mark: str) -> None:
    row = dict(zip(HEADINGS, ROW, strict=True)) | {"Đơn vị chủ trì": mark}
    batch = take(world.clerk, world.province, workbook(tmp_path / "a.xlsx", [list(row.values())], HEADINGS))
    only = batch.rows.get()
    assert only.outcome == "held"
    assert "lead" in only.missing
    assert ["error_cell", mark.strip()] in only.notes
    assert batch.counts["questions"] == 0
