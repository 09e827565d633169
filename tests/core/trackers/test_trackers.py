"""Headings, layouts, days and words of trackers, as offices really write them (every content invented)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.trackers import FORMS, Cell, Grid, find_tracker, match_headings, read_day
from vaocuoc.core.trackers.days import swapped
from vaocuoc.core.trackers.figures import read_value
from vaocuoc.core.trackers.words import state_of

TASKS, INDICATORS = FORMS["tasks"], FORMS["indicators"]
NEAR = date(2026, 9, 14)


def grid(*rows: list[str], **more: Any) -> Grid:
    cells = {(r, c): Cell(text) for r, row in enumerate(rows) for c, text in enumerate(row) if text}
    return Grid("Trang", cells, **more)


# --- headings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SỐ TB/KL", "source_number"),
        ("Số/ký hiệu", "source_number"),
        ("so ket luan", "source_number"),
        ("Nội dung nhiệm vụ (*)", "title"),
        ("NỘI DUNG KẾT LUẬN/VĂN BẢN TRÌNH", "title"),
        ("Cơ quan/đơn vị trình *", "lead"),
        ("Đơn vị chủ trì thực hiện nhiệm vụ", "lead"),
        ("Chủ trì\ntheo dõi", "follower"),
        ("Hạn chót", "due"),
        ("Thời hạn hoàn thành (theo kết luận)", "due"),
        ("Loại thời hạn", "deadline_kind"),
        ("Sản phẩm đầu ra", "product"),
        ("Tình trạng", "state"),
        ("Khó khăn vướng mắc", "blocker"),
        ("Đề xuất kiến nghị", "blocker"),
        ("Mô tả kết quả", "result"),
        ("Phối hợp", "cooperating"),
        ("Số hội nghị", ""),
        ("Lĩnh vực chi tiết", ""),
    ],
)
def test_it_knows_a_heading_in_any_wording(heading: str, field: str) -> None:
    assert match_headings(TASKS, [heading])[0].field == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Thực hiện năm 2025", "result:year:2025"),
        ("TH tháng 9/2026", "result:month:2026-09"),
        ("Thực hiện · Quý III/2026", "result:quarter:2026-3"),
        ("Mục tiêu đến năm 2030", "target:2030"),
        ("Kế hoạch 2026", "target:2026"),
        ("2027", "target:2027"),
        ("Hiện trạng năm 2025", "baseline:2025"),
        ("ĐVT", "unit_of_measure"),
    ],
)
def test_it_knows_years_and_periods_in_the_headings_of_indicators(heading: str, field: str) -> None:
    assert match_headings(INDICATORS, [heading])[0].field == field


def test_it_gives_a_field_to_the_better_of_two_columns() -> None:
    found = [match.field for match in match_headings(TASKS, ["Thời hạn trình lãnh đạo", "Thời hạn"])]
    assert found == ["", "due"]


def test_it_takes_a_remembered_meaning_before_its_own() -> None:
    known = {"tinh hinh": "state", "ghi chu": ""}
    found = [match.field for match in match_headings(TASKS, ["Tình hình", "Ghi chú"], known)]
    assert found == ["state", ""]


# --- layout -----------------------------------------------------------------------------------------------------------


def test_it_finds_the_head_below_titles_and_skips_numbering_totals_and_feet() -> None:
    tracker = find_tracker(
        grid(
            ["BẢNG THEO DÕI"],
            [],
            ["STT", "Nội dung", "Đơn vị chủ trì", "Hạn"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", "Lập đề án", "Sở A", "30/6/2026"],
            ["STT", "Nội dung", "Đơn vị chủ trì", "Hạn"],
            ["2", "Trình kế hoạch", "Sở B", ""],
            ["Tổng cộng", "", "", "2"],
            ["", "Người lập biểu"],
        ),
        TASKS,
    )
    assert tracker is not None
    assert (tracker.head_row, [(row.number, row.skipped) for row in tracker.rows]) == (
        3,
        [(5, ""), (6, "head"), (7, ""), (8, "total"), (9, "foot")],
    )


def test_it_reads_a_head_of_two_rows_with_merged_cells() -> None:
    cells = {
        (0, 0): Cell("STT", row_span=2),
        (0, 1): Cell("Nội dung", row_span=2),
        (0, 2): Cell("Thời hạn", column_span=2),
        (1, 2): Cell("Loại"),
        (1, 3): Cell("Hạn xử lý"),
        (2, 0): Cell("1"),
        (2, 1): Cell("Lập sổ"),
        (2, 3): Cell("1/9/2026"),
    }
    tracker = find_tracker(Grid("", cells), TASKS)
    assert tracker is not None
    assert tracker.headings == ("STT", "Nội dung", "Thời hạn · Loại", "Thời hạn · Hạn xử lý")
    assert [match.field for match in match_headings(TASKS, tracker.headings)] == ["order", "title", "", "due"]
    assert [[cell.text for cell in row.cells] for row in tracker.rows] == [["1", "Lập sổ", "", "1/9/2026"]]


def test_it_gives_groups_and_merged_cells_to_the_rows_below() -> None:
    cells = {
        (0, 0): Cell("STT"),
        (0, 1): Cell("Nội dung"),
        (0, 2): Cell("Số kết luận"),
        (1, 0): Cell("I"),
        (1, 1): Cell("Sở Tài chính"),
        (2, 0): Cell("1"),
        (2, 1): Cell("Lập sổ"),
        (2, 2): Cell("5-KL/TU", row_span=2),
        (3, 0): Cell("2"),
        (3, 1): Cell("Trình sổ"),
        (4, 0): Cell("II. Lĩnh vực văn hóa", column_span=3),
        (5, 0): Cell("3"),
        (5, 1): Cell("Tổng kết phong trào"),
    }
    tracker = find_tracker(Grid("", cells), TASKS)
    assert tracker is not None
    found = [(row.group, row.cells[2].text, row.skipped) for row in tracker.rows]
    assert found == [
        ("Sở Tài chính", "", "group"),
        ("Sở Tài chính", "5-KL/TU", ""),
        ("Sở Tài chính", "5-KL/TU", ""),
        ("Lĩnh vực văn hóa", "", "group"),
        ("Lĩnh vực văn hóa", "", ""),
    ]


def test_it_tells_which_rows_and_columns_are_hidden() -> None:
    shown = grid(
        ["STT", "Nội dung", "Ghi chú"],
        ["1", "Lập sổ", ""],
        ["2", "Trình sổ", ""],
        hidden_rows=frozenset({2}),
        hidden_columns=frozenset({2}),
    )
    tracker = find_tracker(shown, TASKS)
    assert tracker is not None
    assert ([row.hidden for row in tracker.rows], tracker.hidden_columns) == ([False, True], {2})


@pytest.mark.parametrize("rows", [[], [["Bài viết", "không phải bảng"]], [["STT", "Họ tên"], ["1", "A"]]])
def test_it_takes_no_sheet_for_a_tracker_that_is_none(rows: list[list[str]]) -> None:
    assert find_tracker(grid(*rows), TASKS) is None


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_it_never_fails_on_a_grid(rows: list[list[str]]) -> None:
    tracker = find_tracker(grid(["STT", "Nội dung", "Đơn vị chủ trì"], *rows), TASKS)
    assert tracker is None or all(len(row.cells) == len(tracker.headings) for row in tracker.rows)


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/9/2026", date(2026, 9, 5)),
        ("05.09.26", date(2026, 9, 5)),
        ("5-9-2026", date(2026, 9, 5)),
        ("2026-09-05", date(2026, 9, 5)),
        ("ngày 5 tháng 9 năm 2026", date(2026, 9, 5)),
        ("Ngày 05 tháng 9, năm 2026", date(2026, 9, 5)),
        ("17h00 ngày 15/9/2026", date(2026, 9, 15)),
        ("Trước ngày 30/11/2026", date(2026, 11, 29)),
    ],
)
def test_it_reads_a_day_in_every_form(text: str, day: date) -> None:
    assert read_day(Cell(text), near=NEAR).day == day


def test_it_reads_serials_and_days_of_cells() -> None:
    assert read_day(Cell("46270", "number", "46270")).day == date(2026, 9, 5)
    assert read_day(Cell("05/09/2026", "day", "2026-09-05")).day == date(2026, 9, 5)
    assert read_day(Cell("12", "number", "12")).day is None
    assert read_day(Cell("31/12/9999", "day", "9999-12-31")).code == "wrong"


@pytest.mark.parametrize(
    ("text", "code", "proposal"),
    [
        ("Tháng 11", "month", date(2026, 11, 30)),
        ("tháng 02/2028", "month", date(2028, 2, 29)),
        ("Quý III/2026", "quarter", date(2026, 9, 30)),
        ("Quý 4 năm 2026", "quarter", date(2026, 12, 31)),
        ("Trong năm 2027", "year", date(2027, 12, 31)),
        ("20/10", "no_year", date(2026, 10, 20)),
        ("31/02/2026", "wrong", None),
        ("13/25/2026", "wrong", None),
        ("31/12/9999", "wrong", None),
        ("sớm", "unclear", None),
        ("1/9/2026 và 1/10/2026", "unclear", None),
    ],
)
def test_it_guesses_no_day(text: str, code: str, proposal: date | None) -> None:
    read = read_day(Cell(text), near=NEAR)
    assert (read.code, read.day, read.proposal) == (code, None, proposal)
    assert not read.is_settled


@pytest.mark.parametrize(
    ("text", "code"),
    [("Thường xuyên", "regular"), ("Hằng quý", "regular"), ("Khi có chủ trương", "condition"), ("", "none")],
)
def test_it_knows_what_has_no_day_of_its_own(text: str, code: str) -> None:
    read = read_day(Cell(text), near=NEAR)
    assert (read.code, read.is_settled) == (code, True)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_it_reads_every_day_that_it_would_write(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day:%y}", day.isoformat()):
        assert read_day(Cell(text)).day == day
    serial = str((day - date(1899, 12, 30)) // timedelta(days=1))
    assert read_day(Cell(serial, "number", serial)).day == day
    assert swapped(day) is None or swapped(swapped(day) or day) == day


@given(st.text(max_size=40))
def test_it_never_fails_on_words_for_a_day(text: str) -> None:
    read_day(Cell(text), near=NEAR)


# --- words and values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Xong", "done"),
        ("ĐÃ XONG.", "done"),
        ("Hoàn thành quá hạn", "done"),
        ("100%", "done"),
        ("Quá hạn", "running"),
        ("chưa thực hiện", "running"),
        ("Đang làm", "running"),
        ("80 %", "running"),
        ("Chờ nghiệm thu", "awaiting"),
        ("Chờ quyết định", "condition"),
        ("Thường xuyên", "regular"),
        ("Đã HT", "done"),
        ("ĐHT", "done"),
        ("Đang TH", "running"),
        ("Chưa TK", "running"),
        ("TX", "regular"),
        ("Làm dở", ""),
        ("Theo dõi TH", ""),
    ],
)
def test_it_knows_the_words_of_states_and_asks_for_others(text: str, state: str) -> None:
    assert state_of(text) == state


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator"),
    [
        ("1.234,5", "1234.5", None, ""),
        ("95,5%", "95.5", None, ""),
        ("≥ 90%", "90", None, ">="),
        ("Trên 95 %", "95", None, ">"),
        ("không quá 1%", "1", None, "<="),
        ("từ 80% trở lên", "80", None, ">="),
        ("95 - 97", "95", "97", ""),
        ("-2,5", "-2.5", None, ""),
    ],
)
def test_it_reads_values_with_their_comparators(text: str, low: str, high: str | None, comparator: str) -> None:
    value = read_value(Cell(text))
    assert value is not None
    assert (value.low, value.high, value.comparator) == (Decimal(low), Decimal(high) if high else None, comparator)


def test_it_reads_a_percentage_as_it_is_displayed() -> None:
    value = read_value(Cell("95,5%", "number", "0.955"))
    assert value is not None
    assert (value.low, value.is_percent) == (Decimal("95.5"), True)


@pytest.mark.parametrize("text", ["", "-", "x", "chưa có số liệu"])
def test_it_takes_no_value_for_zero(text: str) -> None:
    assert read_value(Cell(text)) is None


def test_it_refuses_words_for_a_value() -> None:
    with pytest.raises(ValueError, match="đang tổng hợp"):
        read_value(Cell("đang tổng hợp"))
