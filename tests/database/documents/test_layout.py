"""The text laid out for a page, and cut into passages: nothing is lost, nothing doubled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.documents.readings.layout import lay_out
from vaocuoc.documents.readings.passages import LONGEST, passages


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    name: str = ""


def paragraph(start: int, end: int, **more: object) -> dict:
    return {"kind": "paragraph", "start": start, "end": end, **more}


def test_it_cuts_where_marks_begin_and_end_the_narrowest_first():
    text = "Giao Sở Tài chính báo cáo trước ngày 30/11."
    task, day = Mark(0, 42, "task"), Mark(32, 42, "day")
    (part,) = lay_out(text, [paragraph(0, len(text))], [day, task])
    assert [(segment.text, [span.name for span in segment.spans]) for segment in part.segments] == [
        ("Giao Sở Tài chính báo cáo trước ", ["task"]),
        ("ngày 30/11", ["day", "task"]),
        (".", []),
    ]
    assert [segment.anchors for segment in part.segments] == [(0,), (32,), ()]
    assert [[span.name for span in segment.introduces] for segment in part.segments] == [["task"], ["day"], []]


def test_it_introduces_a_mark_where_it_is_the_narrowest_or_where_it_begins():
    text = "đạt 95% kế hoạch"
    marks = [Mark(0, 16, "task"), Mark(0, 7, "target"), Mark(4, 7, "twin"), Mark(4, 7, "under")]
    (part,) = lay_out(text, [paragraph(0, len(text))], marks)
    introduced = [[span.name for span in segment.introduces] for segment in part.segments]
    assert introduced == [["target"], ["twin", "under"], ["task"]]


def test_it_has_one_anchor_for_marks_that_begin_together_also_between_blocks():
    text = "một  hai"
    parts = lay_out(text, [paragraph(0, 3), paragraph(5, 8)], [Mark(4, 8), Mark(4, 6), Mark(5, 8)])
    assert [segment.anchors for part in parts for segment in part.segments] == [(), (4, 5), ()]


def test_it_loses_no_text_between_blocks_and_leaves_blank_ones_out():
    parts = lay_out("một lạc hai  .", [paragraph(8, 11), paragraph(0, 3), paragraph(11, 13)])
    assert ["".join(segment.text for segment in part.segments) for part in parts] == ["một", " lạc ", "hai", "."]


def test_it_knows_a_title_by_its_capitals():
    lines = ["BÁO CÁO", "I. KẾT QUẢ", "Kết quả", "DÀI " * 40]
    assert [lay_out(line, [paragraph(0, len(line))])[0].is_title for line in lines] == [True, False, False, False]


def test_it_says_where_a_page_begins():
    blocks = [paragraph(0, 1, page=1), paragraph(2, 3, page=1), paragraph(4, 5, page=2)]
    assert [part.page for part in lay_out("a\nb\nc", blocks)] == [1, None, 2]


def test_it_says_where_a_page_begins_inside_a_table():
    places = enumerate([1, 1, 2, 2])
    cells = [
        {"kind": "cell", "start": n, "end": n + 1, "table": 1, "row": n, "column": 0, "page": page}
        for n, page in places
    ]
    table, after = lay_out("abcdef", [*cells, paragraph(4, 6, page=2)])
    assert (table.page, [row[0].page for row in table.rows], after.page) == (1, [None, None, 2, None], None)


def test_it_gathers_cells_into_rows_and_counts_the_empty_ones():
    text = "TT\tViệc\tHạn\n1\t15/12"
    cells = [(0, 2, 0, 0), (3, 7, 0, 1), (8, 11, 0, 2), (12, 13, 1, 0), (14, 19, 1, 2)]
    blocks = [{"kind": "cell", "start": s, "end": e, "table": 1, "row": r, "column": c} for s, e, r, c in cells]
    (part,) = lay_out(text, blocks, [Mark(14, 19)])
    assert part.kind == "table"
    assert [[cell.segments[0].text for cell in row] for row in part.rows] == [["TT", "Việc", "Hạn"], ["1", "15/12"]]
    assert [cell.skipped for cell in part.rows[1]] == [0, 1]


def test_it_leaves_room_for_cells_that_go_over_rows():
    cells = [
        {"kind": "cell", "start": 0, "end": 1, "table": 1, "row": 0, "column": 0, "row_span": 2},
        {"kind": "cell", "start": 2, "end": 3, "table": 1, "row": 0, "column": 1},
        {"kind": "cell", "start": 4, "end": 5, "table": 1, "row": 1, "column": 1},
    ]
    (part,) = lay_out("a\tb\nc", cells)
    assert [[cell.skipped for cell in row] for row in part.rows] == [[0, 0], [0]]


def test_it_keeps_two_tables_apart():
    cells = [{"kind": "cell", "start": n, "end": n + 1, "table": n + 1, "row": 0, "column": 0} for n in (0, 1)]
    assert len(lay_out("ab", cells)) == 2


TEXTS = st.text(alphabet="aáđ .\n", max_size=300)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=12))
def test_it_gives_every_character_of_every_block_once_under_its_marks(text, places):
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(paragraph(start, start + len(line)))
        start += len(line) + 1
    marks = [Mark(start, start + length) for start, length in places]
    parts = lay_out(text, blocks, marks)
    for block, part in zip(blocks, parts, strict=True):
        assert "".join(segment.text for segment in part.segments) == text[block["start"] : block["end"]]
        position = block["start"]
        for segment in part.segments:
            middle = {mark for mark in marks if mark.start <= position < mark.end}
            assert set(segment.spans) == middle
            assert set(segment.introduces) <= middle
            position += len(segment.text)
    segments = [segment for part in parts for segment in part.segments]
    shown = [mark for mark in marks if text[mark.start : mark.end].strip()]
    introduced = [id(mark) for segment in segments for mark in segment.introduces]
    assert sorted(introduced) == sorted(id(mark) for mark in shown)
    anchors = [place for segment in segments for place in segment.anchors]
    assert len(anchors) == len(set(anchors))
    assert {mark.start for mark in shown} <= set(anchors)


@given(st.text(alphabet="aáđ .\n", max_size=200), st.integers(1, 60))
def test_it_puts_all_text_into_passages_that_are_not_too_long(text, times):
    text *= times
    found = list(passages(text, []))
    assert all(0 < end - start <= LONGEST for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join("".join(text[start:end] for start, end, _ in found).split()) == "".join(text.split())


def test_it_says_on_which_page_a_passage_begins():
    text = "\n".join(["một" * 500, "hai" * 500, "ba " * 500])
    blocks = [paragraph(0, 1500, page=1), paragraph(1501, 3001, page=2), paragraph(3002, 4502, page=3)]
    assert [page for _, _, page in passages(text, blocks)] == [1, 2, 3]
