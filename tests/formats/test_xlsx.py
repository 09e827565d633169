"""Workbooks as Excel displays them, with Vietnamese separators."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.formats import papers
from vaocuoc.formats import FormatError, Limits, load
from vaocuoc.formats.workbook import Column, Sheet, write_workbook
from vaocuoc.formats.xlsx.display import shown


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("2025", "General", "2025"),
        ("1234.5", "General", "1234,5"),
        ("0.1", "General", "0,1"),
        ("0.333333333333333", "General", "0,3333333333"),
        ("12345678901", "General", "12345678900"),
        ("1234567.891", "#,##0.00", "1.234.567,89"),
        ("1234.5", "#,##0", "1.235"),
        ("-14862.55", '#,##0.0" tỷ đồng"', "-14.862,6 tỷ đồng"),
        ("0.955", "0.0%", "95,5%"),
        ("95.5", '0.0"%"', "95,5%"),
        ("0.5", "#,##0.##", "0,5"),
        ("7", "#,##0.##", "7"),
        ("12345678", "#,##0,", "12.346"),
        ("-5", "#,##0;(#,##0)", "(5)"),
        ("0", '0;-0;"-"', "-"),
        ("46022", "dd/mm/yyyy", "31/12/2025"),
        ("46022", "[$-42A]d\\ mmmm\\ yyyy;@", "31/12/2025"),
        ("46022", "mm/yyyy", "12/2025"),
        ("46022.5", "dd/mm/yyyy hh:mm", "31/12/2025 12:00"),
        ("0.354166666666667", "hh:mm", "08:30"),
        ("1", "dd/mm/yyyy", "01/01/1900"),
        ("61", "dd/mm/yyyy", "01/03/1900"),
    ],
)
def test_it_shows_numbers_as_excel_does(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code) == text


def test_it_counts_days_from_1904_where_the_workbook_says_so() -> None:
    assert shown(Decimal(44560), "dd/mm/yyyy", from_1904=True) == "31/12/2025"


def test_it_gives_each_visible_sheet_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "theo-doi.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Quý I")
        sheet.merge_range(0, 0, 0, 2, "BẢNG THEO DÕI")
        sheet.write_row(1, 0, ["TT", "Nhiệm vụ", "Hạn"])
        sheet.write(2, 0, 1)
        sheet.write(2, 1, "Rà soát quy hoạch")
        sheet.write_datetime(2, 2, date(2026, 6, 30), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.set_row(2, None, None, {"hidden": True})
        hidden = book.add_worksheet("Nháp")
        hidden.write(0, 0, "không đọc")
        hidden.hide()
        book.add_worksheet("Sheet3").write(4, 1, "chỉ một ô")
    source = load(path)
    assert papers.of(source, "caption") == ["Quý I"]
    first = {(0, 0): "BẢNG THEO DÕI", (1, 0): "TT", (1, 1): "Nhiệm vụ", (1, 2): "Hạn"}
    assert papers.grid(source) == {**first, (2, 0): "1", (2, 1): "Rà soát quy hoạch", (2, 2): "30/06/2026"}
    assert papers.grid(source, 2) == {(4, 1): "chỉ một ô"}
    assert next(block.column_span for block in source.blocks if block.kind == "cell") == 3
    papers.hold_together(source)


def test_it_reads_back_what_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.xlsx"
    rows = [["=1+1", Decimal("14862.5"), date(2026, 12, 31), None], ["Thu ngân sách", 95, None, "đạt"]]
    columns = [Column("Tên"), Column("Giá trị"), Column("Ngày"), Column("Ghi chú")]
    write_workbook(path, [Sheet("Kết quả: 10/2026", columns, rows, title="KẾT QUẢ"), Sheet("Trống", columns, [])])
    cells = papers.grid(load(path))
    assert cells[0, 0] == "KẾT QUẢ"
    assert [cells[3, column] for column in range(3)] == ["=1+1", "14.862,5", "31/12/2026"]
    assert cells[4, 1] == "95"


def test_a_head_of_several_lines_has_room_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "dau-bang.xlsx"
    write_workbook(path, [Sheet("A", [Column("Tên", 20), Column("Tỷ lệ so với lộ trình (%)", 10)], [["a", 1]])])
    with zipfile.ZipFile(path) as parts:
        heights = re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', parts.read("xl/worksheets/sheet1.xml").decode())
    assert float(dict(heights)["1"]) > 2 * float(dict(heights)["2"])


def test_it_refuses_more_cells_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "lon.xlsx"
    write_workbook(path, [Sheet("A", [Column("x")], [["y"]] * 20)])
    with pytest.raises(FormatError) as refused:
        load(path, limits=Limits(cells=10))
    assert refused.value.code == "file.too_many_cells"
