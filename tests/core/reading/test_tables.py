"""Tables of plain text and what their columns are: headings in many words, bars and tabs in many shapes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaocuoc.core.reading import Source, read, read_text
from vaocuoc.core.reading.columns import WORDINGS, Wording, is_heading_row, quantity, wording
from vaocuoc.core.reading.items import Task
from vaocuoc.core.reading.pasted import in_plain_text
from vaocuoc.core.reading.targets import amount
from vaocuoc.core.source import Block

HEADINGS = {
    "number": ["STT", "Số TT", "TT.", "Số thứ tự (*)"],
    "task": [
        "Nhiệm vụ, giải pháp",
        "NỘI DUNG CÔNG VIỆC",
        "Tên nhiệm vụ/dự án",
        "Danh mục đề án",
        "Các nhiệm vụ cụ thể (*)",
        "Đầu việc",
    ],
    "owner": [
        "Cơ quan, đơn vị chủ trì",
        "Đơn vị thực hiện",
        "Trách nhiệm thực hiện",
        "Cơ quan theo dõi, đánh giá",
        "CHỦ TRÌ [1]",
        "Phân công thực hiện",
    ],
    "cooperating": ["Đơn vị phối hợp", "Cơ quan phối\nhợp", "Phối hợp thực hiện"],
    "parties": ["Cơ quan chủ trì, phối hợp", "Chủ trì/phối hợp"],
    "due": [
        "Thời gian thực hiện",
        "Hạn xử lý",
        "Tiến độ",
        "Thời điểm trình",
        "Thời gian dự kiến hoàn thành",
        "Hoàn thành trước",
    ],
    "start": ["Ngày giao", "Thời gian bắt đầu"],
    "product": ["Sản phẩm đầu ra", "Kết quả dự kiến", "Dự kiến sản phẩm", "Hình thức văn bản", "Kết quả"],
    "receiver": ["Cấp trình", "Cấp ban hành", "Cơ quan phê duyệt", "Thẩm quyền ban hành"],
    "appraiser": ["Cơ quan thẩm định", "Cơ quan thẩm tra/chuẩn bị ý kiến"],
    "resources": ["Nguồn kinh phí", "Dự kiến kinh phí (triệu đồng)", "Nguồn vốn"],
    "indicator": ["Chỉ tiêu chủ yếu", "Tên chỉ tiêu", "Mục tiêu/chỉ tiêu"],
    "unit": ["ĐVT", "Đơn vị tính", "Đơn vị đo"],
    "overseer": ["Lãnh đạo phụ trách", "Cán bộ theo dõi"],
    "source": ["Văn bản giao nhiệm vụ", "Căn cứ"],
    "state": ["Tình hình thực hiện", "Trạng thái"],
    "note": ["Ghi chú (nếu có)"],
    "foreign": ["Tên thủ tục hành chính", "Họ và tên", "Đơn giá (đồng)", "Nội dung chi", "Thời hạn giải quyết"],
    None: ["Tổng số", "Xã Bến Gạo", "Diện tích (ha)", "", "x" * 200],
}

QUANTITIES = {
    "baseline": ["Thực hiện năm 2025", "Ước TH 2025", "TH 9 tháng", "Hiện trạng", "Kết quả năm 2024"],
    "value": [
        "KH 2026",
        "2027",
        "Năm 2028",
        "Giai đoạn 2026-2030",
        "Mục tiêu đến năm 2030",
        "Nghị quyết giao",
        "Dự toán 2026",
    ],
    "share": [
        "So với kế hoạch (%)",
        "TH/KH (%)",
        "Tỷ lệ % thực hiện",
        "Ước TH 2025/KH 2025",
        "% so cùng kỳ",
        "So sánh",
    ],
    None: ["Ghi chú", "Xã", "Số hộ"],
}


@pytest.mark.parametrize(("kind", "heading"), [(kind, head) for kind, heads in HEADINGS.items() for head in heads])
def test_it_knows_what_a_heading_says(kind: str | None, heading: str) -> None:
    found = wording(heading)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(("kind", "heading"), [(kind, head) for kind, heads in QUANTITIES.items() for head in heads])
def test_it_knows_results_from_aims_by_their_headings(kind: str | None, heading: str) -> None:
    found = quantity(heading)
    assert (found[1] if found else None) == kind


@pytest.mark.parametrize("one", WORDINGS, ids=lambda one: one.name)
def test_it_lets_no_wording_hide_another(one: Wording) -> None:
    for phrase in (*one.begins, *one.anywhere, *one.whole):
        found = wording(phrase.upper())
        assert found is not None
        assert (phrase, found.kind) == (phrase, one.kind)


def test_it_takes_no_prose_with_tabs_for_a_heading() -> None:
    assert is_heading_row(["TT", "Nhiệm vụ", "Chủ trì"])
    assert not is_heading_row(["UBND XÃ BẾN GẠO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    assert not is_heading_row(["Họ và tên", "Nhiệm vụ"])


@pytest.mark.parametrize(
    ("said", "value", "high", "comparator", "unit"),
    [
        ("≥ 95", 95, None, ">=", None),
        (">20", 20, None, ">", None),
        ("trên 98%", 98, None, ">", "%"),
        ("8-8,5", 8, 8.5, "=", None),
        ("8 – 8,5%", 8, 8.5, "=", "%"),
        ("95 trở lên", 95, None, ">=", None),
        ("12.500 tỷ đồng", 12500, None, "=", "tỷ đồng"),
        ("không quá 3", 3, None, "<=", None),
        ("đạt 100%", 100, None, "=", "%"),
        ("-0,5", -0.5, None, "=", None),
        ("(1,2)", -1.2, None, "=", None),
        ("25 000", 25000, None, "=", None),
    ],
)
def test_it_reads_the_number_of_a_cell(
    said: str, value: float, high: float | None, comparator: str, unit: str | None
) -> None:
    read_one = amount(said)
    assert read_one is not None
    got = (float(read_one.value), None if read_one.high is None else float(read_one.high))
    assert got == (value, high)
    assert (read_one.comparator, read_one.unit) == (comparator, unit)


@pytest.mark.parametrize("said", ["x", "-", "", "Đạt", "5/20 xã", "12/2026", "100% trường; 90% trạm", "9-8", "Nhóm 1"])
def test_it_takes_nothing_else_for_a_number(said: str) -> None:
    assert amount(said) is None


def rows(text: str) -> list[list[str]]:
    (table,) = in_plain_text(text)
    return [[text[cell.start : cell.end] for cell in row] for row in table.rows]


def test_it_tells_an_empty_cell_from_the_end_of_a_row() -> None:
    cells = [
        "TT",
        "Việc",
        "Chủ trì",
        "Hạn",
        "",
        "1",
        "Sửa đê",
        "",
        "2027",
        "",
        "2",
        "Nạo kênh",
        "Xã",
        "",
        "",
        "II",
        "Nhóm",
        "",
    ]
    text = "|\n" + "\n".join(f"{cell}\n|" if cell else "|" for cell in cells)
    assert rows(text) == [
        ["TT", "Việc", "Chủ trì", "Hạn"],
        ["1", "Sửa đê", "", "2027"],
        ["2", "Nạo kênh", "Xã", ""],
        ["II", "Nhóm"],
    ]


def test_it_joins_rows_that_lines_broke() -> None:
    text = "TT | Nhiệm vụ | Chủ trì | Hạn\n1 | Sửa\ncầu | Sở\nXây dựng | 2027\n2 | Đắp đê | Xã | 2028"
    assert rows(text)[1:] == [["1", "Sửa\ncầu", "Sở\nXây dựng", "2027"], ["2", "Đắp đê", "Xã", "2028"]]


def test_it_keeps_two_tables_apart_at_a_caption() -> None:
    head = "|\nNơi nhận:\n|\nCHỦ TỊCH\n|\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
    text = head + "|\nTT\n|\nNhiệm vụ\n|\nHạn\n|\n|\n1\n|\nSửa đê\n|\n2027\n|"
    tables = in_plain_text(text)
    assert [len(table.rows) for table in tables] == [1, 2]
    assert "PHỤ LỤC" not in [text[c.start : c.end] for t in tables for r in t.rows for c in r]


def test_it_reads_cells_of_many_lines_that_excel_quotes() -> None:
    text = 'TT\tNhiệm vụ\tChủ trì\n1\t"Sửa đê\n\nvà cống ""số 1"""\tXã\n2\tĐào ao\tThôn\n\nHết.'
    assert rows(text)[1:] == [["1", 'Sửa đê\n\nvà cống ""số 1""', "Xã"], ["2", "Đào ao", "Thôn"]]


def test_it_leaves_tabs_of_letterheads_alone() -> None:
    assert in_plain_text("UBND XÃ BẾN GẠO\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12\tĐộc lập - Tự do\n") == ()


def test_it_goes_on_with_a_table_that_a_page_parted() -> None:
    first = [["TT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", "Sửa cầu bến Gạo", "Sở Xây dựng", "30/6/2027"]]
    second = [["2", "Nạo vét luồng bến Gạo", "Phòng Kinh tế", "31/7/2027"]]
    found: dict[str, Any] = read(source([first, second])).to_contract()
    assert [(item["owner"], item["due"]) for item in found["items"] if item["kind"] == "task"] == [
        ("Sở Xây dựng", "2027-06-30"),
        ("Phòng Kinh tế", "2027-07-31"),
    ]


def test_it_skips_a_heading_that_comes_again_and_numbers_of_columns() -> None:
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Hạn"]
    table = [
        head,
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Sửa cầu bến Gạo", "Xã", "2027"],
        head,
        ["2", "Nạo vét luồng bến", "Xã", "2028"],
    ]
    found: dict[str, Any] = read(source([table])).to_contract()
    assert [item["due"] for item in found["items"] if item["kind"] == "task"] == ["2027-12-31", "2028-12-31"]


def source(tables: list[list[list[str]]]) -> Source:
    """A source of nothing but tables, as a file gives it."""
    text, blocks = "", []
    for number, table in enumerate(tables, start=1):
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                blocks.append(Block("cell", len(text), len(text) + len(cell), table=number, row=i, column=j))
                text += cell + "\t"
            text += "\n"
    return Source(text, tuple(blocks))


PIECES = st.sampled_from(
    [
        "|",
        "\n|\n",
        "|\n|",
        " | ",
        "---",
        "\n",
        "\n\n",
        "\t",
        '"',
        "TT",
        "Nhiệm vụ",
        "Chỉ tiêu",
        "ĐVT",
        "2026",
        "Chủ trì",
        "Hạn",
        "1",
        "II",
        "≥ 5",
        "Sở Y tế",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
@example("|\n|")
@example("TT\tNhiệm vụ\tChủ trì\n")
@example('TT\tNhiệm vụ\tChủ trì\n"\t')
@example("TT | Nhiệm vụ | Hạn\n---\n | |\n1 |")
def test_it_reads_any_bars_and_tabs(text: str) -> None:
    spans = [(cell.start, cell.end) for table in in_plain_text(text) for row in table.rows for cell in row]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    filled = sorted(span for span in spans if span[0] < span[1])
    assert all(left[1] <= right[0] for left, right in pairwise(filled))
    for item in read_text(text).items:
        assert item.quote == text[item.start : item.end]
        assert re.search(r"\w", item.quote)


def test_it_gives_a_task_all_who_lead_it_in_rows_of_their_own() -> None:
    text = "TT Công việc Chủ trì Phối hợp Hạn 1 Sửa bến đò Sở Xây dựng Sở Tài chính 2027"
    text += " UBND các xã Công an xã 2 Đắp đê bao Sở Y tế 2028"
    words = {
        (0, 0): "TT", (0, 1): "Công việc", (0, 2): "Chủ trì", (0, 3): "Phối hợp", (0, 4): "Hạn",
        (1, 0): "1", (1, 1): "Sửa bến đò", (1, 2): "Sở Xây dựng", (1, 3): "Sở Tài chính", (1, 4): "2027",
        (2, 2): "UBND các xã", (2, 3): "Công an xã",
        (3, 0): "2", (3, 1): "Đắp đê bao", (3, 2): "Sở Y tế", (3, 4): "2028",
    }  # fmt: skip
    blocks, position = [], 0
    for (row, column), said in words.items():
        position = text.index(said, position)
        high = 2 if row == 1 and column in {0, 1, 4} else 1
        blocks.append(Block("cell", position, position + len(said), table=1, row=row, column=column, row_span=high))
        position += len(said)
    found = [item for item in read(Source(text, tuple(blocks))).items if isinstance(item, Task)]
    assert [(item.quote, item.owner, item.cooperating) for item in found] == [
        ("Sửa bến đò", "Sở Xây dựng; UBND các xã", ("Sở Tài chính", "Công an xã")),
        ("Đắp đê bao", "Sở Y tế", ()),
    ]


CELLS = st.tuples(
    st.sampled_from(
        [
            "TT",
            "Nhiệm vụ",
            "Chỉ tiêu",
            "ĐVT",
            "Chủ trì",
            "Chủ trì, phối hợp",
            "Hạn",
            "KH 2026",
            "2027",
            "TH 2025",
            "TH/KH (%)",
            "1",
            "II",
            "-",
            "≥ 95",
            "8-8,5",
            "(5)",
            "Tháng 13",
            "31/2",
            "30/02/2026",
            "2026-13-45",
            "Quý V, VI",
            "Thường xuyên",
            "Trong đó:",
            "SỞ TÀI CHÍNH",
            "Sửa bến đò Gạo",
            "100% trường; 90% trạm",
            "12h30",
            "Đã hoàn thành",
            "Tỷ lệ hộ nghèo (%)",
            "()",
            "\xa0",
        ]
    ),
    st.integers(1, 3),
    st.integers(1, 3),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_it_reads_any_cells_however_they_are_merged(rows: list[list[tuple[str, int, int]]]) -> None:
    text, blocks = "", []
    for i, row in enumerate(rows):
        for j, (said, high, wide) in enumerate(row):
            place = len(text), len(text) + len(said)
            blocks.append(Block("cell", *place, table=1, row=i, column=j, row_span=high, column_span=wide))
            text += said + "\t"
    for item in read(Source(text, tuple(blocks))).items:
        assert item.quote == text[item.start : item.end]
