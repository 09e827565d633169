"""What holds of every reading: spans, quotes, the contract, laws over arbitrary text, and sources with blocks."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaocuoc.core.reading import READER_VERSION, Block, Figure, Reading, Source, Task, read, read_text
from vaocuoc.core.reading.catalogue import rule_names

PLAN = """Số: 31/KH-UBND
Minh Giang, ngày 06 tháng 5 năm 2026

KẾ HOẠCH

CHUYỂN ĐỔI SỐ NĂM 2026

Thực hiện Nghị quyết số 12-NQ/TU ngày 03/4/2026 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU

- Đến hết năm 2026, ít nhất 85% hồ sơ được giải quyết trên môi trường mạng.

II. NHIỆM VỤ

1. Hoàn thành số hóa hồ sơ đất đai trước ngày 30/11/2026.

2. Giao Sở Khoa học và Công nghệ tổ chức tập huấn cho 120 cán bộ cấp xã trong quý III/2026.

III. HẠN CHẾ

- Hạ tầng mạng ở vùng cao còn thiếu đồng bộ.

IV. KIẾN NGHỊ

1. Đề nghị Chính phủ sớm kết nối cơ sở dữ liệu dân cư với dữ liệu đất đai.
"""
FRAGMENTS = [
    "Giao", "Sở Tài chính", "chủ trì", "trước ngày", "31/12/2026", "đạt", "ước", "12,5%", "1.234", "5/9", "tỷ đồng",
    "hộ", "tiêu chí", "đến năm 2030", "Nghị quyết số", "12-NQ/TU", "của", "Tỉnh ủy", "I.", "1.", "a)", "-", "+", "|",
    "\n", "\n\n", ";", ":", ",", ".", "(", ")", "“", "”", "còn hạn chế", "chưa", "đề nghị", "Chính phủ", "không còn",
    "so với cùng kỳ", "giai đoạn 2026 - 2030", "HẠN CHẾ", "NHIỆM VỤ",
]  # fmt: skip


def check(reading: Reading) -> None:
    """What holds of every reading."""
    assert unicodedata.is_normalized("NFC", reading.text)
    known = {name for names in rule_names().values() for name in names}
    for item in reading.items:
        assert 0 <= item.start < item.end <= len(reading.text)
        assert item.quote == reading.text[item.start : item.end]
        assert 0 <= item.confidence <= 1
        assert item.why
        assert set(item.why) <= known
    for block in reading.blocks:
        assert 0 <= block.start <= block.end <= len(reading.text)


def test_it_reads_a_plan_whole() -> None:
    reading = read_text(PLAN)
    check(reading)
    assert reading.document.number == "31/KH-UBND"
    assert [item.kind for item in reading.items] == [
        "reference",
        "figure",
        "task",
        "task",
        "figure",
        "shortcoming",
        "proposal",
    ]


def test_it_prints_the_contract_as_json() -> None:
    contract = read_text(PLAN).to_contract()
    assert list(contract) == ["document", "reader", "text", "blocks", "items"]
    assert contract["reader"] == READER_VERSION
    assert json.loads(json.dumps(contract)) == contract


def test_it_names_every_field_of_a_figure() -> None:
    contract: dict[str, Any] = read_text(PLAN).to_contract()
    items = contract["items"]
    figure = next(item for item in items if item["kind"] == "figure")
    assert list(figure) == [
        "kind", "start", "end", "quote", "page", "section", "value", "value_high", "of", "unit", "comparator", "role",
        "indicator", "period", "due", "basis", "measures", "owner", "baseline", "path", "why", "confidence",
    ]  # fmt: skip
    assert (figure["value"], figure["comparator"], figure["due"]) == (85, ">=", "2026-12-31")


def test_it_judges_the_six_clears() -> None:
    contract: dict[str, Any] = read_text(PLAN).to_contract()
    items = contract["items"]
    tasks = [item for item in items if item["kind"] == "task"]
    assert [task["clears"]["who"] for task in tasks] == [False, True]
    assert [task["clears"]["when"] for task in tasks] == [True, True]


@given(st.text())
def test_it_reads_anything(text: str) -> None:
    check(read_text(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
def test_it_reads_official_words_in_any_order(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_text(text)
    check(reading)
    assert reading == read_text(unicodedata.normalize("NFD", text))
    assert reading == read_text(text)


@pytest.mark.parametrize(
    "line", ["1", "- ", "a) ", "| ", "(", "12,5% ", "Giao Sở ", "trong đó, ", "đạt ", "và ", "2026-", "Nghị quyết "]
)
def test_it_reads_long_runs_of_one_thing(line: str) -> None:
    check(read_text(line * 1200))


def paper(*blocks: tuple[str, dict[str, Any]]) -> Source:
    """A source of blocks apart by line breaks, as a reader of files makes it."""
    text, made = "", []
    for words, fields in blocks:
        made.append(Block(start=len(text), end=len(text) + len(words), **fields))
        text += words + "\n"
    return Source(text, tuple(made))


def cell(row: int, column: int, words: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return words, {"kind": "cell", "table": 1, "row": row, "column": column, "page": 2, **more}


def test_it_reads_merged_cells_and_two_rows_of_headings() -> None:
    source = paper(
        ("Biểu chỉ tiêu", {"kind": "heading", "level": 1}),
        cell(0, 0, "TT", row_span=2), cell(0, 1, "Chỉ tiêu", row_span=2), cell(0, 2, "Đơn vị tính", row_span=2),
        cell(0, 3, "Kế hoạch", column_span=3), cell(0, 6, "Cơ quan theo dõi", row_span=2),
        cell(1, 3, "Năm 2026"), cell(1, 4, "Năm 2027"), cell(1, 5, "Đến năm 2030"),
        cell(2, 0, "1"), cell(2, 1, "Trường đạt chuẩn"), cell(2, 2, "trường"),
        cell(2, 3, "40"), cell(2, 4, "44"), cell(2, 5, "60"), cell(2, 6, "Sở Giáo dục và Đào tạo"),
    )  # fmt: skip
    reading = read(source)
    check(reading)
    contract: dict[str, Any] = reading.to_contract()
    target = contract["items"][0]
    assert (target["value"], target["unit"], target["due"]) == (60, "trường", "2030-12-31")
    assert target["path"] == [{"due": "2026-12-31", "value": 40}, {"due": "2027-12-31", "value": 44}]
    assert (target["owner"], target["page"]) == ("Sở Giáo dục và Đào tạo", 2)


def test_it_carries_a_merged_owner_down_a_task_annex() -> None:
    source = paper(
        cell(0, 0, "TT"), cell(0, 1, "Nội dung nhiệm vụ"), cell(0, 2, "Chủ trì"), cell(0, 3, "Thời hạn"),
        cell(1, 0, "1"), cell(1, 1, "Lập bản đồ ngập lụt"), cell(1, 2, "Sở Xây dựng", row_span=2),
        cell(1, 3, "31/10/2026"),
        cell(2, 0, "2"), cell(2, 1, "Cắm mốc hành lang sông"), cell(2, 3, "Năm 2027"),
    )  # fmt: skip
    tasks = [item for item in read(source).items if isinstance(item, Task)]
    assert [(task.quote, task.owner, str(task.due)) for task in tasks] == [
        ("Lập bản đồ ngập lụt", "Sở Xây dựng", "2026-10-31"),
        ("Cắm mốc hành lang sông", "Sở Xây dựng", "2027-12-31"),
    ]


def test_it_leaves_page_furniture_out() -> None:
    source = paper(
        ("Giao Sở Y tế kiểm tra 12 trạm y tế.", {"kind": "paragraph", "page": 1}),
        ("Giao Sở Y tế kiểm tra 99 trạm y tế.", {"kind": "furniture", "page": 1}),
    )
    assert [item.quote for item in read(source).items if item.kind == "figure"] == ["12 trạm y tế"]


def test_it_gives_the_page_of_an_item() -> None:
    source = paper(("Năm 2025, xã trồng 15 ha rừng.", {"kind": "paragraph", "page": 7}))
    assert [item.page for item in read(source).items] == [7]


def test_it_keeps_a_reading_the_same_with_other_spaces() -> None:
    text = "Phấn đấu đến năm 2030 đạt 95 triệu đồng/người/năm."
    wide = text.replace(" ", "\u00a0\u00a0")
    one, two = read_text(text).items[0], read_text(wide).items[0]
    assert isinstance(one, Figure)
    assert isinstance(two, Figure)
    assert replace(one, start=0, end=1, quote="", indicator=None) == replace(
        two, start=0, end=1, quote="", indicator=None
    )


def test_it_knows_no_file_and_no_clock() -> None:
    package = Path(read.__code__.co_filename).parent
    source = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    assert "today(" not in source
    assert "open(" not in source


def test_it_goes_on_over_a_paragraph_that_a_line_of_the_file_broke() -> None:
    first = "Đề nghị Bộ Xây dựng sớm có ý kiến về việc điều chỉnh cục bộ quy hoạch chung"
    source = paper(
        ("BÁO CÁO", {"kind": "heading", "level": 1}),
        ("II. KIẾN NGHỊ", {"kind": "heading", "level": 2}),
        (first, {"kind": "paragraph"}),
        ("đô thị ven sông Lăng.", {"kind": "paragraph"}),
    )
    found = [item for item in read(source).items if item.kind == "proposal"]
    assert [" ".join(item.quote.split()) for item in found] == [
        "sớm có ý kiến về việc điều chỉnh cục bộ quy hoạch chung đô thị ven sông Lăng"
    ]


def test_it_keeps_a_citation_within_its_cell() -> None:
    source = paper(cell(0, 0, "Nghị quyết của HĐND tỉnh"), cell(0, 1, "HĐND tỉnh"), cell(0, 2, "Sở Tài chính"))
    found = [item for item in read(source).items if item.kind == "reference"]
    assert [item.quote for item in found] == ["Nghị quyết của HĐND tỉnh"]


def test_it_need_not_be_loaded_to_take_a_file_apart() -> None:
    code = "import sys, vaocuoc.formats.worker; sys.exit('vaocuoc.core.reading' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
