"""The paper with its marks: nothing of the text is lost or unescaped, and overlapping findings can all be picked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.tracking.intake.addressing import pieces
from vaocuoc.tracking.intake.drafts import (
    decimals_for,
    how_reported,
    kind_of,
    period_of,
    suggested_product,
    title_of,
    words_of_due,
)
from vaocuoc.tracking.intake.paper import Mark, paper, stretches

TEXT = "Giao Sở A & B đạt <95%> kế hoạch."


def mark(id, start, end, style="task", letter="N"):
    return Mark(id, start, end, style, letter, f"phát hiện {id}")


def shown(text, blocks, marks, selected=None):
    return str(paper(text, blocks, marks, selected=selected, address=lambda id: f"?f={id}"))


def words_of(html):
    bare = re.sub(r'<span class="(?:sr|pg)".*?</span>|<b aria-hidden="true">.*?</b>', "", html)
    return unescape(re.sub(r"<[^>]+>", "", bare))


def whole(text):
    return [{"kind": "paragraph", "start": 0, "end": len(text)}]


def test_it_escapes_the_text_and_loses_none_of_it():
    html = shown(TEXT, whole(TEXT), [mark(1, 5, 20)])
    assert "<95%>" not in html
    assert words_of(html) == TEXT


def test_the_innermost_finding_owns_a_stretch_and_the_outer_is_known():
    found = [s for s in stretches([mark(1, 0, 10), mark(2, 3, 5)], 12) if s.covers]
    assert [[m.id for m in s.covers] for s in found] == [[1], [2, 1], [1]]


def test_a_finding_hidden_under_another_has_a_letter_to_pick_it_by():
    html = shown(TEXT, whole(TEXT), [mark(1, 5, 9), mark(2, 5, 9)])
    assert 'id="m1"' in html
    assert 'id="m2"' in html


def test_selecting_the_outer_finding_marks_all_of_its_stretches():
    html = shown(TEXT, whole(TEXT), [mark(1, 0, 20), mark(2, 5, 9)], selected=1)
    assert len(re.findall(r'class="f [^"]*\bon\b', html)) == 3


def test_cells_become_a_table_and_a_finding_over_a_row_is_marked_in_each():
    text = "TT\nViệc\n1\nLàm đường"
    cells = [(0, 2, 0, 0), (3, 7, 0, 1), (8, 9, 1, 0), (10, 19, 1, 1)]
    blocks = [
        {"kind": "cell", "table": 1, "row": row, "column": column, "start": start, "end": end}
        for start, end, row, column in cells
    ]
    html = shown(text, blocks, [mark(1, 8, 19)])
    assert html.count("<tr>") == 2
    assert html.count('data-f="1"') == 2
    assert html.count('id="m1"') == 1


def test_a_new_page_is_announced_and_text_between_blocks_is_kept():
    blocks = [
        {"kind": "paragraph", "start": 0, "end": 3, "page": 1},
        {"kind": "paragraph", "start": 8, "end": 11, "page": 2},
    ]
    html = shown("một lạc hai", blocks, [])
    assert 'id="tr2"' in html
    assert "lạc" in html


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=12)


@given(spans, st.text(alphabet="aă <&>\n", max_size=50))
def test_any_spans_keep_the_text_and_every_finding_can_be_picked_once(found, text):
    marks = [mark(id, start, end) for id, (start, end) in enumerate(found)]
    blocks = [{"kind": "paragraph", "start": 0, "end": len(text)}]
    html = shown(text, blocks, marks)
    if text.strip():
        assert words_of(html) == text
        seen = re.findall(r'id="m(\d+)"', html)
        assert len(seen) == len(set(seen))


@given(spans)
def test_stretches_cover_the_text_once_and_say_all_that_lies_on_them(found):
    marks = [mark(id, start, end) for id, (start, end) in enumerate(found)]
    cut = stretches(marks, 50)
    assert [s.start for s in cut[1:]] == [s.end for s in cut[:-1]]
    assert (cut[0].start, cut[-1].end) == (0, 50)
    for stretch in cut:
        inside = {m.id for m in marks if m.start <= stretch.start and min(m.end, 50) >= stretch.end and m.start < m.end}
        assert {m.id for m in stretch.covers} == inside


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sở Tài chính, Sở Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở Giáo dục và Đào tạo và Ủy ban nhân dân các xã", ["Sở Giáo dục và Đào tạo", "Ủy ban nhân dân các xã"]),
        ("Công an tỉnh; các đảng ủy xã, phường", ["Công an tỉnh", "các đảng ủy xã, phường"]),
    ],
)
def test_a_list_of_units_is_cut_where_a_unit_begins(words, expected):
    assert pieces(words) == expected


@pytest.mark.parametrize(
    ("quote", "cooperating", "title"),
    [
        ("chủ trì, phối hợp với Sở Y tế rà soát hồ sơ", ["Sở Y tế"], "Rà soát hồ sơ"),
        ("chủ trì xây dựng đề án;", [], "Xây dựng đề án"),
        ("phối hợp với các ngành liên quan rà soát", [], "Phối hợp với các ngành liên quan rà soát"),
        ("khẩn trương\nrà soát quy hoạch.", [], "Khẩn trương rà soát quy hoạch"),
    ],
)
def test_the_title_says_what_not_who(quote, cooperating, title):
    assert title_of(quote, cooperating) == title


@pytest.mark.parametrize(
    ("quote", "product"),
    [
        ("rà soát vốn, báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/11/2026", "Báo cáo Ban Thường vụ Tỉnh ủy"),
        ("tham mưu ban hành kế hoạch thu hút đầu tư, hoàn thành trong quý I", "Kế hoạch thu hút đầu tư"),
        ("tăng cường kiểm tra", ""),
    ],
)
def test_a_product_is_suggested_from_the_words(quote, product):
    assert suggested_product(quote) == product


def test_the_words_of_a_day_are_the_last_that_name_one():
    assert words_of_due("theo Nghị quyết năm 2025, xong trước ngày 30/11/2026") == "trước ngày 30/11/2026"
    assert words_of_due("thực hiện trong quý IV năm 2026") == "trong quý IV năm 2026"
    assert words_of_due("thường xuyên") == ""


def test_days_of_a_result_become_a_stored_period():
    from datetime import date

    months = period_of(date(2026, 1, 1), date(2026, 10, 31))
    assert (months.kind, months.index) == ("month", 10)
    assert how_reported(date(2026, 1, 1), date(2026, 10, 31)) == ("month", "year_to_date")
    assert period_of(date(2026, 7, 1), date(2026, 9, 30)).kind == "quarter"
    assert period_of(date(2025, 1, 1), date(2025, 12, 31)).kind == "year"
    assert period_of(None, date(2026, 11, 14)).kind == "date"
    assert period_of(date(2026, 1, 1), None) is None


def test_kind_and_decimals_follow_the_unit_of_measure():
    assert kind_of("Tỷ lệ hộ nghèo", "%") == "ratio"
    assert kind_of("Tốc độ tăng GRDP", "%/năm") == "growth"
    assert kind_of("Thu ngân sách", "tỷ đồng") == "flow"
    assert kind_of("Số xã đạt chuẩn", "xã") == "stock"
    assert (decimals_for("căn", []), decimals_for("tỷ đồng", [])) == (0, 2)
