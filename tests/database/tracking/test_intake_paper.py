"""The paper of the review: nothing of the text is lost or unescaped, and overlapping findings can all be picked."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.documents.models import Finding
from vaocuoc.documents.readings.layout import lay_out

TEXT = "Giao Sở A & B đạt <95%> kế hoạch."


def mark(id, start, end, kind="task", state="open"):
    return Finding(pk=id, start=start, end=end, kind=kind, state=state)


def shown(text, blocks, marks, selected=None, query=""):
    context = {
        "parts": lay_out(text, blocks, marks),
        "drawing": "tracking/intake/_segments.html",
        "query": query,
        "review": SimpleNamespace(selected=SimpleNamespace(pk=selected)),
    }
    return render_to_string("documents/readings/_parts.html", context)


def words_of(html):
    """What stands in the paragraphs and cells, without the marks' letters and names, one line each."""
    bare = re.sub(r'<span class="(?:sr|pg)".*?</span>|<b aria-hidden="true">.*?</b>', "", html)
    inner = re.findall(r"<(p|t[dh]) id=[^>]*>(.*?)</\1>", bare, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", words)).removesuffix("\n") for _tag, words in inner]


def whole(text):
    return [{"kind": "paragraph", "start": 0, "end": len(text)}]


def test_it_escapes_the_text_and_loses_none_of_it():
    html = shown(TEXT, whole(TEXT), [mark(1, 5, 20)])
    assert "<95%>" not in html
    assert words_of(html) == [TEXT]


def test_a_finding_hidden_under_another_has_a_letter_to_pick_it_by():
    html = shown(TEXT, whole(TEXT), [mark(1, 5, 9), mark(2, 5, 9)])
    assert 'id="m1"' in html
    assert 'id="m2"' in html


def test_selecting_the_outer_finding_marks_all_of_its_stretches():
    html = shown(TEXT, whole(TEXT), [mark(1, 0, 20), mark(2, 5, 9)], selected=1)
    assert len(re.findall(r'class="f [^"]*\bon\b', html)) == 3


def test_a_finding_keeps_the_filters_says_its_state_and_what_lies_over_it():
    html = shown(TEXT, whole(TEXT), [mark(1, 0, 20), mark(2, 5, 9, "target", "accepted")], query="kind=task&state=open")
    inner = re.search(r'<a\s[^>]*id="m2"[^>]*>.*?</a>', html).group()
    assert 'class="f k-target ok o-k-task"' in inner
    assert 'href="?kind=task&amp;state=open&amp;f=2"' in inner
    assert 'data-in="2 1"' in inner
    assert "Chỉ tiêu, đã nhận: " in inner


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


def test_cells_stand_in_their_columns_where_others_are_empty():
    text = "TT\nViệc\nHạn\n1\n15/12"
    cells = [(0, 2, 0, 0), (3, 7, 0, 1), (8, 11, 0, 2), (12, 13, 1, 0), (14, 19, 1, 2)]
    blocks = [{"kind": "cell", "table": 1, "start": s, "end": e, "row": r, "column": c} for s, e, r, c in cells]
    rows = shown(text, blocks, []).split("<tr>")[1:]
    assert [len(re.findall(r"<t[dh]\b", row)) for row in rows] == [3, 3]


def test_a_new_page_is_announced_and_text_between_blocks_is_kept():
    blocks = [
        {"kind": "paragraph", "start": 0, "end": 3, "page": 1},
        {"kind": "paragraph", "start": 8, "end": 11, "page": 2},
    ]
    html = shown("một lạc hai", blocks, [])
    assert 'id="tr2"' in html
    assert words_of(html) == ["một", " lạc ", "hai"]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=12),
    st.text(alphabet="aă <&>\n", max_size=50),
)
def test_any_spans_keep_the_text_and_every_finding_can_be_picked_once(found, text):
    marks = [mark(id, start, end) for id, (start, end) in enumerate(found)]
    html = shown(text, whole(text), marks)
    assert words_of(html) == ([text] if text.strip() else [])
    places = [int(id) for id in re.findall(r'id="m(\d+)"', html)]
    assert sorted(places) == [one.pk for one in marks if text[one.start : one.end].strip()]
